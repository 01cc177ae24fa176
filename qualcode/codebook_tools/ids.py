"""Ids and names that a codebook may have, made of what other people and programs call things."""

from __future__ import annotations

import re
from collections.abc import Mapping

from qualcode.codebook import ID
from qualcode.language.normalise import strip_accents

LONGEST_PART = 60
"""Characters of one level of an id."""
LONGEST_NAME = 120
"""Characters of a name that may stand as an id."""
LONGEST_FILE = 80
"""Characters of a file's name; letters of Vietnamese take up to three bytes of a system's 255."""
_NOT_IN_FILES = re.compile(r'[<>:"/\\|?*\x00-\x1f\x7f-\x9f]+')
_DEVICE = re.compile(r"(con|prn|aux|nul|(com|lpt)[0-9¹²³])\s*(\..*)?", re.IGNORECASE)
"""What Windows takes for a device, whatever the suffix: no file can be called so there."""


def slug(name: str) -> str:
    """Return a name as one level of an id: `Không biết, chưa nghe` gives `khong_biet_chua_nghe`."""
    letters = re.sub(r"[\W_]+", "_", strip_accents(name).lower()).strip("_")
    if len(letters) > LONGEST_PART:
        letters = letters[:LONGEST_PART].rsplit("_", 1)[0] if "_" in letters else letters
    return letters[:LONGEST_PART].strip("_") or "code"


def id_below(parent: str, name: str) -> str:
    """Return the id of a code of this name; one that is an id in plain letters stays."""
    is_whole = name.isascii() and ID.fullmatch(name) and len(name) <= LONGEST_NAME
    if is_whole and (not parent or name.startswith(parent + ".")):
        return name
    own = name if is_whole and "." not in name else slug(name)
    return f"{parent}.{own}" if parent else own


def unique(wanted: str, taken: Mapping[str, object] | set[str]) -> str:
    """Return an id that is not taken: this one, or this one with a number."""
    if wanted not in taken:
        return wanted
    number = 2
    while f"{wanted}_{number}" in taken:
        number += 1
    return f"{wanted}_{number}"


def file_name(name: str) -> str:
    """Return a name as every system takes it for a file, without its suffix."""
    kept = _NOT_IN_FILES.sub("_", name)[:LONGEST_FILE].strip(" .")
    return f"codebook_{kept}" if _DEVICE.fullmatch(kept) else kept or "codebook"

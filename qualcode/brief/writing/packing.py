"""A deck as bytes, the same for the same content; and whether a file is still as we wrote it."""

from __future__ import annotations

import hashlib
import re
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, BadZipFile, ZipFile, ZipInfo

from qualcode.exporters.cells import printable
from qualcode.exporters.office import CORE, MADE, timeless

OURS = "qualcode:"
_MARK = f"{OURS}{'0' * 64}"
"""Stands in the properties until all other parts are known."""
_FOUND = re.compile(rb"qualcode:([0-9a-f]{64})")


def packed(deck: Any, title: str, language: str) -> bytes:
    """Return the deck without the clock's time, with the mark of its content in its properties."""
    properties = deck.core_properties
    properties.author = properties.last_modified_by = "qualcode"
    properties.title, properties.subject = printable(title, "")[:250], ""
    properties.comments = properties.keywords = properties.category = ""
    properties.created = properties.modified = MADE
    properties.last_printed = MADE
    properties.revision, properties.version = 1, ""
    properties.language, properties.identifier = language, _MARK
    written = BytesIO()
    deck.save(written)
    return _marked(timeless(written.getvalue()))


def is_untouched(path: Path) -> bool:
    """Say whether a file is one of ours that nobody has changed or saved since."""
    try:
        data = path.read_bytes()
        with ZipFile(BytesIO(data)) as packed_file:
            found = _FOUND.search(packed_file.read(CORE))
        return found is not None and _digest(data) == found[1].decode()
    except (BadZipFile, KeyError, OSError, ValueError):
        return False


def beside(path: Path) -> Path:
    """Return where to write: the path itself, or the first beside it that nobody has changed."""
    found, number = path, 1
    while found.exists() and not is_untouched(found):
        number += 1
        found = path.with_name(f"{path.stem}{number}{path.suffix}")
    return found


def _marked(data: bytes) -> bytes:
    """Return the file with the mark of all its parts in its properties."""
    written, mark = BytesIO(), f"{OURS}{_digest(data)}"
    with ZipFile(BytesIO(data)) as source, ZipFile(written, "w", ZIP_DEFLATED) as target:
        for name in source.namelist():
            content = source.read(name)
            if name == CORE:
                content = content.replace(_MARK.encode(), mark.encode())
            target.writestr(ZipInfo(name), content, ZIP_DEFLATED)
    return written.getvalue()


def _digest(data: bytes) -> str:
    """Return the hash of all parts but the properties that hold it."""
    parts = hashlib.sha256()
    with ZipFile(BytesIO(data)) as source:
        for name in sorted(source.namelist()):
            if name != CORE:
                parts.update(name.encode() + b"\0" + source.read(name) + b"\0")
    return parts.hexdigest()

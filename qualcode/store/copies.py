"""Copies of the store that OneDrive, Dropbox, Zalo and others leave beside it."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path

from qualcode.store.migrations import APPLICATION

NAME = re.compile(
    r"(?P<before>(?:copy|bản sao)(?: \(\d+\))?(?: of| của)? )?"
    r"coding(?P<within>[\W_].*)?\.sqlite(?P<behind>[\W_](?<!\.).*)?",
    re.DOTALL,
)
"""`Copy of coding.sqlite`, `coding-LAPTOP-AB12.sqlite`, `coding.sqlite (1)`; not `codings.sqlite`,
and not the backups `coding.sqlite.v1.bak` and `coding.sqlite.damaged-1`."""

OF_SQLITE = ("-journal", "-wal", "-shm")
HEADER = 100
MAGIC = b"SQLite format 3\0"
APPLICATION_AT = 68


def conflict_copies(folder: Path) -> tuple[Path, ...]:
    """Return the stores beside `coding.sqlite` whose names say that they are copies of it.

    A file is a store by its first bytes, however damaged the rest is.
    """
    try:
        named = sorted(file for file in folder.iterdir() if _is_copy(file.name))
    except OSError:
        return ()
    return tuple(file for file in named if _is_store(file))


def _is_copy(name: str) -> bool:
    # macOS gives names in decomposed letters, and Windows keeps whatever case was typed.
    name = unicodedata.normalize("NFC", name).casefold()
    match = NAME.fullmatch(name)
    return bool(match and any(match.groups())) and not name.endswith(OF_SQLITE)


def _is_store(file: Path) -> bool:
    try:
        with file.open("rb") as opened:
            header = opened.read(HEADER)
    except OSError:
        return False
    application = int.from_bytes(header[APPLICATION_AT : APPLICATION_AT + 4])
    return header.startswith(MAGIC) and application == APPLICATION

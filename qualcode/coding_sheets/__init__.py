"""Coding sheets: Word files with comments and workbooks for coders who don't use a terminal.

```
out:   study → sheet.make → word_writing, excel_writing → a file
                            (comment, columns, wording: what it says; fingerprint: what is hidden)
back:  a file → opening → word_reading (word_file), excel_reading → sheet.Returned
       → comparing.compare with the study: naming says which code a mark means, places where its
         words are now, desk what the study has there, changes what the coder did → drafts of
         decisions; faults what isn't understood → report.lines
```
"""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from pathlib import Path
from typing import Any

from qualcode.coding_sheets.changes import Change
from qualcode.coding_sheets.comparing import Comparison, compare
from qualcode.coding_sheets.opening import not_taken
from qualcode.coding_sheets.sheet import Returned, Sheet, make

FORMATS = ("docx", "xlsx")
_READERS: Mapping[str, str] = {
    ".docx": "word_reading",
    ".docm": "word_reading",
    ".xlsx": "excel_reading",
    ".xlsm": "excel_reading",
}


def write(sheet: Sheet, path: Path) -> None:
    """Write the sheet as its suffix says: .docx with comments, .xlsx with drop-downs."""
    name = {".docx": "word_writing", ".xlsx": "excel_writing"}[path.suffix]
    _module(name).write(sheet, path)


def read(path: Path) -> Returned:
    """Return what a coding sheet says now.

    Raises:
        ImportFileError: if the file can't be read or is no coding sheet.
    """
    name = _READERS.get(path.suffix.lower())
    if name is None:
        raise not_taken(path)
    returned: Returned = _module(name).read(path)
    return returned


def _module(name: str) -> Any:
    """Load the module of one format when it is needed, and its libraries with it."""
    return import_module(f"{__name__}.{name}")


__all__ = [
    "FORMATS",
    "Change",
    "Comparison",
    "Returned",
    "Sheet",
    "compare",
    "make",
    "read",
    "write",
]

"""Coding sheets: Word files with comments and workbooks for coders who don't use a terminal.

```
study → sheet.make → word_writing, excel_writing → a file → (a coder) → word_reading,
excel_reading → comparing.compare with the study → drafts of decisions, and what isn't understood
```
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from qualcode.coding_sheets.changes import Change
from qualcode.coding_sheets.comparing import Comparison, compare
from qualcode.coding_sheets.sheet import Returned, Sheet, make
from qualcode.errors import ImportFileError

if TYPE_CHECKING:
    Reader = Callable[[Path], Returned]

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
        listed = ", ".join(_READERS)
        raise ImportFileError.at(
            str(path),
            f"không nhập được tệp loại này; nhận phiếu mã hóa do qualcode export tạo ({listed})",
            f"this kind of file can't be imported; it takes coding sheets that qualcode export "
            f"made ({listed})",
        )
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

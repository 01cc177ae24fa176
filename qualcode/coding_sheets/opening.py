"""Opening a Word file or workbook that somebody sent, without harm."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

from qualcode.errors import ImportFileError
from qualcode.importers import guard, guard_zip


def check_workbook(path: Path) -> None:
    """Raise the one sentence that says what is wrong with a workbook, if something is."""
    guard.check(path)
    if guard.is_old_office(path, guard.read_bytes(path)) or not _is_workbook(path):
        raise not_taken(path)
    guard_zip.check(path, "xl/workbook")


def _is_workbook(path: Path) -> bool:
    """Say whether a zip file holds a workbook; what isn't a zip at all is for the guard."""
    try:
        with zipfile.ZipFile(path) as archive:
            return any(name.startswith("xl/") for name in archive.namelist())
    except (zipfile.BadZipFile, ValueError, OSError):
        return True


def not_taken(path: Path) -> ImportFileError:
    """Return the error for a file of another kind, or one that has another kind's name."""
    return ImportFileError.at(
        str(path),
        "không nhập được tệp loại này; hãy mở phiếu bằng Word, Excel hay LibreOffice và lưu lại "
        "thành .docx hay .xlsx như lúc xuất (tệp .csv hay .pdf đã mất phần ẩn, hãy dùng phiếu gốc)",
        "this kind of file can't be imported; open the sheet in Word, Excel or LibreOffice and "
        "save it as .docx or .xlsx, as it was exported (a .csv or .pdf has lost the hidden part: "
        "save the sheet itself)",
    )


def part(archive: zipfile.ZipFile, name: re.Pattern[str]) -> str:
    """Return the first part whose name is like this, or an empty string."""
    return next((each for each in archive.namelist() if name.fullmatch(each)), "")

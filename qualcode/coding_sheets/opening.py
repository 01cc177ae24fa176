"""Opening a Word file or workbook that somebody sent, without harm."""

from __future__ import annotations

import re
import zipfile
import zlib
from pathlib import Path

from qualcode.errors import ImportFileError
from qualcode.importers import guard, guard_zip
from qualcode.importers.word_xml import Element

_OLE = bytes.fromhex("D0CF11E0A1B11AE1")
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_UNREADABLE = (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, ValueError)


def check_workbook(path: Path) -> None:
    """Raise the one sentence that says what is wrong with a workbook, if something is."""
    guard.check(path)
    data = _bytes(path)
    if data.startswith(_OLE):
        raise guard_zip.locked(path) if _ENCRYPTED in data else not_taken(path)
    try:
        with zipfile.ZipFile(path) as archive:
            if not any(name.startswith("xl/") for name in archive.namelist()):
                raise not_taken(path)
            fault = _fault(archive)
    except _UNREADABLE as cause:
        raise guard_zip.broken(path) from cause
    if fault:
        raise _refused(path, fault)


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as cause:
        raise ImportFileError.at(
            str(path),
            f"không mở được tệp ({cause.strerror}); hãy đóng tệp trong Excel rồi nhập lại",
            f"the file can't be opened ({cause.strerror}); close it in Excel and import it again",
        ) from cause


def _fault(archive: zipfile.ZipFile) -> str:
    """Return the part for which a workbook is refused, or an empty string."""
    parts = archive.infolist()
    if len(parts) > guard_zip.PARTS_LIMIT:
        return f"{len(parts)} parts"
    if sum(each.file_size for each in parts) > guard_zip.TOTAL_LIMIT:
        return "all"
    for each in parts:
        ratio = each.file_size / max(each.compress_size, 1)
        is_bomb = each.file_size > guard_zip.RATIO_FROM and ratio > guard_zip.RATIO_LIMIT
        if each.file_size > guard_zip.PART_LIMIT or is_bomb:
            return each.filename
        is_xml = each.filename.lower().endswith((".xml", ".rels"))
        if is_xml and b"<!DOCTYPE" in archive.read(each).replace(b"\0", b""):
            return f"{each.filename} <!DOCTYPE>"
    return ""


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


def _refused(path: Path, fault: str) -> ImportFileError:
    return ImportFileError.at(
        str(path),
        f"không đọc tệp này vì không phải bảng tính Excel an toàn ({fault}); hãy mở bằng Excel và "
        "lưu lại thành .xlsx, hoặc xuất phiếu mới",
        f"this file is not read, since it is no safe Excel workbook ({fault}); open it in Excel "
        "and save it as .xlsx, or export a new sheet",
    )


def part(archive: zipfile.ZipFile, name: re.Pattern[str]) -> str:
    """Return the first part whose name is like this, or an empty string."""
    return next((each for each in archive.namelist() if name.fullmatch(each)), "")


def parse(archive: zipfile.ZipFile, name: str, path: Path) -> Element:
    """Return the root of one XML part; nothing outside the file is ever fetched."""
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
    try:
        return etree.fromstring(archive.read(name), parser)
    except (etree.XMLSyntaxError, KeyError) as cause:
        raise ImportFileError.at(
            str(path),
            f"phần {name} trong tệp bị hỏng; hãy mở bằng Word (Word sẽ đề nghị sửa) rồi lưu lại",
            f"its part {name} is broken; open it in Word (which offers to repair it) and save it",
        ) from cause

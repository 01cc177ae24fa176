"""A look into a Word or Excel file's zip before any of it is parsed."""

from __future__ import annotations

import zipfile
import zlib
from pathlib import Path

from qualcode.errors import ImportFileError

MEGABYTE = 1_000_000
PART_LIMIT = 50 * MEGABYTE
TOTAL_LIMIT = 200 * MEGABYTE
PARTS_LIMIT = 2000
RATIO_LIMIT = 200
RATIO_FROM = MEGABYTE
"""A smaller part may be packed harder than RATIO_LIMIT without harm."""

_DOCTYPES = tuple("<!DOCTYPE".encode(name) for name in ("utf-8", "utf-16-le", "utf-16-be"))
_KINDS: tuple[tuple[str, str, str], ...] = (
    ("xl/", "một bảng tính Excel (.xlsx)", "an Excel workbook (.xlsx)"),
    ("ppt/", "một tệp PowerPoint (.pptx)", "a PowerPoint file (.pptx)"),
    ("content.xml", "một tệp OpenDocument (như .odt)", "an OpenDocument file (such as .odt)"),
    ("project.qde", "một dự án REFI-QDA (.qdpx)", "a REFI-QDA project (.qdpx)"),
    ("Index/", "một tệp Pages của Apple", "an Apple Pages file"),
    ("", "một tệp nén .zip không có văn bản Word", "a zip file without a Word document"),
)
_UNREADABLE = (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, ValueError)


def check(path: Path, main: str = "word/document") -> None:
    """Refuse a zip that is broken, locked, huge, without this main part or with entities."""
    try:
        archive = zipfile.ZipFile(path)
    except _UNREADABLE:
        raise broken(path) from None
    with archive:
        parts = archive.infolist()
        _check_sizes(path, parts)
        _check_kind(path, [part.filename for part in parts], main)
        for part in parts:
            if _is_xml(part):
                _check_part(path, archive, part)


def _is_xml(part: zipfile.ZipInfo) -> bool:
    """Say whether a part may be parsed; pictures and recordings are never unpacked."""
    return part.filename.lower().endswith((".xml", ".rels"))


def _check_sizes(path: Path, parts: list[zipfile.ZipInfo]) -> None:
    """Refuse a small file that unpacks to a huge one, by what its table of contents says."""
    if len(parts) > PARTS_LIMIT:
        raise too_big(path, f"{len(parts)} phần/parts")
    total = sum(part.file_size for part in parts)
    if total > TOTAL_LIMIT:
        raise too_big(path, f"{total // MEGABYTE} MB")
    for part in filter(_is_xml, parts):
        ratio = part.file_size / max(part.compress_size, 1)
        if part.file_size > PART_LIMIT or (part.file_size > RATIO_FROM and ratio > RATIO_LIMIT):
            raise too_big(path, f"{part.filename}: {part.file_size // MEGABYTE} MB")


def _check_kind(path: Path, names: list[str], main: str) -> None:
    """Refuse another program's zip file, by name."""
    if any(name.startswith(main) and name.endswith(".xml") for name in names):
        return
    kinds = ((vi, en) for start, vi, en in _KINDS if any(n.startswith(start) for n in (*names, "")))
    raise mislabelled(path, *next(kinds))


def _check_part(path: Path, archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> None:
    """Refuse a part that is locked or broken, or that defines entities of its own."""
    if part.flag_bits & 1:
        raise locked(path)
    try:
        data = archive.read(part)
    except _UNREADABLE:
        raise broken(path) from None
    if any(mark in data for mark in _DOCTYPES):
        raise ImportFileError.at(
            str(path),
            f"phần {part.filename} có khai báo <!DOCTYPE>, không an toàn và Word, Excel không bao "
            f"giờ tạo ra; hãy mở bằng Word hay Excel và lưu lại thành {path.suffix} mới",
            f"its part {part.filename} holds a <!DOCTYPE>, which is unsafe and never written by "
            f"Word or Excel; open it there and save it as a new {path.suffix}",
        )


def mislabelled(path: Path, vi: str, en: str) -> ImportFileError:
    """Return the error for a file that is not what its suffix says."""
    return ImportFileError.at(
        str(path),
        f"tên tệp có đuôi {path.suffix} nhưng thật ra đây là {vi}; hãy đặt lại đuôi cho đúng, hoặc "
        "mở ra rồi lưu lại thành .docx hay .txt",
        f"the name ends in {path.suffix} but this is {en}; give it its right suffix, or open it "
        "and save it as .docx or .txt",
    )


def locked(path: Path) -> ImportFileError:
    """Return the error for a file with a password."""
    return ImportFileError.at(
        str(path),
        "tệp được bảo vệ bằng mật khẩu; hãy mở bằng Word hay Excel, bỏ mật khẩu rồi lưu lại",
        "the file is protected by a password; open it in Word or Excel, remove the password and "
        "save it",
    )


def broken(path: Path) -> ImportFileError:
    """Return the error for a file that can't be unpacked."""
    return ImportFileError.at(
        str(path),
        "tệp hỏng hoặc tải về chưa xong; hãy chép hoặc tải lại, hay để Word, Excel sửa rồi lưu lại",
        "the file is broken or was not fully downloaded; copy it again, or let Word or "
        "Excel repair it and save it",
    )


def too_big(path: Path, what: str) -> ImportFileError:
    """Return the error for a file that would fill the memory."""
    return ImportFileError.at(
        str(path),
        f"tệp quá lớn khi giải nén ({what}) nên không đọc; hãy mở bằng Word hay Excel, chép riêng "
        "phần lời sang một tệp mới rồi lưu lại",
        f"the file is far too big once unpacked ({what}), so it is not read; open it in Word or "
        "Excel, copy the talk into a new file and save it",
    )

"""A foreign codebook's bytes as text, or the one sentence that says why not."""

from __future__ import annotations

from pathlib import Path

from qualcode.codebook_tools.exchange.imported import Notes
from qualcode.errors import ImportFileError
from qualcode.exporters.cells import printable
from qualcode.importers import text
from qualcode.importers.guard import TEXT_LIMIT
from qualcode.importers.guard_zip import MEGABYTE
from qualcode.language import legacy
from qualcode.language.normalise import clean

_BINARY = (
    (b"PK\x03\x04", "một tệp nén (như .xlsx, .docx)", "a zipped file (such as .xlsx or .docx)"),
    (b"\xd0\xcf\x11\xe0", "một tệp Office cũ (như .xls)", "an old Office file (such as .xls)"),
    (b"%PDF", "một tệp PDF", "a PDF file"),
    (b"SQLite format", "một cơ sở dữ liệu SQLite", "an SQLite database"),
)


def decoded(data: bytes, file: str) -> str:
    """Return a file's bytes as clean text in Unicode.

    Raises:
        ImportFileError: if they are no text, or text in an encoding that can't be told.
    """
    refuse_binary(data, file)
    return printable(clean(text.decode(data, Path(file))), "")


def decoded_western(data: bytes, file: str, notes: Notes) -> str:
    """Return a dictionary's text; letters of a Western European one are taken for that."""
    refuse_binary(data, file)
    try:
        return decoded(data, file)
    except ImportFileError:
        western = data.decode("cp1252", "replace")
        is_vietnamese = legacy.recognise(western).encoding or legacy.is_modern(western)
        if b"\x00" in data or is_vietnamese or "\ufffd" in western:
            raise
    odd = next(line for line in western.split("\n") if not line.isascii()).strip()
    notes.add(
        f"được đọc như Windows-1252 (Tây Âu): “{odd[:60]}”; nếu sai, hãy lưu lại tệp với mã UTF-8",
        f"read as Windows-1252 (Western European): “{odd[:60]}”; if that is wrong, save the file "
        "as UTF-8",
    )
    return printable(clean(western), "")


def refuse_binary(data: bytes, file: str) -> None:
    """Refuse what is empty, too big for a codebook, or no text."""
    if not data.strip(b"\x00 \t\r\n\xef\xbb\xbf\xff\xfe"):
        raise ImportFileError.at(file, "tệp rỗng", "the file is empty")
    if len(data) > TEXT_LIMIT:
        raise ImportFileError.at(
            file,
            f"tệp có {len(data) // MEGABYTE} MB, quá lớn cho một sổ mã; hãy kiểm tra lại tệp",
            f"the file has {len(data) // MEGABYTE} MB, too much for a codebook; check the file",
        )
    for magic, vi, en in _BINARY:
        if data.startswith(magic):
            raise ImportFileError.at(
                file,
                f"đuôi tệp không đúng: thật ra đây là {vi}; hãy đặt lại đuôi cho đúng",
                f"the suffix is wrong: this is {en}; give it its right suffix",
            )
    if b"\x00" in data and text.wide(data) is None:
        raise ImportFileError.at(
            file,
            "tệp chứa dữ liệu nhị phân, không phải văn bản; hãy lưu lại với mã UTF-8",
            "the file holds binary data, not text; save it as UTF-8",
        )

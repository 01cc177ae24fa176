"""Codebooks from and for other programs: one module a format, found by the file's suffix."""

from __future__ import annotations

from dataclasses import replace
from importlib import import_module
from pathlib import Path
from typing import Any, Literal

from qualcode import codebook
from qualcode.codebook_tools import writing
from qualcode.codebook_tools.exchange.decoding import decoded
from qualcode.codebook_tools.exchange.imported import Imported, Notes
from qualcode.codebook_tools.ids import file_name
from qualcode.errors import CodebookError, ImportFileError
from qualcode.exporters import replacing
from qualcode.importers import guard
from qualcode.model import Codebook, Problem
from qualcode.plain_yaml import Faults
from qualcode.plain_yaml import read as read_yaml

Shown = Literal["vi", "en", "both"]

_MODULES = {
    ".dic": "liwc",
    ".dicx": "liwc22",
    ".qdc": "qdc",
    ".xlsx": "spreadsheet",
    ".csv": "csv_table",
    ".yml": "quanteda",
    ".docx": "annex",
}
READABLE = (".yaml", ".yml", ".dic", ".dicx", ".qdc", ".xlsx", ".csv")
WRITABLE = (".yaml", ".yml", ".dic", ".dicx", ".qdc", ".xlsx", ".csv", ".docx")

__all__ = ["READABLE", "WRITABLE", "Imported", "Shown", "read", "write"]


def read(path: Path) -> Imported:
    """Return a codebook from a file of any program that we know, by its suffix.

    Raises:
        CodebookError: if it holds no codebook, or its kind is not known.
        ImportFileError: if the file can't be read.
    """
    suffix = path.suffix.lower()
    if suffix not in READABLE:
        raise _unknown(path, READABLE)
    guard.check(path)
    if path.stat().st_size > guard.WORD_LIMIT:
        raise ImportFileError.at(
            str(path),
            "tệp quá lớn cho một sổ mã; hãy kiểm tra lại tệp",
            "the file is too big for a codebook; check the file",
        )
    try:
        data = path.read_bytes()
    except OSError as error:
        raise ImportFileError.at(
            str(path),
            f"không mở được tệp ({error.strerror}); hãy đóng tệp ở các chương trình khác",
            f"the file can't be opened ({error.strerror}); close it in other programs",
        ) from error
    if suffix in {".yaml", ".yml"}:
        return _read_yaml(data, str(path))
    found: Imported = _module(suffix).read(data, str(path))
    return found


def write(book: Codebook, path: Path, language: Shown = "vi") -> tuple[Problem, ...]:
    """Write a codebook in the format that the suffix names; return what that can't hold.

    `.yml` is a quanteda dictionary and `.yaml` our own. `both` shows both languages where a
    format has room for them side by side.
    """
    suffix = path.suffix.lower()
    if suffix not in WRITABLE:
        raise _unknown(path, WRITABLE)
    if suffix == ".yaml":
        data, lost = writing.to_yaml(book).encode(), ()
    else:
        module = _module(suffix)
        data = module.write(book, language if suffix == ".docx" or language != "both" else "vi")
        lost = module.losses(book)
    with replacing(path) as temporary:
        temporary.write_bytes(data)
    return lost


def _read_yaml(data: bytes, file: str) -> Imported:
    """Return our own codebook, or else a quanteda dictionary."""
    text = decoded(data, file)
    keys = read_yaml(text, Faults(file)).keys
    if "codebook" in keys or not keys:
        return _named_safely(codebook.parse(text, file))
    found: Imported = _module(".yml").read(data, file)
    return found


def _named_safely(book: Codebook) -> Imported:
    """Return a codebook under a name that can be its file's as well."""
    name = file_name(book.name)
    if name == book.name:
        return Imported(book)
    notes = Notes(book.file)
    notes.add(
        f"tên sổ mã “{book.name}” không đặt cho tệp được, nên được đổi thành “{name}”",
        f"the codebook's name “{book.name}” can't be a file's, so it became “{name}”",
    )
    return Imported(replace(book, name=name), tuple(notes.found))


def _module(suffix: str) -> Any:
    return import_module(f"{__name__}.{_MODULES[suffix]}")


def _unknown(path: Path, known: tuple[str, ...]) -> CodebookError:
    names = ", ".join(known)
    shown = path.suffix or path.name
    return CodebookError.at(
        str(path),
        f"chưa biết loại tệp {shown} cho sổ mã; dùng được: {names}",
        f"{shown} files are not known for codebooks; known: {names}",
    )

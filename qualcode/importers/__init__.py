"""Files of interviews become plain text: one module a format, found by the file's suffix."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from importlib.metadata import EntryPoint, entry_points
from pathlib import Path

from qualcode.errors import ImportFileError
from qualcode.importers import guard
from qualcode.importers.imported import Imported

Importer = Callable[[Path], "str | Imported"]
"""The file's words as plain lines, `Label: words` where a turn starts; with notes if need be."""

_OF_LETTERS = ("tcvn3", "vni", "mojibake", "utf-8")
"""Encodings of letters within Unicode; `utf-8` says that nothing is to be converted."""
_WORD_CAN_SAVE = (".doc", ".dot", ".dotx", ".odt", ".rtf", ".pdf", ".wps")


def _later(module: str, name: str) -> Importer:
    """Return an importer that loads its module when it is first used."""

    def importer(path: Path) -> str | Imported:
        words: str | Imported = getattr(import_module(module), name)(path)
        return words

    return importer


BUILT_IN: dict[str, Importer] = {
    ".txt": _later("qualcode.importers.text", "import_text"),
    ".docx": _later("qualcode.importers.word", "import_word"),
    ".docm": _later("qualcode.importers.word", "import_word"),
    ".srt": _later("qualcode.importers.subtitles", "read_srt"),
    ".vtt": _later("qualcode.importers.subtitles", "read_vtt"),
}


def importers() -> dict[str, Importer]:
    """Return the importers by suffix: ours, then those that installed packages add."""
    added = entry_points(group="qualcode.importers")
    return BUILT_IN | {f".{entry.name.lstrip('.').lower()}": _added(entry) for entry in added}


def read(path: Path, encoding: str = "") -> str:
    """Return the words of a transcript file, or say what is wrong with it."""
    return load(path, encoding).text


def load(path: Path, encoding: str = "") -> Imported:
    """Return the words of a transcript file with notes on how they were read.

    An encoding (`tcvn3`, `vni`, `cp1258` …) is what a user says that the file is in.
    """
    guard.check(path)
    known = importers()
    suffix = path.suffix.lower()
    if suffix not in known:
        raise _unknown(path, sorted(known))
    words = _as_told(path, encoding) if encoding else known[suffix](path)
    return words if isinstance(words, Imported) else Imported(words)


def _as_told(path: Path, encoding: str) -> Imported:
    """Return a file's words in the encoding that a user names."""
    if path.suffix.lower() == ".txt":
        from qualcode.importers.text import import_text

        return import_text(path, encoding)
    if path.suffix.lower() in guard.WORD_SUFFIXES and encoding in _OF_LETTERS:
        from qualcode.importers.word import import_word

        return import_word(path, encoding)
    raise ImportFileError.at(
        str(path),
        f"không chọn được bảng mã “{encoding}” cho tệp {path.suffix}; hãy bỏ lựa chọn này (tệp "
        f".docx nhận: {', '.join(_OF_LETTERS)})",
        f"encoding “{encoding}” can't be chosen for {path.suffix} files; leave it out (.docx "
        f"takes: {', '.join(_OF_LETTERS)})",
    )


def _added(entry: EntryPoint) -> Importer:
    """Return an importer that loads its package when it is first used."""

    def importer(path: Path) -> str | Imported:
        words: str | Imported = entry.load()(path)
        return words

    return importer


def _unknown(path: Path, known: list[str]) -> ImportFileError:
    """Return the error for a suffix that nothing reads."""
    names = ", ".join(known)
    if path.suffix.lower() in _WORD_CAN_SAVE:
        return ImportFileError.at(
            str(path),
            f"chưa đọc được tệp {path.suffix}: hãy mở bằng Word hoặc LibreOffice rồi lưu lại thành "
            f".docx (đọc được: {names})",
            f"{path.suffix} files can't be read yet: open it in Word or LibreOffice and save it "
            f"as .docx (readable: {names})",
        )
    shown = path.suffix or path.name
    return ImportFileError.at(
        str(path),
        f"chưa đọc được loại tệp {shown}; đọc được: {names}. Hãy lưu lại theo một loại đó",
        f"{shown} files can't be read; readable: {names}. Save it as one of these",
    )

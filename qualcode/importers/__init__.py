"""Files of interviews become plain text: one module a format, found by the file's suffix."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from importlib.metadata import EntryPoint, entry_points
from pathlib import Path

from qualcode.errors import ImportFileError
from qualcode.importers import guard

Importer = Callable[[Path], str]
"""The file's words as plain lines, `Label: words` where a turn starts."""

_WORD_CAN_SAVE = (".doc", ".dot", ".dotx", ".odt", ".rtf", ".pdf", ".wps")


def _later(module: str, name: str) -> Importer:
    """Return an importer that loads its module when it is first used."""

    def importer(path: Path) -> str:
        text: str = getattr(import_module(module), name)(path)
        return text

    return importer


BUILT_IN: dict[str, Importer] = {
    ".txt": _later("qualcode.importers.text", "read_text"),
    ".docx": _later("qualcode.importers.word", "read_word"),
    ".docm": _later("qualcode.importers.word", "read_word"),
    ".srt": _later("qualcode.importers.subtitles", "read_srt"),
    ".vtt": _later("qualcode.importers.subtitles", "read_vtt"),
}


def importers() -> dict[str, Importer]:
    """Return the importers by suffix: ours, then those that installed packages add."""
    added = entry_points(group="qualcode.importers")
    return BUILT_IN | {f".{entry.name.lstrip('.').lower()}": _added(entry) for entry in added}


def read(path: Path) -> str:
    """Return the words of a transcript file, or say what is wrong with it."""
    guard.check(path)
    known = importers()
    importer = known.get(path.suffix.lower())
    if importer is None:
        raise _unknown(path, sorted(known))
    return importer(path)


def _added(entry: EntryPoint) -> Importer:
    """Return an importer that loads its package when it is first used."""

    def importer(path: Path) -> str:
        text: str = entry.load()(path)
        return text

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

"""Plain text files: which encoding they are in, and whether the words came out right."""

from __future__ import annotations

import codecs
import unicodedata
from pathlib import Path

from qualcode.errors import ImportFileError
from qualcode.importers.garbled import coin_toss, converted, refuse_garbled
from qualcode.importers.imported import Imported, note
from qualcode.language import legacy
from qualcode.language.legacy import Guess
from qualcode.model import Problem

ENCODINGS = ("utf-8", "utf-16", "cp1258", "tcvn3", "vni", "mojibake")
"""What a user may say that a file is in."""

_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_NULS_OF_WIDE_TEXT = 0.25
"""Share of one byte in two that is NUL in Vietnamese UTF-16: spaces and unmarked letters."""
_SYLLABLES_NEEDED = 0.8
_TOO_NEAR = 0.3
_LATIN = "latin-1"
_MARKED = ("utf-8", "utf-8-sig", "utf-16", _LATIN)
"""Encodings that are certain, or of which the conversion's own note tells."""
_WESTERN = [bytes([b]).decode("cp1252", "replace").replace("\ufffd", chr(b)) for b in range(256)]


def read_text(path: Path) -> str:
    """Return the words of a plain text file; letters that need converting are refused."""
    return decode(path.read_bytes(), path)


def decode(data: bytes, path: Path) -> str:
    """Return a file's bytes as text, or say why they can't be read for certain."""
    text, _ = _decoded(data, path)
    refuse_garbled(text, path)
    return text


def import_text(path: Path, encoding: str = "") -> Imported:
    """Return the words of a transcript, converted to Unicode with a note if need be.

    Raises:
        ImportFileError: if the encoding can't be told for certain, or the one named is wrong.
    """
    data = path.read_bytes()
    if encoding:
        return _as_told(data, path, encoding)
    text, name = _decoded(data, path)
    imported = converted(text, path)
    guessed = () if name in _MARKED else (_reading_note(name, imported.text, path),)
    return Imported(imported.text, (*guessed, *imported.notes))


def wide(data: bytes) -> str | None:
    """Return the UTF-16 that bytes without a mark are in, by where their NULs stand."""
    for mark, name in _BYTE_ORDER_MARKS[1:]:
        if data.startswith(mark):
            return name
    pairs = len(data) // 2
    if pairs == 0 or len(data) % 2:
        return None
    first, second = data[::2].count(0) / pairs, data[1::2].count(0) / pairs
    if second > _NULS_OF_WIDE_TEXT and first == 0:
        return "utf-16-le"
    return "utf-16-be" if first > _NULS_OF_WIDE_TEXT and second == 0 else None


def _decoded(data: bytes, path: Path) -> tuple[str, str]:
    """Return the text and the one encoding that fits, or say that it can't be told."""
    marked = next((name for mark, name in _BYTE_ORDER_MARKS if data.startswith(mark)), None)
    certain = marked or wide(data)
    text = _or_none(data, certain or "utf-8")
    found = (text, certain or "utf-8") if text is not None else None
    if found is None and not certain:
        found = _of_one_byte(data, path)
    if found is None:
        raise _undecided(data, path)
    return found


def _of_one_byte(data: bytes, path: Path) -> tuple[str, str] | None:
    """Return the text of bytes that are one letter each: cp1258, TCVN3 or VNI."""
    western = _western(data)
    guess = legacy.recognise(western)
    text = _or_none(data, "cp1258")
    share = legacy.valid_share(text) if text is not None else 0.0
    if guess.encoding in legacy.FONTS and share < _SYLLABLES_NEEDED - _TOO_NEAR:
        return western, _LATIN
    if text is None or share < _SYLLABLES_NEEDED:
        return None
    for font in legacy.FONTS:
        read = legacy.convert(western, font)
        if read != western and legacy.valid_share(read) >= share:
            raise coin_toss(Guess(font, 0.0, *legacy.preview_of(western, read)), path)
    return unicodedata.normalize("NFC", text), "cp1258"


def _western(data: bytes) -> str:
    """Return bytes as Windows shows them in Western Europe; the five it lacks as controls."""
    return "".join(_WESTERN[byte] for byte in data)


def _or_none(data: bytes, name: str) -> str | None:
    """Return bytes decoded, if they can be."""
    try:
        return data.decode(name)
    except UnicodeDecodeError:
        return None


def _as_told(data: bytes, path: Path, encoding: str) -> Imported:
    """Return a text in the encoding that a user names."""
    if encoding not in ENCODINGS:
        known = ", ".join(ENCODINGS)
        raise ImportFileError.at(
            str(path),
            f"không có bảng mã “{encoding}”; hãy chọn một trong: {known}",
            f"there is no encoding “{encoding}”; choose one of: {known}",
        )
    if encoding in {"utf-8", "cp1258", "utf-16"}:
        return Imported(_decoded_as(data, path, encoding))
    named = next((name for mark, name in _BYTE_ORDER_MARKS if data.startswith(mark)), None)
    text = _or_none(data, named or wide(data) or "utf-8")
    return converted(_western(data) if text is None else text, path, encoding)


def _decoded_as(data: bytes, path: Path, encoding: str) -> str:
    """Return bytes in Unicode or cp1258, or say that they are in something else."""
    name = {"utf-8": "utf-8-sig", "utf-16": wide(data) or "utf-16-le"}.get(encoding, encoding)
    text = _or_none(data, name)
    if text is None:
        raise ImportFileError.at(
            str(path),
            f"tệp không đọc được như {encoding}; hãy chọn bảng mã khác, hoặc bỏ lựa chọn này",
            f"the file can't be read as {encoding}; choose another encoding, or none",
        )
    return unicodedata.normalize("NFC", text) if name == "cp1258" else text


def _reading_note(name: str, text: str, path: Path) -> Problem:
    """Return what to tell of an encoding that the file itself doesn't name."""
    shown = name.upper()
    preview = legacy.first_words(text)
    return note(
        path,
        f"được đọc như {shown}, dòng đầu: “{preview}”; nếu sai, hãy lưu lại tệp với mã UTF-8",
        f"read as {shown}, it begins: “{preview}”; if that is wrong, save the file as UTF-8",
    )


def _undecided(data: bytes, path: Path) -> ImportFileError:
    """Return the error for bytes in an encoding that can't be told."""
    line = data[: _first_odd_byte(data)].count(b"\n") + 1
    return ImportFileError.at(
        str(path),
        f"không xác định được bảng mã của tệp (dòng {line} không phải UTF-8); hãy mở bằng Word "
        "hoặc Notepad, xem chữ có đúng không, rồi lưu lại với mã UTF-8",
        f"the encoding can't be told (line {line} is not UTF-8); open it in Word or Notepad, see "
        "that the letters are right, and save it as UTF-8",
    )


def _first_odd_byte(data: bytes) -> int:
    """Return where the bytes stop being UTF-8."""
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as cause:
        return cause.start
    return 0

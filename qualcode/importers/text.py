"""Plain text files: which encoding they are in, and whether the words came out right."""

from __future__ import annotations

import codecs
import re
import unicodedata
from pathlib import Path

from qualcode.errors import ImportFileError
from qualcode.importers.garbled import fault_of, legacy_fault, legacy_font_of

_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_NULS_OF_WIDE_TEXT = 0.25
"""Share of one byte in two that is NUL in Vietnamese UTF-16: spaces and unmarked letters."""
_SYLLABLES_NEEDED = 0.8

_TONES = re.compile("[\u0300\u0301\u0303\u0309\u0323]")
_SYLLABLE = re.compile(
    r"(?:b|ch?|d|đ|gi?|gh|h|kh?|l|m|ng?h?|p|ph|qu?|r|s|th?|tr|v|x)?"
    r"(?:[aăâeêioôơuưy]|a[iouy]|â[uy]|e[ou]|êu|i[aeêu]|o[aăeoi]|ôi|ơi|u[aâêiơôuy]|ư[aiơu]|yê"
    r"|oa[iyo]|oe[ot]?|ua[iouy]|uâ[yu]|uô[iu]|ươ[iu]|iêu|yêu|uy[aêu])"
    r"(?:ch?|k|m|ng?|nh|p|t)?"
)


def read_text(path: Path) -> str:
    """Return the words of a plain text file."""
    return decode(path.read_bytes(), path)


def decode(data: bytes, path: Path) -> str:
    """Return a file's bytes as text, or say why they can't be read for certain."""
    text = _decoded(data)
    if text is None:
        raise _undecided(data, path)
    if fault := fault_of(text):
        raise ImportFileError.at(str(path), fault.vi, fault.en)
    return text


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


def _decoded(data: bytes) -> str | None:
    """Return the text in the one encoding that fits, if one does."""
    marked = next((name for mark, name in _BYTE_ORDER_MARKS if data.startswith(mark)), None)
    certain = marked or wide(data)
    for name in [certain] if certain else ["utf-8", "cp1258"]:
        try:
            text = data.decode(name)
        except UnicodeDecodeError:
            continue
        if name != "cp1258" or _looks_vietnamese(text):
            return text
    return None


def _looks_vietnamese(text: str) -> bool:
    """Say whether nearly all words with marks can be Vietnamese syllables."""
    words = re.findall(r"[^\W\d_]+", unicodedata.normalize("NFC", text).lower())
    marked = [word for word in words if not word.isascii()]
    return sum(map(_is_syllable, marked)) >= _SYLLABLES_NEEDED * len(marked)


def _is_syllable(word: str) -> bool:
    """Say whether a word is built like a Vietnamese syllable with at most one tone."""
    bare, tones = _TONES.subn("", unicodedata.normalize("NFD", word))
    return tones <= 1 and _SYLLABLE.fullmatch(unicodedata.normalize("NFC", bare)) is not None


def _undecided(data: bytes, path: Path) -> ImportFileError:
    """Return the error for bytes in an encoding that can't be told."""
    # TCVN3 and VNI fonts store one letter a byte, which Latin-1 shows unchanged.
    if font := legacy_font_of(data.decode("latin-1")):
        fault = legacy_fault(font)
        return ImportFileError.at(str(path), fault.vi, fault.en)
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

"""UTF-8 that was shown as Latin-1, cp1252 or cp1258, once or twice, read as UTF-8 again."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter

from qualcode.language.phonotactics import is_syllable

_TIMES = 3
"""A text read wrongly more often than this holds more marks than letters."""


def _bytes_of_characters() -> dict[str, int]:
    """Return the byte that each character stands for; the five that cp1252 lacks are controls."""
    found = {chr(byte): byte for byte in range(0x80, 0x100)}
    for byte in range(0x80, 0xA0):
        found[bytes([byte]).decode("cp1252", "replace")] = byte
    found.pop("\ufffd")
    # cp1258 shows the byte before à, á, â, ã, è, é … as Ă.
    return found | {"Ă": 0xC3}


_BYTES = _bytes_of_characters()


def _class(first: int, last: int) -> str:
    characters = (char for char, byte in _BYTES.items() if first <= byte <= last)
    return "[" + "".join(map(re.escape, characters)) + "]"


_LEADS = "".join(map(chr, range(0xC0, 0x100))) + "Ă"
_NEXT = _class(0x80, 0xBF)
# Latin letters, marks, punctuation and emoji; `ÔØ…` typed in VNI is no Arabic.
_SEQUENCE = re.compile(
    f"{_class(0xF0, 0xF4)}{_NEXT}{{3}}|[áâï]{_NEXT}{{2}}|{_class(0xC2, 0xCC)}{_NEXT}"
)
# The second byte of à is a no-break space, which editors make a plain one.
_LOST_SPACE = re.compile(r"([^\W\d_]*)Ã ([^\W\d_]*)")
_AFTER_A = ("", "c", "ch", "i", "m", "n", "ng", "nh", "o", "p", "t", "u", "y")
_UNICODE = re.compile("[ăĐđĨĩŨũƠơƯư\u1ea0-\u1ef9]")
_QUOTES = "‘’“”…–—"
_SHOWN = "".join(char for char, byte in _BYTES.items() if char not in _LEADS)
_WORD = re.compile(f"(?:[^\\W\\d_]|[\u0300-\u036f{re.escape(_SHOWN)}])+")


def mend(text: str) -> str:
    """Return the text with every sequence of UTF-8 bytes shown as letters read again."""
    for _ in range(_TIMES):
        mended = _SEQUENCE.sub(_read_again, text)
        if mended == text:
            break
        text = mended
    return text


def mended(text: str) -> str:
    """Return the text with the lines mended that were shown wrongly; a good text is untouched."""
    lines = text.split("\n")
    certain = [_mend_line(line, at_least=1) for line in lines]
    if certain == lines:
        return text
    if any(_UNICODE.search(line) for line in lines):
        return "\n".join(certain)
    return "\n".join(_mend_line(line, at_least=0) for line in lines)


def _mend_line(line: str, *, at_least: int) -> str:
    """Return a line mended if that gives so many more Vietnamese syllables."""
    new = _LOST_SPACE.sub(_with_grave, mend(line))
    if new == line:
        return line
    gone, come = _words(line), _words(new)
    return new if _valid(come - gone) - _valid(gone - come) >= at_least else line


def _read_again(found: re.Match[str]) -> str:
    """Return the letter that a sequence of bytes stands for, or the sequence if it is none."""
    try:
        return bytes(_BYTES[character] for character in found[0]).decode("utf-8")
    except UnicodeDecodeError:
        return found[0]


def _with_grave(found: re.Match[str]) -> str:
    """Return `hàng` for `hÃ ng`, and `là ai` for `lÃ ai`."""
    before, after = found.groups()
    return f"{before}à{after}" if after in _AFTER_A else f"{before}à {after}"


def _words(line: str) -> Counter[str]:
    """Return the words with marks, what mojibake may hold counted as letters."""
    found = _WORD.findall(unicodedata.normalize("NFC", line))
    return Counter(word for word in found if not word.isascii())


def _valid(words: Counter[str]) -> int:
    """Return how many of the words are Vietnamese syllables."""
    # A word in capitals may stand before a quote: “HỢP TÁC XÃ” holds no Ô.
    return sum(times for word, times in words.items() if is_syllable(word.rstrip(_QUOTES)))

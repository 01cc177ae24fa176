"""Vietnamese dictionary order: Ă after A, Đ after D, tones last; `sorted(names, key=sort_key)`."""

from __future__ import annotations

import re
import unicodedata

SortKey = tuple[tuple[tuple[int, int, str, tuple[int, ...], int], ...], str]

_ALPHABET = {letter: rank for rank, letter in enumerate("aăâbcdđeêfghijklmnoôơpqrstuưvwxyz")}
_TONES = {tone: rank for rank, tone in enumerate("\u0300\u0309\u0303\u0301\u0323", start=1)}
_PART = re.compile(r"[0-9]+|(?:[^\W0-9_][\u0300-\u036f]*)+")
_ETH = str.maketrans("ðƣ", "đư")


def sort_key(text: str) -> SortKey:
    """Return what to sort Vietnamese names by, syllable by syllable, numbers by value.

    A syllable's letters count before its tone: ma mà mả mã má mạ. Blanks, signs and capitals
    only decide between names that are otherwise the same.
    """
    lowered = unicodedata.normalize("NFD", text.lower().translate(_ETH))
    return tuple(_part(found) for found in _PART.findall(lowered)), text.swapcase()


def _part(part: str) -> tuple[int, int, str, tuple[int, ...], int]:
    """Return the key of a number, or of a syllable: its letters, then its tone."""
    if part.isascii() and part.isdecimal():
        digits = part.lstrip("0")
        return 0, len(digits), digits, (), 0
    tone = max((_TONES.get(character, 0) for character in part), default=0)
    bare = "".join(character for character in part if character not in _TONES)
    return 1, 0, "", tuple(map(_rank, unicodedata.normalize("NFC", bare))), tone


def _rank(letter: str) -> int:
    """Return a letter's place in the alphabet; foreign letters come behind it."""
    return _ALPHABET.get(letter, len(_ALPHABET) + ord(letter))

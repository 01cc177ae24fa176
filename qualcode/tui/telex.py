"""Keys pressed while a Vietnamese input method is on: it takes letters back and sends others.

Where letters are keys and not text, `a` and then `x` arrive as `a`, a backspace and `ã`; what was
pressed is what the second letter has more than the first.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass

LONGEST = 8
"""Letters that an input method looks back upon: no syllable is longer."""
TONES: Mapping[str, str] = {
    "\u0301": "s",
    "\u0300": "f",
    "\u0309": "r",
    "\u0303": "x",
    "\u0323": "j",
}
HORNS = {"\u031b", "\u0306"}
CIRCUMFLEX = "\u0302"
ALONE: Mapping[str, str] = {"ơ": "["}
"""A letter that comes without a backspace; ư may be w as well as ], so it is neither."""


@dataclass(frozen=True, slots=True)
class Heard:
    """The letters that came since the last other key, and how many of them were taken back."""

    letters: str = ""
    erased: int = 0


NOTHING = Heard()


def pressed(heard: Heard, key: str) -> tuple[Heard, str]:
    """Return what was heard with this key, and the key that was pressed; empty if it was none."""
    if key == "backspace" and heard.erased < len(heard.letters):
        return Heard(heard.letters, heard.erased + 1), ""
    if len(key) != 1 or not key.isalpha():
        return NOTHING, key
    kept = len(heard.letters) - heard.erased
    letters = heard.letters[:kept] + key
    if heard.erased:
        rest = heard.letters[kept + 1 :]
        return Heard(letters + rest, len(rest)), _added(heard.letters[kept], key)
    return Heard(letters[-LONGEST:]), key if key.isascii() else ALONE.get(key, key)


def _added(old: str, new: str) -> str:
    """Return the key that made one letter of the other; none if it was only sent again."""
    before, after = unicodedata.normalize("NFD", old), unicodedata.normalize("NFD", new)
    if new.lower() == "đ" and old.lower() == "d":
        return "d"
    if before[0] != after[0]:
        return new
    marks = set(after[1:]) - set(before[1:])
    for mark in marks & TONES.keys():
        return TONES[mark]
    if marks & HORNS:
        return "w"
    return after[0].lower() if CIRCUMFLEX in marks else ""

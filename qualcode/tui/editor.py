"""One line of typed text: right for Vietnamese input methods, which backspace and retype."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from qualcode.language.normalise import clean


@dataclass(frozen=True, slots=True)
class Line:
    """What has been typed, always composed (NFC), and where the next letter goes."""

    text: str = ""
    at: int = 0
    """Code points before the cursor."""


EMPTY = Line()


def line_of(text: str) -> Line:
    """Return the line with the cursor behind its text."""
    composed = _plain(text)
    return Line(composed, len(composed))


def insert(line: Line, typed: str) -> Line:
    """Return the line with letters typed or pasted at the cursor.

    A mark that arrives by itself joins the letter before it.
    """
    before = _plain(line.text[: line.at] + typed)
    text = unicodedata.normalize("NFC", before + line.text[line.at :])
    return Line(text, min(len(before), len(text)))


def edit(line: Line, key: str) -> Line:
    """Return the line after one key; a key that means nothing here leaves it as it is."""
    if len(key) == 1:
        return insert(line, key)
    return KEYS[key](line) if key in KEYS else line


def _plain(text: str) -> str:
    """Return the text on one line, without characters that only a terminal would obey."""
    spaced = "".join(" " if letter.isspace() else letter for letter in clean(text))
    return "".join(letter for letter in spaced if unicodedata.category(letter)[0] != "C")


def _backspace(line: Line) -> Line:
    return insert(replace(line, text=_without(line, line.at - 1), at=max(0, line.at - 1)), "")


def _delete(line: Line) -> Line:
    return insert(replace(line, text=_without(line, line.at)), "")


def _without(line: Line, place: int) -> str:
    return line.text[:place] + line.text[place + 1 :] if place >= 0 else line.text


KEYS: Mapping[str, Callable[[Line], Line]] = {
    "backspace": _backspace,
    "ctrl+h": _backspace,
    "delete": _delete,
    "left": lambda line: replace(line, at=max(0, line.at - 1)),
    "right": lambda line: replace(line, at=min(len(line.text), line.at + 1)),
    "home": lambda line: replace(line, at=0),
    "end": lambda line: replace(line, at=len(line.text)),
    "ctrl+u": lambda line: Line(line.text[line.at :], 0),
}

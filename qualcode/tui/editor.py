"""Typed text: right for Vietnamese input methods, which backspace and retype."""

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
    ends: bool = False
    """It may have several lines."""


EMPTY = Line()


def lines_of(text: str) -> Line:
    """Return text of one line or several, with the cursor behind it."""
    return insert(Line(ends=True), text)


def insert(line: Line, typed: str) -> Line:
    """Return the line with letters typed or pasted at the cursor.

    A mark that arrives by itself joins the letter before it.
    """
    before = _plain(line.text[: line.at] + typed, ends=line.ends)
    text = unicodedata.normalize("NFC", before + line.text[line.at :])
    return replace(line, text=text, at=min(len(before), len(text)))


def edit(line: Line, key: str) -> Line:
    """Return the line after one key; a key that means nothing here leaves it as it is."""
    if len(key) == 1:
        return insert(line, key)
    return KEYS[key](line) if key in KEYS else line


def _plain(text: str, *, ends: bool) -> str:
    """Return the text without characters that only a terminal would obey, on one line or more."""
    kept = "\n" if ends else ""
    spaced = (" " if letter.isspace() and letter != kept else letter for letter in clean(text))
    return "".join(c for c in spaced if c == kept or unicodedata.category(c)[0] != "C")


def _backspace(line: Line) -> Line:
    return insert(replace(line, text=_without(line, line.at - 1), at=max(0, line.at - 1)), "")


def _delete(line: Line) -> Line:
    return insert(replace(line, text=_without(line, line.at)), "")


def _without(line: Line, place: int) -> str:
    return line.text[:place] + line.text[place + 1 :] if place >= 0 else line.text


def _to(place: Callable[[Line], int]) -> Callable[[Line], Line]:
    """Return the key that moves the cursor to a place."""
    return lambda line: replace(line, at=max(0, min(place(line), len(line.text))))


def _cut(start: Callable[[Line], int], end: Callable[[Line], int]) -> Callable[[Line], Line]:
    """Return the key that deletes what stands between two places."""

    def edited(line: Line) -> Line:
        rest = line.text[: start(line)] + line.text[end(line) :]
        return insert(replace(line, text=rest, at=start(line)), "")

    return edited


def _here(line: Line) -> int:
    return line.at


def _line_start(line: Line) -> int:
    return line.text.rfind("\n", 0, line.at) + 1


def _line_end(line: Line) -> int:
    end = line.text.find("\n", line.at)
    return len(line.text) if end < 0 else end


def _word_start(line: Line) -> int:
    before = line.text[: line.at].rstrip()
    return max(before.rfind(" "), before.rfind("\n")) + 1


def _word_end(line: Line) -> int:
    left = line.text[line.at :]
    word = left.lstrip().split(maxsplit=1)
    return line.at + len(left) - len(left.lstrip()) + len(word[0] if word else "")


def _above(line: Line) -> int:
    start = _line_start(line)
    before = line.text.rfind("\n", 0, max(0, start - 1)) + 1
    return min(before + line.at - start, start - 1) if start else 0


def _below(line: Line) -> int:
    start, end = _line_start(line), _line_end(line)
    after = line.text.find("\n", end + 1)
    last = len(line.text) if after < 0 else after
    return min(end + 1 + line.at - start, last)


def _break(line: Line) -> Line:
    return insert(line, "\n") if line.ends else line


KEYS: Mapping[str, Callable[[Line], Line]] = {
    **dict.fromkeys(("backspace", "ctrl+h"), _backspace),
    **dict.fromkeys(("delete", "ctrl+d"), _delete),
    "left": _to(lambda line: line.at - 1),
    "right": _to(lambda line: line.at + 1),
    "up": _to(_above),
    "down": _to(_below),
    **dict.fromkeys(("home", "ctrl+a"), _to(_line_start)),
    **dict.fromkeys(("end", "ctrl+e"), _to(_line_end)),
    **dict.fromkeys(("ctrl+left", "alt+left", "alt+b"), _to(_word_start)),
    **dict.fromkeys(("ctrl+right", "alt+right", "alt+f"), _to(_word_end)),
    **dict.fromkeys(("ctrl+w", "ctrl+backspace", "alt+backspace"), _cut(_word_start, _here)),
    "ctrl+k": _cut(_here, _line_end),
    "ctrl+u": _cut(lambda _: 0, _here),
    **dict.fromkeys(("ctrl+j", "alt+enter", "shift+enter"), _break),
}
"""Also those of shells and of editors; Ctrl+J is what a terminal calls a line end."""

"""Words in so many columns of a terminal: Vietnamese letters take one each, some signs two."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from rich.cells import cell_len

from qualcode.pictures.values import Row

WIDEST_LABEL = 34
INDENT = "  "


def pad(words: str, room: int, *, right: bool = False, middle: bool = False) -> str:
    """Return the words in exactly this many columns, blanks added."""
    blank = " " * max(0, room - cell_len(words))
    if middle:
        half = len(blank) // 2
        return blank[:half] + words + blank[half:]
    return blank + words if right else words + blank


def wrapped(words: str, room: int) -> list[str]:
    """Return the words in lines of at most so many columns."""
    lines = [""]
    for word in _pieces(words, max(2, room)):
        longer = f"{lines[-1]} {word}".strip()
        if cell_len(longer) <= room or not lines[-1]:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


def paragraph(words: str, width: int, indent: str = "") -> list[str]:
    """Return the words in lines that fit, indented; nothing if there are none."""
    return [indent + line for line in wrapped(words, width - cell_len(indent)) if line]


def listed(parts: Sequence[str], width: int) -> Iterator[str]:
    """Yield lines of these parts, none broken unless it is wider than a line."""
    line = ""
    for part in parts:
        longer = f"{line}   {part}" if line else part
        if line and cell_len(longer) > width:
            yield from wrapped(line, width) if cell_len(line) > width else [line]
            longer = part
        line = longer
    yield from wrapped(line, width) if cell_len(line) > width else [line]


def label_room(rows: Sequence[Row], width: int) -> int:
    """Return how many columns the labels get: what they need, up to two fifths of the line."""
    needed = max((cell_len(INDENT + row.words) for row in rows), default=0)
    return min(needed, WIDEST_LABEL, width * 2 // 5)


def table(rows: Sequence[Row], room: int, line: Callable[[int], str]) -> Iterator[str]:
    """Yield each row's label and behind it the line for its place; families headed by theirs."""
    family = ""
    for at, row in enumerate(rows):
        if row.family and row.family != family:
            yield row.family
        family = row.family
        indent = INDENT if row.family else ""
        first, *rest = wrapped(row.words, room - len(indent))
        yield f"{pad(indent + first, room)} {line(at)}".rstrip()
        yield from (indent + words for words in rest)


def _pieces(words: str, room: int) -> Iterator[str]:
    """Yield the words, one that is wider than a line in pieces."""
    for word in words.split():
        piece = ""
        for letter in word:
            if cell_len(piece + letter) > room:
                yield piece
                piece = ""
            piece += letter
        yield piece

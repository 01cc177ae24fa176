"""Words in lines no wider than the screen, each piece with the name of its style."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import Literal, NamedTuple

from rich.cells import cell_len

from qualcode.model import Span

Style = Literal[
    "plain",
    "faint",
    "heading",
    "evidence",
    "cursor",
    "proposed",
    "accepted",
    "added",
    "rejected",
    "chosen",
    "span",
    "match",
    "selected",
    "bar",
    "warning",
]

MUCH = 1000
"""More lines than any pane has."""

_WORD = re.compile(r"\S+")


class Piece(NamedTuple):
    """Some words of a line in one style."""

    text: str
    style: Style = "plain"


Line = tuple[Piece, ...]


@lru_cache(maxsize=1 << 14)
def wrap(words: str, width: int) -> tuple[Span, ...]:
    """Return the stretches that each stand on one line; a line end in the words starts a line."""
    found: list[Span] = []
    used = 0
    for part in _parts(words, max(1, width)):
        size = _cells(part.of(words))
        gap = words[found[-1].end : part.start] if found else "\n"
        if "\n" in gap or used + len(gap) + size > width:
            found.append(part)
            used = size
        else:
            found[-1] = Span(found[-1].start, part.end)
            used += len(gap) + size
    return tuple(found)


def shown(words: str) -> str:
    """Return the words as a screen may have them: no line ends, nothing a terminal would obey."""
    if words.isprintable():
        return words
    spaced = (" " if letter.isspace() else letter for letter in words)
    return "".join(letter for letter in spaced if unicodedata.category(letter)[0] != "C")


def paint(
    words: str, line: Span, style: Style, layers: Sequence[tuple[Style, Sequence[Span]]]
) -> Line:
    """Return one line of the words, each stretch in the style of the last layer that has it."""
    inside = [
        (layer, Span(max(span.start, line.start), min(span.end, line.end)))
        for layer, spans in layers
        for span in spans
        if span.overlaps(line)
    ]
    cuts = sorted({line.start, line.end, *(at for _, s in inside for at in (s.start, s.end))})
    pieces = []
    for start, end in pairwise(cuts):
        over = [layer for layer, span in inside if span.start <= start and end <= span.end]
        pieces.append(Piece(shown(words[start:end]), over[-1] if over else style))
    return tuple(piece for piece in pieces if piece.text)


def emphasise(
    words: str, line: Span, strong: Sequence[Span], style: Style, *, other: Style = "evidence"
) -> Line:
    """Return one line of the words, with the strong stretches in the other style."""
    return paint(words, line, style, [(other, strong)])


def cut(line: Sequence[Piece], width: int) -> Line:
    """Return the line no wider than this, with … for what was left out."""
    if size(line) <= width:
        return tuple(line)
    kept: list[Piece] = []
    room = width - 1
    for piece in line:
        text = _fitting(piece.text, room)
        kept.append(Piece(text, piece.style))
        room -= _cells(text)
        if len(text) < len(piece.text):
            break
    return (*kept, Piece("…", kept[-1].style)) if width > 0 else ()


def paragraph(
    title: str, words: str, width: int, style: Style = "plain", *, most: int = MUCH
) -> list[Line]:
    """Return the words wrapped behind their title; what is over the limit ends in …."""
    whole = title + words
    drawn = [
        emphasise(whole, line, [Span(0, len(title))], style, other="faint")
        for line in wrap(whole, width)
    ]
    if len(drawn) > most > 0:
        last = drawn[most - 1]
        drawn[most - 1] = (*last, Piece("…", style)) if size(last) < width else cut(last, width - 1)
    return drawn[:most]


def size(line: Sequence[Piece]) -> int:
    """Return the screen columns that a line takes."""
    return sum(_cells(piece.text) for piece in line)


def _parts(words: str, width: int) -> Iterator[Span]:
    """Yield the words, one longer than a line in pieces that fit."""
    for match in _WORD.finditer(words):
        start, end = match.span()
        while _cells(words[start:end]) > width:
            fits = len(_fitting(words[start:end], width)) or 1
            yield Span(start, start + fits)
            start += fits
        if start < end:
            yield Span(start, end)


def _fitting(text: str, width: int) -> str:
    """Return as much of the beginning as this many columns hold."""
    for end in range(1, len(text) + 1):
        if _cells(text[:end]) > width:
            return text[: end - 1]
    return text


@lru_cache(maxsize=1 << 14)
def _cells(text: str) -> int:
    return cell_len(shown(text))

"""A turn's words parted at every border of its codings: each piece carries all of its codings.

Codings overlap and lie within each other; so that no word is printed twice, it is the turn that is
cut into pieces, and not the codings that are printed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from qualcode.model import Span


@dataclass(frozen=True, slots=True)
class Mark:
    """A coding of the turn: its place in the page's list, its words, and its quote's number."""

    coding: int
    span: Span
    number: int


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of the turn in which nothing begins or ends."""

    span: Span
    codings: tuple[int, ...] = ()
    """Those that it is part of."""
    begins: tuple[int, ...] = ()
    """The numbers of the quotes that begin with it."""
    ends: tuple[int, ...] = ()
    """The numbers of the quotes that end with it."""


def pieces(turn: Span, marks: Sequence[Mark]) -> tuple[Piece, ...]:
    """Return the turn in pieces that together are all of it, in order; one if it has no words."""
    within = [_clipped(turn, mark) for mark in marks]
    borders = {turn.start, turn.end}
    borders |= {end for mark in within for end in (mark.span.start, mark.span.end)}
    ordered = sorted(borders)
    spans = [Span(*pair) for pair in pairwise(ordered)] or [turn]
    return tuple(_piece(span, within, turn) for span in spans)


def _clipped(turn: Span, mark: Mark) -> Mark:
    """Return the mark without what lies outside the turn."""
    start = min(max(mark.span.start, turn.start), turn.end)
    end = min(max(mark.span.end, start), turn.end)
    return Mark(mark.coding, Span(start, end), mark.number)


def _piece(span: Span, marks: Sequence[Mark], turn: Span) -> Piece:
    covering = [mark for mark in marks if mark.span.overlaps(span)]
    # What has no words of its own begins with the piece behind it, or with the last one.
    begins = (
        m for m in marks if m.span.start == span.start or span.end == turn.end == m.span.start
    )
    ends = (mark for mark in covering if mark.span.end == span.end)
    return Piece(
        span,
        tuple(mark.coding for mark in sorted(covering, key=lambda m: (m.number, m.coding))),
        tuple(sorted({mark.number for mark in begins})),
        tuple(sorted({mark.number for mark in ends})),
    )

"""Where the cursor can stand in a transcript, and which codings begin there."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from qualcode.model import Coding, Span, Turn

Place = tuple[int, int, str]
"""A coding's start, its end and its code."""


@dataclass(frozen=True, slots=True)
class Row:
    """Where the cursor stops: a sentence of an answer, or a whole question."""

    turn: Turn
    span: Span
    opens: bool
    """It is the first of its turn."""


def rows_of(turn: Turn, spans: list[Span] | None) -> tuple[Row, ...]:
    """Return the rows of a turn, whose sentences are here."""
    if not spans or turn.role == "interviewer":
        whole = Span(spans[0].start, spans[-1].end) if spans else turn.span
        return (Row(turn, whole, opens=True),)
    return tuple(Row(turn, span, opens=not number) for number, span in enumerate(spans))


def by_row(
    rows: Sequence[Row], before: Sequence[tuple[Coding, ...]], codings: Sequence[Coding]
) -> tuple[tuple[Coding, ...], ...]:
    """Return the codings of each row: those that begin in it, in order."""
    # After a key nearly all are where they were: only those that are new are put in their place.
    new = {id(coding): coding for coding in codings}
    found: list[tuple[Coding, ...]]
    found = list(before) if len(before) == len(rows) else [()] * len(rows)
    ends = [row.span.end for row in rows]
    for number, of_row in enumerate(found):
        kept = tuple(coding for coding in of_row if new.pop(id(coding), None))
        found[number] = of_row if len(kept) == len(of_row) else kept
    for coding in new.values() if found else ():
        number = min(bisect_right(ends, coding.span.start), len(ends) - 1)
        found[number] = tuple(sorted((*found[number], coding), key=place_of))
    return tuple(found)


def decided(rows: Sequence[Row], codings: Sequence[Sequence[Coding]]) -> set[int]:
    """Return the rows that have codes, and none that is still only proposed."""
    through: set[int] = set()
    proposed: set[int] = set()
    for first, of_row in enumerate(codings):
        for coding in of_row:
            marked = proposed if coding.status == "proposed" else through
            number = first
            while number < len(rows) and rows[number].span.start < coding.span.end:
                marked.add(number)
                number += 1
    return through - proposed


def place_of(coding: Coding) -> Place:
    """Return what tells a coding from the others of its transcript, sooner than its id does."""
    return coding.span.start, coding.span.end, coding.code

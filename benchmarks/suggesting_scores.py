"""How well what is proposed, and what is held likely, fits what is wanted."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from gold import Sets, counts

from qualcode.learning.figures import LINES

BEST = 3

Turn = tuple[str, int]
Likely = Mapping[Turn, Mapping[str, float]]
"""Transcript and turn → how likely each code is there; what isn't listed is not likely."""


class Score(NamedTuple):
    """Over turns × codes."""

    precision: float
    recall: float
    f1: float

    def __str__(self) -> str:
        return f"{self.f1:.3f} (P {self.precision:.2f} R {self.recall:.2f})"


def score(wanted: Sets, found: Sets) -> Score:
    """Return precision, recall and micro-F1."""
    right, wrong, missed = (sum(one.values()) for one in counts(wanted, found))
    return Score(
        right / max(1, right + wrong),
        right / max(1, right + missed),
        2 * right / max(1, 2 * right + wrong + missed),
    )


def from_line(likely: Likely, line: float) -> Sets:
    """Return the codes that are at least so likely."""
    return {turn: {code for code in of if of[code] >= line} for turn, of in likely.items()}


def hindsight(wanted: Sets, likely: Likely) -> Score:
    """Return the score at the line that turns out to be best for it."""
    return max((score(wanted, from_line(likely, line)) for line in LINES), key=lambda one: one.f1)


def recall_at_3(wanted: Sets, likely: Likely) -> float:
    """Return how many of the wanted codes are among the three likeliest of their turn."""
    found = 0
    for turn, codes in wanted.items():
        of = likely.get(turn, {})
        found += len(codes & set(sorted(of, key=lambda code: (-of[code], code))[:BEST]))
    return found / max(1, sum(map(len, wanted.values())))


def size(wanted: Sets) -> str:
    """Say how much something is measured on."""
    names = {name for name, _ in wanted}
    return f"{len(names)} transcripts, {len(wanted)} turns, {sum(map(len, wanted.values()))} codes"


def table(head: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Print a table, its first column to the left."""
    cells = [list(head), *([str(cell) for cell in row] for row in rows)]
    widths = [max(len(row[column]) for row in cells) for column in range(len(head))]
    for row in cells:
        first, *others = (cell.ljust(width) for cell, width in zip(row, widths, strict=True))
        print("  ".join([first, *others]).rstrip())
    print()

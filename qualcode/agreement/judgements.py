"""Coders' views → reliability data: who says yes or no to which code in which unit."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from qualcode.agreement.views import Mark, View
from qualcode.model import Span, Study

if TYPE_CHECKING:
    from numpy import ndarray

Level = Literal["turn", "segment"]
Standing = Literal["missing", "yes", "no"]
"""What it says of a code that a coder let its proposal stand in a turn that she read."""

LEVELS: tuple[Level, ...] = ("turn", "segment")
STANDINGS: tuple[Standing, ...] = ("missing", "yes", "no")
YES, NO, MISSING = 1, 0, -1


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A unit: a respondent's turn, or a segment of one."""

    transcript: str
    turn: int
    span: Span


@dataclass(frozen=True, slots=True, eq=False)
class Spans:
    """The words that a coder gave codes, as columns: merged where they overlap, cut by unit."""

    units: ndarray
    codes: ndarray
    starts: ndarray
    ends: ndarray


@dataclass(frozen=True, slots=True, eq=False)
class Judgements:
    """Every coder's verdict on every code in every unit."""

    coders: tuple[str, ...]
    units: tuple[Place, ...]
    """By transcript's name and place."""
    codes: tuple[str, ...]
    verdicts: ndarray
    """Coders × units × codes: yes 1, no 0, not looked -1."""
    spans: tuple[Spans, ...]
    """Of each coder."""
    standing: Mapping[str, int]
    """Coder → the proposals that she let stand where she looked."""


class _Units:
    """All units in order, found by turn and words."""

    def __init__(self, units: Sequence[Place]) -> None:
        self.units = units
        self.of: defaultdict[tuple[str, int], list[int]] = defaultdict(list)
        for number, unit in enumerate(units):
            self.of[unit.transcript, unit.turn].append(number)

    def there(self, transcript: str, turn: int, span: Span) -> Sequence[int]:
        """Return the units that share words with the span."""
        every = self.of.get((transcript, turn), ())
        if len(every) == 1:
            return every
        first = bisect_right(every, span.start, key=lambda number: self.units[number].span.end)
        last = bisect_left(every, span.end, first, key=lambda number: self.units[number].span.start)
        return every[first:last]


def judgements(
    study: Study,
    coders: Sequence[View],
    codes: Sequence[str],
    *,
    level: Level = "turn",
    standing: Standing = "missing",
) -> Judgements:
    """Return what these coders say of these codes in every turn or segment of respondents.

    A coder says no only where she read the turn, or decided about that very code there.
    """
    import numpy as np

    units = _Units(places(study, level))
    column = {code: number for number, code in enumerate(codes)}
    verdicts = np.full((len(coders), len(units.units), len(codes)), MISSING, dtype=np.int8)
    spans, stood = [], {}
    for number, view in enumerate(coders):
        stood[view.coder], given = _judge(verdicts[number], view, units, column, standing)
        spans.append(given)
    names = tuple(view.coder for view in coders)
    return Judgements(names, tuple(units.units), tuple(codes), verdicts, tuple(spans), stood)


def places(study: Study, level: Level) -> list[Place]:
    """Return the units in order of transcript's name and place."""
    spoken = {
        (transcript.name, turn.number): turn.span
        for transcript in study.transcripts
        for turn in transcript.turns
        if turn.role == "respondent"
    }
    if level == "turn":
        return sorted(Place(*turn, span) for turn, span in spoken.items())
    return sorted(
        Place(one.transcript, one.turn, one.span)
        for one in study.segments
        if (one.transcript, one.turn) in spoken
    )


def _judge(
    verdicts: ndarray, view: View, units: _Units, column: Mapping[str, int], standing: Standing
) -> tuple[int, Spans]:
    """Write a coder's verdicts; return how many proposals she let stand, and where she says yes."""
    import numpy as np

    if view.everywhere:
        verdicts[:] = NO
    verdicts[[unit for turn in view.read for unit in units.of.get(turn, ())]] = NO
    _write(verdicts, _pieces(view.struck, units, column), NO)
    decided = {(mark.transcript, mark.turn, mark.code) for mark in view.struck}
    left = [
        mark
        for mark in view.left
        for place in [(mark.transcript, mark.turn)]
        if place in units.of and (place in view.read or (*place, mark.code) in decided)
    ]
    stood = _pieces(left, units, column)
    given = _pieces(view.given, units, column)
    _write(verdicts, stood, {"missing": MISSING, "yes": YES, "no": NO}[standing])
    _write(verdicts, given, YES)
    known = sum(mark.code in column for mark in left)
    return known, merged(np.concatenate([given, stood]) if standing == "yes" else given)


def _write(verdicts: ndarray, pieces: ndarray, value: int) -> None:
    verdicts[pieces[:, 0], pieces[:, 1]] = value


def _pieces(marks: Iterable[Mark], units: _Units, column: Mapping[str, int]) -> ndarray:
    """Return the marks cut by unit, as rows: its place, a code's, start and end of the words."""
    import numpy as np

    found: list[int] = []
    for mark in marks:
        place, span = column.get(mark.code, MISSING), mark.span
        for unit in units.there(mark.transcript, mark.turn, span) if place != MISSING else ():
            whole = units.units[unit].span
            start, end = max(span.start, whole.start), min(span.end, whole.end)
            if start < end:
                found += (unit, place, start, end)
    return np.array(found, dtype=np.int64).reshape(-1, 4)


def merged(pieces: ndarray) -> Spans:
    """Return unit, code, start and end as columns, what overlaps within a unit and code as one."""
    import numpy as np

    units, codes, starts, ends = pieces[np.lexsort(pieces.T[::-1])].T
    is_new = np.ones(len(pieces), dtype=bool)
    is_new[1:] = (units[1:] != units[:-1]) | (codes[1:] != codes[:-1])
    # Each unit's code gets a stretch of its own, behind all others, so that one pass will do.
    behind = (np.cumsum(is_new) - 1) * (int(ends.max(initial=0)) + 1)
    reached = np.maximum.accumulate(ends + behind)
    is_new[1:] |= (starts + behind)[1:] >= reached[:-1]
    first = np.flatnonzero(is_new)
    last = np.append(first[1:], len(pieces))[: len(first)] - 1
    return Spans(units[first], codes[first], starts[first], (reached - behind)[last])

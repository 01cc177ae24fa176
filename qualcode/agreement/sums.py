"""Reliability data of yes and no → counts for each transcript and code that simply add up.

Every coefficient of the table is a function of such sums. So to draw transcripts anew is to weigh
rows, for all codes and draws at once.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import combinations, pairwise
from typing import TYPE_CHECKING

from qualcode.agreement.judgements import MISSING, NO, YES, Judgements, Spans, merged

if TYPE_CHECKING:
    from numpy import ndarray

FIELDS = (
    *("units", "agree", "yes", "ratings", "differ", "share", "first", "second"),
    *("length", "coded", "squares", "common", "overlap", "both"),
)
"""Units that two or more judged; of these the agreement, yeses, judgements, coincidences that
differ, shares of yes, and the first and second coder's yeses; then of their characters all that
was judged, was coded, units' squares, coded by two, and the mean overlap where both gave it."""
AT = {name: place for place, name in enumerate(FIELDS)}


@dataclass(frozen=True, slots=True, eq=False)
class Sums:
    """The counts of some coders' judgements."""

    transcripts: tuple[str, ...]
    """Those in which two or more of them looked at the same unit."""
    table: ndarray
    """Transcripts × codes × fields."""


def sums(judged: Judgements, group: Sequence[int]) -> Sums:
    """Return the counts of these coders, given by their places."""
    import numpy as np

    verdicts = judged.verdicts[list(group)]
    rows = np.flatnonzero((verdicts > MISSING).any(axis=2).sum(axis=0) > 1)
    names = [judged.units[row].transcript for row in rows]
    transcripts = tuple(dict.fromkeys(names))
    table = np.zeros((len(transcripts), len(judged.codes), len(FIELDS)))
    if not len(rows) or not judged.codes:
        return Sums(transcripts, table)
    starts = np.flatnonzero([True, *(one != other for one, other in pairwise(names))])
    verdicts = verdicts[:, rows]
    lengths = np.array([judged.units[r].span.end - judged.units[r].span.start for r in rows])
    coders = (verdicts > MISSING).sum(axis=0)
    for field, counts in _of_verdicts(verdicts, coders, lengths):
        table[:, :, AT[field]] = np.add.reduceat(counts, starts, axis=0)
    where = _Where(len(judged.codes), np.full(len(judged.units), -1), coders)
    where.row[rows] = np.arange(len(rows))
    home = np.repeat(np.arange(len(starts)), np.diff([*starts, len(rows)]))
    spans = [where.pairable(judged.spans[coder]) for coder in group]
    for field, cells, counts in _of_spans(spans, where):
        place = home[cells // where.codes] * where.codes + cells % where.codes
        added = np.bincount(place, weights=counts, minlength=table[:, :, 0].size)
        table[:, :, AT[field]] += added.reshape(table.shape[:2])
    return Sums(transcripts, table)


def _of_verdicts(
    verdicts: ndarray, coders: ndarray, lengths: ndarray
) -> Iterator[tuple[str, ndarray]]:
    """Yield each field's counts, units × codes."""
    import numpy as np

    fit = coders > 1
    every = np.where(fit, coders, 0).astype(float)
    yes = np.where(fit, (verdicts == YES).sum(axis=0), 0).astype(float)
    no = every - yes
    others = np.where(fit, every - 1, 1)
    yield "units", fit.astype(float)
    yield "agree", (yes * (yes - 1) + no * (no - 1)) / np.where(fit, every * others, 1)
    yield "yes", yes
    yield "ratings", every
    yield "differ", 2 * yes * no / others
    yield "share", yes / np.where(fit, every, 1)
    yield "length", every * lengths[:, None]
    for field, row in zip(("first", "second"), verdicts[:2], strict=True):
        yield field, np.where(fit, row == YES, 0).astype(float)


@dataclass(frozen=True, slots=True, eq=False)
class _Where:
    """Which row each unit has, and how many coders judged it for which code."""

    codes: int
    row: ndarray
    coders: ndarray

    def pairable(self, spans: Spans) -> tuple[ndarray, ndarray, ndarray]:
        """Return cell, start and end of the words in cells that two or more judged."""
        rows = self.row[spans.units]
        kept = (rows >= 0) & (self.coders[rows, spans.codes] > 1)
        cells = rows[kept] * self.codes + spans.codes[kept]
        return cells, spans.starts[kept], spans.ends[kept]

    def others(self, cells: ndarray) -> ndarray:
        """Return how many coders each of the cells' coders is compared with."""
        found: ndarray = self.coders[cells // self.codes, cells % self.codes] - 1
        return found


def _of_spans(
    spans: Sequence[tuple[ndarray, ndarray, ndarray]], where: _Where
) -> Iterator[tuple[str, ndarray, ndarray]]:
    """Yield field, cells and counts, in characters."""
    import numpy as np

    for cells, starts, ends in spans:
        lengths = (ends - starts).astype(float)
        yield "coded", cells, lengths
        yield "squares", cells, lengths**2
    for first, second in combinations(spans, 2):
        met, shared = _meetings(first, second)
        yield "common", met, 2 * shared / where.others(met)
        both = np.intersect1d(first[0], second[0])
        inside = _added(both, met, shared)
        either = sum(_added(both, cells, ends - starts) for cells, starts, ends in (first, second))
        yield "overlap", both, inside / np.maximum(either - inside, 1)
        yield "both", both, np.ones(len(both))


def _meetings(
    first: tuple[ndarray, ndarray, ndarray], second: tuple[ndarray, ndarray, ndarray]
) -> tuple[ndarray, ndarray]:
    """Return where words of two coders meet: the cells, and how many characters."""
    import numpy as np

    low, high = (np.searchsorted(second[0], first[0], side) for side in ("left", "right"))
    own = np.repeat(np.arange(len(low)), high - low)
    behind = np.arange(len(own)) - np.repeat(np.cumsum(high - low) - (high - low), high - low)
    other = low[own] + behind
    shared = np.minimum(first[2][own], second[2][other]) - np.maximum(
        first[1][own], second[1][other]
    )
    return first[0][own], np.maximum(shared, 0).astype(float)


def _added(wanted: ndarray, cells: ndarray, counts: ndarray) -> ndarray:
    """Return the sum of the counts of each wanted cell."""
    import numpy as np

    kept = np.isin(cells, wanted)
    found: ndarray = np.bincount(
        np.searchsorted(wanted, cells[kept]), weights=counts[kept], minlength=len(wanted)
    )
    return found


def grouped(judged: Judgements, families: Sequence[str]) -> Judgements:
    """Return the judgements by family: yes if any of its codes is given, no if none can be."""
    import numpy as np

    names = tuple(dict.fromkeys(families))
    place = np.array([names.index(family) for family in families], dtype=np.int64)
    verdicts = np.full((*judged.verdicts.shape[:2], len(names)), MISSING, dtype=np.int8)
    for number in range(len(names)):
        part = judged.verdicts[:, :, place == number]
        verdicts[:, :, number][(part > MISSING).all(axis=2)] = NO
        verdicts[:, :, number][(part == YES).any(axis=2)] = YES
    spans = tuple(
        merged(np.column_stack([one.units, place[one.codes], one.starts, one.ends]))
        for one in judged.spans
    )
    return replace(judged, codes=names, verdicts=verdicts, spans=spans)

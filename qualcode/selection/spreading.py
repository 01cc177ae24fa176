"""Which of a theme's distinct quotes to show, so that many cases, groups and places are heard."""

from __future__ import annotations

import heapq
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field

from qualcode.model import Valence
from qualcode.selection.alike import Distinct
from qualcode.selection.candidates import Candidate
from qualcode.shares import is_confirmed

CROWDED = 1
"""Quotes of one case after which all other cases come first: no finding hangs on one talk, be it
the only one that somebody has read."""

Due = tuple[bool, bool, bool, bool, bool, int, int, tuple[object, ...]]


@dataclass(frozen=True, slots=True)
class Directions:
    """Which way a theme's quotes lean, counted by case."""

    held: frozenset[Valence] = frozenset()
    """Of barrier and enabler those that somebody speaks of: each is to be heard."""
    dissent: Valence | None = None
    """The direction of the few, where the many clearly lean the other way."""
    share: float = 0.0
    """The share of cases that dissent, of all that take a side."""


@dataclass(slots=True)
class Shown:
    """How often each case, group, province and direction has been shown so far."""

    cases: Counter[str] = field(default_factory=Counter)
    groups: Counter[str] = field(default_factory=Counter)
    provinces: Counter[str] = field(default_factory=Counter)
    directions: Counter[Valence] = field(default_factory=Counter)

    def add(self, one: Candidate) -> None:
        """Count a quote that is shown."""
        self.cases[one.source.case] += 1
        self.groups[one.source.group] += 1
        self.provinces[one.source.province] += 1
        self.directions[one.quote.coding.valence] += 1


def spread(
    ranked: Sequence[Distinct], most: int, directions: Directions
) -> Iterable[tuple[Distinct, Shown]]:
    """Yield those to show, the first to be shown first, each with what was shown before it.

    Pinned ones come first and are never too many. Then always the one that is due next: not a
    scrap, of a case that wasn't shown yet, what can be read, what a person stands by, of a
    direction that hasn't had its share, from the case, then the group and province shown least,
    and of these the best.
    The last places are kept for a direction that nobody would be heard of otherwise.
    """
    shown, few = Shown(), max(most > 1, int(most * directions.share))
    for pinned in (each for each in ranked if each.one.is_pinned):
        yield pinned, shown
        shown.add(pinned.one)
    left = most - sum(shown.cases.values())
    queue = _Queue((each for each in ranked if not each.one.is_pinned), shown, directions, few)
    silent = set(directions.held) - shown.directions.keys() if most > 1 else set()
    while left > 0 and (next_one := queue.next(silent if len(silent) >= left else ())):
        yield next_one, shown
        shown.add(next_one.one)
        silent.discard(next_one.one.quote.coding.valence)
        left -= 1


class _Queue:
    """Quotes in the order in which they are due, which changes with what is shown.

    Those of one source and standing wait behind each other. What is due later for being shown
    more never becomes due earlier, so that only the first in the heap is looked at again.
    """

    def __init__(
        self, waiting: Iterable[Distinct], shown: Shown, directions: Directions, few: int
    ) -> None:
        self._shown, self._dissent, self._few = shown, directions.dissent, few
        lines: dict[tuple[object, ...], list[Distinct]] = defaultdict(list)
        for each in waiting:
            one = each.one
            coding, standing = one.quote.coding, one.rank[:4]
            lines[one.source, coding.valence, standing].append(each)
        self._lines = [line[::-1] for line in lines.values()]
        self._heap = [(self._due(line[-1].one), at) for at, line in enumerate(self._lines)]
        heapq.heapify(self._heap)

    def next(self, only: Collection[Valence]) -> Distinct | None:
        """Take out what is due, of these directions only if any are named."""
        if only:
            heads = [
                (self._due(line[-1].one), line)
                for line in self._lines
                if line and line[-1].one.quote.coding.valence in only
            ]
            return min(heads, key=lambda head: head[0])[1].pop() if heads else None
        while self._heap:
            due, at = heapq.heappop(self._heap)
            line = self._lines[at]
            if line and (now := self._due(line[-1].one)) > due:
                heapq.heappush(self._heap, (now, at))
            elif line:
                found = line.pop()
                if line:
                    heapq.heappush(self._heap, (self._due(line[-1].one), at))
                return found
        return None

    def _due(self, one: Candidate) -> Due:
        shown, source, coding = self._shown, one.source, one.quote.coding
        is_dissent = coding.valence == self._dissent
        return (
            one.fitness.is_scrap,
            shown.cases[source.case] >= CROWDED,
            one.lacks_english,
            not is_confirmed(coding),
            is_dissent and shown.directions[coding.valence] >= self._few,
            shown.cases[source.case],
            shown.groups[source.group] + shown.provinces[source.province],
            one.rank,
        )

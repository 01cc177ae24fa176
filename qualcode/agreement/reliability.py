"""Reliability data as numbers: how many coders put each unit into which category."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from numpy import ndarray

Data = Sequence[Sequence[Hashable | None]]
"""A row for each coder, a column for each unit; None: not judged."""


@dataclass(frozen=True, slots=True, eq=False)
class Ratings:
    """Reliability data, counted."""

    categories: tuple[Any, ...]
    """All that were used or may be, in order."""
    codes: ndarray
    """Coders × units: the category's place, -1 where there is none."""
    counts: ndarray
    """Units × categories: how many coders gave it."""

    @property
    def coders(self) -> ndarray:
        """Return for each unit how many judged it."""
        found: ndarray = self.counts.sum(axis=1)
        return found

    @property
    def pairable(self) -> ndarray:
        """Return the counts of the units that two or more judged."""
        return self.counts[self.coders > 1]

    @property
    def used(self) -> int:
        """Return how many categories were used."""
        return int((self.counts.sum(axis=0) > 0).sum())


def ratings(data: Data, categories: Sequence[Hashable] = ()) -> Ratings:
    """Return the data counted; `categories` may name some that nobody used.

    Raises:
        ValueError: if the coders' rows differ in length.
    """
    import numpy as np

    rows = [[None if _is_missing(value) else value for value in row] for row in data]
    if len({len(row) for row in rows}) > 1:
        raise ValueError("each coder's row needs a place for each unit")
    given = {value for row in rows for value in row if value is not None}
    ordered = tuple(_sorted(given | set(categories)))
    place = {category: number for number, category in enumerate(ordered)}
    width = len(rows[0]) if rows else 0
    codes = np.full((len(rows), width), -1, dtype=np.int64)
    for coder, row in enumerate(rows):
        for unit, value in enumerate(row):
            if value is not None:
                codes[coder, unit] = place[value]
    counts = np.zeros((width, len(ordered)))
    for judged in codes:
        units = np.flatnonzero(judged >= 0)
        counts[units, judged[units]] += 1
    return Ratings(ordered, codes, counts)


def _is_missing(value: object) -> bool:
    return value is None or value != value  # noqa: PLR0124 - only NaN differs from itself


def _sorted(values: set[Any]) -> list[Any]:
    """Return the values in order: numbers and words by theirs, sets by what they hold."""
    if all(isinstance(value, int | float) for value in values):
        return sorted(values)
    if all(isinstance(value, str) for value in values):
        return sorted(values)
    return sorted(values, key=lambda value: (type(value).__name__, _words(value)))


def _words(value: object) -> list[str]:
    return sorted(map(str, value)) if isinstance(value, frozenset) else [str(value)]

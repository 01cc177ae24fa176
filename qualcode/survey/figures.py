"""The figures of a result table: shares with their intervals, and what sums numbers up."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from statistics import mean, median, quantiles

from qualcode.proportions import wilson

NAMES = ("mean", "median", "q1", "q3", "min", "max")


def share(n: int, base: int) -> tuple[float | None, float | None, float | None]:
    """Return a percentage with its 95% interval; nothing where nobody answered."""
    if not base:
        return None, None, None
    low, high = wilson(n, base)
    return 100 * n / base, 100 * low, 100 * high


def figures(values: Sequence[float]) -> Mapping[str, float | None]:
    """Return the mean, the median, the quartiles, the least and the most; nothing without any."""
    if not values:
        return dict.fromkeys(NAMES)
    first, third = _quartiles(values)
    found = (mean(values), median(values), first, third, min(values), max(values))
    return dict(zip(NAMES, found, strict=True))


def _quartiles(values: Sequence[float]) -> tuple[float, float]:
    if len(values) == 1:
        return values[0], values[0]
    first, _, third = quantiles(values, n=4, method="inclusive")
    return first, third

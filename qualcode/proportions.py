"""Shares of a few, and how far they can be trusted."""

from __future__ import annotations

from math import sqrt
from statistics import NormalDist


def wilson(count: int, total: int) -> tuple[float, float]:
    """Return the 95% score interval of a share (Wilson, JASA 1927;22:209-212)."""
    z = NormalDist().inv_cdf(0.975)
    share, shrink = count / total, 1 + z * z / total
    middle = (share + z * z / (2 * total)) / shrink
    half = z * sqrt(share * (1 - share) / total + z * z / (4 * total * total)) / shrink
    return middle - half if count else 0.0, middle + half if count < total else 1.0


def newcombe(count: int, total: int, other: int, other_total: int) -> tuple[float, float]:
    """Return the 95% interval of one share less another, of other people.

    The hybrid of two score intervals: method 10 of Newcombe RG, Interval estimation for the
    difference between independent proportions, Statistics in Medicine 1998;17:873-890.
    """
    first, second = count / total, other / other_total
    (low, high), (other_low, other_high) = wilson(count, total), wilson(other, other_total)
    below = sqrt((first - low) ** 2 + (other_high - second) ** 2)
    above = sqrt((high - first) ** 2 + (second - other_low) ** 2)
    gap = first - second
    return max(-1.0, gap - below), min(1.0, gap + above)

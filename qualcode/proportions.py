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

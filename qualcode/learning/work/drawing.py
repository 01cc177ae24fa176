"""What a sample drawn without putting back tells of all that it was drawn from.

The bounds are exact, as those of C. J. Clopper and E. S. Pearson (Biometrika 1934;26:404-413), but
for a population of known size. If nothing is found among n, they are the "rule of three": at most
some 3.7/n of a large population have it, at 97.5 % confidence; 3/n at 95 % (J. A. Hanley, A.
Lippman-Hand, JAMA 1983;249:1743-1745).
"""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right

CONFIDENCE = 0.95
_TAIL = (1 - CONFIDENCE) / 2


def bounds(found: int, size: int, of: int) -> tuple[int, int]:
    """Return how many of a population may well have what `found` of a random `size` have: 95 %."""
    least, most = found, of - (size - found)
    marked = range(least, most + 1)
    low = bisect_left(marked, _TAIL, key=lambda m: 1 - _at_most(found - 1, size, m, of))
    high = bisect_right(marked, -_TAIL, key=lambda m: -_at_most(found, size, m, of))
    return least + low, max(least + high - 1, least)


def without_any(marked: int, of: int) -> int:
    """Return the least sample in which to find none says that there are fewer than so many."""
    if marked > of:
        return 0
    sizes = range(of - marked + 2)
    return bisect_right(sizes, -_TAIL, key=lambda size: -_at_most(0, size, marked, of))


def _at_most(count: int, size: int, marked: int, of: int) -> float:
    """Return the probability of at most so many marked in a sample drawn without putting back."""
    every = _log_ways(of, size)
    least = max(0, size - (of - marked))
    return math.fsum(
        math.exp(_log_ways(marked, n) + _log_ways(of - marked, size - n) - every)
        for n in range(least, min(count, marked, size) + 1)
    )


def _log_ways(of: int, size: int) -> float:
    return math.lgamma(of + 1) - math.lgamma(size + 1) - math.lgamma(of - size + 1)

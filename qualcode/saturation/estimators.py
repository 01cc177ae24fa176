"""How many kinds there may be, judged by how many were met only once or twice: lower bounds.

Chao 1984 (Chao1), Chao 1987 (Chao2), Chao & Lee 1992 (ACE), Good 1953 (missing mass).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

RARE = 10
"""A kind met more often than this is not rare in ACE."""


def chao1(abundance: Sequence[int]) -> float:
    """Return Chao1 in its bias-corrected form: S + f1(f1−1) / 2(f2+1)."""
    seen, once, twice = _met(abundance)
    return seen + once * (once - 1) / (2 * (twice + 1))


def chao1_classic(abundance: Sequence[int]) -> float:
    """Return Chao1 in its classic form, S + f1²/2f2; bias-corrected where f2 is zero."""
    seen, once, twice = _met(abundance)
    return seen + once**2 / (2 * twice) if twice else chao1(abundance)


def chao1_inext(abundance: Sequence[int]) -> float:
    """Return Chao1 as iNEXT has it: with the factor (n−1)/n before what wasn't met."""
    seen, total = _met(abundance)[0], sum(abundance)
    return seen + (chao1_classic(abundance) - seen) * (total - 1) / total if total else 0.0


def ace(abundance: Sequence[int], *, rare: int = RARE) -> float | None:
    """Return the abundance-based coverage estimator; None if all rare kinds were met only once."""
    seen, once, _ = _met(abundance)
    few = Counter(count for count in abundance if 0 < count <= rare)
    kinds, total = few.total(), sum(count * kinds for count, kinds in few.items())
    if not kinds:
        return float(seen)
    if total == once:
        return None
    coverage = 1 - once / total
    twins = sum(count * (count - 1) * number for count, number in few.items())
    variation = max(kinds / coverage * twins / (total * (total - 1)) - 1, 0)
    return seen - kinds + kinds / coverage + once / coverage * variation


def chao2(seen: int, samples: int, once: int, twice: int) -> float:
    """Return Chao2 in its bias-corrected form: S + (T−1)/T · Q1(Q1−1) / 2(Q2+1)."""
    return seen + _factor(samples) * once * (once - 1) / (2 * (twice + 1))


def chao2_classic(seen: int, samples: int, once: int, twice: int) -> float:
    """Return Chao2 in its classic form, S + (T−1)/T · Q1²/2Q2; bias-corrected where Q2 is zero."""
    if not twice:
        return chao2(seen, samples, once, twice)
    return seen + _factor(samples) * once**2 / (2 * twice)


def missing_mass(once: int, incidences: int) -> float | None:
    """Return Good and Turing's share of what wasn't met, Q1/ΣQ; None if nothing was met."""
    return once / incidences if incidences else None


def _factor(samples: int) -> float:
    return (samples - 1) / samples if samples else 0.0


def _met(abundance: Sequence[int]) -> tuple[int, int, int]:
    """Return how many kinds were met at all, once, and twice."""
    counts = Counter(abundance)
    return sum(count > 0 for count in abundance), counts[1], counts[2]

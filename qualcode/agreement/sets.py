"""Alpha over each unit's set of codes, with its interval, for a whole study."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from qualcode.agreement.judgements import MISSING, YES, Judgements
from qualcode.agreement.labels_sets import SetDistance, of_sizes
from qualcode.agreement.reasons import CODED_ONCE, ONE_CATEGORY
from qualcode.agreement.resampling import DIGITS, Interval, intervals, not_drawn, weights

if TYPE_CHECKING:
    from numpy import ndarray

MANY = 2000
"""Different sets of which each pair is still compared."""
PAIRS = 1_000_000
"""Pairs of judgements drawn where there are more: alpha is then right to about .0005."""


@dataclass(frozen=True, slots=True)
class SetFigures:
    """Alpha with MASI and with Jaccard distances."""

    units: int
    values: Mapping[SetDistance, float | None]
    intervals: Mapping[SetDistance, Interval]
    why: str = ""
    sampled: bool = False
    """Whether chance is estimated from a sample of pairs of sets."""


@dataclass(frozen=True, slots=True, eq=False)
class _Sets:
    """The sets of codes that coders gave, one for each judgement."""

    bits: ndarray
    """The different sets as bits, eight codes in a number."""
    sizes: ndarray
    """How many codes each has."""
    which: ndarray
    """Coders × units: the set's place, -1 where a coder did not judge every code."""
    home: ndarray
    """Of each unit its transcript's place."""
    transcripts: int


def set_figures(judged: Judgements, group: Sequence[int], *, draws: int, seed: int) -> SetFigures:
    """Return how far these coders' sets of codes agree, unit by unit."""
    import numpy as np

    found = _sets(judged, group)
    if found is None:
        none = Interval(None, None, why=CODED_ONCE)
        empty: dict[SetDistance, None] = {"masi": None, "jaccard": None}
        return SetFigures(0, empty, {"masi": none, "jaccard": none}, CODED_ONCE)
    count = np.bincount(found.home, weights=(found.which >= 0).sum(axis=0))
    observed, expected = _observed(found), _expected(found, count, seed)
    is_one = len(found.sizes) == 1
    why = not_drawn(found.transcripts, draws)
    drawn = np.ones((1, 1)) if why else weights(found.transcripts, draws, seed)
    values: dict[SetDistance, float | None] = {}
    limits: dict[SetDistance, Interval] = {}
    for name in observed:
        whole = _alpha(np.ones((1, found.transcripts)), observed[name], expected[name], count)
        values[name] = None if is_one else round(float(whole[0]), DIGITS)
        limits[name] = (
            Interval(None, None, why=why)
            if why
            else intervals(_alpha(drawn, observed[name], expected[name], count)[:, None])[0]
        )
    reason = ONE_CATEGORY if is_one else ""
    return SetFigures(len(found.home), values, limits, reason, len(found.sizes) > MANY)


def _sets(judged: Judgements, group: Sequence[int]) -> _Sets | None:
    import numpy as np

    verdicts = judged.verdicts[list(group)]
    whole = np.asarray((verdicts > MISSING).all(axis=2))
    units = np.flatnonzero(whole.sum(axis=0) > 1)
    if not len(units) or not judged.codes:
        return None
    kept = whole[:, units]
    given = (verdicts[:, units] == YES)[kept]
    bits, place = np.unique(np.packbits(given, axis=1), axis=0, return_inverse=True)
    which = np.full(kept.shape, -1)
    which[kept] = place.ravel()
    names = [judged.units[unit].transcript for unit in units]
    order = {name: number for number, name in enumerate(dict.fromkeys(names))}
    home = np.array([order[name] for name in names])
    sizes = np.unpackbits(bits, axis=1).sum(axis=1, dtype=np.int64)
    return _Sets(bits, sizes, which, home, len(order))


def _apart(found: _Sets, one: ndarray, other: ndarray) -> Mapping[SetDistance, ndarray]:
    """Return how far the sets at these places are apart, pair by pair."""
    import numpy as np

    held = np.unpackbits(np.arange(256, dtype=np.uint8)[:, None], axis=1).sum(
        axis=1, dtype=np.uint8
    )
    both = held[found.bits[one] & found.bits[other]].sum(axis=-1, dtype=np.int64)
    return of_sizes(found.sizes[one], found.sizes[other], both)


def _observed(found: _Sets) -> dict[SetDistance, ndarray]:
    """Return for each transcript the distances of what was given to the same unit."""
    import numpy as np

    coders = (found.which >= 0).sum(axis=0)
    sums: dict[SetDistance, ndarray] = {}
    for number, first in enumerate(found.which):
        for second in found.which[number + 1 :]:
            both = (first >= 0) & (second >= 0)
            for name, distances in _apart(found, first[both], second[both]).items():
                weighed = 2 * distances / (coders[both] - 1)
                added = np.bincount(found.home[both], weights=weighed, minlength=found.transcripts)
                sums[name] = sums.get(name, 0) + added
    return sums


def _expected(found: _Sets, count: ndarray, seed: int) -> dict[SetDistance, ndarray]:
    """Return for each two transcripts the distances between all that was given in them."""
    import numpy as np

    given = found.which >= 0
    home = np.broadcast_to(found.home, given.shape)[given]
    which = found.which[given]
    if len(found.sizes) > MANY:
        return _sampled(found, home, which, float(count.sum()), seed)
    often = np.zeros((found.transcripts, len(found.sizes)))
    np.add.at(often, (home, which), 1)
    every = np.arange(len(found.sizes))
    apart = _apart(found, every[:, None], every)
    return {name: often @ distances @ often.T for name, distances in apart.items()}


def _sampled(
    found: _Sets, home: ndarray, which: ndarray, every: float, seed: int
) -> dict[SetDistance, ndarray]:
    """Return the same as estimated from pairs drawn at random."""
    import numpy as np

    one, other = np.random.default_rng(seed).integers(0, len(which), (2, PAIRS))
    apart = _apart(found, which[one], which[other])
    place = home[one] * found.transcripts + home[other]
    size = found.transcripts**2
    return {
        name: np.bincount(place, weights=distances, minlength=size).reshape(found.transcripts, -1)
        * (every**2 / PAIRS)
        for name, distances in apart.items()
    }


def _alpha(drawn: ndarray, observed: ndarray, expected: ndarray, count: ndarray) -> ndarray:
    """Return alpha of each draw, in which each transcript has so much weight."""
    import numpy as np

    every = drawn @ count
    chance = ((drawn @ expected) * drawn).sum(axis=1) / (every * (every - 1))
    found: ndarray = 1 - (drawn @ observed) / every / np.where(chance > 0, chance, np.nan)
    return found

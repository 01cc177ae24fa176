"""How far apart two sets of codes are, and alpha over units that have a set each."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Literal

from qualcode.agreement.alpha import Distance, krippendorff_alpha
from qualcode.agreement.reasons import Coefficient

if TYPE_CHECKING:
    from numpy import ndarray

SetDistance = Literal["masi", "jaccard"]
Set = Collection[str]


def jaccard(one: Set, other: Set) -> float:
    """Return the share of the codes of either that are not in both; two empty sets are equal."""
    first, second = frozenset(one), frozenset(other)
    either = len(first | second)
    return 1 - len(first & second) / either if either else 0.0


def masi(one: Set, other: Set) -> float:
    """Return Passonneau's distance (2006): Jaccard, weighed by how the sets lie to each other."""
    first, second = frozenset(one), frozenset(other)
    if first == second:
        return 0.0
    weight = 2 / 3 if first <= second or second <= first else 1 / 3
    return 1 - weight * (1 - jaccard(first, second))


DISTANCES: Mapping[str, Distance] = {"masi": masi, "jaccard": jaccard}


def set_alpha(data: Sequence[Iterable[Set | None]], distance: SetDistance = "masi") -> Coefficient:
    """Return alpha over sets of codes: a row for each coder, None where she did not judge."""
    rows = [[None if one is None else frozenset(one) for one in row] for row in data]
    return krippendorff_alpha(rows, DISTANCES[distance])


def of_sizes(one: ndarray, other: ndarray, both: ndarray) -> Mapping[SetDistance, ndarray]:
    """Return both distances of pairs of sets, given how many codes each has, and both have."""
    import numpy as np

    either = one + other - both
    alike = np.divide(both, either, out=np.ones(either.shape), where=either > 0)
    weight = np.where(both == np.minimum(one, other), 2 / 3, 1 / 3)
    weight[both == either] = 1
    return {"masi": 1 - weight * alike, "jaccard": 1 - alike}

"""Agreement on where something begins and ends in a text (Krippendorff et al. 2016).

A unit is a stretch with a value; what lies between a coder's units is a gap. Units of one coder
must not overlap: codes that may are compared one by one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise, permutations

from qualcode.agreement.reasons import (
    ALL_OR_NOTHING,
    CODED_ONCE,
    NO_CODER,
    ONE_CATEGORY,
    ONE_CODER,
    TOO_LITTLE,
    Coefficient,
    undefined,
)

Unit = tuple[int, int, str]
"""Start, end (exclusive) and value."""
PAIR = 2
NOTHING = 1e-9
"""What is less is left by adding fractions of characters."""


@dataclass(frozen=True, slots=True)
class Unitized:
    """The u-alpha family, and how much of the continuum it is that units meet in."""

    u_alpha: Coefficient
    """Of units, their values, and the gaps between them."""
    bar_u_alpha: Coefficient
    """Of what is a unit and what is a gap, whatever the values."""
    cu_alpha: Coefficient
    """Of the values where units meet."""
    cu_coverage: float
    k_u_alpha: Mapping[str, Coefficient]
    """Of each value against the others, where units meet."""


@dataclass(frozen=True, slots=True)
class _Counted:
    """Lengths and coincidences, in characters."""

    every: int
    """The continuum once for each coder."""
    coded: Mapping[str, int]
    gaps: int
    pairs: int
    """Pairs of characters that chance may bring together: none of a unit with itself."""
    met: Mapping[tuple[str, str], float]
    squares: Mapping[str, float]
    """Of each value: how much of a unit another coder's units cover, squared (their equation 10).

    However many units that are: none of the unit's characters is paired with another of its own.
    """


def unitized(coders: Sequence[Sequence[Unit]], length: int) -> Unitized:
    """Return how far coders agree on a continuum of this length: a row of units for each coder.

    Raises:
        ValueError: if a coder's units overlap, are empty or lie outside the continuum.
    """
    for units in coders:
        _check(units, length)
    if len(coders) < PAIR:
        none = undefined(ONE_CODER if coders else NO_CODER)
        return Unitized(none, none, none, 0.0, {})
    found = _counted(coders, length)
    coded, inside = sum(found.coded.values()), sum(found.met.values())
    same = sum(met for (one, other), met in found.met.items() if one == other)
    apart = 2 * (coded - inside)
    return Unitized(
        u_alpha=_alpha(found, apart + inside - same, (*found.coded.values(), found.gaps)),
        bar_u_alpha=_alpha(found, apart, (coded, found.gaps)),
        cu_alpha=_of_values(found, inside - same),
        cu_coverage=inside / found.every if found.every else 0.0,
        k_u_alpha={value: _of_value(found, value) for value in sorted(found.coded)},
    )


def _check(units: Iterable[Unit], length: int) -> None:
    ordered = sorted(units)
    if any(not 0 <= start < end <= length for start, end, _ in ordered):
        raise ValueError("a unit must have a length and lie within the continuum")
    if any(one[1] > other[0] for one, other in pairwise(ordered)):
        raise ValueError("units of one coder must not overlap; compare such codes one by one")


def _counted(coders: Sequence[Sequence[Unit]], length: int) -> _Counted:
    coded: Counter[str] = Counter()
    own = 0
    for start, end, value in (unit for units in coders for unit in units):
        coded[value] += end - start
        own += (end - start) ** 2
    met: dict[tuple[str, str], float] = {}
    squares: dict[str, float] = {}
    others = len(coders) - 1
    for value, meets in _meetings(coders):
        for other, shared in meets:
            met[value, other] = met.get((value, other), 0) + shared / others
        covered = sum(shared for _, shared in meets)
        squares[value] = squares.get(value, 0) + covered**2 / others
    every = length * len(coders)
    gaps = every - coded.total()
    # A character of a gap is a unit by itself.
    return _Counted(every, coded, gaps, every**2 - own - gaps, met, squares)


def _meetings(
    coders: Sequence[Sequence[Unit]],
) -> Iterator[tuple[str, list[tuple[str, int]]]]:
    """Yield for each unit and each other coder its value, and what it has in each of her units."""
    for first, second in permutations(coders, PAIR):
        for start, end, value in first:
            shares = ((other, min(end, stop) - max(start, begin)) for begin, stop, other in second)
            yield value, [(other, shared) for other, shared in shares if shared > 0]


def _alpha(found: _Counted, differing: float, totals: Iterable[int]) -> Coefficient:
    expected = (found.every**2 - sum(total**2 for total in totals)) / (found.pairs or 1)
    observed = differing / found.every if found.every else 0.0
    if expected <= 0:
        return undefined(ALL_OR_NOTHING, observed)
    return Coefficient(1 - observed / expected, "", observed, expected)


def _of_values(found: _Counted, differing: float) -> Coefficient:
    totals = _totals(found.met)
    inside = sum(totals.values())
    if not inside:
        return undefined(CODED_ONCE)
    pairs = inside**2 - sum(found.squares.values())
    chance = inside**2 - sum(total**2 for total in totals.values())
    observed = differing / inside
    if len(totals) == 1:
        return undefined(ONE_CATEGORY, observed)
    if pairs < NOTHING:
        return undefined(TOO_LITTLE, observed)
    return Coefficient(1 - observed * pairs / chance, "", observed, chance / pairs)


def _of_value(found: _Counted, value: str) -> Coefficient:
    totals = _totals(found.met)
    own, inside = totals.get(value, 0.0), sum(totals.values())
    if not own:
        return undefined(CODED_ONCE)
    observed = (own - found.met.get((value, value), 0)) / own
    pairs = own * inside - found.squares[value]
    if len(totals) == 1:
        return undefined(ONE_CATEGORY, observed)
    if pairs < NOTHING:
        return undefined(TOO_LITTLE, observed)
    expected = own * (inside - own) / pairs
    return Coefficient(1 - observed / expected, "", observed, expected)


def _totals(met: Mapping[tuple[str, str], float]) -> dict[str, float]:
    totals: dict[str, float] = {}
    for (value, _), length in met.items():
        totals[value] = totals.get(value, 0) + length
    return totals

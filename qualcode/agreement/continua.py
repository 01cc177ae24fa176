"""The older alpha of unitizing, each category by itself (Krippendorff 1995, 2004)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import permutations, product

from qualcode.agreement.reasons import (
    ALL_OR_NOTHING,
    NO_CODER,
    ONE_CODER,
    Coefficient,
    undefined,
)
from qualcode.agreement.unitizing import PAIR, Unit


@dataclass(frozen=True, slots=True)
class Section:
    """A unit of a category, or the gap between two of them."""

    start: int
    end: int
    is_unit: bool

    @property
    def length(self) -> int:
        """Return how many characters it has."""
        return self.end - self.start


@dataclass(frozen=True, slots=True)
class ByCategory:
    """The alpha of each category, and of all of them together."""

    categories: Mapping[str, Coefficient]
    overall: Coefficient


def alpha_u(coders: Sequence[Sequence[Unit]], begin: int, length: int) -> ByCategory:
    """Return how far coders agree on where each category's units are.

    A unit is its start and end (not its length) and its category; `begin` and `length` are the
    text's. Units of one category must not overlap within a coder; those of several may.
    """
    names = sorted({value for units in coders for _, _, value in units})
    if len(coders) < PAIR or not names or length <= 0:
        why = (NO_CODER, ONE_CODER)[len(coders)] if len(coders) < PAIR else ALL_OR_NOTHING
        return ByCategory(dict.fromkeys(names, undefined(why)), undefined(why))
    found = {name: _of_category(coders, name, begin, length) for name in names}
    observed = sum(one for one, _ in found.values())
    expected = sum(other for _, other in found.values())
    return ByCategory(
        {name: _alpha(*disagreement) for name, disagreement in found.items()},
        _alpha(observed, expected),
    )


def _alpha(observed: float, expected: float) -> Coefficient:
    if expected <= 0:
        return undefined(ALL_OR_NOTHING, observed)
    return Coefficient(1 - observed / expected, "", observed, expected)


def _of_category(
    coders: Sequence[Sequence[Unit]], name: str, begin: int, length: int
) -> tuple[float, float]:
    """Return the disagreement found on one category and the one that chance would bring."""
    parts = [_sections(units, name, begin, length) for units in coders]
    return _observed(parts, length), _expected(parts, length)


def _sections(units: Sequence[Unit], name: str, begin: int, length: int) -> list[Section]:
    """Return the whole continuum in order: units and gaps."""
    found: list[Section] = []
    here = begin
    for start, end in sorted((start, end) for start, end, value in units if value == name):
        if start < here or end > begin + length or start >= end:
            raise ValueError("units of one category must lie apart, within the continuum")
        if start > here:
            found.append(Section(here, start, is_unit=False))
        found.append(Section(start, end, is_unit=True))
        here = end
    if here < begin + length:
        found.append(Section(here, begin + length, is_unit=False))
    return found


def _observed(parts: Sequence[Sequence[Section]], length: int) -> float:
    coders = len(parts)
    apart = sum(
        _apart(one, other)
        for first, second in permutations(parts, PAIR)
        for one, other in product(first, second)
    )
    return apart / (coders * (coders - 1) * length**2)


def _apart(one: Section, other: Section) -> int:
    """Return the squared distance of two coders' sections."""
    if one.is_unit and other.is_unit:
        meets = one.start < other.end and other.start < one.end
        return (one.start - other.start) ** 2 + (one.end - other.end) ** 2 if meets else 0
    if one.is_unit == other.is_unit:
        return 0
    unit, gap = (one, other) if one.is_unit else (other, one)
    return unit.length**2 if gap.start <= unit.start and unit.end <= gap.end else 0


def _expected(parts: Sequence[Sequence[Section]], length: int) -> float:
    every = len(parts) * length
    units = [part.length for parts_ in parts for part in parts_ if part.is_unit]
    gaps = [part.length for parts_ in parts for part in parts_ if not part.is_unit]
    apart = sum(
        (len(units) - 1) / 3 * (2 * unit**3 - 3 * unit**2 + unit)
        + unit**2 * sum(gap - unit + 1 for gap in gaps if gap >= unit)
        for unit in units
    )
    pairs = every * (every - 1) - sum(unit * (unit - 1) for unit in units)
    return 2 * apart / (length * pairs) if pairs else 0.0

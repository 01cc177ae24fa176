"""Guest, Namey & Chen 2020: how many cases it took until the next ones brought little new."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from qualcode.errors import StudyError


@dataclass(frozen=True, slots=True)
class Run:
    """A few cases in a row, and what is new in them."""

    first: int
    """1-based, as is `last`, over all cases in order."""
    last: int
    new: int
    ratio: float
    """New codes in the run / codes in the base."""
    reached: bool
    """Whether the ratio is at or below the threshold."""


@dataclass(frozen=True, slots=True)
class Saturation:
    """What the rule finds."""

    base_codes: int
    runs: tuple[Run, ...]
    saturated_after: int | None
    """The cases before the first run that reached the threshold; None if none did."""
    notation: str | None
    """The authors' way to write it: 6+2 is after 6 cases, confirmed by 2 more."""


def new_codes(incidence: Mapping[str, Iterable[str]]) -> tuple[int, ...]:
    """Return how many codes each case, in order, has that none before it had: for `saturated`."""
    known: set[str] = set()
    found = []
    for codes in incidence.values():
        fresh = set(codes) - known
        known |= fresh
        found.append(len(fresh))
    return tuple(found)


def check(base: int, run: int, threshold: float) -> None:
    """Raise an error that names what may be chosen unless the rule can be applied so."""
    for option, value in (("--base", base), ("--run", run)):
        if value < 1:
            raise StudyError.at(option, "phải từ 1 trở lên", "has to be 1 or more")
    if not 0 <= threshold < 1:
        raise StudyError.at(
            "--threshold",
            "phải từ 0 đến dưới 1, chẳng hạn 0.05 (5%) hay 0",
            "has to be from 0 to below 1, such as 0.05 (5%) or 0",
        )


def saturated(
    new: Sequence[int], *, base: int = 4, run: int = 2, threshold: float = 0.05
) -> Saturation:
    """Return when the rule is met, given how many codes are new in each case, in order.

    Runs overlap and slide by one case. A ratio at the threshold counts. If the base has no code
    the ratio isn't defined and there are no runs.

    Raises:
        StudyError: if a number is out of range.
    """
    check(base, run, threshold)
    base_codes = sum(new[:base])
    starts = range(base, len(new) - run + 1) if base_codes else range(0)
    # As typed: 0.05 is 1/20, whatever floating point makes of it.
    limit = Fraction(str(threshold))
    runs = tuple(
        _run(start, sum(new[start : start + run]), run, base_codes, limit) for start in starts
    )
    after = next((one.first - 1 for one in runs if one.reached), None)
    return Saturation(base_codes, runs, after, None if after is None else f"{after}+{run}")


def _run(start: int, new: int, length: int, base_codes: int, limit: Fraction) -> Run:
    ratio = Fraction(new, base_codes)
    return Run(start + 1, start + length, new, float(ratio), ratio <= limit)

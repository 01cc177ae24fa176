"""Whether what is said to be likely at 80 % is right 8 of 10 times."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from suggesting_data import sample
from suggesting_outcomes import ARMS, Outcome, each_of, left_out
from suggesting_scores import size, table

from qualcode.learning.calibrating import BINS, calibration_error
from qualcode.learning.training import truth

if TYPE_CHECKING:
    from qualcode.learning.training import Numbers

LEAST = 0.05
"""Nearly everywhere all codes but a few are unlikely, which is easily said: the rest counts."""
HEAD = ("said", "segments × codes", "mean said", "have the code")


def run(*, quick: bool) -> None:
    """Print the errors and what they are made of."""
    one, parts = sample(), left_out(quick)
    inside, outside = each_of(parts, arms=False)
    for title, names, found in (
        ("In sight, left out in turn", one.in_sight, inside[ARMS[2]]),
        ("Never looked at", one.unseen, outside[ARMS[2]]),
    ):
        said, true = found.probabilities, _true(found)
        likely = said >= LEAST
        print(f"{title}: {size(one.wanted(names))}")
        print(f"expected calibration error, {said.size} segments × codes: {_error(said, true)}")
        own = _error(said[likely], true[likely])
        print(f"of the {int(likely.sum())} said to be likely at {LEAST} or more: {own}\n")
        table(HEAD, _bins(said[likely], true[likely]))
    print("Rules were written with the first sixteen in sight.")


def _true(found: Outcome) -> Numbers:
    one = sample()
    return truth([one.known[row] for row in found.rows], one.codes)


def _error(said: Numbers, true: Numbers) -> str:
    return f"{calibration_error(said, true):.4f}"


def _bins(said: Numbers, true: Numbers) -> list[Sequence[object]]:
    """Return what is said and what is true, by tenths."""
    import numpy as np

    bins = np.minimum((said * BINS).astype(int), BINS - 1)
    rows: list[Sequence[object]] = []
    for number in range(BINS):
        own = bins == number
        if own.any():
            name = f"{number / BINS:.1f} to {(number + 1) / BINS:.1f}"
            right = (true[own] > 0).mean()
            rows.append((name, int(own.sum()), f"{said[own].mean():.2f}", f"{right:.2f}"))
    return rows

"""How well probabilities do on talk that they were not learned from, and where to draw the line."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from qualcode.learning.calibrating import calibration_error
from qualcode.learning.passages import Passage

if TYPE_CHECKING:
    from qualcode.learning.training import Numbers

UNLIKELY = 0.05
"""Below this probability a code is no suggestion, unless nothing is likelier there."""
SLACK = 0.01
"""F1 differs by as much by chance: the very best line would be another one the next time."""
LINES = tuple(step / 100 for step in range(5, 96))
"""The probabilities among which the one is sought from which a code is proposed."""


@dataclass(frozen=True, slots=True)
class Figures:
    """Over turns × codes: what proposing from this probability on finds."""

    threshold: float
    precision: float
    recall: float
    f1: float
    calibration_error: float
    """Over the segments × codes that are suggested; the others are no doubt a no."""


def figures(
    passages: Sequence[Passage], probabilities: Numbers, known: Numbers
) -> tuple[Figures, ...]:
    """Return how well these probabilities do from each line on: 0, 0.01 and so on to 1."""
    import numpy as np

    likely, true = by_turn(passages, probabilities, known)
    error = calibration_error(probabilities, np.where(probabilities < UNLIKELY, 0, known))
    lines = (step / 100 for step in range(101))
    return tuple(Figures(line, *_at(likely, true, line), error) for line in lines)


def best(lines: Iterable[Figures]) -> Figures:
    """Return the line of the best F1.

    Of those as good as that it is the upper quartile: where finding more and striking less come
    to the same, a coder's time decides, yet not for the last line that just passes.
    """
    tried = [one for one in lines if one.threshold in LINES]
    most = max(one.f1 for one in tried)
    good = [one for one in tried if one.f1 >= most - SLACK]
    return good[3 * len(good) // 4]


def nearest(lines: Iterable[Figures], line: float) -> Figures:
    """Return what is known of a line that somebody drew."""
    return min(lines, key=lambda one: abs(one.threshold - line))


def by_turn(
    passages: Sequence[Passage], probabilities: Numbers, known: Numbers
) -> tuple[Numbers, Numbers]:
    """Return turns × codes: the likeliest passage's probability, and what is known (1, -1, 0)."""
    import numpy as np

    number: dict[tuple[str, int], int] = {}
    rows = [number.setdefault(one.turn, len(number)) for one in passages]
    likely: Numbers = np.zeros((len(number), known.shape[1]), dtype=np.float32)
    true: Numbers = np.full(likely.shape, -2, dtype=np.float32)
    np.maximum.at(likely, rows, np.where(known == 0, 0, probabilities))
    np.maximum.at(true, rows, np.where(known == 0, -2, known))
    return likely, np.where(true == -2, 0, true)  # noqa: PLR2004 - below every answer


def _at(likely: Numbers, true: Numbers, line: float) -> tuple[float, float, float]:
    proposed = (likely >= line) & (true != 0)
    right = int((proposed & (true > 0)).sum())
    found, there = int(proposed.sum()), int((true > 0).sum())
    precision, recall = right / max(1, found), right / max(1, there)
    return precision, recall, 2 * right / max(1, found + there)

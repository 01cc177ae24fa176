"""Margins and rules' matches → probabilities that hold: what is said at 0.8 is right 8 of 10 times.

One logistic regression for all codes (Platt 2000, with the rules' word beside the margin), fitted
on passages that the margins were not learned from.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from qualcode.learning.passages import Passage

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from qualcode.learning.training import Numbers

    Flags = NDArray[np.bool_]

BINS = 10
SLOPES = 2
"""How many of the sides that are weighed are margins: where no rule matched in the turn, where one
did."""
OWN = 0.3
"""How little a code's own offset weighs in the fit, so that few examples move it little."""


@dataclass(frozen=True, slots=True)
class Calibration:
    """How a margin and rules' matches make a probability."""

    weights: tuple[float, ...]
    bias: float
    of_codes: tuple[float, ...]
    """What each code's own frequency adds."""

    def probabilities(self, margins: Numbers, here: Numbers, around: Numbers) -> Numbers:
        """Return passages × codes, given where rules matched: in the passage, in its turn."""
        import numpy as np

        sides = np.stack(_sides(margins, here, around), axis=-1)
        score = sides @ np.array(self.weights) + self.bias + np.array(self.of_codes)
        probabilities: Numbers = (1 / (1 + np.exp(-score))).astype(np.float32)
        return probabilities


def matched(passages: Sequence[Passage], codes: Sequence[str]) -> tuple[Numbers, Numbers]:
    """Return passages × codes: 1 where a rule matched in the passage; the same for its turn."""
    import numpy as np

    column = {code: number for number, code in enumerate(codes)}
    here: Numbers = np.zeros((len(passages), len(codes)), dtype=np.float32)
    around = here.copy()
    for row, passage in enumerate(passages):
        here[row, [column[code] for code in passage.hits if code in column]] = 1
        around[row, [column[code] for code in passage.turn_hits if code in column]] = 1
    return here, around


def calibrate(margins: Numbers, here: Numbers, around: Numbers, known: Numbers) -> Calibration:
    """Return the calibration that fits what is known (1, -1; 0 unknown) best.

    A higher margin never makes a code less likely.
    """
    import numpy as np

    rows, columns = known.nonzero()
    sides = np.stack([side[rows, columns] for side in _sides(margins, here, around)], axis=-1)
    own = np.eye(known.shape[1], dtype=np.float32)[columns] * OWN
    given, answers = np.hstack([sides, own]), known[rows, columns] > 0
    weights, bias = _fitted(given, answers)
    against = [side for side in range(SLOPES) if weights[side] < 0]
    if against:
        # Margins that speak against themselves, as few passages can make it seem, say nothing.
        given[:, against] = 0
        weights, bias = _fitted(given, answers)
        weights[:SLOPES] = np.maximum(weights[:SLOPES], 0)
    count = sides.shape[1]
    return Calibration(
        weights=tuple(map(float, weights[:count])),
        bias=bias,
        of_codes=tuple(float(weight) * OWN for weight in weights[count:]),
    )


def _fitted(given: Numbers, answers: Flags) -> tuple[Numbers, float]:
    import numpy as np
    from sklearn.linear_model import LogisticRegression

    if answers.all() or not answers.any():
        # With one answer nothing can be weighed: all that is known is how often it was given.
        odds = (1 + answers.sum()) / (1 + (~answers).sum())
        return np.zeros(given.shape[1], dtype=np.float32), float(np.log(odds))
    model = LogisticRegression(C=10, max_iter=200).fit(given, answers)
    weights: Numbers = model.coef_[0].copy()
    return weights, float(model.intercept_[0])


def _sides(margins: Numbers, here: Numbers, around: Numbers) -> list[Numbers]:
    """Return what a probability rests on: first the margins, those beside a rule's match apart."""
    import numpy as np

    another = (here.sum(1, keepdims=True) - here > 0).astype(np.float32)
    return [margins * (1 - around), margins * around, here, around, another]


def calibration_error(probabilities: Numbers, known: Numbers) -> float:
    """Return the expected calibration error over ten bins of equal width (Naeini et al. 2015)."""
    import numpy as np

    said, true = probabilities[known != 0], known[known != 0] > 0
    bins = np.minimum((said * BINS).astype(int), BINS - 1)
    gaps = [
        (bins == one).mean() * abs(said[bins == one].mean() - true[bins == one].mean())
        for one in range(BINS)
        if (bins == one).any()
    ]
    return float(sum(gaps))

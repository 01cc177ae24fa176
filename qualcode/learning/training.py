"""Known passages → a linear model for each code."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from qualcode.learning.examples import Known

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from scipy.sparse import csr_matrix

    Numbers = NDArray[np.float32]
    Flags = NDArray[np.bool_]

FEWEST = 3
"""Passages that must be known to have a code before it is learned at all."""
SEED = 0
CLOSE_ENOUGH = 0.1
"""The solver's tolerance: 0.01 takes twice the time and gives the same weights to four digits."""
COST = 0.3
"""LinearSVC's C; 0.1 to 1 do as well on the sample's gold labels."""


@dataclass(frozen=True, slots=True, eq=False)
class Weights:
    """A linear model for each code, a column each."""

    of_features: Numbers
    bias: Numbers

    def margins(self, vectors: csr_matrix[Any]) -> Numbers:
        """Return passages × codes: over 0 where the code is likelier than not in a fair draw."""
        margins: Numbers = vectors @ self.of_features + self.bias
        return margins


def truth(known: Sequence[Known], codes: Sequence[str]) -> Numbers:
    """Return passages × codes: 1 has it, -1 has it not, 0 nobody knows."""
    import numpy as np

    column = {code: number for number, code in enumerate(codes)}
    table: Numbers = np.zeros((len(known), len(codes)), dtype=np.float32)
    for row, one in enumerate(known):
        table[row, [column[code] for code in one.no if code in column]] = -1
        table[row, [column[code] for code in one.yes if code in column]] = 1
    return table


def enough(known: Numbers) -> Flags:
    """Return of which codes enough passages are known to have them, and enough to have them not."""
    flags: Flags = ((known > 0).sum(0) >= FEWEST) & ((known < 0).sum(0) >= FEWEST)
    return flags


def train(vectors: csr_matrix[Any], known: Numbers) -> Weights:
    """Return a linear support vector machine for each code, both answers weighing the same.

    A code known of too few passages gets a model that always says no.
    """
    import numpy as np

    models: Numbers = np.zeros((vectors.shape[1], known.shape[1]), dtype=np.float32)
    bias: Numbers = np.full(known.shape[1], -1, dtype=np.float32)
    # The solver reckons in double precision, and would turn the vectors into it for each code.
    vectors = vectors.astype(np.float64)
    # One after another: side by side they would draw from the same lots, in an order of chance.
    for code in enough(known).nonzero()[0]:
        models[:, code], bias[code] = _one(vectors, known[:, code])
    return Weights(models, bias)


def _one(vectors: csr_matrix[Any], answers: Numbers) -> tuple[Numbers, float]:
    from sklearn.svm import LinearSVC

    rows = answers.nonzero()[0]
    own = vectors if rows.size == answers.size else vectors[rows]
    model = LinearSVC(C=COST, class_weight="balanced", tol=CLOSE_ENOUGH, random_state=SEED)
    model.fit(own, answers[rows])
    return model.coef_[0], float(model.intercept_[0])


def parts(known: Sequence[Known], number: int) -> list[int]:
    """Return for each passage which part it is in: by conversations, or by turns if few talk."""
    sources = [one.source for one in known]
    if len(set(sources)) < number:
        sources = [" ".join(map(str, one.passage.turn)) for one in known]
    return folds(sources, number)


def folds(sources: Sequence[str], number: int) -> list[int]:
    """Return for each passage which part it is in, whole conversations together, sizes alike."""
    sizes: dict[str, int] = {}
    for source in sources:
        sizes[source] = sizes.get(source, 0) + 1
    held = [0] * number
    part: dict[str, int] = {}
    for source in sorted(sizes, key=lambda one: (-sizes[one], one)):
        part[source] = held.index(min(held))
        held[part[source]] += sizes[source]
    return [part[source] for source in sources]

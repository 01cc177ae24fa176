"""What a coder decided otherwise than was expected, spread to what is like it.

Kernel ridge regression on the gap between what was decided and what was expected, with the
expectation as its mean (Rasmussen and Williams 2006, §2.7). With few decisions it changes little,
with many it takes over; and each passage's change is a sum over the passages decided on.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from qualcode.language.stopwords import is_stop_word
from qualcode.learning.codebooks import WORDS, Words
from qualcode.learning.features import Features
from qualcode.learning.passages import Passage
from qualcode.learning.training import Weights
from qualcode.model import Span

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from scipy.sparse import csr_matrix

    from qualcode.learning.training import Numbers

RIDGE = 1.0
"""How much one decision counts against what was expected; 1 to 3 do as well on gold labels."""
STEPS = 20
CLOSE = 1e-3


def correct(vectors: csr_matrix[Any], expected: Numbers, known: Numbers) -> Weights:
    """Return what is to be added to margins, learned from passages known (1, -1; 0 unknown).

    `expected` are the margins that these passages had without it.
    """
    import numpy as np

    gap = np.where(known == 0, 0, known - np.clip(expected, -1, 1)).astype(np.float32)
    shares = _solved(vectors, gap, (known != 0).astype(np.float32))
    weights: Numbers = vectors.T @ shares
    return Weights(weights, np.zeros(known.shape[1], dtype=np.float32))


def _solved(vectors: csr_matrix[Any], gap: Numbers, known: Numbers) -> Numbers:
    """Solve (XXᵀ + ridge) A = gap for all codes at once by conjugate gradients.

    Each code by the passages of which it is known: the others' shares stay 0.
    """
    import numpy as np

    across = vectors.T.tocsr()
    shares: Numbers = np.zeros_like(gap)
    left = gap.copy()
    way = left.copy()
    square = (left**2).sum(0)
    target = CLOSE**2 * np.maximum(square, 1e-12)
    for _ in range(STEPS):
        if (square <= target).all():
            break
        seen = known * (vectors @ (across @ way)) + RIDGE * way
        step = square / np.maximum((way * seen).sum(0), 1e-12)
        shares += step * way
        left -= step * seen
        after = (left**2).sum(0)
        way = left + (after / np.maximum(square, 1e-12)) * way
        square = after
    return shares


class Own(NamedTuple):
    """The words of one passage that may be shown."""

    spans: tuple[Span, ...]
    columns: NDArray[np.intp]
    """The features that they are, …"""
    which: NDArray[np.intp]
    """… and which of the spans each is."""


class Speaking:
    """Says which words of passages speak for a code, however often it is learned anew.

    They are the same as `codebooks.speaking` tells, but what is in the passages is kept.
    """

    def __init__(self, features: Features, passages: Sequence[Passage]) -> None:
        self._features = features
        self._passages = passages
        self._own: dict[int, Own] = {}

    def words(self, row: int, weights: Weights, columns: Mapping[str, int]) -> Words:
        """Return the words that speak for each of these codes, the strongest first."""
        import numpy as np

        if row not in self._own:
            self._own[row] = self._read(self._passages[row])
        spans, features, which = self._own[row]
        weighed = weights.of_features[features]
        return {
            code: _strongest(spans, np.bincount(which, weighed[:, column], len(spans)).tolist())
            for code, column in columns.items()
        }

    def _read(self, passage: Passage) -> Own:
        import numpy as np

        spans: dict[Span, int] = {}
        told = [
            (feature, spans.setdefault(span, len(spans)))
            for feature, span in self._features.own_words(passage)
            if not is_stop_word(span.of(passage.text))
        ]
        columns, which = np.array(told, dtype=np.intp).reshape(-1, 2).T
        return Own(tuple(spans), columns, which)


def _strongest(spans: Sequence[Span], scores: Sequence[float]) -> tuple[tuple[Span, float], ...]:
    found = [(-score, span) for span, score in zip(spans, scores, strict=True) if score > 0]
    return tuple((span, round(-score, 3)) for score, span in sorted(found)[:WORDS])

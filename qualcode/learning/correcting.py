"""What a coder decided otherwise than was expected, spread to what is like it.

Kernel ridge regression on the gap between what was decided and what was expected, with the
expectation as its mean (Rasmussen and Williams 2006, §2.7). With few decisions it changes little,
with many it takes over; and each passage's change is a sum over the passages decided on.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from qualcode.learning.training import Weights

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix

    from qualcode.learning.training import Numbers

RIDGE = 1.0
"""How much one decision counts against what was expected; 1 to 3 do as well on gold labels."""
STEPS = 60
"""At most: 1,500 passages settle in 20, 5,000 in 30."""
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

"""Which words of a passage speak for a code."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from qualcode.language.stopwords import is_stop_word
from qualcode.learning.features import Features
from qualcode.learning.passages import Passage
from qualcode.learning.training import Weights
from qualcode.model import Span

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

MOST = 6
"""Words kept of a passage for each code."""

Words = Mapping[str, tuple[tuple[Span, float], ...]]
"""Code → words of a passage and how much each speaks for it."""


class Own(NamedTuple):
    """The words of one passage that may be shown."""

    spans: tuple[Span, ...]
    columns: NDArray[np.intp]
    """The features that they are, …"""
    which: NDArray[np.intp]
    """… and which of the spans each is."""


class Speaking:
    """Says which words of passages speak for a code, however often it is learned anew.

    Words that say nothing of what talk is about ("thì", "em") are weighed, but not shown alone.
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
    return tuple((span, round(-score, 3)) for score, span in sorted(found)[:MOST])

"""Passages as vectors of what they say, so that those that say alike lie near each other.

Half of the likeness is that of syllables and pairs of syllables, half that of the letters in them,
which forgives slips of the pen. No word is left out: what everybody says weighs little. Spellings
of one word are one; talk typed without accents is compared without, with all other talk too.

What is shorter than what it is compared with is measured by the longer one's length, or else
"Nhiều, nhiều lắm" is like all that has the word. Of a coded passage's five nearest in the other
conversations of the sample study 33 % share a code with it so; 28 % by mere cosines, of which by
words alone 25 %, by letters alone 27 %, by latent meanings (LSA) 25 %.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from qualcode.language.normalise import strip_accents
from qualcode.language.phrases import LEAST_UNACCENTED, typed_bare
from qualcode.language.syllables import NO_VARIANTS, spoken
from qualcode.model import Span

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from scipy.sparse import csr_matrix

    Numbers = NDArray[np.float64]

LETTERS = (3, 4, 5)
"""How many letters in a row are compared, the borders of a syllable among them."""
SHARE = 500
"""Passages to be compared with all others at a time, so that memory holds."""
DIGITS = 9
"""Similarities that differ less differ by the order in which a machine adds."""


@dataclass(frozen=True, slots=True)
class Near:
    """A passage that lies near, by its number among those the space was made of."""

    number: int
    similarity: float
    """From 0, nothing in common, to 1, the same syllables."""


class Space:
    """The vectors of some passages, among which what is like a text can be found."""

    def __init__(self, texts: Sequence[str], variants: Mapping[str, str] = NO_VARIANTS) -> None:
        import numpy as np

        self._variants = variants
        self._said = [self.keys(text) for text in texts]
        typed = [typed_bare(text, Span(0, len(text))) for text in texts]
        self._bare = np.flatnonzero(np.array(typed, dtype=bool))
        self._accented = _Side(self._said)

    def nearest(self, text: str, k: int) -> tuple[Near, ...]:
        """Return the passages most like a text, the nearest first; none without likeness."""
        import numpy as np

        found = self.similarities(text)
        order = np.argsort(-found, kind="stable")[:k]
        return tuple(Near(int(n), float(found[n])) for n in order if found[n] > 0)

    def similarities(self, text: str) -> Numbers:
        """Return how like a text each of the passages is."""
        said = self.keys(text)
        if typed_bare(text, Span(0, len(text))) and len(said) >= LEAST_UNACCENTED:
            return _rounded(self._stripped.like(_without_accents(said)))
        found = self._accented.like(said)
        if self._bare.size:
            found[self._bare] = self._stripped.like(_without_accents(said))[self._bare]
        return _rounded(found)

    def among(self, numbers: Sequence[int]) -> Numbers:
        """Return how like each of these passages every passage is, a row each."""
        import numpy as np

        found = self._accented.rows(numbers)
        if self._bare.size:
            stripped = self._stripped.rows(numbers)
            rows = np.isin(np.asarray(numbers), self._bare)
            found[:, self._bare] = stripped[:, self._bare]
            found[rows] = stripped[rows]
        return _rounded(found)

    def keys(self, text: str) -> list[str]:
        """Return the syllables of a text as they are compared."""
        return [one[0] for one in spoken(text, Span(0, len(text)), variants=self._variants)]

    @cached_property
    def _stripped(self) -> _Side:
        return _Side([_without_accents(said) for said in self._said])


class _Side:
    """The vectors of passages by one way of writing their syllables."""

    def __init__(self, said: Sequence[Sequence[str]]) -> None:
        from sklearn.feature_extraction.text import CountVectorizer

        self._size = len(said)
        self._words = self._parts = None
        if not any(said):
            return
        syllables = CountVectorizer(analyzer=list)
        single = syllables.fit_transform(said)
        parts = CountVectorizer(analyzer=_letters)
        # What letters a passage has depends on nothing but its syllables: they are counted once.
        letters = single @ parts.fit_transform(syllables.get_feature_names_out())
        words = CountVectorizer(analyzer=_words)
        self._words = _block(words.fit_transform(said), words.vocabulary_)
        self._parts = _block(letters, parts.vocabulary_)

    def rows(self, numbers: Sequence[int]) -> Numbers:
        """Return how like each of these passages all are, a row each."""
        import numpy as np

        if self._words is None or self._parts is None:
            return np.zeros((len(numbers), self._size))
        return (self._words.rows(numbers) + self._parts.rows(numbers)) / 2

    def like(self, said: Sequence[str]) -> Numbers:
        """Return how like a text all passages are."""
        import numpy as np

        if self._words is None or self._parts is None:
            return np.zeros(self._size)
        letters = [part for key in said for part in _letters(key)]
        return (self._words.like(_words(said)) + self._parts.like(letters)) / 2


@dataclass(frozen=True, slots=True)
class _Block:
    """Passages as vectors of length 1 of one kind of features, and how long they were."""

    vectors: csr_matrix[Any]
    lengths: Numbers
    columns: Mapping[str, int]
    weights: Numbers
    unknown: float
    """What a feature weighs that no passage has."""

    def rows(self, numbers: Sequence[int]) -> Numbers:
        import numpy as np

        picked = list(numbers)
        found: Numbers = (self.vectors[picked] @ self.vectors.T).toarray()
        own = np.maximum(self.lengths[picked], np.finfo(float).tiny)
        return found * np.minimum(1, self.lengths[None, :] / own[:, None])

    def like(self, features: Iterable[str]) -> Numbers:
        """Return the cosines; for passages shorter than the text, as if they were as long."""
        import numpy as np

        made = np.zeros(len(self.columns))
        squares = 0.0
        for feature, count in Counter(features).items():
            column = self.columns.get(feature)
            weight = self.unknown if column is None else float(self.weights[column])
            value = (1 + math.log(count)) * weight
            squares += value * value
            if column is not None:
                made[column] = value
        length = math.sqrt(squares) or 1.0
        found: Numbers = self.vectors @ (made / length)
        return found * np.minimum(1, self.lengths / length)


def _block(counts: csr_matrix[Any], columns: Mapping[str, int]) -> _Block:
    """Return the passages' vectors; a feature weighs the more, the fewer have it."""
    import numpy as np
    from scipy.sparse import diags

    passages = counts.shape[0]
    having = np.bincount(counts.indices, minlength=counts.shape[1])
    weights = np.log((1 + passages) / (1 + having)) + 1
    matrix = counts.astype(np.float64)
    matrix.data = 1 + np.log(matrix.data)
    matrix = (matrix @ diags(weights)).tocsr()
    lengths = np.sqrt(np.asarray(matrix.multiply(matrix).sum(axis=1)).ravel())
    vectors = diags(1 / np.where(lengths > 0, lengths, 1)) @ matrix
    return _Block(vectors.tocsr(), lengths, columns, weights, math.log(1 + passages) + 1)


def _without_accents(said: Iterable[str]) -> list[str]:
    return [_bare_key(key) for key in said]


@lru_cache(maxsize=1 << 16)
def _bare_key(key: str) -> str:
    return strip_accents(key)


def _words(said: Sequence[str]) -> list[str]:
    return [*said, *(f"{one} {other}" for one, other in pairwise(said))]


@lru_cache(maxsize=1 << 16)
def _letters(key: str) -> tuple[str, ...]:
    return tuple(_runs(f" {key} "))


def _runs(padded: str) -> Iterator[str]:
    for length in LETTERS:
        yield from (padded[at : at + length] for at in range(max(1, len(padded) - length + 1)))


def _rounded(found: Numbers) -> Numbers:
    import numpy as np

    return np.clip(np.round(found, DIGITS), 0.0, 1.0)

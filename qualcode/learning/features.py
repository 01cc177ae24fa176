"""Passages → sparse vectors: syllables and parts of them, with the question and the turn around.

Syllables are compared by the project's keys, so that spelling, abbreviations and dialect forms
fall together; once more without accents, for talk typed in haste. A denied syllable is another
word than the same one not denied.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from qualcode.language.normalise import strip_accents
from qualcode.language.phrases import typed_bare
from qualcode.language.stance import stances
from qualcode.language.syllables import NO_VARIANTS, Syllable, spoken
from qualcode.learning.passages import Passage
from qualcode.model import Span

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from scipy.sparse import csr_matrix
    from sklearn.feature_extraction.text import TfidfVectorizer

    Numbers = NDArray[np.float32]

Embed = Callable[[Sequence[str]], "Numbers | None"]
"""Gives a vector of length 1 for each text."""

DENIED = "¬"


@dataclass(frozen=True, slots=True)
class Reading:
    """One stretch of talk as it is learned from."""

    keys: tuple[str, ...]
    """Denied ones are marked."""
    places: tuple[Span, ...]
    """Where each stands in the stretch."""

    @property
    def plain(self) -> str:
        """Return the keys as they are without denials."""
        return " ".join(key.removeprefix(DENIED) for key in self.keys)

    @property
    def bare(self) -> tuple[str, ...]:
        """Return the keys without accents or denials."""
        return tuple(strip_accents(key.removeprefix(DENIED)) for key in self.keys)


def read(
    text: str, variants: Mapping[str, str] = NO_VARIANTS, *, with_denials: bool = True
) -> Reading:
    """Return the keys of a stretch's syllables, those denied marked if it is asked for."""
    whole = Span(0, len(text))
    accents = not typed_bare(text, whole)
    said = [
        Syllable(key, Span(start, end))
        for key, start, end in spoken(text, whole, accents=accents, variants=variants)
    ]
    ranges = stances(text, said, accents=accents)["negated"] if with_denials else ()
    denied = {number for each in ranges for number in each}
    keys = tuple(
        DENIED + one.key if number in denied else one.key for number, one in enumerate(said)
    )
    return Reading(keys, tuple(one.span for one in said))


View = Callable[[Passage], str]


@dataclass(frozen=True, slots=True)
class Block:
    """One way of looking at a passage: what of it, in which pieces, and how much it weighs."""

    name: str
    of: str
    """`text`, `context`, `question` or `before`."""
    form: str
    """`keys`, `plain` or `bare`."""
    analyzer: str
    pieces: tuple[int, int]
    weight: float


BLOCKS = (
    Block("words", "text", "keys", "word", (1, 2), 1.0),
    Block("letters", "text", "plain", "char_wb", (3, 4), 1.0),
    Block("bare words", "text", "bare", "word", (1, 2), 0.7),
    Block("turn", "context", "plain", "word", (1, 2), 1.5),
    Block("turn, bare", "context", "bare", "word", (1, 2), 1.05),
    Block("question", "question", "plain", "word", (1, 2), 1.0),
    Block("before", "before", "plain", "word", (1, 1), 0.3),
)
EMBEDDED = (("context", 1.0), ("question", 0.5))
"""What is embedded, if anything is, and how much it weighs."""
OWN_WORDS = (("words", "keys"), ("bare words", "bare"))
"""The blocks by which it can be told which words spoke for a code."""


class Features:
    """A vector space, fitted on some passages, into which others can be put."""

    def __init__(
        self, variants: Mapping[str, str] = NO_VARIANTS, embed: Embed | None = None
    ) -> None:
        self._variants = variants
        self._embed = embed
        self._means: dict[str, Numbers] = {}
        self._vectorizers: dict[str, TfidfVectorizer] = {}
        self._starts: dict[str, int] = {}
        self._readings: dict[tuple[str, bool], Reading] = {}

    def fit(self, passages: Sequence[Passage]) -> csr_matrix[Any]:
        """Return the vectors of these passages, a row each, whose words make the space."""
        import numpy as np
        from sklearn.feature_extraction.text import TfidfVectorizer

        parts, start = [], 0
        for block in BLOCKS:
            vectorizer = TfidfVectorizer(
                analyzer=block.analyzer,
                ngram_range=block.pieces,
                token_pattern=r"\S+" if block.analyzer == "word" else None,
                lowercase=False,
                sublinear_tf=True,
                dtype=np.float32,
            )
            texts, rows = self._views(block, passages)
            if not any(text.strip() for text in texts):
                continue
            parts.append(vectorizer.fit_transform(texts)[rows] * block.weight)
            self._vectorizers[block.name], self._starts[block.name] = vectorizer, start
            start += parts[-1].shape[1]
        return _beside([*parts, *self._embedded(passages, fit=True)], len(passages))

    def transform(self, passages: Sequence[Passage]) -> csr_matrix[Any]:
        """Return the vectors of other passages, a row each."""
        parts = []
        for block in BLOCKS:
            if block.name in self._vectorizers:
                texts, rows = self._views(block, passages)
                vectors = self._vectorizers[block.name].transform(texts)
                parts.append(vectors[rows] * block.weight)
        return _beside([*parts, *self._embedded(passages, fit=False)], len(passages))

    def own_words(self, passage: Passage) -> list[tuple[int, Span]]:
        """Return the column of each word and pair of words of a passage, and where it stands."""
        reading = self._reading(passage.text, with_denials=True)
        found = []
        for name, form in OWN_WORDS:
            if name not in self._vectorizers:
                continue
            known, start = self._vectorizers[name].vocabulary_, self._starts[name]
            keys = reading.keys if form == "keys" else reading.bare
            for number, key in enumerate(keys):
                places = [(key, reading.places[number])]
                if number + 1 < len(keys):
                    both = Span(reading.places[number].start, reading.places[number + 1].end)
                    places.append((f"{key} {keys[number + 1]}", both))
                found += [(start + known[word], span) for word, span in places if word in known]
        return found

    def _reading(self, text: str, *, with_denials: bool) -> Reading:
        key = text, with_denials
        if key not in self._readings:
            self._readings[key] = read(text, self._variants, with_denials=with_denials)
        return self._readings[key]

    def _embedded(self, passages: Sequence[Passage], *, fit: bool) -> Iterator[csr_matrix[Any]]:
        """Yield the meanings of whole turns and questions, if there is what can tell them."""
        import numpy as np
        from scipy.sparse import csr_matrix

        for of, weight in EMBEDDED if self._embed else ():
            texts, rows = _different(of, passages)
            vectors = self._embed(texts) if self._embed else None
            if fit and vectors is not None:
                self._means[of] = vectors.mean(0)
            if of not in self._means:
                continue
            mean = self._means[of]
            # All talk of a study lies in one corner of the space: what differs is what counts.
            # What can't be embedded any more stands in the middle of it.
            apart = np.zeros((len(texts), mean.size)) if vectors is None else vectors - mean
            lengths = np.linalg.norm(apart, axis=1, keepdims=True)
            yield csr_matrix(weight * (apart / np.maximum(lengths, 1e-9))[rows])

    def _views(self, block: Block, passages: Sequence[Passage]) -> tuple[list[str], list[int]]:
        """Return the different texts that a block looks at, and which of them each passage has."""
        texts, rows = _different(block.of, passages)
        return [self._seen_as(block, text) for text in texts], rows

    def _seen_as(self, block: Block, text: str) -> str:
        # Of what is around a passage it is never asked whether it was denied, which takes time.
        reading = self._reading(text, with_denials=block.of == "text")
        if block.form == "plain":
            return reading.plain
        return " ".join(reading.keys if block.form == "keys" else reading.bare)


def _beside(parts: Sequence[csr_matrix[Any]], rows: int) -> csr_matrix[Any]:
    """Return the parts side by side; talk without any words is a column of nothing."""
    from scipy.sparse import csr_matrix, hstack

    return hstack(parts or [csr_matrix((rows, 1), dtype="float32")]).tocsr()


def _different(of: str, passages: Sequence[Passage]) -> tuple[list[str], list[int]]:
    """Return the different texts that passages have there, and which of them each has."""
    number: dict[str, int] = {}
    rows = [number.setdefault(getattr(one, of), len(number)) for one in passages]
    return list(number), rows

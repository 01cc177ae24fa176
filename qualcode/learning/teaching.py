"""What the codebooks' own examples teach: how likely each code is, before anyone has coded."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from qualcode.learning.calibrating import Calibration, calibrate, matched
from qualcode.learning.examples import learnable, of_codes, of_files, with_hits
from qualcode.learning.features import Embed, Features
from qualcode.learning.figures import Figures, figures
from qualcode.learning.passages import Passage
from qualcode.learning.speaking import Speaking, Words
from qualcode.learning.training import Weights, enough, parts, train, truth
from qualcode.model import Codebook
from qualcode.ruleset import Ruleset

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix

    from qualcode.learning.training import Numbers

LEAST = 30
"""Passages with a code before anything is learned: below that, guesses would be noise."""
PARTS = 3
"""Parts of cross-validation."""
TRIED = 400
"""Turns of the examples on which rules are tried, to learn how far their word goes."""
EXPLAINED = 5
"""Codes of which the words that speak for them are kept: the likeliest."""


@dataclass(frozen=True, slots=True)
class Taught:
    """What the codebooks' examples have taught about probabilities."""

    calibration: Calibration
    figures: tuple[Figures, ...]
    """At each line that may be drawn."""
    support: Mapping[str, int]
    examples: int


@dataclass(frozen=True, slots=True)
class Expected:
    """What is expected of a passage, before anyone has decided."""

    margins: tuple[float, ...]
    """For each code; over 0 speaks for it."""
    words: Words


class Teacher:
    """The codebooks' examples, learned from once, when it is first needed."""

    def __init__(
        self, books: Sequence[Codebook], ruleset: Ruleset, embed: Embed | None = None
    ) -> None:
        self.codes = tuple(code.id for code in learnable(books))
        self._ruleset = ruleset
        self._embed = embed
        files = tuple(known for book in books for known in of_files(book))
        self._whole = range(len(files))
        self._known = (*files, *(known for book in books for known in of_codes(book)))
        self._passages = [known.passage for known in self._known]
        self.truth = truth(self._known, self.codes)

    @property
    def enough(self) -> bool:
        """Say whether the example files hold enough to learn from."""
        told = self.truth[self._whole]
        return int((told > 0)[:, enough(told)].sum()) >= LEAST

    @cached_property
    def taught(self) -> Taught:
        """Return how margins make probabilities, by cross-validation over conversations."""
        import numpy as np

        part = np.array(parts(self._known, PARTS))
        margins = np.zeros_like(self.truth)
        for held in range(PARTS):
            weights = train(self._vectors[part != held], self.truth[part != held])
            margins[part == held] = weights.margins(self._vectors[part == held])
        rows = self._tried()
        tried = [self._known[row].passage for row in rows]
        passages = with_hits(tried, self._ruleset)
        here, around = matched(passages, self.codes)
        known, margins = self.truth[rows], margins[rows]
        calibration = calibrate(margins, here, around, known)
        probabilities = calibration.probabilities(margins, here, around)
        counts = (self.truth > 0).sum(0)
        return Taught(
            calibration,
            figures(passages, probabilities, known),
            dict(zip(self.codes, map(int, counts), strict=True)),
            len(self._known),
        )

    def expected(self, passages: Sequence[Passage]) -> tuple[Expected, ...]:
        """Return, for each passage, what is expected of each code."""
        if not passages:
            return ()
        weights = self._weights
        margins = weights.margins(self._features.transform(passages))
        speaking = Speaking(self._features, passages)
        return tuple(
            Expected(
                tuple(round(float(margin), 3) for margin in own),
                speaking.words(row, weights, self._likely(own)),
            )
            for row, own in enumerate(margins)
        )

    def _likely(self, margins: Numbers) -> dict[str, int]:
        """Return the codes of which it may be asked why, and their columns."""
        order = sorted(range(len(self.codes)), key=lambda code: -margins[code])
        return {self.codes[code]: code for code in order[:EXPLAINED]}

    @cached_property
    def _features(self) -> Features:
        return Features(self._ruleset.variants, self._embed)

    @cached_property
    def _vectors(self) -> csr_matrix[Any]:
        return self._features.fit(self._passages)

    @cached_property
    def _weights(self) -> Weights:
        return train(self._vectors, self.truth)

    def _tried(self) -> list[int]:
        """Return the rows of turns from all over the example files."""
        turns = sorted({self._passages[row].turn for row in self._whole})
        chosen = {turns[at * len(turns) // TRIED] for at in range(TRIED)}
        rows = [row for row in self._whole if self._passages[row].turn in chosen]
        return rows if (self.truth[rows] > 0).sum() >= LEAST else list(self._whole)

"""A study's talk, learned from again with each decision: what does not change between is kept."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from importlib.metadata import version
from typing import TYPE_CHECKING, Any

from qualcode.learning.calibrating import Calibration, calibrate, matched
from qualcode.learning.correcting import correct
from qualcode.learning.examples import Known, learnable, of_codes, of_decisions
from qualcode.learning.features import Embed, Features
from qualcode.learning.figures import Figures, best, figures, nearest
from qualcode.learning.passages import Passage, passages
from qualcode.learning.proposing import likeliest, suggestions
from qualcode.learning.speaking import Speaking, Words
from qualcode.learning.teaching import LEAST, PARTS, Expected, Taught
from qualcode.learning.training import FEWEST, SEED, enough, parts, truth
from qualcode.model import Coding, Decision, Learned, Span, Study

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix

    from qualcode.learning.training import Numbers, Weights

METHOD = "qualcode learned 1"


class Learner:
    """What is learned of one study's talk."""

    def __init__(
        self,
        study: Study,
        taught: Taught | None = None,
        expected: Sequence[Expected] = (),
        *,
        experience: str = "",
        embed: Embed | None = None,
    ) -> None:
        """Begin with what the codebooks' examples lead to expect, a value for each passage.

        `experience` names what those examples are. Where there are too few to expect anything,
        those under the codes count as decisions do.
        """
        self.passages = passages(study)
        self._variants = study.settings.variants
        self._valences = {code.id: code.valence for code in learnable(study.codebooks)}
        self._codes = tuple(self._valences)
        self._taught = taught
        self._expected = expected
        self._experience = experience
        self._embed = embed
        self._weighed: tuple[Calibration, tuple[Figures, ...]] | None = None
        self._told = () if taught else tuple(k for b in study.codebooks for k in of_codes(b))

    def prepare(self) -> None:
        """Do now what does not depend on decisions, so that the first one needn't wait for it."""
        _ = self._vectors, self._matched

    def learn(self, study: Study) -> tuple[Learned | None, tuple[Coding, ...]]:
        """Return what was learned and what may apply where, given what coders have decided.

        None, and nothing, if there is too little to learn from.
        """
        decided = of_decisions(study, self.passages)
        known = (*decided, *self._told)
        answers = truth(known, self._codes)
        rows = self._rows(known)
        self._weighed = self._weighed or self._weigh(study, known, rows, answers)
        if not self._weighed or not self.passages:
            return None, ()
        calibration, found = self._weighed
        correction = self._correction(rows, answers) if known else None
        count = len(self.passages)
        margins = self._margins[:count]
        if correction:
            margins = margins + correction.margins(self._vectors[:count])
        learned = self._learned(study, found, len(decided), answers)
        here, around = (side[:count] for side in self._matched)
        likely = calibration.probabilities(margins, here, around)
        few = [code for code, name in enumerate(self._codes) if learned.support[name] < FEWEST]
        likely[:, few] *= here[:, few]
        words = self._words(likely, correction)
        every = suggestions(self.passages, likely, words, self._valences, learned.model)
        return learned, every

    def _rows(self, known: Sequence[Known]) -> list[int]:
        number = {passage.segment: row for row, passage in enumerate(self._all)}
        return [number[one.passage.segment] for one in known]

    def _correction(self, rows: Sequence[int], answers: Numbers) -> Weights:
        return correct(self._vectors[rows], self._margins[rows], answers)

    def _weigh(
        self, study: Study, known: Sequence[Known], rows: Sequence[int], answers: Numbers
    ) -> tuple[Calibration, tuple[Figures, ...]] | None:
        """Return how margins make probabilities: as the codebooks teach, else from decisions.

        A coder who leaves a rule's proposal standing says nothing of it: were rules weighed by
        what is decided, they would seem never to err. So where codebooks teach, they go on to.
        Else decisions are tried on conversations left out, by turns that were read whole: of
        others it is known what is there, not what is not. None, if there are too few of these.
        """
        if self._taught:
            return self._taught.calibration, self._taught.figures
        read = [row for row, one in enumerate(known) if one.passage.turn in study.seen]
        answered = answers[read][:, enough(answers[read])]
        if (answered > 0).sum() < LEAST:
            return None
        import numpy as np

        part = np.array(parts(known, PARTS))
        chosen = np.array(rows)
        margins = self._margins[chosen].copy()
        for held in range(PARTS):
            own, others = chosen[part == held], chosen[part != held]
            correction = self._correction(list(others), answers[part != held])
            margins[part == held] += correction.margins(self._vectors[own])
        here, around = (side[chosen[read]] for side in self._matched)
        calibration = calibrate(margins[read], here, around, answers[read])
        likely = calibration.probabilities(margins[read], here, around)
        return calibration, figures([known[row].passage for row in read], likely, answers[read])

    def _learned(
        self, study: Study, lines: Sequence[Figures], decided: int, answers: Numbers
    ) -> Learned:
        line = study.settings.suggest.start
        found = best(lines) if line is None else nearest(lines, line)
        counts = dict(zip(self._codes, map(int, (answers > 0).sum(0)), strict=True))
        taught = self._taught.support if self._taught else {}
        examples = self._taught.examples if self._taught else len(self._told)
        told = [
            METHOD,
            f"seed {SEED}",
            f"examples {examples} {self._experience}".rstrip(),
            f"decisions {clock(study.decisions) or 'none'}",
            f"scikit-learn {version('scikit-learn')}",
        ]
        return Learned(
            model="; ".join(told),
            threshold=found.threshold if line is None else line,
            chosen=line is not None,
            examples=examples,
            decided=decided,
            support={code: taught.get(code, 0) + counts[code] for code in self._codes},
            precision=found.precision,
            recall=found.recall,
            f1=found.f1,
            calibration_error=found.calibration_error,
        )

    def _words(self, likely: Numbers, correction: Weights | None) -> list[Words]:
        """Return, for each passage, the words that speak for the codes suggested."""
        told: list[Words] = [one.words for one in self._expected] or [{}] * len(self.passages)
        if correction is None:
            return told
        found: list[Words] = []
        for row, (chances, before) in enumerate(zip(likely, told, strict=True)):
            asked = {self._codes[code]: code for code in likeliest(chances.tolist())}
            words = self._speaking.words(row, correction, asked) if asked else {}
            found.append({code: _joined(before.get(code, ()), words[code]) for code in words})
        return found

    @cached_property
    def _speaking(self) -> Speaking:
        return Speaking(self._features, self.passages)

    @cached_property
    def _margins(self) -> Numbers:
        import numpy as np

        if self._expected:
            return np.array([one.margins for one in self._expected], dtype=np.float32)
        return np.full((len(self._all), len(self._codes)), -1, dtype=np.float32)

    @cached_property
    def _matched(self) -> tuple[Numbers, Numbers]:
        return matched(self._all, self._codes)

    @cached_property
    def _features(self) -> Features:
        return Features(self._variants, self._embed)

    @cached_property
    def _vectors(self) -> csr_matrix[Any]:
        return self._features.fit(self._all)

    @cached_property
    def _all(self) -> tuple[Passage, ...]:
        """Return the study's passages, and those told under the codes."""
        return (*self.passages, *(one.passage for one in self._told))


def clock(decisions: Sequence[Decision]) -> str:
    """Return which decisions these are: how far each coder's count goes."""
    last: dict[str, int] = {}
    for one in decisions:
        last[one.coder] = max(last.get(one.coder, 0), one.sequence)
    return ", ".join(f"{coder} {last[coder]}" for coder in sorted(last))


def _joined(
    before: Sequence[tuple[Span, float]], after: Sequence[tuple[Span, float]]
) -> tuple[tuple[Span, float], ...]:
    """Return the words of both, the strongest first."""
    scores: dict[Span, float] = {}
    for span, score in (*before, *after):
        scores[span] = scores.get(span, 0) + score
    return tuple(sorted(scores.items(), key=lambda one: (-one[1], one[0])))

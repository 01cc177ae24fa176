"""What else was tried in place of the model in use."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from suggesting_data import Sample, sample, with_experience
from suggesting_models import MODELS, Model, in_use
from suggesting_outcomes import PARTS
from suggesting_scores import Likely, hindsight, recall_at_3, score, size, table

from qualcode.learning.calibrating import calibrate
from qualcode.learning.examples import Known, of_codes, of_files
from qualcode.learning.features import Features
from qualcode.learning.figures import LINES, best, by_turn, figures
from qualcode.learning.passages import Passage
from qualcode.learning.training import parts, truth
from qualcode.model import Segment, Span

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix

    from qualcode.learning.training import Numbers

FEW = 4
"""Examples of a code that are so few that its label and definition might help."""
INNER = 3
LABELS = "the code list"
HEAD = (
    "model",
    "left out: F1",
    "hindsight",
    "recall@3",
    "unseen: F1",
    "hindsight",
    "recall@3",
    "s",
)
REMARK = (
    "Learned from the sample's gold labels and the written examples, without rules: what rules "
    "add is the same\nfor all. The sixteen in sight are left out in four parts; vectors and "
    "calibration are made once, from all.\ns: seconds of processor time, for eight trainings."
)


@dataclass(frozen=True)
class Ground:
    """All there is to learn from, and the sample's passages, in one space."""

    sample: Sample
    known: Sequence[Known]

    @cached_property
    def features(self) -> Features:
        """Return the space."""
        return Features()

    @cached_property
    def vectors(self) -> csr_matrix[Any]:
        """Return what is learned from."""
        return self.features.fit([one.passage for one in self.known])

    @cached_property
    def asked(self) -> csr_matrix[Any]:
        """Return the sample's passages."""
        return self.features.transform(self.sample.passages)

    @cached_property
    def truth(self) -> Numbers:
        """Return what is known of what is learned from."""
        return truth(self.known, self.sample.codes)


@dataclass(frozen=True)
class Margins:
    """What a model says of the sample, and of what it is learned from, in cross-validation."""

    of_sample: Numbers
    of_known: Numbers


def run(*, quick: bool) -> None:
    """Print the tables."""
    one = sample()
    book = with_experience(one.book, one.coded, one.written)
    ground = Ground(one, (*of_files(book), *of_codes(book)))
    print(f"left out: {size(one.wanted(one.in_sight))}")
    print(f"unseen: {size(one.wanted(one.unseen))}\n")
    names = [name for number, name in enumerate(MODELS) if not (quick and number % 3)]
    rows = [_row(name, ground, MODELS[name], ground.truth) for name in names]
    rows.append(_row("a line for each code", ground, in_use, ground.truth, own_lines=True))
    labelled = Ground(one, (*ground.known, *_labels(one)))
    rows.append(_row("+ labels and definitions", labelled, in_use, labelled.truth))
    rows.append(_row(f"{FEW} examples a code", ground, in_use, few(ground)))
    rows.append(_row("… + labels and definitions", labelled, in_use, few(labelled)))
    table(HEAD, rows)
    print(REMARK)


def few(ground: Ground) -> Numbers:
    """Return what is known as if there were only a few examples of each code; labels stay."""
    known: Numbers = ground.truth.copy()
    labels = [one.source == LABELS for one in ground.known]
    for code in range(known.shape[1]):
        rows = [row for row in (known[:, code] > 0).nonzero()[0] if not labels[row]]
        step = max(1, len(rows) // FEW)
        known[sorted(set(rows) - set(rows[::step][:FEW])), code] = 0
    return known


def _labels(one: Sample) -> Iterator[Known]:
    """Yield each code's label and definition as a passage that has the code."""
    codes = frozenset(one.codes)
    for number, code in enumerate(code for code in one.book.codes if code.id in codes):
        text = f"{code.label.vi}. {code.definition.vi}"
        segment = Segment(LABELS, number, Span(0, len(text)))
        own = frozenset([code.id])
        yield Known(Passage(segment, text, text), own, codes - own, LABELS)


def _row(
    name: str, ground: Ground, model: Model, known: Numbers, *, own_lines: bool = False
) -> Sequence[object]:
    one = ground.sample
    _ = ground.vectors, ground.asked
    begun = time.process_time()
    said = _margins(ground, model, known)
    took = time.process_time() - begun
    likely_known, likely = _probabilities(said, known)
    passages = [each.passage for each in ground.known]
    if own_lines:
        lines = _own_lines(passages, likely_known, known)
    else:
        line = best(figures(passages, likely_known, known)).threshold
        lines = [line] * len(one.codes)
    cells: list[object] = []
    for names in (one.in_sight, one.unseen):
        wanted = one.wanted(names)
        rows = one.rows(names)
        by_code = _by_turn(one, rows, likely[rows])
        found = {
            turn: {code for code, line in zip(one.codes, lines, strict=True) if of[code] >= line}
            for turn, of in by_code.items()
        }
        cells += [f"{score(wanted, found).f1:.3f}", f"{hindsight(wanted, by_code).f1:.3f}"]
        cells.append(f"{recall_at_3(wanted, by_code):.3f}")
    return (name, *cells, f"{took:.0f}")


def _margins(ground: Ground, model: Model, known: Numbers) -> Margins:
    """Return margins, each learned without the transcript, or the third of all, that it is of."""
    import numpy as np

    one = ground.sample
    sources = np.array([each.source for each in ground.known])
    of_sample: Numbers = np.zeros((len(one.passages), known.shape[1]), dtype=np.float32)
    for names in (*(one.in_sight[n::PARTS] for n in range(PARTS)), one.unseen):
        rows, others = one.rows(names), ~np.isin(sources, names)
        of_sample[rows] = model(ground.vectors[others], known[others], ground.asked[rows])
    part = np.array(parts(ground.known, INNER))
    of_known = np.zeros_like(known)
    for held in range(INNER):
        others = part != held
        new = ground.vectors[~others]
        of_known[~others] = model(ground.vectors[others], known[others], new)
    return Margins(of_sample, of_known)


def _probabilities(said: Margins, known: Numbers) -> tuple[Numbers, Numbers]:
    import numpy as np

    nothing, none = np.zeros_like(said.of_known), np.zeros_like(said.of_sample)
    calibration = calibrate(said.of_known, nothing, nothing, known)
    return (
        calibration.probabilities(said.of_known, nothing, nothing),
        calibration.probabilities(said.of_sample, none, none),
    )


def _own_lines(passages: Sequence[Passage], likely: Numbers, known: Numbers) -> list[float]:
    """Return for each code the line of its best F1 in cross-validation."""
    chances, true = by_turn(passages, likely, known)
    lines = []
    for code in range(known.shape[1]):
        chance, yes = chances[:, code], true[:, code] > 0
        at = {
            line: 2 * (yes & (chance >= line)).sum() / (yes.sum() + (chance >= line).sum())
            for line in LINES
        }
        lines.append(max(at, key=lambda line: at[line]))
    return lines


def _by_turn(one: Sample, rows: Sequence[int], likely: Numbers) -> Likely:
    found: dict[tuple[str, int], dict[str, float]] = {}
    for row, chances in zip(rows, likely, strict=True):
        of = found.setdefault(one.passages[row].turn, dict.fromkeys(one.codes, 0.0))
        for code, chance in zip(one.codes, chances, strict=True):
            of[code] = max(of[code], float(chance))
    return found

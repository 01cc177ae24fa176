"""Topics of students' feedback by the number of labels: at random, and in our order of work.

Of UIT-VSFC (Nguyen et al. 2018) each sentence is a passage of its own and has one topic: the one of
the highest margin is taken. Up to the largest number it is learned as from a coder's decisions; all
labels are learned from as a codebook's examples are.
"""

from __future__ import annotations

import csv
import os
import random
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import cache
from pathlib import Path
from statistics import mean
from typing import TYPE_CHECKING, Any, NamedTuple

from suggesting_scores import table

from qualcode.learning.calibrating import calibrate
from qualcode.learning.correcting import correct
from qualcode.learning.examples import Known
from qualcode.learning.features import Features
from qualcode.learning.passages import Passage
from qualcode.learning.training import Weights, train, truth
from qualcode.learning.work.order import next_turns
from qualcode.model import Coding, Segment, Settings, Span, Study, Transcript, Turn

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix

    from qualcode.learning.training import Numbers

SIZES = (25, 50, 100, 200, 500, 1000)
STEP = 25
"""Labels that are given between two learnings, at first; later a tenth of what there is."""
SEEDS = 5
POOL = 4000
"""Sentences from which our order chooses, drawn anew for each seed."""
PARTS = 3
NAME = "feedback"
UNKNOWN = -1.0
"""The margin of what nothing is known of, as the Learner has it."""


class Feedback(NamedTuple):
    """The sentences as vectors, and their topics."""

    topics: Sequence[str]
    vectors: csr_matrix[Any]
    known: Numbers
    asked: csr_matrix[Any]
    right: Sequence[int]


class Task(NamedTuple):
    """How sentences are chosen, and with which seed."""

    folder: Path
    ours: bool
    seed: int
    most: int


def run(folder: Path, *, quick: bool) -> None:
    """Print the table and the labels saved."""
    one = feedback(folder)
    print(f"learned from {one.vectors.shape[0]} sentences, tried on {len(one.right)}\n")
    seeds = 2 if quick else SEEDS
    ways = (False, True)
    tasks = [Task(folder, ours, seed, SIZES[-1]) for ours in ways for seed in range(seeds)]
    with ProcessPoolExecutor(os.cpu_count()) as pool:
        found = list(pool.map(curve, tasks))
    at_random, ours = (_mean(found[n : n + seeds]) for n in (0, seeds))
    rows = [(size, f"{at_random[size]:.3f}", f"{ours[size]:.3f}") for size in SIZES]
    whole = f"{_share(train(one.vectors, one.known), one):.3f}"
    table(("labels", "at random", "our order"), [*rows, (f"all {len(one.known)}", whole, "")])
    wanted = at_random[SIZES[-1]]
    enough = next((size for size in sorted(ours) if ours[size] >= wanted), None)
    print(
        f"What {SIZES[-1]} labels at random reach ({wanted:.3f}) our order reaches with {enough}: "
        f"{SIZES[-1] - enough} labels saved."
        if enough
        else f"What {SIZES[-1]} labels at random reach ({wanted:.3f}) our order does not."
    )
    print(
        f"Micro-F1, which is accuracy where each sentence has one topic; mean of {seeds} draws of "
        f"{POOL} sentences to choose from."
    )


@cache
def feedback(folder: Path) -> Feedback:
    """Return the sentences of a folder's train.tsv and dev.tsv."""
    told, asked = (_rows(folder / name) for name in ("train.tsv", "dev.tsv"))
    topics = sorted({topic for _, topic in told})
    features = Features()
    vectors = features.fit([_passage(n, text) for n, (text, _) in enumerate(told)])
    known = [
        Known(_passage(n, text), frozenset([topic]), frozenset(topics) - {topic}, "")
        for n, (text, topic) in enumerate(told)
    ]
    new = features.transform([_passage(n, text) for n, (text, _) in enumerate(asked)])
    right = [topics.index(topic) for _, topic in asked]
    return Feedback(topics, vectors, truth(known, topics), new, right)


def curve(task: Task) -> dict[int, float]:
    """Return the share of right topics by the number of labels."""
    one = feedback(task.folder)
    drawn = random.Random(task.seed)  # noqa: S311 - no secret
    pool = drawn.sample(range(one.vectors.shape[0]), POOL)
    labelled: list[int] = pool[:STEP]
    found = {STEP: _share(_corrected(one, labelled), one)}
    while len(labelled) < task.most:
        size = min((*(s for s in SIZES if s > len(labelled)), _next(len(labelled))), key=int)
        batch = size - len(labelled)
        if task.ours:
            labelled = labelled + _most_telling(one, pool, labelled, batch)
        else:
            labelled = pool[:size]
        found[size] = _share(_corrected(one, labelled), one)
    return found


def _next(size: int) -> int:
    return size + max(STEP, size // 10)


def _most_telling(
    one: Feedback, pool: Sequence[int], labelled: Sequence[int], count: int
) -> list[int]:
    """Return the sentences that our order of work puts first: those from which most is learned."""
    known, vectors = one.known[list(labelled)], one.vectors[list(labelled)]
    import numpy as np

    part = np.arange(len(labelled)) % PARTS
    margins = np.full_like(known, UNKNOWN)
    for held in range(PARTS):
        rows = [row for row, where in zip(labelled, part, strict=True) if where != held]
        margins[part == held] += _corrected(one, rows).margins(vectors[part == held])
    nothing = np.zeros_like(margins)
    calibration = calibrate(margins, nothing, nothing, known)
    left = sorted(set(pool) - set(labelled))
    new = _corrected(one, labelled).margins(one.vectors[left]) + UNKNOWN
    likely = calibration.probabilities(new, np.zeros_like(new), np.zeros_like(new))
    order = next_turns(_as_study(one.topics, likely), "uncertainty")
    return [left[turn - 1] for _, turn in order[:count]]


def _as_study(topics: Sequence[str], likely: Numbers) -> Study:
    """Return sentences as the turns of a talk, with what is suggested in each."""
    spans = [Span(number, number + 1) for number in range(len(likely))]
    turns = tuple(Turn(n, "", "respondent", span) for n, span in enumerate(spans, 1))
    return Study(
        Settings(),
        transcripts=(Transcript(NAME, "." * len(spans), turns),),
        segments=tuple(Segment(NAME, turn.number, turn.span) for turn in turns),
        suggestions=tuple(
            Coding(NAME, turn.number, turn.span, topic, origin="model", probability=float(chance))
            for turn, chances in zip(turns, likely, strict=True)
            for topic, chance in zip(topics, chances, strict=True)
        ),
    )


def _corrected(one: Feedback, rows: Sequence[int]) -> Weights:
    import numpy as np

    known = one.known[list(rows)]
    return correct(one.vectors[list(rows)], np.full_like(known, UNKNOWN), known)


def _share(weights: Weights, one: Feedback) -> float:
    chosen = weights.margins(one.asked).argmax(1)
    return float((chosen == one.right).mean())


def _mean(curves: Sequence[dict[int, float]]) -> dict[int, float]:
    return {size: mean(one[size] for one in curves) for size in curves[0]}


def _rows(path: Path) -> list[tuple[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        return [(row["text"], row["topic"]) for row in rows]


def _passage(number: int, text: str) -> Passage:
    return Passage(Segment(NAME, number, Span(0, len(text))), text, context=text)

"""How suggestions grow with what a person has coded."""

from __future__ import annotations

import os
import random
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from statistics import mean
from typing import NamedTuple

from suggesting_data import Sample, remember_readings, sample
from suggesting_outcomes import likely_in, proposed_in, teacher, without_rules
from suggesting_scores import recall_at_3, score, size, table

from qualcode.decided import with_decisions
from qualcode.decisions import words
from qualcode.learning import Learner, passages
from qualcode.learning.teaching import Expected, Taught
from qualcode.model import Decision, Study

CODED = (1, 2, 4, 8, 15)
DRAWS = 3
CODER = "Lan"
HEAD = ("coded", "the rest: F1", "recall@3", "never looked at: F1", "recall@3")
REMARK = (
    "F1 is micro-F1 over turns × codes of what is proposed, recall@3 how many of the codes are "
    "among the three\nlikeliest of their turn; means over draws of the transcripts coded. Rules "
    "were written with the sixteen in\nsight. 0 coded: the codebook alone, without a person's word."
)


class Arm(NamedTuple):
    """What there is besides a person's codings."""

    name: str
    taught: Taught | None = None
    expected: Sequence[Expected] = ()
    rules: bool = True


class Task(NamedTuple):
    """Transcripts that are coded, with what else there is."""

    arm: Arm
    coded: tuple[str, ...]


Cells = tuple[float, float, float, float]


def run(*, quick: bool) -> None:
    """Print the table."""
    remember_readings()
    one = sample()
    print(f"In sight: {size(one.wanted(one.in_sight))}")
    print(f"Never looked at: {size(one.wanted(one.unseen))}\n")
    sizes, draws = (CODED[::2], 1) if quick else (CODED, DRAWS)
    with ProcessPoolExecutor(os.cpu_count()) as pool:
        for arm in _arms(one):
            tasks = [
                Task(arm, drawn) for count in (0, *sizes) for drawn in _drawn(one, count, draws)
            ]
            found = list(zip(tasks, pool.map(figures, tasks), strict=True))
            rows = []
            for count in (0, *sizes):
                own = [cells for task, cells in found if len(task.coded) == count]
                rows.append((count, *map(_shown, zip(*own, strict=True))))
            print(arm.name)
            table(HEAD, rows)
    print(REMARK)


def decisions(one: Sample, turns: Sequence[tuple[str, int]], since: int = 0) -> Iterator[Decision]:
    """Yield what a person decides who reads these turns and codes them as the gold labels do."""
    drafts = []
    for name, number in turns:
        for span, code in one.labels[name, number]:
            drafts.append(words.add(one.study, name, code, span, coder=CODER))
        drafts.append(words.seen(one.study, name, number, coder=CODER))
    for count, draft in enumerate(drafts, since + 1):
        yield replace(draft, id=f"decision {count}", sequence=count)


def unruled(study: Study) -> Study:
    """Return the study as if it had no rules."""
    return replace(study, hits=(), proposals=())


def figures(task: Task) -> Cells:
    """Return F1 and recall@3 on the transcripts in sight that are not coded, and on the others."""
    one = sample()
    arm = task.arm
    study = one.study if arm.rules else unruled(one.study)
    coded = [turn for turn in one.gold if turn[0] in task.coded]
    study = with_decisions(study, tuple(decisions(one, coded)))
    learned, found = Learner(study, arm.taught, arm.expected).learn(study)
    sets = proposed_in(replace(study, learned=learned, suggestions=found))
    likely = likely_in(found)
    rest = one.wanted([name for name in one.in_sight if name not in task.coded])
    unseen = one.wanted(one.unseen)
    return (
        score(rest, sets).f1,
        recall_at_3(rest, likely),
        score(unseen, sets).f1,
        recall_at_3(unseen, likely),
    )


def _shown(figures: Sequence[float]) -> str:
    return f"{mean(figures):.3f}" if any(figures) else "–"


def _arms(one: Sample) -> Iterator[Arm]:
    """Yield what there may be besides: what was written teaches, since the rest is to be coded."""
    yield Arm("A person's codings alone: no rules, no examples", rules=False)
    yield Arm("… with rules", rules=True)
    whole = teacher(one, (), written=True)
    expected = whole.expected(passages(one.study))
    yield Arm("… with examples", without_rules(whole).taught, expected, rules=False)
    yield Arm("… with rules and examples", whole.taught, expected, rules=True)


def _drawn(one: Sample, count: int, draws: int) -> Iterator[tuple[str, ...]]:
    """Yield transcripts that are coded, drawn alike for every arm."""
    for seed in range(draws if count else 1):
        yield tuple(random.Random(seed).sample(one.in_sight, len(one.in_sight))[:count])  # noqa: S311 - no secret

"""What the product suggests in transcripts that it has not learned from.

The same code as `qualcode suggest` runs: Teacher, Learner, and what is proposed of it.
"""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from copy import copy
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from gold import Sets
from suggesting_data import Sample, remember_readings, sample, with_experience
from suggesting_scores import Likely, Turn

from qualcode import suggested
from qualcode.learning import Learner, passages
from qualcode.learning.calibrating import matched
from qualcode.learning.teaching import Teacher
from qualcode.model import Coding, Study
from qualcode.ruleset import Ruleset, compile_rules

if TYPE_CHECKING:
    from qualcode.learning.training import Numbers

PARTS = 4
"""Into how many parts the transcripts are put that are left out, where it has to be quick."""
ARMS = ("the others' gold labels", "+ written examples", "+ rules")
"""What is learned from, each with what stands before it."""


@dataclass(frozen=True)
class Outcome:
    """What is said of some transcripts."""

    proposed: Sets
    likely: Likely
    rows: Sequence[int]
    """Which of the sample's passages the probabilities are of."""
    probabilities: Numbers


def teacher(sample: Sample, names: Iterable[str], *, written: bool) -> Teacher:
    """Return who has learned from these of the sample transcripts, and from what was written."""
    sources = set(names)
    coded = tuple(one for one in sample.coded if one.source in sources)
    book = with_experience(sample.book, coded, sample.written if written else ())
    return Teacher([book], sample.ruleset)


def without_rules(one: Teacher) -> Teacher:
    """Return the same teacher, but one who doesn't know the rules; nothing is learned twice."""
    other = copy(one)
    other._ruleset = _no_rules()  # noqa: SLF001 - learning anew would take as long again
    other.__dict__.pop("taught", None)
    return other


def outcome(sample: Sample, one: Teacher, names: Sequence[str], *, rules: bool) -> Outcome:
    """Return what is suggested in these transcripts, and what is proposed of it."""
    study = sample.part(names)
    if not rules:
        study = replace(study, hits=(), proposals=())
    own = passages(study)
    expected = one.expected(own)
    learned, found = Learner(study, one.taught, expected).learn(study)
    study = replace(study, learned=learned, suggestions=found)
    margins = _as_numbers([each.margins for each in expected])
    return Outcome(
        proposed_in(study),
        likely_in(found),
        sample.rows(names),
        one.taught.calibration.probabilities(margins, *matched(own, one.codes)),
    )


def proposed_in(study: Study) -> Sets:
    """Return the codes that are proposed in each turn, by rules or by what was learned."""
    sets: Sets = defaultdict(set)
    for each in suggested.with_suggestions(study).proposals:
        sets[each.transcript, each.turn].add(each.code)
    return dict(sets)


def likely_in(found: Sequence[Coding]) -> Likely:
    """Return how likely each code is in each turn: as in the likeliest of its passages."""
    likely: dict[Turn, dict[str, float]] = defaultdict(dict)
    for each in found:
        of = likely[each.transcript, each.turn]
        of[each.code] = max(of.get(each.code, 0.0), each.probability or 0.0)
    return dict(likely)


def by_arm(names: Sequence[str]) -> dict[str, Outcome]:
    """Return what is said of these transcripts by all that is learned without them."""
    one = sample()
    others = [name for name in one.in_sight if name not in names]
    alone = without_rules(teacher(one, others, written=False))
    whole = teacher(one, others, written=True)
    return {
        ARMS[0]: outcome(one, alone, names, rules=False),
        ARMS[1]: outcome(one, without_rules(whole), names, rules=False),
        ARMS[2]: outcome(one, whole, names, rules=True),
    }


def with_all(names: Sequence[str]) -> dict[str, Outcome]:
    """Return what is said of these transcripts by all that the codebook brings."""
    one = sample()
    others = [name for name in one.in_sight if name not in names]
    return {ARMS[2]: outcome(one, teacher(one, others, written=True), names, rules=True)}


def left_out(quick: bool) -> list[list[str]]:  # noqa: FBT001 - a flag of the command line
    """Return the transcripts in sight as they are left out, then those never looked at."""
    one = sample()
    names = one.in_sight
    parts = PARTS if quick else len(names)
    return [*(list(names[n::parts]) for n in range(parts)), list(one.unseen)]


def each_of(
    parts: Sequence[Sequence[str]], *, arms: bool
) -> tuple[dict[str, Outcome], dict[str, Outcome]]:
    """Return, by arm, what is said of transcripts left out in turn, and of the last part."""
    remember_readings()
    sample()
    with ProcessPoolExecutor(os.cpu_count()) as pool:
        # The last part is the largest: it is begun first.
        last, *others = pool.map(by_arm if arms else with_all, [parts[-1], *parts[:-1]])
    return {arm: joined([one[arm] for one in others]) for arm in last}, last


def joined(parts: Sequence[Outcome]) -> Outcome:
    """Return what is said of several parts as one."""
    import numpy as np

    proposed_: Sets = {}
    likely: dict[Turn, Mapping[str, float]] = {}
    for one in parts:
        proposed_ |= one.proposed
        likely |= one.likely
    rows = [row for one in parts for row in one.rows]
    return Outcome(proposed_, likely, rows, np.vstack([one.probabilities for one in parts]))


def _no_rules() -> Ruleset:
    return compile_rules([], sample().ruleset.variants)


def _as_numbers(rows: Sequence[Sequence[float]]) -> Numbers:
    import numpy as np

    return np.array(rows, dtype=np.float32)

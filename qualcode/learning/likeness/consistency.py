"""Passages that are coded otherwise than those most like them, for a second look.

How odd a passage is: how much more it is like the passages that differ from it in a code (the
mean of the five nearest) than like those that agree. What had been asked counts too, words more.
Measured on the sample study coded by hand, every tenth code then taken away or changed at random:
of the thirty oddest 65 % were such, where among all codes given it were 8 %; by a plain vote of
the nearest, by their words alone, 33 %.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING, Any

from qualcode.language.syllables import syllables
from qualcode.learning.coded import Codings
from qualcode.learning.likeness.space import SHARE, Space
from qualcode.learning.passages import Passage, in_order, place
from qualcode.model import Segment, Study
from qualcode.shares import is_confirmed

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Numbers = NDArray[np.floating[Any]]
    Flags = NDArray[np.bool_]
    Places = NDArray[np.intp]

NEAREST = 5
"""Passages that one is compared with, on each side."""
LEAST = 6
"""An answer of fewer syllables says nothing without its question."""
LOOKED_AT = 100
"""Passages among which the nearest are sought of which it is known whether they have a code."""
SUPPORT = 3
"""A code that fewer passages have is too rare to say what is like it."""
ASKED = 0.3
"""What the question weighs beside the words."""


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A passage that an odd one is like."""

    segment: Segment
    similarity: float
    """From 0 to 1: the same words after the same question."""
    has: bool
    """Whether it has the code in question."""
    coder: str = ""
    """Who says so, where coders are compared."""


@dataclass(frozen=True, slots=True)
class Oddity:
    """A passage that has a code, or lacks one, unlike those most like it."""

    segment: Segment
    code: str
    has: bool
    oddness: float
    """From 0 to 1: how much more it is like those that differ than like those that agree."""
    neighbours: tuple[Neighbour, ...]
    """Those it is most like, the nearest first: the evidence."""
    coder: str = ""
    """Who says so, where coders are compared."""


@dataclass(frozen=True, slots=True)
class Judged:
    """What is known of each code, by the passages' numbers."""

    yes: dict[str, set[int]]
    no: dict[str, set[int]]


def consistency(
    study: Study, *, limit: int = 30, proposed: bool = False, between_coders: bool = False
) -> tuple[Oddity, ...]:
    """Return the passages whose codes are unlike those of the passages they are like, oddest first.

    What persons have decided counts: a code given; one struck, or a turn marked as read without
    it. With `proposed` all codings in force count, and what is not coded lacks the code. With
    `between_coders` passages with nearly the same words are told that two coders judged otherwise.
    """
    if between_coders:
        from qualcode.learning.likeness.between_coders import between

        return between(study)[:limit]
    passages = in_order(study)
    found = judged(study, passages, proposed=proposed)
    numbers = set(chain(*found.yes.values(), *found.no.values()))
    long = [n for n in sorted(numbers) if len(syllables(passages[n].text)) >= LEAST]
    if not long:
        return ()
    known = [passages[n] for n in long]
    alike = _alike(known, study)
    nearest = _nearest(alike)
    segments = [one.segment for one in known]
    odd = [
        one
        for code in sorted(found.yes)
        for one in _odd(
            code,
            segments=segments,
            yes=_flags(long, found.yes[code]),
            no=_flags(long, found.no.get(code, set())),
            alike=alike,
            nearest=nearest,
        )
    ]
    return tuple(sorted(odd, key=lambda one: (-one.oddness, place(one.segment), one.code))[:limit])


def judged(study: Study, passages: Sequence[Passage], *, proposed: bool = False) -> Judged:
    """Return which passages have a code by what persons decided, and which have not.

    Nothing is known of a sentence beside one of the same turn that has the code.
    """
    codings, struck = Codings(study.codings), Codings(study.rejected)
    codes = [code.id for code in study.codes]
    yes: defaultdict[str, set[int]] = defaultdict(set)
    no: defaultdict[str, set[int]] = defaultdict(set)
    for number, passage in enumerate(passages):
        segment = passage.segment
        counted = {c.code for c in codings.on(segment) if proposed or is_confirmed(c)}
        # A proposal that was left alone in a turn that was read is no word of anybody.
        open_ = {coding.code for coding in codings.in_turn(segment)}
        read = proposed or passage.turn in study.seen
        denied = codes if read else [coding.code for coding in struck.on(segment)]
        for code in counted:
            yes[code].add(number)
        for code in set(denied) - open_:
            no[code].add(number)
    return Judged(dict(yes), dict(no))


def _flags(known: Sequence[int], numbers: set[int]) -> Flags:
    """Return for each of the known whether it is one of these."""
    import numpy as np

    return np.array([number in numbers for number in known], dtype=bool)


def _alike(passages: Sequence[Passage], study: Study) -> Numbers:
    """Return how like each passage all are; below zero for answers to the very same question."""
    import numpy as np

    variants = study.settings.variants
    said, asked = (
        Space([getattr(one, of) for one in passages], variants) for of in ("text", "question")
    )
    found = np.empty((len(passages), len(passages)), dtype=np.float32)
    for start in range(0, len(passages), SHARE):
        rows = range(start, min(start + SHARE, len(passages)))
        found[start : rows.stop] = (said.among(rows) + ASKED * asked.among(rows)) / (1 + ASKED)
    numbers: dict[tuple[str, str], int] = {}
    asked_at = [(one.segment.transcript, one.question) for one in passages]
    moments = np.array([numbers.setdefault(each, len(numbers)) for each in asked_at])
    found[moments[:, None] == moments[None, :]] = -1
    return found


def _nearest(alike: Numbers) -> Places:
    """Return the numbers of those that each passage is most like, a row each, nearest first."""
    import numpy as np

    kept = min(LOOKED_AT, len(alike))
    some = np.argpartition(-alike, kept - 1, axis=1)[:, :kept]
    some.sort(axis=1)
    order = np.argsort(-np.take_along_axis(alike, some, axis=1), axis=1, kind="stable")
    found: Places = np.take_along_axis(some, order, axis=1)
    return found


def _odd(
    code: str,
    *,
    segments: Sequence[Segment],
    yes: Flags,
    no: Flags,
    alike: Numbers,
    nearest: Places,
) -> Iterator[Oddity]:
    """Yield the passages that are odd in one code."""
    import numpy as np

    if yes.sum() < SUPPORT or no.sum() < SUPPORT:
        return
    known = yes | no
    with_it, without = (np.flatnonzero(side) for side in (yes, no))
    for number in map(int, np.flatnonzero(known)):
        row = alike[number]
        near = nearest[number][known[nearest[number]]][:NEAREST]
        near = near[row[near] > 0]
        votes = int(yes[near].sum())
        has = bool(yes[number])
        if not len(near) or (votes if has else votes * 2 <= len(near)):
            continue
        own, other = (with_it, without) if has else (without, with_it)
        oddness = _mean_of_nearest(row[other]) - _mean_of_nearest(row[own])
        if oddness > 0:
            told = tuple(
                Neighbour(segments[n], round(float(row[n]), 6), bool(yes[n]))
                for n in map(int, near)
            )
            yield Oddity(segments[number], code, has, round(oddness, 6), told)


def _mean_of_nearest(row: Numbers) -> float:
    import numpy as np

    near = np.sort(np.maximum(row, 0))[::-1][:NEAREST]
    return float(near.sum()) / NEAREST

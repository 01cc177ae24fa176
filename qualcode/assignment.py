"""Transcripts dealt out to coders, a sample of them to every coder, and how far each has come.

To measure how far coders agree not everything needs to be coded twice. O'Connor & Joffe (2020),
"Intercoder reliability in qualitative research", International Journal of Qualitative Methods 19,
doi:10.1177/1609406919899220, guide through the practical choices of such an assessment; a study
that drew subsets of 10, 25 and 40 % of its data over and over (doi:10.1177/1071181320641329)
supports computing coefficients from a subset.
"""

from __future__ import annotations

import math
import random
import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from qualcode.errors import DecisionError
from qualcode.language.normalise import clean
from qualcode.language.order import sort_key
from qualcode.model import Coding, Segment, Study

Stratum = tuple[str, ...]
"""The values that a transcript's case has for the attributes sampled by."""

BY = ("type", "province")


@dataclass(frozen=True, slots=True)
class Assignment:
    """Who is to code one transcript."""

    transcript: str
    coders: tuple[str, ...]
    """In all: those it is assigned to already, and those it is given to now."""
    new: tuple[str, ...]
    """Those it is given to now."""
    sentences: int
    """Respondents' sentences: how much work it is."""
    stratum: Stratum
    twice: bool
    """It is in the sample that every coder codes."""


@dataclass(frozen=True, slots=True)
class Progress:
    """How far one coder has come with one transcript."""

    coder: str
    transcript: str
    reviewed: int
    """Sentences in turns marked as read, or with codes of which every one is decided."""
    sentences: int


def plan(
    study: Study, coders: Sequence[str], *, double: int = 0, by: Sequence[str] = (), seed: int = 1
) -> tuple[Assignment, ...]:
    """Return who is to code each transcript, in the study's order.

    `double` transcripts go to all the coders, so that every pair can be compared on them. They are
    drawn by strata of the attributes `by` (without any: those the study compares): each stratum
    gets its share of them, at least one while they last, and within a stratum chance decides; the
    same seed gives the same sample. All others go to one coder each, the longest first, to whoever
    has the fewest sentences. What is assigned already stays and counts.

    Raises:
        DecisionError: if there are too few coders or no such attribute.
    """
    names = _checked_coders(coders, double)
    strata = _strata(study, tuple(by) or study.settings.compare or BY, explicit=bool(by))
    assigned = {name: study.assigned.get(name, ()) for name in strata}
    there = {name for name, who in assigned.items() if len(who) > 1}
    twice = there | _sample(strata, there, double, seed)
    lengths = sentence_counts(study)
    given = {name: [*assigned[name]] for name in strata}
    for name in twice - there:
        given[name] += [coder for coder in names if coder not in assigned[name]]
    _deal(given, names, lengths)
    return tuple(
        Assignment(
            transcript=name,
            coders=tuple(who),
            new=tuple(who[len(assigned[name]) :]),
            sentences=lengths[name],
            stratum=strata[name],
            twice=name in twice,
        )
        for name, who in given.items()
    )


def how_many(written: str, of: int) -> int:
    """Return how many transcripts `20%` (rounded up) or `5` of so many are.

    Raises:
        DecisionError: if it is neither.
    """
    match = re.fullmatch(r"(\d+)\s*(%?)", written.strip(), re.ASCII)
    number = int(match[1]) if match else -1
    share = bool(match and match[2])
    if number < 0 or (share and number > 100):  # noqa: PLR2004 - all of them
        raise DecisionError.at(
            "--double",
            f"hãy ghi số bản như 3, hoặc tỷ lệ như 20%; đang ghi '{written}'",
            f"write a number of transcripts such as 3, or a share such as 20%, not '{written}'",
        )
    return min(of, math.ceil(of * number / 100) if share else number)


def sentence_counts(study: Study) -> Mapping[str, int]:
    """Return how many sentences each transcript has that can be coded."""
    return Counter(
        {transcript.name: 0 for transcript in study.transcripts}
        | Counter(segment.transcript for segment in _codable(study))
    )


def progress(study: Study, coder: str, transcripts: Collection[str]) -> tuple[Progress, ...]:
    """Return how far a coder has come with each of these transcripts.

    The study's codings must be what the rules propose and this coder alone has decided.
    """
    codings: defaultdict[tuple[str, int], list[Coding]] = defaultdict(list)
    for coding in (*study.codings, *study.rejected):
        codings[coding.transcript, coding.turn].append(coding)
    lengths = sentence_counts(study)
    done = Counter(
        segment.transcript
        for segment in _codable(study)
        if coder in study.seen.get((segment.transcript, segment.turn), ())
        or _decided(segment, codings[segment.transcript, segment.turn])
    )
    return tuple(
        Progress(coder, name, done[name], lengths[name]) for name in transcripts if name in lengths
    )


def _decided(segment: Segment, codings: Iterable[Coding]) -> bool:
    """Say whether the sentence has codes, and none that is still only proposed."""
    there = [coding.status for coding in codings if coding.span.overlaps(segment.span)]
    return bool(there) and "proposed" not in there


def _codable(study: Study) -> list[Segment]:
    asked = {
        (transcript.name, turn.number)
        for transcript in study.transcripts
        for turn in transcript.turns
        if turn.role == "interviewer"
    }
    return [one for one in study.segments if (one.transcript, one.turn) not in asked]


def _checked_coders(coders: Sequence[str], double: int) -> tuple[str, ...]:
    """Return the coders, each once."""
    names = tuple(dict.fromkeys(name for coder in coders if (name := clean(coder).strip())))
    if not names:
        raise DecisionError.at(
            "--to",
            "hãy ghi tên người mã hóa, cách nhau bằng dấu phẩy: --to Lan,Minh",
            "name the coders with commas between them: --to Lan,Minh",
        )
    if double and len(names) == 1:
        raise DecisionError.at(
            "--double",
            f"mã hóa đôi cần ít nhất hai người; đang chỉ có {names[0]}",
            f"coding twice needs two coders at least; there is only {names[0]}",
        )
    return names


def _strata(study: Study, by: Sequence[str], *, explicit: bool) -> dict[str, Stratum]:
    """Return each transcript's stratum; an attribute that was asked for must be there."""
    known = sorted({name for case in study.cases for name in case.attributes}, key=sort_key)
    for attribute in by if explicit else ():
        if attribute not in known:
            listed = ", ".join(known)
            raise DecisionError.at(
                "--by",
                f"không có thuộc tính '{attribute}'; đã có: {listed}",
                f"no case has '{attribute}'; there are: {listed}",
            )
    cases = {case.name: case for case in study.cases}
    return {
        transcript.name: tuple(
            cases[transcript.name].get(attribute) if transcript.name in cases else ""
            for attribute in by
        )
        for transcript in study.transcripts
    }


def _sample(
    strata: Mapping[str, Stratum], there: AbstractSet[str], double: int, seed: int
) -> set[str]:
    """Return what to add to those coded twice already, so that there are `double` in all."""
    chance = random.Random(seed)  # noqa: S311 - a sample that can be drawn again, no secret
    sizes = Counter(strata.values())
    order = sorted(sizes)
    chance.shuffle(order)
    left: dict[Stratum, list[str]] = {}
    for stratum in order:
        left[stratum] = sorted(name for name in strata.keys() - there if strata[name] == stratum)
        chance.shuffle(left[stratum])
    taken = Counter(strata[name] for name in there)
    found: set[str] = set()
    for _ in range(min(double, len(strata)) - len(there)):
        # To each one first; then by Sainte-Laguë's divisors, the fairest to small and large.
        turn = max(
            (stratum for stratum in order if left[stratum]),
            key=lambda stratum: (not taken[stratum], sizes[stratum] / (2 * taken[stratum] + 1)),
        )
        found.add(left[turn].pop())
        taken[turn] += 1
    return found


def _deal(
    given: Mapping[str, list[str]], coders: Sequence[str], lengths: Mapping[str, int]
) -> None:
    """Give each transcript that nobody has to the coder with the fewest sentences."""
    load = Counter(dict.fromkeys(coders, 0))
    for name, who in given.items():
        load.update(dict.fromkeys(who, lengths[name]))
    for name in sorted(given, key=lambda name: (-lengths[name], name)):
        if not given[name]:
            coder = min(coders, key=lambda coder: load[coder])
            given[name].append(coder)
            load[coder] += lengths[name]

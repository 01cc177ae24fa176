"""Automatic codings and coders' decisions → the codings in force: a fold, latest word last."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from qualcode.model import (
    Action,
    Bilingual,
    Coding,
    Conclusion,
    Decision,
    Doubt,
    Summary,
    Transcript,
    Valence,
)
from qualcode.review.by_place import ByPlace
from qualcode.review.concluding import conclusions
from qualcode.review.fold import Fold, Heir
from qualcode.review.outcomes import REMARKS
from qualcode.review.placing import Finder, Placed, Placement, place
from qualcode.review.remarks import OF_ENGLISH, over
from qualcode.review.standing import by_time, in_order, migrations, not_undone
from qualcode.review.summing import summaries

DECIDING = frozenset({"add", "accept", "reject", "recode", "respan", "adjudicate"})
"""The actions that say which words have a code; all others come on top, in any order."""

CHANGED = Bilingual(
    "lời trong bản gỡ băng đã sửa sau quyết định này; hãy xem lại",
    "the transcript's words have changed since this decision; have a look",
)
NO_CODING = Bilingual(
    "không còn mã nào ở câu này để gắn ghi chú; hãy mã hóa lại câu này",
    "there is no coding left there for this memo to belong to; code the words again",
)
NO_QUOTE = Bilingual(
    "không còn mã nào trên đúng những từ này; hãy dịch lại câu như nay đã chọn",
    "no coding is on exactly these words now; translate them as they are cut now",
)

NO_CHOICE = Bilingual(
    "không còn mã nào ở câu này để ghim hay loại trích dẫn; hãy mã hóa lại câu này",
    "there is no coding left there to pin or ban as a quote; code the words again",
)
NOWHERE: Mapping[Action, Bilingual] = {
    "memo": NO_CODING,
    "cite": NO_CHOICE,
    "translate": NO_QUOTE,
}
"""Why what was said of a coding can't be shown with it, as there is none."""

Topic = tuple[str, ...]
"""What decisions are about that can take each other's place: a code in a transcript, …"""


@dataclass(frozen=True, slots=True)
class Review:
    """What is in force after all decisions, what was struck, and what a person has to look at."""

    codings: tuple[Coding, ...]
    rejected: tuple[Coding, ...]
    doubts: tuple[Doubt, ...]
    """Kept; not applied, or (with a span) applied to words that may be others now."""
    seen: Mapping[tuple[str, int], tuple[str, ...]]
    """Transcript and turn's number → the coders who marked it as read."""
    summaries: tuple[Summary, ...]
    conclusions: tuple[Conclusion, ...]
    assigned: Mapping[str, tuple[str, ...]]
    """Transcript → the coders who are to code it."""


class Change(NamedTuple):
    """What a decision found at its place and what it left there."""

    decision: Decision
    before: tuple[Coding, ...]
    after: tuple[Coding, ...]
    stands: bool
    """Whether it counts: False once it is taken back, or while it can't be applied."""


def review(
    automatic: Iterable[Coding],
    decisions: Iterable[Decision],
    transcripts: Iterable[Transcript],
    codes: Mapping[str, Valence],
) -> Review:
    """Let each decision, oldest first, govern what overlaps its words within its code.

    `codes` are the codebooks' codes (and groups) with their valence, which what people add gets.
    """
    placement = place(decisions, transcripts, codes)
    return settled(automatic, placement, placement.placed, codes)


def settled(
    codings: Iterable[Coding],
    placement: Placement,
    deciding: Iterable[Placed],
    codes: Mapping[str, Valence],
    heirs: Iterable[Heir] = (),
) -> Review:
    """Return the codings after the deciding ones, with all else that the placement says."""
    fold = Fold(codings, codes)
    for item in deciding:
        if item.decision.action in DECIDING:
            fold.apply(item)
    fold.inherit(heirs)
    others: defaultdict[Action, list[Placed]] = defaultdict(list)
    for item in placement.placed:
        if item.decision.action not in DECIDING:
            others[item.decision.action].append(item)
    everything, unfit = over(fold, others)
    everything.sort(key=by_words)
    return Review(
        codings=tuple(coding for coding in everything if coding.status != "rejected"),
        rejected=tuple(coding for coding in everything if coding.status == "rejected"),
        doubts=_doubts(placement, unfit),
        seen=_readers(others["seen"]),
        summaries=summaries(others["summarise"]),
        conclusions=conclusions(others["conclude"]),
        assigned=_assigned(others["assign"]),
    )


def by_words(coding: Coding) -> tuple[str, int, int, str, str, str]:
    """Return the key that puts codings in the order of the words that have them."""
    span = coding.span
    return coding.transcript, span.start, span.end, coding.code, coding.origin, coding.rule


def _doubts(placement: Placement, unfit: Sequence[Placed]) -> tuple[Doubt, ...]:
    """Return what a person has to look at, but for what was decided anew on the same words."""
    without = {item.decision.id for item in unfit}
    if not without and all(item.status != "changed" for item in placement.placed):
        return placement.doubts
    anew: defaultdict[Topic, ByPlace[Placed]] = defaultdict(ByPlace)
    found: list[Doubt] = []
    for item in reversed(placement.placed):
        is_unfit = item.decision.id in without
        if item.status != "changed" and not is_unfit:
            for topic in _topics(item):
                anew[topic].put(item)
        elif not anew[_topic(item)].there(item.span):
            found.append(_doubt(item, is_unfit=is_unfit))
    return tuple(sorted((*placement.doubts, *found), key=lambda doubt: by_time(doubt.decision)))


def _doubt(item: Placed, *, is_unfit: bool) -> Doubt:
    if not is_unfit:
        return Doubt(item.decision, CHANGED, item.transcript, item.span)
    return Doubt(item.decision, NOWHERE[item.decision.action], item.transcript)


def _topic(item: Placed) -> Topic:
    """Return what a later decision has to be about to take this one's place."""
    if item.decision.action in DECIDING:
        return item.transcript, item.code
    whose = item.decision.coder if item.decision.action == "seen" else item.code
    return item.transcript, whose, item.decision.action


def _topics(item: Placed) -> list[Topic]:
    topic = _topic(item)
    if item.decision.action == "translate":
        # What was checked there is no longer what is read.
        return [topic, (*topic[:-1], "check")]
    # Who decides on a code has also seen what the remarks there speak of.
    remarks = REMARKS if item.decision.action in DECIDING else ()
    return [topic, *((*topic, remark) for remark in sorted(remarks))]


def _readers(marks: Iterable[Placed]) -> dict[tuple[str, int], tuple[str, ...]]:
    readers: defaultdict[tuple[str, int], set[str]] = defaultdict(set)
    for item in marks:
        readers[item.transcript, item.turn].add(item.decision.coder)
    return {turn: tuple(sorted(readers[turn])) for turn in sorted(readers)}


def _assigned(tasks: Iterable[Placed]) -> dict[str, tuple[str, ...]]:
    coders: defaultdict[str, set[str]] = defaultdict(set)
    for item in tasks:
        coders[item.transcript].add(item.decision.target)
    return {name: tuple(sorted(coders[name])) for name in sorted(coders)}


def history(
    automatic: Iterable[Coding],
    decisions: Iterable[Decision],
    transcripts: Iterable[Transcript],
    codes: Mapping[str, Valence],
) -> tuple[Change, ...]:
    """Return what each decision found and left at its place, in order of time.

    One that was taken back shows what it did before, and its undo the same the other way round.
    """
    unique = in_order(decisions)
    stand = {decision.id: decision for decision in not_undone(unique)}
    finder = Finder(transcripts, codes, migrations(stand.values(), codes))
    fold = Fold(automatic, codes)
    changes: dict[str, Change] = {}
    for decision in unique.values():
        item = finder.find(decision)[0]
        stands = decision.id in stand
        step = fold.translate if decision.action in OF_ENGLISH else fold.apply
        before, after = step(item, stands=stands) if item else ([], [])
        changes[decision.id] = Change(decision, tuple(before), tuple(after), stands)
    for decision in unique.values():
        if decision.action == "undo":
            changes[decision.id] = _reversed(changes[decision.id], changes)
    return tuple(changes.values())


def _reversed(undo: Change, changes: Mapping[str, Change]) -> Change:
    """Return an undo as what it took back, the other way round; in a chain, each turns it again."""
    past: set[str] = set()
    link: Change | None = undo
    while link and link.decision.action == "undo" and link.decision.id not in past:
        past.add(link.decision.id)
        link = changes.get(link.decision.target)
    if link is None or link.decision.action == "undo":
        return undo
    before, after = (link.after, link.before) if len(past) % 2 else (link.before, link.after)
    return undo._replace(before=before, after=after)

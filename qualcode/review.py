"""Automatic codings and coders' decisions → the codings in force: a fold, latest word last."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import NamedTuple

from qualcode.anchor import Standing, anchor
from qualcode.model import Bilingual, Coding, Decision, Span, Status, Transcript, Valence

Place = tuple[str, str]
"""A transcript's name and a code's id: what one decision is about."""


class Orphan(NamedTuple):
    """A decision that can't be applied to the study as it is now, and why."""

    decision: Decision
    reason: Bilingual


@dataclass(frozen=True, slots=True)
class Review:
    """What is in force after all decisions, what was struck, and what a person has to look at."""

    codings: tuple[Coding, ...]
    rejected: tuple[Coding, ...]
    orphans: tuple[Orphan, ...]
    """Kept, but not applied."""
    changed: tuple[Decision, ...]
    """Applied, but the words may be others now, and nobody has decided there since."""


@dataclass(frozen=True, slots=True)
class _Placed:
    """A decision and where its words stand now."""

    decision: Decision
    transcript: str
    """The name it has now."""
    span: Span
    turn: int
    status: Standing

    def governs(self, coding: Coding) -> bool:
        return self.span.overlaps(coding.span)


NO_TRANSCRIPT = Bilingual(
    "bản gỡ băng này không còn trong nghiên cứu; hãy đặt tệp lại vào transcripts/",
    "its transcript is no longer in the study; put the file back into transcripts/",
)
NO_CODE = Bilingual(
    "mã này không còn trong bộ mã; hãy thêm lại mã hoặc ghi quyết định mới",
    "its code is no longer in a codebook; add the code again or record a new decision",
)
NO_WORDS = Bilingual(
    "không còn tìm thấy câu này trong bản gỡ băng; hãy tìm và mã hóa lại",
    "its words are no longer found in the transcript; look for them and code them again",
)
NO_TURN = Bilingual(
    "câu này nay không nằm trọn trong một lượt lời của người trả lời; hãy mã hóa lại",
    "its words no longer lie within one turn of a respondent; code them again",
)
NO_CODING = Bilingual(
    "không còn mã nào ở câu này để gắn ghi chú",
    "there is no coding left there for this memo to belong to",
)
NO_TARGET = Bilingual(
    "quyết định mà nó hủy không có ở đây; hãy gộp kho quyết định của người mã hóa đó",
    "the decision that it takes back isn't here; merge the store that has it",
)


def review(
    automatic: Iterable[Coding],
    decisions: Iterable[Decision],
    transcripts: Iterable[Transcript],
    codes: Mapping[str, Valence],
) -> Review:
    """Let each decision, oldest first, govern what overlaps its words within its code.

    `codes` are the codebooks' codes (and groups) with their valence, which what people add gets.
    """
    placed, orphans = _place(decisions, tuple(transcripts), codes)
    states: defaultdict[Place, list[Coding]] = defaultdict(list)
    for coding in automatic:
        states[coding.transcript, coding.code].append(coding)
    for item in placed:
        for code, status in _orders(item.decision, codes):
            place = (item.transcript, code)
            states[place] = _apply(states[place], item, _new(item, code, status, codes[code]))
    orphans += [
        Orphan(item.decision, NO_CODING)
        for item in placed
        if item.decision.action == "memo" and not _annotate(states, item)
    ]
    everything = sorted((c for state in states.values() for c in state), key=_in_order)
    return Review(
        codings=tuple(coding for coding in everything if coding.status != "rejected"),
        rejected=tuple(coding for coding in everything if coding.status == "rejected"),
        orphans=tuple(sorted(orphans, key=lambda orphan: by_time(orphan.decision))),
        changed=_to_look_at(placed),
    )


def by_time(decision: Decision) -> tuple[str, str, int, str]:
    """Return the key that puts decisions in the order in which they count."""
    return decision.time, decision.coder, decision.sequence, decision.id


def undone(decisions: Iterable[Decision]) -> frozenset[str]:
    """Return the ids of the decisions that were taken back, and not restored."""
    targets = {d.id: d.target for d in decisions if d.action == "undo"}
    gone: set[str] = set()
    for undo in sorted(targets, key=lambda undo: (-_depth(undo, targets), undo)):
        if undo not in gone:
            gone.add(targets[undo])
    return frozenset(gone)


def _depth(undo: str, targets: Mapping[str, str]) -> int:
    """Count the undos of undos: the last of a chain is settled first, whatever the clocks say."""
    chain: set[str] = set()
    while undo in targets and undo not in chain:
        chain.add(undo)
        undo = targets[undo]
    return len(chain)


def _place(
    decisions: Iterable[Decision], transcripts: Sequence[Transcript], codes: Container[str]
) -> tuple[list[_Placed], list[Orphan]]:
    """Find the words of every decision that stands; a repeated one counts once."""
    unique: dict[str, Decision] = {}
    for decision in sorted(decisions, key=by_time):
        unique.setdefault(decision.id, decision)
    gone = undone(unique.values())
    standing = [d for d in unique.values() if d.id not in gone and d.action != "seen"]
    finds = _find_all((d for d in standing if d.action != "undo"), transcripts)
    placed: list[_Placed] = []
    orphans: list[Orphan] = []
    for decision in standing:
        if decision.action == "undo":
            orphans += [] if decision.target in unique else [Orphan(decision, NO_TARGET)]
            continue
        found = finds[decision.id]
        if isinstance(found, Bilingual):
            orphans.append(Orphan(decision, found))
            continue
        if decision.code in codes or decision.target in codes:
            placed.append(found)
        # A recode to a code that is gone still strikes the old code.
        if (decision.target if decision.action == "recode" else decision.code) not in codes:
            orphans.append(Orphan(decision, NO_CODE))
    return placed, orphans


def _find_all(
    decisions: Iterable[Decision], transcripts: Sequence[Transcript]
) -> dict[str, _Placed | Bilingual]:
    """Return by its id where each decision's words stand, or why they stand nowhere."""
    named = {transcript.name: transcript for transcript in transcripts}
    # Each text is hashed once, and only if somebody asks.
    hashed = cache(lambda name: named[name].sha256)

    @cache
    def renamed(sha256: str) -> Transcript | None:
        same = [transcript for name, transcript in named.items() if hashed(name) == sha256]
        return same[0] if len(same) == 1 else None

    found: dict[str, _Placed | Bilingual] = {}
    # One transcript after the other, so that what was made ready to search one serves them all.
    for decision in sorted(decisions, key=lambda decision: decision.transcript):
        transcript = named.get(decision.transcript) or renamed(decision.sha256)
        found[decision.id] = (
            _find(decision, transcript, hashed(transcript.name)) if transcript else NO_TRANSCRIPT
        )
    return found


def _find(decision: Decision, transcript: Transcript, sha256: str) -> _Placed | Bilingual:
    """Return where the decision's words stand, or why they stand nowhere."""
    anchored = anchor(decision, transcript, sha256)
    span = anchored.span
    if span is None or span.start >= span.end:
        return NO_WORDS
    turn = transcript.turn_at(span)
    if turn is None or turn.role == "interviewer":
        return NO_TURN
    return _Placed(decision, transcript.name, span, turn.number, anchored.status)


def _to_look_at(placed: Sequence[_Placed]) -> tuple[Decision, ...]:
    """Return the decisions on words that may be others now, but for what was decided anew."""
    anew: defaultdict[Place, list[Span]] = defaultdict(list)
    found: list[Decision] = []
    for item in reversed(placed):
        spans = anew[item.transcript, item.decision.code]
        if item.status == "changed" and not any(map(item.span.overlaps, spans)):
            found.append(item.decision)
        elif item.status != "changed" and item.decision.action != "memo":
            spans.append(item.span)
    return tuple(reversed(found))


def _orders(decision: Decision, codes: Container[str]) -> list[tuple[str, Status]]:
    """Return which codes the decision gives which status."""
    orders: Mapping[str, list[tuple[str, Status]]] = {
        "add": [(decision.code, "added")],
        "accept": [(decision.code, "accepted")],
        "reject": [(decision.code, "rejected")],
        "recode": [(decision.code, "rejected"), (decision.target, "added")],
    }
    return [order for order in orders.get(decision.action, []) if order[0] in codes]


def _new(item: _Placed, code: str, status: Status, valence: Valence) -> Coding:
    """Return the coding that the decision makes where there is none to govern."""
    coder = item.decision.coder
    said = item.decision.valence if code == item.decision.code else None
    return Coding(
        transcript=item.transcript,
        turn=item.turn,
        span=item.span,
        code=code,
        valence=said or valence,
        origin=coder if status == "added" else "rule",
        status=status,
        coder=coder,
    )


def _apply(state: Sequence[Coding], item: _Placed, new: Coding) -> list[Coding]:
    """Let the decision replace what it governs (added), mark it, or stand alone."""
    if new.status == "added":
        return _with_addition(state, item, new)
    if not any(map(item.governs, state)):
        return [*state, new]
    return [
        replace(coding, status=new.status, coder=new.coder) if item.governs(coding) else coding
        for coding in state
    ]


def _with_addition(state: Sequence[Coding], item: _Placed, new: Coding) -> list[Coding]:
    """Let an addition replace proposals and its coder's own, not what others stand by."""
    kept = [c for c in state if not item.governs(c) or _is_anothers(c, new)]
    if all(coding.span != new.span for coding in kept):
        return [*kept, new]
    # To add what another has on the very same words is to accept it.
    return [
        replace(coding, status="accepted", coder=new.coder) if coding.span == new.span else coding
        for coding in kept
    ]


def _is_anothers(coding: Coding, new: Coding) -> bool:
    return coding.status in {"accepted", "added"} and coding.coder != new.coder


def _annotate(states: defaultdict[Place, list[Coding]], item: _Placed) -> bool:
    """Set the memo on what it is about, and say whether there is anything."""
    place = (item.transcript, item.decision.code)
    state = states[place]
    states[place] = [
        replace(coding, memo=item.decision.note) if item.governs(coding) else coding
        for coding in state
    ]
    return any(map(item.governs, state))


def _in_order(coding: Coding) -> tuple[str, Span, str, str, str]:
    return coding.transcript, coding.span, coding.code, coding.origin, coding.rule

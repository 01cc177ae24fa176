"""What one decision leaves of the codings of one code that it overlaps."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Literal

from qualcode.model import Action, Cite, Coding, Decision, Span, Status, Valence
from qualcode.review.placing import Placed

Verb = Literal["add", "accept", "reject", "respan", "settle", "memo", "cite"]
VERBS: Mapping[Action, Verb] = {
    "add": "add",
    "accept": "accept",
    "reject": "reject",
    "respan": "respan",
    "memo": "memo",
    "cite": "cite",
}
STATUS: Mapping[Verb, Status] = {"accept": "accepted", "reject": "rejected"}
IN_PLACE = frozenset({"accept", "reject", "memo", "cite"})
"""What leaves all codings there on the words that they had."""
RECUTS = frozenset({"respan", "settle"})
REMARKS = frozenset({"memo", "cite"})
"""What says something of a coding and leaves it as it is."""
CITES: Mapping[str, Cite] = {"pin": "pin", "ban": "ban"}


def orders(item: Placed) -> Sequence[tuple[str, Verb]]:
    """Return what the decision does with which code."""
    decision, code = item.decision, item.code
    if decision.action in VERBS:
        return [(code, VERBS[decision.action])]
    if decision.action == "adjudicate":
        return [(code, "settle" if decision.target == "accept" else "reject")]
    if decision.action != "recode":
        return []
    if code == item.target:
        # The two codes were merged since: what was said of both is said of the one.
        return [(code, "accept")]
    both: tuple[tuple[str, Verb], ...] = ((code, "reject"), (item.target, "add"))
    return [order for order in both if order[0]]


def left(
    there: Sequence[Coding], item: Placed, verb: Verb, valence: Valence, code: str
) -> list[Coding]:
    """Return what a decision other than a mark leaves of the codings that it overlaps."""
    if verb in REMARKS:
        return [remarked(coding, item.decision) for coding in there]
    new = _alone(item, verb, valence, code)
    if not there:
        return [new]
    return _with_addition(there, new) if verb == "add" else [_recut(there, new, verb)]


def _alone(item: Placed, verb: Verb, valence: Valence, code: str) -> Coding:
    """Return what a decision leaves where nothing is proposed, or no longer.

    What a model had proposed stays its proposal, though it has learned otherwise since.
    """
    decision, is_own = item.decision, code == item.code
    said = decision.valence if is_own else None
    model = decision.model if is_own and verb != "add" else ""
    status = STATUS.get(verb, "accepted" if model else "added")
    origin = decision.coder if status == "added" else "model" if model else "rule"
    return Coding(
        *(item.transcript, item.turn, item.span, code, said or valence),
        *(origin, status, decision.coder),
        model=model,
        probability=decision.probability if model else None,
    )


def marked(coding: Coding, status: Status, coder: str) -> Coding:
    """Return the coding with this status; spelled out, since a long log marks thousands."""
    return Coding(
        coding.transcript,
        coding.turn,
        coding.span,
        coding.code,
        coding.valence,
        coding.origin,
        status,
        coder,
        coding.rule,
        coding.evidence,
        coding.memo,
        coding.translation,
        coding.probability,
        coding.model,
        coding.translator,
        coding.checked,
        coding.cite,
    )


def remarked(coding: Coding, decision: Decision) -> Coding:
    """Return the coding with the memo that the decision writes, or as it wants it cited."""
    if decision.action == "cite":
        return replace(coding, cite=CITES.get(decision.target, ""))
    return replace(coding, memo=decision.note)


def translated(coding: Coding, decision: Decision) -> Coding:
    """Return the coding with the English that the decision gives, or whose check it records."""
    note, coder = decision.note, decision.coder
    if decision.action == "check":
        if not note:
            return replace(coding, checked="")
        is_anothers = note == coding.translation and coder != coding.translator
        return replace(coding, checked=coder) if is_anothers else coding
    is_same = note == coding.translation and coder != coding.checked
    return replace(
        coding,
        translation=note,
        translator=coder if note else "",
        checked=coding.checked if is_same else "",
    )


def _with_addition(there: Sequence[Coding], new: Coding) -> list[Coding]:
    """Let an addition replace proposals and its coder's own, not what others stand by."""
    kept = [coding for coding in there if _is_anothers(coding, new)]
    if not kept:
        old = there[0]
        return [replace(new, memo=old.memo, cite=old.cite) if old.memo or old.cite else new]
    if all(coding.span != new.span for coding in kept):
        return [*kept, new]
    # To add what another has on the very same words is to accept it.
    return [
        marked(coding, "accepted", new.coder) if coding.span == new.span else coding
        for coding in kept
    ]


def _is_anothers(coding: Coding, new: Coding) -> bool:
    return coding.status in {"accepted", "added"} and coding.coder != new.coder


def _recut(there: Sequence[Coding], new: Coding, verb: Verb) -> Coding:
    """Return the one coding that takes the place of those there: the nearest, on new words."""
    near = max(there, key=lambda coding: _nearness(coding, new.span))
    is_own = verb == "respan" and near.status == "added"
    first, last = new.span.start, new.span.end
    is_same = near.span == new.span
    return replace(
        near,
        turn=new.turn,
        span=new.span,
        status="added" if is_own else "accepted",
        coder=new.coder,
        evidence=tuple(w for w in near.evidence if first <= w.start and w.end <= last),
        memo=near.memo or next((coding.memo for coding in there if coding.memo), ""),
        translation=near.translation if is_same else "",
        translator=near.translator if is_same else "",
        checked=near.checked if is_same else "",
        cite=near.cite or next((coding.cite for coding in there if coding.cite), ""),
    )


def _nearness(coding: Coding, span: Span) -> tuple[bool, bool, int, int, str, str]:
    shared = min(coding.span.end, span.end) - max(coding.span.start, span.start)
    is_alive = coding.status != "rejected"
    return is_alive, coding.span == span, shared, -coding.span.start, coding.origin, coding.rule

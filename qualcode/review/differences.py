"""Where coders who worked on the same transcript differ, and what was settled there."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from qualcode.model import Coding, Decision, Span, Study
from qualcode.review.placing import Placed, place
from qualcode.review.voices import OWN, Vote, clusters, listen

Verdict = Literal["yes", "no", "absent"]
"""She gave the code, struck it, or read the turn without giving it."""


@dataclass(frozen=True, slots=True)
class Side:
    """What one coder says of a place."""

    coder: str
    verdict: Verdict
    spans: tuple[Span, ...] = ()
    """The words that she gave the code, or struck."""
    memo: str = ""


@dataclass(frozen=True, slots=True)
class Difference:
    """A code that some coders gave at a place and others did not."""

    transcript: str
    turn: int
    code: str
    span: Span
    """All words that any of them coded or struck; settling it changes nothing about it."""
    sides: tuple[Side, ...]
    settled: Decision | None = None


@dataclass(frozen=True, slots=True)
class _Work:
    """Who has worked where, and what was written and settled there."""

    coders: Mapping[str, set[str]]
    """Transcript → who decided something in it or read some of it."""
    turns: Mapping[tuple[str, int], set[str]]
    """The same for a turn."""
    memos: Mapping[tuple[str, str], Sequence[Placed]]
    settled: Mapping[tuple[str, str], Sequence[Placed]]
    proposed: Mapping[tuple[str, str], Sequence[Span]]


def differences(study: Study) -> tuple[Difference, ...]:
    """Return where coders differ, in order of place, whatever policy is in force.

    Somebody who did not give a code counts only where she read the turn or decided in it, and
    neither a rule nor a model proposed it: to leave a proposal alone is to say nothing of it.
    """
    placed = place(study.decisions, study.transcripts, study.valences).placed
    work = _work(placed, study.proposals)
    voices = listen(study.proposals, placed, study.valences)
    found = [
        difference
        for (transcript, _), votes in voices.votes.items()
        if len(work.coders[transcript]) > 1
        for cluster in clusters(votes)
        if (difference := _difference(cluster, work))
    ]
    return tuple(sorted(found, key=lambda one: (one.transcript, one.span, one.code)))


def _work(placed: Iterable[Placed], proposals: Iterable[Coding]) -> _Work:
    coders: defaultdict[str, set[str]] = defaultdict(set)
    turns: defaultdict[tuple[str, int], set[str]] = defaultdict(set)
    memos: defaultdict[tuple[str, str], list[Placed]] = defaultdict(list)
    settled: defaultdict[tuple[str, str], list[Placed]] = defaultdict(list)
    for item in placed:
        action, where = item.decision.action, (item.transcript, item.code)
        if action in OWN or (action == "seen" and item.status != "changed"):
            coders[item.transcript].add(item.decision.coder)
            turns[item.transcript, item.turn].add(item.decision.coder)
        elif action == "memo":
            memos[where].append(item)
        elif action == "adjudicate":
            settled[where].append(item)
    proposed: defaultdict[tuple[str, str], list[Span]] = defaultdict(list)
    for coding in proposals:
        proposed[coding.transcript, coding.code].append(coding.span)
    return _Work(coders, turns, memos, settled, proposed)


def _difference(cluster: Sequence[Vote], work: _Work) -> Difference | None:
    """Return how the coders differ there, or None if they don't."""
    first = cluster[0].coding
    span = Span(first.span.start, max(vote.coding.span.end for vote in cluster))
    where = first.transcript, first.code
    present = {vote.coder for vote in cluster}
    was_proposed = any(vote.is_on_proposal for vote in cluster)
    if not was_proposed and not any(map(span.overlaps, work.proposed.get(where, ()))):
        present |= work.turns[first.transcript, first.turn]
    sides = tuple(
        _side(coder, cluster, work.memos.get(where, ()), span) for coder in sorted(present)
    )
    verdicts = {side.verdict for side in sides}
    if "yes" not in verdicts or len(verdicts) == 1:
        return None
    settled = _latest(work.settled.get(where, ()), span)
    return Difference(first.transcript, first.turn, first.code, span, sides, settled)


def _side(coder: str, cluster: Iterable[Vote], memos: Iterable[Placed], span: Span) -> Side:
    votes = [vote for vote in cluster if vote.coder == coder]
    memo = _latest((item for item in memos if item.decision.coder == coder), span)
    given = tuple(vote.coding.span for vote in votes if vote.is_yes)
    struck = tuple(vote.coding.span for vote in votes if not vote.is_yes)
    verdict: Verdict = "yes" if given else "no" if struck else "absent"
    return Side(coder, verdict, given or struck, memo.note if memo else "")


def _latest(items: Iterable[Placed], span: Span) -> Decision | None:
    """Return the last decision on words that overlap the span."""
    found = [item.decision for item in items if item.span.overlaps(span)]
    return found[-1] if found else None

"""What each coder alone says of the talk: where she looked, what she gave, struck or left."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import Any, Protocol

from qualcode.model import Coding, Span, Study
from qualcode.review.fold import Fold
from qualcode.review.placing import Placed, place
from qualcode.review.voices import OWN, readers

RULES, LEARNING = "rules", "learning"
MACHINES: Mapping[str, str] = {RULES: "rule", LEARNING: "model"}
"""What can be compared with coders as if it were one → the origin of its proposals."""

Turn = tuple[str, int]
"""A transcript's name and a turn's number."""


class Mark(Protocol):
    """A code on words: a coding, or a decision in its place."""

    @property
    def transcript(self) -> str:
        """Return the transcript's name."""

    @property
    def turn(self) -> int:
        """Return the turn's number."""

    @property
    def code(self) -> str:
        """Return the code's id."""

    @property
    def span(self) -> Span:
        """Return where the words are."""


@dataclass(frozen=True, slots=True)
class View:
    """One coder's own word, before anything was settled and whatever others decided."""

    coder: str
    given: Sequence[Mark] = ()
    struck: Sequence[Mark] = ()
    left: Sequence[Mark] = ()
    """Proposals that she let stand without a word."""
    read: frozenset[Turn] = frozenset()
    """The turns that she marked as read."""
    everywhere: bool = False
    """Whether it looked at every turn, as a machine does."""
    memos: Mapping[tuple[str, int, str], str] = field(default_factory=dict)


def views(study: Study) -> dict[str, View]:
    """Return the view of each coder who decided or read something, by name."""
    placed = place(study.decisions, study.transcripts, study.valences).placed
    own: defaultdict[str, list[Placed]] = defaultdict(list)
    memos: defaultdict[str, dict[tuple[str, int, str], str]] = defaultdict(dict)
    for item in placed:
        action, coder = item.decision.action, item.decision.coder
        if action in OWN:
            own[coder].append(item)
        elif action == "memo" and item.decision.note:
            memos[coder][item.transcript, item.turn, item.code] = item.decision.note
    read: defaultdict[str, set[Turn]] = defaultdict(set)
    for turn, coders in readers(placed).items():
        for coder in coders:
            read[coder].add(turn)
    by_place: defaultdict[tuple[str, str], list[Coding]] = defaultdict(list)
    for coding in study.proposals:
        by_place[coding.transcript, coding.code].append(coding)
    return {
        coder: replace(
            _decided(study, coder, own[coder], by_place),
            read=frozenset(read[coder]),
            memos=memos[coder],
        )
        for coder in sorted({*own, *read})
    }


def of_machine(study: Study, name: str) -> View:
    """Return what rules (or learning) say of every turn: what they propose is their yes."""
    given: list[Mark] = [one for one in study.proposals if one.origin == MACHINES[name]]
    if name == LEARNING:
        given += _learned_once(study)
    return View(name, given, everywhere=True)


def _learned_once(study: Study) -> list[Placed]:
    """Return what learning had proposed until somebody decided, after which it does no more."""
    return [
        item
        for item in place(study.decisions, study.transcripts, study.valences).placed
        if item.decision.model and item.code and item.decision.action in OWN
    ]


def _decided(
    study: Study,
    coder: str,
    own: Sequence[Placed],
    proposals: Mapping[tuple[str, str], Sequence[Coding]],
) -> View:
    """Return what a coder's own decisions, let over the proposals alone, leave of them."""
    added, others = _only_added(own, proposals)
    places = {(one.transcript, code) for one in others for code in (one.code, one.target) if code}
    here = (one for where in sorted(places) for one in proposals.get(where, ()))
    fold = Fold(here, study.valences)
    for item in others:
        fold.apply(item)
    left = [one for where, all_ in proposals.items() if where not in places for one in all_]
    given: list[Mark] = [*added]
    struck: list[Mark] = []
    sides: dict[str, list[Any]] = {"proposed": left, "rejected": struck}
    for coding in fold:
        sides.get(coding.status, given).append(coding)
    return View(coder, given, struck, left)


def _only_added(
    own: Sequence[Placed], proposals: Container[tuple[str, str]]
) -> tuple[list[Placed], list[Placed]]:
    """Return what was added where nothing else was said of the code, and all other decisions.

    Most of a blind coder's decisions are such, and need no fold.
    """
    by_place: defaultdict[tuple[str, str], list[Placed]] = defaultdict(list)
    for item in own:
        by_place[item.transcript, item.code].append(item)
        if item.target != item.code:
            by_place[item.transcript, item.target].append(item)
    alone = {
        where: items
        for where, items in by_place.items()
        if where not in proposals and all(item.decision.action == "add" for item in items)
        if _are_apart([item.span for item in items])
    }
    added = [item for items in alone.values() for item in items]
    if len(added) == len(own):
        return added, []
    return added, [item for item in own if (item.transcript, item.code) not in alone]


def _are_apart(spans: Sequence[Span]) -> bool:
    if len(spans) == 1:
        return True
    return all(one.end <= other.start for one, other in pairwise(sorted(spans)))

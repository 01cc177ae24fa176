"""Codings, and the decisions let over them one after the other."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from qualcode.model import Coding, Span, Valence
from qualcode.review.by_place import ByPlace
from qualcode.review.outcomes import (
    IN_PLACE,
    RECUTS,
    STATUS,
    VERBS,
    Verb,
    left,
    marked,
    orders,
    remarked,
    translated,
)
from qualcode.review.placing import Placed
from qualcode.review.standing import by_time


class Heir(NamedTuple):
    """A decision that put new words, or another code, in the place of what was there.

    New words inherit its memos, pins and bans; another code what is about the words: pins and bans.
    """

    item: Placed
    code: str
    old: tuple[Span, ...]
    into: str
    """The code that is there now."""


class Fold:
    """The codings after the decisions applied so far."""

    def __init__(self, codings: Iterable[Coding], codes: Mapping[str, Valence]) -> None:
        """Begin with these codings; `codes` have the valence that what people add gets."""
        self._codes = codes
        self._states: dict[tuple[str, str], ByPlace[Coding]] = {}
        self._heirs: defaultdict[str, list[Heir]] = defaultdict(list)
        for coding in codings:
            self._state(coding.transcript, coding.code).put(coding)

    def __iter__(self) -> Iterator[Coding]:
        """Go through all codings, the rejected among them."""
        for state in self._states.values():
            yield from state.items

    def apply(self, item: Placed, *, stands: bool = True) -> tuple[list[Coding], list[Coding]]:
        """Return what the decision finds at its place and what it leaves; keep it if it stands."""
        if item.decision.action in VERBS:
            return self._obey(item, item.code, VERBS[item.decision.action], stands)
        given = orders(item)
        steps = [self._obey(item, code, verb, stands) for code, verb in given]
        if len(given) > 1 and stands:
            old = (item.span, *(coding.span for coding in steps[0][0]))
            self._heirs[item.transcript].append(Heir(item, item.code, old, item.target))
        return [c for before, _ in steps for c in before], [c for _, after in steps for c in after]

    def translate(self, item: Placed, *, stands: bool) -> tuple[list[Coding], list[Coding]]:
        """Do the same for a translation or its check: both hold for all codes on just its words."""
        found: list[Coding] = []
        for (transcript, _), state in self._states.items():
            for index in state.there(item.span) if transcript == item.transcript else ():
                coding = state.items[index]
                if coding.span == item.span:
                    found.append(coding)
                    state.items[index] = translated(coding, item.decision) if stands else coding
        return found, [translated(coding, item.decision) for coding in found]

    def annotate(self, item: Placed) -> bool:
        """Set a memo, a pin or a ban on what it is about by now; say if there is anything."""
        is_found = False
        for code, spans in self._heritage(item).items():
            state = self._state(item.transcript, code)
            for index in {index for span in spans for index in state.there(span)}:
                state.items[index] = remarked(state.items[index], item.decision)
                is_found = True
        return is_found

    def inherit(self, other: Iterable[Heir]) -> None:
        """Take over what has replaced other words in folds that led here."""
        for heir in other:
            self._heirs[heir.item.transcript].append(heir)

    @property
    def heirs(self) -> list[Heir]:
        """Return what has replaced other words."""
        return [heir for heirs in self._heirs.values() for heir in heirs]

    def _obey(
        self,
        item: Placed,
        code: str,
        verb: Verb,
        stands: bool,  # noqa: FBT001 - the quicker way
    ) -> tuple[list[Coding], list[Coding]]:
        state = self._state(item.transcript, code)
        codings = state.items
        there = state.there(item.span)
        before = [codings[index] for index in there]
        if verb in STATUS and there:
            after = [marked(coding, STATUS[verb], item.decision.coder) for coding in before]
        else:
            after = left(before, item, verb, self._codes[code], code)
        if not stands:
            return before, after
        if verb in IN_PLACE and there:
            for index, coding in zip(there, after, strict=True):
                codings[index] = coding
            return before, after
        state.exchange(there, after)
        if verb in RECUTS and before:
            old = tuple(coding.span for coding in before)
            self._heirs[item.transcript].append(Heir(item, code, old, code))
        return before, after

    def _heritage(self, item: Placed) -> dict[str, list[Span]]:
        """Return the remark's words and those that have taken their place since, by code."""
        spans = {item.code: [item.span]}
        since, is_of_words = by_time(item.decision), item.decision.action == "cite"
        for heir in self._heirs.get(item.transcript, ()):
            if (
                heir.code in spans
                and (is_of_words or heir.into == heir.code)
                and by_time(heir.item.decision) > since
                and any(old.overlaps(span) for old in heir.old for span in spans[heir.code])
            ):
                spans.setdefault(heir.into, []).append(heir.item.span)
        return spans

    def _state(self, transcript: str, code: str) -> ByPlace[Coding]:
        state = self._states.get((transcript, code))
        if state is None:
            state = self._states[transcript, code] = ByPlace()
        return state

"""The places where a rule may match, over all transcripts, and the questions before them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from typing import NamedTuple

from qualcode.model import Role, Scope, Segment
from qualcode.postings import Postings, bits_of, numbers_in
from qualcode.ruleset import Pattern, TokenPattern
from qualcode.talk import Heard, Keys, Talk


class Place(NamedTuple):
    """A sentence or a turn: where a rule of that scope matches."""

    transcript: int
    """Which of the transcripts that are searched together, from 0."""
    text: str
    """The whole transcript's."""
    talk: Talk
    segments: tuple[Segment, ...]
    keys: Keys


class Places:
    """All sentences or turns of one role, searched together."""

    def __init__(self, heard: Sequence[Heard], scope: Scope, role: Role = "respondent") -> None:
        self.places = tuple(_places(heard, scope, role))
        self._tried: dict[int, dict[int, bool]] = {}
        self._after: dict[int, int] = {}
        self._answers: dict[int, list[int]] = defaultdict(list)
        self._questions: dict[int, Keys] = {}
        for number, place in enumerate(self.places):
            question = place.talk.question
            self._questions[id(question)] = question
            self._answers[id(question)].append(number)

    @cached_property
    def _postings(self) -> Postings:
        return Postings([place.keys for place in self.places])

    @cached_property
    def _asked(self) -> Postings:
        return Postings(list(self._questions.values()))

    def may_match(self, pattern: Pattern | TokenPattern) -> int:
        """Return, as bits, the places that hold what a match must hold."""
        return _may_match(self._postings, pattern)

    def matching(self, pattern: Pattern, numbers: Sequence[int]) -> list[int]:
        """Return those of these places in which the pattern matches; each is searched once."""
        may = self.may_match(pattern)
        tried = self._tried.setdefault(id(pattern), {})
        for number in (n for n in numbers if n not in tried):
            keys = self.places[number].keys
            tried[number] = bool(may >> number & 1) and pattern.found_in(keys)
        return [number for number in numbers if tried[number]]

    def without(self, pattern: Pattern, numbers: list[int]) -> list[int]:
        """Return those of these places in which the pattern does not match."""
        struck = set(self.matching(pattern, numbers))
        return [number for number in numbers if number not in struck]

    def after(self, patterns: Iterable[Pattern]) -> int:
        """Return, as bits, the places before which the interviewer asked one of these."""
        found = 0
        for pattern in patterns:
            if id(pattern) not in self._after:
                self._after[id(pattern)] = bits_of(self._answers_to(pattern), len(self.places))
            found |= self._after[id(pattern)]
        return found

    def _answers_to(self, pattern: Pattern) -> Iterator[int]:
        questions = list(self._questions.items())
        for number in numbers_in(_may_match(self._asked, pattern)):
            name, question = questions[number]
            if pattern.found_in(question):
                yield from self._answers[name]


def _may_match(postings: Postings, pattern: Pattern | TokenPattern) -> int:
    found = 0
    for accents, node in pattern.nodes.items():
        if node is not None:
            found |= postings.may_match(node, accents=accents)
    return found


def _places(heard: Sequence[Heard], scope: Scope, role: Role) -> Iterator[Place]:
    for number, one in enumerate(heard):
        text = one.transcript.text
        for talk in one.talks:
            if talk.turn.role != role:
                continue
            if scope == "turn":
                segments = tuple(segment for segment, _ in talk.segments)
                yield Place(number, text, talk, segments, talk.keys)
            else:
                for segment, keys in talk.segments:
                    yield Place(number, text, talk, (segment,), keys)

"""The places where a rule may match, over all transcripts, and the questions before them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from qualcode.language.stance import stances
from qualcode.model import Role, Scope, Segment, Stance
from qualcode.postings import Postings, bits_of_ranges, numbers_in
from qualcode.ruleset import Pattern, TokenPattern
from qualcode.talk import Heard, Keys, Talk


@dataclass(frozen=True, eq=False)
class Place:
    """A sentence or a turn: where a rule of that scope matches."""

    transcript: int
    """Which of the transcripts that are searched together, from 0."""
    text: str
    """The whole transcript's."""
    talk: Talk
    segments: tuple[Segment, ...]
    keys: Keys

    @cached_property
    def stances(self) -> Mapping[Stance, tuple[range, ...]]:
        """Return which of its syllables are said how."""
        return stances(self.text, self.keys.syllables(), accents=self.keys.accents)


class Places:
    """All sentences or turns of one role, searched together, each known by its number."""

    def __init__(self, heard: Sequence[Heard], scope: Scope, role: Role = "respondent") -> None:
        self.keys: list[Keys] = []
        self._from: list[tuple[int, Heard, Talk, int]] = []
        """Where each comes from; made into a place only when it is wanted: most never are."""
        self._made: dict[int, Place] = {}
        self._tried: dict[int, dict[int, bool]] = {}
        self._after: dict[int, int] = {}
        # Places come in the order of the talk, so the answers to a question are neighbours.
        self._questions: list[tuple[Keys, int, int]] = []
        for transcript, one in enumerate(heard):
            for talk in one.talks:
                if talk.turn.role == role:
                    self._add(transcript, one, talk, scope)

    def _add(self, transcript: int, one: Heard, talk: Talk, scope: Scope) -> None:
        first = len(self.keys)
        if scope == "turn":
            self.keys.append(talk.keys)
        else:
            self.keys += [keys for _, keys in talk.segments]
        self._from += [(transcript, one, talk, first)] * (len(self.keys) - first)
        if self._questions and self._questions[-1][0] is talk.question:
            _, first, _ = self._questions.pop()
        self._questions.append((talk.question, first, len(self.keys)))

    def __getitem__(self, number: int) -> Place:
        """Return the place of this number."""
        known = self._made.get(number)
        if known is None:
            known = self._made[number] = self._make(number)
        return known

    def _make(self, number: int) -> Place:
        transcript, one, talk, first = self._from[number]
        keys = self.keys[number]
        whole = keys is talk.keys
        chosen = talk.segments if whole else talk.segments[number - first : number - first + 1]
        segments = tuple(segment for segment, _ in chosen)
        return Place(transcript, one.transcript.text, talk, segments, keys)

    def __iter__(self) -> Iterator[Place]:
        """Return all of them in order."""
        return (self[number] for number in range(len(self.keys)))

    @cached_property
    def _postings(self) -> Postings:
        return Postings(self.keys)

    @cached_property
    def _asked(self) -> Postings:
        return Postings([question for question, _, _ in self._questions])

    def may_match(self, pattern: Pattern | TokenPattern) -> int:
        """Return, as bits, the places that hold what a match must hold."""
        return _may_match(self._postings, pattern)

    def found(self, pattern: Pattern | TokenPattern, numbers: Iterable[int]) -> list[int]:
        """Return those of these places in which a rule's pattern matches."""
        if isinstance(pattern, TokenPattern):
            return [n for n in numbers if pattern.found_in(self.keys[n], self[n].text)]
        found_in, keys = pattern.found_in, self.keys
        return [n for n in numbers if found_in(keys[n])]

    def matching(self, pattern: Pattern, numbers: Sequence[int]) -> list[int]:
        """Return those of these places in which the pattern matches; each is searched once."""
        may = self.may_match(pattern)
        tried = self._tried.setdefault(id(pattern), {})
        for number in (n for n in numbers if n not in tried):
            keys = self.keys[number]
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
                self._after[id(pattern)] = bits_of_ranges(self._answers_to(pattern))
            found |= self._after[id(pattern)]
        return found

    def _answers_to(self, pattern: Pattern) -> Iterator[tuple[int, int]]:
        for number in numbers_in(_may_match(self._asked, pattern)):
            question, first, end = self._questions[number]
            if pattern.found_in(question):
                yield first, end


def _may_match(postings: Postings, pattern: Pattern | TokenPattern) -> int:
    found = 0
    for accents, node in pattern.nodes.items():
        if node is not None:
            found |= postings.may_match(node, accents=accents)
    return found

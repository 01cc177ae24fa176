"""Quotes with all that their choice depends on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from qualcode import counting
from qualcode.model import Quote, Study, Transcript, Turn
from qualcode.selection.fitness import Fitness, judge
from qualcode.selection.words import said
from qualcode.shares import is_confirmed

Static = tuple[bool, bool, bool, bool, float, str, str, int, int]


@dataclass(frozen=True, slots=True)
class Source:
    """Where words come from, as far as a choice of quotes is to be spread over it."""

    case: str
    """A case, or who answered a survey."""
    group: str
    province: str


@dataclass(frozen=True, slots=True)
class Candidate:
    """A quote that may be shown."""

    quote: Quote
    source: Source
    fitness: Fitness
    words: tuple[str, ...]
    """The keys of all that was said."""
    lacks_english: bool = False
    """It is to be read in English, and nobody has translated it."""

    @property
    def is_pinned(self) -> bool:
        """Say whether a person wants it shown in any case."""
        return self.quote.coding.cite == "pin"

    @property
    def rank(self) -> Static:
        """Return what sorts candidates, the best first, whatever else is shown.

        A person's pin first; then what says something by itself; then what can be read; then what
        a person stands by.
        """
        coding = self.quote.coding
        return (
            not self.is_pinned,
            self.fitness.is_scrap,
            self.lacks_english,
            not is_confirmed(coding),
            -self.fitness.points,
            self.quote.id,
            coding.code,
            coding.span.start,
            coding.span.end,
        )


def candidates(
    study: Study, quotes: Iterable[Quote], *, english: bool = False
) -> tuple[Candidate, ...]:
    """Return the quotes that nobody has banned, the best first; interviewers' only if pinned.

    If they are to be read in English, what has been translated goes before what hasn't.
    """
    allowed = [quote for quote in quotes if quote.coding.cite != "ban"]
    names = {quote.coding.transcript for quote in allowed}
    talks = {one.name: _Talk.of(one) for one in study.transcripts if one.name in names}
    sources = _sources(study, allowed)
    variants = study.settings.variants
    made = []
    for quote in allowed:
        talk, number = talks.get(quote.coding.transcript, NO_TALK), quote.coding.turn
        found = said(quote.words, variants)
        question = talk.question(number, variants)
        fitness = judge(quote, found, talk.text, talk.turns.get(number), question)
        source = sources[quote.coding.transcript, number]
        words = tuple(one.key for one in found)
        lacking = english and not quote.coding.translation
        candidate = Candidate(quote, source, fitness, words, lacking)
        if candidate.is_pinned or not fitness.is_asked:
            made.append(candidate)
    return tuple(sorted(made, key=lambda one: one.rank))


@dataclass(slots=True)
class _Talk:
    """A transcript's turns by number, and what was asked before each."""

    text: str
    turns: Mapping[int, Turn]
    asked: Mapping[int, Turn]
    known: dict[int, frozenset[str]]

    @classmethod
    def of(cls, transcript: Transcript) -> _Talk:
        asked, last = {}, None
        for turn in transcript.turns:
            if last:
                asked[turn.number] = last
            if turn.role == "interviewer":
                last = turn
        return cls(transcript.text, {one.number: one for one in transcript.turns}, asked, {})

    def question(self, number: int, variants: Mapping[str, str]) -> frozenset[str]:
        """Return the keys of what the interviewer had said last before this turn."""
        asked = self.asked.get(number)
        if asked is None:
            return frozenset()
        if asked.number not in self.known:
            words = said(asked.span.of(self.text), variants)
            self.known[asked.number] = frozenset(one.key for one in words)
        return self.known[asked.number]


NO_TALK = _Talk("", {}, {}, {})


def _sources(study: Study, quotes: Sequence[Quote]) -> dict[tuple[str, int], Source]:
    """Return where each turn's words come from: its case, or who answered the survey."""
    cases = {case.name: case for case in study.cases}
    surveys = {quote.coding.transcript: "" for quote in quotes if study.surveys}
    answered = any(counting.survey_of(study, name) for name in surveys)
    units = counting.respondents(study) if answered else None
    people = {unit.name: unit for unit in units.members} if units else {}
    found = {}
    for place in {(quote.coding.transcript, quote.coding.turn) for quote in quotes}:
        name = units.of.get(place, "") if units else ""
        one = people.get(name) or cases.get(place[0])
        group, province = (one.get("group"), one.get("province")) if one else ("", "")
        found[place] = Source(name or place[0], group, province)
    return found

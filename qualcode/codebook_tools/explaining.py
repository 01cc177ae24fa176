"""What a codebook does with one saying, rule by rule: what fires, and what almost does."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from qualcode import turns
from qualcode.language.sentences import segments
from qualcode.language.syllables import NO_VARIANTS
from qualcode.matcher import other_words, speaker_fits, stances_at
from qualcode.model import Codebook, Rule, Span
from qualcode.places import Place, Places
from qualcode.ruleset import CompiledRule, Pattern, compile_rules
from qualcode.talk import Keys, listen

Obstacle = Literal[
    "question",
    "unless",
    "unless_question",
    "unless_turn",
    "only_when",
    "not_when",
    "speaker",
    "other_words",
]


@dataclass(frozen=True, slots=True)
class Reading:
    """One rule whose pattern matches the saying."""

    code: str
    rule: Rule
    words: tuple[str, ...]
    """The words that fired."""
    obstacles: tuple[tuple[Obstacle, str], ...]
    """What cancels it, and the pattern or word that does; empty if the rule gives its code."""


def explain(
    saying: str,
    codebooks: Iterable[Codebook],
    question: str = "",
    variants: Mapping[str, str] = NO_VARIANTS,
) -> tuple[Reading, ...]:
    """Return every rule whose pattern matches, those that fire first, in the codebooks' order.

    The saying is one respondent's turn, said after the question; neither may hold a line break.
    """
    text = f"PVV: {' '.join(question.split()) or '…'}\nNTL: {' '.join(saying.split())}"
    transcript = turns.parse("saying", text)
    ruleset = compile_rules(codebooks, variants)
    heard = [listen(transcript, segments(transcript), variants)]
    found = [
        reading
        for rule in ruleset.rules
        for place in Places(heard, rule.rule.scope)
        for reading in _readings(rule, place)
    ]
    return tuple(sorted(found, key=lambda reading: bool(reading.obstacles)))


def _readings(rule: CompiledRule, place: Place) -> Iterator[Reading]:
    for words in rule.pattern.words(place.keys, place.text):
        yield Reading(
            code=rule.code,
            rule=rule.rule,
            words=tuple(span.of(place.text) for span in words),
            obstacles=tuple(_obstacles(rule, place, words)),
        )


def _obstacles(
    rule: CompiledRule, place: Place, words: tuple[Span, ...]
) -> Iterator[tuple[Obstacle, str]]:
    question, turn = place.talk.question, place.talk.keys
    if rule.question and not _first(rule.question, question):
        yield "question", " | ".join(pattern.line for pattern in rule.question)
    striking: tuple[tuple[Obstacle, tuple[Pattern, ...], Keys], ...] = (
        ("unless", rule.unless, place.keys),
        ("unless_question", rule.unless_question, question),
        ("unless_turn", rule.unless_turn, turn),
    )
    for name, patterns, keys in striking:
        struck = _first(patterns, keys)
        if struck:
            yield name, struck.line
    said = stances_at(place, words) if rule.rule.only_when or rule.rule.not_when else frozenset()
    if rule.rule.only_when and said.isdisjoint(rule.rule.only_when):
        yield "only_when", ", ".join(rule.rule.only_when)
    if not said.isdisjoint(rule.rule.not_when):
        yield "not_when", ", ".join(sorted(said & {*rule.rule.not_when}))
    if rule.rule.speaker and not speaker_fits(rule.rule.speaker, place.talk.turn):
        yield "speaker", rule.rule.speaker
    phrase = other_words(rule, place, words)
    if phrase:
        yield "other_words", phrase


def _first(patterns: Iterable[Pattern], keys: Keys) -> Pattern | None:
    return next((pattern for pattern in patterns if pattern.found_in(keys)), None)

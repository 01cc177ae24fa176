"""Talk × codebook → hits: which rule found which words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from qualcode.language.speakers import speaker_key
from qualcode.language.syllables import fold
from qualcode.model import Hit, Segment, Span, Stance, Turn
from qualcode.places import Place, Places
from qualcode.postings import numbers_in
from qualcode.ruleset import CompiledRule, Ruleset
from qualcode.talk import Heard

HAVE = frozenset({fold("có"), "co"})


def find(heard: Sequence[Heard], ruleset: Ruleset) -> tuple[tuple[Hit, ...], ...]:
    """Return every rule's matches in respondents' talk, for each transcript in order of text."""
    found: list[list[Hit]] = [[] for _ in heard]
    scopes = {scope: Places(heard, scope) for scope in ("sentence", "turn")}
    for rule in ruleset.rules:
        for place, hit in _hits(rule, scopes[rule.rule.scope]):
            found[place.transcript].append(hit)
    return tuple(map(in_order, found))


def in_order(hits: Iterable[Hit]) -> tuple[Hit, ...]:
    """Return a transcript's hits in the order of its text."""
    return tuple(sorted(hits, key=lambda h: (h.segment.span, h.span, h.code, h.rule)))


def topics(heard: Sequence[Heard], ruleset: Ruleset) -> tuple[frozenset[str], ...]:
    """Return, for each transcript, the codes whose topic the interviewer put."""
    put = Places(heard, "turn", role="interviewer")
    found: list[set[str]] = [set() for _ in heard]
    for code, listed in ruleset.asked.items():
        for pattern in listed:
            for number in put.matching(pattern, [*numbers_in(put.may_match(pattern))]):
                found[put[number].transcript].add(code)
    return tuple(map(frozenset, found))


def _hits(rule: CompiledRule, places: Places) -> Iterator[tuple[Place, Hit]]:
    """Return one rule's matches, each with the segments that hold its words."""
    may = places.may_match(rule.pattern)
    if rule.question:
        may &= places.after(rule.question)
    if rule.unless_question:
        may &= ~places.after(rule.unless_question)
    found = places.found(rule.pattern, numbers_in(may))
    if rule.rule.speaker:
        found = [n for n in found if speaker_fits(rule.rule.speaker, places[n].talk.turn)]
    for unless in rule.unless:
        found = places.without(unless, found)
    for unless in rule.unless_turn:
        found = [n for n in found if not unless.found_in(places[n].talk.keys)]
    for number in found:
        place = places[number]
        for words in rule.pattern.words(place.keys, place.text):
            if _fits(rule, place, words):
                yield place, _hit(rule, place, words)


def _fits(rule: CompiledRule, place: Place, words: tuple[Span, ...]) -> bool:
    """Say whether the words are said as the rule wants it and are no part of other words."""
    only, never = rule.rule.only_when, rule.rule.not_when
    if only or never:
        said = stances_at(place, words)
        if not said.isdisjoint(never) or (only and said.isdisjoint(only)):
            return False
    return not other_words(rule, place, words)


def _hit(rule: CompiledRule, place: Place, words: tuple[Span, ...]) -> Hit:
    fired = Span(words[0].start, words[-1].end)
    inside = [s for s in place.segments if s.span.overlaps(fired)]
    segment = inside[0]
    if len(inside) > 1:
        span = Span(segment.span.start, inside[-1].span.end)
        segment = Segment(segment.transcript, segment.turn, span)
    return Hit(segment, rule.code, rule.rule.id, words, rule.valence)


def speaker_fits(wanted: str, turn: Turn) -> bool:
    """Compare as labels are compared, "Nữ2" with "Nữ 2"; a `*` at the end stands for anything."""
    label, name = speaker_key(turn.speaker), speaker_key(wanted.removesuffix("*"))
    return label.startswith(name) if wanted.endswith("*") else not name or label == name


def stances_at(place: Place, words: tuple[Span, ...]) -> frozenset[Stance]:
    """Return how the first of the words that fired is said.

    Of "có … đâu" what is had is denied, not "có": a match that begins with it is judged by both.
    """
    first = place.keys.number_at(words[0].start)
    judged = {first, first + 1} if place.keys.key(first) in HAVE else {first}
    return frozenset(
        way
        for way, ranges in place.stances.items()
        if any(not judged.isdisjoint(each) for each in ranges)
    )


def other_words(rule: CompiledRule, place: Place, words: tuple[Span, ...]) -> str:
    """Return the phrase that means something else of which a word that fired is but a part."""
    for phrase in (m for p in rule.other_words for m in p.words(place.keys, place.text)):
        whole = Span(phrase[0].start, phrase[-1].end)
        for fired in words:
            if fired.overlaps(whole) and not (
                fired.start <= whole.start and whole.end <= fired.end
            ):
                return whole.of(place.text)
    return ""

"""Segments × codebook → hits: which rule found which words."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate, groupby

from qualcode import patterns
from qualcode.language.phrases import LEAST_UNACCENTED, typed_bare
from qualcode.language.speakers import speaker_key
from qualcode.language.syllables import NO_VARIANTS, syllables
from qualcode.model import (
    Code,
    Codebook,
    Hit,
    Rule,
    Segment,
    Span,
    Transcript,
    Turn,
    Valence,
    is_within,
)


@dataclass(frozen=True, slots=True)
class Keys:
    """A stretch of talk as matching sees it: its keys, each followed by a space."""

    text: str
    starts: tuple[int, ...]
    spans: tuple[Span, ...]
    present: frozenset[str]
    accents: bool

    def places(self, start: int, end: int) -> Iterator[Span]:
        """Return where the syllables between two offsets of the key text stand."""
        first = bisect_right(self.starts, start) - 1
        last = bisect_right(self.starts, end - 1)
        return iter(self.spans[first:last])


@dataclass(frozen=True)
class Pattern:
    """A pattern that is compiled when it is first needed, with and without accents."""

    node: patterns.Node

    @cached_property
    def accented(self) -> re.Pattern[str]:
        """Return the expression for talk typed with accents."""
        return patterns.expression(self.node)

    @cached_property
    def bare(self) -> re.Pattern[str] | None:
        """Return the expression for talk typed without, if the pattern says enough then."""
        node = patterns.of_at_least(self.node, LEAST_UNACCENTED)
        return patterns.expression(node, accents=False) if node else None

    @cached_property
    def needs(self) -> Mapping[bool, tuple[frozenset[str], ...]]:
        """Return what a match must contain, in talk with accents (True) and without (False)."""
        return {a: patterns.required(self.node, accents=a) for a in (True, False)}

    def expression_for(self, keys: Keys) -> re.Pattern[str] | None:
        """Return the expression for this talk, or None where nothing can match."""
        needs = self.needs[keys.accents]
        if any(keys.present.isdisjoint(need) for need in needs):
            return None
        return self.accented if keys.accents else self.bare

    def finds(self, keys: Keys) -> Iterator[re.Match[str]]:
        """Return the matches in a stretch of talk, each as tight as it can be."""
        expression = self.expression_for(keys)
        for match in expression.finditer(keys.text) if expression else ():
            yield _tightened(match)

    def found_in(self, keys: Keys) -> bool:
        """Say whether there is a match."""
        expression = self.expression_for(keys)
        return expression is not None and expression.search(keys.text) is not None


@dataclass(frozen=True, slots=True)
class CompiledRule:
    """A rule ready to match."""

    rule: Rule
    code: str
    valence: Valence
    pattern: Pattern
    question: tuple[Pattern, ...]
    unless: tuple[Pattern, ...]


@dataclass(frozen=True, slots=True)
class Ruleset:
    """A codebook ready to match: rules by a key that each match must contain."""

    by_anchor: Mapping[bool, Mapping[str, tuple[CompiledRule, ...]]]
    """Accents → key → rules; under the empty key those that any talk may match."""
    asked: Mapping[str, tuple[Pattern, ...]]
    """Code → how an interviewer puts it."""
    variants: Mapping[str, str]
    """What the team's own abbreviations stand for."""


@dataclass(frozen=True, slots=True)
class Talk:
    """One turn as matching sees it, with what the interviewer had said last."""

    turn: Turn
    keys: Keys
    question: Keys


def compile_rules(
    codebooks: Iterable[Codebook], variants: Mapping[str, str] = NO_VARIANTS
) -> Ruleset:
    """Return the rules of one or more codebooks, ready to match.

    `variants` are what a team's own abbreviations stand for, in patterns as in talk.
    """
    rules: list[CompiledRule] = []
    asked: dict[str, tuple[Pattern, ...]] = {}
    for book in codebooks:
        compiler = _Compiler(patterns.compile_lexicons(book.lexicons, variants), variants, {})
        rules += [compiler.rule(rule, code) for code in book.codes for rule in code.rules]
        for code in book.codes:
            lines = (c.asked for c in (*book.codes, *book.groups) if is_within(code.id, c.id))
            asked[code.id] = compiler.patterns(line for group in lines for line in group)
    index = {accents: _index(rules, accents=accents) for accents in (True, False)}
    return Ruleset(index, asked, variants)


def listen(transcript: Transcript, ruleset: Ruleset) -> tuple[Talk, ...]:
    """Return the turns with their keys: what both rules and questions are sought in."""
    text = transcript.text
    question = Keys("", (), (), frozenset(), accents=True)
    talks = []
    for turn in transcript.turns:
        accents = not typed_bare(text, turn.span)
        keys = _keys(text, turn.span, ruleset.variants, accents=accents)
        talks.append(Talk(turn, keys, question))
        if turn.role == "interviewer":
            question = keys
    return tuple(talks)


def find(
    transcript: Transcript, talks: Iterable[Talk], segments: Iterable[Segment], ruleset: Ruleset
) -> tuple[Hit, ...]:
    """Return every rule's matches in respondents' talk, in the order of the text."""
    by_turn = {n: tuple(each) for n, each in groupby(segments, lambda s: s.turn)}
    hits: list[Hit] = []
    for talk in talks:
        if talk.turn.role == "respondent":
            own = by_turn.get(talk.turn.number, ())
            hits += _find_in_turn(transcript.text, talk, own, ruleset)
    return tuple(sorted(hits, key=lambda h: (h.segment.span, h.span, h.code, h.rule)))


def topics(talks: Iterable[Talk], ruleset: Ruleset) -> frozenset[str]:
    """Return the codes whose topic the interviewer put."""
    asked = [talk.keys for talk in talks if talk.turn.role == "interviewer"]
    return frozenset(
        code
        for code, patterns_of_code in ruleset.asked.items()
        if any(p.found_in(keys) for p in patterns_of_code for keys in asked)
    )


@dataclass(frozen=True, slots=True)
class _Compiler:
    """Compiles each of one codebook's patterns once."""

    lexicons: Mapping[str, patterns.Node]
    variants: Mapping[str, str]
    done: dict[str, Pattern]

    def pattern(self, line: str) -> Pattern:
        if line not in self.done:
            self.done[line] = Pattern(patterns.parse(line, self.lexicons, self.variants))
        return self.done[line]

    def patterns(self, lines: Iterable[str]) -> tuple[Pattern, ...]:
        return tuple(self.pattern(line) for line in lines)

    def rule(self, rule: Rule, code: Code) -> CompiledRule:
        return CompiledRule(
            rule=rule,
            code=code.id,
            valence=rule.valence or code.valence,
            pattern=self.pattern(rule.pattern),
            question=self.patterns(rule.question),
            unless=self.patterns(rule.unless),
        )


def _index(rules: Iterable[CompiledRule], *, accents: bool) -> dict[str, tuple[CompiledRule, ...]]:
    index: dict[str, list[CompiledRule]] = defaultdict(list)
    for rule in rules:
        needs = rule.pattern.needs[accents]
        for key in patterns.rarest(needs) if needs else {""}:
            index[key].append(rule)
    return {key: tuple(each) for key, each in index.items()}


def _keys(text: str, span: Span, variants: Mapping[str, str], *, accents: bool) -> Keys:
    found = syllables(text, span, accents=accents, variants=variants)
    starts = accumulate((len(syllable.key) + 1 for syllable in found), initial=0)
    joined = "".join(syllable.key + " " for syllable in found)
    places = tuple(syllable.span for syllable in found)
    present = frozenset(syllable.key for syllable in found)
    return Keys(joined, tuple(starts)[:-1], places, present, accents)


def _find_in_turn(
    text: str, talk: Talk, segments: tuple[Segment, ...], ruleset: Ruleset
) -> Iterator[Hit]:
    index = ruleset.by_anchor[talk.keys.accents]
    for segment in segments:
        keys = _keys(text, segment.span, ruleset.variants, accents=talk.keys.accents)
        for rule in _candidates(index, keys, "sentence"):
            yield from _hits(rule, keys, talk, (segment,))
    for rule in _candidates(index, talk.keys, "turn"):
        yield from _hits(rule, talk.keys, talk, segments)


def _candidates(
    index: Mapping[str, tuple[CompiledRule, ...]], keys: Keys, scope: str
) -> list[CompiledRule]:
    found = (rule for key in {"", *keys.present} for rule in index.get(key, ()))
    rules = {id(rule): rule for rule in found if rule.rule.scope == scope}
    return list(rules.values())


def _hits(
    rule: CompiledRule, keys: Keys, talk: Talk, segments: tuple[Segment, ...]
) -> Iterator[Hit]:
    """Return one rule's matches in one stretch of talk, with the segments that hold them."""
    matches = list(rule.pattern.finds(keys))
    if not matches or not _speaker_fits(rule.rule.speaker, talk.turn):
        return
    if rule.question and not any(q.found_in(talk.question) for q in rule.question):
        return
    if any(u.found_in(keys) for u in rule.unless):
        return
    for match in matches:
        words = tuple(_words(match, keys))
        fired = Span(words[0].start, words[-1].end)
        inside = [s for s in segments if s.span.overlaps(fired)]
        span = Span(inside[0].span.start, inside[-1].span.end)
        segment = Segment(inside[0].transcript, talk.turn.number, span)
        yield Hit(segment, rule.code, rule.rule.id, words, rule.valence)


def _tightened(match: re.Match[str]) -> re.Match[str]:
    """Return the match that ends there and begins last: of "không, em không biết" the second."""
    while closer := match.re.search(match.string, match.string.index(" ", match.start()) + 1):
        if closer.end() != match.end():
            break
        match = closer
    return match


def _words(match: re.Match[str], keys: Keys) -> Iterator[Span]:
    """Return the stretches that fired: the match without its gaps."""
    start = match.start()
    gaps = [match.span(i) for i in range(1, len(match.regs)) if match.span(i)[0] >= 0]
    seen = -1
    for gap_start, gap_end in [*sorted(gaps), (match.end(), match.end())]:
        places = list(keys.places(start, gap_start)) if gap_start > start else []
        # An abbreviation gives several keys at one place, which is named once.
        if places and places[-1].end > seen:
            yield Span(max(places[0].start, seen), places[-1].end)
            seen = places[-1].end
        start = max(start, gap_end)


def _speaker_fits(wanted: str, turn: Turn) -> bool:
    """Compare as labels are compared, "Nữ2" with "Nữ 2"; a `*` at the end stands for anything."""
    label, name = speaker_key(turn.speaker), speaker_key(wanted.removesuffix("*"))
    return label.startswith(name) if wanted.endswith("*") else not name or label == name

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
from qualcode.language.syllables import is_unaccented, syllables
from qualcode.model import Code, Codebook, Hit, Rule, Segment, Span, Transcript, Turn, Valence

LEAST_UNACCENTED = 2
"""Without accents one syllable says too little: of the places where an unaccented single syllable
fits accented talk, 19 % are the same word; of two, 57 %; of three, 95 %."""
SHORT = 6
"""A turn of fewer syllables is judged with the whole transcript: "Da co" says too little."""


@dataclass(frozen=True, slots=True)
class Keys:
    """A stretch of talk as matching sees it: its keys, each followed by a space."""

    text: str
    starts: tuple[int, ...]
    spans: tuple[Span, ...]
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
        if patterns.least_syllables(self.node) < LEAST_UNACCENTED:
            return None
        return patterns.expression(self.node, accents=False)

    def finds(self, keys: Keys) -> Iterator[re.Match[str]]:
        """Return the matches in a stretch of talk."""
        expression = self.accented if keys.accents else self.bare
        return expression.finditer(keys.text) if expression else iter(())

    def found_in(self, keys: Keys) -> bool:
        """Say whether there is a match."""
        return any(True for _ in self.finds(keys))


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


@dataclass(frozen=True, slots=True)
class Talk:
    """One turn as matching sees it, with what the interviewer had said last."""

    turn: Turn
    keys: Keys
    question: Keys


def compile_rules(codebooks: Iterable[Codebook]) -> Ruleset:
    """Return the rules of one or more codebooks, ready to match."""
    rules: list[CompiledRule] = []
    asked: dict[str, tuple[Pattern, ...]] = {}
    for book in codebooks:
        compiler = _Compiler(patterns.compile_lexicons(book.lexicons), {})
        rules += [compiler.rule(rule, code) for code in book.codes for rule in code.rules]
        for code in book.codes:
            lines = (c.asked for c in (*book.codes, *book.groups) if _is_or_holds(c, code))
            asked[code.id] = compiler.patterns(line for group in lines for line in group)
    return Ruleset({accents: _index(rules, accents=accents) for accents in (True, False)}, asked)


def listen(transcript: Transcript) -> tuple[Talk, ...]:
    """Return the turns with their keys: what both rules and questions are sought in."""
    text = transcript.text
    all_bare = is_unaccented(text)
    question, question_bare = _keys(text, Span(0, 0)), _keys(text, Span(0, 0), accents=False)
    talks = []
    for turn in transcript.turns:
        keys = _keys(text, turn.span)
        short = len(keys.spans) < SHORT
        if all_bare if short else is_unaccented(text, turn.span):
            keys = _keys(text, turn.span, accents=False)
        talks.append(Talk(turn, keys, question if keys.accents else question_bare))
        if turn.role == "interviewer":
            question, question_bare = _keys(text, turn.span), _keys(text, turn.span, accents=False)
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
    done: dict[str, Pattern]

    def pattern(self, line: str) -> Pattern:
        if line not in self.done:
            self.done[line] = Pattern(patterns.parse(line, self.lexicons))
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


def _is_or_holds(group: Code, code: Code) -> bool:
    return group.id == code.id or code.id.startswith(group.id + ".")


def _index(rules: Iterable[CompiledRule], *, accents: bool) -> dict[str, tuple[CompiledRule, ...]]:
    index: dict[str, list[CompiledRule]] = defaultdict(list)
    for rule in rules:
        for key in patterns.anchors(rule.pattern.node, accents=accents) or {""}:
            index[key].append(rule)
    return {key: tuple(each) for key, each in index.items()}


def _keys(text: str, span: Span, *, accents: bool = True) -> Keys:
    found = syllables(text, span, accents=accents)
    starts = accumulate((len(syllable.key) + 1 for syllable in found), initial=0)
    joined = "".join(syllable.key + " " for syllable in found)
    return Keys(joined, tuple(starts)[:-1], tuple(s.span for s in found), accents)


def _find_in_turn(
    text: str, talk: Talk, segments: tuple[Segment, ...], ruleset: Ruleset
) -> Iterator[Hit]:
    index = ruleset.by_anchor[talk.keys.accents]
    for segment in segments:
        keys = _keys(text, segment.span, accents=talk.keys.accents)
        for rule in _candidates(index, keys, "sentence"):
            yield from _hits(rule, keys, talk, (segment,))
    for rule in _candidates(index, talk.keys, "turn"):
        yield from _hits(rule, talk.keys, talk, segments)


def _candidates(
    index: Mapping[str, tuple[CompiledRule, ...]], keys: Keys, scope: str
) -> list[CompiledRule]:
    present = {"", *keys.text.split(" ")}
    rules = {id(r): r for key in present for r in index.get(key, ()) if r.rule.scope == scope}
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
        inside = [s.span for s in segments if s.span.overlaps(Span(words[0].start, words[-1].end))]
        segment = Segment(
            segments[0].transcript, talk.turn.number, Span(inside[0].start, inside[-1].end)
        )
        yield Hit(segment, rule.code, rule.rule.id, words, rule.valence)


def _words(match: re.Match[str], keys: Keys) -> Iterator[Span]:
    """Return the stretches that fired: the match without its gaps."""
    start = match.start()
    gaps = [match.span(i) for i in range(1, len(match.regs)) if match.span(i)[0] >= 0]
    for gap_start, gap_end in [*sorted(gaps), (match.end(), match.end())]:
        if gap_start > start:
            places = list(keys.places(start, gap_start))
            yield Span(places[0].start, places[-1].end)
        start = max(start, gap_end)


def _speaker_fits(wanted: str, turn: Turn) -> bool:
    """Compare labels without case; a `*` at the end stands for anything."""
    label, name = turn.speaker.casefold(), wanted.casefold()
    return label.startswith(name[:-1]) if name.endswith("*") else not name or label == name

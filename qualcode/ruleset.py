"""Codebooks ready to match: their patterns as trees and expressions, made when first needed."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from qualcode import patterns, token_patterns
from qualcode.language.phrases import LEAST_UNACCENTED
from qualcode.language.syllables import NO_VARIANTS
from qualcode.model import Code, Codebook, Rule, Span, Valence, is_within
from qualcode.talk import Keys


@dataclass(frozen=True)
class Pattern:
    """A pattern that is compiled when it is first needed, with and without accents."""

    line: str
    book: _Book
    least: int = LEAST_UNACCENTED
    """Syllables that an alternative must have to be sought in talk typed without accents."""

    @cached_property
    def nodes(self) -> Mapping[bool, patterns.Node | None]:
        """Return the tree for talk with accents (True) and without, if it says enough then."""
        node = patterns.parse(self.line, self.book.lexicons, self.book.variants)
        return {True: node, False: patterns.of_at_least(node, self.least)}

    @cached_property
    def accented(self) -> re.Pattern[str] | None:
        """Return the expression for talk typed with accents."""
        return self._expression(accents=True)

    @cached_property
    def bare(self) -> re.Pattern[str] | None:
        """Return the expression for talk typed without."""
        return self._expression(accents=False)

    def _expression(self, *, accents: bool) -> re.Pattern[str] | None:
        node = self.nodes[accents]
        return patterns.expression(node, accents=accents) if node else None

    def words(self, keys: Keys, _text: str) -> Iterator[tuple[Span, ...]]:
        """Return the words of each match in a stretch of talk, as tight as it can be."""
        expression = self.accented if keys.accents else self.bare
        for match in expression.finditer(keys.text) if expression else ():
            yield tuple(_words(_tightened(match), keys))

    def found_in(self, keys: Keys, _text: str = "") -> bool:
        """Say whether there is a match."""
        expression = self.accented if keys.accents else self.bare
        return expression is not None and expression.search(keys.text) is not None


@dataclass(frozen=True)
class TokenPattern:
    """An expert's pattern over words, in spaCy's syntax."""

    tokens: str
    variants: Mapping[str, str]

    @cached_property
    def nodes(self) -> Mapping[bool, patterns.Node | None]:
        """Return what a match must hold; talk without accents can't be cut into words."""
        needs = token_patterns.required(self.tokens, variants=self.variants)
        words = (
            patterns.either(patterns.Word((key,), (key,)) for key in sorted(need)) for need in needs
        )
        return {True: patterns.InOrder(tuple(words)), False: None}

    def found_in(self, keys: Keys, text: str) -> bool:
        """Say whether there is a match."""
        return any(self.words(keys, text))

    def words(self, keys: Keys, text: str) -> Iterator[tuple[Span, ...]]:
        """Return the words of each match in a stretch of talk."""
        yield from token_patterns.find(self.tokens, text, keys.span, variants=self.variants)


@dataclass(frozen=True)
class CompiledRule:
    """A rule ready to match."""

    rule: Rule
    code: str
    valence: Valence
    pattern: Pattern | TokenPattern
    question: tuple[Pattern, ...]
    unless: tuple[Pattern, ...]
    unless_question: tuple[Pattern, ...]
    unless_turn: tuple[Pattern, ...]
    other_words: tuple[Pattern, ...]
    key: str
    """Names what the rule finds: the same for the same words, lexicons and conditions."""


@dataclass(frozen=True, slots=True)
class Ruleset:
    """Codebooks ready to match."""

    rules: tuple[CompiledRule, ...]
    asked: Mapping[str, tuple[Pattern, ...]]
    """Code → how an interviewer puts it."""
    asked_keys: Mapping[str, str]
    """Code → a name for all of these ways, as `CompiledRule.key` is one."""
    variants: Mapping[str, str]
    """What the team's own abbreviations stand for."""


def compile_rules(
    codebooks: Iterable[Codebook], variants: Mapping[str, str] = NO_VARIANTS
) -> Ruleset:
    """Return the rules of one or more codebooks, ready to match.

    `variants` are what a team's own abbreviations stand for, in patterns as in talk.
    """
    rules: list[CompiledRule] = []
    asked: dict[str, tuple[Pattern, ...]] = {}
    asked_keys: dict[str, str] = {}
    for codebook in codebooks:
        book = _Book(codebook, variants)
        rules += [book.rule(rule, code) for code in codebook.codes for rule in code.rules]
        for code in codebook.codes:
            listed = (*codebook.codes, *codebook.groups)
            lines = [line for c in listed if is_within(code.id, c.id) for line in c.asked]
            asked[code.id] = book.patterns(lines)
            asked_keys[code.id] = book.key(code.id, lines)
    return Ruleset(tuple(rules), asked, asked_keys, variants)


class _Book:
    """One codebook's lexicons, and each of its patterns once."""

    def __init__(self, codebook: Codebook, variants: Mapping[str, str]) -> None:
        self.variants = variants
        self._codebook = codebook
        self._made: dict[tuple[str, int], Pattern] = {}

    @cached_property
    def lexicons(self) -> Mapping[str, patterns.Node]:
        """Return the lexicons' trees."""
        return patterns.compile_lexicons(self._codebook.lexicons, self.variants)

    def pattern(self, line: str, least: int = LEAST_UNACCENTED) -> Pattern:
        if (line, least) not in self._made:
            self._made[line, least] = Pattern(line, self, least)
        return self._made[line, least]

    def patterns(self, lines: Iterable[str]) -> tuple[Pattern, ...]:
        return tuple(self.pattern(line) for line in lines)

    def cancelling(self, lines: Iterable[str]) -> tuple[Pattern, ...]:
        """Return what strikes a hit: without accents a doubt of one syllable is enough."""
        return tuple(self.pattern(line, least=1) for line in lines)

    @cached_property
    def _other_words(self) -> tuple[Pattern, ...]:
        # As one pattern, since each hit is held against all of them.
        phrases = self._codebook.other_words
        return (self.pattern(" | ".join(phrases)),) if phrases else ()

    def rule(self, rule: Rule, code: Code) -> CompiledRule:
        return CompiledRule(
            rule=rule,
            code=code.id,
            valence=rule.valence or code.valence,
            pattern=_sought(rule, self),
            question=self.patterns(rule.question),
            unless=self.cancelling(rule.unless),
            unless_question=self.cancelling(rule.unless_question),
            unless_turn=self.cancelling(rule.unless_turn),
            other_words=self._other_words,
            key=self._key_of(rule, code),
        )

    def _key_of(self, rule: Rule, code: Code) -> str:
        """Return a name for all that decides what the rule finds."""
        lines = (rule.question, rule.unless, rule.unless_question, rule.unless_turn)
        said = (rule.id, code.id, rule.valence or code.valence, rule.scope, rule.speaker)
        how = (rule.tokens, rule.only_when, rule.not_when)
        return self.key(repr((said, how)), [rule.pattern], *lines, self._codebook.other_words)

    def key(self, name: str, *patterns: Iterable[str]) -> str:
        """Return a digest of a name and of patterns with the words of their lexicons."""
        meant = [[_in_full(line, self._digests) for line in lines] for lines in patterns]
        told = repr((name, meant, sorted(self.variants.items())))
        return hashlib.sha256(told.encode()).hexdigest()[:16]

    @cached_property
    def _digests(self) -> Mapping[str, str]:
        """Return a digest of each lexicon's words, with those of the lexicons that it names."""
        digests: dict[str, str] = {}
        for name in patterns.in_order(self._codebook.lexicons):
            words = [_in_full(word, digests) for word in self._codebook.lexicons[name]]
            digests[name] = hashlib.sha256(repr(words).encode()).hexdigest()
        return digests


def _in_full(line: str, digests: Mapping[str, str]) -> str:
    """Return a pattern with the digest of each lexicon that it names."""
    named = (name.strip() for name in patterns.LEXICON.findall(line))
    return " ".join([line, *(digests[name] for name in named)])


def _sought(rule: Rule, book: _Book) -> Pattern | TokenPattern:
    return TokenPattern(rule.tokens, book.variants) if rule.tokens else book.pattern(rule.pattern)


def _tightened(match: re.Match[str]) -> re.Match[str]:
    """Return the match that ends there and begins last: of "không, em không biết" the second."""
    while closer := match.re.search(match.string, match.string.index(" ", match.start()) + 1):
        if closer.end() != match.end():
            break
        match = closer
    return match


def _words(match: re.Match[str], keys: Keys) -> Iterator[Span]:
    """Return the stretches that fired: the match without its gaps."""
    start, end = match.span()
    seen = -1
    for gap_start, gap_end in [*sorted(match.regs[1:]), (end, end)]:
        # An alternative that was not taken has its gaps at -1.
        places = keys.places(start, gap_start) if gap_start > start else ()
        # An abbreviation gives several keys at one place, which is named once.
        if places and places[-1].end > seen:
            yield Span(max(places[0].start, seen), places[-1].end)
            seen = places[-1].end
        start = max(start, gap_end)

"""The alternatives of a codebook's brackets and lexicons, as written, that add nothing."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from qualcode import patterns
from qualcode.codebook_tools.linting.sayings import Likely, Saying, Sayings, always_found
from qualcode.codebook_tools.writing import common_end
from qualcode.model import Codebook, Rule

CONDITIONS = ("question", "unless", "unless_question", "unless_turn")
_PART = re.compile(r"[()|]|\{[^{}]*\}|[^()|{}]+")


@dataclass(frozen=True, slots=True)
class Line:
    """A pattern of the codebook."""

    text: str
    where: str
    is_condition: bool = True
    """It matters only that it matches, not which words do: they are no evidence."""

    @property
    def beside(self) -> frozenset[tuple[bool, bool]]:
        """Return what stands beside it: where words matter, nothing may take their place."""
        return frozenset([(not self.is_condition, not self.is_condition)])


@dataclass(frozen=True, slots=True)
class Idle:
    """An alternative without which the same would be found."""

    option: str
    other: str
    line: str = ""
    where: str = ""
    lexicon: str = ""
    """The lexicon it stands in, if it stands in one."""
    key: str = ""
    """`unless`, `question` …, if it is one of a list of patterns."""


@dataclass(frozen=True, slots=True)
class _Brackets:
    """Alternatives or a lexicon, and what stands beside them."""

    options: tuple[str, ...] = ()
    lexicon: str = ""
    beside: frozenset[tuple[bool, bool]] = frozenset([(False, False)])
    """Whether something stands before them, and behind them, in each pattern that has them."""
    fixed: int = 0
    """So many of the options, from the first, stand elsewhere and are not judged here."""

    def within(self, *, left: bool, right: bool) -> _Brackets:
        """Return what stands here in the brackets, with these words beside it."""
        beside = frozenset((left or before, right or after) for before, after in self.beside)
        return replace(self, options=(), lexicon="", beside=beside)


@dataclass(frozen=True, slots=True)
class _Part:
    """A stretch of a pattern: words, a lexicon, or brackets with what is inside."""

    text: str
    inside: tuple[tuple[_Part, ...], ...] = ()

    @property
    def is_words(self) -> bool:
        return not self.inside and not self.text.startswith("{")

    @property
    def says_something(self) -> bool:
        return bool(self.text.strip(" ?"))


def lines(book: Codebook) -> tuple[Line, ...]:
    """Return every pattern of a codebook, those in lexicons left out."""
    rules = [rule for code in book.codes for rule in code.rules]
    groups = (*book.codes, *book.groups)
    return (
        *(Line(r.pattern, r.where, is_condition=False) for r in rules if not r.tokens),
        *(Line(line, rule.where) for rule in rules for line in conditions(rule)),
        *(Line(line, book.file) for group in groups for line in group.asked),
        *(Line(line, book.file, is_condition=False) for line in book.other_words),
    )


def conditions(rule: Rule) -> tuple[str, ...]:
    """Return the patterns that narrow a rule."""
    return tuple(line for key in CONDITIONS for line in getattr(rule, key))


def unused_lexicons(book: Codebook) -> tuple[str, ...]:
    """Return the lexicons that no pattern names, nor a lexicon that is used."""
    used: set[str] = set()
    new = {line.text for line in lines(book)}
    while new:
        named = {name.strip() for text in new for name in patterns.LEXICON.findall(text)} - used
        used |= named
        new = {word for name in named for word in book.lexicons.get(name, ())}
    return tuple(name for name in book.lexicons if name not in used)


def idle_alternatives(book: Codebook, sayings: Sayings) -> tuple[Idle, ...]:
    """Return the alternatives without which every pattern would find the same."""
    found = list(_in_lists(book, sayings))
    uses: dict[str, list[_Brackets]] = defaultdict(list)
    places: dict[str, Line] = {}
    for line in lines(book):
        first = places.setdefault(line.text, line)
        both = first.is_condition and line.is_condition
        places[line.text] = replace(first, is_condition=both)
    for line in places.values():
        for one in _brackets(line.text, _Brackets(beside=line.beside)):
            if one.lexicon:
                uses[one.lexicon].append(one)
            found += (replace(i, line=line.text, where=line.where) for i in _idle(one, sayings))
    for name in reversed(patterns.in_order(book.lexicons)):
        found += (
            replace(i, where=book.file, lexicon=name)
            for i in _in_lexicon(name, book, uses, sayings)
        )
    return tuple(found)


def _in_lists(book: Codebook, sayings: Sayings) -> Iterator[Idle]:
    """Yield the idle patterns of conditions; what cancels a whole code is judged by itself."""
    for code in (*book.codes, *book.groups):
        common = common_end([rule.unless for rule in code.rules]) if len(code.rules) > 1 else ()
        lists = [("asked", book.file, _Brackets(code.asked))]
        lists += [("unless", code.rules[0].where, _Brackets(common))] if common else []
        for rule in code.rules:
            own = rule.unless[: len(rule.unless) - len(common)]
            lists.append(("unless", rule.where, _Brackets(common + own, fixed=len(common))))
            others = (key for key in CONDITIONS if key != "unless")
            lists += [(key, rule.where, _Brackets(getattr(rule, key))) for key in others]
        for key, where, brackets in lists:
            for each in _idle(brackets, sayings):
                yield replace(each, key=key, where=where)


def _in_lexicon(
    name: str, book: Codebook, uses: dict[str, list[_Brackets]], sayings: Sayings
) -> Iterator[Idle]:
    """Yield a lexicon's idle entries, and note which lexicons those entries name."""
    if not uses[name]:
        return
    around = _Brackets(
        options=book.lexicons[name],
        beside=frozenset().union(*(use.beside for use in uses[name])),
    )
    yield from _idle(around, sayings)
    for entry in book.lexicons[name]:
        for one in _brackets(entry, around):
            if one.lexicon:
                uses[one.lexicon].append(one)
            yield from (replace(each, line=entry) for each in _idle(one, sayings))


def _idle(brackets: _Brackets, sayings: Sayings) -> Iterator[Idle]:
    """Yield the alternatives that can go one after the other, of two alike the later."""
    if len(brackets.options) < 2:  # noqa: PLR2004 - one is no alternative
        return
    read = [(o, said) for o in brackets.options if (said := _saying(o, sayings))]
    likely = Likely(said for _, said in read)
    gone: set[int] = set()
    for number in range(len(read) - 1, brackets.fixed - 1, -1):
        option, said = read[number]
        others = [read[n] for n in likely.within(said) if n != number and n not in gone]
        if others and _all_found(said, [other for _, other in others], brackets):
            by = (o for o, other in others if _all_found(said, [other], brackets))
            yield Idle(option, next(by, ""))
            gone.add(number)


def _all_found(said: Saying, others: Sequence[Saying], brackets: _Brackets) -> bool:
    """Say whether, whatever stands beside it, the one is found by the others."""
    return all(
        always_found(
            said.beside(left=left, right=right),
            [other.beside(left=left, right=right) for other in others],
        )
        for left, right in brackets.beside
    )


def _saying(option: str, sayings: Sayings) -> Saying | None:
    """Return an alternative as a pattern of its own, where it can be one."""
    try:
        return sayings.of(option)
    except patterns.PatternError:
        return None


def _brackets(text: str, around: _Brackets) -> Iterator[_Brackets]:
    """Yield the alternatives in a pattern, at first those of the pattern as a whole."""
    return _walk(_read(iter(_PART.findall(text))), around)


def _read(parts: Iterator[str]) -> tuple[tuple[_Part, ...], ...]:
    found: list[list[_Part]] = [[]]
    for part in parts:
        if part == "(":
            inside = _read(parts)
            found[-1].append(_Part("(" + "|".join(map(_text, inside)) + ")", inside))
        elif part == ")":
            break
        elif part == "|":
            found.append([])
        else:
            found[-1].append(_Part(part))
    return tuple(map(tuple, found))


def _text(parts: Iterable[_Part]) -> str:
    return "".join(part.text for part in parts)


def _walk(alternatives: tuple[tuple[_Part, ...], ...], around: _Brackets) -> Iterator[_Brackets]:
    if len(alternatives) > 1:
        options = tuple(_text(sequence).strip() for sequence in alternatives)
        yield replace(around, options=options, lexicon="")
    for sequence in alternatives:
        for number, part in enumerate(sequence):
            if part.is_words:
                continue
            here = around.within(
                left=any(each.says_something for each in sequence[:number]),
                right=any(each.says_something for each in sequence[number + 1 :]),
            )
            if part.inside:
                yield from _walk(part.inside, here)
            else:
                yield replace(here, lexicon=part.text.strip("{} "))

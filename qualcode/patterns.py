"""The codebook's pattern language: words at syllable borders, alternatives, gaps, lexicons."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache, reduce

from qualcode.language.syllables import syllables
from qualcode.model import Bilingual

_TOKEN = re.compile(r"\s+|~\s*\d*|\{[^{}]*\}?|[()|?^$]|[^\s()|?^$~{}]+|.")
_TONE_AT_END = re.compile("[\u0300\u0301\u0303\u0309\u0323]+$")
_LEXICON = re.compile(r"\{([^{}]*)\}")
MAX_GAP = 20


class PatternError(ValueError):
    """A pattern that can't be read: at which of its characters, and why."""

    def __init__(self, at: int, message: Bilingual) -> None:
        self.at = at
        self.message = message
        super().__init__(message.en)


@dataclass(frozen=True, slots=True)
class Word:
    """Written syllables, compared by their keys; `prefix` for a `*` at the end."""

    text: str
    prefix: bool = False


@dataclass(frozen=True, slots=True)
class Gap:
    """Up to this many syllables of any kind."""

    most: int


@dataclass(frozen=True, slots=True)
class Edge:
    """The beginning (`^`) or end (`$`) of the sentence or turn."""

    sign: str


@dataclass(frozen=True, slots=True)
class Sequence:
    """One after the other."""

    items: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Choice:
    """Any one of these."""

    options: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Optional:
    """This or nothing."""

    item: Node


Node = Word | Gap | Edge | Sequence | Choice | Optional


@dataclass(slots=True)
class _Reader:
    """Reads one pattern from left to right."""

    pattern: str
    lexicons: Mapping[str, Node]
    tokens: list[tuple[int, str]] = field(default_factory=list)
    next: int = 0

    def peek(self) -> str:
        return self.tokens[self.next][1] if self.next < len(self.tokens) else ""

    def at(self) -> int:
        return self.tokens[self.next][0] if self.next < len(self.tokens) else len(self.pattern)

    def take(self) -> str:
        self.next += 1
        return self.tokens[self.next - 1][1]


def parse(pattern: str, lexicons: Mapping[str, Node]) -> Node:
    """Return the tree of a pattern.

    Raises:
        PatternError: if it can't be read, names an unknown lexicon, or could match nothing.
    """
    tokens = [(m.start(), m[0]) for m in _TOKEN.finditer(pattern) if not m[0].isspace()]
    reader = _Reader(pattern, lexicons, tokens)
    node = _choice(reader)
    if reader.peek() == ")":
        raise _wrong(reader, "dấu ) thừa", "a ) without its (")
    if anchors(node) == frozenset():
        raise PatternError(0, Bilingual("mẫu này khớp với mọi thứ", "this matches anything"))
    if _starts_or_ends_with_gap(node):
        message = Bilingual(
            "khoảng trống ~n phải đứng giữa hai từ", "a gap ~n must stand between two words"
        )
        raise PatternError(0, message)
    return node


def in_order(lexicons: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    """Return the names so that each comes after those it names; a circle's are left out."""
    named = {
        name: {other.strip() for word in words for other in _LEXICON.findall(word)}
        for name, words in lexicons.items()
    }
    order: list[str] = []
    while ready := [n for n in named if n not in order and not named[n] & named.keys() - {*order}]:
        order += ready
    return tuple(order)


def compile_lexicons(lexicons: Mapping[str, tuple[str, ...]]) -> dict[str, Node]:
    """Return the trees of a codebook's lexicons, for reading its patterns."""
    nodes: dict[str, Node] = {}
    for name in in_order(lexicons):
        nodes[name] = Choice(tuple(parse(word, nodes) for word in lexicons[name]))
    return nodes


def _wrong(reader: _Reader, vi: str, en: str) -> PatternError:
    return PatternError(reader.at(), Bilingual(vi, en))


def _choice(reader: _Reader) -> Node:
    options = [_sequence(reader)]
    while reader.peek() == "|":
        reader.take()
        options.append(_sequence(reader))
    return options[0] if len(options) == 1 else Choice(tuple(options))


def _sequence(reader: _Reader) -> Node:
    items: list[Node] = []
    while reader.peek() not in {"", "|", ")"}:
        item = _item(reader)
        if reader.peek() == "?":
            reader.take()
            item = Optional(item)
        items.append(item)
    if not items:
        raise _wrong(reader, "thiếu từ ở đây", "a word is missing here")
    return items[0] if len(items) == 1 else Sequence(tuple(items))


def _item(reader: _Reader) -> Node:
    at, sign = reader.at(), reader.peek()
    if sign == "(":
        reader.take()
        node = _choice(reader)
        if reader.peek() != ")":
            raise PatternError(at, Bilingual("thiếu dấu ) cho dấu ( này", "this ( has no )"))
        reader.take()
        return node
    reader.take()
    if sign in {"^", "$"}:
        return Edge(sign)
    if sign.startswith("~"):
        return _gap(at, sign)
    if sign.startswith("{"):
        return _lexicon(at, sign, reader.lexicons)
    return _word(at, sign)


def _gap(at: int, token: str) -> Gap:
    digits = token[1:].strip()
    if not digits or not 0 < int(digits) <= MAX_GAP:
        message = Bilingual(
            f"sau ~ phải là số từ 1 đến {MAX_GAP}", f"~ takes a number from 1 to {MAX_GAP}"
        )
        raise PatternError(at, message)
    return Gap(int(digits))


def _lexicon(at: int, token: str, lexicons: Mapping[str, Node]) -> Node:
    name = token[1:-1].strip()
    if not token.endswith("}"):
        raise PatternError(at, Bilingual("thiếu dấu }", "a } is missing"))
    if name not in lexicons:
        known = ", ".join(sorted(lexicons)) or "–"
        message = Bilingual(
            f"không có bộ từ {{{name}}}; đã có: {known}",
            f"there is no lexicon {{{name}}}; known: {known}",
        )
        raise PatternError(at, message)
    return lexicons[name]


def _word(at: int, token: str) -> Word:
    prefix = token.endswith("*")
    text = token.removesuffix("*")
    if "*" in text or not syllables(text):
        message = Bilingual(
            f"'{token}' không phải là từ; dấu * chỉ đứng cuối từ",
            f"'{token}' is no word; * stands at a word's end only",
        )
        raise PatternError(at, message)
    return Word(text, prefix)


@lru_cache(maxsize=1 << 13)
def anchors(node: Node, *, accents: bool = True) -> frozenset[str] | None:
    """Return keys of which a match must contain one; None if any text may hold it.

    An empty set says that nothing at all is required.
    """
    match node:
        case Word(text, prefix):
            return None if prefix else frozenset(keys_of(text, accents=accents)[:1])
        case Choice(options):
            found = [anchors(option, accents=accents) for option in options]
            if frozenset() in found:
                return frozenset()
            known = [f for f in found if f is not None]
            return frozenset().union(*known) if len(known) == len(found) else None
        case Sequence(items):
            return reduce(_stricter, (anchors(item, accents=accents) for item in items))
        case _:
            return frozenset()


def _stricter(one: frozenset[str] | None, other: frozenset[str] | None) -> frozenset[str] | None:
    """Prefer the smaller set that requires something, then "something unknown"."""
    if one and other:
        return min(one, other, key=len)
    return one or other or (None if one is None or other is None else frozenset())


def _starts_or_ends_with_gap(node: Node) -> bool:
    match node:
        case Gap():
            return True
        case Sequence(items):
            return _starts_or_ends_with_gap(items[0]) or _starts_or_ends_with_gap(items[-1])
        case Choice(options):
            return any(_starts_or_ends_with_gap(option) for option in options)
        case Optional(item):
            return _starts_or_ends_with_gap(item)
        case _:
            return False


@lru_cache(maxsize=1 << 13)
def keys_of(text: str, *, accents: bool) -> tuple[str, ...]:
    """Return the keys that a written word stands for, abbreviations expanded."""
    return tuple(s.key for s in syllables(text, accents=accents))


def least_syllables(node: Node) -> int:
    """Return how many syllables the shortest match has, gaps not counted."""
    match node:
        case Word(text):
            return len(keys_of(text, accents=True))
        case Sequence(items):
            return sum(least_syllables(item) for item in items)
        case Choice(options):
            return min(least_syllables(option) for option in options)
        case _:
            return 0


def expression(node: Node, *, accents: bool = True) -> re.Pattern[str]:
    """Return the pattern as a regular expression over keys that each end in a space.

    Only gaps are groups, so that what fired is the match without its groups. Gaps are
    bounded and nothing repeats, so the time is bounded too.
    """
    return re.compile(r"(?<![^ ])" + _expression(node, accents=accents))


@lru_cache(maxsize=1 << 13)
def _expression(node: Node, *, accents: bool) -> str:
    match node:
        case Word(text, prefix):
            return _word_expression(text, prefix=prefix, accents=accents)
        case Gap(most):
            return f"((?:[^ ]+ ){{0,{most}}}?)"
        case Edge(sign):
            return r"\A" if sign == "^" else r"\Z"
        case Sequence(items):
            return "".join(_expression(item, accents=accents) for item in items)
        case Choice(options):
            # The longest option first: of "hợp đồng" and "hợp đồng lao động" the second wins.
            parts = {_expression(option, accents=accents) for option in options}
            return "(?:" + "|".join(sorted(parts, key=lambda p: (-len(p), p))) + ")"
        case Optional(item):
            return f"(?:{_expression(item, accents=accents)})?"


def _word_expression(text: str, *, prefix: bool, accents: bool) -> str:
    found = keys_of(text, accents=accents)
    if not prefix:
        return "".join(re.escape(key) + " " for key in found)
    *whole, last = found
    tone = _TONE_AT_END.search(last)
    start, end = (last[: tone.start()], tone[0]) if tone else (last, "")
    return "".join(re.escape(k) + " " for k in whole) + re.escape(start) + f"[^ ]*{end} "

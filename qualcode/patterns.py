"""The codebook's pattern language: words at syllable borders, alternatives, gaps, lexicons."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache, lru_cache
from typing import Literal

from qualcode.language.normalise import strip_accents
from qualcode.language.syllables import NO_VARIANTS, TONES, fold, syllables, written
from qualcode.model import Bilingual

_TOKEN = re.compile(r"\s+|~\s*\d*|\{[^{}]*\}?|[()|?^$]|[^\s()|?^$~{}]+|.")
_TONE_AT_END = re.compile(f"[{TONES}]+$")
_LEXICON = re.compile(r"\{([^{}]*)\}")
FREQUENT = (
    "không có là thì mà cho được của và người nói đi đóng rồi cái con chị em tôi anh làm này đó một"
    " ra vào với mình nó chưa cũng phải đâu gì biết còn như lại"
)
FREQUENT_COST = 20
MAX_GAP = 20


class PatternError(ValueError):
    """A pattern that can't be read: at which of its characters, and why."""

    def __init__(self, at: int, message: Bilingual) -> None:
        self.at = at
        self.message = message
        super().__init__(message.en)


@dataclass(frozen=True, slots=True)
class Word:
    """The keys of written syllables, with accents and without; `prefix` for a `*` at the end."""

    keys: tuple[str, ...]
    bare: tuple[str, ...]
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
class InOrder:
    """One after the other."""

    items: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Choice:
    """Any one of these."""

    options: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Maybe:
    """This or nothing."""

    item: Node


Node = Word | Gap | Edge | InOrder | Choice | Maybe


@dataclass(slots=True)
class _Reader:
    """Reads one pattern from left to right."""

    pattern: str
    lexicons: Mapping[str, Node]
    variants: Mapping[str, str]
    tokens: list[tuple[int, str]] = field(default_factory=list)
    next: int = 0

    def peek(self) -> str:
        return self.tokens[self.next][1] if self.next < len(self.tokens) else ""

    def at(self) -> int:
        return self.tokens[self.next][0] if self.next < len(self.tokens) else len(self.pattern)

    def take(self) -> str:
        self.next += 1
        return self.tokens[self.next - 1][1]


def parse(
    pattern: str, lexicons: Mapping[str, Node], variants: Mapping[str, str] = NO_VARIANTS
) -> Node:
    """Return the tree of a pattern; `variants` are a team's own (see `syllables`).

    Raises:
        PatternError: if it can't be read, names an unknown lexicon, or could match nothing.
    """
    tokens = [(m.start(), m[0]) for m in _TOKEN.finditer(pattern) if not m[0].isspace()]
    reader = _Reader(pattern, lexicons, variants, tokens)
    node = _choice(reader)
    if reader.peek() == ")":
        raise _wrong(reader, "dấu ) thừa", "a ) without its (")
    if least_syllables(node) == 0:
        raise PatternError(0, Bilingual("mẫu này khớp với mọi thứ", "this matches anything"))
    if _has_gap_at_edge(node, 0) or _has_gap_at_edge(node, -1):
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


def compile_lexicons(
    lexicons: Mapping[str, tuple[str, ...]], variants: Mapping[str, str] = NO_VARIANTS
) -> dict[str, Node]:
    """Return the trees of a codebook's lexicons, for reading its patterns."""
    nodes: dict[str, Node] = {}
    for name in in_order(lexicons):
        nodes[name] = Choice(tuple(parse(word, nodes, variants) for word in lexicons[name]))
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
            item = Maybe(item)
        items.append(item)
    if not items:
        raise _wrong(reader, "thiếu từ ở đây", "a word is missing here")
    return items[0] if len(items) == 1 else InOrder(tuple(items))


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
    return _word(at, sign, reader.variants)


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


def _word(at: int, token: str, variants: Mapping[str, str]) -> Word:
    prefix = token.endswith("*")
    text = token.removesuffix("*")
    found = syllables(text, variants=variants)
    if "*" in text or not found:
        message = Bilingual(
            f"'{token}' không phải là từ; dấu * chỉ đứng cuối từ",
            f"'{token}' is no word; * stands at a word's end only",
        )
        raise PatternError(at, message)
    if prefix:
        # What the first letters of a word stand for is not what the whole word stands for.
        return Word((fold(written(text)),), (strip_accents(written(text)),), prefix=True)
    bare = syllables(text, accents=False, variants=variants)
    return Word(tuple(s.key for s in found), tuple(s.key for s in bare))


@lru_cache(maxsize=1 << 13)
def required(node: Node, *, accents: bool = True) -> tuple[frozenset[str], ...]:
    """Return sets of keys; a match contains one of each, so most talk is ruled out at a glance."""
    match node:
        case Word(keys, bare, prefix):
            own = keys if accents else bare
            return () if prefix else tuple(frozenset([key]) for key in own)
        case InOrder(items):
            return tuple(need for item in items for need in required(item, accents=accents))
        case Choice(options):
            needs = [required(option, accents=accents) for option in options]
            return (frozenset().union(*map(rarest, needs)),) if all(needs) else ()
        case _:
            return ()


def rarest(needs: tuple[frozenset[str], ...]) -> frozenset[str]:
    """Return the set that the fewest sentences hold one of."""
    return min(needs, key=lambda keys: len(keys) + FREQUENT_COST * len(keys & frequent()))


@cache
def frequent() -> frozenset[str]:
    """Return the keys that nearly every sentence of talk has one of, with accents and without."""
    words = syllables(FREQUENT), syllables(FREQUENT, accents=False)
    return frozenset(syllable.key for each in words for syllable in each)


def _has_gap_at_edge(node: Node, edge: Literal[0, -1]) -> bool:
    """Say whether the pattern begins (0) or ends (-1) with a gap, which would mean nothing."""
    match node:
        case Gap():
            return True
        case InOrder(items):
            return _has_gap_at_edge(items[edge], edge)
        case Choice(options):
            return any(_has_gap_at_edge(option, edge) for option in options)
        case Maybe(item):
            return _has_gap_at_edge(item, edge)
        case _:
            return False


def least_syllables(node: Node) -> int:
    """Return how many syllables the shortest match has, gaps not counted."""
    match node:
        case Word(keys):
            return len(keys)
        case InOrder(items):
            return sum(least_syllables(item) for item in items)
        case Choice(options):
            return min(least_syllables(option) for option in options)
        case _:
            return 0


def most_syllables(node: Node) -> int:
    """Return how many syllables the longest match has, gaps not counted."""
    match node:
        case Word(keys):
            return len(keys)
        case InOrder(items):
            return sum(most_syllables(item) for item in items)
        case Choice(options):
            return max(most_syllables(option) for option in options)
        case Maybe(item):
            return most_syllables(item)
        case _:
            return 0


def of_at_least(node: Node, syllables_wanted: int) -> Node | None:
    """Return the pattern without the alternatives that say less than this; None if all do."""
    options = node.options if isinstance(node, Choice) else (node,)
    kept = tuple(o for o in options if least_syllables(o) >= syllables_wanted)
    return None if not kept else kept[0] if len(kept) == 1 else Choice(kept)


def expression(node: Node, *, accents: bool = True) -> re.Pattern[str]:
    """Return the pattern as a regular expression over keys that each end in a space.

    Only gaps are groups, so that what fired is the match without its groups. Gaps are
    bounded and nothing repeats, so the time is bounded too.
    """
    return re.compile(r"(?<![^ ])" + _expression(node, accents=accents))


@lru_cache(maxsize=1 << 13)
def _expression(node: Node, *, accents: bool) -> str:
    match node:
        case Word(keys, bare, prefix):
            return _word_expression(keys if accents else bare, prefix=prefix)
        case Gap(most):
            return f"((?:[^ ]+ ){{0,{most}}}?)"
        case Edge(sign):
            return r"\A" if sign == "^" else r"\Z"
        case InOrder(items):
            return "".join(_expression(item, accents=accents) for item in items)
        case Choice(options):
            # The longest option first: of "hợp đồng" and "hợp đồng lao động" the second wins.
            parts = {_expression(o, accents=accents): most_syllables(o) for o in options}
            return "(?:" + "|".join(sorted(parts, key=lambda p: (-parts[p], p))) + ")"
        case Maybe(item):
            return f"(?:{_expression(item, accents=accents)})?"


def _word_expression(keys: tuple[str, ...], *, prefix: bool) -> str:
    """Return a word's keys; any ending of a prefix, but with its own tone: `mà` is not `ma*`."""
    if not prefix:
        return "".join(re.escape(key) + " " for key in keys)
    *whole, last = keys
    tone = _TONE_AT_END.search(last)
    start, end = (last[: tone.start()], tone[0]) if tone else (last, "")
    before = "".join(re.escape(key) + " " for key in whole)
    return f"{before}{re.escape(start)}[^ {TONES}]*{end} "

"""A pattern as written → its tree."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache, lru_cache

from qualcode.language.normalise import strip_accents
from qualcode.language.syllables import NO_VARIANTS, fold, syllables, written
from qualcode.model import Bilingual
from qualcode.patterns.faults import fault
from qualcode.patterns.tree import Edge, Gap, InOrder, Maybe, Node, Word, either

_TOKEN = re.compile(r"\s+|~\s*\d*|\{[^{}]*\}?|[()|?^$]|[^\s()|?^$~{}]+|.")
LEXICON = re.compile(r"\{([^{}]*)\}")
FREQUENT = (
    "không có là thì mà cho được của và người nói đi đóng rồi cái con chị em tôi anh làm này đó một"
    " ra vào với mình nó chưa cũng phải đâu gì biết còn như lại"
)
MAX_GAP = 20
MAX_NESTED = 20


class PatternError(ValueError):
    """A pattern that can't be read: at which of its characters, and why."""

    def __init__(self, at: int, message: Bilingual) -> None:
        self.at = at
        self.message = message
        super().__init__(message.en)


@dataclass(slots=True)
class _Reader:
    """Reads one pattern from left to right."""

    pattern: str
    lexicons: Mapping[str, Node]
    variants: Mapping[str, str]
    tokens: list[tuple[int, str]] = field(default_factory=list)
    next: int = 0
    nested: int = 0

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
    wrong = fault(node)
    if wrong:
        raise PatternError(0, wrong)
    return node


def in_order(lexicons: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    """Return the names so that each comes after those it names; a circle's are left out."""
    left = {
        name: {n for word in words for n in map(str.strip, LEXICON.findall(word)) if n in lexicons}
        for name, words in lexicons.items()
    }
    order: dict[str, None] = {}
    while ready := [name for name, named in left.items() if named <= order.keys()]:
        order |= dict.fromkeys(ready)
        left = {name: named for name, named in left.items() if name not in order}
    return tuple(order)


def compile_lexicons(
    lexicons: Mapping[str, tuple[str, ...]], variants: Mapping[str, str] = NO_VARIANTS
) -> dict[str, Node]:
    """Return the trees of a codebook's lexicons, for reading its patterns."""
    nodes: dict[str, Node] = {}
    for name in in_order(lexicons):
        nodes[name] = either(parse(word, nodes, variants) for word in lexicons[name])
    return nodes


def _wrong(reader: _Reader, vi: str, en: str) -> PatternError:
    return PatternError(reader.at(), Bilingual(vi, en))


def _choice(reader: _Reader) -> Node:
    options = [_sequence(reader)]
    while reader.peek() == "|":
        reader.take()
        options.append(_sequence(reader))
    return either(options)


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
        reader.nested += 1
        if reader.nested > MAX_NESTED:
            raise PatternError(at, Bilingual("quá nhiều dấu ( lồng nhau", "too many ( in ( ("))
        node = _choice(reader)
        reader.nested -= 1
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
    word = _read_word(token, variants) if variants else _plain_word(token)
    if word is None:
        message = Bilingual(
            f"'{token}' không phải là từ; dấu * chỉ đứng cuối từ",
            f"'{token}' is no word; * stands at a word's end only",
        )
        raise PatternError(at, message)
    return word


@lru_cache(maxsize=1 << 14)
def _plain_word(token: str) -> Word | None:
    """Return a word without a team's own variants: codebooks name the same ones often."""
    return _read_word(token, NO_VARIANTS)


def _read_word(token: str, variants: Mapping[str, str]) -> Word | None:
    prefix = token.endswith("*")
    text = token.removesuffix("*")
    found = syllables(text, variants=variants)
    if "*" in text or not found:
        return None
    if prefix:
        # What the first letters of a word stand for is not what the whole word stands for.
        return Word((fold(written(text)),), (strip_accents(written(text)),), prefix=True)
    bare = syllables(text, accents=False, variants=variants)
    return Word(tuple(s.key for s in found), tuple(s.key for s in bare))


@cache
def frequent() -> frozenset[str]:
    """Return the keys that nearly every sentence of talk has one of, with accents and without."""
    words = syllables(FREQUENT), syllables(FREQUENT, accents=False)
    return frozenset(syllable.key for each in words for syllable in each)

"""Between our patterns and the phrases of a dictionary, whose only sign is `*` at a word's end."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import islice, product

from qualcode import patterns
from qualcode.codebook_tools.exchange.imported import Notes
from qualcode.model import Bilingual, Code, Codebook, Problem, Rule

LIMIT = 200
"""Phrases that one code gets at most."""
_TOKEN = re.compile(r"~\s*\d*|\{[^{}]*\}?|[()|?^$]|[^\s()|?^$~{}]+")
_SIGNS = re.compile(r"[()|^$~{}]")
_CONDITIONS = ("question", "only_when", "not_when", "tokens", "speaker")
"""What makes a rule say something that its words alone don't say."""
_EXCEPTIONS = ("unless", "unless_question", "unless_turn")
UNSAYABLE = Bilingual(
    "dấu * chỉ đứng được ở cuối từ, còn ? và các dấu khác không dùng được, nên mục này bị bỏ ra; "
    "hãy tự viết lại thành mẫu",
    "* can stand at a word's end only, and ? and other signs not at all, so this entry was left "
    "out; write it as a pattern yourself",
)


@dataclass(frozen=True, slots=True)
class Said:
    """The phrases of a pattern, and whether they say all of it."""

    phrases: tuple[str, ...]
    is_whole: bool = True


@dataclass(frozen=True, slots=True)
class Told:
    """What a dictionary can hold of a code."""

    phrases: tuple[str, ...]
    untold: int = 0
    """Rules that it can't hold at all, or not all of."""
    unguarded: int = 0
    """Rules that it holds without what cancels them."""


def told(book: Codebook) -> dict[str, Told]:
    """Return each code's phrases with `*`, by id, groups included."""
    expander = _Expander(book.lexicons)
    return {code.id: _told(code, expander) for code in (*book.groups, *book.codes)}


def losses(book: Codebook) -> tuple[Problem, ...]:
    """Return what a dictionary can't hold of a codebook."""
    notes = Notes(book.file or book.name)
    each = told(book)
    rules = sum(len(code.rules) for code in (*book.groups, *book.codes))
    untold = sum(found.untold for found in each.values())
    unguarded = sum(found.unguarded for found in each.values())
    if untold:
        notes.add(
            f"{untold}/{rules} quy tắc (khoảng trống ~n, câu hỏi, điều kiện, quá nhiều cách nói) "
            "không ghi được hết bằng cụm từ của từ điển",
            f"{untold} of {rules} rules (gaps ~n, questions, conditions, too many ways of saying) "
            "can't be told in full as a dictionary's phrases",
        )
    if unguarded:
        notes.add(
            f"{unguarded} quy tắc được ghi mà không có phần 'unless', nên sẽ khớp nhiều hơn",
            f"{unguarded} rules are written without their 'unless', so they will match more",
        )
    silent = [code.id for code in book.codes if not each[code.id].phrases]
    if silent:
        notes.add(
            f"mã không có cụm từ nào trong từ điển: {', '.join(silent)}",
            f"codes without a phrase in the dictionary: {', '.join(silent)}",
        )
    return tuple(notes.found)


@dataclass(slots=True)
class Reader:
    """Turns a dictionary's entries into patterns, and keeps those that can't be."""

    faulty: dict[tuple[int, str], None] = field(default_factory=dict)

    def patterns(self, entries: Iterable[tuple[int, str]]) -> dict[str, None]:
        """Return the patterns of (line, phrase) pairs, each once."""
        found: dict[str, None] = {}
        for line, phrase in entries:
            pattern = _as_pattern(phrase)
            if pattern is None:
                self.faulty[line, phrase] = None
            elif pattern:
                found[pattern] = None
        return found

    def rules(self, entries: Iterable[tuple[int, str]]) -> tuple[Rule, ...]:
        """Return the rules of (line, phrase) pairs; their ids are settled with the codebook."""
        return tuple(Rule("", pattern) for pattern in self.patterns(entries))

    def note(self, notes: Notes) -> None:
        """Note every entry that could not be taken over, once."""
        notes.add_each(UNSAYABLE, self.faulty)


def _told(code: Code, expander: _Expander) -> Told:
    phrases: dict[str, None] = {}
    untold = unguarded = 0
    for rule in code.rules:
        said = Said((), is_whole=False) if _is_conditional(rule) else expander.pattern(rule.pattern)
        new = [phrase for phrase in said.phrases if phrase not in phrases]
        room = new[: LIMIT - len(phrases)]
        phrases |= dict.fromkeys(room)
        untold += not said.is_whole or len(room) < len(new)
        unguarded += bool(said.phrases and any(getattr(rule, key) for key in _EXCEPTIONS))
    return Told(tuple(phrases), untold, unguarded)


@lru_cache(maxsize=1 << 15)
def _as_pattern(phrase: str) -> str | None:
    """Return a phrase of a dictionary as a pattern, or None if it can't be said as one."""
    words = phrase.replace("_", " ").split()
    if any(_SIGNS.search(word) or "?" in word for word in words):
        return None
    # A syllable never holds a hyphen or an apostrophe, so what has an open end may not either.
    pattern = " ".join(re.sub(r"['’-]", " ", w) if w.endswith("*") else w for w in words)
    try:
        patterns.parse(pattern, {}) if pattern else None
    except patterns.PatternError:
        return None
    return " ".join(pattern.split())


def _is_conditional(rule: Rule) -> bool:
    return any(getattr(rule, key) for key in _CONDITIONS)


class _Expander:
    """Reads patterns that were checked before, lexicons included."""

    def __init__(self, lexicons: Mapping[str, tuple[str, ...]]) -> None:
        self.lexicons = lexicons
        self.known: dict[str, Said] = {}

    def pattern(self, pattern: str) -> Said:
        said = self.choice(list(reversed(_TOKEN.findall(pattern))))
        kept = tuple(phrase for phrase in said.phrases if phrase)
        return Said(kept, said.is_whole)

    def choice(self, tokens: list[str]) -> Said:
        options = [self.sequence(tokens)]
        while tokens and tokens[-1] == "|":
            tokens.pop()
            options.append(self.sequence(tokens))
        return _any_of(options)

    def sequence(self, tokens: list[str]) -> Said:
        items = []
        while tokens and tokens[-1] not in {"|", ")"}:
            item = self.item(tokens)
            if tokens and tokens[-1] == "?":
                tokens.pop()
                item = Said((*item.phrases, ""), item.is_whole)
            items.append(item)
        return _in_order(items)

    def item(self, tokens: list[str]) -> Said:
        sign = tokens.pop()
        if sign == "(":
            said = self.choice(tokens)
            if tokens:
                tokens.pop()
            return said
        if sign[0] in "~^$":
            return Said((), is_whole=False)
        return self.lexicon(sign[1:-1].strip()) if sign[0] == "{" else Said((sign,))

    def lexicon(self, name: str) -> Said:
        if name not in self.known:
            words = self.lexicons.get(name, ())
            self.known[name] = _any_of([self.pattern(word) for word in words])
        return self.known[name]


def _any_of(options: list[Said]) -> Said:
    phrases = dict.fromkeys(phrase for said in options for phrase in said.phrases)
    kept = tuple(islice(phrases, LIMIT + 1))
    return Said(kept, len(kept) == len(phrases) and all(said.is_whole for said in options))


def _in_order(items: list[Said]) -> Said:
    ways = 1
    for said in items:
        ways *= len(said.phrases)
    joined = islice(product(*(said.phrases for said in items)), LIMIT + 1)
    phrases = tuple(dict.fromkeys(" ".join(filter(None, way)) for way in joined))
    return Said(phrases, ways <= LIMIT + 1 and all(said.is_whole for said in items))

"""A pattern as a regular expression over keys that each end in a space."""

from __future__ import annotations

import re
from collections import defaultdict
from functools import lru_cache
from itertools import groupby

from qualcode.language.syllables import TONES
from qualcode.patterns.faults import TONE_AT_END
from qualcode.patterns.tree import (
    Choice,
    Edge,
    Gap,
    InOrder,
    Maybe,
    Node,
    Word,
    either,
    flat,
    least_syllables,
    most_syllables,
    plain_keys,
)


def of_at_least(node: Node, syllables_wanted: int) -> Node | None:
    """Return the pattern without the alternatives that say less than this; None if all do."""
    kept = tuple(o for o in flat([node]) if least_syllables(o) >= syllables_wanted)
    return either(kept) if kept else None


def expression(node: Node, *, accents: bool = True) -> re.Pattern[str]:
    """Return the pattern as a regular expression over keys that each end in a space.

    Only gaps are groups, so that what fired is the match without its groups. Gaps are
    bounded and nothing repeats, so the time is bounded too.
    """
    return re.compile(r"(?<![^ ])" + _expression(node, accents=accents))


@lru_cache(maxsize=1 << 14)
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
            return _any_of(flat(options), accents=accents)
        case Maybe(item):
            return f"(?:{_expression(item, accents=accents)})?"


def _any_of(options: tuple[Node, ...], *, accents: bool) -> str:
    """Return the options, the longest first: "hợp đồng lao động" wins over "hợp đồng".

    Plain phrases of one length share what they begin with: a search then looks at a few letters
    instead of at each word of a lexicon in turn.
    """
    by_length: dict[int, list[Node]] = defaultdict(list)
    for option in options:
        by_length[most_syllables(option)].append(option)
    branches: list[str] = []
    for length in sorted(by_length, reverse=True):
        each = {option: plain_keys(option, accents=accents) for option in by_length[length]}
        plain = {"".join(key + " " for key in keys) for keys in each.values() if keys}
        branches += _branches(sorted(plain))
        others = {_expression(o, accents=accents) for o, keys in each.items() if not keys}
        branches += sorted(others)
    return "(?:" + "|".join(branches) + ")"


def _branches(words: list[str]) -> list[str]:
    """Return sorted words, none of which begins another, as alternatives that share beginnings."""
    found = []
    for _, group in groupby(words, key=lambda word: word[:1]):
        each = list(group)
        shared = _shared(each[0], each[-1])
        ends = _branches([word[shared:] for word in each]) if len(each) > 1 else []
        start = re.escape(each[0][:shared])
        found.append(f"{start}(?:{'|'.join(ends)})" if ends else start)
    return found


def _shared(first: str, last: str) -> int:
    """Return how many letters the first and the last of sorted words share: all between do too."""
    differing = (at for at, (a, b) in enumerate(zip(first, last, strict=False)) if a != b)
    return next(differing, min(len(first), len(last)))


def _word_expression(keys: tuple[str, ...], *, prefix: bool) -> str:
    """Return a word's keys; any ending of a prefix, but with its own tone: `mà` is not `ma*`."""
    if not prefix:
        return "".join(re.escape(key) + " " for key in keys)
    *whole, last = keys
    tone = TONE_AT_END.search(last)
    start, end = (last[: tone.start()], tone[0]) if tone else (last, "")
    before = "".join(re.escape(key) + " " for key in whole)
    return f"{before}{re.escape(start)}[^ {TONES}]*{end} "

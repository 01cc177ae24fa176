"""A pattern as a regular expression over keys that each end in a space."""

from __future__ import annotations

import re
from functools import lru_cache

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
            # The longest option first: of "hợp đồng" and "hợp đồng lao động" the second wins.
            parts = {_expression(o, accents=accents): most_syllables(o) for o in flat(options)}
            return "(?:" + "|".join(sorted(parts, key=lambda p: (-parts[p], p))) + ")"
        case Maybe(item):
            return f"(?:{_expression(item, accents=accents)})?"


def _word_expression(keys: tuple[str, ...], *, prefix: bool) -> str:
    """Return a word's keys; any ending of a prefix, but with its own tone: `mà` is not `ma*`."""
    if not prefix:
        return "".join(re.escape(key) + " " for key in keys)
    *whole, last = keys
    tone = TONE_AT_END.search(last)
    start, end = (last[: tone.start()], tone[0]) if tone else (last, "")
    before = "".join(re.escape(key) + " " for key in whole)
    return f"{before}{re.escape(start)}[^ {TONES}]*{end} "

"""What is wrong with a pattern as a whole, found when it is read and not when it is used."""

from __future__ import annotations

import math
import re
from collections import defaultdict
from functools import lru_cache
from typing import Literal

from qualcode.language.syllables import TONES
from qualcode.model import Bilingual
from qualcode.patterns.tree import (
    Choice,
    Edge,
    Gap,
    InOrder,
    Maybe,
    Node,
    Word,
    children,
    flat,
    least_syllables,
    plain_keys,
)

TONE_AT_END = re.compile(f"[{TONES}]+$")
MAX_SIZE = 20_000
MAX_DEPTH = 50
"""Lexicons that name lexicons that name lexicons … grow without bound."""
MAX_WAYS = 500_000
"""A search that tries more ways from one place on could take seconds."""


def fault(node: Node) -> Bilingual | None:
    """Return what is wrong with a pattern as a whole, if anything is."""
    if not _is_small(node):
        return Bilingual(
            "mẫu này quá lớn hay lồng nhau quá sâu; hãy chia thành vài mẫu, bớt bộ từ trong bộ từ",
            "this is too large or nested too deeply; write several patterns, fewer lexicons in "
            "lexicons",
        )
    if least_syllables(node) == 0:
        return Bilingual("mẫu này khớp với mọi thứ", "this matches anything")
    if _has_gap_at_edge(node, 0) or _has_gap_at_edge(node, -1):
        return Bilingual(
            "khoảng trống ~n phải đứng giữa hai từ", "a gap ~n must stand between two words"
        )
    if _has_edge_inside(node, starts=True, ends=True):
        return Bilingual(
            "mẫu này không bao giờ khớp: ^ chỉ đứng đầu, $ chỉ đứng cuối",
            "this can never match: ^ stands at the beginning only, $ at the end only",
        )
    if ways(node) > MAX_WAYS:
        return Bilingual(
            f"mẫu này có hơn {MAX_WAYS} cách khớp với cùng một câu; hãy bớt ~n và ?, hoặc chia "
            "thành vài mẫu",
            f"this has more than {MAX_WAYS} ways to match one sentence; use fewer ~n and ?, or "
            "write several patterns",
        )
    return None


def _is_small(node: Node) -> bool:
    """Say whether the tree is neither too large nor too deep; to be asked before all else."""
    left, todo = MAX_SIZE, [(node, 0)]
    while todo and left:
        each, depth = todo.pop()
        left -= 1
        if depth > MAX_DEPTH:
            return False
        todo += [(child, depth + 1) for child in children(each)]
    return bool(left)


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


def _has_edge_inside(node: Node, *, starts: bool, ends: bool) -> bool:
    """Say whether a `^` comes after something or a `$` before something."""
    match node:
        case Edge(sign):
            return not (starts if sign == "^" else ends)
        case InOrder(items):
            return any(
                _has_edge_inside(
                    item,
                    starts=starts and all(isinstance(one, Edge) for one in items[:number]),
                    ends=ends and all(isinstance(one, Edge) for one in items[number + 1 :]),
                )
                for number, item in enumerate(items)
            )
        case Choice(options):
            return any(_has_edge_inside(o, starts=starts, ends=ends) for o in options)
        case Maybe(item):
            return _has_edge_inside(item, starts=starts, ends=ends)
        case _:
            return False


@lru_cache(maxsize=1 << 14)
def ways(node: Node) -> int:
    """Return a bound on how many ways a search tries from one place on, whatever the talk.

    Two alternatives count together only where both can match in one place; nothing in the
    language repeats, so this bounds the time of a search for good.
    """
    match node:
        case Gap(most):
            return most + 1
        case Maybe(item):
            return 1 + ways(item)
        case InOrder(items):
            return math.prod(ways(item) for item in items)
        case Choice(options):
            return _ways_together(flat(options))
        case _:
            return 1


def _ways_together(options: tuple[Node, ...]) -> int:
    """Return the most ways that any one place has.

    Of plain phrases those count together of which one begins the other; of the other options
    those that can begin with the same syllable.
    """
    plain = {phrase for o in options if (phrase := plain_keys(o))}
    chains = [sum(p[:n] in plain for n in range(1, len(p) + 1)) for p in plain]
    exact: dict[str, int] = defaultdict(int)
    prefixes: dict[str, int] = defaultdict(int)
    for option in options:
        for start in () if plain_keys(option) else _starts(option):
            (prefixes if start.endswith("*") else exact)[start] += ways(option)
    together = [
        sum(many for prefix, many in prefixes.items() if _agree(start, prefix))
        + exact.get(start, 0)
        for start in (*exact, *prefixes)
    ]
    return max(chains, default=0) + max(together, default=0)


def _agree(start: str, prefix: str) -> bool:
    """Say whether one syllable can be both; a `*` at the end stands for any ending."""
    one, other = start.removesuffix("*"), prefix.removesuffix("*")
    return one.startswith(other) or (start.endswith("*") and other.startswith(one))


@lru_cache(maxsize=1 << 14)
def _starts(node: Node) -> frozenset[str]:
    """Return the syllables that a match can begin with, `*` for any ending."""
    match node:
        case Word(keys, _, prefix):
            return frozenset([TONE_AT_END.sub("", keys[0]) + "*" if prefix else keys[0]])
        case InOrder(items):
            return _starts(next((i for i in items if not isinstance(i, Edge)), items[0]))
        case Choice(options):
            return frozenset().union(*map(_starts, options))
        case _:
            return frozenset(["*"])

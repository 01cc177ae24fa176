"""What a pattern can match, spelled out: to try another pattern on it.

Talk around a match, syllables in its gaps and the endings of prefixes are spelled so that nothing
but the same freedom in the other pattern can match them. What is found in the spelling is then
found in all such talk.
"""

from __future__ import annotations

import math
import re
from collections.abc import Hashable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import product

from qualcode.language.syllables import TONES
from qualcode.patterns import Choice, Edge, Gap, InOrder, Maybe, Node, Word, flat

ANY = "◦"
"""A syllable, or the end of one, that no pattern names."""
BLANK = " "
"""A second blank stands for talk that goes on: neither words nor gaps nor edges match it."""
_TONE = re.compile(f"[{TONES}]*$")
_EDGES = frozenset("^$")


@dataclass(frozen=True, slots=True)
class Spelling:
    """One way of saying a pattern, as matching sees it."""

    text: str
    keys: frozenset[str]

    def inside(self) -> Spelling:
        """Return it with talk before and after it."""
        said = self.text.removeprefix(BLANK).removesuffix(BLANK * 2).removesuffix(BLANK)
        return Spelling(f"{BLANK}{said}{BLANK * 2}", self.keys)


def opaque(name: str) -> Word:
    """Return a word that only itself matches, however many syllables it stands for."""
    return Word((f"{BLANK}{{{name}}}",), (f"{BLANK}{{{name}}}",))


@lru_cache(maxsize=1 << 14)
def how_many(node: Node) -> int:
    """Return how many ways of saying it there are at most."""
    match node:
        case Gap(most):
            return most + 1
        case InOrder(items):
            return math.prod(map(how_many, items))
        case Choice(options):
            return sum(map(how_many, options))
        case Maybe(item):
            return 1 + how_many(item)
        case _:
            return 1


def spelled(node: Node, *, accents: bool) -> Iterator[tuple[str, ...]]:
    """Yield every way of saying it, as keys and signs of edges."""
    match node:
        case Word(keys, bare, prefix):
            *whole, last = keys if accents else bare
            yield (*whole, _TONE.sub(lambda tone: ANY + tone[0], last, count=1) if prefix else last)
        case Gap(most):
            yield from ((ANY,) * number for number in range(most, -1, -1))
        case Edge(sign):
            yield (sign,)
        case InOrder(items):
            for parts in product(*(tuple(spelled(item, accents=accents)) for item in items)):
                yield tuple(key for part in parts for key in part)
        case Choice(options):
            for option in options:
                yield from spelled(option, accents=accents)
        case Maybe(item):
            yield ()
            yield from spelled(item, accents=accents)


def shortest(node: Node) -> tuple[str, ...]:
    """Return one way of saying it, with nothing that can be left out."""
    match node:
        case Word():
            return next(spelled(node, accents=True))
        case Edge(sign):
            return (sign,)
        case InOrder(items):
            return tuple(key for item in items for key in shortest(item))
        case Choice(options):
            return shortest(options[0])
        case _:
            return ()


def written(keys: tuple[str, ...]) -> Spelling:
    """Return the spelling of one way of saying it."""
    said = [key for key in keys if key not in _EDGES]
    before = "" if keys[0] == "^" else BLANK
    after = "" if keys[-1] == "$" else BLANK
    return Spelling(before + "".join(key + BLANK for key in said) + after, frozenset(said))


@lru_cache(maxsize=1 << 14)
def needs(node: Node, *, accents: bool) -> tuple[frozenset[str], ...]:
    """Return sets of keys of each of which one is in every way of saying it."""
    match node:
        case Word(keys, bare, False):
            return tuple(frozenset([key]) for key in (keys if accents else bare))
        case InOrder(items):
            return tuple(need for item in items for need in needs(item, accents=accents))
        case Choice(options):
            every = (needs(option, accents=accents) for option in options)
            known = [min(each, key=len) for each in every if each]
            return (frozenset().union(*known),) if len(known) == len(options) else ()
        case _:
            return ()


def syllables(node: Node) -> Iterator[str]:
    """Yield each syllable it names, with accents and without, those of prefixes with a `*`."""
    match node:
        case Word(keys, bare, prefix):
            yield from (key + "*" * prefix for key in (*keys, *bare))
        case InOrder(parts) | Choice(parts):
            for part in parts:
                yield from syllables(part)
        case Maybe(item):
            yield from syllables(item)


@lru_cache(maxsize=1 << 14)
def meaning(node: Node) -> tuple[Hashable, ...]:
    """Return a tree in which neither the order of alternatives nor brackets are left."""
    match node:
        case Word(keys, bare, False) if len(keys) == len(bare):
            return tuple(zip(keys, bare, strict=True))
        case InOrder(items):
            return tuple(part for item in items for part in meaning(item))
        case Choice(options):
            return (frozenset(map(meaning, flat(options))),)
        case Maybe(item):
            return (frozenset([(), meaning(item)]),)
        case _:
            return (node,)

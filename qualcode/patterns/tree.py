"""The tree of a pattern."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property, lru_cache


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


@dataclass(frozen=True)
class InOrder:
    """One after the other."""

    items: tuple[Node, ...]

    @cached_property
    def _hash(self) -> int:
        return hash(self.items)

    def __hash__(self) -> int:
        """Return the hash, which for a lexicon's tree takes time to make and is wanted often."""
        return self._hash


@dataclass(frozen=True)
class Choice:
    """Any one of these."""

    options: tuple[Node, ...]

    @cached_property
    def _hash(self) -> int:
        return hash(self.options)

    def __hash__(self) -> int:
        """Return the hash, made once as that of `InOrder`."""
        return self._hash


@dataclass(frozen=True, slots=True)
class Maybe:
    """This or nothing."""

    item: Node


Node = Word | Gap | Edge | InOrder | Choice | Maybe


def either(options: Iterable[Node]) -> Node:
    """Return any one of these, each once."""
    each = tuple(dict.fromkeys(options))
    return Choice(each) if len(each) > 1 else each[0]


def flat(options: Iterable[Node]) -> tuple[Node, ...]:
    """Return the options, those of choices within choices too, each once."""
    nested = ((flat(o.options) if isinstance(o, Choice) else (o,)) for o in options)
    return tuple(dict.fromkeys(option for each in nested for option in each))


def children(node: Node) -> tuple[Node, ...]:
    """Return the nodes right below this one."""
    match node:
        case InOrder(items):
            return items
        case Choice(options):
            return options
        case Maybe(item):
            return (item,)
        case _:
            return ()


@lru_cache(maxsize=1 << 14)
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


@lru_cache(maxsize=1 << 14)
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


@lru_cache(maxsize=1 << 15)
def plain_keys(node: Node, *, accents: bool = True) -> tuple[str, ...]:
    """Return the keys of a phrase without choices, gaps and edges; nothing for other nodes."""
    match node:
        case Word(keys, bare, False):
            return keys if accents else bare
        case InOrder(items):
            parts = [plain_keys(item, accents=accents) for item in items]
            return tuple(key for part in parts for key in part) if all(parts) else ()
        case _:
            return ()

"""A codebook's patterns, and whether one of them is always found where another is.

Where a pattern can match too much to spell out, nothing is claimed.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, partial

from qualcode import patterns
from qualcode.codebook_tools.linting import spelling
from qualcode.codebook_tools.linting.spelling import Spelling
from qualcode.language.phrases import LEAST_UNACCENTED
from qualcode.language.syllables import NO_VARIANTS
from qualcode.model import Codebook
from qualcode.patterns import InOrder, Node

LIMIT = 400
"""Patterns with more spellings than this are not spelled out."""
_BESIDE = spelling.opaque("")


@dataclass(frozen=True, eq=False)
class Form:
    """A pattern's tree for talk with accents or without; None if it finds nothing there."""

    node: Node | None
    accents: bool

    @cached_property
    def spellings(self) -> tuple[Spelling, ...] | None:
        """Return all ways of saying it; None if they are too many."""
        if self.node is None:
            return ()
        if spelling.how_many(self.node) > LIMIT:
            return None
        return tuple(map(spelling.written, spelling.spelled(self.node, accents=self.accents)))

    @cached_property
    def _expression(self) -> re.Pattern[str]:
        assert self.node is not None  # noqa: S101 - tells the type checker
        return patterns.expression(self.node, accents=self.accents)

    @cached_property
    def needs(self) -> tuple[frozenset[str], ...]:
        """Return sets of keys of each of which one is in every way of saying it."""
        if self.node is None:
            return (frozenset(),)
        return tuple(sorted(spelling.needs(self.node, accents=self.accents), key=len))

    def may_be_in(self, said: Spelling) -> bool:
        """Say no where what was said lacks a syllable that it needs; quicker than to search."""
        return not any(map(said.keys.isdisjoint, self.needs))

    def is_in(self, said: Spelling) -> bool:
        """Say whether it is found in what was said."""
        return self.may_be_in(said) and self._expression.search(said.text) is not None


@dataclass(frozen=True, eq=False)
class Saying:
    """A pattern's tree, and how to read the tree in which each lexicon is one word of its own."""

    node: Node
    naming: Callable[[], Node]

    @cached_property
    def named(self) -> Node:
        """Return the tree with lexicons named, which few patterns are asked for."""
        return self.naming()

    @cached_property
    def meaning(self) -> Hashable:
        """Return what two patterns share that mean the same and are written differently."""
        return spelling.meaning(self.node)

    @cached_property
    def _forms(self) -> dict[tuple[bool, bool], Form]:
        return {}

    def finding(self, *, accents: bool, named: bool = False) -> Form:
        """Return what is sought in talk with accents or without, lexicons named or spelled."""
        if (accents, named) not in self._forms:
            node = self.named if named else self.node
            enough = node if accents else patterns.of_at_least(node, LEAST_UNACCENTED)
            self._forms[accents, named] = Form(enough, accents)
        return self._forms[accents, named]

    def found(self, *, accents: bool, named: bool = False) -> Form:
        """Return what is said in talk with accents or without, lexicons named or spelled."""
        if named and not accents:
            # How many syllables a named lexicon has isn't seen, so nothing may be left out.
            return Form(self.named, accents=False)
        return self.finding(accents=accents, named=named)

    @cached_property
    def shortest(self) -> Spelling:
        """Return one way of saying it."""
        return spelling.written(spelling.shortest(self.node))

    @cached_property
    def syllables(self) -> frozenset[str]:
        """Return each syllable it names, with accents and without, prefixes with a `*`."""
        return frozenset(spelling.syllables(self.node))

    @cached_property
    def _beside(self) -> dict[tuple[bool, bool], Saying]:
        return {(False, False): self}

    def beside(self, *, left: bool, right: bool) -> Saying:
        """Return it with other words of the same pattern before or after it."""
        if (left, right) not in self._beside:
            before, after = (_BESIDE,) * left, (_BESIDE,) * right
            self._beside[left, right] = Saying(
                InOrder((*before, self.node, *after)),
                lambda: InOrder((*before, self.named, *after)),
            )
        return self._beside[left, right]


class Sayings:
    """One codebook's patterns, each read once."""

    def __init__(self, book: Codebook, variants: Mapping[str, str] = NO_VARIANTS) -> None:
        self._lexicons = patterns.compile_lexicons(book.lexicons, variants)
        self._names = {name: spelling.opaque(name) for name in book.lexicons}
        self._variants = variants
        self._read: dict[str, Saying] = {}

    def of(self, line: str) -> Saying:
        """Return a pattern's saying."""
        if line not in self._read:
            self._read[line] = Saying(
                patterns.parse(line, self._lexicons, self._variants),
                partial(patterns.parse, line, self._names, self._variants),
            )
        return self._read[line]

    def all_of(self, lines: Iterable[str]) -> tuple[Saying, ...]:
        """Return the sayings of several patterns."""
        return tuple(map(self.of, lines))


class Likely:
    """Patterns by a syllable that each needs, to compare only what can be found in another."""

    def __init__(self, said: Iterable[Saying]) -> None:
        self._by_key: dict[str, list[int]] = defaultdict(list)
        for number, each in enumerate(said):
            needs = each.finding(accents=True).needs
            for key in needs[0] if needs else [""]:
                self._by_key[key].append(number)

    def within(self, said: Saying) -> list[int]:
        """Return the numbers of the patterns that may be found wherever this one is, in order."""
        keys = ("", *said.shortest.keys)
        return sorted({number for key in keys for number in self._by_key.get(key, ())})


def always_found(
    one: Saying, others: Sequence[Saying], *, accents: Sequence[bool] = (True, False)
) -> bool:
    """Say whether one of the others is found wherever the one is; no if that is not certain."""
    finding = [(other, other.finding(accents=True)) for other in others]
    likely = [other for other, form in finding if form.may_be_in(one.shortest)]
    if any(other.meaning == one.meaning for other in likely):
        return True
    return any(other.finding(accents=True).is_in(one.shortest) for other in likely) and all(
        _always_found(one, likely, accents=each) for each in accents
    )


def _always_found(one: Saying, others: Sequence[Saying], *, accents: bool) -> bool:
    named = one.found(accents=accents).spellings is None
    spellings = one.found(accents=accents, named=named).spellings
    finding = [other.finding(accents=accents, named=named) for other in others]
    return spellings is not None and all(
        any(form.is_in(said) for form in finding) for said in spellings
    )

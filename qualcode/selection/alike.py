"""Which quotes say again, in nearly the same words, what a better one says already."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from qualcode.model import Valence
from qualcode.selection.candidates import Candidate
from qualcode.selection.words import NEGATORS, carrying, denials

ALIKE = 0.75
"""The share of the words of two quotes together that both have, from which they say the same."""
SUBSTANCE = 5
"""Words from which a better quote may stand for one that contains it …"""
MOST_OF_IT = 0.5
"""… if it is at least this share of it: else the longer one adds too much to be left out."""
SHINGLE = 3

Words = tuple[str, ...]
Key = tuple[frozenset[str], int, Valence]


@dataclass(frozen=True, slots=True, eq=False)
class Distinct:
    """A quote to choose from, and how many others say much the same."""

    one: Candidate
    alike: int


def distinct(ranked: Iterable[Candidate]) -> tuple[Distinct, ...]:
    """Return the quotes to choose from, in the order given: the best of several comes first.

    What a person pinned is always kept.
    """
    every = [_Told.of(one) for one in ranked]
    kept = _Kept(Counter(word for told in every for word in told.key[0]))
    alike: list[int] = []
    for told in every:
        same = None if told.one.is_pinned else kept.like(told)
        if same is None:
            kept.add(told)
            alike.append(0)
        else:
            alike[same] += 1
    return tuple(map(Distinct, (told.one for told in kept.told), alike))


@dataclass(frozen=True, slots=True, eq=False)
class _Told:
    """A quote with its words as they are compared."""

    one: Candidate
    words: Words
    line: str
    """The words with a space around each."""
    key: Key
    """Alike for quotes of the same words, in whatever order."""
    shingles: tuple[Words, ...]
    """Each run of three words; a shorter quote is one run."""

    @classmethod
    def of(cls, one: Candidate) -> _Told:
        words = carrying(one.words)
        size = min(SHINGLE, len(words))
        runs = (words[at : at + size] for at in range(len(words) - size + 1 if size else 0))
        key = frozenset(words), denials(words), one.quote.coding.valence
        return cls(one, words, f" {' '.join(words)} ", key, tuple(dict.fromkeys(runs)))


class _Kept:
    """The quotes kept so far, each found again by what it has in common with another.

    A quote is compared only with those that share one of its rarest words, or three words in a
    row: all pairs of thousands would take minutes.
    """

    def __init__(self, used: Mapping[str, int]) -> None:
        self._used = used
        """Word → how many quotes have it."""
        self.told: list[_Told] = []
        self._exact: dict[Key, int] = {}
        self._by_prefix: dict[str, list[int]] = defaultdict(list)
        self._by_word: dict[str, list[int]] = defaultdict(list)
        self._by_shingle: dict[Words, list[int]] = defaultdict(list)
        self._by_first: dict[Words, list[int]] = defaultdict(list)
        self._by_turn: dict[tuple[str, int], list[int]] = defaultdict(list)

    def add(self, told: _Told) -> None:
        """Keep a quote."""
        place = len(self.told)
        self.told.append(told)
        self._exact.setdefault(told.key, place)
        for word in self._prefix(told.key[0]):
            self._by_prefix[word].append(place)
        for word in told.key[0]:
            self._by_word[word].append(place)
        for shingle in told.shingles:
            self._by_shingle[shingle].append(place)
        if told.shingles:
            self._by_first[told.shingles[0]].append(place)
        coding = told.one.quote.coding
        self._by_turn[coding.transcript, coding.turn].append(place)

    def like(self, told: _Told) -> int | None:
        """Return the place of a kept quote that makes this one needless, or nothing."""
        coding = told.one.quote.coding
        for place in self._by_turn.get((coding.transcript, coding.turn), ()):
            if self.told[place].one.quote.coding.span.overlaps(coding.span):
                return place
        if told.key in self._exact:
            return self._exact[told.key]
        near = dict.fromkeys(self._near(told))
        return next((place for place in near if _says_the_same(told, self.told[place])), None)

    def _near(self, told: _Told) -> Iterator[int]:
        """Yield the kept quotes that may be like this one, some of them more than once."""
        for word in self._prefix(told.key[0]):
            yield from self._by_prefix.get(word, ())
        if len(told.words) < SHINGLE:
            yield from _fewest(self._by_word.get(word, ()) for word in told.words)
        else:
            yield from _fewest(self._by_shingle.get(each, ()) for each in told.shingles)
        for shingle in told.shingles:
            yield from self._by_first.get(shingle, ())

    def _prefix(self, words: Iterable[str]) -> list[str]:
        """Return the words of which two quotes that are alike share at least one.

        Put all words of both in one order, whatever it is: if enough of them are in both, then
        the first few of each have one in common. The rarest come first, since few others have
        them.
        """
        ordered = sorted(words, key=lambda word: (self._used[word], word))
        return ordered[: len(ordered) - math.ceil(ALIKE * len(ordered)) + 1]


def _fewest(listed: Iterable[Sequence[int]]) -> Sequence[int]:
    """Return the shortest of the lists: what has all of these words is in each of them."""
    return min(listed, key=len, default=())


def _says_the_same(told: _Told, better: _Told) -> bool:
    """Say whether a quote adds nothing to a better one."""
    (words, denied, valence), (known, known_denied, known_valence) = told.key, better.key
    if valence != known_valence:
        return False
    if _is_within(told.line, better.line):
        return True
    if denied != known_denied:
        return False
    is_most = len(better.words) >= max(SUBSTANCE, MOST_OF_IT * len(told.words))
    if is_most and _is_within(better.line, told.line):
        return True
    return len(words & known) >= ALIKE * len(words | known)


def _is_within(part: str, whole: str) -> bool:
    """Say whether words stand one after the other in others, and aren't denied there."""
    found = whole.find(part)
    return found >= 0 and not NEGATORS.intersection(whole[:found].split()[-1:])

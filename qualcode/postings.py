"""Which stretches of talk may match a pattern: asked of all of them at once, a bit for each.

A set of stretches is one long integer, so that "holds a syllable of each of these lexicons" is a
few `&` and `|` over all of the talk, and only what is left has to be searched.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from qualcode.patterns import Choice, Edge, Gap, InOrder, Maybe, Node, Word
from qualcode.talk import Keys


def bits_of(numbers: Iterable[int], size: int) -> int:
    """Return a set of numbers below `size` as an integer with a bit for each."""
    held = bytearray(size // 8 + 1)
    for number in numbers:
        held[number >> 3] |= 1 << (number & 7)
    return int.from_bytes(held, "little")


def bits_of_ranges(ranges: Iterable[tuple[int, int]]) -> int:
    """Return the numbers of half-open ranges, given in order, as an integer with a bit for each."""
    digits: list[str] = []
    at = 0
    for start, end in ranges:
        digits += ("0" * (start - at), "1" * (end - start))
        at = end
    return int("".join(digits)[::-1] or "0", 2)


def numbers_in(bits: int) -> Iterator[int]:
    """Return the numbers whose bits are set, in order."""
    digits = bin(bits)[:1:-1]
    at = digits.find("1")
    while at >= 0:
        yield at
        at = digits.find("1", at + 1)


class Postings:
    """Syllable → the stretches that hold it; those typed without accents apart."""

    def __init__(self, stretches: Sequence[Keys]) -> None:
        self._holders = {accents: _Holders(len(stretches)) for accents in (True, False)}
        for number, keys in enumerate(stretches):
            self._holders[keys.accents].add(number, keys)
        # By identity: to hash a node would read all of its lexicons each time.
        self._known: dict[tuple[int, bool], tuple[Node, int]] = {}

    def may_match(self, node: Node, *, accents: bool) -> int:
        """Return the stretches, typed so, that hold what a match of this pattern must hold."""
        known = self._known.get((id(node), accents))
        if known is None:
            known = self._known[id(node), accents] = (node, self._may_match(node, accents=accents))
        return known[1]

    def _may_match(self, node: Node, *, accents: bool) -> int:
        holders = self._holders[accents]
        match node:
            case Word(keys, bare, False):
                return _all_of((holders[key] for key in (keys if accents else bare)), holders[""])
            case InOrder(items):
                must = (item for item in items if not isinstance(item, Gap | Edge | Maybe))
                each = (self.may_match(item, accents=accents) for item in must)
                return _all_of(each, holders[""])
            case Choice(options):
                found = 0
                for option in options:
                    found |= self.may_match(option, accents=accents)
                return found
            case _:
                return holders[""]


def _all_of(each: Iterator[int], found: int) -> int:
    for bits in each:
        if not found:
            break
        found &= bits
    return found


class _Holders(dict[str, int]):
    """Syllable → the stretches that hold it, as bits made when first asked for; "" → all."""

    def __init__(self, size: int) -> None:
        super().__init__()
        self._size = size
        self._numbers: dict[str, list[int]] = defaultdict(list)

    def add(self, number: int, keys: Keys) -> None:
        numbers = self._numbers
        numbers[""].append(number)
        for key in set(keys.text.split()):
            numbers[key].append(number)

    def __missing__(self, key: str) -> int:
        bits = self[key] = bits_of(self._numbers.get(key, ()), self._size)
        return bits

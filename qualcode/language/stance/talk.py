"""A stretch of talk as its stances are read: its syllables, and the pauses between them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import pairwise

from qualcode.language.stance.table import listed
from qualcode.language.syllables import Syllable

REACH = 10
"""Written syllables that a negator denies at the most."""
LONG = 60
"""Syllables to look ahead or back in talk without a full stop, at the most."""
FEW = 4
"""Syllables within which a word still belongs to a cue."""
_NO_MARKS = 2  # a blank and the next letter
_GAP = re.compile(r"[^\w\n]*")
_MARKS = {
    "?": re.compile("[?？]"),
    ".": re.compile(r"(?<!\.)[.!。！\n](?!\.)"),
    '"': re.compile('["“”«»]'),
    ",": re.compile(r"[,;:()…–—]|\s-\s|\.\."),
}


@dataclass(frozen=True)
class Talk:
    """The syllables of a stretch of talk, each asked for by its place."""

    keys: tuple[str, ...]
    breaks: tuple[str, ...]
    """What comes before each syllable, and behind the last: of `,.?"` those that fit."""
    begins: tuple[bool, ...]
    """Whether a written syllable begins here: an abbreviation holds several keys."""
    accents: bool

    def key(self, at: int) -> str:
        """Return the key at a place, and nothing beyond the ends."""
        return self.keys[at] if 0 <= at < len(self.keys) else ""

    def has(self, at: int, *names: str) -> bool:
        """Say whether the syllable is in one of these lists of words."""
        return self.key(at) in listed(*names, accents=self.accents)

    def any(self, where: Iterable[int], *names: str) -> bool:
        """Say whether one of the syllables is in one of the lists."""
        return any(self.has(at, *names) for at in where)

    def all(self, where: Iterable[int], *names: str) -> bool:
        """Say whether each of the syllables is in one of the lists."""
        return all(self.has(at, *names) for at in where)

    def find(self, name: str, where: Iterable[int]) -> list[int]:
        """Return the places that hold a word of a list."""
        return [at for at in where if self.has(at, name)]

    @cached_property
    def clauses(self) -> tuple[range, ...]:
        """Return, for each syllable, those between the pauses around it."""
        return tuple(self._parts(",.?"))

    @cached_property
    def sentences(self) -> tuple[range, ...]:
        """Return, for each syllable, those of its sentence."""
        return tuple(self._parts(".?"))

    def statements(self) -> Iterator[tuple[int, Talk]]:
        """Yield what stands between two full stops, each with where it begins."""
        starts = dict.fromkeys(part.start for part in self._parts("."))
        if len(starts) == 1:
            yield 0, self
            return
        for start, stop in pairwise((*starts, len(self.keys))):
            yield (
                start,
                Talk(
                    self.keys[start:stop],
                    self.breaks[start : stop + 1],
                    (True, *self.begins[start + 1 : stop]),
                    self.accents,
                ),
            )

    def _parts(self, marks: str) -> Iterator[range]:
        ends = [at for at, found in enumerate(self.breaks) if not set(marks).isdisjoint(found)]
        for start, stop in pairwise(ends):
            yield from (range(start, stop) for _ in range(start, stop))

    def pauses(self, at: int) -> bool:
        """Say whether there is more than a quotation mark in front of a place."""
        return self.breaks[at] not in ("", '"')

    def rest(self, at: int) -> range:
        """Return the syllables from here to the next pause, for a place behind a cue."""
        return range(at, self.clauses[at - 1].stop)[:LONG]

    def ahead(self, at: int) -> range:
        """Return the syllables from here to the end of the sentence, for a place behind a cue."""
        return range(at, self.sentences[at - 1].stop)[:LONG]

    def ends(self, at: int) -> bool:
        """Say whether only particles and the one spoken to are left before the next pause."""
        rest = self.rest(at)
        return len(rest) <= FEW and self.all(rest, "particles", "people")

    def opening(self, at: int) -> int:
        """Return where the part of the clause begins that this syllable stands in."""
        start = max(self.clauses[at].start, at - LONG)
        return max((cut + 1 for cut in self.find("cuts", range(start, at))), default=start)

    def turns(self, at: int) -> bool:
        """Say whether what follows is set against what was said before."""
        return self.has(at, "contrasts") and (bool(self.breaks[at]) or not self.has(at, "and_they"))

    def before(self, at: int, most: int) -> range:
        """Return at the most so many syllables before a place, of its part of the clause."""
        return range(max(self.opening(at), at - most), at)


def heard(text: str, said: Sequence[Syllable], *, accents: bool) -> Talk:
    """Return the syllables, of which there must be one, with what stands between them."""
    places = [syllable.span for syllable in said]
    last = _GAP.match(text, places[-1].end)
    gaps = [text[one.end : other.start + 1] for one, other in pairwise(places)]
    before = text[max(places[0].start - 1, 0) : places[0].start]
    behind = f"{last[0] if last else ''}   "
    return Talk(
        keys=tuple(syllable.key for syllable in said),
        breaks=("." + _marks(before), *map(_marks, gaps), "." + _marks(behind)),
        begins=(True, *(one != other for one, other in pairwise(places))),
        accents=accents,
    )


@lru_cache(maxsize=1 << 12)
def _marks(gap: str) -> str:
    """Name the marks between two syllables; the gap holds the next one's first letter."""
    if len(gap) <= _NO_MARKS:
        return ""
    found = "".join(mark for mark, expression in _MARKS.items() if expression.search(gap))
    return found + "." if gap[-1].isupper() and ("…" in gap or ".." in gap) else found

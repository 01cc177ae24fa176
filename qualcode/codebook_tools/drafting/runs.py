"""Runs of words that passages have in common, and which other texts have them too.

`không`, `chưa` and `chẳng` count as one word, `¬`, so that what is denied stays with its denial.
"""

from __future__ import annotations

import unicodedata
from collections import Counter, defaultdict, deque
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import NamedTuple

from qualcode.codebook_tools.drafting.texts import Text
from qualcode.language.sentences import sentences
from qualcode.language.stopwords import is_stop_word
from qualcode.language.syllables import keys, syllables
from qualcode.language.words import words
from qualcode.model import Span

LEAST_PASSAGES = 2
WORDS = 5
"""The longest run."""
SIDE_WORDS = 2
"""The longest run on either side of a gap."""
GAP = 4
SYLLABLES = 10
"""The longest run, however few words it has."""

NOT = "¬"
NEGATORS = {keys(word)[0]: word for word in ("không", "chưa", "chẳng")}
_LOOSE_WORDS = """
tôi mình em anh chị cô chú bác ông bà cháu con nó họ thì là mà và với nhưng nên vì tại ở của những
các cái rồi cũng vẫn cứ đã đang sẽ này đấy đó kia ấy thế vậy nữa luôn thôi chứ hả nhỉ ạ dạ à ờ ừ nhé
nha
"""
# Whom one speaks to, and words that hold talk together: a pattern neither begins nor ends so.
_LOOSE = frozenset(_LOOSE_WORDS.split())


class Shape(NamedTuple):
    """One run of keys, or two with a gap between them; a tuple, since there are very many."""

    left: str
    right: str = ""

    @property
    def runs(self) -> tuple[str, ...]:
        """Return the one run or the two."""
        return (self.left, self.right) if self.right else (self.left,)


Found = Mapping[Shape, Mapping[int, int]]
"""Shape → number of a text that has it → the least gap there, 0 for a single run."""


@dataclass(frozen=True, slots=True)
class Lexis:
    """What words the passages' runs are made of, and how these are written."""

    words: dict[str, tuple[str, ...]]
    """Run → the keys of its words."""
    spellings: dict[str, str]
    """Key of a word → how it is written most often."""
    telling: frozenset[str]
    """Keys of the words that tell what talk is about."""
    loose: frozenset[str]
    """Keys of those that tell nothing at the edge of a pattern."""

    def is_whole(self, shape: Shape) -> bool:
        """Say whether a shape tells something of itself, with no loose end."""
        runs = [self.words[run] for run in shape.runs]
        return (
            any(not self.telling.isdisjoint(run) for run in runs)
            and all(NOT in run or not self.telling.isdisjoint(run) for run in runs)
            and runs[-1][-1] != NOT
            and not any(run[0] in self.loose or run[-1] in self.loose for run in runs)
        )


@dataclass(frozen=True, slots=True)
class _Word:
    key: str
    """Its syllables' keys."""
    spelling: str
    follows: bool
    """No comma or other sign stands before it."""


def shapes_by_code(coded: Iterable[Text]) -> tuple[dict[str, list[Shape]], Lexis]:
    """Return what at least two of each code's passages say, and the words of it."""
    seen: dict[str, Counter[Shape]] = defaultdict(Counter)
    spellings: dict[str, Counter[str]] = defaultdict(Counter)
    runs: dict[str, tuple[str, ...]] = {}
    for text in coded:
        spans = sentences(text.typed, Span(0, len(text.typed))) if text.lines else ()
        lines = [list(_words(text.typed, span)) for span in spans]
        for word in (word for line in lines for word in line):
            spellings[word.key][word.spelling] += 1
        shapes = {shape for line in lines for shape in _shapes(line, runs)}
        for code in text.codes:
            seen[code].update(shapes)
    lexis = _lexis(runs, spellings)
    enough = {
        code: [shape for shape, passages in counts.items() if passages >= LEAST_PASSAGES]
        for code, counts in seen.items()
    }
    return {code: list(filter(lexis.is_whole, shapes)) for code, shapes in enough.items()}, lexis


def _lexis(runs: dict[str, tuple[str, ...]], spellings: Mapping[str, Counter[str]]) -> Lexis:
    usual = {
        key: min(seen, key=lambda spelling: (-seen[spelling], spelling))
        for key, seen in spellings.items()
    }
    telling = {k for k, s in usual.items() if not s[0].isdigit() and not is_stop_word(s)}
    loose = {key for key, spelling in usual.items() if spelling in _LOOSE}
    return Lexis(runs, usual, frozenset(telling - {NOT}), frozenset(loose - {NOT}))


def _words(typed: str, span: Span) -> Iterator[_Word]:
    """Yield the words of a sentence; those with a negator in them syllable by syllable."""
    spoken = deque(syllables(typed, span))
    follows = False
    for token in words(typed, span):
        own: dict[Span, list[str]] = {}
        while spoken and spoken[0].span.start < token.span.end:
            syllable = spoken.popleft()
            own.setdefault(syllable.span, []).append(_any_negator(syllable.key))
        denies = any(NOT in each for each in own.values())
        for places in [[place] for place in own] if denies else filter(None, [list(own)]):
            key = " ".join(key for place in places for key in own[place])
            yield _Word(key, " ".join(_written(place.of(typed)) for place in places), follows)
            follows = True
        follows = bool(own)


def _any_negator(key: str) -> str:
    return NOT if key in NEGATORS else key


def _written(syllable: str) -> str:
    """Return a syllable in small letters, but an abbreviation or a name such as VssID as it is."""
    in_capitals = syllable.isupper() and len(keys(syllable)) > 1
    mixed = not syllable.isupper() and any(map(str.isupper, syllable[1:]))
    return unicodedata.normalize("NFC", syllable if in_capitals or mixed else syllable.lower())


def _shapes(line: Sequence[_Word], runs: dict[str, tuple[str, ...]]) -> Iterator[Shape]:
    """Yield the runs of a sentence's words, and the pairs of them with a gap; note their words."""
    starts = list(accumulate((len(word.key.split()) for word in line), initial=0))
    sides: dict[int, list[tuple[int, str]]] = defaultdict(list)
    for first in range(len(line)):
        for behind in range(first + 1, min(first + WORDS, len(line)) + 1):
            joined = behind == first + 1 or line[behind - 1].follows
            if not joined or starts[behind] - starts[first] > SYLLABLES:
                break
            own = tuple(word.key for word in line[first:behind])
            run = " ".join(own)
            runs.setdefault(run, own)
            yield Shape(run, "")
            if len(own) <= SIDE_WORDS:
                sides[starts[first]].append((starts[behind], run))
    for end, left in [side for each in sides.values() for side in each]:
        for start in range(end, end + GAP + 1):
            yield from (Shape(left, right) for _, right in sides.get(start, ()))


def occurrences(texts: Sequence[Text], shapes: Collection[Shape]) -> Found:
    """Return which texts have which of the shapes, whatever words their syllables are part of."""
    found: dict[Shape, dict[int, int]] = {shape: {} for shape in shapes}
    rights: dict[str, set[str]] = defaultdict(set)
    for shape in shapes:
        rights[shape.left].add(shape.right)
    wanted = rights.keys() | {right for each in rights.values() for right in each}
    for number, text in enumerate(texts):
        for line in text.lines:
            for shape, gap in _shapes_in(line, wanted, rights):
                gaps = found[shape]
                gaps[number] = min(gap, gaps.get(number, gap))
    return found


def _shapes_in(
    line: Iterable[str], wanted: Collection[str], rights: Mapping[str, Collection[str]]
) -> Iterator[tuple[Shape, int]]:
    """Yield the shapes of a line with the gap they have there."""
    at = _runs_at([_any_negator(key) for key in line], wanted)
    for end, left in [run for each in at.values() for run in each if run[1] in rights]:
        if "" in rights[left]:
            yield Shape(left, ""), 0
        for gap in range(GAP + 1):
            for _, right in at.get(end + gap, ()):
                if right in rights[left]:
                    yield Shape(left, right), gap


def _runs_at(line: Sequence[str], wanted: Collection[str]) -> dict[int, list[tuple[int, str]]]:
    """Return where the wanted runs begin in a line, each with its end."""
    runs: dict[int, list[tuple[int, str]]] = defaultdict(list)
    for start in range(len(line)):
        for end in range(start + 1, min(start + SYLLABLES, len(line)) + 1):
            run = " ".join(line[start:end])
            if run in wanted:
                runs[start].append((end, run))
    return runs

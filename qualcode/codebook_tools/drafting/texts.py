"""The passages of a code against all other talk: each text by its keys, none counted twice."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from operator import or_

from qualcode.codebook_tools.drafting.passages import Passage
from qualcode.language.phrases import typed_bare
from qualcode.language.sentences import sentences
from qualcode.language.syllables import syllables
from qualcode.model import Span

_START = 2
"""Keys by which a part of a sentence is looked up."""


@dataclass(frozen=True, slots=True)
class Text:
    """A passage, or a sentence of the background that no passage was taken from."""

    typed: str
    codes: tuple[str, ...]
    lines: tuple[tuple[str, ...], ...]
    """The keys of each sentence."""


@dataclass(frozen=True, slots=True)
class Sides:
    """The numbers of the texts that have a code, and of those that don't."""

    own: frozenset[int]
    rest: frozenset[int]

    def strength(self, found: int, elsewhere: int) -> float:
        """Return G²; below zero for what the code's passages say less often than others."""
        own, rest = len(self.own), len(self.rest)
        share = (found + elsewhere) / (own + rest)
        cells = (
            (found, own * share),
            (own - found, own * (1 - share)),
            (elsewhere, rest * share),
            (rest - elsewhere, rest * (1 - share)),
        )
        strength = 2 * sum(seen * math.log(seen / expected) for seen, expected in cells if seen)
        return strength if found >= own * share else -strength


def texts(
    passages: Iterable[Passage], background: Iterable[str]
) -> tuple[tuple[Text, ...], tuple[Text, ...]]:
    """Return the passages, and the background without the sentences they were taken from."""
    coded = tuple(_text(passage.words, passage.codes) for passage in passages)
    return coded, tuple(_uncoded(coded, map(_text, background)))


def sides(code: str, texts: Sequence[Text]) -> Sides:
    """Return which texts have a code; those with the same words but not the code are on no side."""
    own = frozenset(number for number, text in enumerate(texts) if code in text.codes)
    lines = {line for number in own for line in texts[number].lines}
    others = (n for n, text in enumerate(texts) if n not in own and lines.isdisjoint(text.lines))
    return Sides(own, frozenset(others))


def _text(typed: str, codes: tuple[str, ...] = ()) -> Text:
    """Return a text with its keys; without any if it was typed without accents."""
    whole = Span(0, len(typed))
    spans = () if typed_bare(typed, whole) else sentences(typed, whole)
    lines = (tuple(s.key for s in syllables(typed, span)) for span in spans)
    return Text(typed, codes, tuple(filter(None, lines)))


def _uncoded(coded: Iterable[Text], background: Iterable[Text]) -> Iterator[Text]:
    by_code: dict[str, Counter[tuple[str, ...]]] = defaultdict(Counter)
    for text in coded:
        for code in text.codes:
            by_code[code].update(text.lines)
    # A passage with two codes may be listed twice; the sentence that it is from is there once.
    nothing: Counter[tuple[str, ...]] = Counter()
    left = reduce(or_, by_code.values(), nothing)
    others: list[Text] = []
    for text in background:
        if all(left[line] > 0 for line in text.lines):
            left.subtract(text.lines)
        else:
            others.append(text)
    parts: dict[tuple[str, ...], set[tuple[str, ...]]] = defaultdict(set)
    for line in +left:
        parts[line[:_START]].add(line)
    for text in others:
        held = [_holds(line, parts, left) for line in text.lines]
        if not any(held):
            yield text


def _holds(
    line: tuple[str, ...],
    parts: Mapping[tuple[str, ...], Iterable[tuple[str, ...]]],
    left: Counter[tuple[str, ...]],
) -> bool:
    """Say whether a passage is part of this sentence, and count it as found."""
    held = {
        part
        for at in range(len(line))
        for part in parts.get(line[at : at + _START], ())
        if left[part] > 0 and line[at : at + len(part)] == part
    }
    left.subtract(held)
    return bool(held)

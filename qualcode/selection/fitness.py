"""How well a quote shows its theme to somebody who reads nothing else of the talk."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from qualcode.language.stance import stances
from qualcode.language.syllables import Syllable, is_unaccented, marks
from qualcode.model import Quote, Span, Stance, Turn
from qualcode.quotes import READABLE
from qualcode.selection.words import EMPTY

MOST_EVIDENCE = 8
"""Syllables of evidence from which more of them say no more."""
FEWEST = 3
"""Syllables, fillers and pointing words aside, that a quote needs to say something by itself."""
ECHO = 0.8
"""From this share of its words on an answer repeats what the interviewer had just said."""
LONGEST_OFF = 24
"""Syllables over or under a readable length from which it gets no worse."""
UNREAL: tuple[Stance, ...] = ("hypothetical", "reported")
"""Said so, words tell what might be or what others say: they speak less for who says them."""

_GAP = re.compile(r"…|\.{3,}")
_STOP = '.!?…:;\n”"»)]'


@dataclass(frozen=True, slots=True)
class Fitness:
    """What is good and bad about a quote, apart from all others."""

    length: int
    """Syllables."""
    content: int
    """Syllables that are no fillers and don't only point."""
    evidence: int
    """Syllables of the words that fired the rule."""
    probability: float | None
    is_unreal: bool
    """The words are imagined, or put down to others."""
    is_whole: bool
    """It begins and ends where a sentence does."""
    is_echo: bool
    gaps: int
    """`[inaudible]`, `…` and the like inside it."""
    is_bare: bool = False
    """It was typed without accents, which few can read with ease."""
    is_asked: bool = False
    """An interviewer says it."""

    @property
    def is_scrap(self) -> bool:
        """Say whether nothing can be learned from it alone, whoever stands by it."""
        return self.content < FEWEST or self.is_asked

    @property
    def off(self) -> int:
        """Return the syllables by which it is too short or too long to be read with ease."""
        shortest, longest = READABLE
        return max(shortest - self.length, self.length - longest, 0)

    @property
    def points(self) -> float:
        """Return what quotes of the same standing are ordered by; more is better.

        It speaks for its theme: evidence, up to 2 points; a probability, from -1 to 1; not what
        is imagined or reported, 2 points off. It is clear: a whole sentence, 2 points; no echo of
        the question, 2 off; gaps, 1 off for each of three. It is readable: 1 off for each
        4 syllables too many or too few; typed without accents, 2 off.
        """
        telling = min(self.evidence, MOST_EVIDENCE) / 4 - 2 * self.is_unreal
        likely = 0.0 if self.probability is None else 2 * self.probability - 1
        clear = 2 * self.is_whole - 2 * self.is_echo - min(self.gaps, 3)
        readable = -min(self.off, LONGEST_OFF) / 4 - 2 * self.is_bare
        return telling + likely + clear + readable


def judge(
    quote: Quote,
    found: Sequence[Syllable],
    text: str,
    turn: Turn | None,
    question: frozenset[str],
) -> Fitness:
    """Return a quote's fitness, from its syllables and what surrounds them in the transcript.

    `question` are the keys of what the interviewer had said last.
    """
    words, coding = quote.words, quote.coding
    content = [one.key for one in found if one.key not in EMPTY]
    fired = _fired(found, coding.evidence, coding.span.start)
    return Fitness(
        length=len(found),
        content=len(content),
        evidence=len(fired),
        probability=coding.probability,
        is_unreal=_is_unreal(words, found, fired),
        is_whole=_is_whole(text, coding.span, turn),
        is_echo=bool(content) and sum(k in question for k in content) >= ECHO * len(content),
        gaps=len(marks(words, Span(0, len(words)))) + len(_GAP.findall(words)),
        is_bare=is_unaccented(words),
        is_asked=turn is not None and turn.role == "interviewer",
    )


def _fired(said: Sequence[Syllable], evidence: Sequence[Span], start: int) -> frozenset[int]:
    """Return which of the syllables are evidence."""
    own = [(part.start - start, part.end - start) for part in evidence]
    return frozenset(
        place
        for place, one in enumerate(said)
        if any(first < one.span.end and one.span.start < last for first, last in own)
    )


def _is_unreal(words: str, said: Sequence[Syllable], fired: frozenset[int]) -> bool:
    """Say whether half of what counts, the evidence if there is any, is imagined or reported."""
    ways = stances(words, said)
    unreal = {place for way in UNREAL for each in ways[way] for place in each}
    counted = fired or range(len(said))
    return 2 * sum(place in unreal for place in counted) >= max(len(counted), 1)


def _is_whole(text: str, span: Span, turn: Turn | None) -> bool:
    if turn is None:
        return False
    before = text[turn.span.start : span.start].rstrip(" \t")
    after = text[span.end : turn.span.end].lstrip(" \t")
    begins = not before or before[-1] in _STOP
    ends = text[: span.end].rstrip()[-1:] in {".", "!", "?", "…"}
    return begins and (ends or not after or after[0] in _STOP)

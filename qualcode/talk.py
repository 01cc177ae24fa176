"""Talk as matching sees it: the keys of its syllables and where in the text they stand."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import accumulate, groupby

from qualcode.language.phrases import typed_bare
from qualcode.language.syllables import NO_VARIANTS, Syllable, spoken
from qualcode.model import Segment, Span, Transcript, Turn


@dataclass(frozen=True, slots=True)
class Keys:
    """A stretch of talk: its keys, each followed by a space."""

    text: str
    starts: tuple[int, ...]
    """Where each key begins in the key text."""
    begins: tuple[int, ...]
    ends: tuple[int, ...]
    """Where each syllable begins and ends in the transcript's."""
    span: Span
    """The whole stretch, with its punctuation."""
    accents: bool

    def places(self, start: int, end: int) -> tuple[Span, ...]:
        """Return where the syllables between two offsets of the key text stand."""
        first = bisect_right(self.starts, start) - 1
        last = bisect_right(self.starts, end - 1)
        return tuple(map(Span, self.begins[first:last], self.ends[first:last]))

    def number_at(self, offset: int) -> int:
        """Return which syllable, from 0, begins at an offset of the transcript."""
        return bisect_left(self.begins, offset)

    def key(self, number: int) -> str:
        """Return the key of a syllable, counted from 0."""
        start = self.starts[number]
        return self.text[start : self.text.index(" ", start)]

    def within(self, span: Span) -> Keys:
        """Return the part that lies in a span of the transcript."""
        first = bisect_left(self.begins, span.start)
        last = bisect_left(self.begins, span.end, lo=first)
        if first == last:
            return Keys("", (), (), (), span, self.accents)
        start = self.starts[first]
        end = self.starts[last] if last < len(self.starts) else len(self.text)
        return Keys(
            self.text[start:end],
            tuple(each - start for each in self.starts[first:last]),
            self.begins[first:last],
            self.ends[first:last],
            span,
            self.accents,
        )

    def syllables(self) -> tuple[Syllable, ...]:
        """Return the keys with their places."""
        return tuple(map(Syllable, self.text.split(), map(Span, self.begins, self.ends)))


NOTHING = Keys("", (), (), (), Span(0, 0), accents=True)


@dataclass(frozen=True, slots=True)
class Talk:
    """One turn, with what the interviewer had said last."""

    turn: Turn
    keys: Keys
    question: Keys
    segments: tuple[tuple[Segment, Keys], ...] = ()


@dataclass(frozen=True, slots=True)
class Heard:
    """A transcript as matching sees it."""

    transcript: Transcript
    talks: tuple[Talk, ...]


def listen(
    transcript: Transcript,
    segments: Iterable[Segment],
    variants: Mapping[str, str] = NO_VARIANTS,
) -> Heard:
    """Return the turns with their keys: what both rules and questions are sought in.

    `variants` are what a team's own abbreviations stand for.
    """
    by_turn = {number: tuple(each) for number, each in groupby(segments, lambda s: s.turn)}
    question = NOTHING
    talks = []
    for turn in transcript.turns:
        keys = _keys(transcript.text, turn.span, variants)
        own = tuple((one, keys.within(one.span)) for one in by_turn.get(turn.number, ()))
        talks.append(Talk(turn, keys, question, own))
        if turn.role == "interviewer":
            question = keys
    return Heard(transcript, tuple(talks))


def _keys(text: str, span: Span, variants: Mapping[str, str]) -> Keys:
    accents = not typed_bare(text, span)
    said = tuple(spoken(text, span, accents=accents, variants=variants))
    keys, begins, ends = zip(*said, strict=True) if said else ((), (), ())
    starts = tuple(accumulate((len(key) + 1 for key in keys), initial=0))[:-1]
    return Keys("".join(f"{key} " for key in keys), starts, begins, ends, span, accents)

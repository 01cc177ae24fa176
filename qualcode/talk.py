"""Talk as matching sees it: the keys of its syllables and where in the text they stand."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import accumulate, groupby

from qualcode.language.phrases import typed_bare
from qualcode.language.syllables import NO_VARIANTS, Syllable, syllables
from qualcode.model import Segment, Span, Transcript, Turn


@dataclass(frozen=True, slots=True)
class Keys:
    """A stretch of talk: its keys, each followed by a space."""

    text: str
    starts: tuple[int, ...]
    spans: tuple[Span, ...]
    span: Span
    """The whole stretch, with its punctuation."""
    accents: bool

    def places(self, start: int, end: int) -> tuple[Span, ...]:
        """Return where the syllables between two offsets of the key text stand."""
        return self.spans[self.number_at(start) : bisect_right(self.starts, end - 1)]

    def number_at(self, offset: int) -> int:
        """Return which syllable, from 0, stands at an offset of the key text."""
        return bisect_right(self.starts, offset) - 1

    def within(self, span: Span) -> Keys:
        """Return the part that lies in a span of the transcript."""
        first = bisect_left(self.spans, span.start, key=lambda s: s.start)
        last = bisect_left(self.spans, span.end, lo=first, key=lambda s: s.start)
        if first == last:
            return Keys("", (), (), span, self.accents)
        begin = self.starts[first]
        end = self.starts[last] if last < len(self.starts) else len(self.text)
        starts = tuple(start - begin for start in self.starts[first:last])
        return Keys(self.text[begin:end], starts, self.spans[first:last], span, self.accents)

    def syllables(self) -> tuple[Syllable, ...]:
        """Return the keys with their places."""
        return tuple(map(Syllable, self.text.split(), self.spans))


NOTHING = Keys("", (), (), Span(0, 0), accents=True)


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
    found = syllables(text, span, accents=accents, variants=variants)
    starts = accumulate((len(syllable.key) + 1 for syllable in found), initial=0)
    joined = "".join(syllable.key + " " for syllable in found)
    return Keys(joined, tuple(starts)[:-1], tuple(s.span for s in found), span, accents)

"""What can be coded, segment by segment, with the talk around it that gives it its sense."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from qualcode.model import Segment, Span, Study, Transcript

AROUND = 3
"""Segments on each side that are still context: a whole answer, but not a whole speech."""

Hits = dict[tuple[str, int], list[tuple[Span, str]]]
"""Transcript and turn → where a rule of which code matched."""


@dataclass(frozen=True, slots=True)
class Passage:
    """One segment of a respondent's talk."""

    segment: Segment
    text: str
    context: str
    """The text with what the same person said around it."""
    question: str = ""
    """What the interviewer had said last."""
    before: str = ""
    """What another respondent had said since."""
    hits: frozenset[str] = frozenset()
    """The codes of which a rule matched in the segment."""
    turn_hits: frozenset[str] = frozenset()
    """The codes of which a rule matched in the turn."""

    @property
    def turn(self) -> tuple[str, int]:
        """Return the transcript's name and the turn's number."""
        return self.segment.transcript, self.segment.turn


def passages(study: Study) -> tuple[Passage, ...]:
    """Return every segment of respondents' talk, in the order of the transcripts."""
    hits: Hits = defaultdict(list)
    for hit in study.hits:
        hits[hit.segment.transcript, hit.segment.turn].append((hit.segment.span, hit.code))
    by_name = {
        name: tuple(each) for name, each in groupby(study.segments, lambda one: one.transcript)
    }
    return tuple(
        passage
        for transcript in study.transcripts
        for passage in of_transcript(transcript, by_name.get(transcript.name, ()), hits)
    )


def by_turn(
    passages: Iterable[Passage],
) -> Iterator[tuple[tuple[str, int], tuple[Passage, ...]]]:
    """Yield each turn's place and its passages, given all in order."""
    for turn, own in groupby(passages, lambda one: one.turn):
        yield turn, tuple(own)


def in_order(study: Study) -> tuple[Passage, ...]:
    """Return the same, whatever order the transcripts are in."""
    return tuple(sorted(passages(study), key=lambda one: place(one.segment)))


def place(segment: Segment) -> tuple[str, int, int]:
    """Return what segments are sorted by."""
    return segment.transcript, segment.span.start, segment.span.end


def of_transcript(
    transcript: Transcript, segments: Sequence[Segment], hits: Hits
) -> Iterator[Passage]:
    """Yield the passages of one transcript, given its segments and what its rules matched."""
    own = {number: tuple(each) for number, each in groupby(segments, lambda one: one.turn)}
    question = before = ""
    for turn in transcript.turns:
        if turn.role == "interviewer":
            question, before = transcript.words_of(turn), ""
        if turn.role != "respondent":
            continue
        said = own.get(turn.number, ())
        matched = hits.get((transcript.name, turn.number), [])
        for number, segment in enumerate(said):
            first, last = said[max(0, number - AROUND)], said[number + AROUND : number + AROUND + 1]
            end = last[0] if last else said[-1]
            yield Passage(
                segment,
                segment.span.of(transcript.text),
                Span(first.span.start, end.span.end).of(transcript.text),
                question,
                before,
                frozenset(code for span, code in matched if span.overlaps(segment.span)),
                frozenset(code for _, code in matched),
            )
        before = transcript.words_of(turn)

"""What people have decided on in a study, as examples for others and for later studies."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from qualcode.learning.passages import Passage, passages
from qualcode.model import Coding, Example, Span, Study

CONFIRMED = frozenset({"accepted", "added"})


def examples_of(study: Study) -> tuple[Example, ...]:
    """Return the passages that people have coded, or have read and left without a code.

    What is only proposed is on neither side: a passage where something still waits for a
    person is left out, whoever spoke is not named, and interviewers' words are questions only.
    """
    codings: dict[tuple[str, int], list[Coding]] = defaultdict(list)
    for coding in study.codings:
        codings[coding.transcript, coding.turn].append(coding)
    return tuple(
        example
        for turn, said in groupby(passages(study), lambda passage: passage.turn)
        for example in _of_turn(tuple(said), codings[turn], was_read=turn in study.seen)
    )


def placed(span: Span, segments: Sequence[Span]) -> tuple[Span, ...]:
    """Return the segments that what is said at a span belongs to.

    Those it covers at least half of, or lies in; without any the one it shares most with.
    """
    shared = {segment: _shared(span, segment) for segment in segments}
    held = tuple(
        segment
        for segment, length in shared.items()
        if length and (2 * length >= _length(segment) or length == _length(span))
    )
    most = max(shared.values(), default=0)
    return held or tuple(segment for segment in segments if most and shared[segment] == most)[:1]


def _of_turn(
    said: Sequence[Passage], codings: Iterable[Coding], *, was_read: bool
) -> Iterator[Example]:
    """Yield those of a turn's passages on which all is decided, in order."""
    spans = [passage.segment.span for passage in said]
    given: dict[Span, set[str]] = defaultdict(set)
    waiting: set[Span] = set()
    for coding in codings:
        for span in placed(coding.span, spans):
            if coding.status in CONFIRMED:
                given[span].add(coding.code)
            else:
                waiting.add(span)
    for passage in said:
        span = passage.segment.span
        if span not in waiting and (was_read or span in given):
            yield Example(
                passage=passage.text,
                codes=frozenset(given.get(span, ())),
                question=" ".join(passage.question.split()),
                source=passage.segment.transcript,
                turn=str(passage.segment.turn),
            )


def _shared(one: Span, other: Span) -> int:
    return max(0, min(one.end, other.end) - max(one.start, other.start))


def _length(span: Span) -> int:
    return span.end - span.start

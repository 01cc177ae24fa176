"""Which codings lie on a passage, and which passages a coding belongs to."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from qualcode.model import Coding, Segment, Span, Study

Place = tuple[str, int, str]
"""Transcript, turn and code."""


class Codings:
    """Codings, to be asked which of them lie on a passage."""

    def __init__(self, codings: Iterable[Coding]) -> None:
        self._by_turn: defaultdict[tuple[str, int], list[Coding]] = defaultdict(list)
        for coding in codings:
            self._by_turn[coding.transcript, coding.turn].append(coding)

    def on(self, segment: Segment) -> tuple[Coding, ...]:
        """Return those that share words with a segment, in the order of the text."""
        there = [one for one in self.in_turn(segment) if one.span.overlaps(segment.span)]
        return tuple(sorted(there, key=lambda one: (one.span, one.code)))

    def in_turn(self, segment: Segment) -> Sequence[Coding]:
        """Return those of the segment's turn."""
        return self._by_turn.get((segment.transcript, segment.turn), ())


def decided(study: Study) -> frozenset[Place]:
    """Return the codes that a person has decided on, each in its turn."""
    return frozenset(
        (one.transcript, one.turn, one.code)
        for one in (*study.codings, *study.rejected)
        if one.status != "proposed"
    )


def codes_of(codings: Iterable[Coding], segments: Sequence[Span]) -> Mapping[Span, set[str]]:
    """Return the codes of those segments of a turn that its codings belong to."""
    found: defaultdict[Span, set[str]] = defaultdict(set)
    for coding in codings:
        for segment in placed(coding.span, segments):
            found[segment].add(coding.code)
    return dict(found)


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


def _shared(one: Span, other: Span) -> int:
    return max(0, min(one.end, other.end) - max(one.start, other.start))


def _length(span: Span) -> int:
    return span.end - span.start

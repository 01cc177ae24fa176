"""Which codings lie on a passage."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from qualcode.learning.passages import Passage, passages
from qualcode.model import Coding, Segment, Study


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


def in_order(study: Study) -> tuple[Passage, ...]:
    """Return a study's passages, the same whatever order its transcripts are in."""
    return tuple(sorted(passages(study), key=lambda one: place(one.segment)))


def place(segment: Segment) -> tuple[str, int, int]:
    """Return what segments are sorted by."""
    return segment.transcript, segment.span.start, segment.span.end

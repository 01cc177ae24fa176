"""Hits → codings: within a code the longest match wins, between codes all are kept."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from qualcode.model import Coding, Hit


def code(hits: Iterable[Hit]) -> tuple[Coding, ...]:
    """Return what the rules propose, given their matches, in the order of the text.

    Each coding covers the segment (for a rule of turn scope: the segments) that holds the
    words that fired, and carries those words and the rule.
    """
    kept: dict[tuple[str, int, str], list[Hit]] = defaultdict(list)
    for hit in sorted(hits, key=_strongest_first):
        rivals = kept[hit.segment.transcript, hit.segment.turn, hit.code]
        if not any(rival.segment.span.overlaps(hit.segment.span) for rival in rivals):
            rivals.append(hit)
    codings = (
        Coding(
            transcript=hit.segment.transcript,
            turn=hit.segment.turn,
            span=hit.segment.span,
            code=hit.code,
            valence=hit.valence,
            rule=hit.rule,
            evidence=hit.words,
        )
        for hits in kept.values()
        for hit in hits
    )
    return tuple(sorted(codings, key=lambda c: (c.span, c.code)))


def _strongest_first(hit: Hit) -> tuple[int, int, int, str]:
    """Order by the words that fired, longest first; then by place and rule, never by chance."""
    fired = sum(span.end - span.start for span in hit.words)
    return (-fired, -(hit.span.end - hit.span.start), hit.span.start, hit.rule)

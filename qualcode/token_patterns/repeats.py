"""How many words each token of a pattern takes, worked out in bounded time.

spaCy tries every way to share words out among repeated tokens, and may take a minute over `{0,20}`
in one long sentence. Here each token takes a bounded number of operations on the bits of all places
at once.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Step:
    """One token of a pattern: how many words it stands for, and whether they count as found."""

    least: int
    most: int | None
    is_negated: bool
    tells: bool


def paths(steps: Sequence[Step], fits: Sequence[int], start: int) -> list[int]:
    """Return where a match from `start` may be before each token and at the end, as bits."""
    places = [1 << start]
    for step, fitting in zip(steps, fits, strict=True):
        places.append(_behind(step, fitting, places[-1]))
    return places


def _behind(step: Step, fits: int, before: int) -> int:
    """Return the places that may be reached with the words that one token takes."""
    at, reached = before, 0
    for count in range((step.least if step.most is None else step.most) + 1):
        if count >= step.least:
            reached |= at
        last, at = at, (at & fits) << 1
    if step.most is not None:
        return reached
    # To the end of each run of words that fit: adding carries a bit through the run.
    return ((last & fits) + fits) ^ fits | last


def longest_apart(ends: Sequence[int]) -> list[tuple[int, int]]:
    """Return the longest match, then the longest before and behind it, and so on; in order."""
    chosen: list[tuple[int, int]] = []
    stretches = [(0, len(ends))]
    while stretches:
        low, high = stretches.pop()
        within = (2 << high) - 1
        spans = [(s, (ends[s] & within).bit_length() - 1) for s in range(low, high)]
        start, end = max(spans, key=lambda s: (s[1] - s[0], -s[0]), default=(0, 0))
        if end > start:
            chosen.append((start, end))
            stretches += [(low, start), (end, high)]
    return sorted(chosen)


def fired(steps: Sequence[Step], fits: Sequence[int], places: Sequence[int], end: int) -> list[int]:
    """Return the words of a match that tell something; gaps are as short as may be."""
    found: list[int] = []
    for step, fitting, before in reversed([*zip(steps, fits, places, strict=False)]):
        counts = [n for n in _counts(step, fitting, end) if before >> (end - n) & 1]
        taken = max(counts) if step.tells else min(counts)
        end -= taken
        if step.tells:
            found += range(end, end + taken)
    return sorted(found)


def _counts(step: Step, fits: int, end: int) -> Iterator[int]:
    """Return how many words a token may take that ends there."""
    most = end if step.most is None else min(end, step.most)
    for count in range(most + 1):
        if count and not fits >> (end - count) & 1:
            return
        if count >= step.least:
            yield count

"""Find a decision's words again after its transcript's text has changed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Literal

from qualcode.model import CONTEXT, Decision, Span, Transcript
from qualcode.review.answers import own_answer
from qualcode.review.denials import denials
from qualcode.review.folded import Folded, fold, said

Standing = Literal["same", "moved", "changed", "orphan"]

SHORT = 8
"""A quote below this length says too little without its exact neighbours."""
EDITS = 0.25
"""The share of a quote's characters that may differ."""
EDITS_BETWEEN = 0.5
"""The same where what stood before and behind it still does: names are masked after coding."""
SCORE = 0.75
"""The least score of words that differ."""
AGREEMENT = 1.0
"""Of 2, one for each side: the least for words to be thought of as in their old surroundings."""
REACH = 4000
"""How far apart the old neighbours may stand if other words are there instead."""
NEAR = 0.75
"""What makes a side of the same words elsewhere too like the old one to tell them apart."""

BORDER = re.compile(r"\b|(?<=\S)(?!\S)|(?<!\S)(?=\S)")
HALF_BEFORE = re.compile("^[aàáảãạeèéẻẽẹyỳýỷỹỵ]", re.IGNORECASE)
HALF_BEHIND = re.compile("[oòóỏõọuùúủũụ]$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Anchored:
    """Where a decision's words stand now, and whether they still are the same."""

    span: Span | None
    status: Standing
    """`changed`: a person has to look, for the words differ or it may well be another place."""


@dataclass(frozen=True, slots=True)
class _Quote:
    """A decision's words and their neighbours, folded, and the place where they stood."""

    place: int
    exact: str
    prefix: str
    suffix: str


def anchor(decision: Decision, transcript: Transcript, sha256: str = "") -> Anchored:
    """Return where the decision's words stand in this text; an orphan if they stand nowhere.

    `sha256` is the transcript's, from a caller who asks about many decisions.
    """
    if decision.sha256 == (sha256 or transcript.sha256):
        return Anchored(decision.span, "same")
    mine = own_answer(decision, transcript)
    if mine is None:
        return _search(decision, transcript.text)
    alone, answer = mine
    found = _search(alone, answer.of(transcript.text))
    if found.span is None:
        # Whoever is called so now wrote other words: it may be somebody else, so a person looks.
        elsewhere = _search(decision, transcript.text)
        return replace(elsewhere, status="changed") if elsewhere.span else elsewhere
    span = Span(found.span.start + answer.start, found.span.end + answer.start)
    return Anchored(span, "moved" if found.status == "same" else found.status)


@lru_cache(maxsize=1 << 14)
def _search(decision: Decision, text: str) -> Anchored:
    folded = fold(text)
    # Context may be cut between two vowels of which the mark could stand on either.
    context = HALF_BEFORE.sub("", decision.prefix), HALF_BEHIND.sub("", decision.suffix)
    parts = (fold(part).text.strip() for part in (decision.exact, *context))
    quote = _Quote(decision.span.start, *parts)
    found = _repeated(quote, folded) or _similar(quote, folded) or Anchored(None, "orphan")
    if found.span is None or found.status != "moved":
        return found
    if denials(decision.prefix, decision.suffix) != denials(
        text[max(0, found.span.start - CONTEXT) : found.span.start],
        text[found.span.end : found.span.end + CONTEXT],
    ):
        return Anchored(found.span, "changed")
    unmoved = found.span == decision.span and decision.span.of(text) == decision.exact
    return Anchored(found.span, "same") if unmoved else found


def _repeated(quote: _Quote, folded: Folded) -> Anchored | None:
    """Choose among the places where the very words stand."""
    text = folded.text
    sides = {
        hit: _sides(quote, text, hit)
        for hit in _occurrences(quote.exact, text)
        if _is_whole(text, hit)
    }
    if not sides:
        return None
    best = max(
        sides,
        key=lambda hit: (sum(sides[hit]), -abs(folded.original(hit).start - quote.place)),
    )
    beside = sides.pop(best)
    if len(quote.exact) < SHORT and max(beside) < 1:
        return None
    if _is_sure(quote, folded, best, list(sides.values())):
        return Anchored(folded.original(best), "moved")
    # The very words, but in another place: reworded ones in the old place would be the better.
    edited = _similar(quote, folded) if sum(beside) < AGREEMENT else None
    return edited or Anchored(folded.original(best), "changed")


def _is_sure(
    quote: _Quote, folded: Folded, span: Span, others: Sequence[tuple[float, float]]
) -> bool:
    """Say whether no other place can be the one that was meant; `others` are rivals' sides."""
    # Where the very neighbours stand about other words, those may be what became of the quote.
    if any(not _touch(place, span) for place in _between(quote, folded.text)):
        return False
    beside = _sides(quote, folded.text, span)
    if folded.original(span).start == quote.place:
        apart = all(min(other) < NEAR and max(other) < 1 for other in others)
        return min(beside) == 1 or (sum(beside) >= AGREEMENT and apart)
    # In a repeated exchange, a turn put in beside the right place leaves it one side only.
    return min(beside) == 1 and all(max(other) < 1 for other in others)


def _touch(one: Span, other: Span) -> bool:
    return one.start <= other.end and other.start <= one.end


def _occurrences(words: str, text: str) -> Iterator[Span]:
    start = text.find(words) if words else -1
    while start >= 0:
        yield Span(start, start + len(words))
        start = text.find(words, start + 1)


def _is_whole(text: str, span: Span) -> bool:
    """Say whether no word is cut: `chị` does not stand in `chịu`."""
    return not any(
        text[max(0, end - 1) : end].isalnum() and text[end : end + 1].isalnum()
        for end in (span.start, span.end)
    )


def _sides(quote: _Quote, text: str, span: Span) -> tuple[float, float]:
    """Return how alike what stands before is, and what stands behind: 1 for the same."""
    before = text[max(0, span.start - 2 * CONTEXT) : span.start].strip()
    behind = text[span.end : span.end + 2 * CONTEXT].strip()
    return (
        _alike(quote.prefix, before[-len(quote.prefix) :]),
        _alike(quote.suffix, behind[: len(quote.suffix) or None]),
    )


def _alike(old: str, new: str) -> float:
    from rapidfuzz.distance import Levenshtein

    if old:
        return Levenshtein.normalized_similarity(old, new)
    # The quote stood at the text's edge; a text that has grown there says neither yes nor no.
    return 0.5 if new else 1.0


def _similar(quote: _Quote, folded: Folded) -> Anchored | None:
    """Choose among the places whose words differ a little, as a person has to check."""
    if len(quote.exact) < SHORT:
        return None
    text = folded.text
    reach = 2 * len(quote.exact)
    between = {span for span in _between(quote, text) if 0 < span.end - span.start <= reach}
    beside = {_at_borders(quote.exact, text, window) for window in _windows(quote, text)}
    good = [
        span
        for span in sorted(between | beside)
        if _edits(quote, text, span) <= (EDITS_BETWEEN if span in between else EDITS)
        and _score(quote, text, span) >= SCORE
    ]
    if not good:
        return None
    best = max(good, key=lambda span: _score(quote, text, span))
    others = [_sides(quote, text, span) for span in good if not _touch(span, best)]
    same = said(best.of(text)) == said(quote.exact)
    sure = same and _is_sure(quote, folded, best, others)
    return Anchored(folded.original(best), "moved" if sure else "changed")


def _between(quote: _Quote, text: str) -> Iterator[Span]:
    """Find what stands between the very neighbours, be it nothing."""
    for before in _occurrences(quote.prefix, text):
        start = before.end + (text[before.end : before.end + 1] == " ")
        end = text.find(quote.suffix, start, start + REACH + len(quote.exact))
        if quote.suffix and end >= start:
            yield Span(start, start + len(text[start:end].rstrip()))


def _windows(quote: _Quote, text: str) -> Iterator[Span]:
    """Find stretches of about the quote's length: most alike of all, or beside a neighbour."""
    from rapidfuzz import fuzz

    length = len(quote.exact)
    alike = fuzz.partial_ratio_alignment(quote.exact, text, score_cutoff=50)
    if alike:
        yield Span(alike.dest_start, alike.dest_end)
    for before in _occurrences(quote.prefix, text):
        yield Span(before.end, min(before.end + length, len(text)))
    for behind in _occurrences(quote.suffix, text):
        yield Span(max(0, behind.start - length), behind.start)


def _at_borders(words: str, text: str, window: Span) -> Span:
    """Shift the window's ends to the borders of words that make it most alike."""
    from rapidfuzz.distance import Levenshtein

    reach = round(len(words) * EDITS) + 2
    start, end = window.start, window.end
    for _ in range(2):
        ends = [b for b in _borders(text, end, reach) if b > start] or [end]
        end = min(ends, key=lambda b: (Levenshtein.distance(words, text[start:b]), -b))
        starts = [b for b in _borders(text, start, reach) if b < end] or [start]
        start = min(starts, key=lambda b: (Levenshtein.distance(words, text[b:end]), b))
    found = text[start:end]
    if not found.strip():
        return Span(start, end)
    return Span(end - len(found.lstrip()), start + len(found.rstrip()))


def _borders(text: str, near: int, reach: int) -> set[int]:
    """Return the borders of words about a place: within a word no quote begins or ends."""
    first, last = max(0, near - reach), min(len(text), near + reach)
    return {match.start() for match in BORDER.finditer(text, first, last)}


def _edits(quote: _Quote, text: str, span: Span) -> float:
    """Return the share of the quote's characters that differ there."""
    from rapidfuzz.distance import Levenshtein

    return Levenshtein.distance(quote.exact, span.of(text)) / len(quote.exact)


def _score(quote: _Quote, text: str, span: Span) -> float:
    """Weigh as Hypothesis does: 50 for the words, 20 for each side."""
    alike = max(0.0, 1 - _edits(quote, text, span))
    return (50 * alike + 20 * sum(_sides(quote, text, span))) / 90

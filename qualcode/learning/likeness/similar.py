"""Passages that say what a quote says, and passages that are there twice."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from qualcode.language.normalise import strip_accents
from qualcode.language.stopwords import is_stop_word
from qualcode.language.syllables import Syllable, is_unaccented, syllables
from qualcode.learning.coded import Codings
from qualcode.learning.likeness.space import SHARE, Space
from qualcode.learning.passages import in_order, place
from qualcode.model import Coding, Segment, Span, Study, is_within

FLOOR = 0.1
"""Passages less like the quote than this have no more in common than words everybody says."""
LEAST = 8
"""Two people may well give a shorter answer in the same words."""


@dataclass(frozen=True, slots=True)
class Similar:
    """A passage that is like the words it was sought by."""

    segment: Segment
    similarity: float
    """From 0 to 1, the same syllables."""
    shared: tuple[Span, ...]
    """The words in it that the other has too, places in the transcript."""
    codings: tuple[Coding, ...]
    """In force on it."""


@dataclass(frozen=True, slots=True)
class Group:
    """Passages with nearly the same words."""

    passages: tuple[Segment, ...]
    """In the order of the transcripts' names; whole turns or sentences."""
    similarity: float
    """How much of the letters the least alike of neighbours share, in the same order."""


def similar(
    study: Study, words: str, *, limit: int = 10, code: str = "", without: str = ""
) -> tuple[Similar, ...]:
    """Return the passages of respondents' talk that are most like these words, nearest first.

    With `code` only passages that this code or family is in force on; with `without` only those
    it is not.
    """
    passages = in_order(study)
    space = Space([passage.text for passage in passages], study.settings.variants)
    codings = Codings(study.codings)
    found: list[Similar] = []
    for near in space.nearest(words, len(passages)):
        segment = passages[near.number].segment
        own = codings.on(segment)
        if near.similarity < FLOOR or len(found) == limit:
            break
        if (code and not _has(own, code)) or (without and _has(own, without)):
            continue
        if shared := shared_words(study, segment, words):
            # Without, no more than a word that everybody says is the same.
            found.append(Similar(segment, near.similarity, shared, own))
    return tuple(found)


def _has(codings: Sequence[Coding], code: str) -> bool:
    return any(is_within(coding.code, code) for coding in codings)


def shared_words(study: Study, segment: Segment, words: str) -> tuple[Span, ...]:
    """Return which words of a segment the others have too, function words only beside others."""
    transcript = study.transcript(segment.transcript)
    text, variants = (transcript.text if transcript else ""), study.settings.variants
    accents = not (is_unaccented(words) or is_unaccented(text, segment.span))
    sought = [s.key for s in syllables(words, accents=accents, variants=variants)]
    said = syllables(text, segment.span, accents=accents, variants=variants)
    pairs = set(pairwise(sought))
    told = set(sought)
    marked = [s.key in told and not is_stop_word(s.span.of(text)) for s in said]
    for at, (one, other) in enumerate(pairwise(said)):
        if (one.key, other.key) in pairs:
            marked[at] = marked[at + 1] = True
    return tuple(_joined(said, marked))


def _joined(said: Sequence[Syllable], marked: Sequence[bool]) -> Iterator[Span]:
    """Yield each stretch of marked syllables that follow each other."""
    start: int | None = None
    end = 0
    for syllable, is_marked in zip(said, marked, strict=True):
        if is_marked:
            start = syllable.span.start if start is None else start
            end = syllable.span.end
        elif start is not None:
            yield Span(start, end)
            start = None
    if start is not None:
        yield Span(start, end)


def duplicates(study: Study, threshold: float = 0.8) -> tuple[Group, ...]:
    """Return the turns, and elsewhere the sentences, that are there more than once.

    Two are the same from `threshold` on: the share of their letters, accents aside, that both
    have in the same order. An answer of a few syllables is no duplicate.
    """
    whole = [
        Segment(transcript.name, turn.number, turn.span)
        for transcript in sorted(study.transcripts, key=lambda one: one.name)
        for turn in transcript.turns
        if turn.role == "respondent"
    ]
    turns = _groups(study, whole, threshold)
    twice = {
        (one.transcript, one.turn): n for n, group in enumerate(turns) for one in group.passages
    }
    pieces = [passage.segment for passage in in_order(study)]
    sentences = [
        group
        for group in _groups(study, pieces, threshold)
        # Sentences of turns that are there twice as a whole are told of already.
        if len({twice.get((one.transcript, one.turn), -1) for one in group.passages}) > 1
        or (group.passages[0].transcript, group.passages[0].turn) not in twice
    ]
    return tuple(sorted((*turns, *sentences), key=lambda group: place(group.passages[0])))


def _groups(study: Study, segments: Sequence[Segment], threshold: float) -> list[Group]:
    texts = {transcript.name: transcript.text for transcript in study.transcripts}
    said = [segment.span.of(texts[segment.transcript]) for segment in segments]
    space = Space(said, study.settings.variants)
    keys = [space.keys(text) for text in said]
    long = [number for number, own in enumerate(keys) if len(own) >= LEAST]
    written = {number: strip_accents(" ".join(keys[number])) for number in long}
    first = dict(zip(long, long, strict=True))
    worst: dict[int, float] = dict.fromkeys(long, 1.0)
    for one, other, alike in pairs(space, written, threshold):
        low, high = sorted((_root(first, one), _root(first, other)))
        first[high] = low
        worst[low] = min(worst[low], worst[high], alike)
    members: dict[int, list[Segment]] = {}
    for number in long:
        members.setdefault(_root(first, number), []).append(segments[number])
    return [Group(tuple(each), worst[at]) for at, each in members.items() if len(each) > 1]


def _root(first: dict[int, int], number: int) -> int:
    while first[number] != number:
        number = first[number]
    return number


def pairs(
    space: Space, written: Mapping[int, str], threshold: float
) -> Iterator[tuple[int, int, float]]:
    """Yield the passages that are nearly the same, two by two, and how much.

    `written` has their letters by their numbers in the space.
    """
    import numpy as np
    from rapidfuzz import fuzz

    numbers = list(written)
    for start in range(0, len(numbers), SHARE):
        rows = numbers[start : start + SHARE]
        # To compare letter by letter takes long: only what has much in common at all is.
        for row, other in np.argwhere(space.among(rows) >= threshold / 2):
            one = rows[row]
            if one < other and other in written:
                alike = fuzz.ratio(written[one], written[int(other)]) / 100
                if alike >= threshold:
                    yield one, int(other), alike

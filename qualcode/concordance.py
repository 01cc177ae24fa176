"""Keyword in context: every place where a phrase was said, with what stands around it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from qualcode.language import phrases
from qualcode.model import Segment, Span, Study, Transcript, Turn

if TYPE_CHECKING:
    from pandas import DataFrame

COLUMNS = (
    dict.fromkeys(("transcript",), "object")
    | {"turn": "int64"}
    | dict.fromkeys(("speaker", "role", "left", "keyword", "right"), "object")
    | dict.fromkeys(("start", "end"), "int64")
)
"""The columns of `concordance` and their types."""


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One place where a phrase was said, and the sentence it stands in."""

    transcript: Transcript
    turn: Turn
    sentence: Span
    span: Span


def concordance(study: Study, phrase: str, *, width: int = 40) -> DataFrame:
    """Return one row for each place, in the order of the talk, columns and types as in `COLUMNS`.

    `left` and `right` are whole words of the same turn, up to `width` characters; `start` and
    `end` say where the keyword stands in the transcript's text.
    """
    from pandas import DataFrame

    rows = [_row(found, width) for found in occurrences(study, phrase)]
    return DataFrame(rows, columns=list(COLUMNS)).astype(COLUMNS)


def occurrences(study: Study, phrase: str) -> Iterator[Occurrence]:
    """Yield the places where a phrase was said, whoever spoke; none runs over a sentence's end."""
    sentences: dict[tuple[str, int], list[Segment]] = defaultdict(list)
    for segment in study.segments:
        sentences[segment.transcript, segment.turn].append(segment)
    for transcript in study.transcripts:
        for turn in transcript.turns:
            own = [segment.span for segment in sentences[transcript.name, turn.number]]
            for span in phrases.find(
                transcript.text, phrase, turn.span, variants=study.settings.variants
            ):
                for sentence in own:
                    if sentence.start <= span.start and span.end <= sentence.end:
                        yield Occurrence(transcript, turn, sentence, span)


def last_words(words: str, width: int) -> str:
    """Return as many of the last words as fit."""
    kept = words[-width:] if width else ""
    cut = len(words) > width and not words[-width - 1].isspace()
    return kept.partition(" ")[2] if cut else kept.lstrip()


def first_words(words: str, width: int) -> str:
    """Return as many of the first words as fit."""
    cut = len(words) > width and not words[width].isspace()
    return words[:width].rpartition(" ")[0] if cut else words[:width].rstrip()


def _row(found: Occurrence, width: int) -> tuple[object, ...]:
    text, turn, span = found.transcript.text, found.turn, found.span
    before = " ".join(text[turn.span.start : span.start].split())
    after = " ".join(text[span.end : turn.span.end].split())
    return (
        found.transcript.name,
        turn.number,
        turn.speaker,
        turn.role,
        last_words(before, width),
        " ".join(span.of(text).split()),
        first_words(after, width),
        span.start,
        span.end,
    )

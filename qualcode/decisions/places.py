"""What a coder points at: the words of a quote, the coding of an id."""

from __future__ import annotations

import re

from qualcode.decisions.checks import only, place, transcript_named, turn_numbered
from qualcode.errors import DecisionError
from qualcode.language.normalise import clean
from qualcode.model import Coding, Span, Study


def locate(
    study: Study, transcript: str, turn: int, quote: str, *, near: Span | None = None
) -> Span:
    """Return where the quote first stands in the turn, white space folded; empty: all of it.

    Where it stands several times, the place that shares words with `near` is meant.
    """
    found = turn_numbered(transcript_named(study, transcript), turn)
    words = clean(quote).split()
    pattern = r"\s+".join(map(re.escape, words)) or r"\S(?:.*\S)?"
    said = found.span.of(transcript_named(study, transcript).text)
    matches = re.finditer(pattern, said, re.DOTALL)
    places = [Span(found.span.start + m.start(), found.span.start + m.end()) for m in matches]
    if not places and not words:
        raise DecisionError.at(
            place(transcript, turn),
            "lượt này không có lời nào để mã hóa",
            "there are no words to code in this turn",
        )
    if not places:
        raise DecisionError.at(
            place(transcript, turn),
            f"không tìm thấy “{' '.join(words)}” trong lượt {turn}; hãy chép đúng nguyên văn",
            f"'{' '.join(words)}' does not occur in turn {turn}; copy the words exactly",
        )
    return next((span for span in places if near and span.overlaps(near)), places[0])


def find(study: Study, prefix: str) -> Coding:
    """Return the coding, in force or rejected, whose id begins so; if none does, the suggestion."""
    known = {coding.id: coding for coding in (*study.rejected, *study.codings)}
    if not any(name.startswith(prefix) for name in known):
        known = {coding.id: coding for coding in (*study.suggestions, *study.left_out)}
    return known[only(prefix, known, lambda name: _shown(study, known[name]))]


def _shown(study: Study, coding: Coding) -> str:
    transcript = study.transcript(coding.transcript)
    words = coding.span.of(transcript.text)[:40] if transcript else ""
    return f"{coding.id} {coding.transcript} T{coding.turn:03} {coding.code} “{words}”"

"""What a coder points at: the words of a quote, the codings of an id."""

from __future__ import annotations

import re

from qualcode import quotes
from qualcode.decisions.checks import only, place, transcript_named, turn_numbered
from qualcode.errors import DecisionError
from qualcode.language.normalise import clean
from qualcode.model import Coding, Span, Study, is_within

QUOTE = re.compile(r"(?P<transcript>.+):T(?P<turn>\d+):(?P<number>\d+)")
"""A quote's id as reports print it: `pvs_01:T004:1`."""


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


def meant(study: Study, typed: str, code: str = "") -> tuple[Coding, ...]:
    """Return the coding of this id, or all codings of the quote of this id: `pvs_01:T004:1`.

    With a code only those that have it, or one below it.

    Raises:
        DecisionError: if there are none.
    """
    named = QUOTE.fullmatch(clean(typed).strip())
    found = _quoted(study, typed, named) if named else (find(study, typed),)
    fitting = tuple(coding for coding in found if not code or is_within(coding.code, code))
    if not fitting:
        listed = ", ".join(coding.code for coding in found)
        raise DecisionError.at(
            typed,
            f"câu này không mang mã '{code}'; các mã ở đây: {listed}",
            f"these words don't have the code '{code}'; they have: {listed}",
        )
    return fitting


def _quoted(study: Study, typed: str, named: re.Match[str]) -> tuple[Coding, ...]:
    transcript = transcript_named(study, named["transcript"])
    turn = turn_numbered(transcript, int(named["turn"]))
    there = [c for c in study.codings if (c.transcript, c.turn) == (transcript.name, turn.number)]
    numbered = {quote.coding.id: quote.id for quote in quotes.of(study, there)}
    wanted = f"{place(transcript.name, turn.number)}:{int(named['number'])}"
    found = tuple(coding for coding in there if numbered[coding.id] == wanted)
    if not found:
        listed = ", ".join(sorted(set(numbered.values()), key=lambda one: (len(one), one)))
        raise DecisionError.at(
            typed,
            "không có trích dẫn nào mang số này"
            + (f"; lượt này có: {listed}" if listed else "; lượt này không có mã nào"),
            "there is no such quote" + (f"; this turn has: {listed}" if listed else " in the turn"),
        )
    return found


def _shown(study: Study, coding: Coding) -> str:
    transcript = study.transcript(coding.transcript)
    words = coding.span.of(transcript.text)[:40] if transcript else ""
    return f"{coding.id} {coding.transcript} T{coding.turn:03} {coding.code} “{words}”"

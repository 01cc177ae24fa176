"""Where words stand: in a returned sheet, and in the transcript as it is now."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from qualcode.coding_sheets.sheet import (
    Mark,
    Place,
    Returned,
    crc,
    place_of,
    plain,
)
from qualcode.exporters.cells import LONGEST, cut
from qualcode.model import CONTEXT, Decision, Span, Transcript
from qualcode.review.anchor import Anchored, anchor

UNKNOWN = "sheet"
"""Stands where a decision has its text's hash: a sheet's text is no transcript."""


def edited_turns(returned: Returned) -> tuple[int, ...]:
    """Return the numbers of the turns whose words are no longer those that the sheet left with."""
    return tuple(
        number
        for number, words in returned.fingerprint.turns.items()
        if (turn := returned.words.turn(number)) is None
        or crc(returned.words.words_of(turn)) != words
    )


def is_older(returned: Returned, transcript: Transcript) -> bool:
    """Say whether the sheet was made of another version of the transcript."""
    return returned.fingerprint.sha256 != transcript.sha256


def is_another(returned: Returned, transcript: Transcript) -> bool:
    """Say whether so few of the sheet's turns are in the transcript that it is another's."""
    text = _folded(transcript.text)
    turns = [_folded(returned.words.words_of(turn)) for turn in returned.words.turns]
    said = [words for words in turns if len(words) > CONTEXT] or turns
    return sum(words in text for words in said) * 2 < len(said)


def locate(returned: Returned, transcript: Transcript, place: Place) -> Anchored:
    """Return where a place is now: one of an older transcript is found by its words."""
    turn = transcript.turn(place.turn)
    if is_older(returned, transcript) or turn is None:
        return anchor(_quoted(returned.words, place, transcript), transcript)
    start = turn.span.start
    return Anchored(Span(start + place.start, start + place.end), "same")


def settled(
    returned: Returned, transcript: Transcript, marks: Iterable[Mark], edited: Iterable[int]
) -> tuple[Mark, ...]:
    """Return the marks with those on edited turns put where their words stood before the edit.

    Without the words that the sheet left with there is no telling: such a mark loses its place.
    """
    return tuple(
        _settled(returned, transcript, mark) if mark.place and mark.place.turn in edited else mark
        for mark in marks
    )


def _settled(returned: Returned, transcript: Transcript, mark: Mark) -> Mark:
    if is_older(returned, transcript) or mark.place is None:
        return replace(mark, place=None)
    found = anchor(_quoted(returned.words, mark.place, transcript), transcript)
    turn = transcript.turn_at(found.span) if found.span else None
    if found.span is None or turn is None:
        return replace(mark, place=None)
    place = place_of(transcript, turn.number, found.span)
    # Words that the person wrote are no words of the transcript, unless a coding stood there.
    known = {trimmed(transcript, each.place) for each in returned.fingerprint.codings}
    return replace(mark, place=place if found.status != "changed" or place in known else None)


def trimmed(words: Transcript, place: Place) -> Place:
    """Return the place without the white space at its ends, as people select it or not."""
    turn = words.turn(place.turn)
    if turn is None:
        return place
    said = words.words_of(turn)[place.start : place.end]
    if not said.strip():
        return place
    start = place.start + len(said) - len(said.lstrip())
    return Place(place.turn, start, start + len(said.strip()))


def says(words: Transcript, place: Place, quote: str) -> bool:
    """Say whether these are the words at the place, as a cell shows them."""
    turn = words.turn(place.turn)
    said = words.words_of(turn)[place.start : place.end] if turn else ""
    return bool(quote) and _folded(quote) in {
        _folded(said),
        _folded(cut(said, LONGEST, "codings.csv")),
    }


def find(words: Transcript, number: int, quote: str, *, near: int | None) -> Place | None:
    """Return the words' place in the turn: nearest to where it was, else the only one."""
    turn = words.turn(number)
    pattern = r"\s+".join(map(re.escape, plain(quote).split()))
    if turn is None or not pattern:
        return None
    # Word for word: `plain` changes no lengths of what is composed already, as transcripts are.
    said = plain(words.words_of(turn))
    found = [match.span() for match in re.finditer(pattern, said)]
    if not found or (near is None and len(found) > 1):
        return None
    start, end = min(found, key=lambda span: abs(span[0] - (near or 0)))
    return Place(number, start, end)


def _quoted(words: Transcript, place: Place, transcript: Transcript) -> Decision:
    """Return a decision that quotes the sheet's words, to be looked for where its turn is now."""
    turn, now = words.turn(place.turn), transcript.turn(place.turn)
    start = (turn.span.start if turn else 0) + place.start
    end = start + place.end - place.start
    near = (now.span.start if now else 0) + place.start
    return Decision(
        id="",
        time="",
        sequence=0,
        coder="",
        action="add",
        sha256=UNKNOWN,
        span=Span(near, near + end - start),
        exact=words.text[start:end],
        prefix=words.text[max(0, start - CONTEXT) : start],
        suffix=words.text[end : end + CONTEXT],
    )


def _folded(words: str) -> str:
    return " ".join(plain(words).split())

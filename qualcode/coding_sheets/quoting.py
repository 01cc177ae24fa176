"""Where words that a person copied stand in a turn."""

from __future__ import annotations

import re

from qualcode.coding_sheets.sheet import Place, plain, turn_numbered
from qualcode.exporters.cells import LONGEST, cut
from qualcode.model import Transcript


def says(words: Transcript, place: Place, quote: str) -> bool:
    """Say whether these are the words at the place, as a cell shows them."""
    turn = turn_numbered(words, place.turn)
    said = words.words_of(turn)[place.start : place.end] if turn else ""
    return bool(quote) and _folded(quote) in {
        _folded(said),
        _folded(cut(said, LONGEST, "codings.csv")),
    }


def find(words: Transcript, number: int, quote: str, *, near: int | None) -> Place | None:
    """Return the words' place in the turn: nearest to where it was, else the only one."""
    turn = turn_numbered(words, number)
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


def _folded(words: str) -> str:
    return " ".join(plain(words).split())

"""A timeline as text: a line for each code, a sign wherever it is said."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from qualcode.pictures.text.fitting import label_room, listed, pad, table
from qualcode.pictures.values import Direction, Timeline
from qualcode.pictures.wording import DIRECTION, say

SIGNS: dict[Direction, str] = {"enabler": "+", "barrier": "−", "mixed": "±", "neutral": "•"}
ASKS = "░"
APART = 8
"""Columns from one turn's number to the next, at least."""


def lines(picture: Timeline, width: int) -> Iterator[str]:
    """Yield the turns, the interviewer's shaded, then each code's line, then what signs mean."""
    room, language = label_room(picture.lanes, width), picture.about.language
    across = width - room - 1
    begin = picture.turns[0].start if picture.turns else 0
    length = max(1, picture.length - begin)

    def cells(start: int, end: int) -> range:
        first, last = ((place - begin) * across // length for place in (start, end))
        return range(min(first, across - 1), min(max(first + 1, last), across))

    # Where there are more turns than columns, one has the turn that ends last in it.
    speaks = {cell: turn.asks for turn in picture.turns for cell in cells(turn.start, turn.end)}
    found: dict[tuple[int, int], set[Direction]] = {}
    for mark in picture.marks:
        for cell in cells(mark.start, mark.end):
            found.setdefault((mark.lane, cell), set()).add(mark.direction)

    def line(lane: int) -> str:
        return "".join(_sign(found.get((lane, cell))) for cell in range(across))

    ruler = _ruler([(turn.number, cells(turn.start, turn.end)[0]) for turn in picture.turns])
    shaded = "".join(ASKS if speaks.get(cell) else " " for cell in range(across))
    yield f"{pad(say(language, 'lượt lời', 'turn'), room)} {ruler}".rstrip()
    yield f"{pad(say(language, 'người phỏng vấn', 'interviewer'), room)} {shaded}".rstrip()
    yield from table(picture.lanes, room, line)
    yield ""
    said = [f"{SIGNS[one]} {DIRECTION[one].say(language).rpartition(' (')[0]}" for one in SIGNS]
    asking = f"{ASKS} {say(language, 'người phỏng vấn nói', 'the interviewer speaks')}"
    yield from listed((*said, asking), width)


def _ruler(turns: Iterable[tuple[int, int]]) -> str:
    """Return turns' numbers where these begin, as far as they have room."""
    drawn = ""
    for number, place in turns:
        if not drawn or place - len(drawn) >= APART:
            drawn = pad(drawn, place) + str(number)
    return drawn


def _sign(found: set[Direction] | None) -> str:
    if not found:
        return " "
    if "mixed" in found or {"barrier", "enabler"} <= found:
        return SIGNS["mixed"]
    return next(SIGNS[one] for one in SIGNS if one in found)

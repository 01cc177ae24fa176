"""A transcript from left to right: a lane for each code, the interviewer's turns in grey."""

from __future__ import annotations

from collections.abc import Callable

from qualcode.pictures.figures import style
from qualcode.pictures.figures.bars import heads_family
from qualcode.pictures.figures.sheet import Sheet, labels
from qualcode.pictures.figures.style import GREY, SIZE, SMALL
from qualcode.pictures.values import Mark, Timeline
from qualcode.pictures.wording import DIRECTION, STANDING, say

WIDE = 5.6
"""Inches of the whole text."""
LANE = 0.30
HALF = 0.12
"""Inches of a mark above its lane's line, or below it."""
LEAST = 0.035
"""Inches of the shortest mark."""
FAMILY = 0.22
TICKS = 12


def draw(picture: Timeline, *, alone: bool) -> Sheet:
    """Return the drawing."""
    words = labels(picture.lanes)
    left = max(style.width(line) for text in words.values() for line in text.split("\n")) + 0.15
    heights, bottom = _heights(picture)
    sheet = Sheet(picture.about, left + WIDE + 0.1, bottom + 0.75, alone=alone)
    begin = picture.turns[0].start if picture.turns else 0
    scale = WIDE / max(1, picture.length - begin)

    def at(place: int) -> float:
        return left + (place - begin) * scale

    for turn in picture.turns:
        if turn.asks:
            wide = max(0.004, (turn.end - turn.start) * scale)
            sheet.box(at(turn.start), 0, wide, bottom, "#E4E4E4", linewidth=0)
    for place, lane in enumerate(picture.lanes):
        y = heights[place]
        if heads_family(picture.lanes, place):
            sheet.write(0, y - LANE / 2 - FAMILY / 2, lane.family, SIZE, fontweight="bold")
        sheet.write(left - 0.08, y, words[lane.id], SMALL + 0.8, ha="right")
        sheet.line((left, y), (left + WIDE, y), linewidth=0.4)
    for mark in picture.marks:
        _draw_mark(sheet, picture, mark, (at(mark.start), heights[mark.lane], at(mark.end)))
    _draw_ticks(sheet, picture, bottom, at)
    _draw_legend(sheet, picture, bottom + 0.55)
    return sheet


def _heights(picture: Timeline) -> tuple[list[float], float]:
    """Return where each lane's line is, and where the last lane ends."""
    y, found = 0.02, []
    for place in range(len(picture.lanes)):
        y += FAMILY if heads_family(picture.lanes, place) else 0
        found.append(y + LANE / 2)
        y += LANE
    return found, y


def _draw_mark(
    sheet: Sheet, picture: Timeline, mark: Mark, place: tuple[float, float, float]
) -> None:
    x, y, end = place
    below, high = style.direction_place(mark.direction)
    colour = style.BANDS[picture.lanes[mark.lane].band % len(style.BANDS)]
    sheet.box(
        x,
        y - (below + high) * HALF,
        max(LEAST, end - x),
        high * HALF,
        colour if mark.confirmed else "#FFFFFF",
        edgecolor=colour,
        linewidth=0.9,
        zorder=3,
    )


def _draw_ticks(sheet: Sheet, picture: Timeline, y: float, at: Callable[[int], float]) -> None:
    """Number the turns along the bottom."""
    sheet.line((at(picture.turns[0].start), y), (at(picture.length), y), color=GREY)
    step = _step(len(picture.turns))
    for turn in picture.turns:
        if turn.number == 1 or turn.number % step == 0:
            x = at(turn.start)
            sheet.line((x, y), (x, y + 0.05), color=GREY)
            sheet.write(x, y + 0.13, str(turn.number), SMALL, ha="center")
    words = say(picture.about.language, "lượt lời", "turn")
    sheet.write(at(picture.turns[0].start) - 0.12, y + 0.13, words, SMALL, ha="right")


def _step(turns: int) -> int:
    """Return how far apart numbers stand: 1, 2, 5, 10, 20, 50 and so on."""
    for power in range(6):
        for first in (1, 2, 5):
            if turns <= first * 10**power * TICKS:
                return int(first * 10**power)
    return turns


def _draw_legend(sheet: Sheet, picture: Timeline, y: float) -> None:
    language, x = picture.about.language, 0.0
    for direction in ("enabler", "barrier", "neutral"):
        below, high = style.direction_place(direction)
        sheet.line((x, y), (x + 0.22, y), linewidth=0.6)
        sheet.box(x + 0.06, y - (below + high) * 0.08, 0.1, high * 0.08, GREY, linewidth=0)
        words = DIRECTION[direction].say(language)
        sheet.write(x + 0.28, y, words, SMALL)
        x += 0.28 + style.width(words, SMALL) + 0.2
    x, y = 0.0, y + 0.2
    for name, paper in (("confirmed", GREY), ("proposed", "#FFFFFF")):
        sheet.box(x, y - 0.05, 0.16, 0.1, paper, edgecolor=GREY)
        words = STANDING[name].say(language)
        sheet.write(x + 0.22, y, words, SMALL)
        x += 0.22 + style.width(words, SMALL) + 0.2
    sheet.box(x, y - 0.07, 0.16, 0.14, "#E4E4E4", linewidth=0)
    sheet.write(x + 0.22, y, say(language, "người phỏng vấn", "interviewer"), SMALL)

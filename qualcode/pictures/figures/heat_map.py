"""A heat map: cells with their numbers in them, families apart, what wasn't asked hatched."""

from __future__ import annotations

from itertools import pairwise

from qualcode.pictures.figures import style
from qualcode.pictures.figures.sheet import Sheet, labels
from qualcode.pictures.figures.style import FAINT, GREY, INCH, LINE, SIZE, SMALL
from qualcode.pictures.values import Cell, Column, HeatMap, Row
from qualcode.pictures.wording import NOT_ASKED, NOT_CODED, say

CELL = (0.36, 0.95)
"""Inches that a cell is wide: at least, at most."""
ROOM = 6.2
"""Inches that all columns share if their headings need so much."""
HIGH, HIGHER = 0.25, 0.36
"""Inches of a row whose label has one line, or two."""
FAMILY = 0.30
LEGEND = 0.45


def draw(picture: HeatMap, *, alone: bool) -> Sheet:
    """Return the drawing."""
    words = labels(picture.rows)
    left = max(style.width(line) for text in words.values() for line in text.split("\n")) + 0.15
    wide = _cell_width(picture)
    heads = [_heading(column, wide) for column in picture.columns]
    top = max(map(len, heads)) * SMALL * 1.2 / INCH + 0.08
    places, bottom = _places(picture.rows, words, top)
    across = left + wide * len(picture.columns)
    sheet = Sheet(picture.about, max(across, 4.0), bottom + LEGEND, alone=alone)
    for at, head in enumerate(heads):
        middle = left + (at + 0.5) * wide
        sheet.write(middle, top - 0.05, "\n".join(head), SMALL, ha="center", va="bottom")
    for row, cells in zip(picture.rows, picture.cells, strict=True):
        y, high = places[row.id]
        sheet.write(left - 0.08, y + high / 2, words[row.id], ha="right")
        for at, cell in enumerate(cells):
            _draw_cell(sheet, cell, (left + at * wide, y, wide, high), picture.darkest)
    _draw_families(sheet, picture.rows, places, across)
    _draw_legend(sheet, picture, bottom + 0.15)
    return sheet


def _cell_width(picture: HeatMap) -> float:
    """Return how wide a column is: its numbers have room, and its heading in three lines."""
    numbers = (cell.words for row in picture.cells for cell in row)
    least = max((style.width(words, SMALL) for words in numbers), default=0.0) + 0.12
    fair = max(CELL[0], least)
    wanted = fair
    while wanted < CELL[1] and any(len(_heading(c, wanted)) > 3 for c in picture.columns):  # noqa: PLR2004 - as the docstring says
        wanted += 0.05
    return max(fair, min(wanted, ROOM / len(picture.columns)))


def _heading(column: Column, wide: float) -> list[str]:
    size = [] if column.n is None else [f"n={column.n}"]
    return [*style.wrapped(column.words, wide - 0.04, SMALL, most=4), *size]


def _places(
    rows: tuple[Row, ...], words: dict[str, str], top: float
) -> tuple[dict[str, tuple[float, float]], float]:
    """Return where each row begins and how high it is; and where the last ends."""
    y, family, places = top, "", {}
    for row in rows:
        if row.family and row.family != family:
            y += FAMILY
        family = row.family
        high = HIGHER if "\n" in words[row.id] else HIGH
        places[row.id] = (y, high)
        y += high
    return places, y


def _draw_cell(
    sheet: Sheet, cell: Cell, place: tuple[float, float, float, float], darkest: float
) -> None:
    x, y, wide, high = place
    if cell.state == "blank":
        return
    if cell.strength is None:
        hatch = "////" if cell.state == "not_asked" else ""
        sheet.box(x, y, wide, high, "#FFFFFF", hatch=hatch, edgecolor=LINE, linewidth=0.4)
        paper = {"facecolor": "#FFFFFF", "edgecolor": "none", "pad": 1.0}
        middle = (x + wide / 2, y + high / 2)
        sheet.write(*middle, cell.words, SMALL, ha="center", color=GREY, bbox=paper)
        return
    colour = style.shade(min(1.0, cell.strength / darkest))
    sheet.box(x, y, wide, high, colour, edgecolor=FAINT)
    middle = (x + wide / 2, y + high / 2)
    sheet.write(*middle, cell.words, SMALL + 0.5, ha="center", color=style.ink(colour))


def _draw_families(
    sheet: Sheet, rows: tuple[Row, ...], places: dict[str, tuple[float, float]], across: float
) -> None:
    """Head each family, in its colour."""
    for before, row in pairwise((None, *rows)):
        if row is None or not row.family or (before and before.family == row.family):
            continue
        y = places[row.id][0]
        colour = style.BANDS[row.band % len(style.BANDS)]
        sheet.line((0, y - 0.02), (across, y - 0.02), color=colour, linewidth=1.2)
        sheet.write(0, y - 0.12, row.family, SIZE, fontweight="bold")


def _draw_legend(sheet: Sheet, picture: HeatMap, y: float) -> None:
    """Say what darkness is, and what the hatch is."""
    steps, size = 5, 0.16
    x = style.width(picture.ends[0], SMALL) + 0.06
    sheet.write(0, y + size / 2, picture.ends[0], SMALL)
    for step in range(steps):
        colour = style.shade(step / (steps - 1))
        sheet.box(x + step * size, y, size, size, colour, edgecolor=LINE, linewidth=0.3)
    x += steps * size + 0.06
    words = f"{picture.ends[1]}  {picture.scale}"
    sheet.write(x, y + size / 2, words, SMALL)
    language = picture.about.language
    if any(cell.state == "not_asked" for row in picture.cells for cell in row):
        x += style.width(words, SMALL) + 0.2
        sheet.box(x, y, size, size, "#FFFFFF", hatch="////", edgecolor=LINE, linewidth=0.4)
        asked = f"{NOT_ASKED}: {say(language, 'không hỏi', 'not asked')}"
        sheet.write(x + size + 0.06, y + size / 2, asked, SMALL)
        x += style.width(asked, SMALL) + size + 0.1
    if any(cell.state == "not_coded" for row in picture.cells for cell in row):
        none = f"{NOT_CODED}: {say(language, 'chưa mã hóa', 'not yet coded')}"
        sheet.write(x + 0.2, y + size / 2, none, SMALL)

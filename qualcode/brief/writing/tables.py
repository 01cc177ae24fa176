"""A table on a slide, its letters as large as its rows allow."""

from __future__ import annotations

from typing import Any

from qualcode.brief.values import Table
from qualcode.brief.writing import measuring, template
from qualcode.brief.writing.text import POINT, Box, Run, Style, add, joined, line
from qualcode.model import Bilingual

SIZES = (16.0, 15.0, 14.0, 13.0, 12.0, 11.0, 10.5)
AIR = 9.0
BESIDE, ABOVE = 6.0, 3.0
"""Points between words and a cell's sides, and its ends."""


def add_table(slide: Any, table: Table, box: Box, style: Style) -> tuple[Any, int]:
    """Add the table and return its shape, and how many of its rows have no room."""
    shown = list(table.rows)
    found = _size(table, shown, box, style)
    while found is None and len(shown) > 1:
        shown.pop()
        found = _size(table, shown, box, style)
    points = found or SIZES[-1]
    rows = [table.headings, *shown]
    shape = slide.shapes.add_table(
        len(rows), len(table.headings), box.left, box.top, box.width, POINT * len(rows)
    )
    grid = shape.table
    grid.first_col = True
    dark = template.is_light(slide.slide_layout.slide_master, "accent1")
    for column, share in zip(grid.columns, table.widths, strict=True):
        column.width = int(box.width * share)
    heights = [_height(table, row, points, box, style, head=at == 0) for at, row in enumerate(rows)]
    # Rows are easier to follow with some air in them.
    air = max(0.0, min(AIR, (box.height / POINT - sum(heights)) / len(rows)))
    for at, row in enumerate(rows):
        grid.rows[at].height = int((heights[at] + air) * POINT)
        for place, words in enumerate(row):
            cell, on_colour = grid.cell(at, place), dark and (at == 0 or place == 0)
            _write(cell, words, points, style, place=place, head=at == 0)
            if on_colour:
                _darken(cell)
    shape.height = sum(row.height for row in grid.rows)
    if found is None:
        style.overflowing.append(shape.name)
    return shape, len(table.rows) - len(shown)


def _darken(cell: Any) -> None:
    """Write in black on the template's first colour, since white can't be read on it."""
    from pptx.dml.color import RGBColor

    for run in cell.text_frame.paragraphs[0].runs:
        run.font.color.rgb = RGBColor(0x1A, 0x1A, 0x1A)  # type: ignore[no-untyped-call] # untyped there


def _size(table: Table, rows: list[tuple[Bilingual, ...]], box: Box, style: Style) -> float | None:
    """Return the largest size in which all rows fit, if any."""
    for points in SIZES:
        total = _height(table, table.headings, points, box, style, head=True) + sum(
            _height(table, row, points, box, style, head=False) for row in rows
        )
        if total <= box.height / POINT:
            return points
    return None


def _height(
    table: Table, row: tuple[Bilingual, ...], points: float, box: Box, style: Style, *, head: bool
) -> float:
    """Return how many points a row takes."""
    lines = [
        measuring.lines(
            joined(words, style.tongue),
            points,
            box.width * share / POINT - 2 * BESIDE - 1,
            style.font,
            bold=head or place == 0,
        )
        for place, (words, share) in enumerate(zip(row, table.widths, strict=True))
    ]
    return max(lines) * points * measuring.LINE + 2 * ABOVE


def _write(
    cell: Any, words: Bilingual, points: float, style: Style, *, place: int, head: bool
) -> None:
    from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
    from pptx.util import Pt

    cell.margin_left = cell.margin_right = Pt(BESIDE)
    cell.margin_top = cell.margin_bottom = Pt(ABOVE)
    cell.vertical_anchor = MSO_ANCHOR.MIDDLE
    paragraph = cell.text_frame.paragraphs[0]
    if place:
        paragraph.alignment = PP_ALIGN.CENTER
    for run in line(words, style.tongue):
        # The style's own colour: a heading's ground may be dark.
        add(paragraph, Run(run.words, run.language, bold=True if head else None), points)

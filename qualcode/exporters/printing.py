"""How a sheet is printed: on which paper, how large, and what every page repeats."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from qualcode.exporters.cells import Column, Sheet

A4 = 9
PAGE = 130
"""How wide a landscape page of A4 is, in the units of columns' widths."""
SMALLEST = 45
"""The size, in percent, below which print can't be read."""
LONG, SMALL = 100, 60
"""A table of more rows is printed at this size, in percent, though it has room for a larger one."""
WIDEST = 100 * PAGE / SMALLEST
"""How wide a part of a table may be to fit a page then."""


def set_up(page: Any, sheet: Sheet) -> None:
    """Set paper, size, and what is repeated, so that no page is too small to be read."""
    page.set_paper(A4)
    page.set_margins(0.4, 0.4, 0.5, 0.6)
    page.set_footer(f"&L&A&C&8{sheet.legend}&R&P / &N" if sheet.legend else "&L&A&R&P / &N")
    if not sheet.filtered:
        page.fit_to_pages(1, 0)
        return
    page.set_landscape()
    page.repeat_rows(0, sheet.headings - 1)
    if sheet.printed or (sheet.breaks and sheet.legend):
        # What is for the screen only is not printed, nor are notes that a legend stands for.
        below = 0 if sheet.legend else len(sheet.notes) and 8 * len(sheet.notes)
        last = sheet.headings + max(len(sheet.rows), 1) - 1 + below
        page.print_area(0, 0, last, (sheet.printed or len(sheet.columns)) - 1)
    breaks = sheet.breaks or tuple(_breaks(sheet))
    if breaks:
        repeated = sheet.repeated if sheet.breaks else sheet.frozen
        page.repeat_columns(0, repeated - 1)
        page.set_v_pagebreaks(list(breaks))
        page.set_print_scale(sheet.scale if sheet.breaks else SMALLEST)
        page.print_across()
    elif len(sheet.rows) > LONG and _whole_width(sheet) < 100 * PAGE / SMALL:
        page.set_print_scale(SMALL)
    else:
        page.fit_to_pages(1, 0)


def scale(sheet: Sheet) -> int:
    """Return the size at which the widest of a sheet's parts fits a page, if it can be read."""
    widths = [_width(column) for column in sheet.columns]
    first, *later = pairwise((0, *sheet.breaks, len(widths)))
    repeated = sum(widths[: sheet.repeated])
    pages = [sum(widths[slice(*first)]), *(repeated + sum(widths[slice(*one)]) for one in later)]
    return max(SMALLEST, min(100, int(100 * PAGE / max(pages))))


def _breaks(sheet: Sheet) -> Iterator[int]:
    """Yield where to break a table that on one page would be too small to be read."""
    widths = [_width(column) for column in sheet.columns[: sheet.printed or None]]
    if sum(widths) <= WIDEST:
        return
    lead = sum(widths[: sheet.frozen])
    taken = 0.0
    for place, width in enumerate(widths):
        if taken + width > WIDEST and place > sheet.frozen:
            yield place
            taken = lead
        taken += width


def _whole_width(sheet: Sheet) -> float:
    return sum(_width(column) for column in sheet.columns[: sheet.printed or None])


def _width(column: Column) -> float:
    return 0 if column.hidden else column.width

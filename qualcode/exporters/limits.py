"""A sheet that Excel can hold: no more rows and no more links than it takes."""

from __future__ import annotations

from dataclasses import replace

from qualcode.exporters.cells import Sheet
from qualcode.model import Bilingual

ROWS = 1_048_576
LINKS = 65_530
FOR_NOTES = 500
"""Rows that are kept free below a table."""


def within_limits(sheet: Sheet, rows: int = ROWS - FOR_NOTES, links: int = LINKS - 1) -> Sheet:
    """Return the sheet without the rows and the links that are too many; its notes say so."""
    return _fewer_links(_fewer_rows(sheet, rows), links)


def _fewer_rows(sheet: Sheet, most: int) -> Sheet:
    room = most - sheet.headings
    if len(sheet.rows) <= room:
        return sheet
    left_out = len(sheet.rows) - room
    note = Bilingual(
        f"Còn {left_out} dòng nữa mà một trang Excel không chứa hết: xem {sheet.see}.",
        f"{left_out} more rows than a sheet of Excel holds: see {sheet.see}.",
    )
    return replace(sheet, rows=sheet.rows[:room], notes=(note, *sheet.notes))


def _fewer_links(sheet: Sheet, most: int) -> Sheet:
    linked = [place for place, row in enumerate(sheet.rows) for cell in row if cell.link]
    if len(linked) <= most:
        return sheet
    # From this row on cells lead nowhere, lest a row have some links only.
    first = linked[most]
    rows = (
        row if place < first else tuple(replace(cell, link=None) for cell in row)
        for place, row in enumerate(sheet.rows)
    )
    note = Bilingual(
        f"Excel chỉ nhận {LINKS} liên kết trong một trang: các dòng cuối không có; hãy tìm mã "
        "trích dẫn ở trang Quotes.",
        f"Excel takes {LINKS} links on a sheet: the last rows have none; look the quote's id up in "
        "Quotes.",
    )
    return replace(sheet, rows=tuple(rows), notes=(note, *sheet.notes))

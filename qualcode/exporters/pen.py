"""Draws sheets into a workbook: one look for every deliverable."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from qualcode.exporters.cells import LONGEST, Cell, Column, Sheet, cut, lines, printable

NOTE = 140
"""Characters of a note in one line, at most."""
LINE = 13.5
"""Points that a line of text takes."""
TALLEST = 409
"""Points that Excel lets a row take."""
A4 = 9
MADE = datetime(2000, 1, 1)  # noqa: DTZ001 - a constant, so that the same study gives the same bytes

POINTS = 10
FONT = {"font_name": "Arial", "font_size": POINTS, "font_scheme": False}
"""Arial has all of Vietnamese; as the default font it is also what column widths count in."""
BASE = FONT | {"valign": "top"}
STYLES: dict[str, dict[str, Any]] = {
    "text": {"text_wrap": True, "border": 1, "border_color": "#D0D0D0"},
    "strong": {"text_wrap": True, "border": 1, "border_color": "#D0D0D0", "bold": True},
    "mark": {
        "border": 1,
        "border_color": "#D0D0D0",
        "align": "center",
        "font_color": "#767676",
    },
    "percent": {"border": 1, "border_color": "#D0D0D0", "num_format": "0%"},
    "title": {"text_wrap": True, "bold": True, "font_size": 15},
    "section": {"text_wrap": True, "bold": True, "bg_color": "#DCE9F5"},
    "page": {"text_wrap": True},
    "note": {"italic": True, "font_color": "#595959"},
    "summary": {},
    "count": {"bold": True},
    "quote": {"italic": True},
    "id": {"font_size": 8, "font_color": "#767676"},
    "proposal": {"font_size": 8, "font_color": "#C55A11"},
    "proposed": {
        "text_wrap": True,
        "border": 1,
        "border_color": "#D0D0D0",
        "font_color": "#C55A11",
    },
    "agreement": {
        "text_wrap": True,
        "border": 1,
        "border_color": "#D0D0D0",
        "bold": True,
        "bg_color": "#C6E5C3",
    },
    "partial": {
        "text_wrap": True,
        "border": 1,
        "border_color": "#D0D0D0",
        "bold": True,
        "bg_color": "#FFF0B8",
    },
    "dissonance": {
        "text_wrap": True,
        "border": 1,
        "border_color": "#D0D0D0",
        "bold": True,
        "bg_color": "#F6C2BC",
    },
    "silence": {
        "text_wrap": True,
        "border": 1,
        "border_color": "#D0D0D0",
        "bold": True,
        "bg_color": "#D6E3F3",
    },
    "undecided": {"text_wrap": True, "border": 1, "bg_color": "#EDEDED"},
    "to_write": {
        "text_wrap": True,
        "border": 1,
        "border_color": "#D0D0D0",
        "italic": True,
        "font_color": "#767676",
        "bg_color": "#FFFBE0",
    },
    "stale": {
        "text_wrap": True,
        "border": 1,
        "border_color": "#D0D0D0",
        "bg_color": "#FBE0D0",
    },
    "editable": {
        "text_wrap": True,
        "border": 1,
        "border_color": "#D0D0D0",
        "bg_color": "#F0F8EF",
    },
}


class Pen:
    """Draws sheets into one workbook, making each style once, as Excel wants it."""

    def __init__(self, workbook: Any) -> None:
        """Start with no styles made."""
        self.workbook = workbook
        self.made: dict[str, Any] = {}

    def style(self, name: str) -> Any:
        """Return the workbook's format for this style."""
        if name not in self.made:
            self.made[name] = self.workbook.add_format(BASE | STYLES[name])
        return self.made[name]

    def head(self, column: Column) -> Any:
        """Return the format of this column's heading."""
        name = f"{column.fill} {column.upright}"
        if name not in self.made:
            look = STYLES["strong"] | {"bg_color": column.fill, "valign": "vcenter"}
            turn = {"rotation": 90, "text_wrap": False} if column.upright else {}
            self.made[name] = self.workbook.add_format(BASE | look | turn)
        return self.made[name]

    def draw(self, sheet: Sheet) -> None:
        """Add this sheet to the workbook."""
        page = self.workbook.add_worksheet(sheet.name)
        for place, column in enumerate(sheet.columns):
            page.set_column(place, place, column.width, None, {"hidden": column.hidden})
            if column.choices and sheet.rows:
                last = sheet.headings + len(sheet.rows) - 1
                page.data_validation(sheet.headings, place, last, place, _one_of(column.choices))
        if sheet.filtered:
            self.draw_headings(page, sheet)
        for place, row in enumerate(sheet.rows, start=sheet.headings):
            self.draw_row(page, place, row, sheet.columns)
        below = sheet.headings + len(sheet.rows) + 1
        for place, line in enumerate(_note_lines(sheet)):
            page.write_string(below + place, 0, line, self.style("note"))
        _set_view(page, sheet)
        _set_print(page, sheet)

    def draw_headings(self, page: Any, sheet: Sheet) -> None:
        """Write the bands, if there are any, and the columns' headings."""
        last = sheet.headings - 1
        for place, key in enumerate(sheet.keys):
            page.write_string(0, place, printable(key))
        if sheet.keys:
            page.set_row(0, None, None, {"hidden": True})
        for place, column in enumerate(sheet.columns):
            if sheet.has_bands:
                self.draw_band(page, last - 1, place, sheet.columns)
            page.write_string(last, place, printable(column.heading), self.head(column))
        page.set_row(last, _heading_height(sheet.columns))

    def draw_band(self, page: Any, row: int, place: int, columns: Sequence[Column]) -> None:
        """Write a family's name over its first column and its colour over all."""
        column = columns[place]
        starts = place == 0 or columns[place - 1].band != column.band
        look = self.workbook.add_format(BASE | {"bold": True, "bg_color": column.fill})
        if starts and column.band:
            page.write_string(row, place, printable(column.band), look)
        else:
            page.write_blank(row, place, None, look)

    def draw_row(
        self, page: Any, row: int, cells: Sequence[Cell], columns: Sequence[Column]
    ) -> None:
        """Write one row, as tall as its longest text needs."""
        for place, cell in enumerate(cells):
            self.draw_cell(page, row, place, cell)
        scale = max(
            (STYLES[cell.style].get("font_size", POINTS) / POINTS for cell in cells), default=1
        )
        height = _height([c.text for c in cells], [c.width / scale for c in columns])
        page.set_row(row, min(TALLEST, scale * height))

    def draw_cell(self, page: Any, row: int, place: int, cell: Cell) -> None:
        """Write a number as a number and a text as a text, whatever it starts with."""
        if len(cell.runs) > 1:
            parts = [p for run in cell.runs for p in (self.style(run.style), printable(run.words))]
            page.write_rich_string(row, place, *parts, self.style(cell.style))
        elif isinstance(cell.value, str):
            text = cut(printable(cell.value), LONGEST, "codings.csv")
            page.write_string(row, place, text, self.style(cell.style))
        else:
            page.write_number(row, place, cell.value, self.style(cell.style))


def _one_of(choices: Sequence[str]) -> dict[str, Any]:
    return {
        "validate": "list",
        "source": list(choices),
        "error_title": "qualcode",
        "error_message": "Hãy chọn trong danh sách. / Please choose from the list.",
    }


def _note_lines(sheet: Sheet) -> list[str]:
    """Return the notes in lines that a printed page has room for: they flow over the columns."""
    width = sum(column.width for column in sheet.columns if not column.hidden)
    room = max(60, min(NOTE, int(width)))
    words = (words for note in sheet.notes for words in (note.vi, note.en))
    return [line for each in words for line in textwrap.wrap(each, room)]


def _height(texts: Sequence[str], widths: Sequence[float]) -> float:
    tallest = max((lines(t, w) for t, w in zip(texts, widths, strict=True)), default=1)
    return min(TALLEST, tallest * LINE + 3)


def _heading_height(columns: Sequence[Column]) -> float:
    lying = [column for column in columns if not column.upright]
    # Bold is wider, and the filter's button takes room.
    height = _height([c.heading for c in lying], [c.width * 0.85 for c in lying])
    longest = max((len(c.heading) for c in columns if c.upright), default=0)
    return min(TALLEST, max(height, 6.2 * longest + 14))


def _set_view(page: Any, sheet: Sheet) -> None:
    if not sheet.filtered:
        page.hide_gridlines(2)
        return
    page.freeze_panes(sheet.headings, sheet.frozen)
    first, last = sheet.headings - 1, sheet.headings - 1 + len(sheet.rows)
    page.autofilter(first, 0, last, len(sheet.columns) - 1)
    page.ignore_errors({"number_stored_as_text": f"A1:{_letters(len(sheet.columns))}{last + 1}"})
    if sheet.bar is not None and sheet.rows:
        bar = {"type": "data_bar", "bar_color": "#9DC3E6"}
        page.conditional_format(first + 1, sheet.bar, last, sheet.bar, bar)


def _set_print(page: Any, sheet: Sheet) -> None:
    page.set_paper(A4)
    page.set_margins(0.4, 0.4, 0.5, 0.6)
    page.set_footer(f"&L&A&C&8{sheet.legend}&R&P / &N" if sheet.legend else "&L&A&R&P / &N")
    if not sheet.filtered:
        page.fit_to_pages(1, 0)
        return
    page.set_landscape()
    page.repeat_rows(0, sheet.headings - 1)
    if sheet.breaks:
        page.repeat_columns(0, sheet.repeated - 1)
        page.set_v_pagebreaks(list(sheet.breaks))
        page.set_print_scale(sheet.scale)
        if sheet.legend:
            last = sheet.headings + max(len(sheet.rows), 1) - 1
            page.print_area(0, 0, last, len(sheet.columns) - 1)
    else:
        page.fit_to_pages(1, 0)


def _letters(count: int) -> str:
    from xlsxwriter.utility import xl_col_to_name

    return str(xl_col_to_name(count - 1))

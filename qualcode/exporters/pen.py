"""Draws sheets into a workbook: one look for every deliverable."""

from __future__ import annotations

import math
import textwrap
from collections.abc import Sequence
from typing import Any

from qualcode.exporters import printing
from qualcode.exporters.cells import Cell, Column, Sheet, fitting, printable
from qualcode.exporters.charting import draw_chart
from qualcode.exporters.limits import within_limits
from qualcode.exporters.looks import BASE, FONT, POINTS, STYLES
from qualcode.exporters.office import MADE
from qualcode.exporters.speaking import in_tongue
from qualcode.model import Tongue

__all__ = ["BASE", "FONT", "MADE", "STYLES", "Pen"]

NOTE = 140
"""Characters of a note in one line, at most."""
LINE = 13.5
"""Points that a line of text takes."""
TALLEST = 409
"""Points that Excel lets a row take."""
LONGEST_TIP = 250


class Pen:
    """Draws sheets into one workbook, making each style once, as Excel wants it."""

    def __init__(self, workbook: Any, tongue: Tongue = "both", home: str = "") -> None:
        """Start with no styles made; `home` is where each sheet's first heading leads."""
        self.workbook = workbook
        self.tongue: Tongue = tongue
        self.home = home
        self.made: dict[str, Any] = {}

    def style(self, name: str) -> Any:
        """Return the workbook's format for this style."""
        if name not in self.made:
            self.made[name] = self.workbook.add_format(BASE | STYLES[name])
        return self.made[name]

    def head(self, column: Column, *, leads: bool = False) -> Any:
        """Return the format of this column's heading."""
        name = f"{column.fill} {column.upright} {leads}"
        if name not in self.made:
            look = STYLES["strong"] | {"bg_color": column.fill, "valign": "vcenter"}
            turn = {"rotation": 90, "text_wrap": False} if column.upright else {}
            link = {"font_color": "#1F4E9E", "underline": 1} if leads else {}
            self.made[name] = self.workbook.add_format(BASE | look | turn | link)
        return self.made[name]

    def draw(self, sheet: Sheet) -> None:
        """Add this sheet to the workbook, in the pen's language."""
        sheet = within_limits(in_tongue(sheet, self.tongue))
        page = self.workbook.add_worksheet(sheet.name)
        for place, column in enumerate(sheet.columns):
            page.set_column(place, place, column.width, None, {"hidden": column.hidden})
            if rule := _rule(column):
                last = sheet.headings + len(sheet.rows) - 1
                if sheet.rows:
                    page.data_validation(sheet.headings, place, last, place, rule)
        if sheet.filtered:
            self.draw_headings(page, sheet)
        for place, row in enumerate(sheet.rows, start=sheet.headings):
            self.draw_row(page, place, row, sheet)
        below = sheet.headings + len(sheet.rows) + 1
        for place, line in enumerate(_note_lines(sheet)):
            page.write_string(below + place, 0, line, self.style("note"))
        for chart in sheet.charts:
            draw_chart(self.workbook, page, sheet, chart)
        _set_view(page, sheet)
        printing.set_up(page, sheet)

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
            leads = place == 0 and bool(self.home)
            if leads:
                self.draw_link(page, last, place, self.home, "README")
            look = self.head(column, leads=leads)
            page.write_string(last, place, printable(column.heading), look)
        page.set_row(last, _heading_height(sheet.columns))

    def draw_band(self, page: Any, row: int, place: int, columns: Sequence[Column]) -> None:
        """Write a family's name over its first column and its colour over all."""
        column = columns[place]
        starts = place == 0 or columns[place - 1].band != column.band
        name = f"band {column.fill}"
        if name not in self.made:
            look = {"bold": True, "bg_color": column.fill}
            self.made[name] = self.workbook.add_format(BASE | look)
        if starts and column.band:
            page.write_string(row, place, printable(column.band), self.made[name])
        else:
            page.write_blank(row, place, None, self.made[name])

    def draw_row(self, page: Any, row: int, cells: Sequence[Cell], sheet: Sheet) -> None:
        """Write one row, as tall as its longest text needs."""
        for place, cell in enumerate(cells):
            self.draw_cell(page, row, place, cell, sheet.see)
        sizes = {STYLES[style].get("font_size", POINTS) for style in {c.style for c in cells}}
        scale = max(sizes, default=POINTS) / POINTS
        # A number takes one line, however many decimals are not shown.
        texts = [
            "" if isinstance(c.value, int | float) or c.style == "line" else c.text for c in cells
        ]
        height = _height(texts, [c.width / scale for c in sheet.columns])
        page.set_row(row, min(TALLEST, scale * height))

    def draw_cell(self, page: Any, row: int, place: int, cell: Cell, see: str) -> None:
        """Write a number as a number and a text as a text, whatever it starts with."""
        if cell.value == "" and cell.style == "count_link":
            # Most cells of a large matrix are such; a blank one takes no string.
            page.write_blank(row, place, None, self.style(cell.style))
            return
        if cell.link:
            self.draw_link(page, row, place, cell.link.place, cell.link.tip)
        runs = [run for run in cell.runs if run.words]
        if len(runs) > 1:
            parts = [p for run in runs for p in (self.style(run.style), printable(str(run.words)))]
            page.write_rich_string(row, place, *parts, self.style(cell.style))
        elif cell.runs or not isinstance(cell.value, int | float):
            text = fitting(cell.text, see)
            page.write_string(row, place, text, self.style(cell.style))
        else:
            style = "number" if cell.style == "text" else cell.style
            page.write_number(row, place, cell.value, self.style(style))

    def draw_link(self, page: Any, row: int, place: int, to: str, tip: str) -> None:
        """Let a click on a cell lead somewhere; what stands in it is written after this."""
        tip = printable(tip)[:LONGEST_TIP]
        page.write_url(row, place, f"internal:{to}", self.style("text"), tip or to, tip or None)


def _rule(column: Column) -> dict[str, Any]:
    """Return what may be written into a column's cells; nothing if anything may."""
    if column.choices:
        return {
            "validate": "list",
            "source": [str(choice) for choice in column.choices],
            "error_title": "qualcode",
            "error_message": "Hãy chọn trong danh sách. / Please choose from the list.",
        }
    if not column.longest:
        return {}
    most = column.longest
    return {
        "validate": "length",
        "criteria": "<=",
        "value": most,
        "error_title": "qualcode",
        "error_message": f"Nhiều nhất {most} ký tự. / At most {most} characters.",
    }


def _note_lines(sheet: Sheet) -> list[str]:
    """Return the notes in lines that a printed page has room for: they flow over the columns."""
    shown = sheet.columns[: sheet.printed or None]
    if sheet.breaks:
        shown = shown[: sheet.breaks[0]]
    width = sum(column.width for column in shown if not column.hidden)
    room = max(60, min(NOTE, int(width)))
    words = (words for note in sheet.notes for words in dict.fromkeys((note.vi, note.en)))
    return [line for each in words for line in textwrap.wrap(printable(each), room)]


def _height(texts: Sequence[str], widths: Sequence[float]) -> float:
    tallest = max((lines(t, w) for t, w in zip(texts, widths, strict=True)), default=1)
    return min(TALLEST, tallest * LINE + 3)


def lines(text: str, width: float) -> int:
    """Return about how many lines of 10-point Arial the text takes, rather one too many."""
    # A unit of width holds more than one letter; each line loses half a word where it breaks.
    room = max(1.15 * width - 3, 1)
    if len(text) <= room and "\n" not in text:
        return 1
    return sum(max(1, math.ceil(len(line) / room)) for line in text.split("\n"))


def _heading_height(columns: Sequence[Column]) -> float:
    lying = [column for column in columns if not (column.upright or column.hidden)]
    # Bold is wider, and the filter's button takes room.
    height = _height([c.heading for c in lying], [c.width * 0.85 for c in lying])
    longest = max((len(c.heading) for c in columns if c.upright), default=0)
    return min(TALLEST, max(height, 6.2 * longest + 14))


def _set_view(page: Any, sheet: Sheet) -> None:
    if not sheet.filtered:
        page.hide_gridlines(2)
        return
    from xlsxwriter.utility import xl_range

    page.freeze_panes(sheet.headings, sheet.frozen)
    first, last = sheet.headings - 1, sheet.headings - 1 + len(sheet.rows)
    page.autofilter(first, 0, last, len(sheet.columns) - 1)
    page.ignore_errors({"number_stored_as_text": xl_range(0, 0, last, len(sheet.columns) - 1)})
    if sheet.bar is not None and sheet.rows:
        bar = {"type": "data_bar", "bar_color": "#9DC3E6"}
        page.conditional_format(first + 1, sheet.bar, last, sheet.bar, bar)

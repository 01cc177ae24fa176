"""A table as its file has it: rows of text with their numbers, whatever wrote it."""

from __future__ import annotations

import csv
import io
import re
import warnings
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time
from pathlib import Path

from qualcode.errors import StudyError
from qualcode.language.normalise import clean

SEPARATORS = ",;\t|"
NOTHING = frozenset({"", "n/a", "#n/a", "nan", "null"})
"""What exports write into a cell that nobody answered, in small letters."""
MOST_ROWS = 200_000
_LOOKED_AT = 50
"""Rows that tell what parts the cells."""
_TOLD = re.compile(r"\Asep=(.)\r?\n")


@dataclass(frozen=True, slots=True)
class Row:
    """One row that isn't empty."""

    number: int
    """Its line in a .csv, its row in a workbook."""
    cells: tuple[str, ...]

    def at(self, place: int) -> str:
        """Return a cell's text; nothing beyond the last, and where an export wrote n/a."""
        cell = self.cells[place] if place < len(self.cells) else ""
        return "" if cell.lower() in NOTHING else cell


@dataclass(frozen=True, slots=True)
class Grid:
    """A table's rows, its headings among them."""

    file: str
    rows: tuple[Row, ...]


def of_csv(text: str, file: str) -> Grid:
    """Return the table in a text; commas, semicolons, tabs or bars part its cells.

    Raises:
        StudyError: if a quotation mark is not closed.
    """
    text = text.removeprefix("\ufeff")
    told = _TOLD.match(text)
    between = told[1] if told else _separator(text)
    skipped = 1 if told else 0
    reader = csv.reader(
        io.StringIO(text[told.end() :] if told else text, newline=""),
        delimiter=between,
        strict=True,
    )
    rows, line = [], 1 + skipped
    try:
        for cells in reader:
            rows.append((line, cells))
            line = reader.line_num + 1 + skipped
    except csv.Error as error:
        raise StudyError.at(
            f"{file}:{line}",
            "bảng CSV hỏng từ đây: có dấu ngoặc kép chưa đóng; hãy xuất lại, hoặc mở bằng Excel và "
            "lưu lại",
            "the CSV is broken from here on: a quotation mark is not closed; export it again, or "
            "save it anew in Excel",
        ) from error
    return _grid(file, rows)


def of_workbook(path: Path, file: str, sheet: str = "") -> Grid:
    """Return the table on a workbook's sheet; without a name on the first that has one.

    Raises:
        QualcodeError: if the file is no workbook, or has no such sheet.
    """
    pages = pages_of(path)
    if sheet and sheet not in pages:
        listed = ", ".join(pages)
        raise StudyError.at(
            file,
            f"không có trang tính '{sheet}'; đang có: {listed}",
            f"there is no sheet '{sheet}'; there are: {listed}",
        )
    chosen = pages[sheet] if sheet else next((p for p in pages.values() if len(p) > 1), ())
    return Grid(file, tuple(chosen))


def pages_of(path: Path) -> dict[str, tuple[Row, ...]]:
    """Return the rows of each sheet of a workbook, all cells as text.

    Raises:
        ImportFileError: if it can't be read.
    """
    import openpyxl

    from qualcode.importers import guard, guard_zip

    guard.check(path)
    guard_zip.check(path, "xl/workbook")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of what the library can't draw, such as drop-downs
            book = openpyxl.load_workbook(path, read_only=True, data_only=True)
            pages = {}
            for page in book.worksheets:
                page.reset_dimensions()  # some programs write a size that is too small
                rows = page.iter_rows(values_only=True, max_row=MOST_ROWS)
                cells = ([_text(value) for value in row] for row in rows)
                pages[page.title] = _grid("", enumerate(cells, 1)).rows
            book.close()
    except (ValueError, KeyError, SyntaxError, EOFError, OSError, TypeError) as cause:
        raise guard_zip.broken(path) from cause
    return pages


def letter(place: int) -> str:
    """Return a column's letter in Excel, from 0: A, B … AA."""
    name = ""
    place += 1
    while place:
        place, rest = divmod(place - 1, 26)
        name = chr(ord("A") + rest) + name
    return name


def _grid(file: str, rows: Iterable[tuple[int, list[str]]]) -> Grid:
    found = []
    for number, cells in rows:
        plain = [clean(cell).strip("\n\t \xa0\u200b\u2060") for cell in cells]
        while plain and not plain[-1]:
            plain.pop()
        if plain:
            found.append(Row(number, tuple(plain)))
    return Grid(file, tuple(found))


def _separator(text: str) -> str:
    """Return what parts the cells: that by which most rows are as wide as the first."""

    def fit(between: str) -> tuple[float, int]:
        lines = csv.reader(io.StringIO(text, newline=""), delimiter=between)
        try:
            rows = [row for row, _ in zip(lines, range(_LOOKED_AT), strict=False) if row]
        except csv.Error:
            return 0.0, 0
        width = len(rows[0]) if rows else 0
        same = sum(len(row) == width for row in rows)
        return (same / len(rows), width) if width > 1 else (0.0, width)

    return max(SEPARATORS, key=fit)


def _text(value: object) -> str:
    """Return a cell's value as people would type it."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.strftime("%Y-%m-%d %H:%M:%S" if value.time() != time() else "%Y-%m-%d")
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)

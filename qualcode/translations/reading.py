"""A translator's sheet that came back, or a table that somebody made with ids and English."""

from __future__ import annotations

import codecs
import warnings
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from qualcode.coding_sheets.fingerprint import MARK
from qualcode.coding_sheets.opening import check_workbook
from qualcode.errors import ImportFileError, StudyError
from qualcode.framework.written import Written, canonical, letters, merged, written
from qualcode.importers import guard, guard_zip
from qualcode.importers.text import decode
from qualcode.survey.grid import of_csv
from qualcode.translations.columns import PREFIX, places
from qualcode.translations.plain import unguarded

TEXTS = (".csv", ".tsv")
MOST_ROWS = 200_000
_HEAD = 12
"""Rows at a table's top among which its headings are looked for."""

Row = Mapping[str, Written]
"""A column's name (`id`, `vi`, `en` …) → the cell."""


@dataclass(frozen=True, slots=True)
class Returned:
    """A sheet as it is now."""

    file: str
    rows: tuple[Row, ...]


def read(path: Path) -> Returned | None:
    """Return what a table of translations says; None if a workbook is none.

    Raises:
        ImportFileError: if the file can't be read, or if a CSV has no columns `id` and `en`.
    """
    if path.suffix.lower() in TEXTS:
        return _of_text(path)
    check_workbook(path)
    return _of_workbook(path)


def _of_text(path: Path) -> Returned:
    guard.check(path)
    try:
        table = of_csv(_decoded(path), path.name)
    except StudyError as error:
        raise ImportFileError(error.problems) from error
    for at, head in enumerate(table.rows[:_HEAD]):
        if columns := places([unguarded(cell) for cell in head.cells]):
            rows = (
                {
                    name: Written(f":{row.number}", canonical(unguarded(row.cells[place])))
                    for name, place in columns.items()
                    if place < len(row.cells)
                }
                for row in table.rows[at + 1 :]
            )
            return Returned(path.name, tuple(row for row in rows if row))
    raise ImportFileError.at(
        path.name,
        "không rõ bảng này là gì; bảng bản dịch cần có dòng đầu với cột id (mã trích dẫn) và cột "
        "en (bản dịch), có thể thêm vi, translator, checked",
        "it can't be told what this table is; a table of translations needs a first row with the "
        "columns id (of quotes) and en, and may have vi, translator, checked",
    )


def _decoded(path: Path) -> str:
    data = path.read_bytes()
    if not data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) and _is_western(data):
        return data.decode("cp1252")
    return decode(data, path)


def _is_western(data: bytes) -> bool:
    """Say whether bytes are no UTF-8 and have nothing but English with curly quotes and dashes."""
    odd = {byte for byte in data if byte >= _FIRST_ODD}
    return bool(odd) and odd <= _PUNCTUATION


_FIRST_ODD = 0x80
_PUNCTUATION = frozenset("‘’“”–—…•€\xa0".encode("cp1252"))


def _of_workbook(path: Path) -> Returned | None:
    import openpyxl

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of what the library can't draw, such as drop-downs
            book = openpyxl.load_workbook(path, read_only=True)
            try:
                pages = book.worksheets
                if any(map(_is_coding_sheet, pages)):
                    return None
                tables = [rows for page in pages if (rows := _rows(page)) is not None]
            finally:
                book.close()
    except (ValueError, KeyError, SyntaxError, EOFError, OSError, TypeError) as cause:
        raise guard_zip.broken(path) from cause
    return Returned(path.name, tuple(row for rows in tables for row in rows)) if tables else None


def _is_coding_sheet(page: Any) -> bool:
    first = next(iter(page.iter_rows(max_row=1, max_col=1, values_only=True)), ("",))
    return bool(first) and str(first[0]).startswith(MARK)


def _rows(page: Any) -> list[Row] | None:
    """Return a page's rows by what its columns are called; None if it has no such columns."""
    page.reset_dimensions()  # some programs write a size that is too small
    head = _head(page)
    if head is None:
        return None
    number, columns = head
    return list(_below(page, number, columns))


def _head(page: Any) -> tuple[int, dict[str, int]] | None:
    rows = page.iter_rows(max_row=_HEAD, values_only=True)
    for number, row in enumerate(rows, start=1):
        cells = ["" if value is None else str(value) for value in row]
        if columns := places(cells):
            # Headings stand below hidden names.
            is_hidden = any(cell.startswith(PREFIX) for cell in cells)
            return number + is_hidden, columns
    return None


def _below(page: Any, head: int, columns: Mapping[str, int]) -> Iterator[Row]:
    hidden = merged(page)
    where = _where(page.title, columns)
    rows = page.iter_rows(min_row=head + 1, max_row=MOST_ROWS)
    for number, row in enumerate(rows, start=head + 1):
        cells = {
            name: written(where(name, number), row[at], is_merged=hidden.hides(number, at))
            for name, at in columns.items()
            if at < len(row)
        }
        if any(cell.text or cell.fault for cell in cells.values()):
            yield cells


def _where(title: str, columns: Mapping[str, int]) -> Callable[[str, int], str]:
    names = {name: letters(at) for name, at in columns.items()}
    return lambda name, number: f"{title}!{names[name]}{number}"

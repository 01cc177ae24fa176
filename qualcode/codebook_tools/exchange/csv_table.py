"""Codebooks in .csv: parted by commas, semicolons or tabs, in any encoding that can be told."""

from __future__ import annotations

import csv
import io

from qualcode.codebook_tools.exchange import table_rows
from qualcode.codebook_tools.exchange.decoding import decoded
from qualcode.codebook_tools.exchange.delimited import guarded, rows_of, unguarded
from qualcode.codebook_tools.exchange.imported import Imported, Notes
from qualcode.codebook_tools.exchange.table import headings
from qualcode.codebook_tools.exchange.table_codes import read_rows
from qualcode.errors import ImportFileError
from qualcode.exporters.cells import printable
from qualcode.model import Codebook, Language, Problem

SEPARATORS = ",;\t|"


def read(data: bytes, file: str) -> Imported:
    """Return a table's rows as codes, whichever sign parts its cells."""
    text = decoded(data, file)
    tables = []
    fault: ImportFileError | None = None
    for separator in SEPARATORS:
        try:
            tables.append(rows_of(text, separator, file))
        except ImportFileError as error:
            fault = error
    if not tables and fault:
        raise fault
    rows = max(tables, key=lambda rows: len(headings(rows)[1]))
    return read_rows([[unguarded(cell) for cell in row] for row in rows], file, Notes(file))


def write(book: Codebook, language: Language = "vi") -> bytes:
    """Return a codebook as a table that Excel opens, each cell as text and none as a formula."""
    text = io.StringIO()
    table = csv.writer(text)
    table.writerow(table_rows.titles(language))
    for row in table_rows.rows_of(book):
        table.writerow([guarded(printable(cell, "")) for cell in row])
    return text.getvalue().encode("utf-8-sig")


def losses(book: Codebook) -> tuple[Problem, ...]:
    """Return what such a table can't hold of a codebook."""
    notes = Notes(book.file or book.name)
    table_rows.note_losses(book, notes, holds_lexicons=False)
    return tuple(notes.found)

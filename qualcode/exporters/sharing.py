"""The sheets of a workbook that leaves for good: nobody reads it back, so none invites edits."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from qualcode.exporters import audited, framework_words, quotes_words, verdicts
from qualcode.exporters.cells import Cell, Column, Sheet
from qualcode.framework.known import CODING

PLAIN = {"editable": "text", "to_write": "text", "stale": "text"}
WITHOUT = (*framework_words.HOW_TO, verdicts.HOW_TO, quotes_words.HOW_TO)
"""Notes that say how to edit and read back."""
TOLD = ("Words", "Before", "After", "Reason")
"""Columns of the audit trail that hold what people said or wrote."""


def to_share(sheets: Sequence[Sheet]) -> list[Sheet]:
    """Return the sheets without hidden keys, places to edit, and words of the audit trail."""
    return [_shared(_wordless(sheet)) for sheet in sheets]


def _shared(sheet: Sheet) -> Sheet:
    kept = tuple(key if key == CODING else "" for key in sheet.keys)
    return replace(
        sheet,
        columns=tuple(map(_column, sheet.columns)),
        rows=tuple(tuple(map(_cell, row)) for row in sheet.rows),
        notes=tuple(note for note in sheet.notes if note not in WITHOUT),
        keys=kept if CODING in kept else (),
    )


def _column(column: Column) -> Column:
    return replace(column, choices=(), longest=0)


def _cell(cell: Cell) -> Cell:
    style = PLAIN.get(cell.style)
    return replace(cell, style=style) if style else cell


def _wordless(sheet: Sheet) -> Sheet:
    if sheet.name != audited.NAME:
        return sheet
    kept = [n for n, column in enumerate(sheet.columns) if column.title.en not in TOLD]
    return replace(
        sheet,
        columns=tuple(sheet.columns[n] for n in kept),
        rows=tuple(tuple(row[n] for n in kept) for row in sheet.rows),
    )

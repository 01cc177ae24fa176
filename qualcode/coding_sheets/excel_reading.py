"""A workbook that came back: whatever was sorted, filtered, renamed, copied or deleted in it."""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from qualcode.coding_sheets import comment
from qualcode.coding_sheets.columns import CODING_COLUMNS, TALK_COLUMNS, RowId, row_id
from qualcode.coding_sheets.fingerprint import MARK, no_columns, no_talk, unpack
from qualcode.coding_sheets.opening import check_workbook
from qualcode.coding_sheets.places import find, says
from qualcode.coding_sheets.sheet import Mark, Place, Returned, rebuilt
from qualcode.exporters.cells import Column, printable
from qualcode.importers import guard_zip
from qualcode.language.normalise import clean
from qualcode.model import Bilingual, Problem, Transcript

MOST_ROWS = 100_000
_HEAD = 12
"""Rows at a sheet's top among which its columns' names are looked for."""
_ENOUGH = 3
"""Columns that must be known by their names."""

Table = list[list[str]]
Row = Mapping[str, str]
"""A column's name → what the cell shows; `row` is its number."""


def read(path: Path) -> Returned:
    """Return what a workbook says."""
    check_workbook(path)
    tables = _tables(path)
    pieces = next((t for t in tables.values() if t and t[0] and t[0][0].startswith(MARK)), [])
    fingerprint = unpack([row[0] for row in pieces if row and row[0]], path.name)
    talk = next(filter(None, (_rows(t, TALK_COLUMNS) for t in tables.values())), [])
    if fingerprint.turns and not talk:
        raise no_talk(path.name)
    if not any(_has_codes(table) for table in tables.values()):
        raise no_columns(path.name)
    words = rebuilt(fingerprint.transcript, _turns(talk))
    marks: list[Mark] = []
    problems: list[Problem] = []
    for title, table in tables.items():
        for row in _rows(table, CODING_COLUMNS):
            found = _mark(f"{title}!{row['row']}", row, words, fingerprint.sha256)
            if isinstance(found, Mark):
                marks.append(found)
            elif found:
                problems.append(Problem(f"{path.name} {title}!{row['row']}", found))
    return Returned(path.name, fingerprint, words, tuple(marks), tuple(problems))


def _tables(path: Path) -> dict[str, Table]:
    """Return each sheet's cells as text."""
    import openpyxl

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of what the library can't draw, such as drop-downs
            book = openpyxl.load_workbook(path, read_only=True, data_only=True)
            tables = {
                page.title: [
                    [_text(value) for value in row]
                    for row in page.iter_rows(values_only=True, max_row=MOST_ROWS)
                ]
                for page in book.worksheets
            }
            book.close()
    except (ValueError, KeyError, SyntaxError, EOFError, OSError, TypeError) as cause:
        raise guard_zip.broken(path) from cause
    return tables


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return clean(printable(str(value), ""))


def _rows(table: Table, columns: Sequence[Column]) -> list[Row]:
    """Return a table's rows by the columns' names, if it is one of these."""
    below, found = _head(table, columns)
    return list(_cells(table, below, found))


def _has_codes(table: Table) -> bool:
    return "qualcode_code" in _head(table, CODING_COLUMNS)[1].values()


def _head(table: Table, columns: Sequence[Column]) -> tuple[int, dict[int, str]]:
    """Return where the rows begin, and which column is where: by hidden names, or by headings."""
    for number, cells in enumerate(table[:_HEAD]):
        for is_heading in (False, True):
            names = {_name(column, is_heading=is_heading): column.band for column in columns}
            found = {
                at: names[cell] for at, cell in enumerate(map(_folded, cells)) if cell in names
            }
            if len(set(found.values())) >= _ENOUGH:
                below = number + 1 if is_heading else number + 2
                return below, found
    return len(table), {}


def _name(column: Column, *, is_heading: bool) -> str:
    return _folded(column.heading if is_heading else column.band)


def _folded(text: str) -> str:
    return " ".join(text.casefold().split())


def _cells(table: Table, below: int, found: Mapping[int, str]) -> Iterator[Row]:
    for number, cells in enumerate(table[below:], start=below + 1):
        row = {name.partition("_")[2]: cells[at] for at, name in found.items() if at < len(cells)}
        if any(cell.strip() for cell in row.values()):
            yield {**row, "row": str(number)}


def _turns(talk: Iterable[Row]) -> list[tuple[int, str, str]]:
    """Return the turns in the order of their numbers, whatever was sorted."""
    turns: dict[int, tuple[str, str]] = {}
    for row in talk:
        if number := _number(row.get("turn", "")):
            speaker, words = turns.get(number, (row.get("speaker", ""), ""))
            turns[number] = speaker, words + row.get("words", "")
    return [(number, *turns[number]) for number in sorted(turns)]


def _mark(where: str, row: Row, words: Transcript, sha256: str) -> Mark | Bilingual | None:
    """Return what a row says, nothing for a row without a code, or why it isn't understood."""
    cell = {name: row.get(name, "").strip() for name in row}
    id = row_id(cell.get("id", ""))  # noqa: A001 - an id is an id
    if not cell.get("code"):
        return _LEFT_OVER if any(cell.get(n) for n in ("decision", "memo", "english")) else None
    if id and not sha256.startswith(id.sha256):
        return _OTHER_SHEET
    place = _place(id, cell, words)
    decision = cell.get("decision", "")
    verdict = comment.verdict_of(decision, shown=())
    shown = f"T{place.turn if place else _number(cell.get('turn', '')):03}"
    quote = " ".join((cell.get("part") or cell.get("words", "")).split())
    return Mark(
        where=f"{where} {shown} “{quote[:60]}”",
        place=place,
        code=cell["code"],
        verdict="unclear" if decision and not verdict else verdict,
        memo=cell.get("memo", ""),
        translation=cell.get("english", ""),
        is_whole={"memo", "english"} <= cell.keys(),
    )


_LEFT_OVER = Bilingual(
    "dòng không có mã nhưng có quyết định, ghi chú hay bản dịch; hãy chọn mã cho dòng này",
    "this row has no code but a decision, memo or translation; choose a code for it",
)
_OTHER_SHEET = Bilingual(
    "dòng này chép từ phiếu của bản gỡ băng khác; hãy ghi vào đúng phiếu của nó",
    "this row was copied from another transcript's sheet; write it into that one",
)


def _place(id: RowId | None, cell: Row, words: Transcript) -> Place | None:
    """Return where the words of a row stand: its part if there is one, else its sentence."""
    part, sentence = cell.get("part", ""), cell.get("words", "")
    if id and (says(words, id.place, part) or (not part and says(words, id.place, sentence))):
        return id.place
    turn = id.place.turn if id else _number(cell.get("turn", ""))
    turns = [turn] if turn else [each.number for each in words.turns]
    near = id.place.start if id else None
    found = [place for each in turns if (place := find(words, each, part or sentence, near=near))]
    return found[0] if len(found) == 1 else None


def _number(turn: str) -> int:
    """Return a turn's number as people write it: 4, T004; 0 if there is none."""
    match = re.fullmatch(r"T?\s*(\d{1,6})", turn.strip(), re.IGNORECASE)
    return int(match[1]) if match else 0

"""A workbook that came back: whatever was sorted, moved, deleted or added in it."""

from __future__ import annotations

import warnings
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from qualcode.coding_sheets.opening import check_workbook
from qualcode.framework.known import (
    BY,
    CASE,
    CODE,
    MARK,
    REASON,
    THEME,
    VERDICT,
    Known,
    canonical,
    unpack,
)
from qualcode.importers import guard_zip
from qualcode.model import Bilingual

MOST_ROWS = 100_000
_HEAD = 12
"""Rows at a sheet's top among which its columns' keys are looked for."""

_HEADINGS = 2
"""Rows of headings below the keys, at most."""

Row = Mapping[str, "Written"]
"""A column's key → the cell."""

FORMULA = Bilingual(
    "ô này là công thức nên không đọc được lời; hãy gõ lại thành chữ (thêm dấu ' ở đầu nếu lời bắt "
    "đầu bằng = + - @)",
    "this cell has a formula, not words; type it as text (put ' in front if it begins with = + - "
    "@)",
)


@dataclass(frozen=True, slots=True)
class Written:
    """What stands in a cell now."""

    where: str
    """Its sheet and place: `Framework!F7`."""
    text: str
    fault: Bilingual | None = None
    """Why it can't be read as words."""


@dataclass(frozen=True, slots=True)
class WrittenVerdict:
    """What stands in a row of the triangulation now."""

    verdict: Written
    reason: Written


@dataclass(frozen=True, slots=True)
class Returned:
    """A workbook of ours as it is now, and what it left with."""

    file: str
    known: Known
    cells: Mapping[tuple[str, str], tuple[Written, ...]]
    """(case, theme) → what stands there, in each of the rows and columns that have it."""
    verdicts: Mapping[tuple[str, str], tuple[WrittenVerdict, ...]]
    """(compared by, theme) → the same for a person's verdict."""


def read(path: Path) -> Returned | None:
    """Return what a workbook says; None if it isn't one that can be read back so.

    Raises:
        ImportFileError: if the file can't be opened, or its hidden part is damaged.
    """
    import openpyxl

    check_workbook(path)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of what the library can't draw, such as drop-downs
            book = openpyxl.load_workbook(path, read_only=True)
            try:
                return _returned(path.name, book.worksheets)
            finally:
                book.close()
    except (ValueError, KeyError, SyntaxError, EOFError, OSError, TypeError) as cause:
        raise guard_zip.broken(path) from cause


def _returned(file: str, pages: Sequence[Any]) -> Returned | None:
    pieces = next(filter(None, map(_pieces, pages)), None)
    if pieces is None:
        return None
    known = unpack(pieces, file)
    cells: dict[tuple[str, str], tuple[Written, ...]] = {}
    verdicts: dict[tuple[str, str], tuple[WrittenVerdict, ...]] = {}
    for page in pages:
        keys = _keys(page)
        if CASE in keys.columns.values():
            for place, cell in _summaries(page, keys, known):
                cells[place] = (*cells.get(place, ()), cell)
        elif VERDICT in keys.columns.values():
            for place, verdict in _verdicts(page, keys, known):
                verdicts[place] = (*verdicts.get(place, ()), verdict)
    return Returned(file, known, cells, verdicts)


def _pieces(page: Any) -> list[str] | None:
    """Return what is hidden on a page, if it is the one that has it."""
    rows = page.iter_rows(max_col=1, max_row=1, values_only=True)
    first = next(iter(rows), ("",))
    if not first or not str(first[0]).startswith(f"{MARK} "):
        return None
    column = page.iter_rows(max_col=1, max_row=MOST_ROWS, values_only=True)
    return [str(row[0]) for row in column if row and row[0]]


@dataclass(frozen=True, slots=True)
class _Keys:
    """Which of our columns is where, by the hidden row of keys."""

    row: int
    columns: Mapping[int, str]


def _keys(page: Any) -> _Keys:
    for number, row in enumerate(page.iter_rows(max_row=_HEAD, values_only=True), start=1):
        found = {at: str(value) for at, value in enumerate(row) if _is_key(value)}
        if CASE in found.values() or VERDICT in found.values():
            return _Keys(number, found)
    return _Keys(0, {})


def _is_key(value: object) -> bool:
    return isinstance(value, str) and (
        value.startswith(THEME) or value in {CASE, BY, CODE, VERDICT, REASON}
    )


def _rows(page: Any, keys: _Keys, known: Container[str], name: str) -> Iterator[Row]:
    """Yield each row that something is known of, or that somebody has added."""
    rows = page.iter_rows(min_row=keys.row + 1, max_row=MOST_ROWS)
    for number, row in enumerate(rows, start=keys.row + 1):
        cells = {
            key: _written(f"{page.title}!{_letters(at)}{number}", row[at])
            for at, key in keys.columns.items()
            if at < len(row)
        }
        said = cells[name].text if name in cells else ""
        # Headings stand right below the keys.
        if said and (said in known or number > keys.row + _HEADINGS):
            yield cells


def _summaries(page: Any, keys: _Keys, known: Known) -> Iterator[tuple[tuple[str, str], Written]]:
    cases = {canonical(case): case for case in known.cases}
    for row in _rows(page, keys, cases, CASE):
        case = cases.get(row[CASE].text, row[CASE].text)
        for key, cell in row.items():
            # A row of somebody's own says something only where words stand.
            if key.startswith(THEME) and (case in known.cases or cell.text):
                yield (case, key.removeprefix(THEME)), cell


def _verdicts(
    page: Any, keys: _Keys, known: Known
) -> Iterator[tuple[tuple[str, str], WrittenVerdict]]:
    nothing = Written(page.title, "")
    themes = {canonical(by): by for by, _ in known.verdicts}
    for row in _rows(page, keys, themes, BY):
        by, code = (row.get(key, nothing).text for key in (BY, CODE))
        if code:
            verdict, reason = (row.get(key, nothing) for key in (VERDICT, REASON))
            yield (themes.get(by, by), code), WrittenVerdict(verdict, reason)


def _written(where: str, cell: Any) -> Written:
    value = cell.value
    if cell.data_type in {"f", "e"}:
        return Written(where, "", FORMULA)
    if value is None:
        return Written(where, "")
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return Written(where, canonical(str(value)))


def _letters(column: int) -> str:
    from openpyxl.utils import get_column_letter

    return str(get_column_letter(column + 1))

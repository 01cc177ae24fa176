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
    CHECKED,
    CITE,
    CODE,
    CODING,
    ENGLISH,
    MARK,
    QUOTE,
    QUOTES,
    REASON,
    THEME,
    VERDICT,
    WORDS,
    Known,
    unpack,
)
from qualcode.framework.reading_quotes import WrittenQuote, quotes
from qualcode.framework.written import Merged, Written, canonical, letters, merged, written
from qualcode.importers import guard_zip

MOST_ROWS = 100_000
_HEAD = 12
"""Rows at a sheet's top among which its columns' keys are looked for."""

_HEADINGS = 2
"""Rows of headings below the keys, at most."""

Row = Mapping[str, "Written"]
"""A column's key → the cell."""


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
    quotes: tuple[WrittenQuote, ...] = ()
    """What stands in each row of the quotes."""
    unreadable: tuple[str, ...] = ()
    """Sheets of ours that have lost what tells their columns apart."""


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
    said: list[WrittenQuote] = []
    unreadable: list[str] = []
    for page in pages:
        keys = _keys(page)
        if {CODING, ENGLISH} & set(keys.columns.values()):
            said += quotes(_rows(page, keys), known.quotes)
        elif CASE in keys.columns.values():
            for place, cell in _summaries(page, keys, known):
                cells[place] = (*cells.get(place, ()), cell)
        elif VERDICT in keys.columns.values():
            for place, verdict in _verdicts(page, keys, known):
                verdicts[place] = (*verdicts.get(place, ()), verdict)
        elif known.quotes and page.title == QUOTES:
            unreadable.append(page.title)
    return Returned(file, known, cells, verdicts, tuple(said), tuple(unreadable))


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
        if {CASE, VERDICT, CODING, ENGLISH} & set(found.values()):
            return _Keys(number, found)
    return _Keys(0, {})


def _is_key(value: object) -> bool:
    return isinstance(value, str) and (value.startswith(THEME) or value in _KEYS)


_KEYS = {CASE, BY, CODE, VERDICT, REASON, CODING, QUOTE, WORDS, ENGLISH, CHECKED, CITE}


def _rows(page: Any, keys: _Keys) -> Iterator[tuple[bool, Row]]:
    """Yield what each row has of ours, and whether it may be one of headings."""
    hidden = merged(page)
    names = {at: letters(at) for at in keys.columns}
    rows = page.iter_rows(min_row=keys.row + 1, max_row=MOST_ROWS)
    for number, row in enumerate(rows, start=keys.row + 1):
        cells = {
            key: _cell(f"{page.title}!{names[at]}{number}", row[at], hidden, (number, at))
            for at, key in keys.columns.items()
            if at < len(row)
        }
        # Headings stand right below the keys.
        yield number <= keys.row + _HEADINGS, cells


def _cell(where: str, cell: Any, hidden: Merged, place: tuple[int, int]) -> Written:
    return written(where, cell, is_merged=hidden.hides(*place))


def _known_rows(page: Any, keys: _Keys, known: Container[str], name: str) -> Iterator[Row]:
    """Yield each row that something is known of, or that somebody has added."""
    for is_heading, cells in _rows(page, keys):
        said = cells[name].text if name in cells else ""
        if said and (said in known or not is_heading):
            yield cells


def _summaries(page: Any, keys: _Keys, known: Known) -> Iterator[tuple[tuple[str, str], Written]]:
    cases = {canonical(case): case for case in known.cases}
    for row in _known_rows(page, keys, cases, CASE):
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
    for row in _known_rows(page, keys, themes, BY):
        by, code = (row.get(key, nothing).text for key in (BY, CODE))
        if code:
            verdict, reason = (row.get(key, nothing) for key in (VERDICT, REASON))
            yield (themes.get(by, by), code), WrittenVerdict(verdict, reason)

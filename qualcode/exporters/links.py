"""Links from cell to row that still lead there once a sheet was sorted.

A link leads to a name that the workbook has, and the name seeks its row by the id that stands in
it. Excel does so at each click. LibreOffice follows no name that has to be computed, but goes to
the cell with which the name's formula begins: where the row stood when the workbook was made.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from qualcode.exporters.cells import Cell, Link, Sheet, printable
from qualcode.framework.known import CODING, QUOTES
from qualcode.model import Coding

QUOTE, CASE = "quote_", "case_"
"""How the names of rows of Quotes and of Matrix begin."""
MATRIX = "Matrix"
MOST_NAMES = 10_000
"""Links beyond these lead to a cell: very many names make a workbook slow to open."""
LONGEST_SOUGHT = 200
"""Characters of what a formula can look for; Excel takes 255, signs put before some of them too."""


@dataclass(frozen=True, slots=True)
class Target:
    """A row that can be led to."""

    cell: str
    formula: str
    """Gives that cell, wherever its row stands; empty if its row can't be sought."""


def of_quote(coding: Coding) -> str:
    """Return the name of the row of Quotes that has this coding."""
    return f"{QUOTE}{coding.id}"


def of_case(case: str) -> str:
    """Return what stands for the row of Matrix that has this case."""
    return f"{CASE}{case}"


def home(sheet: str) -> str:
    """Return the first cell of a sheet."""
    return f"'{sheet}'!A1"


def resolved(sheets: Sequence[Sheet], most: int = MOST_NAMES) -> tuple[list[Sheet], dict[str, str]]:
    """Return the sheets with links to what is there, and the names that these lead to."""
    targets = dict(_targets(sheets))
    used = dict.fromkeys(link for sheet in sheets for link in _links(sheet) if link in targets)
    sought = [one for one in used if targets[one].formula][:most]
    names = {one: _name(one, number) for number, one in enumerate(sought, start=1)}
    places = {one: names.get(one, targets[one].cell) for one in used}
    formulas = {name: targets[one].formula for one, name in names.items()}
    return [_with(sheet, places) for sheet in sheets], formulas


def _name(link: str, number: int) -> str:
    """Return a name that a workbook can have: a case's own may hold anything."""
    return link if link.startswith(QUOTE) else f"{CASE}{number:04d}"


def _targets(sheets: Sequence[Sheet]) -> Iterator[tuple[str, Target]]:
    for sheet in sheets:
        if sheet.name == QUOTES and CODING in sheet.keys:
            yield from _rows(sheet, sheet.keys.index(CODING), QUOTE)
        elif sheet.name == MATRIX:
            yield from _rows(sheet, 0, CASE)


def _rows(sheet: Sheet, column: int, prefix: str) -> Iterator[tuple[str, Target]]:
    """Yield each row of a sheet whose column has what tells it from all others."""
    from xlsxwriter.utility import xl_col_to_name

    name, letters = f"'{sheet.name}'", f"${xl_col_to_name(column)}"
    for number, row in enumerate(sheet.rows, start=sheet.headings + 1):
        told = row[column].text
        cell = f"{name}!$A${number}"
        text = re.sub(r"[~*?]", r"~\g<0>", printable(told)).replace('"', '""')
        place = f'MATCH("{text}",{name}!{letters}:{letters},0)'
        row_now = f"INDEX({name}!$A:$A,{place})"
        # What two ranges have in common: the row now, with its first place standing before it.
        formula = f"={cell}:{row_now} {row_now}" if told and len(text) <= LONGEST_SOUGHT else ""
        yield f"{prefix}{told}", Target(cell, formula)


def _links(sheet: Sheet) -> Iterator[str]:
    return (cell.link.place for row in sheet.rows for cell in row if cell.link)


def _with(sheet: Sheet, places: Mapping[str, str]) -> Sheet:
    if not any(True for _ in _links(sheet)):
        return sheet
    return replace(sheet, rows=tuple(tuple(_led(c, places) for c in row) for row in sheet.rows))


def _led(cell: Cell, places: Mapping[str, str]) -> Cell:
    """Return the cell with the place of its link, or without a link to what isn't there."""
    if cell.link is None or "!" in cell.link.place:
        return cell
    place = places.get(cell.link.place)
    return replace(cell, link=Link(place, cell.link.tip) if place else None)

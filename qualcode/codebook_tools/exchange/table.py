"""A researcher's table of codes, row by row: where its headings stand, what its cells hold."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from qualcode.codebook_tools.exchange.headings import Column, columns_of
from qualcode.codebook_tools.exchange.imported import Notes
from qualcode.errors import CodebookError

SEARCHED = 40
"""Rows in which the headings are looked for."""
MOST_ROWS = 20_000
MOST_BLANK = 1_000
"""Blank rows after which nothing more is expected."""

Rows = Sequence[Sequence[str]]


@dataclass(slots=True)
class Entry:
    """One code's rows: column → its cells."""

    row: int
    """1-based, as spreadsheets count."""
    cells: dict[Column, list[str]] = field(default_factory=dict)

    def text(self, name: str, language: str = "") -> str:
        """Return what stands in this column."""
        return "\n".join(self.cells.get(Column(name, language), ()))


def entries(rows: Rows, file: str, notes: Notes) -> list[Entry]:
    """Return the codes' rows below the headings, wherever these stand.

    Raises:
        CodebookError: if there are no headings that name codes, or far too many rows.
    """
    start, columns = headings(rows)
    if not columns:
        raise CodebookError.at(
            file,
            "không thấy dòng tiêu đề; cần ít nhất hai cột như Mã, Nhãn, Định nghĩa (id, label, "
            "definition)",
            "there is no row of headings; at least two columns such as id, label, definition (Mã, "
            "Nhãn, Định nghĩa) are needed",
        )
    if len(rows) > MOST_ROWS:
        raise CodebookError.at(
            file,
            f"bảng có hơn {MOST_ROWS} dòng, quá lớn cho một sổ mã; hãy kiểm tra lại tệp",
            f"the table has more than {MOST_ROWS} rows, too many for a codebook; check the file",
        )
    unknown = [
        cell for place, cell in enumerate(rows[start]) if cell.strip() and place not in columns
    ]
    if unknown:
        shown = ", ".join(" ".join(cell.split()) for cell in unknown)
        notes.add(f"không đọc các cột: {shown}", f"columns not read: {shown}", start + 1)
    return list(_entries(rows, start, columns))


def headings(rows: Rows) -> tuple[int, dict[int, Column]]:
    """Return which row holds the headings, and what they name; nothing if none does."""
    best: tuple[int, dict[int, Column]] = (0, {})
    for place, row in enumerate(rows[:SEARCHED]):
        found = columns_of(row)
        fields = {column.field for column in found.values()}
        if fields & {"id", "label"} and len(fields) > 1 and len(found) > len(best[1]):
            best = place, found
    return best


def quoted_lines(text: str) -> tuple[str, ...]:
    """Return the examples of a cell, one a line, without the quotes or bullets around them."""
    lines = (
        re.sub(r"^\s*(?:[-•*–▪+]|\d{1,2}[.)])\s+", "", line).strip() for line in text.split("\n")
    )
    return tuple(filter(None, (_unquoted(line) for line in lines)))


def _entries(rows: Rows, start: int, columns: Mapping[int, Column]) -> Iterator[Entry]:
    """Yield an entry for each row that names a code, with the rows below that only go on."""
    current: Entry | None = None
    for place, row in enumerate(rows[start + 1 :], start + 2):
        cells = {columns[at]: cell.strip() for at, cell in enumerate(row) if at in columns}
        cells = {column: cell for column, cell in cells.items() if cell}
        if {column.field for column in cells} & {"id", "label"}:
            if current:
                yield current
            current = Entry(place, {column: [cell] for column, cell in cells.items()})
        elif current:
            for column, cell in cells.items():
                if column.field != "parent":
                    current.cells.setdefault(column, []).append(cell)
    if current:
        yield current


def _unquoted(line: str) -> str:
    for opening, closing in ("“”", '""', "«»", "‘’"):
        if len(line) > 1 and line.startswith(opening) and line.endswith(closing):
            return line[1:-1].strip()
    return line

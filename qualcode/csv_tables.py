"""Tables that people keep in .csv, as Excel and others write them: rows with their lines."""

from __future__ import annotations

import csv
from collections.abc import Sequence

from qualcode.errors import StudyError
from qualcode.model import Bilingual, Problem

SEPARATORS = ",;\t"
LINE = "__line__"
"""The key under which a row says in which line of the file it ends."""


def separator_of(text: str) -> str:
    """Return which of comma, semicolon and tab parts the cells, as the first line tells."""
    return max(SEPARATORS, key=text.split("\n", 1)[0].count)


def rows_of(text: str, shown: str) -> list[dict[str, str]]:
    """Return a table's rows with their line under `__line__`; `;` and tabs separate as well.

    Raises:
        StudyError: if a quotation mark is not closed, or the rows don't fit the first line.
    """
    lines = text.splitlines(keepends=True)
    reader = csv.DictReader(lines, delimiter=separator_of(text), strict=True)
    rows, problems = [], []
    try:
        names = [name.strip() for name in reader.fieldnames or ()]
        problems += [_repeated_column(shown, n) for n in set(names) if n and names.count(n) > 1]
        for row in reader:
            if extra := row.pop(None, None):
                problems.append(_too_many_cells(f"{shown}:{reader.line_num}", names, extra))
            cells = {name.strip(): (cell or "").strip() for name, cell in row.items()}
            rows.append({**cells, LINE: str(reader.line_num)})
    except csv.Error as error:
        raise StudyError.at(
            f"{shown}:{reader.line_num}",
            "bảng CSV hỏng từ đây: có dấu ngoặc kép chưa đóng; hãy mở bằng Excel và lưu lại",
            "the CSV is broken from here on: a quotation mark is not closed; save it anew in Excel",
        ) from error
    if problems:
        raise StudyError(problems)
    return rows


def _repeated_column(shown: str, name: str) -> Problem:
    return _problem(
        f"{shown}:1",
        f"cột '{name}' có hai lần; hãy đổi tên hoặc xóa một cột",
        f"column '{name}' is there twice; rename or delete one",
    )


def _too_many_cells(where: str, names: Sequence[str], extra: Sequence[str]) -> Problem:
    cells = len(names) + len(extra)
    return _problem(
        where,
        f"dòng này có {cells} ô mà đầu bảng có {len(names)}; ô có dấu phẩy phải để trong ngoặc kép",
        f"this row has {cells} cells and the head {len(names)}; put a cell with a comma in quotes",
    )


def _problem(where: str, vi: str, en: str) -> Problem:
    return Problem(where, Bilingual(vi, en))

"""Coded passages in a table, which a codebook brings along: what its codes mean in talk."""

from __future__ import annotations

import csv
import io
import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import groupby

from qualcode.csv_tables import LINE, rows_of, separator_of
from qualcode.errors import CodebookError, StudyError
from qualcode.model import Bilingual, Example, Problem
from qualcode.plain_yaml import nearest

COLUMNS = ("source", "turn", "question", "passage", "codes")
NEEDED = ("passage", "codes")
BETWEEN = ";"
"""What parts a passage's codes."""
_FORMULA = re.compile(r"'*[=+\-@]")


def parse(text: str, file: str, codes: Collection[str]) -> tuple[Example, ...]:
    """Return the passages of a table with these codes to choose from.

    Raises:
        CodebookError: with every fault, each with `file:line` and what to do.
    """
    try:
        rows = rows_of(text, file)
    except StudyError as error:
        raise CodebookError(error.problems) from error
    _check_columns(text, file)
    examples = tuple(_example(row, file) for row in rows if any(map(row.get, COLUMNS)))
    problems = [*_without_words(examples), *_unknown_codes(examples, codes)]
    if problems:
        raise CodebookError(sorted(problems, key=_line))
    return examples


def as_text(examples: Iterable[Example]) -> str:
    """Return the table that gives these passages back, none of its cells a formula to Excel."""
    text = io.StringIO()
    table = csv.writer(text, lineterminator="\n")
    table.writerow(COLUMNS)
    for one in examples:
        cells = (one.source, one.turn, one.question, one.passage)
        table.writerow([*map(_guarded, cells), BETWEEN.join(sorted(one.codes))])
    return text.getvalue()


def codes_in(text: str) -> frozenset[str]:
    """Return the codes that a table gives; none if it can't be read."""
    rows, place = _cells(text)
    return frozenset(code for row in rows[1:] for code in _codes(_cell(row, place)))


def with_codes_moved(text: str, moves: Mapping[str, str]) -> str:
    """Return a table's text with codes called otherwise, or taken out where they move to nothing.

    A text in which none of them occurs comes back as it is.
    """
    if moves.keys().isdisjoint(codes_in(text)):
        return text
    rows, place = _cells(text)
    for row in rows[1:]:
        own = _codes(_cell(row, place))
        if not moves.keys().isdisjoint(own):
            moved = dict.fromkeys(moves.get(code, code) for code in own)
            row[place] = BETWEEN.join(filter(None, moved))
    written = io.StringIO()
    table = csv.writer(written, delimiter=separator_of(text), lineterminator="\n")
    table.writerows(rows)
    return written.getvalue()


def _cells(text: str) -> tuple[list[list[str]], int]:
    """Return a table's rows as they are, and which column has the codes."""
    lines = text.splitlines(keepends=True)
    try:
        rows = list(csv.reader(lines, delimiter=separator_of(text), strict=True))
    except csv.Error:
        return [], 0
    names = [name.strip() for name in rows[0]] if rows else []
    return rows, names.index("codes") if "codes" in names else len(names)


def _cell(row: Sequence[str], place: int) -> str:
    return row[place] if place < len(row) else ""


def turns_of(examples: Iterable[Example]) -> tuple[tuple[Example, ...], ...]:
    """Return the passages by turns: each alone, save neighbours with the same source and mark."""
    numbered = enumerate(examples)
    marks = groupby(numbered, lambda each: (each[1].source, each[1].turn or each[0]))
    return tuple(tuple(one for _, one in turn) for _, turn in marks)


def contradictions(examples: Iterable[Example]) -> Iterator[tuple[Example, Example]]:
    """Yield each passage that has other codes than an earlier one of the very same words."""
    first: dict[tuple[str, str, str, str], Example] = {}
    for one in examples:
        known = first.setdefault((one.source, one.turn, one.question, one.passage), one)
        if known.codes != one.codes:
            yield one, known


def _check_columns(text: str, file: str) -> None:
    head = next(csv.reader(text.splitlines()[:1], delimiter=separator_of(text)), [])
    names = [name.strip() for name in head]
    missing = ", ".join(name for name in NEEDED if name not in names)
    if missing:
        listed = " | ".join(filter(None, names)) or "–"
        raise CodebookError.at(
            f"{file}:1",
            f"thiếu cột {missing}; dòng đầu cần có passage và codes, các ô cách nhau bằng dấu "
            f"phẩy, chấm phẩy hoặc tab; đang có: {listed}",
            f"no column {missing}; the first line needs passage and codes, with commas, "
            f"semicolons or tabs between the cells; there is: {listed}",
        )


def _example(row: Mapping[str, str], file: str) -> Example:
    cells = {name: _unguarded(row.get(name, "")) for name in COLUMNS}
    return Example(
        passage=cells["passage"],
        codes=frozenset(_codes(cells["codes"])),
        question=cells["question"],
        source=cells["source"],
        turn=cells["turn"],
        where=f"{file}:{row[LINE]}",
    )


def _codes(cell: str) -> list[str]:
    return [code for part in cell.split(BETWEEN) if (code := part.strip())]


def _without_words(examples: Iterable[Example]) -> Iterator[Problem]:
    for one in examples:
        if not one.passage:
            yield Problem(
                one.where,
                Bilingual(
                    "cột passage trống; hãy ghi lời nói vào đó, hoặc xóa dòng này",
                    "there are no words in column passage; write them there or delete this row",
                ),
            )


def _unknown_codes(examples: Iterable[Example], codes: Collection[str]) -> Iterator[Problem]:
    """Yield one problem for each code that is not there, at the first row that has it."""
    rows: dict[str, list[str]] = defaultdict(list)
    for one in examples:
        for code in sorted(one.codes.difference(codes)):
            rows[code].append(one.where)
    for code, places in rows.items():
        yield Problem(places[0], _unknown(code, len(places) - 1, nearest(code, sorted(codes))))


def _unknown(code: str, others: int, near: str) -> Bilingual:
    more = (f" (và ở {others} dòng nữa)", f" (and in {others} more rows)") if others else ("", "")
    cure = (
        "hãy sửa, hoặc thêm mã này vào sổ mã; nhiều mã thì cách nhau bằng dấu chấm phẩy",
        "put it right, or add the code to the codebook; several codes have semicolons between",
    )
    if near:
        cure = (
            f"ý bạn là '{near}'? Nếu mã đã đổi tên: qualcode codebook rename {code} {near}",
            f"did you mean '{near}'? If it was renamed: qualcode codebook rename {code} {near}",
        )
    return Bilingual(
        f"sổ mã không có mã '{code}'{more[0]}; {cure[0]}",
        f"the codebook has no code '{code}'{more[1]}; {cure[1]}",
    )


def _line(problem: Problem) -> int:
    return int(problem.where.rsplit(":", 1)[1])


def _guarded(cell: str) -> str:
    return f"'{cell}" if _FORMULA.match(cell) else cell


def _unguarded(cell: str) -> str:
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell) else cell

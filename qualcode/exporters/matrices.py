"""The sheets that show who said what and how often: matrix and counts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Self

from qualcode.exporters.cells import (
    Cell,
    Column,
    Family,
    Run,
    Sheet,
    both,
    cut,
    families,
    printable,
    signed,
)
from qualcode.exporters.table import by_code, plain
from qualcode.framework.signs import STALE
from qualcode.language.source_types import source_type
from qualcode.model import Bilingual, Case, Code, Quote, Results, Summary
from qualcode.summaries import Cells, Changes

if TYPE_CHECKING:
    from pandas import DataFrame

ATTRIBUTES = {
    "type": Bilingual("Loại nguồn", "Source type"),
    "province": Bilingual("Tỉnh, thành", "Province"),
    "group": Bilingual("Nhóm", "Group"),
    "gender": Bilingual("Giới tính", "Gender"),
    "age": Bilingual("Tuổi", "Age"),
}
"""The attributes that stand first, with their headings."""
KNOWN = ATTRIBUTES | {
    "date": Bilingual("Ngày", "Date"),
    "id": Bilingual("Mã phỏng vấn", "Interview id"),
}
"""All attributes with a heading of ours."""

MARKS = {"silent": "–", "not_asked": "n/a"}
NOT_CODED = "…"
LONGEST_IN_MATRIX = 500
"""Characters of a quote that a cell of the matrix shows."""


def attribute_title(attribute: str) -> Bilingual:
    """Return the heading of an attribute: as its column is named if it is not one of ours."""
    return KNOWN.get(attribute, Bilingual(attribute, attribute))


def attribute_value(case: Case, attribute: str) -> str:
    """Return what a case has for an attribute, in both languages if it has both.

    Its type is said as a team calls it: PVS/IDI; its group has its English in `group_en`.
    """
    value = case.get(attribute)
    if attribute == "type":
        return both(source_type(value).short, "/")
    return both(Bilingual(value, case.get(f"{attribute}_en")), " / ")


def matrix_sheet(results: Results) -> Sheet:
    """Return cases by codes: in each cell how often, and the quote that shows it best."""
    groups, cases, table = families(results.study), _cases(results), _Table.of(results)
    lead = (
        Column(Bilingual("Nguồn", "Case"), case_width(cases)),
        *(Column(title, 20 if name == "group" else 11) for name, title in ATTRIBUTES.items()),
    )
    codes = [(family, code) for family in groups for code in family.codes]
    starts = [len(lead) + sum(len(f.codes) for f in groups[:place]) for place in range(len(groups))]
    return Sheet(
        "Matrix",
        (*lead, *(_code_column(table, family, code) for family, code in codes)),
        tuple(
            (
                Cell(case.name, "strong"),
                *(Cell(attribute_value(case, name)) for name in ATTRIBUTES),
                *(_matrix_cell(table, case.name, code.id) for _, code in codes),
            )
            for case in cases
        ),
        breaks=tuple(starts[1:]),
    )


def counts_sheet(results: Results) -> Sheet:
    """Return codes by what counts for them, then by cases, all as numbers."""
    summary = by_code(results.summary)
    cases, table = _cases(results), _Table.of(results)
    return Sheet(
        "Counts",
        (
            Column(Bilingual("Nhóm mã", "Family"), 18),
            Column(Bilingual("Mã", "Code"), 30),
            Column(Bilingual("Tên mã", "Label"), 26),
            Column(Bilingual("Tên tiếng Anh", "English label"), 26),
            *(Column(title, 11) for title in SUMMARY.values()),
            *(
                Column(Bilingual(case.name, case.name), 6, "#F2F2F2", upright=True)
                for case in cases
            ),
        ),
        tuple(
            (
                Cell(both(family.label, "\n") or family.id),
                Cell(code.id, "strong"),
                Cell(code.label.vi),
                Cell(code.label.en),
                *_summary_cells(summary.get(code.id, {})),
                *(_count_cell(table, case.name, code.id) for case in cases),
            )
            for family in families(results.study)
            for code in family.codes
        ),
        frozen=3,
        bar=4,
        notes=(
            Bilingual(
                "Số đếm cho biết ý được nhắc tới bao nhiêu lần, không phải tỷ lệ trong dân số.",
                "Counts say how often something came up, not how common it is in a population.",
            ),
        ),
    )


SUMMARY = {
    "references": Bilingual("Lượt nhắc", "References"),
    "cases": Bilingual("Nguồn nhắc tới", "Cases that mention"),
    "asked": Bilingual("Nguồn được hỏi", "Cases asked"),
    "n_cases": Bilingual("Tổng số nguồn", "All cases"),
    "turns": Bilingual("Lượt lời", "Turns"),
    "accepted": Bilingual("Đã chấp nhận", "Accepted"),
    "added": Bilingual("Người mã hóa thêm", "Added by a person"),
    "proposed": Bilingual("Chưa xem", "Not yet looked at"),
    "confirmed_share": Bilingual("Tỷ lệ đã xác nhận", "Share confirmed"),
}


def case_width(cases: Iterable[Case]) -> float:
    """Return a width in which the cases' bold names stand in one line, if they aren't very long."""
    return min(34, 4 + 1.1 * max((len(case.name) for case in cases), default=20))


def _cases(results: Results) -> tuple[Case, ...]:
    names = {str(name) for name in results.counts.index}
    return tuple(case for case in results.study.cases if case.name in names)


@dataclass(frozen=True, slots=True)
class _Table:
    """Counts and coverage as plain mappings: a data frame is slow at giving single cells."""

    counts: Mapping[str, Mapping[str, int]]
    """Code id → case name → how often."""
    states: Mapping[str, Mapping[str, str]]
    best: Mapping[tuple[str, str], Quote]
    summaries: Mapping[tuple[str, str], tuple[Summary, Changes | None]]
    """(case name, code id) → the summary, and what changed since."""

    @classmethod
    def of(cls, results: Results) -> Self:
        cells = Cells(results.study)
        written = {(one.case, one.code): (one, cells.since(one)) for one in results.study.summaries}
        return cls(_cells(results.counts), _cells(results.states), results.best_quotes, written)

    def count(self, case: str, code: str) -> int:
        return int(self.counts.get(code, {}).get(case, 0))

    def state(self, case: str, code: str) -> str:
        return self.states.get(code, {}).get(case, "not_coded")


def _cells(table: DataFrame) -> dict[str, dict[str, Any]]:
    return {str(code): {str(case): cell for case, cell in table[code].items()} for code in table}


def _code_column(table: _Table, family: Family, code: Code) -> Column:
    said = any(table.counts.get(code.id, {}).values()) or code.id in {c for _, c in table.summaries}
    return Column(code.label, 36 if said else 15, family.fill, family.name)


def _mark(table: _Table, case: str, code: str) -> Cell:
    return Cell(MARKS.get(table.state(case, code), NOT_CODED), "mark")


def _matrix_cell(table: _Table, case: str, code: str) -> Cell:
    count, summary = table.count(case, code), table.summaries.get((case, code))
    if not count and not summary:
        return _mark(table, case, code)
    quote = table.best.get((case, code))
    counted = _quoted(count, quote) if quote else Cell(f"{count}×")
    if not count:
        counted = _mark(table, case, code)
    return _summed_up(*summary, counted) if summary else counted


def _summed_up(summary: Summary, changes: Changes | None, counted: Cell) -> Cell:
    """Return the cell with what a person wrote of it above the count."""
    words = cut(printable(summary.text), LONGEST_IN_MATRIX, "Summaries")
    since = f"; {STALE} {both(changes.say(), ' / ')}" if changes else ""
    rest = counted.runs or (Run(counted.text, "count"),)
    return Cell(runs=(Run(f"{words} ({summary.coder}{since})\n", "summary"), *rest))


def _quoted(count: int, quote: Quote) -> Cell:
    proposed = quote.coding.status == "proposed"
    words = cut(printable(quote.words), LONGEST_IN_MATRIX, "Quotes")
    return Cell(
        runs=(
            Run(f"{count}× ", "count"),
            Run(f"“{words}”", "quote"),
            Run(f" [{signed(quote.id, quote.coding)}]", "proposal" if proposed else "id"),
        )
    )


def _count_cell(table: _Table, case: str, code: str) -> Cell:
    count, silent = table.count(case, code), table.state(case, code) == "silent"
    return Cell(count) if count or silent else _mark(table, case, code)


def _summary_cells(row: Mapping[Any, Any]) -> Iterable[Cell]:
    for name in SUMMARY:
        value = row.get(name, "")
        if not plain(value):
            yield Cell("")
        elif name == "confirmed_share":
            yield Cell(float(value), "percent")
        else:
            yield Cell(int(value))

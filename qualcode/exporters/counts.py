"""The sheet that counts: each code's references and cases, then its references in each case."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from qualcode.exporters.cells import Cell, Column, Sheet, families
from qualcode.exporters.matrices import Table, cases_of, mark, named
from qualcode.exporters.notes import NOT_PREVALENCE
from qualcode.exporters.table import by_code, plain
from qualcode.model import Bilingual, Results


def counts_sheet(results: Results) -> Sheet:
    """Return codes by what counts for them, then by cases, all as numbers."""
    summary = by_code(results.summary)
    cases, table = cases_of(results), Table.of(results)
    return Sheet(
        "Counts",
        (
            Column(Bilingual("Nhóm mã", "Family"), 18),
            Column(Bilingual("Mã", "Code"), 30),
            Column(Bilingual("Tên mã", "Label"), 30),
            *(Column(title, 11) for title in SUMMARY.values()),
            *(
                Column(Bilingual(case.name, case.name), 6, "#F2F2F2", upright=True)
                for case in cases
            ),
        ),
        tuple(
            (
                Cell(named(family), between="\n"),
                Cell(code.id, "strong"),
                Cell(code.label, between="\n"),
                *_summary_cells(summary.get(code.id, {})),
                *(_count_cell(table, case.name, code.id) for case in cases),
            )
            for family in families(results.study)
            for code in family.codes
        ),
        frozen=3,
        bar=3,
        notes=(NOT_PREVALENCE,),
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


def _count_cell(table: Table, case: str, code: str) -> Cell:
    count, silent = table.count(case, code), table.state(case, code) == "silent"
    return Cell(count) if count or silent else mark(table, case, code)


def _summary_cells(row: Mapping[Any, Any]) -> Iterable[Cell]:
    for name in SUMMARY:
        value = row.get(name, "")
        if not plain(value):
            yield Cell("")
        elif name == "confirmed_share":
            yield Cell(float(value), "percent")
        else:
            yield Cell(int(value))

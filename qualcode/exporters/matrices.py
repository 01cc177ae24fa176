"""The sheets that show who said what and how often: matrix and counts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

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
)
from qualcode.exporters.table import by_code, plain
from qualcode.model import Bilingual, Case, Code, Quote, Results

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

MARKS = {"silent": "–", "not_asked": "n/a"}
NOT_CODED = "…"
LONGEST_IN_MATRIX = 500
"""Characters of a quote that a cell of the matrix shows."""


def attribute_title(attribute: str) -> Bilingual:
    """Return the heading of an attribute: as its column is named if it is not one of ours."""
    return ATTRIBUTES.get(attribute, Bilingual(attribute, attribute))


def matrix_sheet(results: Results) -> Sheet:
    """Return cases by codes: in each cell how often, and the quote that shows it best."""
    groups = families(results.study)
    lead = (
        Column(Bilingual("Nguồn", "Case"), case_width(_cases(results))),
        *(Column(title, 16 if name == "group" else 11) for name, title in ATTRIBUTES.items()),
    )
    columns = tuple(
        _code_column(results, family, code) for family in groups for code in family.codes
    )
    codes = [code.id for family in groups for code in family.codes]
    starts = [len(lead) + sum(len(f.codes) for f in groups[:place]) for place in range(len(groups))]
    return Sheet(
        "Matrix",
        (*lead, *columns),
        tuple(
            (
                Cell(case.name, "strong"),
                *(Cell(case.get(name)) for name in ATTRIBUTES),
                *(_matrix_cell(results, case.name, code) for code in codes),
            )
            for case in _cases(results)
        ),
        breaks=tuple(starts[1:]),
    )


def counts_sheet(results: Results) -> Sheet:
    """Return codes by what counts for them, then by cases, all as numbers."""
    summary = by_code(results.summary)
    cases = _cases(results)
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
                *(_count_cell(results, case.name, code.id) for case in cases),
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


def _at(table: DataFrame, case: str, code: str, missing: Any) -> Any:
    if case not in table.index or code not in table.columns:
        return missing
    return table.loc[case, code]


def _code_column(results: Results, family: Family, code: Code) -> Column:
    said = any(_at(results.counts, case.name, code.id, 0) for case in _cases(results))
    return Column(code.label, 36 if said else 15, family.fill, family.name)


def _mark(results: Results, case: str, code: str) -> Cell:
    coverage = _at(results.coverage, case, code, "not_coded")
    return Cell(MARKS.get(coverage, NOT_CODED), "mark")


def _matrix_cell(results: Results, case: str, code: str) -> Cell:
    count = int(_at(results.counts, case, code, 0))
    if not count:
        return _mark(results, case, code)
    quote = results.best_quotes.get((case, code))
    return _quoted(count, quote) if quote else Cell(f"{count}×")


def _quoted(count: int, quote: Quote) -> Cell:
    proposed = quote.coding.status == "proposed"
    words = cut(printable(quote.words), LONGEST_IN_MATRIX, "Quotes")
    return Cell(
        runs=(
            Run(f"{count}× ", "count"),
            Run(f"“{words}”", "quote"),
            Run(f" [{'○ ' if proposed else ''}{quote.id}]", "proposal" if proposed else "id"),
        )
    )


def _count_cell(results: Results, case: str, code: str) -> Cell:
    coverage = _at(results.coverage, case, code, "not_coded")
    count = int(_at(results.counts, case, code, 0))
    return Cell(count) if count or coverage == "silent" else _mark(results, case, code)


def _summary_cells(row: Mapping[Any, Any]) -> Iterable[Cell]:
    for name in SUMMARY:
        value = row.get(name, "")
        if not plain(value):
            yield Cell("")
        elif name == "confirmed_share":
            yield Cell(float(value), "percent")
        else:
            yield Cell(int(value))

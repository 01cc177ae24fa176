"""Tables by case and single code, for the workbook: plain numbers without a basis of their own."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Literal

from qualcode import counting
from qualcode.heard import up
from qualcode.matrix.cells import covered
from qualcode.matrix.counted import STATES, Asked, Counted, count, sums
from qualcode.matrix.rows import rows
from qualcode.model import Code, Coding, Span, Study, is_within

if TYPE_CHECKING:
    from pandas import DataFrame

SUMMARY = (
    dict.fromkeys(("family", "label_vi", "label_en"), "object")
    | dict.fromkeys(("references", "cases", "asked", "n_cases", "turns"), "int64")
    | dict.fromkeys(("accepted", "added", "proposed"), "int64")
    | {"confirmed_share": "float64"}
)
"""The columns of `code_summary` and their types."""

BY_ATTRIBUTE = dict.fromkeys(("code", "value"), "object") | dict.fromkeys(
    ("references", "cases", "asked", "n_cases"), "int64"
)
"""The columns of `by_attribute` and their types."""


def code_matrix(study: Study) -> DataFrame:
    """Return cases × codes, int64: the number of codings; zeros and unused codes are kept."""
    counted = _counted(study)
    return _frame(counted, counted.references, "int64")


def coverage(study: Study, asked: Asked) -> DataFrame:
    """Return cases × codes, strings: `mention`, `silent` (asked), `not_asked` or `not_coded`."""
    counted = _counted(study, asked)
    return _frame(counted, [[STATES[state] for state in row] for row in counted.states], "object")


def code_summary(study: Study, asked: Asked) -> DataFrame:
    """Return one row a code (index: code ids), columns and types as in `SUMMARY`.

    `cases` mention it, `asked` were asked or mention it, `n_cases` is all cases; `turns` counts
    turns with the code; `confirmed_share` (0 to 1; 0 without references) is accepted or added.
    """
    from pandas import DataFrame, Index

    counted = _counted(study, asked)
    every = range(len(counted.units.members))
    total = sums(counted, [every], counted.each())
    found: Mapping[str, list[Coding]] = defaultdict(list)
    for coding in study.codings:
        if counted.units.whose(coding):
            found[coding.code].append(coding)
    rows = [
        _summary_row(code, found[code.id], int(mention), int(put), len(every))
        for code, mention, put in zip(study.codes, total.mention[0], total.asked[0], strict=True)
    ]
    index = Index(counted.codes, dtype="object", name="code")
    return DataFrame(rows, columns=list(SUMMARY), index=index).astype(SUMMARY)


def by_attribute(study: Study, attribute: str, asked: Asked) -> DataFrame:
    """Return one row a code and value of the attribute, columns and types as in `BY_ATTRIBUTE`.

    Of the `n_cases` with the value, `asked` were asked or mention the code, and `cases` mention it.
    """
    from pandas import DataFrame

    counted = _counted(study, asked)
    values = rows(counted, attribute)
    found = sums(counted, [value.members for value in values], counted.each())
    table = [
        (
            code,
            value.name,
            *(grid[row, column] for grid in (found.references, found.mention, found.asked)),
            len(value.members),
        )
        for column, code in enumerate(counted.codes)
        for row, value in enumerate(values)
    ]
    return DataFrame(table, columns=list(BY_ATTRIBUTE)).astype(BY_ATTRIBUTE)


def aggregate(matrix: DataFrame) -> DataFrame:
    """Return cases × parents, int64: the sum over each parent's own column and its children's.

    A top-level code without children stands for itself, so that no reference is left out.
    A case mentions a parent where this is above zero: its cases are the union of the children's.
    """
    from pandas import DataFrame

    codes = [str(code) for code in matrix.columns]
    found = {
        parent: matrix[[code for code in codes if is_within(code, parent)]].sum(axis="columns")
        for parent in dict.fromkeys(p for code in codes for p in parents([code]) or (code,))
    }
    return DataFrame(found, index=matrix.index, columns=list(found), dtype="int64")


def characters(study: Study) -> DataFrame:
    """Return cases × codes, int64: how many code points the codings cover; overlaps count once."""
    counted = _counted(study)
    spans: dict[tuple[str, str], list[Span]] = defaultdict(list)
    for coding in study.codings:
        spans[counted.units.whose(coding), coding.code].append(coding.span)
    cells = [
        [covered(spans[unit.name, code]) for code in counted.codes]
        for unit in counted.units.members
    ]
    return _frame(counted, cells, "int64")


def order_by_time(study: Study) -> tuple[str, ...]:
    """Return the case names, earliest date first (2026-03-02 or 2/3/2026), undated last."""
    return _ordered(study, "date")


def order_by_attribute(study: Study, attribute: str) -> tuple[str, ...]:
    """Return the case names by the attribute's value, those without one last."""
    return _ordered(study, attribute)


def order_by_code(study: Study, code: str) -> tuple[str, ...]:
    """Return the case names, most references of this code first; equal ones as in the study."""
    return _ordered(study, f"code:{code}")


def parents(codes: Iterable[str]) -> tuple[str, ...]:
    """Return the ids above these codes in the tree, each before its children."""
    return tuple(dict.fromkeys(above for code in codes for above in up(code)[:-1]))


def coded_cases(study: Study) -> frozenset[str]:
    """Return the names of the cases that have a transcript in which somebody speaks."""
    return frozenset(transcript.name for transcript in study.transcripts if transcript.turns)


def _counted(study: Study, asked: Asked | None = None) -> Counted:
    return count(study, counting.cases(study), asked)


def _ordered(study: Study, order: str) -> tuple[str, ...]:
    return tuple(row.name for row in rows(_counted(study), order=order))


def _frame(counted: Counted, cells: Any, dtype: Literal["int64", "object"]) -> DataFrame:
    from pandas import DataFrame, Index

    cases = [unit.name for unit in counted.units.members]
    return DataFrame(
        cells,
        index=Index(cases, dtype="object", name="case"),
        columns=Index(counted.codes, dtype="object", name="code"),
        dtype=dtype,
    )


def _summary_row(
    code: Code, codings: Sequence[Coding], mention: int, asked: int, cases: int
) -> tuple[object, ...]:
    status = Counter(coding.status for coding in codings)
    confirmed = status["accepted"] + status["added"]
    return (
        code.family,
        code.label.vi,
        code.label.en,
        len(codings),
        mention,
        asked,
        cases,
        len({(coding.transcript, coding.turn) for coding in codings}),
        status["accepted"],
        status["added"],
        status["proposed"],
        confirmed / len(codings) if codings else 0.0,
    )

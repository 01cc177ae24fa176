"""Tables by case and single code, for the workbook: plain numbers without a basis of their own."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Literal

from qualcode import counting
from qualcode.matrix.counted import STATES, Asked, Counted, count, sums
from qualcode.model import Code, Coding, Study

if TYPE_CHECKING:
    from pandas import DataFrame

SUMMARY = (
    dict.fromkeys(("family", "label_vi", "label_en"), "object")
    | dict.fromkeys(("references", "cases", "asked", "n_cases", "turns"), "int64")
    | dict.fromkeys(("accepted", "added", "proposed"), "int64")
    | {"confirmed_share": "float64"}
)
"""The columns of `code_summary` and their types."""


def code_matrix(study: Study) -> DataFrame:
    """Return cases × codes, int64: the number of codings; zeros and unused codes are kept."""
    counted = _counted(study)
    return _frame(counted, counted.references, "int64")


def code_states(study: Study, asked: Asked) -> DataFrame:
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


def coded_cases(study: Study) -> frozenset[str]:
    """Return the names of the cases that have a transcript in which somebody speaks."""
    return frozenset(transcript.name for transcript in study.transcripts if transcript.turns)


def _counted(study: Study, asked: Asked | None = None) -> Counted:
    return count(study, counting.cases(study), asked)


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

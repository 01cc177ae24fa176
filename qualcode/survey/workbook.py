"""A survey's result tables as the sheets of a workbook."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from qualcode import basis
from qualcode.exporters import replacing
from qualcode.exporters.cells import Cell, Column, Sheet
from qualcode.exporters.single import write_sheets
from qualcode.language import attributes
from qualcode.model import Bilingual, Study, Survey
from qualcode.survey.crosstab import crosstab
from qualcode.survey.tables import frequencies
from qualcode.survey.wording import FIGURES, KINDS, ROWS, TESTS, WHY

if TYPE_CHECKING:
    from pandas import DataFrame

Record = dict[str, Any]
_WIDE = 44
_LETTERS = 31
"""Characters that Excel lets a sheet's name have."""


def write(study: Study, survey: Survey, by: Iterable[str], path: Path) -> None:
    """Write the survey's frequencies, and its cross-tabs by each of these attributes."""
    sheets = [_frequencies(study, survey)]
    sheets += [_crosstab(study, survey, one) for one in dict.fromkeys(by)]
    title = Bilingual(f"Kết quả khảo sát: {survey.title}", f"Survey results: {survey.title}")
    with replacing(path) as temporary:
        write_sheets([_about(study, survey, sheets), *sheets], title, temporary)


def _about(study: Study, survey: Survey, sheets: Sequence[Sheet]) -> Sheet:
    title = study.settings.title
    lines = [
        (title.vi or survey.title, "title"),
        (f"{survey.title} ({survey.file}), n = {len(survey.respondents)}", "section"),
        *((sheet.name, "page") for sheet in sheets),
    ]
    rows = tuple((Cell(text, style),) for text, style in lines)
    return Sheet("README", (Column(Bilingual("", ""), 100),), rows, filtered=False)


def _frequencies(study: Study, survey: Survey) -> Sheet:
    frame = frequencies(study, survey)
    words = {one.id: one.words for one in survey.questions}
    columns = (
        Column(Bilingual("Câu", "Question"), 8),
        Column(Bilingual("Nội dung", "Words"), _WIDE),
        Column(Bilingual("Loại", "Kind"), 14),
        Column(Bilingual("Trả lời", "Answer"), 34),
        Column(Bilingual("n", "n"), 8),
        Column(Bilingual("Trên số người", "Base"), 10),
        Column(Bilingual("% người", "% people"), 10),
        Column(Bilingual("KTC 95% từ", "95% CI from"), 11),
        Column(Bilingual("đến", "to"), 9),
        Column(Bilingual("% lựa chọn", "% of answers"), 11),
        Column(Bilingual("Giá trị", "Value"), 11),
    )
    rows = tuple(
        (
            Cell(row["question"], "strong"),
            Cell(words[row["question"]]),
            Cell(_both(KINDS[row["kind"]])),
            Cell(_answer(study, row)),
            Cell(row["n"]),
            Cell(row["base"]),
            *(_figure(row[name]) for name in ("percent", "percent_low", "percent_high")),
            _figure(row["percent_of_answers"]),
            _figure(row["value"]),
        )
        for row in basis.records(frame)
    )
    return Sheet("Frequencies", columns, rows, frozen=1, notes=_notes(frame))


def _crosstab(study: Study, survey: Survey, by: str) -> Sheet:
    frame = crosstab(study, survey, by=by)
    columns = (
        Column(Bilingual("Câu", "Question"), 8),
        Column(Bilingual("Trả lời", "Answer"), 34),
        Column(attributes.title(by), 16),
        Column(Bilingual("n", "n"), 8),
        Column(Bilingual("Trên số người", "Base"), 10),
        Column(Bilingual("% cột", "Column %"), 10),
        Column(Bilingual("KTC 95% từ", "95% CI from"), 11),
        Column(Bilingual("đến", "to"), 9),
        Column(Bilingual("Giá trị", "Value"), 11),
        Column(Bilingual("Nhóm nhỏ", "Small base"), 9),
        Column(Bilingual("Kiểm định", "Test"), 22),
        Column(Bilingual("p", "p"), 9),
    )
    rows = tuple(
        (
            Cell(row["question"], "strong"),
            Cell(_answer(study, row)),
            Cell(row["group"]),
            Cell(row["n"]),
            Cell(row["base"]),
            *(_figure(row[name]) for name in ("percent", "percent_low", "percent_high", "value")),
            Cell("*" if row["small"] else "", "mark"),
            Cell(_test(row)),
            _figure(row["p"], 4),
        )
        for row in basis.records(frame)
    )
    return Sheet(f"By {by}"[:_LETTERS], columns, rows, frozen=2, notes=_notes(frame))


def _answer(study: Study, row: Record) -> str:
    kind, answer = str(row["row"]), str(row["answer"])
    if kind == "code" and (code := study.code(answer)):
        return f"{answer} ({code.label.vi or code.label.en})"
    return answer or _both(FIGURES.get(kind) or ROWS[kind])


def _test(row: Record) -> str:
    if row["test"]:
        name = _both(TESTS[str(row["test"])])
        if row["statistic"] is None:
            return name
        return f"{name} = {row['statistic']:.2f}; df = {row['df']}"
    return _both(WHY[str(row["why"])])


def _figure(value: object, digits: int = 1) -> Cell:
    return Cell(round(value, digits)) if isinstance(value, int | float) else Cell("")


def _notes(frame: DataFrame) -> tuple[Bilingual, ...]:
    found = basis.of(frame)
    return (*found.notes, found.method)


def _both(words: Bilingual) -> str:
    return " / ".join(dict.fromkeys((words.vi, words.en)))

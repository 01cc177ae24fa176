"""A survey's result tables as text: one a question."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from qualcode import basis
from qualcode.cli import console, showing
from qualcode.cli.console import data, note, say
from qualcode.language.numbers import decimal
from qualcode.model import Question, Study, Survey

if TYPE_CHECKING:
    from pandas import DataFrame

Record = dict[str, Any]


def show(study: Study, chosen: Survey, frame: DataFrame, *, json: bool, csv: bool) -> None:
    """Print a result: in text a table for each question, with its words above it."""
    if json or csv:
        showing.show(frame, json=json, csv=csv)
        return
    records = basis.records(frame)
    labels = showing.labels(study)
    for number, one in enumerate(chosen.questions):
        rows = [row for row in records if row["question"] == one.id]
        if rows:
            data(*([""] if number and one is not chosen.questions[0] else []))
            _print(one, rows, labels)
    if not records:
        note(
            say(
                "Khảo sát này chưa có câu hỏi nào (mục questions: trong qualcode.yaml).",
                "This survey has no questions yet (see questions: in qualcode.yaml).",
            )
        )
    showing.tell(frame)


def _print(question: Question, rows: Sequence[Record], labels: Mapping[str, str]) -> None:
    from qualcode.survey.wording import KINDS

    kind = KINDS[question.kind].say(console.language())
    data(*console.folded(f"{question.id}  {question.words}  [{kind}]"))
    heads, cells = _pivoted(rows, labels) if "group" in rows[0] else _listed(rows, labels)
    console.screen().print(console.table(heads, cells))
    if "group" in rows[0]:
        data(*(f"  {line}" for line in _tests(rows)))


def _listed(
    rows: Sequence[Record], labels: Mapping[str, str]
) -> tuple[list[str], list[list[object]]]:
    multiple = rows[0]["kind"] == "multiple"
    heads = [say("trả lời", "answer"), "n", "%", say("KTC 95%", "95% CI")]
    heads += [say("% lựa chọn", "% of answers")] if multiple else []
    cells: list[list[object]] = []
    for row in rows:
        if row["value"] is not None or row["row"] in {"mean", "median", "q1", "q3", "min", "max"}:
            shown: list[object] = [_of(row, labels), _number(row["value"]), "", ""]
        else:
            interval = "" if row["row"] == "missing" else _interval(row)
            shown = [_of(row, labels), f"{row['n']}/{row['base']}", _one(row["percent"]), interval]
        of_answers = "" if row["row"] == "missing" else _one(row["percent_of_answers"])
        cells.append(shown + ([of_answers] if multiple else []))
    return heads, cells


def _pivoted(
    rows: Sequence[Record], labels: Mapping[str, str]
) -> tuple[list[str], list[list[object]]]:
    """Return a row for each answer and a column for each group."""
    groups = list(dict.fromkeys(row["group"] for row in rows))
    bases = {row["group"]: row for row in rows}
    heads = [say("trả lời", "answer")]
    heads += [f"{g}{'*' if bases[g]['small'] else ''} n={bases[g]['base']}" for g in groups]
    lines: dict[tuple[str, str], list[object]] = {}
    for row in rows:
        line = lines.setdefault((row["row"], row["answer"]), [_of(row, labels)])
        share = f"{row['n']} ({_one(row['percent'])}%)" if row["percent"] is not None else ""
        line.append(share or _number(row["value"]))
    return heads, list(lines.values())


def _tests(rows: Sequence[Record]) -> Iterator[str]:
    """Yield each test once; of a multiple choice one for each answer."""
    from qualcode.survey.wording import TESTS, WHY

    language, seen = console.language(), set()
    for row in rows:
        name = f"{row['answer']}: " if row["kind"] == "multiple" else ""
        if row["test"]:
            test = TESTS[row["test"]].say(language)
            figures = f"{_decimal(row['statistic'], 2)} (df {row['df']})" if row["df"] else ""
            line = f"{name}{test} {figures}".rstrip() + f", p = {_p(row['p'])}"
        else:
            line = f"{name}{WHY[row['why']].say(language)}"
        if line not in seen:
            seen.add(line)
            yield line


def _of(row: Record, labels: Mapping[str, str]) -> str:
    from qualcode.survey.wording import FIGURES, ROWS

    if row["row"] == "code":
        return f"{labels.get(row['answer'], '')} ({row['answer']})".strip()
    named = FIGURES.get(row["row"]) or ROWS.get(row["row"])
    return row["answer"] or (named.say(console.language()) if named else "")


def _one(value: float | None) -> str:
    return showing.NOTHING if value is None else _decimal(value, 1)


def _number(value: float | None) -> str:
    return (
        showing.NOTHING
        if value is None
        else f"{value:.10g}"
        if value == int(value)
        else _one(value)
    )


def _interval(row: Record) -> str:
    if row["percent_low"] is None:
        return showing.NOTHING
    return f"{_one(row['percent_low'])}–{_one(row['percent_high'])}"


def _p(value: float) -> str:
    least = 0.001
    return f"< {_decimal(least, 3)}" if value < least else _decimal(value, 3)


def _decimal(value: float, places: int) -> str:
    return decimal(value, places).say(console.language())

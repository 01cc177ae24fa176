"""A survey's table, and how qualcode.yaml maps it → who answered what, and what that means."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from qualcode import cases
from qualcode.language.normalise import strip_accents
from qualcode.model import (
    Bilingual,
    Problem,
    Question,
    Respondent,
    Severity,
    Survey,
    SurveyColumn,
    SurveyFile,
)
from qualcode.survey.answering import Answers, answers, label_of
from qualcode.survey.grid import Row, letter
from qualcode.survey.headings import did_you_mean, number_of, one_line, short
from qualcode.survey.labels import FormQuestion, Labels
from qualcode.survey.layout import Field, Table
from qualcode.survey.meaning import Codes, meanings
from qualcode.survey.respondents import named

SAME = "="
"""Begins an attribute's value in place of a column: it is that of all respondents."""
_WORDS_OF_AN_ID = 5


@dataclass(frozen=True, slots=True)
class _Source:
    """What a survey is read from, and the problems found on the way."""

    table: Table
    chosen: SurveyFile
    labels: Labels
    codes: Codes | None
    problems: list[Problem]


def read(
    table: Table, chosen: SurveyFile, labels: Labels | None = None, codes: Codes | None = None
) -> tuple[Survey, list[Problem]]:
    """Return the survey in a table, and all that can't be used of it or of its mapping.

    `labels` are its XLSForm's; `codes` are the codes there are, each with its valence.
    """
    people, problems = named(table, chosen)
    rows = [one.row for one in people]
    if not rows:
        problems.append(_nobody(table, chosen))
    source = _Source(table, chosen, labels or Labels(), codes, problems)
    found = (_question(source, column, rows) for column in chosen.columns)
    questions = _once([one for one in found if one], source)
    attributes = _attributes(source)
    shared = {
        name: cases.canonical(name, value.removeprefix(SAME).strip())
        for name, value in chosen.attributes.items()
        if value.startswith(SAME)
    }
    respondents = tuple(
        Respondent(
            one.id,
            shared | _told(attributes, one.row),
            {q.id: given.of[place] for q, given in questions if given.of[place]},
        )
        for place, one in enumerate(people)
    )
    name = name_of(chosen)
    asked = tuple(question for question, _ in questions)
    return Survey(name, chosen.title or name, asked, respondents, table.file), problems


def name_of(chosen: SurveyFile) -> str:
    """Return a survey's name: as given, else its file's."""
    stem = chosen.file.replace("\\", "/").rpartition("/")[2].rpartition(".")[0]
    return chosen.name or "_".join(one_line(stem).split())


def id_of(column: SurveyColumn, field: Field, form: FormQuestion | None) -> str:
    """Return a question's id: as given, else as its number, name or first words have it."""
    if column.id:
        return column.id
    if form:
        return form.name
    if number := number_of(field.heading):
        return f"q{number}"
    last = field.heading if " " in field.heading else field.heading.rpartition("/")[2]
    words = "".join(c if c.isalnum() else " " for c in strip_accents(last).lower()).split()
    return "_".join(words[:_WORDS_OF_AN_ID]) or f"q{field.first + 1}"


def _question(
    source: _Source, column: SurveyColumn, rows: Sequence[Row]
) -> tuple[Question, Answers] | None:
    """Return the question of a column, and the answers to it in these rows."""
    field = _field(source, column.column, column.where or source.chosen.where)
    if field is None:
        return None
    form = source.labels.of(field.heading) or source.labels.of(column.column)
    given = answers(source.table, rows, field, column, form)
    source.problems.extend(given.problems)
    own = field.heading.rpartition("/")[2] if source.table.layout == "kobo" else field.heading
    question = Question(
        id_of(column, field, form),
        one_line(column.words or (form.words if form else own)),
        given.kind,
        given.options,
        tuple(meanings(column, given, form, source.problems, source.codes)),
    )
    return question, given


def _field(source: _Source, heading: str, where: str) -> Field | None:
    """Return the columns with this heading, and note if there are none or several."""
    table, form = source.table, source.labels.of(heading)
    tried = dict.fromkeys((heading, *((form.path, form.name, form.words) if form else ())))
    found = next(filter(None, map(table.find, tried)), ())
    if not found:
        source.problems.append(_no_column(table, heading, where))
        return None
    if len(found) > 1:
        source.problems.append(_several_columns(table, heading, where, found))
    return found[0]


def _once(
    found: Sequence[tuple[Question, Answers]], source: _Source
) -> list[tuple[Question, Answers]]:
    """Return the questions, each id once."""
    first: dict[str, Question] = {}
    kept = []
    for question, given in found:
        if other := first.get(question.id.casefold()):
            source.problems.append(_same_id(source.chosen.where, other, question))
            continue
        first[question.id.casefold()] = question
        kept.append((question, given))
    return kept


def _attributes(source: _Source) -> list[tuple[str, Field, FormQuestion | None]]:
    found = []
    for attribute, heading in source.chosen.attributes.items():
        if not heading.startswith(SAME) and (field := _field(source, heading, source.chosen.where)):
            form = source.labels.of(field.heading) or source.labels.of(heading)
            found.append((attribute, field, form))
    return found


def _told(attributes: Sequence[tuple[str, Field, FormQuestion | None]], row: Row) -> dict[str, str]:
    """Return what a respondent told of themselves, in the form in which cases are compared."""
    told = {}
    for attribute, field, form in attributes:
        cell = one_line(row.at(field.cell)) if field.cell is not None else ""
        if not cell and field.other and row.at(field.other[0]):
            cell = field.other[1]
        if cell:
            told[attribute] = cases.canonical(attribute, label_of(form, cell))
    return told


def _nobody(table: Table, chosen: SurveyFile) -> Problem:
    return _problem(
        chosen.where or table.file,
        f"{table.file} không có người trả lời nào; hãy xuất lại, và xem tên trang tính ở sheet:",
        f"{table.file} has no respondents; export it again, and see the sheet named by sheet:",
    )


def _no_column(table: Table, heading: str, where: str) -> Problem:
    heads = [*(one.heading for one in table.fields), *filter(None, table.headings)]
    near = did_you_mean(heading, heads)
    return _problem(
        where,
        f"{table.file} không có cột “{short(heading)}”{near[0]}",
        f"{table.file} has no column “{short(heading)}”{near[1]}",
    )


def _several_columns(table: Table, heading: str, where: str, found: Sequence[Field]) -> Problem:
    listed = ", ".join(letter(one.first) for one in found)
    name = short(heading)
    return _problem(
        where,
        f"{table.file} có {len(found)} cột “{name}” ({listed}); đang dùng cột đầu. Hãy ghi số thứ "
        f"tự của cột muốn dùng: “{name} #2”",
        f"{table.file} has {len(found)} columns “{name}” ({listed}); the first is used. Write "
        f"which one you mean: “{name} #2”",
        "warning",
    )


def _same_id(where: str, first: Question, second: Question) -> Problem:
    named_so = f"'{first.id}' (“{short(first.words)}”, “{short(second.words)}”)"
    return _problem(
        where,
        f"hai câu hỏi cùng có id {named_so}; hãy ghi id: khác nhau. Đang dùng câu đầu",
        f"two questions have the id {named_so}; give each its own id:. The first is used",
    )


def _problem(where: str, vi: str, en: str, severity: Severity = "error") -> Problem:
    return Problem(where, Bilingual(vi, en), severity)

"""A survey's own result tables: how many gave each answer, of those who answered."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from qualcode import basis
from qualcode.model import Bilingual, Question, Respondent, Study, Survey
from qualcode.survey.crosstab import CROSSTAB, crosstab
from qualcode.survey.figures import figures, share
from qualcode.survey.questions import chosen, codes_of, notes_on

if TYPE_CHECKING:
    from pandas import DataFrame

__all__ = ["CROSSTAB", "FREQUENCIES", "crosstab", "frequencies"]

FREQUENCIES = (
    *("question", "kind", "row", "answer", "n", "base", "percent", "percent_low", "percent_high"),
    *("percent_of_answers", "value"),
)
"""The columns of `frequencies`: `row` is answer, answered, missing, code, or a figure's name."""

METHOD = Bilingual(
    "Tần số và tỷ lệ % trên số người trả lời câu đó; khoảng tin cậy 95% Wilson (Wilson 1927)",
    "Counts and percentages of those who answered the question; 95% score intervals (Wilson 1927)",
)
SKIPPED = Bilingual(
    "Để trống gồm cả những người không được hỏi câu đó (câu rẽ nhánh).",
    "Missing includes those who were not asked the question (skips).",
)


def frequencies(study: Study, survey: Survey, question: str = "") -> DataFrame:
    """Return one row for each answer to a question, or to all questions; columns `FREQUENCIES`.

    Raises:
        StudyError: if the survey has no such question.
    """
    from pandas import DataFrame

    asked = chosen(survey, question)
    rows = [row for one in asked for row in _rows(study, survey, one)]
    frame = DataFrame(rows, columns=list(FREQUENCIES), dtype=object)
    return basis.attach(
        frame,
        study,
        method=METHOD,
        n={"respondents": len(survey.respondents), "questions": len(asked)},
        parameters={"survey": survey.name, "question": question or "all"},
        notes=(*notes_on(asked), SKIPPED),
    )


def _rows(study: Study, survey: Survey, question: Question) -> Iterator[tuple[object, ...]]:
    answered = [one for one in survey.respondents if one.answers.get(question.id)]
    base, every = len(answered), len(survey.respondents)
    head = (question.id, question.kind)
    if question.kind in {"single", "multiple"}:
        yield from (head + row for row in _options(question, answered))
    elif question.kind == "number":
        yield (*head, "answered", "", base, every, *share(base, every), None, None)
        values = [float(one.answers[question.id][0]) for one in answered]
        for name, value in figures(values).items():
            yield (*head, name, "", base, base, None, None, None, None, value)
    else:
        yield (*head, "answered", "", base, every, *share(base, every), None, None)
        coded = codes_of(study, survey, question)
        for code, people in coded.items():
            yield (*head, "code", code, len(people), base, *share(len(people), base), None, None)
    yield (*head, "missing", "", every - base, every, *share(every - base, every), None, None)


def _options(question: Question, answered: Sequence[Respondent]) -> Iterator[tuple[object, ...]]:
    counts = Counter(a for one in answered for a in dict.fromkeys(one.answers[question.id]))
    base, given = len(answered), counts.total()
    for option in question.options:
        n = counts[option]
        of_answers = 100 * n / given if given and question.kind == "multiple" else None
        yield ("answer", option, n, base, *share(n, base), of_answers, None)

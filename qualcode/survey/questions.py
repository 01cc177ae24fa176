"""A survey's questions as its tables take them: which one, who has which code, how to read it."""

from __future__ import annotations

from collections.abc import Iterable

from qualcode import counting
from qualcode.errors import StudyError
from qualcode.model import Bilingual, Question, Study, Survey

SELF_SELECTED = Bilingual(
    "Người trả lời tự chọn tham gia (bảng hỏi trực tuyến): tỷ lệ, khoảng tin cậy và kiểm định chỉ "
    "nói về những người đã trả lời, không suy ra cho tổng thể.",
    "Respondents chose themselves to take part (an online questionnaire): percentages, intervals "
    "and tests describe those who answered, and say nothing of a population.",
)
MULTIPLE = Bilingual(
    "Câu chọn nhiều: % người trả lời có thể cộng lại trên 100; % trên tổng lựa chọn cộng lại bằng "
    "100.",
    "Multiple choice: percentages of respondents may add up to more than 100; those of answers add "
    "up to 100.",
)
FIGURES = Bilingual(
    "Tứ phân vị theo Hyndman & Fan (1996), loại 7.", "Quartiles as Hyndman & Fan (1996), type 7."
)
CODED = Bilingual(
    "Câu hỏi mở: số người có lời được gán mã, trên số người có viết; mã gồm cả đề xuất của máy trừ "
    "khi dùng --confirmed.",
    "Open questions: people whose words have the code, of those who wrote something; proposals "
    "count unless --confirmed is given.",
)


def chosen(survey: Survey, question: str) -> tuple[Question, ...]:
    """Return the question of this id, or all questions.

    Raises:
        StudyError: if there is none of this id.
    """
    if not question:
        return survey.questions
    if found := survey.question(question):
        return (found,)
    ids = [one.id for one in survey.questions]
    listed = ", ".join(ids) or "–"
    raise StudyError.at(
        "--question",
        f"{survey.name} không có câu hỏi '{question}'; đang có: {listed}",
        f"{survey.name} has no question '{question}'; there are: {listed}",
    )


def codes_of(study: Study, survey: Survey, question: Question) -> dict[str, set[str]]:
    """Return code → the ids of those whose words in answer to an open question have it."""
    units = counting.respondents(study)
    ids = {f"{survey.name}: {one.id}": one.id for one in survey.respondents}
    known = {code.id for code in study.codes}
    name = f"{survey.name}.{question.id}"
    found: dict[str, set[str]] = {code.id: set() for code in study.codes}
    for coding in study.codings:
        whose = ids.get(units.whose(coding)) if coding.transcript == name else None
        if whose and coding.code in known:
            found[coding.code].add(whose)
    return {code: people for code, people in found.items() if people}


def notes_on(questions: Iterable[Question]) -> tuple[Bilingual, ...]:
    """Return how to read a table of these questions."""
    kinds = {one.kind for one in questions}
    of_kind = (("multiple", MULTIPLE), ("number", FIGURES), ("open", CODED))
    return (SELF_SELECTED, *(note for kind, note in of_kind if kind in kinds))

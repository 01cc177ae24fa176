"""A question by who answered: by sex, city, age band or any other attribute of respondents."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from qualcode import basis
from qualcode.counting import UNKNOWN
from qualcode.errors import StudyError
from qualcode.language.order import sort_key
from qualcode.model import Bilingual, Question, Respondent, Study, Survey
from qualcode.survey.bands import groups
from qualcode.survey.figures import figures, share
from qualcode.survey.questions import chosen, codes_of, notes_on
from qualcode.survey.significance import Tested, tested

if TYPE_CHECKING:
    from pandas import DataFrame

CROSSTAB = (
    *("question", "kind", "row", "answer", "group", "n", "base"),
    *("percent", "percent_low", "percent_high", "value", "small"),
    *("test", "statistic", "df", "p", "why"),
)
"""The columns of `crosstab`: one row an answer and group; `small` marks a base below 30."""

TOTAL = "(tất cả)"
"""The group that everyone is in."""
SMALL = 30

METHOD = Bilingual(
    "% theo cột: trên số người của nhóm đã trả lời câu đó. Kiểm định chi bình phương Pearson khi "
    "≥ 80% tần số kỳ vọng ≥ 5 và không ô nào < 1 (Cochran 1954); bảng 2×2 nhỏ hơn: Fisher chính "
    "xác; ngoài ra không kiểm định",
    "Column percentages: of those in the group who answered. Pearson's chi-square if ≥ 80% of the "
    "expected counts are ≥ 5 and none < 1 (Cochran 1954); Fisher's exact test for a smaller 2×2; "
    "else no test",
)
SMALL_BASE = Bilingual(
    f"* : nhóm có dưới {SMALL} người trả lời, tỷ lệ rất dao động.",
    f"* : fewer than {SMALL} answered in the group; its percentages are unsteady.",
)
PER_OPTION = Bilingual(
    "Câu chọn nhiều được kiểm định từng phương án (có chọn hay không), vì các phương án không loại "
    "trừ nhau.",
    "Multiple choice is tested option by option (chosen or not), since options don't exclude each "
    "other.",
)
NO_ANSWER = Bilingual(
    f"Người không cho biết, {UNKNOWN}, có trong bảng nhưng không có trong kiểm định.",
    f"Those who didn't tell, {UNKNOWN}, are in the table, but not in the tests.",
)
NOT_TESTED = Bilingual(
    "Số và mã của câu hỏi mở không được kiểm định: đọc chênh lệch cùng với n.",
    "Numbers and the codes of open answers are not tested: read their differences with n.",
)


@dataclass(frozen=True, slots=True)
class _Line:
    """One row of the table: an answer, or a figure, in each group."""

    row: str
    answer: str
    counts: Mapping[str, int]
    figures: Mapping[str, float | None]
    tested: Tested


Groups = Mapping[str, Sequence[Respondent]]


def crosstab(
    study: Study,
    survey: Survey,
    question: str = "",
    by: str = "gender",
    *,
    bands: Sequence[int] = (),
) -> DataFrame:
    """Return one row for each answer and group of respondents; columns `CROSSTAB`.

    Without a question all are shown. Ages come in bands; `bands` says where these begin.

    Raises:
        StudyError: if the survey has no such question, or no respondent has the attribute.
    """
    from pandas import DataFrame

    asked = chosen(survey, question)
    _check(survey, by)
    rows = [
        row
        for one in asked
        for row in _rows(study, survey, one, groups(survey.respondents, by, bands))
    ]
    frame = DataFrame(rows, columns=list(CROSSTAB), dtype=object)
    tests = len({(row[0], row[3] if row[1] == "multiple" else "") for row in rows if row[-5]})
    return basis.attach(
        frame,
        study,
        method=METHOD,
        n={"respondents": len(survey.respondents), "questions": len(asked), "tests": tests},
        parameters={
            "survey": survey.name,
            "question": question or "all",
            "by": by,
            "bands": list(bands),
            "small base": SMALL,
        },
        notes=tuple(_notes(asked, tests)),
    )


def _check(survey: Survey, by: str) -> None:
    known = {name for one in survey.respondents for name, value in one.attributes.items() if value}
    if by not in known:
        listed = ", ".join(sorted(known, key=sort_key)) or "–"
        raise StudyError.at(
            "--by",
            f"không người trả lời nào của {survey.name} có '{by}' (mục attributes: trong "
            f"qualcode.yaml); đang có: {listed}",
            f"no respondent of {survey.name} has '{by}' (see attributes: in qualcode.yaml); there "
            f"are: {listed}",
        )


def _notes(asked: Sequence[Question], tests: int) -> Iterator[Bilingual]:
    yield from (*notes_on(asked), SMALL_BASE, NO_ANSWER)
    if any(one.kind == "multiple" for one in asked):
        yield PER_OPTION
    if any(one.kind in {"number", "open"} for one in asked):
        yield NOT_TESTED
    if tests > 1:
        yield _by_chance(tests)


def _by_chance(tests: int) -> Bilingual:
    likely = f"{tests / 20:.2g}"
    return Bilingual(
        f"{tests} kiểm định, không hiệu chỉnh: chỉ do may rủi cũng có khoảng {likely} kiểm định "
        "cho p < 0,05.",
        f"{tests} tests, not adjusted: by chance alone about {likely} of them would have p < 0.05.",
    )


def _rows(
    study: Study, survey: Survey, question: Question, known: Groups
) -> Iterator[tuple[object, ...]]:
    answered = {
        name: [one for one in people if one.answers.get(question.id)]
        for name, people in known.items()
    }
    answered[TOTAL] = [one for people in answered.values() for one in people]
    for line in _lines(study, survey, question, answered):
        test = line.tested
        for name, people in answered.items():
            base, n = len(people), line.counts.get(name, len(people))
            shares = share(n, base) if line.counts else (None, None, None)
            shown = (line.row, line.answer, name, n, base, *shares, line.figures.get(name))
            about = (base < SMALL, test.test, test.statistic, test.df, test.p, test.why)
            yield (question.id, question.kind, *shown, *about)


def _lines(study: Study, survey: Survey, question: Question, answered: Groups) -> Iterator[_Line]:
    if question.kind == "number":
        yield from _figures(question, answered)
    elif question.kind == "open":
        for code, people in codes_of(study, survey, question).items():
            counts = {name: _among(each, people) for name, each in answered.items()}
            yield _Line("code", code, counts, {}, Tested(why="codes"))
    else:
        yield from _options(question, answered)


def _among(people: Sequence[Respondent], ids: set[str]) -> int:
    return sum(one.id in ids for one in people)


def _options(question: Question, answered: Groups) -> Iterator[_Line]:
    counts = {
        option: {
            name: sum(option in one.answers[question.id] for one in people)
            for name, people in answered.items()
        }
        for option in question.options
    }
    compared = [name for name in answered if name not in {TOTAL, UNKNOWN}]
    whole = tested([[each[name] for name in compared] for each in counts.values()])
    for option, each in counts.items():
        test = whole
        if question.kind == "multiple":
            chose = [each[name] for name in compared]
            others = [len(answered[name]) - each[name] for name in compared]
            test = tested([chose, others])
        yield _Line("answer", option, each, {}, test)


def _figures(question: Question, answered: Groups) -> Iterator[_Line]:
    by_group = {
        name: figures([float(one.answers[question.id][0]) for one in people])
        for name, people in answered.items()
    }
    for figure in by_group[TOTAL]:
        values = {name: each[figure] for name, each in by_group.items()}
        yield _Line(figure, "", {}, values, Tested(why="numbers"))

"""Answers that mean a code, as qualcode.yaml maps them, checked against those that were given."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from qualcode.model import (
    AnswersMean,
    Bilingual,
    Meaning,
    Problem,
    Severity,
    SurveyColumn,
    Valence,
)
from qualcode.survey.answering import Answers, label_of
from qualcode.survey.headings import did_you_mean, folded, short
from qualcode.survey.labels import FormQuestion

Codes = Mapping[str, Valence]
"""The codes and groups there are, each with its own valence."""
_SHOWN = 6
"""Answers that a message lists."""


def meanings(
    column: SurveyColumn,
    given: Answers,
    form: FormQuestion | None,
    problems: list[Problem],
    codes: Codes | None,
) -> Iterator[Meaning]:
    """Yield what answers to a question mean; what can't be used is noted."""
    if column.means and given.kind == "open":
        problems.append(_open_with_means(column))
        return
    said = {one for each in given.of for one in each}
    known = {folded(one): one for one in (*said, *given.options)}
    for mean in column.means:
        if codes is not None and mean.code not in codes:
            problems.append(_no_code(mean, column, codes))
            continue
        meant = []
        for answer in mean.answers:
            label = label_of(form, answer)
            if folded(label) in known:
                meant.append(known[folded(label)])
            else:
                problems.append(_nobody_said(answer, mean, column, given))
        valence = mean.valence or (codes or {}).get(mean.code, "neutral")
        yield Meaning(mean.code, frozenset(meant), valence)


def _open_with_means(column: SurveyColumn) -> Problem:
    return _problem(
        column.where,
        f"“{short(column.column)}” là câu hỏi mở nên được mã hóa như lời nói; bỏ means: đi, hoặc "
        "ghi kind: single",
        f"“{short(column.column)}” is an open question, so it is coded like talk; take means: out, "
        "or write kind: single",
    )


def _no_code(mean: AnswersMean, column: SurveyColumn, codes: Codes) -> Problem:
    near = did_you_mean(mean.code, codes)
    return _problem(
        mean.where or column.where,
        f"không sổ mã nào có mã '{mean.code}'{near[0]}",
        f"no codebook has the code '{mean.code}'{near[1]}",
    )


def _nobody_said(answer: str, mean: AnswersMean, column: SurveyColumn, given: Answers) -> Problem:
    near = did_you_mean(answer, given.options)
    listed = "; ".join(short(one, 40) for one in given.options[:_SHOWN])
    more = "; …" if len(given.options) > _SHOWN else ""
    return _problem(
        mean.where or column.where,
        f"không ai trả lời “{short(answer)}” ở “{short(column.column)}”"
        + (near[0] or f"; đang có: {listed}{more}"),
        f"nobody answered “{short(answer)}” to “{short(column.column)}”"
        + (near[1] or f"; there are: {listed}{more}"),
        "warning",
    )


def _problem(where: str, vi: str, en: str, severity: Severity = "error") -> Problem:
    return Problem(where, Bilingual(vi, en), severity)

"""A survey's result tables: each question with how many gave each answer."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import Any

from qualcode import basis, heard
from qualcode.documents.values import Block
from qualcode.model import Bilingual, Survey
from qualcode.report.evidence import Evidence
from qualcode.report.tables import NOTHING, Written, table, tenths
from qualcode.survey.questions import SELF_SELECTED
from qualcode.survey.tables import frequencies

ROWS = {
    "answered": Bilingual("Đã trả lời", "Answered"),
    "missing": Bilingual("Để trống", "Missing"),
    "mean": Bilingual("Trung bình", "Mean"),
    "median": Bilingual("Trung vị", "Median"),
    "q1": Bilingual("Tứ phân vị thứ nhất", "First quartile"),
    "q3": Bilingual("Tứ phân vị thứ ba", "Third quartile"),
    "min": Bilingual("Nhỏ nhất", "Least"),
    "max": Bilingual("Lớn nhất", "Most"),
}


def tables(evidence: Evidence, survey: Survey) -> Iterator[Block]:
    """Yield a table for each question."""
    named = evidence.voice.one(Bilingual("Khảo sát", "Survey"))
    found = basis.records(frequencies(evidence.study, survey))
    for place, (name, rows) in enumerate(groupby(found, key=lambda row: str(row["question"]))):
        question = survey.question(name)
        words = question.words if question else name
        yield table(
            evidence.voice,
            Bilingual(f"{named}: {words}", f"{named}: {words}"),
            (
                Bilingual("Trả lời", "Answer"),
                Bilingual("n", "n"),
                Bilingual("%", "%"),
                Bilingual("Khoảng 95%", "95% interval"),
            ),
            [row for each in rows if (row := _row(evidence, each))],
            widths=(0.55, 0.12, 0.13, 0.2),
            notes=() if place else (SELF_SELECTED,),
            centred=(1, 2, 3),
        )


def _row(evidence: Evidence, row: dict[str, Any]) -> tuple[Written, ...] | None:
    voice = evidence.voice
    if row["row"] == "code":
        if not row["n"]:
            return None
        name: Written = heard.label(evidence.study, str(row["answer"]))
    else:
        name = ROWS.get(row["row"], Bilingual(str(row["answer"]), str(row["answer"])))
    if row["value"] is not None:
        plain = f"{float(row['value']):.1f}".removesuffix(".0")
        value = plain if voice.language == "en" else plain.replace(".", ",")
        return name, value, NOTHING, NOTHING
    low, high = tenths(voice, row["percent_low"]), tenths(voice, row["percent_high"])
    interval = f"{low} – {high}" if row["percent_low"] is not None else NOTHING
    return name, int(row["n"]), tenths(voice, row["percent"]), interval

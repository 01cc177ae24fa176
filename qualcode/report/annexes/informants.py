"""Who was heard, a row a source, without names; and how many women and men of each type."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from qualcode import comparing, counting
from qualcode.attribution import GENDERS
from qualcode.documents.values import Block
from qualcode.language.source_types import source_type
from qualcode.model import Bilingual
from qualcode.report import overall
from qualcode.report.evidence import Evidence, Scope
from qualcode.report.tables import NOTHING, Written, table

NONE = Bilingual(
    "Chưa có nguồn nào: hãy chép bản gỡ băng vào transcripts/ và ghi ai nói vào cases.csv.",
    "There are no sources yet: put transcripts into transcripts/ and say who spoke in cases.csv.",
)
UNNAMED = Bilingual(
    "Không nêu tên người trả lời. Cột “Nguồn” là phần đầu của mã trích dẫn.",
    "No respondent is named. “Source” is how the ids of its quotes begin.",
)


def parts(evidence: Evidence) -> Iterator[tuple[str, Iterable[Block]]]:
    """Yield the list of informants and the totals."""
    units = counting.cases(evidence.study).members
    if not units:
        yield "list", evidence.voice.said(NONE)
        return
    yield "list", (_list(evidence),)
    yield "totals", overall.sources(evidence, _nothing(evidence))


def _nothing(evidence: Evidence) -> Scope:
    return evidence.whole


def _list(evidence: Evidence) -> Block:
    study, voice = evidence.study, evidence.voice
    speaking = Counter(person.case for person in study.people)
    units = counting.cases(study).members
    groups = comparing.names(study, "group", {unit.get("group") for unit in units})
    rows: list[tuple[Written, ...]] = []
    for unit in units:
        kind, gender = unit.get("type"), unit.get("gender")
        shown = GENDERS.get(gender.casefold()) or _several(gender)
        n = speaking[unit.name]
        rows.append(
            (
                unit.name,
                source_type(kind).short if kind else NOTHING,
                groups[unit.get("group")] if unit.get("group") else NOTHING,
                shown if gender else NOTHING,
                unit.get("province") or NOTHING,
                _month(unit.get("date")) or NOTHING,
                n or (NOTHING if kind in ("FGD", "desk_review") else 1),
            )
        )
    return table(
        voice,
        Bilingual("Người cung cấp thông tin", "Informants"),
        (
            Bilingual("Nguồn", "Source"),
            Bilingual("Loại", "Type"),
            Bilingual("Nhóm", "Group"),
            Bilingual("Giới", "Gender"),
            Bilingual("Tỉnh, thành", "Province"),
            Bilingual("Tháng", "Month"),
            Bilingual("Số người", "People"),
        ),
        rows,
        widths=(0.28, 0.08, 0.2, 0.1, 0.13, 0.11, 0.1),
        notes=(UNNAMED, *_missing(any(row[-1] == NOTHING for row in rows))),
        centred=(5, 6),
    )


def _missing(is_missing: bool) -> Iterator[Bilingual]:  # noqa: FBT001 - the only thing it depends on
    if is_missing:
        yield Bilingual(
            "–: không rõ bao nhiêu người; hãy ghi vào speakers.csv.",
            "–: it is not known how many people; say so in speakers.csv.",
        )


def _several(gender: str) -> Bilingual:
    parts = {part.strip().casefold() for part in gender.replace(",", " và ").split(" và ")}
    if parts == {"nam", "nữ"}:
        return Bilingual("nam và nữ", "men and women")
    return Bilingual(gender, gender)


def _month(date: str) -> str:
    """Return month and year of a date as cases have it; of any other nothing."""
    found = re.match(r"(\d{4})-(\d\d)\b", date)
    return f"{found[2]}/{found[1]}" if found else ""

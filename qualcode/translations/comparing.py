"""A returned sheet of translations and the study → what is new, as drafts of decisions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial

from qualcode import decisions
from qualcode.framework import faults
from qualcode.framework.choices import cite
from qualcode.framework.comparing import Comparison
from qualcode.framework.desk import Change, Outcome
from qualcode.framework.places import Place, Places, as_said, place_of, places, same_words
from qualcode.framework.translating import Asked, people, translated
from qualcode.framework.translating import Row as Said
from qualcode.framework.written import Written
from qualcode.model import Bilingual, Coding, Problem, Study
from qualcode.translations.columns import read_key
from qualcode.translations.reading import Returned, Row

MOST_NEAR = 20
"""Unknown ids for which near ones are sought."""

NO_ID = Bilingual(
    "dòng này không có mã trích dẫn (cột id); hãy chép mã từ bảng gốc",
    "this row has no id of a quote; copy it from the table as it was",
)
OTHER_WORDS = Bilingual(
    "lời tiếng Việt ở dòng này khác với lời của trích dẫn trong nghiên cứu nên không ghi bản dịch; "
    "lời đã được sửa từ khi xuất bảng: hãy xuất bảng mới, hoặc chép đúng lời vào",
    "the Vietnamese in this row differs from the quote's in the study, so that its English isn't "
    "recorded; the words have changed since the table was made: export a new one",
)
NOTHING_SAID = Written("", "")


@dataclass(frozen=True, slots=True)
class _Desk:
    """The study, ready to be asked which words a row is about."""

    study: Study
    where: Places
    quotes: Mapping[str, Place]
    """A quote's id → its words."""
    codings: Mapping[str, Coding]
    said: dict[str, Mapping[str, list[Coding]]] = field(default_factory=dict)
    """Transcript → words as they are compared → the codings on them; made where it is needed."""
    unknown: list[str] = field(default_factory=list)


def compare(study: Study, returned: Returned, *, coder: str) -> Comparison:
    """Return what is new in the sheet; a row without English says nothing of it."""
    decisions.check_coder(coder)
    where = places(study)
    desk = _Desk(
        study,
        where,
        {name: place for place, name in where.names.items()},
        {coding.id: coding for coding in study.codings},
    )
    found = [*_outcomes(desk, returned, coder), *_not_taken(desk, returned)]
    return Comparison(
        returned.file,
        tuple(one for one in found if isinstance(one, Change)),
        tuple(one for one in found if isinstance(one, Problem)),
    )


def _outcomes(desk: _Desk, returned: Returned, coder: str) -> Iterator[Outcome]:
    known = people(desk.study, coder)
    asked: defaultdict[Place, list[tuple[Coding, Said]]] = defaultdict(list)
    for row in returned.rows:
        if not any(row[name].text or row[name].fault for name in ("en", "checked") if name in row):
            continue
        coding = _coding(desk, returned.file, row)
        if isinstance(coding, Problem):
            yield coding
        else:
            asked[place_of(coding)].append((coding, _said(row)))
    named = partial(Asked, desk.study, returned.file, coder, known)
    for place, rows in asked.items():
        yield from translated(named(desk.where.names[place], rows[0][0], [row for _, row in rows]))


def _not_taken(desk: _Desk, returned: Returned) -> Iterator[Problem]:
    """Yield the warning that pins and bans are read from the workbook itself only."""
    cells = [row["cite"] for row in returned.rows if "cite" in row and _chooses(desk, row)]
    if cells:
        number = len(cells)
        words = Bilingual(
            f"{number} ô “Đưa vào báo cáo?” không được nhận, vì trang này đã tách khỏi phần ẩn của "
            "bảng tính; hãy nhập chính bảng tính đã sửa, hoặc dùng qualcode pin, qualcode ban",
            f"{number} cells “In the report?” aren't taken over, as this sheet has lost the "
            "workbook's hidden part; import the edited workbook itself, or use qualcode pin and "
            "qualcode ban",
        )
        yield faults.of_cell(returned.file, cells[0], words, "warning")


def _chooses(desk: _Desk, row: Row) -> bool:
    """Say whether a row pins or bans what the study has neither pinned nor banned so."""
    text = row["cite"].text
    there = [one for named in _named(desk, row) for one in desk.where.at[place_of(named)]]
    return bool(text) and all(one.cite != cite(text) for one in there)


def _said(row: Row) -> Said:
    english, left = row.get("en"), read_key(row["key"].text) if "key" in row else None
    is_empty = not english or not (english.text or english.fault)
    return Said(
        None if is_empty else english,
        row.get("checked"),
        row.get("translator"),
        left.left if left else None,
    )


def _coding(desk: _Desk, file: str, row: Row) -> Coding | Problem:
    """Return a coding of the words that a row is about, or why it can't be told."""
    words, cell = row.get("vi", NOTHING_SAID), row.get("id", NOTHING_SAID)
    there = _named(desk, row)
    for coding in there:
        if not words.text or same_words(words.text, desk.where.words(coding)):
            return coding
    for name in dict.fromkeys(coding.transcript for coding in there):
        if same := _with_words(desk, name, words.text):
            return same
    if there:
        return faults.of_cell(file, words, OTHER_WORDS, "warning")
    if not cell.text:
        return faults.of_cell(file, next(iter(row.values())), NO_ID)
    return faults.of_cell(file, cell, _unknown(desk, cell.text))


def _named(desk: _Desk, row: Row) -> list[Coding]:
    """Return what the row's hidden place and its id name, the surest first."""
    named = row.get("id", NOTHING_SAID).text
    found: list[Coding] = []
    key = read_key(row["key"].text) if "key" in row else None
    if key:
        found += desk.where.at.get((key.transcript, key.span.start, key.span.end), ())[:1]
    if place := desk.quotes.get(named):
        found.append(desk.where.at[place][0])
    elif named in desk.codings:
        found.append(desk.codings[named])
    return found


def _with_words(desk: _Desk, transcript: str, words: str) -> Coding | None:
    """Return a transcript's coding on exactly these words, if no other words are the same."""
    if transcript not in desk.said:
        said: defaultdict[str, list[Coding]] = defaultdict(list)
        for place, there in desk.where.at.items():
            if place[0] == transcript:
                said[as_said(desk.where.words(there[0]))].append(there[0])
        desk.said[transcript] = said
    same = desk.said[transcript].get(as_said(words), [])
    return same[0] if len(same) == 1 else None


def _unknown(desk: _Desk, named: str) -> Bilingual:
    """Return what to say of an id that no quote has, with the nearest one."""
    desk.unknown.append(named)
    near = ""
    if len(desk.unknown) <= MOST_NEAR:
        near = decisions.nearest(named, (*desk.quotes, *desk.codings))
    return Bilingual(
        f"không có trích dẫn '{named}' trong nghiên cứu này"
        + (f"; ý bạn là '{near}'?" if near else "; hãy xem cột id"),
        f"there is no quote '{named}' in this study"
        + (f"; did you mean '{near}'?" if near else "; see the column id"),
    )

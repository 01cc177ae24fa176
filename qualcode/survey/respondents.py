"""Who answered: an id for each row that stays theirs when the survey is exported again."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from qualcode.language.normalise import strip_accents
from qualcode.model import Bilingual, Problem, SurveyFile
from qualcode.survey.grid import Row
from qualcode.survey.headings import did_you_mean, folded, one_line
from qualcode.survey.layout import Field, Table, is_stamp

_IDS = ("_id", "_uuid", "meta/instanceid", "respondent id", "respondentid", "respondent_id")
_PLAIN_IDS = (*_IDS, "id", "ma phieu", "ma so phieu", "ma nguoi tra loi", "ma", "stt")
_TIME = r"[ T,]+(?P<H>\d{1,2}):(?P<M>\d{2})(?::(?P<S>\d{2}))?(?:\.\d+)?\s*(?P<half>AM|PM|SA|CH)?"
_YEAR_FIRST = re.compile(
    rf"(?P<y>\d{{4}})[-/.](?P<a>\d{{1,2}})[-/.](?P<b>\d{{1,2}}){_TIME}", re.IGNORECASE
)
_YEAR_LAST = re.compile(
    rf"(?P<a>\d{{1,2}})[-/.](?P<b>\d{{1,2}})[-/.](?P<y>\d{{4}}){_TIME}", re.IGNORECASE
)
_MONTHS = 12
_NOON = 12


@dataclass(frozen=True, slots=True)
class Named:
    """A row with its respondent's id."""

    id: str
    row: Row


def named(table: Table, chosen: SurveyFile) -> tuple[tuple[Named, ...], list[Problem]]:
    """Return the rows with their respondents' ids, and which rows can't be used and why."""
    problems: list[Problem] = []
    field = _chosen(table, chosen, problems) if chosen.id else _usual(table)
    if field is None or field.cell is None:
        problems.append(_no_ids(table, chosen))
        rows = [Named(str(place), row) for place, row in enumerate(table.rows, 1)]
        return tuple(rows), problems
    if is_stamp(field.heading):
        return tuple(_stamped(table, field, problems)), problems
    return tuple(_once(table, field, field.cell, problems)), problems


def _chosen(table: Table, chosen: SurveyFile, problems: list[Problem]) -> Field | None:
    found = table.find(chosen.id)
    if not found:
        near = did_you_mean(chosen.id, filter(None, table.headings))
        told = Bilingual(
            f"id: không có cột “{chosen.id}” trong {table.file}{near[0]}",
            f"id: {table.file} has no column “{chosen.id}”{near[1]}",
        )
        problems.append(Problem(chosen.where, told))
    return found[0] if found else _usual(table)


def _usual(table: Table) -> Field | None:
    """Return the column that tells respondents apart, as programs call it."""
    names = _PLAIN_IDS if table.layout == "plain" else _IDS
    heads = {strip_accents(folded(head)): place for place, head in enumerate(table.headings)}
    for name in names:
        if name in heads:
            values = table.values(heads[name])
            if values and len(set(values)) == len(values):
                return Field(table.headings[heads[name]], heads[name])
    stamps = (place for place, head in enumerate(table.headings) if head and is_stamp(head))
    place = next(stamps, None)
    return None if place is None else Field(table.headings[place], place)


def _once(table: Table, field: Field, place: int, problems: list[Problem]) -> Iterator[Named]:
    first: dict[str, int] = {}
    for row in table.rows:
        name = one_line(row.at(place))
        before = first.get(folded(name))
        if not name:
            problems.append(
                _problem(
                    table,
                    row,
                    f"không có mã người trả lời ở cột “{field.heading}”; dòng này không được dùng",
                    f"has no respondent's id in column “{field.heading}”; this row was not used",
                )
            )
        elif before:
            problems.append(
                _problem(
                    table,
                    row,
                    f"mã người trả lời '{name}' đã có ở dòng {before}; chỉ dùng dòng đầu",
                    f"respondent '{name}' is in row {before} already; only the first is used",
                )
            )
        else:
            first[folded(name)] = row.number
            yield Named(name, row)


def _stamped(table: Table, field: Field, problems: list[Problem]) -> Iterator[Named]:
    """Yield the rows by the time they were sent; of two at the same second the second gets a b."""
    place = field.cell or 0
    day_first = _day_first(table.values(place), field.heading)
    taken = Counter[str]()
    by_cells = {row.number: row for row in sorted(table.rows, key=lambda row: row.cells)}
    ids: dict[int, str] = {}
    for number, row in by_cells.items():
        typed = one_line(row.at(place))
        if not typed:
            continue
        time = _short(typed, day_first=day_first)
        ids[number] = time + ("" if not taken[time] else _letters(taken[time]))
        taken[time] += 1
    for row in table.rows:
        if row.number in ids:
            yield Named(ids[row.number], row)
        else:
            problems.append(
                _problem(
                    table,
                    row,
                    f"cột “{field.heading}” để trống; dòng này không được dùng",
                    f"column “{field.heading}” is empty; this row was not used",
                )
            )


def _letters(times: int) -> str:
    return "b" if times == 1 else f"b{times}"


def _day_first(values: Sequence[str], heading: str) -> bool:
    """Say whether 5/12/2025 is in December: as some date tells, else as the heading's language."""
    found = [match for value in values if (match := _YEAR_LAST.search(value))]
    if any(int(match["a"]) > _MONTHS for match in found):
        return True
    return all(int(match["b"]) <= _MONTHS for match in found) and folded(heading) != "timestamp"


def _short(typed: str, *, day_first: bool) -> str:
    """Return a time as `250512-093015`, which sorts as it passed; what is none, as typed."""
    match = _YEAR_FIRST.search(typed) or _YEAR_LAST.search(typed)
    if not match:
        return typed
    months_last = match.re is _YEAR_LAST and day_first
    month, day = (match["b"], match["a"]) if months_last else (match["a"], match["b"])
    hour, half = int(match["H"]), (match["half"] or "").upper()
    if half:
        hour = hour % _NOON + (_NOON if half in {"PM", "CH"} else 0)
    try:
        time = datetime(  # noqa: DTZ001 - as typed, wherever it was
            int(match["y"]), int(month), int(day), hour, int(match["M"]), int(match["S"] or 0)
        )
    except ValueError:
        return typed
    return time.strftime("%y%m%d-%H%M%S")


def _no_ids(table: Table, chosen: SurveyFile) -> Problem:
    told = Bilingual(
        f"{table.file} không có cột nào phân biệt người trả lời nên họ được đánh số theo dòng; nếu "
        "tệp được sắp xếp lại thì số sẽ đổi: hãy ghi id: và tên cột đó",
        f"{table.file} has no column that tells respondents apart, so they are numbered by row; "
        "sorting the file would change that: write id: and that column's heading",
    )
    return Problem(chosen.where or table.file, told, "warning")


def _problem(table: Table, row: Row, vi: str, en: str) -> Problem:
    return Problem(f"{table.file}:{row.number}", Bilingual(vi, en))

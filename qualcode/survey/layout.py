"""Which program wrote a survey's table, and which columns are whose question's."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Literal

from qualcode.language.normalise import strip_accents
from qualcode.model import QuestionKind
from qualcode.survey.grid import Grid, Row
from qualcode.survey.headings import bare, folded, one_line

Layout = Literal["kobo", "google", "surveymonkey", "plain"]
LAYOUTS: tuple[Layout, ...] = ("kobo", "google", "surveymonkey", "plain")

_KOBO = {"_uuid", "_submission_time", "_validation_status", "meta/instanceid", "formhub/uuid"}
_STAMPS = ("timestamp", "dau thoi gian", "thoi gian")
_OPEN = {"open-ended response", "cau tra loi mo", "phan hoi mo"}
_RESPONSE = {"", "response", "cau tra loi", "phan hoi"} | _OPEN
_OTHER = re.compile(r"^(other|khac)\b.*\b(specify|ghi ro|neu ro)\b")
TRUE = frozenset({"1", "true", "x", "yes", "✓", "✔", "có"})
FALSE = frozenset({"0", "false", "no", "không"})
_SWITCH = frozenset({"0", "1", "true", "false"})
_TITLE_ROWS = 5


@dataclass(frozen=True, slots=True)
class Field:
    """One question of the table, with the columns that hold its answers."""

    heading: str
    cell: int | None
    """The column with the answer, or with all answers in one cell."""
    split: tuple[tuple[int, str], ...] = ()
    """Columns that stand for one answer each, with that answer."""
    other: tuple[int, str] | None = None
    """The column for an answer in own words, and what that answer is called."""
    told: QuestionKind | None = None
    """What the layout tells of its kind."""

    @property
    def first(self) -> int:
        """Return its first column."""
        places = [place for place, _ in self.split]
        return min([*places, *([] if self.cell is None else [self.cell])])


@dataclass(frozen=True, slots=True)
class Table:
    """A survey's table, understood."""

    file: str
    layout: Layout
    headings: tuple[str, ...]
    """Of each column, in one line; of two rows of headings both."""
    fields: tuple[Field, ...]
    rows: tuple[Row, ...]

    def values(self, place: int) -> list[str]:
        """Return a column's cells, without the empty ones."""
        return [cell for row in self.rows if (cell := row.at(place))]

    def find(self, heading: str) -> tuple[Field, ...]:
        """Return the questions or columns with this heading; `#2` behind it means the second."""
        name, _, nth = heading.rpartition("#")
        if name.strip() and nth.strip().isdigit() and not self._found(heading):
            return self._found(name)[int(nth) - 1 : int(nth)]
        return self._found(heading)

    def _found(self, heading: str) -> tuple[Field, ...]:
        columns = tuple(Field(name, place) for place, name in enumerate(self.headings) if name)
        key, plain = folded(heading), bare(heading)
        for fields in (self.fields, columns):
            if found := tuple(one for one in fields if folded(one.heading) == key):
                return found
        for fields in (self.fields, columns):
            if found := tuple(one for one in fields if bare(one.heading) == plain):
                return found
            if found := tuple(one for one in fields if folded(_last(one.heading)) == key):
                return found
        return ()


def understood(grid: Grid, layout: str = "") -> Table:
    """Return the table with its questions; `layout` overrides which program is taken for its own.

    A title above the headings is left out; a second row of headings is joined with the first.
    """
    rows = _without_title(grid.rows)
    if not rows:
        return Table(grid.file, _named(layout) or "plain", (), (), ())
    width = max(len(row.cells) for row in rows)
    heads = [one_line(rows[0].at(place)) for place in range(width)]
    told = _named(layout) or _told(heads)
    under = _second(heads, rows, monkey=told == "surveymonkey")
    data = rows[2:] if under else rows[1:]
    if under:
        asked = _carried(heads, under)
        fields, heads = _of_two_rows(asked, under, data), _joined(asked, under)
    else:
        fields = _of_one_row(heads, data)
    return Table(grid.file, told, tuple(heads), tuple(fields), tuple(data))


def is_stamp(heading: str) -> bool:
    """Say whether a heading is that of the time when an answer was sent."""
    return strip_accents(folded(heading)) in _STAMPS or folded(heading) == "_submission_time"


def _named(layout: str) -> Layout | None:
    return next((one for one in LAYOUTS if one == layout), None)


def _told(heads: Sequence[str]) -> Layout:
    keys = {folded(head) for head in heads}
    plain = {key.replace(" ", "") for key in keys}
    if keys & _KOBO:
        return "kobo"
    if "respondentid" in plain and {"collectorid", "startdate"} & plain:
        return "surveymonkey"
    return "google" if is_stamp(next(filter(None, heads), "")) else "plain"


def _without_title(rows: Sequence[Row]) -> Sequence[Row]:
    """Leave out up to five rows of a single cell above the headings."""

    def filled(row: Row) -> int:
        return sum(bool(cell) for cell in row.cells)

    for number, row in enumerate(rows[:_TITLE_ROWS]):
        if filled(row) > 1:
            return rows[number:]
    return rows


def _second(heads: Sequence[str], rows: Sequence[Row], *, monkey: bool) -> list[str]:
    """Return the second row of headings, if there is one; else nothing.

    Below an empty heading it says something, and below the first column it says nothing.
    """
    if len(rows) < 2:  # noqa: PLR2004 - two rows of headings
        return []
    first = next(place for place, head in enumerate(heads) if head)
    under = [one_line(rows[1].at(place)) for place in range(len(heads))]
    spreads = any(cell and not head for head, cell in zip(heads, under, strict=True))
    worded = any(strip_accents(folded(cell)) in _RESPONSE for cell in under if cell)
    return under if not under[first] and (spreads or (monkey and worded)) else []


def _carried(heads: Sequence[str], under: Sequence[str]) -> list[str]:
    """Return the headings, each also over the columns to its right that have none."""
    carried, last = [], ""
    for head, cell in zip(heads, under, strict=True):
        last = head or (last if cell else "")
        carried.append(last)
    return carried


def _joined(asked: Sequence[str], under: Sequence[str]) -> list[str]:
    return [
        head if strip_accents(folded(cell)) in _RESPONSE else f"{head} / {cell}"
        for head, cell in zip(asked, under, strict=True)
    ]


def _of_two_rows(asked: Sequence[str], under: Sequence[str], rows: Sequence[Row]) -> list[Field]:
    fields: list[Field] = []
    for head, group in groupby(range(len(asked)), key=lambda place: asked[place]):
        places = list(group)
        if head:
            fields += _of_question(head, [(place, under[place]) for place in places], rows)
    return fields


def _of_question(
    head: str, columns: Sequence[tuple[int, str]], rows: Sequence[Row]
) -> Iterator[Field]:
    """Yield the question whose answers stand in these columns; a grid's rows are questions each."""
    own = [column for column in columns if _OTHER.match(strip_accents(folded(column[1])))]
    single = [place for place, name in columns if strip_accents(folded(name)) in _RESPONSE]
    options = [c for c in columns if c not in own and c[0] not in single]
    other = own[0] if own else None
    for place in single:
        name = strip_accents(folded(dict(columns)[place]))
        yield Field(head, place, (), other, "open" if name in _OPEN else None)
    if options and all(_stands_for(place, name, rows) for place, name in options):
        yield Field(head, None, tuple(options), other, "multiple")
    else:
        yield from (Field(f"{head} / {name}", place) for place, name in options)
    yield from (Field(f"{head} / {name}", place, told="open") for place, name in own)


def _stands_for(place: int, option: str, rows: Sequence[Row]) -> bool:
    """Say whether a column only tells who chose the option."""
    return all(
        folded(cell) == folded(option) or cell.lower() in _SWITCH
        for row in rows
        if (cell := row.at(place))
    )


def _of_one_row(heads: Sequence[str], rows: Sequence[Row]) -> list[Field]:
    switches = {
        place for place, head in enumerate(heads) if "/" in head and _is_switch(place, rows)
    }
    fields: dict[int, Field] = {}
    taken: set[int] = set()
    for place, head in enumerate(heads):
        if head and place not in switches:
            split = _after(place, heads, switches)
            taken |= {column for column, _ in split}
            fields[place] = Field(head, place, tuple(split), None, "multiple" if split else None)
    alone = sorted(switches - taken)
    for stem, group in groupby(alone, key=lambda place: heads[place].rpartition("/")[0]):
        places = list(group)
        if len(places) > 1:
            split = [(place, _last(heads[place])) for place in places]
            fields[places[0]] = Field(stem, None, tuple(split), None, "multiple")
        else:
            fields[places[0]] = Field(heads[places[0]], places[0])
    return [fields[place] for place in sorted(fields)]


def _after(place: int, heads: Sequence[str], switches: set[int]) -> list[tuple[int, str]]:
    """Return the columns right behind a question's own that stand for one answer each."""
    stem, split = f"{heads[place]}/", []
    for column in range(place + 1, len(heads)):
        if column not in switches or not heads[column].startswith(stem):
            break
        split.append((column, heads[column].removeprefix(stem).strip()))
    return split


def _is_switch(place: int, rows: Sequence[Row]) -> bool:
    return all(cell.lower() in _SWITCH for row in rows if (cell := row.at(place)))


def _last(heading: str) -> str:
    return heading.rpartition("/")[2].strip()

"""Which cases say which codes, in the order in which they were heard, group by group."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from qualcode import counting
from qualcode.errors import StudyError
from qualcode.language.order import sort_key
from qualcode.model import Bilingual, Study

ORDERS = ("date", "name", "listed")
"""How cases may be put in order; besides by an attribute of theirs."""

_YEAR_FIRST = re.compile(r"(?<!\d)(?P<y>\d{4})[-/.](?P<m>\d{1,2})[-/.](?P<d>\d{1,2})(?!\d)")
_DAY_FIRST = re.compile(r"(?<!\d)(?P<d>\d{1,2})[-/.](?P<m>\d{1,2})[-/.](?P<y>\d{4})(?!\d)")
NAMED = 6
"""Cases that a note names; of more it says how many there are."""


@dataclass(frozen=True, slots=True)
class Heard:
    """One case, and the codes that occur in what its respondents say."""

    name: str
    date: str
    """ISO; empty if it isn't known."""
    codes: frozenset[str]


@dataclass(frozen=True, slots=True)
class Stratum:
    """Cases of one kind, in order."""

    value: str
    """Of the attribute that strata are told apart by; empty for all cases."""
    cases: tuple[Heard, ...]
    codes: tuple[str, ...]
    """All that occur in them, in the codebooks' order."""

    @property
    def new(self) -> tuple[tuple[str, ...], ...]:
        """Return for each case the codes that no case before it has."""
        known: set[str] = set()
        found = []
        for case in self.cases:
            fresh = case.codes - known
            known |= fresh
            found.append(tuple(code for code in self.codes if code in fresh))
        return tuple(found)


@dataclass(frozen=True, slots=True)
class Sample:
    """All strata of a study, and what there is to say of how they were made."""

    strata: tuple[Stratum, ...]
    cases: int
    codings: int
    codes: int
    """All codes (or themes) of the codebooks."""
    order: str
    undated: tuple[str, ...]
    silent: tuple[str, ...]
    """Cases without a transcript, or in whose transcript nobody speaks: not in any stratum."""
    unknown: tuple[str, ...]
    """Cases without a value of the attribute."""


def sample(study: Study, *, order: str = "date", by: str = "", level: int | None = None) -> Sample:
    """Return the cases with what they say, in this order, in one stratum for each value of `by`.

    Cases that are equal in order stand by name; those without a date or value come last. Only
    what respondents say counts, and only codes of the codebooks; `level` cuts these to their
    first so many names.
    """
    if level is not None and level < 1:
        raise StudyError.at("--level", "phải từ 1 trở lên", "has to be 1 or more")
    units = counting.cases(study)
    theme = {code.id: ".".join(code.id.split(".")[:level]) for code in study.codes}
    said = list(_said(study, units, theme))
    talking = {name for name, _ in said} | {unit.name for unit in units.members if unit.is_coded}
    members = [unit for unit in _ordered(units.members, order) if unit.name in talking]
    codes: dict[str, set[str]] = {unit.name: set() for unit in members}
    for name, code in said:
        codes[name].add(code)
    themes = tuple(dict.fromkeys(theme.values()))
    groups: dict[str, list[Heard]] = {} if by and members else {"": []}
    for unit in members:
        value = (unit.get(by).strip() or counting.UNKNOWN) if by else ""
        one = Heard(unit.name, iso_date(unit.get("date")), frozenset(codes[unit.name]))
        groups.setdefault(value, []).append(one)
    return Sample(
        strata=tuple(_stratum(value, groups[value], themes) for value in _values(groups)),
        cases=len(members),
        codings=len(said),
        codes=len(themes),
        order=order,
        undated=tuple(unit.name for unit in members if not iso_date(unit.get("date"))),
        silent=tuple(unit.name for unit in units.members if unit.name not in talking),
        unknown=tuple(unit.name for unit in members if by and not unit.get(by).strip()),
    )


def iso_date(text: str) -> str:
    """Return the day that is written as 2026-03-02 or 2/3/2026, in ISO; empty if none is."""
    for match in filter(None, (form.search(text) for form in (_YEAR_FIRST, _DAY_FIRST))):
        year, month, day = (int(match[part]) for part in "ymd")
        try:
            return date(year, month, day).isoformat()
        except ValueError:
            continue
    return ""


def named(names: Sequence[str]) -> Bilingual:
    """Return the names in a line; of many the first, and how many more there are."""
    listed, more = ", ".join(names[:NAMED]), len(names) - NAMED
    if more <= 0:
        return Bilingual(listed, listed)
    return Bilingual(f"{listed} và {more} nguồn nữa", f"{listed} and {more} more")


def _said(study: Study, units: counting.Units, theme: dict[str, str]) -> Iterator[tuple[str, str]]:
    """Yield case and theme of each coding of respondents' words."""
    others = {
        (transcript.name, turn.number)
        for transcript in study.transcripts
        for turn in transcript.turns
        if turn.role in ("interviewer", "other")
    }
    for coding in study.codings:
        name = units.whose(coding)
        if name and coding.code in theme and (coding.transcript, coding.turn) not in others:
            yield name, theme[coding.code]


def _ordered(members: Sequence[counting.Unit], order: str) -> list[counting.Unit]:
    """Return the cases in order; those without what they are ordered by come last."""
    if order == "listed":
        return list(members)
    by_name = sorted(members, key=lambda unit: sort_key(unit.name))
    if order == "name":
        return by_name
    if order == "date":
        dates = {unit.name: iso_date(unit.get("date")) for unit in members}
        return sorted(by_name, key=lambda unit: (not dates[unit.name], dates[unit.name]))
    if members and not any(unit.get(order).strip() for unit in members):
        listed = ", ".join(ORDERS)
        raise StudyError.at(
            "--order",
            f"hãy chọn {listed} hoặc một cột của cases.csv; không nguồn nào có '{order}'",
            f"choose {listed} or a column of cases.csv; no case has '{order}'",
        )
    return sorted(by_name, key=lambda u: (not u.get(order).strip(), sort_key(u.get(order))))


def _values(groups: dict[str, list[Heard]]) -> list[str]:
    """Return the groups' names in order; cases without a value last."""
    return sorted(groups, key=lambda value: (value == counting.UNKNOWN, sort_key(value)))


def _stratum(value: str, cases: Sequence[Heard], themes: Sequence[str]) -> Stratum:
    found = {code for case in cases for code in case.codes}
    return Stratum(value, tuple(cases), tuple(code for code in themes if code in found))

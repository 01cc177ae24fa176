"""The sheet that says who spoke: every case with all that the team wrote about it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from qualcode.exporters.cells import Cell, Column, Link, Sheet, Words, joined
from qualcode.exporters.links import of_case
from qualcode.exporters.matrices import (
    attribute_value,
    case_width,
)
from qualcode.language.attributes import ATTRIBUTES, TITLES
from qualcode.language.attributes import title as attribute_title
from qualcode.language.source_types import source_type
from qualcode.model import Bilingual, Case, Results
from qualcode.shares import counted, is_confirmed


def cases_sheet(results: Results) -> Sheet:
    """Return one row for each case with all that is known about it."""
    study = results.study
    turns = Counter({source.name: len(source.turns) for source in study.transcripts})
    found = Counter(coding.transcript for coding in counted(study).codings)
    confirmed = Counter(coding.transcript for coding in study.codings if is_confirmed(coding))
    attributes = _attributes(study.cases)
    return Sheet(
        "Cases",
        (
            Column(Bilingual("Nguồn", "Case"), case_width(study.cases)),
            *(Column(attribute_title(name), _width(study.cases, name)) for name in attributes),
            Column(Bilingual("Lượt lời", "Turns"), 8),
            Column(Bilingual("Lượt mã hóa", "Codings"), 10),
            Column(Bilingual("Đã xác nhận", "Confirmed"), 11),
        ),
        tuple(
            (
                Cell(case.name, "strong", link=Link(of_case(case.name), "Matrix")),
                *(Cell(_full_value(case, name), between=_between(name)) for name in attributes),
                *(Cell(number[case.name]) for number in (turns, found, confirmed)),
            )
            for case in study.cases
        ),
    )


def _attributes(cases: Iterable[Case]) -> tuple[str, ...]:
    """Return the attributes to show: the known ones, then the team's own; English beside its own.

    The date and the interview's id are shown if a case has them.
    """
    found = dict.fromkeys(name for case in cases for name in case.attributes)
    known = [name for name in TITLES if name in ATTRIBUTES or name in found]
    others = [name for name in found if name not in TITLES]
    return (*known, *(n for n in others if n.removesuffix("_en") not in {*known, *others} - {n}))


def _full_value(case: Case, attribute: str) -> Words:
    """Return what a case has for an attribute, its type in full."""
    if attribute == "type":
        return source_type(case.get(attribute)).full
    return attribute_value(case, attribute)


def _between(attribute: str) -> str:
    return "\n" if attribute == "type" else " / "


def _width(cases: Iterable[Case], attribute: str) -> float:
    """Return a width that fits short values in a line, and lets the sheet fit on a printed page."""
    between = _between(attribute)
    values = (joined(_full_value(case, attribute), between).split("\n") for case in cases)
    longest = max((len(line) for lines in values for line in lines), default=0)
    return min(24, max(10, longest + 2))

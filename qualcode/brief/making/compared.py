"""An attribute's groups, compared by people where they are known, else by cases."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from qualcode import basis, comparing, counting
from qualcode.basis import records
from qualcode.brief.making.known import Known
from qualcode.brief.making.phrasing import plain
from qualcode.counting import Units
from qualcode.model import Bilingual, Study

if TYPE_CHECKING:
    from pandas import DataFrame

TOLD = ("differs", "similar")
"""Verdicts that tell how groups stand to each other."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """One attribute's groups, compared."""

    study: Study
    by: str
    units: Units
    frame: DataFrame
    rows: Sequence[dict[str, Any]]

    @property
    def groups(self) -> tuple[str, ...]:
        """Return the groups that are compared."""
        found: list[str] = basis.of(self.frame).parameters["groups"]  # type: ignore[assignment] # of any kind
        return tuple(found)

    @property
    def is_told(self) -> bool:
        """Say whether there is a theme on which it can be told how they stand."""
        return any(row["verdict"] in TOLD for row in self.rows)

    @property
    def called(self) -> dict[str, Bilingual]:
        """Return what each group is called."""
        words = comparing.names(self.study, self.by, self.groups)
        return {value: plain(one, 40) for value, one in words.items()}


def best(found: Known, attributes: Iterable[str]) -> Comparison:
    """Return the first comparison that tells something, by people before by cases."""
    made = []
    for by in attributes:
        for units in (counting.people(found.study), counting.cases(found.study)):
            frame = comparing.compare(found.counted, by, units=units)
            made.append(Comparison(found.study, by, units, frame, records(frame)))
            if made[-1].is_told:
                return made[-1]
    several = [one for one in made if len(one.groups) > 1]
    return (several or made)[0]

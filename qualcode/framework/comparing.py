"""A returned workbook and the study → what a person changed, as drafts of decisions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from qualcode import decisions
from qualcode.framework import faults
from qualcode.framework.desk import Change, desk
from qualcode.framework.quoting import quoted
from qualcode.framework.reading import Returned
from qualcode.framework.summing import written_cells
from qualcode.framework.verdicts import concluded
from qualcode.model import Problem, Study

Place = tuple[str, str, str]
"""A decision's action, and the cell that it is about."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """What a returned workbook asks for; nothing of it is recorded yet."""

    file: str
    changes: tuple[Change, ...]
    problems: tuple[Problem, ...]
    """Errors are what can't be recorded; warnings are what is good to know."""


def compare(study: Study, returned: Returned, *, coder: str) -> Comparison:
    """Return what a person changed since the workbook was made, but for what is recorded already.

    A row, a column or a sheet that isn't there any more says nothing.
    """
    decisions.check_coder(coder)
    table = desk(study, returned, coder)
    found = [*written_cells(table), *concluded(table), *quoted(table)]
    if not (returned.cells or returned.verdicts or returned.quotes):
        found.append(faults.nothing_there(returned.file))
    return Comparison(
        returned.file,
        tuple(one for one in found if isinstance(one, Change)),
        tuple(one for one in found if isinstance(one, Problem)),
    )


def settled(comparisons: Sequence[Comparison]) -> list[Comparison]:
    """Return them without the cells to which several bring different words: a problem of each."""
    texts: dict[Place, dict[str, str]] = defaultdict(dict)
    for one in comparisons:
        for change in one.changes:
            texts[_place(change)].setdefault(change.after, one.file)
    return [_without(one, texts) for one in comparisons]


def _without(one: Comparison, texts: Mapping[Place, Mapping[str, str]]) -> Comparison:
    lost = [change for change in one.changes if len(texts[_place(change)]) > 1]
    clashes = tuple(
        faults.clash(one.file, change.place, change.code, texts[_place(change)].values())
        for change in lost
    )
    # Without its translation a check would be of another one.
    unsaid = {change.place for change in lost if change.draft.action == "translate"}
    kept = tuple(
        change
        for change in one.changes
        if change not in lost and not (change.draft.action == "check" and change.place in unsaid)
    )
    return replace(one, changes=kept, problems=(*one.problems, *clashes))


def _place(change: Change) -> Place:
    return change.draft.action, change.place, change.code

"""The qualitative data matrix: cases, people or groups of them by themes at any level of the tree.

The framework method's matrix (Gale et al. 2013) and Miles, Huberman & Saldaña's displays are one
function, `table`: what is in its rows, in which order, and what its cells hold. References are not
cases: a theme adds the references of its codes, and counts who says any of them once. Codings of
a code or case that the study doesn't have are in no table.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from qualcode import basis, counting, heard
from qualcode.counting import Units
from qualcode.matrix import notes
from qualcode.matrix.by_case import (
    SUMMARY,
    code_matrix,
    code_states,
    code_summary,
    coded_cases,
)
from qualcode.matrix.cells import CELLS, MARKS, Cell, Table, filled
from qualcode.matrix.counted import STATES, Asked, Counted, State, count, sums, was_asked
from qualcode.matrix.rows import BY_CODE, Row, attributes, keys, rows, value
from qualcode.model import Coding, Study, is_within

if TYPE_CHECKING:
    from pandas import DataFrame

__all__ = [
    "BY_CODE",
    "CELLS",
    "MARKS",
    "STATES",
    "SUMMARY",
    "Asked",
    "Cell",
    "Counted",
    "Row",
    "State",
    "blocks",
    "code_matrix",
    "code_states",
    "code_summary",
    "coded_cases",
    "count",
    "keys",
    "rows",
    "states",
    "sums",
    "table",
    "was_asked",
]


def table(
    study: Study,
    *,
    units: Units | None = None,
    rows: str = "",
    level: int | None = None,
    within: Collection[str] = (),
    cell: Cell = "references",
    order: str = "",
    numbered: Sequence[Coding] = (),
) -> DataFrame:
    """Return rows by themes: who or which group, how many are in it, and a column a theme.

    Rows are the units (the study's cases if none are given), or with `rows` the values that they
    have for an attribute; `order` is read as in `rows.rows`. Themes are the codes as given, or
    with `level` the groups at that depth (1: families); `within` leaves only those in some codes.
    Quotes' ids count among the codings `numbered`, or the study's own: give all of a study's
    codings where the table is of some.
    """
    made = _table(study, units, rows, _themes(study, level, within), order)
    frame = _framed(made, rows, order, filled(made, cell, numbered))
    return _attached(frame, made, rows, cell, _chosen(level, within, cell, order))


def states(
    study: Study,
    *,
    units: Units | None = None,
    rows: str = "",
    level: int | None = None,
    within: Collection[str] = (),
    order: str = "",
) -> DataFrame:
    """Return the same rows by themes, and in each cell which of `STATES` it is."""
    made = _table(study, units, rows, _themes(study, level, within), order)
    cells = ([STATES[state] for state in row] for row in made.sums.states)
    frame = _framed(made, rows, order, cells)
    chosen = {
        "rows": rows,
        "level": level,
        "within": sorted(within),
        "cell": "states",
        "order": order,
    }
    return _attached(frame, made, rows, "presence", chosen)


def blocks(study: Study, *, rows: str, **chosen: Any) -> tuple[DataFrame, ...]:
    """Return the table by case and, where people are known, that by person: never one of both.

    A focus group is one case, and each of its people who can be told apart is a person.
    """
    people = counting.people(study)
    by_case = table(study, rows=rows, **chosen)
    return (
        (by_case, table(study, units=people, rows=rows, **chosen)) if people.members else (by_case,)
    )


def _themes(study: Study, level: int | None, within: Collection[str]) -> tuple[str, ...]:
    """Return the themes at this level; below a code that stands deeper, those at its own."""
    if not within:
        return heard.themes(study, level)
    found = {
        theme
        for code in within
        for theme in heard.themes(study, level and max(level, len(heard.up(code))), (code,))
    }
    places = {code.id: place for place, code in enumerate(study.codes)}
    first = {t: min(places[c] for c in places if is_within(c, t)) for t in found}
    return tuple(sorted(found, key=lambda theme: (first[theme], theme)))


def _table(
    study: Study,
    units: Units | None,
    by: str,
    names: Sequence[str],
    order: str,
) -> Table:
    counted = count(study, counting.cases(study) if units is None else units)
    found, themes = rows(counted, by, order), counted.themes(names)
    summed = sums(counted, [row.members for row in found], themes)
    return Table(study, counted, found, themes, summed)


def _framed(made: Table, by: str, order: str, cells: Any) -> DataFrame:
    """Return the cells with what stands before them: the row's name, its attributes or its n."""
    from pandas import DataFrame

    beside = [name for name in attributes(order) if name != by]
    lead: dict[str, list[object]] = {
        by or made.counted.units.kind: [row.name for row in made.rows],
        **{name: [value(made.counted, row, name) for row in made.rows] for name in beside},
    }
    if by:
        lead["n"] = [len(row.members) for row in made.rows]
    columns = zip(*cells, strict=True)
    themes = dict(zip(made.themes, columns, strict=False)) or dict.fromkeys(made.themes, ())
    found = {**lead, **{name: list(each) for name, each in themes.items()}}
    return DataFrame(found, columns=list(found))


def _chosen(level: int | None, within: Collection[str], cell: str, order: str) -> dict[str, object]:
    return {
        "level": level or "codes",
        "within": ", ".join(sorted(within)) or "all",
        "cell": cell,
        "order": order or "study",
    }


def _attached(
    frame: DataFrame, made: Table, by: str, cell: Cell, chosen: Mapping[str, object]
) -> DataFrame:
    units = made.counted.units
    shown = sorted({column for columns in made.themes.values() for column in columns})
    return basis.attach(
        frame,
        made.study,
        method=notes.METHOD,
        n={
            notes.PLURALS[units.kind]: len(units.members),
            "coded": sum(unit.is_coded for unit in units.members),
            "themes": len(made.themes),
            "references": int(made.counted.references[:, shown].sum()),
        },
        parameters={"counted": units.kind, "rows": by or units.kind, **chosen},
        notes=tuple(notes.of(made, by, cell)),
    )

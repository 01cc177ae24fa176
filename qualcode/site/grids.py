"""The matrix as the page shows it: cases by codes, and codes by groups of cases."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from qualcode import matrix
from qualcode.counting import UNKNOWN
from qualcode.heard import up
from qualcode.model import Bilingual, Case, Study
from qualcode.site.attributes import Attribute
from qualcode.site.codes import Entry
from qualcode.site.said import Said

GENDER = "gender"
MARKS = {"silent": "–", "not_asked": "n/a", "not_coded": "…"}


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell: what is in it, and where its first quote stands if there is one."""

    words: str
    first: str = ""


@dataclass(frozen=True, slots=True)
class CaseRow:
    """One case, with a cell for each code."""

    case: Case
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class CaseGrid:
    """Cases by codes."""

    codes: tuple[Entry, ...]
    families: tuple[tuple[Entry, int], ...]
    """Each family, and how many of the columns are its own."""
    rows: tuple[CaseRow, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """The cases with one value of an attribute."""

    value: str
    label: Bilingual
    n: int
    is_known: bool


@dataclass(frozen=True, slots=True)
class GroupGrid:
    """Codes by groups."""

    by: Attribute
    groups: tuple[Group, ...]
    rows: tuple[tuple[Entry, tuple[Cell, ...]], ...]


def by_case(study: Study, tree: Sequence[Entry], found: Sequence[Said]) -> CaseGrid:
    """Return how often each case says each code; the study has those codings that count."""
    known = {code.id for code in study.codes}
    codes = tuple(entry for entry in tree if entry.id in known)
    counts, found_states = matrix.code_matrix(study), matrix.code_states(study, study.asked)
    columns = {one.id: (counts[one.id].tolist(), found_states[one.id].tolist()) for one in codes}
    first: dict[tuple[str, str], str] = {}
    for one in found:
        first.setdefault((one.coding.transcript, one.coding.code), one.quote.id)
    cases = {case.name: case for case in study.cases}
    rows = tuple(
        CaseRow(
            cases[str(name)],
            tuple(
                _counted(counted[place], states[place], first.get((str(name), code), ""))
                for code, (counted, states) in columns.items()
            ),
        )
        for place, name in enumerate(counts.index)
    )
    return CaseGrid(codes, tuple(_families(tree, codes)), rows)


def _counted(count: int, state: str, first: str) -> Cell:
    return Cell(str(count), first) if count else Cell(MARKS.get(state, "…"))


def _families(tree: Sequence[Entry], codes: Sequence[Entry]) -> Iterator[tuple[Entry, int]]:
    """Yield the families with how many columns each has; a code may be a family itself."""
    heads = {entry.family: entry for entry in reversed(tree)}
    for family in dict.fromkeys(code.family for code in codes):
        yield heads[family], sum(code.family == family for code in codes)


def by_groups(
    study: Study, tree: Sequence[Entry], known: Sequence[Attribute]
) -> tuple[GroupGrid, ...]:
    """Return codes by the groups of each attribute that the study compares by, and by gender.

    Each has two groups at least.
    """
    named = {one.name: one for one in known}
    wanted = [named[by] for by in dict.fromkeys((*study.settings.compare, GENDER)) if by in named]
    grids = (_by_group(study, tree, one) for one in wanted)
    return tuple(grid for grid in grids if len(grid.groups) > 1)


def _by_group(study: Study, tree: Sequence[Entry], by: Attribute) -> GroupGrid:
    deepest = max((len(up(entry.id)) for entry in tree), default=1)
    columns: dict[str, list[object]] = {}
    groups: tuple[Group, ...] = ()
    # Levels above a code's own have it as well; the table of all codes comes last and is its own.
    for level in (*range(1, deepest), None):
        frame = matrix.table(study, rows=by.name, level=level, cell="cases")
        names = [str(value) for value in frame[by.name]]
        groups = tuple(
            Group(value, by.label(value), int(n), value != UNKNOWN)
            for value, n in zip(names, frame["n"], strict=True)
        )
        columns |= {str(name): list(frame[name]) for name in frame.columns[2:]}
    shown = [entry for entry in tree if entry.id in columns]
    rows = tuple((entry, _shares(columns[entry.id])) for entry in shown)
    return GroupGrid(by, groups, rows)


def _shares(cells: Sequence[object]) -> tuple[Cell, ...]:
    return tuple(Cell(str(cell), first="x" if _is_said(str(cell)) else "") for cell in cells)


def _is_said(share: str) -> bool:
    """Say whether any case of the group mentions it: 3/5, or (2×) where nobody was asked."""
    return share[:1] == "(" or (share[:1].isdigit() and not share.startswith("0/"))

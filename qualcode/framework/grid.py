"""What each cell of the framework matrix has: a summary, codings to sum up, or why it is empty."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from qualcode import counting, matrix, shares, summaries
from qualcode.matrix.counted import STATES, State
from qualcode.model import Bilingual, Case, Code, Quote, Study, Summary, is_within


@dataclass(frozen=True, slots=True)
class Theme:
    """A column: a code, or all codes of a group."""

    id: str
    label: Bilingual
    codes: tuple[Code, ...]
    """Those that are given, in the codebooks' order."""

    @property
    def family(self) -> str:
        """Return the first part of the id."""
        return self.id.split(".", 1)[0]


@dataclass(frozen=True, slots=True)
class GridCell:
    """What is known of one case and one theme."""

    state: State
    counts: Mapping[str, int]
    """Code id → codings that count, the most frequent first."""
    marks: frozenset[str]
    """Of the codings in force."""
    quote: Quote | None = None
    """The one that shows it best."""
    summary: Summary | None = None
    changes: summaries.Changes | None = None
    """Since the summary was written; None if there is none, or it isn't known."""

    @property
    def is_to_write(self) -> bool:
        """Say whether there is something to sum up that nobody has."""
        return self.summary is None and bool(self.counts)


@dataclass(frozen=True, slots=True)
class Grid:
    """The framework matrix."""

    cases: tuple[Case, ...]
    themes: tuple[Theme, ...]
    cells: Mapping[tuple[str, str], GridCell]
    """(case's name, theme's id) → the cell."""

    def __getitem__(self, place: tuple[str, str]) -> GridCell:
        """Return the cell of this case and theme."""
        return self.cells[place]


def grid(
    study: Study,
    best_quotes: Mapping[tuple[str, str], Quote],
    *,
    level: int = 1,
    codes: Sequence[str] = (),
    order: Sequence[str] = (),
) -> Grid:
    """Return the framework matrix of the study as it was loaded, with all codings in force.

    `level` 1 has a column a family, 2 a column for what is below it, and so on; `codes` leaves
    only what is within these; `order` names the cases to show, in their order.
    """
    columns = themes(study, level=level, codes=codes)
    known = {unit.name for unit in counting.cases(study).members}
    cases = tuple(case for case in study.cases if case.name in known)
    if order:
        named = {case.name: case for case in cases}
        cases = tuple(named[name] for name in dict.fromkeys(order) if name in named)
    return Grid(cases, columns, _cells(study, best_quotes, cases, columns))


def themes(study: Study, *, level: int = 1, codes: Sequence[str] = ()) -> tuple[Theme, ...]:
    """Return the columns at this level of the tree; a code above it stands for itself."""
    given = [c for c in study.codes if not codes or any(is_within(c.id, one) for one in codes)]
    names = dict.fromkeys(".".join(code.id.split(".")[: max(1, level)]) for code in given)
    return tuple(
        Theme(
            name,
            known.label if (known := study.code(name)) else Bilingual("", ""),
            tuple(code for code in given if is_within(code.id, name)),
        )
        for name in names
    )


def _cells(
    study: Study,
    best_quotes: Mapping[tuple[str, str], Quote],
    cases: Sequence[Case],
    columns: Sequence[Theme],
) -> dict[tuple[str, str], GridCell]:
    that_counts = shares.counted(study)
    counted = Counter((one.transcript, one.code) for one in that_counts.codings)
    states = matrix.code_states(that_counts, study.asked).to_dict("index")
    cells = summaries.Cells(study)
    written = {(one.case, one.code): one for one in study.summaries}
    found = {}
    for case in cases:
        known = states.get(case.name, {})
        for theme in columns:
            numbers = ((code.id, counted[case.name, code.id]) for code in theme.codes)
            counts = dict(sorted((one for one in numbers if one[1]), key=lambda one: -one[1]))
            summary = written.get((case.name, theme.id))
            found[case.name, theme.id] = GridCell(
                max((known.get(code.id, "not_coded") for code in theme.codes), key=STATES.index),
                counts,
                cells.marks(case.name, theme.id),
                _quote(case.name, counts, best_quotes),
                summary,
                cells.since(summary) if summary else None,
            )
    return found


def _quote(
    case: str, counts: Mapping[str, int], best_quotes: Mapping[tuple[str, str], Quote]
) -> Quote | None:
    """Return of the codes' best quotes one that a person confirmed, else the commonest code's."""
    quotes = [best_quotes[case, code] for code in counts if (case, code) in best_quotes]
    return min(quotes, key=lambda quote: quote.coding.status == "proposed", default=None)

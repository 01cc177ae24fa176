"""The sheet that shows who said what and how often: cases by codes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Self

from qualcode.explain import proposer
from qualcode.exporters.cells import (
    Cell,
    Column,
    Family,
    Link,
    Phrase,
    Run,
    Sheet,
    Words,
    both,
    cut,
    families,
    printable,
    signed,
)
from qualcode.exporters.links import of_quote
from qualcode.exporters.printing import WIDEST, scale
from qualcode.framework.signs import STALE
from qualcode.language.attributes import ATTRIBUTES
from qualcode.language.source_types import source_type
from qualcode.model import SIGNS, Bilingual, Case, Code, Quote, Results, Summary
from qualcode.summaries import Cells, Changes

if TYPE_CHECKING:
    from pandas import DataFrame

MARKS = {"silent": "–", "not_asked": "n/a"}
NOT_CODED = "…"
LEADS = Bilingual("n", "n")
"""The heading of how often, which leads to a quote."""
NARROW, NARROWEST = 5, 22
"""How wide a count is, and a quote at least."""
LONGEST_IN_MATRIX = 500
"""Characters of a quote that a cell of the matrix shows."""


def attribute_value(case: Case, attribute: str) -> Words:
    """Return what a case has for an attribute, in both languages if it has both.

    Its type is said as a team calls it: PVS/IDI; its group has its English in `group_en`.
    """
    value = case.get(attribute)
    if attribute == "type":
        return Phrase((source_type(value).short,), "/")
    return Bilingual(value, case.get(f"{attribute}_en"))


def matrix_sheet(results: Results) -> Sheet:
    """Return cases by codes: in each cell how often, and the quote that shows it best."""
    groups, cases, table = families(results.study), cases_of(results), Table.of(results)
    lead = (
        Column(Bilingual("Nguồn", "Case"), case_width(cases)),
        *(Column(title, 20 if name == "group" else 11) for name, title in ATTRIBUTES.items()),
    )
    codes = [(family, code) for family in groups for code in family.codes]
    before = [sum(len(f.codes) for f in groups[:place]) for place in range(len(groups))]
    sheet = Sheet(
        "Matrix",
        (*lead, *(one for each in codes for one in _code_columns(table, *each, lead[0].width))),
        tuple(
            (
                Cell(case.name, "strong"),
                *(Cell(attribute_value(case, name)) for name in ATTRIBUTES),
                *(one for _, code in codes for one in _matrix_cells(table, case.name, code.id)),
            )
            for case in cases
        ),
        breaks=tuple(len(lead) + 2 * number for number in before[1:]),
    )
    return replace(sheet, scale=scale(sheet))


def named(family: Family) -> Words:
    """Return a family's label, or its id if nobody gave it one."""
    return family.label if both(family.label, "") else family.id


def case_width(cases: Iterable[Case]) -> float:
    """Return a width in which the cases' bold names stand in one line, if they aren't very long."""
    return min(34, 4 + 1.1 * max((len(case.name) for case in cases), default=20))


def cases_of(results: Results) -> tuple[Case, ...]:
    """Return the cases that are counted, in the study's order."""
    names = {str(name) for name in results.counts.index}
    return tuple(case for case in results.study.cases if case.name in names)


@dataclass(frozen=True, slots=True)
class Table:
    """Counts and coverage as plain mappings: a data frame is slow at giving single cells."""

    counts: Mapping[str, Mapping[str, int]]
    """Code id → case name → how often."""
    states: Mapping[str, Mapping[str, str]]
    best: Mapping[tuple[str, str], Quote]
    summaries: Mapping[tuple[str, str], tuple[Summary, Changes | None]]
    """(case name, code id) → the summary, and what changed since."""

    @classmethod
    def of(cls, results: Results) -> Self:
        """Return what these results have."""
        summaries = results.study.summaries
        written = {}
        if summaries:
            cells = Cells(results.study)
            written = {(one.case, one.code): (one, cells.since(one)) for one in summaries}
        return cls(_cells(results.counts), _cells(results.states), results.best_quotes, written)

    def count(self, case: str, code: str) -> int:
        """Return how often a case has a code."""
        return int(self.counts.get(code, {}).get(case, 0))

    def state(self, case: str, code: str) -> str:
        """Return whether a case mentions a code, is silent, wasn't asked, or isn't coded."""
        return self.states.get(code, {}).get(case, "not_coded")


def _cells(table: DataFrame) -> dict[str, dict[str, Any]]:
    return {str(code): {str(case): cell for case, cell in table[code].items()} for code in table}


def _code_columns(table: Table, family: Family, code: Code, beside: float) -> tuple[Column, Column]:
    """Return a code's columns, so narrow that its family is on one page beside that column."""
    said = any(table.counts.get(code.id, {}).values()) or code.id in {c for _, c in table.summaries}
    room = (WIDEST - beside) / len(family.codes) - NARROW
    width = max(NARROWEST, min(36, room)) if said else 15
    band, banner = family.name, family.title
    return (
        Column(code.label, width, family.fill, band, banner=banner),
        Column(LEADS, NARROW, family.fill, band, banner=banner),
    )


def mark(table: Table, case: str, code: str) -> Cell:
    """Return the cell of a case that has nothing on a code: why it is empty."""
    return Cell(MARKS.get(table.state(case, code), NOT_CODED), "mark")


def _matrix_cells(table: Table, case: str, code: str) -> tuple[Cell, Cell]:
    """Return what a case says on a code; and how often, which leads to the quote's own row.

    The words themselves lead nowhere: LibreOffice would show no more than one line of them.
    """
    count, summary = table.count(case, code), table.summaries.get((case, code))
    quote = table.best.get((case, code))
    counted = _quoted(count, quote) if quote else Cell(f"{count}×")
    if not count:
        counted = mark(table, case, code)
    shown = _summed_up(*summary, counted) if summary else counted
    if not count:
        return shown, Cell("", "count_link")
    return shown, Cell(
        count, "count_link", link=Link(of_quote(quote.coding), quote.id) if quote else None
    )


def _summed_up(summary: Summary, changes: Changes | None, counted: Cell) -> Cell:
    """Return the cell with what a person wrote of it above the count."""
    words = cut(printable(summary.text), LONGEST_IN_MATRIX, "Summaries")
    since = (f"; {STALE} ", changes.say()) if changes else ()
    told = Phrase((f"{words} ({summary.coder}", *since, ")\n"), " / ")
    rest = counted.runs or (Run(counted.text, "count"),)
    return replace(counted, value="", style="text", runs=(Run(told, "summary"), *rest))


def _quoted(count: int, quote: Quote) -> Cell:
    proposed = quote.coding.status == "proposed"
    words = cut(printable(quote.words), LONGEST_IN_MATRIX, "Quotes")
    return Cell(
        runs=(
            Run(f"{count}× ", "count"),
            Run(f"“{words}”", "quote"),
            Run(Phrase((" [", signed_words(quote), "]")), "proposal" if proposed else "id"),
        ),
    )


def signed_words(quote: Quote) -> Words:
    """Return a quote's id with its coding's sign, and who stands by it or what proposed it."""
    coding = quote.coding
    if coding.status != "proposed" or coding.origin != "model":
        return signed(quote.id, coding)
    by = proposer(coding)
    glued = (words.replace(" ", "\N{NO-BREAK SPACE}") for words in (by.vi, by.en))
    return Phrase((f"{SIGNS['proposed']}\N{NO-BREAK SPACE}{quote.id} ", Bilingual(*glued)))

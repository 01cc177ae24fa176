"""What a person did to the cells of a framework, as drafts of decisions or as what isn't clear."""

from __future__ import annotations

from collections.abc import Iterator

from qualcode import decisions, summaries
from qualcode.errors import DecisionError
from qualcode.exporters.matrices import MARKS, NOT_CODED
from qualcode.framework import faults
from qualcode.framework.desk import Change, Desk, Kind, Outcome
from qualcode.framework.known import KnownCell
from qualcode.framework.signs import STALE, TO_WRITE
from qualcode.framework.written import Written, canonical, digest
from qualcode.model import Bilingual, Study, Summary

EMPTY = frozenset({*MARKS.values(), NOT_CODED, "-", "—", "...", "N/A"})
"""What people type for a cell in which there is nothing to sum up."""


def written_cells(table: Desk) -> Iterator[Outcome]:
    """Yield every summary that was written, changed, taken away or confirmed, and every fault."""
    for (case, theme), cells in table.returned.cells.items():
        known = table.returned.known.cells.get((case, theme), KnownCell())
        new = [cell for cell in cells if cell.fault or not _is_left(known, cell)]
        distinct = {cell.text: cell for cell in new if not cell.fault}
        yield from (faults.of_cell(table.returned.file, c, c.fault) for c in new if c.fault)
        if len(distinct) > 1:
            yield faults.of_cell(table.returned.file, [*distinct.values()][-1], faults.TWICE)
            continue
        for cell in distinct.values():
            yield from _outcome(table, case, theme, known, cell)


def _is_left(known: KnownCell, cell: Written) -> bool:
    """Say whether a cell is as it left, or has only what no one would sum up so."""
    if digest(cell.text) == known.shown:
        return True
    return not known.text and (not cell.text or cell.text in EMPTY)


def _outcome(
    table: Desk, case: str, theme: str, known: KnownCell, cell: Written
) -> Iterator[Outcome]:
    file = table.returned.file
    said = _own_words(known, cell.text)
    name, code = table.case_now(case), table.code_now(theme)
    if isinstance(said, Bilingual):
        yield faults.of_cell(file, cell, said)
    elif said in EMPTY:
        yield faults.of_cell(file, cell, faults.MARK_OVER_SUMMARY, "warning")
    elif said == canonical(known.text) and not _is_confirmed(known, cell):
        return
    elif not known.is_whole:
        yield faults.of_cell(file, cell, faults.TOO_LONG_TO_EDIT)
    elif not name:
        yield faults.no_case(file, cell, case)
    elif not code:
        yield faults.no_code(file, cell, theme)
    else:
        yield from _draft(table, (name, code), known, cell, said)


def _own_words(known: KnownCell, text: str) -> str | Bilingual:
    """Return what a person wrote, without the hint and the mark; or why that can't be told."""
    before = set(canonical(known.text).split("\n"))
    kept = []
    for line in text.split("\n"):
        if line in before or digest(line) not in known.own:
            if line.startswith((TO_WRITE, STALE)) and line not in before:
                return faults.HINT_EDITED
            kept.append(line)
    return "\n".join(kept).strip()


def _is_confirmed(known: KnownCell, cell: Written) -> bool:
    """Say whether the mark that the summary is stale was deleted, and nothing else."""
    if not known.text or not known.own:
        return False
    return not any(digest(line) in known.own for line in cell.text.split("\n"))


def _draft(
    table: Desk, place: tuple[str, str], known: KnownCell, cell: Written, said: str
) -> Iterator[Outcome]:
    now = table.summaries.get(place)
    text = canonical(now.text) if now else ""
    before = canonical(known.text)
    if said == text:
        if not now or said != before or not _is_outdated(table.study, now):
            return
        kind: Kind = "confirmed"
    elif text != before:
        by, ours = (now.coder, now.text) if now else ("", "")
        yield faults.conflict(table.returned.file, cell, said, by, ours)
        return
    else:
        kind = "removed" if not said else "changed" if before else "written"
    try:
        draft = decisions.summarise(table.study, *place, said, coder=table.coder, about=known.about)
    except DecisionError as error:
        yield from (
            faults.of_cell(table.returned.file, cell, each.message) for each in error.problems
        )
        return
    yield Change(kind, *place, before, said, draft)


def _is_outdated(study: Study, summary: Summary) -> bool:
    changes = summaries.since(study, summary)
    return changes is None or bool(changes)

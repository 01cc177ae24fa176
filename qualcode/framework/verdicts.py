"""What a person wrote beside the verdicts of triangulation, as drafts of decisions."""

from __future__ import annotations

from collections.abc import Iterator

from qualcode import decisions
from qualcode.errors import DecisionError, StudyError
from qualcode.framework import faults
from qualcode.framework.desk import Change, Desk, Kind, Outcome
from qualcode.framework.known import KnownVerdict
from qualcode.framework.reading import WrittenVerdict
from qualcode.framework.written import canonical
from qualcode.language.verdicts import label_of, verdict_named
from qualcode.model import Conclusion

NOTHING = KnownVerdict("", "", "")


def concluded(table: Desk) -> Iterator[Outcome]:
    """Yield every verdict that a person gave, changed or took away, and every fault."""
    for (by, theme), rows in table.returned.verdicts.items():
        known = table.returned.known.verdicts.get((by, theme), NOTHING)
        for row in rows:
            yield from _outcome(table, (by, theme), known, row)


def _outcome(
    table: Desk, place: tuple[str, str], known: KnownVerdict, row: WrittenVerdict
) -> Iterator[Outcome]:
    file, verdict = table.returned.file, verdict_named(row.verdict.text)
    said = (verdict, row.reason.text)
    code = table.code_now(place[1])
    for cell in (row.verdict, row.reason):
        if cell.fault:
            yield faults.of_cell(file, cell, cell.fault)
            return
    if row.verdict.text and not verdict:
        yield faults.no_verdict(file, row.verdict)
    elif said == (known.verdict, canonical(known.reason)):
        return
    elif verdict and not row.reason.text:
        yield faults.of_cell(file, row.reason, faults.NO_REASON)
    elif row.reason.text and not verdict:
        yield faults.of_cell(file, row.verdict, faults.NO_VERDICT)
    elif not code:
        yield faults.no_code(file, row.verdict, place[1])
    else:
        yield from _draft(table, (place[0], code), known, row, verdict)


def _draft(
    table: Desk, place: tuple[str, str], known: KnownVerdict, row: WrittenVerdict, verdict: str
) -> Iterator[Outcome]:
    now, reason = table.conclusions.get(place), row.reason.text
    ours = (now.verdict, canonical(now.reason)) if now else ("", "")
    before = (known.verdict, canonical(known.reason))
    if ours == (verdict, reason):
        return
    if ours != before:
        theirs = _told(verdict, reason)
        yield faults.conflict(
            table.returned.file, row.verdict, theirs, now.coder if now else "", _of(now)
        )
        return
    kind: Kind = "removed" if not verdict else "changed" if known.verdict else "written"
    by, theme = place
    try:
        draft = decisions.conclude(
            table.study, theme, by, verdict, reason=reason, coder=table.coder
        )
    except (DecisionError, StudyError) as error:
        for each in error.problems:
            yield faults.of_cell(table.returned.file, row.verdict, each.message)
        return
    yield Change(kind, by, theme, _told(*before), _told(verdict, reason), draft)


def _of(conclusion: Conclusion | None) -> str:
    return _told(conclusion.verdict, conclusion.reason) if conclusion else ""


def _told(verdict: str, reason: str) -> str:
    """Return a verdict and its reason in one line."""
    label = label_of(verdict)
    return f"{label.vi} / {label.en}: {reason}" if verdict else ""

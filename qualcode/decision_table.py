"""A table of decisions → drafts: all of it, or every fault in it at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from qualcode import decisions
from qualcode.errors import DecisionError
from qualcode.language.normalise import clean
from qualcode.model import Action, Coding, Decision, Problem, Span, Study

COLUMNS = ("transcript", "turn", "quote", "code", "action", "coder")
"""What a table of decisions must have; `memo` may be there."""
ACTIONS: tuple[Action, ...] = ("add", "accept", "reject")
Index = Mapping[tuple[str, str], Sequence[Coding]]
"""Transcript and code → its codings."""


@dataclass(frozen=True, slots=True)
class _Found:
    """What a row may be about."""

    codings: tuple[Index, Index]
    """Those in force, and those that were struck."""
    suggestions: Index


LINE = "__line__"
"""Where `files.read_csv` says in which line a row ends."""


def from_rows(study: Study, rows: Sequence[Mapping[str, str]], file: str) -> tuple[Decision, ...]:
    """Return the drafts that a table's rows ask for.

    Raises:
        DecisionError: with every fault of every row, as `FILE:LINE`.
    """
    missing = [name for name in COLUMNS if rows and name not in rows[0]]
    if missing:
        raise DecisionError.at(
            f"{file}:1",
            f"thiếu cột {', '.join(missing)}; dòng đầu cần có: {','.join(COLUMNS)}[,memo]",
            f"no column {', '.join(missing)}; the first line needs {','.join(COLUMNS)}[,memo]",
        )
    drafts: list[Decision] = []
    problems: list[Problem] = []
    found = _Found(
        (_index(study.codings), _index(study.rejected)),
        _index((*study.left_out, *study.suggestions)),
    )
    line = 1
    for row in rows:
        line += 1 + sum(cell.count("\n") for cell in row.values() if isinstance(cell, str))
        try:
            drafts += _row(study, row, found)
        except DecisionError as error:
            where = f"{file}:{row.get(LINE) or line}"
            problems += [replace(problem, where=where) for problem in error.problems]
    if problems:
        raise DecisionError(problems)
    return tuple(drafts)


def _row(study: Study, row: Mapping[str, str], found: _Found) -> list[Decision]:
    cells = {name: clean(row.get(name) or "").strip() for name in (*COLUMNS, "memo")}
    checks: tuple[Callable[[], object], ...] = (
        lambda: _row_span(study, cells),
        lambda: decisions.check_code(study, cells["code"]),
        lambda: _check_action(cells["action"]),
        lambda: decisions.check_coder(cells["coder"]),
    )
    problems = [problem for check in checks for problem in _problems(check)]
    if problems:
        raise DecisionError(problems)
    name, code, coder = cells["transcript"], cells["code"], cells["coder"]
    span = _row_span(study, cells)
    action = ACTIONS[ACTIONS.index(cells["action"])]
    about = _codings_at(found, name, code, span) if action != "add" else []
    # What nobody has found can't be confirmed, only added; but it can be ruled out.
    alone: Action = "reject" if action == "reject" else "add"
    drafts = [decisions.about(study, action, coding, coder=coder) for coding in about] or [
        decisions.draft(study, alone, name, code, span, coder=coder)
    ]
    if not cells["memo"]:
        return drafts
    return [*drafts, *(replace(draft, action="memo", note=cells["memo"]) for draft in drafts)]


def _problems(check: Callable[[], object]) -> tuple[Problem, ...]:
    try:
        check()
    except DecisionError as error:
        return error.problems
    return ()


def _row_span(study: Study, cells: Mapping[str, str]) -> Span:
    transcript = decisions.transcript_named(study, cells["transcript"])
    number = cells["turn"]
    if not number.isdecimal():
        raise DecisionError.at(
            transcript.name,
            f"lượt '{number}' không phải là số; hãy ghi số lượt như trong codings.csv",
            f"turn '{number}' is not a number; write the turn's number as in codings.csv",
        )
    span = decisions.locate(study, transcript.name, int(number), cells["quote"])
    decisions.check_span(transcript, span)
    return span


def _index(codings: Sequence[Coding]) -> Index:
    index: dict[tuple[str, str], list[Coding]] = defaultdict(list)
    for coding in codings:
        index[coding.transcript, coding.code].append(coding)
    return index


def _codings_at(found: _Found, transcript: str, code: str, span: Span) -> list[Coding]:
    """Return the code's codings that share words with the span: in force, else the struck ones.

    Where there are none it may be what was only suggested for exactly these words.
    """
    where = transcript, code
    for index in found.codings:
        there = {c.span: c for c in index.get(where, ()) if c.span.overlaps(span)}
        if there:
            return list(there.values())
    return [c for c in found.suggestions.get(where, ()) if c.span == span][:1]


def _check_action(action: str) -> None:
    if action not in ACTIONS:
        raise DecisionError.at(
            action or "action",
            f"không hiểu action '{action}'; hãy ghi {', '.join(ACTIONS)}",
            f"unknown action '{action}'; write one of {', '.join(ACTIONS)}",
        )

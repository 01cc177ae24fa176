"""A table of decisions → drafts: all of it, or every fault in it at once."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from qualcode import decisions
from qualcode.errors import DecisionError
from qualcode.language.normalise import clean
from qualcode.model import Action, Coding, Decision, Problem, Span, Study

COLUMNS = ("transcript", "turn", "quote", "code", "action", "coder")
"""What a table of decisions must have; `memo` may be there."""
ACTIONS: tuple[Action, ...] = ("add", "accept", "reject")
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
    line = 1
    for row in rows:
        line += 1 + sum(cell.count("\n") for cell in row.values() if isinstance(cell, str))
        try:
            drafts += _row(study, row)
        except DecisionError as error:
            where = f"{file}:{row.get(LINE) or line}"
            problems += [replace(problem, where=where) for problem in error.problems]
    if problems:
        raise DecisionError(problems)
    return tuple(drafts)


def _row(study: Study, row: Mapping[str, str]) -> list[Decision]:
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
    about = _coding_at(study, name, code, span) if action != "add" else None
    if about:
        decision = decisions.about(study, action, about, coder=coder)
    else:
        # What nobody has found can't be confirmed, only added; but it can be ruled out.
        action = "add" if action == "accept" else action
        decision = decisions.draft(study, action, name, code, span, coder=coder)
    if not cells["memo"]:
        return [decision]
    return [decision, replace(decision, action="memo", note=cells["memo"])]


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


def _coding_at(study: Study, transcript: str, code: str, span: Span) -> Coding | None:
    """Return the coding of this code that shares most with the span, if one shares any."""
    shared = [
        coding
        for coding in (*study.codings, *study.rejected)
        if coding.code == code and coding.transcript == transcript and coding.span.overlaps(span)
    ]
    return max(
        shared,
        key=lambda c: min(c.span.end, span.end) - max(c.span.start, span.start),
        default=None,
    )


def _check_action(action: str) -> None:
    if action not in ACTIONS:
        raise DecisionError.at(
            action or "action",
            f"không hiểu action '{action}'; hãy ghi {', '.join(ACTIONS)}",
            f"unknown action '{action}'; write one of {', '.join(ACTIONS)}",
        )

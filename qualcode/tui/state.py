"""What the coding screen shows: a frozen value, and where its cursor can stand."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, replace
from typing import Literal

from qualcode.errors import QualcodeError
from qualcode.model import Bilingual, Coding, Decision, Language, Span, Study, Transcript, Turn
from qualcode.tui.editor import EMPTY, Line

Mode = Literal["read", "pick", "memo", "help", "left"]
"""Reading, choosing a code to add, writing a memo, reading the keys, or gone."""


@dataclass(frozen=True, slots=True)
class Row:
    """Where the cursor stops: a sentence of an answer, or a whole question."""

    turn: Turn
    span: Span
    opens: bool
    """It is the first of its turn."""


@dataclass(frozen=True, slots=True)
class State:
    """All that the screen shows; every key makes a new one."""

    study: Study
    transcript: Transcript
    coder: str
    language: Language = "vi"
    rows: tuple[Row, ...] = ()
    codings: tuple[tuple[Coding, ...], ...] = ()
    """Row by row, those that begin in it, rejected ones too."""
    row: int = 0
    coding: str = ""
    """The id of the coding chosen; of any other row the first is."""
    mode: Mode = "read"
    typed: Line = EMPTY
    """What was typed in the picker or the memo."""
    picked: int = 0
    """The place in the picker's list."""
    message: str = ""
    saved: bool = True
    """False after a key whose decision could not be written."""

    def say(self, vi: str, en: str) -> str:
        """Return the words in the screen's language."""
        return Bilingual(vi, en).say(self.language)


Step = tuple[State, tuple[Decision, ...]]
"""The screen after a key, and drafts of what it asks to record."""


def start(study: Study, transcript: Transcript, coder: str, language: Language = "vi") -> State:
    """Return the screen on a transcript, at its first undecided proposal if it has one."""
    state = show(State(study, transcript, coder, language), transcript)
    todo = undecided(state)
    return replace(state, row=todo[0][0], coding=todo[0][1].id) if todo else state


def show(state: State, transcript: Transcript) -> State:
    """Return the screen at the beginning of this transcript."""
    spans: dict[int, list[Span]] = {}
    for segment in state.study.segments:
        if segment.transcript == transcript.name:
            spans.setdefault(segment.turn, []).append(segment.span)
    rows = tuple(row for turn in transcript.turns for row in _rows(turn, spans.get(turn.number)))
    return with_study(
        replace(state, transcript=transcript, rows=rows, row=0, coding=""), state.study
    )


def with_study(state: State, study: Study) -> State:
    """Return the screen, the cursor where it was, with the study's codings as they are now."""
    ends = [row.span.end for row in state.rows]
    found: list[list[Coding]] = [[] for _ in state.rows]
    own = [c for c in (*study.codings, *study.rejected) if c.transcript == state.transcript.name]
    for coding in sorted(own, key=lambda c: (c.span, c.code)) if ends else ():
        found[min(bisect_right(ends, coding.span.start), len(ends) - 1)].append(coding)
    return replace(state, study=study, codings=tuple(map(tuple, found)))


def saved(state: State, study: Study) -> State:
    """Return the screen after its decisions were written."""
    return replace(with_study(state, study), saved=True)


def failed(state: State, error: QualcodeError) -> State:
    """Return the screen as it was before the key, saying why nothing was written."""
    return replace(state, message=reasons(error, state.language), saved=False)


def reasons(error: QualcodeError, language: Language) -> str:
    """Return what an error says, on one line."""
    return "; ".join(problem.message.say(language) for problem in error.problems)


def current(state: State) -> Row | None:
    """Return the row under the cursor; none if nothing was said."""
    return state.rows[state.row] if state.rows else None


def choices(state: State) -> tuple[Coding, ...]:
    """Return the codings of the row under the cursor."""
    return state.codings[state.row] if state.codings else ()


def chosen(state: State) -> Coding | None:
    """Return the coding under the cursor."""
    of_row = choices(state)
    return next((c for c in of_row if c.id == state.coding), of_row[0] if of_row else None)


def undecided(state: State) -> list[tuple[int, Coding]]:
    """Return the proposals that nobody has decided, with their rows, in order."""
    return [
        (number, coding)
        for number, codings in enumerate(state.codings)
        for coding in codings
        if coding.status == "proposed"
    ]


def row_at(state: State, place: int) -> int:
    """Return the row that holds this place of the text, or the next."""
    ends = [row.span.end for row in state.rows]
    return max(0, min(bisect_right(ends, place), len(ends) - 1))


def progress(state: State) -> tuple[int, int]:
    """Return how many of the transcript's proposals are decided, and of how many."""
    found = [c for codings in state.codings for c in codings if c.origin in {"rule", "model"}]
    return sum(coding.status != "proposed" for coding in found), len(found)


def _rows(turn: Turn, spans: list[Span] | None) -> tuple[Row, ...]:
    if not spans or turn.role == "interviewer":
        whole = Span(spans[0].start, spans[-1].end) if spans else turn.span
        return (Row(turn, whole, opens=True),)
    return tuple(Row(turn, span, opens=not number) for number, span in enumerate(spans))

"""What the coding screen shows: a frozen value, and where its cursor can stand."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Literal

from qualcode.errors import QualcodeError
from qualcode.model import Bilingual, Coding, Decision, Language, Span, Study, Transcript
from qualcode.tui.editor import EMPTY, Line
from qualcode.tui.picker import Option
from qualcode.tui.rows import Place, Row, by_row, decided, rows_of
from qualcode.tui.telex import NOTHING, Heard

if TYPE_CHECKING:
    from qualcode.learning.likeness.neighbours import Neighbour
    from qualcode.learning.work.order import Order

Listing = Literal["pick", "filter", "transcripts", "doubts"]
Writing = Literal["memo", "translate", "find"]
Mode = Literal["read", "select", "help", "left"] | Listing | Writing
"""What keys mean now."""
Purpose = Literal["add", "respan", "recode"]
"""What the code or the words are chosen for."""


@dataclass(frozen=True, slots=True, order=True)
class Filter:
    """What rows must have to be shown."""

    kind: str
    """`status`, `code` and `note` are a coding's, `sentence` and `speaker` a row's."""
    value: str


@dataclass(frozen=True, slots=True)
class State:
    """All that the screen shows; every key makes a new one."""

    study: Study
    transcript: Transcript
    coder: str
    language: Language = "vi"
    blind: bool = False
    """The study shows neither the machine's proposals nor others' codes."""
    rows: tuple[Row, ...] = ()
    ends: tuple[int, ...] = ()
    """Where each row ends."""
    codable: tuple[int, ...] = ()
    """The rows that are no interviewer's."""
    codings: tuple[tuple[Coding, ...], ...] = ()
    """Row by row, those that begin in it, rejected ones too."""
    waiting: tuple[tuple[int, int], ...] = ()
    """Undecided proposals: the row, and the place among its codings."""
    unreviewed: tuple[int, ...] = ()
    """The codable rows that this coder isn't through with."""
    read: frozenset[int] = frozenset()
    """Turns that this coder has marked as read."""
    row: int = 0
    coding: str = ""
    """The id of the coding chosen; of any other row the first is."""
    filters: frozenset[Filter] = frozenset()
    visible: tuple[int, ...] = ()
    """With filters on: the rows that are shown, the cursor's always among them."""
    query: str = ""
    """What was looked for."""
    matches: tuple[Span, ...] = ()
    match: int = 0
    mode: Mode = "read"
    purpose: Purpose = "add"
    words: Span | None = None
    """The words being chosen."""
    edge: int = 0
    """The end of those words that moved last."""
    options: tuple[Option, ...] = ()
    """What the open list offers, before anything is typed."""
    typed: Line = EMPTY
    """What was typed in the list, the memo or the search."""
    picked: int = 0
    """The place in the list."""
    tall: bool = False
    """The pane takes most of a narrow screen, so that all about the code can be read."""
    message: str = ""
    saved: bool = True
    """False after a key whose decision could not be written."""
    loading: bool = False
    """Only the text is there yet: codebook, proposals and decisions are still being read."""
    learning: bool = False
    """Only the rules' proposals are there yet: what else is likely is still being learned."""
    order: Order = "reading"
    """In which the proposals are gone through."""
    trail: tuple[Place, ...] = ()
    """Those gone to in another order than that of the talk."""
    near_of: str = ""
    """The id of the coding that `near` was sought for."""
    near: tuple[Neighbour, ...] = ()
    """Passages already coded that are most like its words."""
    moved: bool = False
    """The coder went somewhere meanwhile."""
    heard: Heard = field(default=NOTHING, compare=False)
    """Letters pressed as keys, in case an input method takes them back."""

    def say(self, vi: str, en: str) -> str:
        """Return the words in the screen's language."""
        return Bilingual(vi, en).say(self.language)


Step = tuple[State, tuple[Decision, ...]]
"""The screen after a key, and drafts of what it asks to record."""


def start(
    study: Study,
    transcript: Transcript,
    coder: str,
    language: Language = "vi",
    *,
    blind: bool = False,
) -> State:
    """Return the screen on a transcript, at the first thing to do in it."""
    state = State(study, transcript, coder, language, blind=blind)
    return at_first_task(show(state, transcript))


def show(state: State, transcript: Transcript) -> State:
    """Return the screen at the beginning of this transcript, with nothing looked for."""
    spans: dict[int, list[Span]] = {}
    for segment in state.study.segments:
        if segment.transcript == transcript.name:
            spans.setdefault(segment.turn, []).append(segment.span)
    rows = tuple(row for turn in transcript.turns for row in rows_of(turn, spans.get(turn.number)))
    bare = replace(state, query="", matches=(), filters=frozenset(), visible=())
    opened = replace(
        bare,
        transcript=transcript,
        rows=rows,
        ends=tuple(row.span.end for row in rows),
        codable=tuple(n for n, row in enumerate(rows) if row.turn.role != "interviewer"),
        row=0,
        coding="",
        trail=(),
    )
    return with_study(opened, state.study)


def with_study(state: State, study: Study) -> State:
    """Return the screen, the cursor where it was, with the study's codings as they are now."""
    name, rows = state.transcript.name, state.rows
    own = [c for c in (*study.codings, *study.rejected) if c.transcript == name]
    codings = by_row(rows, state.codings, own)
    read = frozenset(
        turn for (of, turn), coders in study.seen.items() if of == name and state.coder in coders
    )
    through = decided(rows, codings)
    return replace(
        state,
        study=study,
        codings=codings,
        waiting=tuple(
            (number, place)
            for number, of_row in enumerate(codings)
            for place, coding in enumerate(of_row)
            if coding.status == "proposed"
        ),
        read=read,
        unreviewed=tuple(
            n for n in state.codable if n not in through and rows[n].turn.number not in read
        ),
    )


def arrived(state: State, study: Study) -> State:
    """Return the screen when the whole study has come, the cursor at the same words.

    A coder who hasn't moved meanwhile is taken to the next thing to do from there.
    """
    at = state.rows[state.row].span.start if state.rows else 0
    transcript = study.transcript(state.transcript.name) or state.transcript
    whole = show(replace(state, study=study, loading=False, message=""), transcript)
    whole = replace(whole, row=row_at(whole, at))
    return whole if state.moved else at_first_task(whole)


def at_first_task(state: State) -> State:
    """Return the screen at the next undecided proposal, else at the next unreviewed sentence.

    If there is none from the cursor on, the first of all is the next.
    """
    if state.waiting:
        later = (one for one in state.waiting if one[0] >= state.row)
        row, place = next(later, state.waiting[0])
        return replace(state, row=row, coding=state.codings[row][place].id)
    if state.unreviewed:
        later_rows = (row for row in state.unreviewed if row >= state.row)
        return replace(state, row=next(later_rows, state.unreviewed[0]), coding="")
    return state


def reasons(error: QualcodeError, language: Language) -> str:
    """Return what an error says, on one line."""
    return "; ".join(problem.message.say(language) for problem in error.problems)


def row_at(state: State, place: int) -> int:
    """Return the row that holds this place of the text, or the next."""
    return max(0, min(bisect_right(state.ends, place), len(state.ends) - 1))

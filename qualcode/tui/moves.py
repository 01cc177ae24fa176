"""Keys that move the cursor: over sentences, turns, codings, proposals and transcripts."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable
from dataclasses import replace

from qualcode.model import Transcript
from qualcode.tui.cursor import choices, chosen, no_proposals, position, refused, shown_rows
from qualcode.tui.filtering import kept
from qualcode.tui.state import State, Step, at_first_task, show


def move(by: int) -> Callable[[State], Step]:
    """Return the key that moves the cursor by so many rows."""

    def moved(state: State) -> Step:
        rows = shown_rows(state)
        if not rows:
            return state, ()
        place = max(0, min(position(state, state.row) + by, len(rows) - 1))
        return _to_row(state, rows[place]), ()

    return moved


def next_turn(state: State) -> Step:
    """Go to the first sentence of the next turn."""
    rows = shown_rows(state)
    here = position(state, state.row)
    later = (n for n in rows[here:] if state.rows[n].turn is not state.rows[state.row].turn)
    return _to_row(state, next(later, state.row)), ()


def previous_turn(state: State) -> Step:
    """Go to the beginning of the turn, or from there to the beginning of the one before."""
    rows, place = shown_rows(state), position(state, state.row)
    if not place:
        return state, ()
    turn = state.rows[rows[place - 1]].turn
    while place and state.rows[rows[place - 1]].turn is turn:
        place -= 1
    return _to_row(state, rows[place]), ()


def choose(by: int) -> Callable[[State], Step]:
    """Return the key that chooses among the codings of the row, round and round."""

    def moved(state: State) -> Step:
        of_row, now = choices(state), chosen(state)
        if now is None:
            return state, ()
        place = (of_row.index(now) + by) % len(of_row)
        return replace(state, coding=of_row[place].id), ()

    return moved


def next_proposal(state: State) -> Step:
    """Go to the next proposal that nobody has decided."""
    here = _place(state)
    return _to_proposal(state, [p for p in _waiting(state) if p > here][:1])


def previous_proposal(state: State) -> Step:
    """Go to the one before."""
    here = _place(state)
    return _to_proposal(state, [p for p in _waiting(state) if p < here][-1:])


def next_unreviewed(state: State) -> Step:
    """Go to the next sentence that this coder isn't through with."""
    return _to_unreviewed(state, [n for n in _unreviewed(state) if n > state.row][:1])


def previous_unreviewed(state: State) -> Step:
    """Go to the one before."""
    return _to_unreviewed(state, [n for n in _unreviewed(state) if n < state.row][-1:])


def turn_to(by: int) -> Callable[[State], Step]:
    """Return the key that opens the next transcript, or with filters the next that they find."""

    def turned(state: State) -> Step:
        every = state.study.transcripts
        place = [t.name for t in every].index(state.transcript.name)
        for other in every[place + 1 :] if by > 0 else every[:place][::-1]:
            found = _filtered(state, other) if state.filters else show(state, other)
            if found:
                return found, ()
        if state.filters:
            return refused(
                state,
                "Phía này không còn bản nào có câu khớp bộ lọc; Esc để bỏ lọc.",
                "No transcript this way has what the filter asks for; Esc takes it off.",
            )
        first = ("Đây là bản gỡ băng đầu tiên.", "This is the first transcript.")
        last = ("Đây là bản gỡ băng cuối cùng.", "This is the last transcript.")
        return refused(state, *(first if by < 0 else last))

    return turned


def open_transcript(state: State, transcript: Transcript) -> State:
    """Return the screen on another transcript, at the first thing to do, filters off."""
    if transcript.name == state.transcript.name:
        return state
    return at_first_task(show(state, transcript))


def waiting_elsewhere(state: State) -> str:
    """Return the name of the next transcript with undecided proposals, round and round."""
    waiting = {one.transcript for one in state.study.codings if one.status == "proposed"}
    names = [transcript.name for transcript in state.study.transcripts]
    here = names.index(state.transcript.name)
    return next((name for name in (*names[here + 1 :], *names[:here]) if name in waiting), "")


def _filtered(state: State, transcript: Transcript) -> State | None:
    shown = show(state, transcript)
    visible = kept(shown, state.filters)
    if not visible:
        return None
    return replace(shown, filters=state.filters, visible=visible, row=visible[0])


def _to_row(state: State, row: int) -> State:
    return state if row == state.row else replace(state, row=row, coding="")


def _to_proposal(state: State, places: list[tuple[int, int]]) -> Step:
    if places:
        row, number = places[0]
        return replace(state, row=row, coding=state.codings[row][number].id), ()
    if _waiting(state):
        return refused(
            state,
            "Không còn đề xuất chưa xét ở phía này; thử n, p hoặc g.",
            "No undecided proposal this way; try n, p or g.",
        )
    if state.blind:
        return no_proposals(state)
    return refused(
        state,
        "Bản này không còn đề xuất chưa xét; N: câu chưa xem, ]: bản sau.",
        "No undecided proposal is left here; N: unreviewed sentence, ]: next transcript.",
    )


def _to_unreviewed(state: State, rows: list[int]) -> Step:
    if rows:
        return _to_row(state, rows[0]), ()
    if _unreviewed(state):
        return refused(
            state,
            "Không còn câu chưa xem ở phía này; thử N, P hoặc g.",
            "No unreviewed sentence this way; try N, P or g.",
        )
    return refused(
        state,
        "Đã xem hết bản này; ] sang bản kế tiếp, o chọn bản khác.",
        "All of this transcript is reviewed; ] goes to the next, o lists all.",
    )


def _waiting(state: State) -> list[tuple[int, int]]:
    shown = set(state.visible)
    return [p for p in state.waiting if not state.filters or p[0] in shown]


def _unreviewed(state: State) -> list[int]:
    rows = shown_rows(state)
    return [
        number
        for number in state.unreviewed
        if not state.filters or rows[bisect_left(rows, number) % len(rows)] == number
    ]


def _place(state: State) -> tuple[int, int]:
    now = chosen(state)
    return state.row, choices(state).index(now) if now else -1

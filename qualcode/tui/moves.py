"""Keys that move the cursor: over sentences, codings, proposals and transcripts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from qualcode.tui.state import State, Step, choices, chosen, show, undecided


def move(by: int) -> Callable[[State], Step]:
    """Return the key that moves the cursor by so many rows."""

    def moved(state: State) -> Step:
        row = max(0, min(state.row + by, len(state.rows) - 1))
        return (state if row == state.row else replace(state, row=row, coding="")), ()

    return moved


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
    return _to_proposal(state, [p for p in _proposals(state) if p > here][:1])


def previous_proposal(state: State) -> Step:
    """Go to the one before."""
    here = _place(state)
    return _to_proposal(state, [p for p in _proposals(state) if p < here][-1:])


def _to_proposal(state: State, places: list[tuple[int, int]]) -> Step:
    if places:
        row, number = places[0]
        return replace(state, row=row, coding=state.codings[row][number].id), ()
    if undecided(state):
        words = state.say(
            "Không còn đề xuất chưa xét ở phía này; thử n, p hoặc g.",
            "No undecided proposal this way; try n, p or g.",
        )
    else:
        words = state.say(
            "Đã xét hết đề xuất của bản này; ] sang bản kế tiếp.",
            "All proposals of this transcript are decided; ] goes to the next.",
        )
    return replace(state, message=words), ()


def _proposals(state: State) -> list[tuple[int, int]]:
    return [(row, state.codings[row].index(coding)) for row, coding in undecided(state)]


def _place(state: State) -> tuple[int, int]:
    now = chosen(state)
    return state.row, choices(state).index(now) if now else -1


def turn_to(by: int) -> Callable[[State], Step]:
    """Return the key that opens another transcript, by its distance in the study."""

    def turned(state: State) -> Step:
        every = state.study.transcripts
        place = [t.name for t in every].index(state.transcript.name) + by
        if 0 <= place < len(every):
            return show(state, every[place]), ()
        first = state.say("Đây là bản gỡ băng đầu tiên.", "This is the first transcript.")
        last = state.say("Đây là bản gỡ băng cuối cùng.", "This is the last transcript.")
        return replace(state, message=first if by < 0 else last), ()

    return turned

"""What is under the cursor, and which rows it can go to."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace

from qualcode.model import Coding
from qualcode.tui.naming import label
from qualcode.tui.rows import Row
from qualcode.tui.state import State, Step


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
    return [(row, state.codings[row][place]) for row, place in state.waiting]


def shown_rows(state: State) -> Sequence[int]:
    """Return the numbers of the rows that the filters let through."""
    return state.visible if state.filters else range(len(state.rows))


def reveal(state: State, row: int) -> State:
    """Return the screen with the cursor on this row, shown whatever the filters say."""
    hidden = row not in shown_rows(state)
    visible = tuple(sorted((*state.visible, row))) if hidden else state.visible
    return replace(state, row=row, coding="", visible=visible)


def position(state: State, row: int) -> int:
    """Return the place of a row among those shown; of a hidden one, of the next that is shown."""
    return bisect_left(shown_rows(state), row)


def figure(state: State, number: int) -> str:
    """Return a number as the language writes it: 3.000 or 3,000."""
    return f"{number:,}".replace(",", state.say(".", ","))


def told(state: State, coding: Coding, done: str) -> State:
    """Return the screen on this coding, saying what was done to it."""
    return replace(state, coding=coding.id, message=f"{done}: {label(state, coding.code)}")


def refused(state: State, vi: str, en: str) -> Step:
    """Return the screen as it is, saying why the key did nothing."""
    return replace(state, message=state.say(vi, en)), ()


def no_coding(state: State) -> Step:
    """Say that there is no code here to do this with, and why."""
    row = current(state)
    if row is None:
        return refused(state, "Bản này không có lượt lời nào.", "There are no turns here.")
    if row.turn.role == "interviewer":
        return refused(
            state,
            "Lời người phỏng vấn không gán mã; hãy chọn một câu trả lời.",
            "Interviewers' words are not coded; choose an answer.",
        )
    return refused(
        state, "Câu này chưa có mã; nhấn / để thêm.", "No code here; press / to add one."
    )


def no_proposals(state: State) -> Step:
    """Say that a blind coder is shown none."""
    return refused(
        state,
        "Mã hóa độc lập: không hiện đề xuất của máy. N: câu chưa xem.",
        "Blind: the machine's proposals aren't shown. N: unreviewed sentence.",
    )

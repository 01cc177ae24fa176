"""Keys that decide about what is there: accept, reject, read."""

from __future__ import annotations

from dataclasses import replace

from qualcode import decisions
from qualcode.language.english import plural
from qualcode.model import Coding, Doubt
from qualcode.tui.cursor import (
    chosen,
    current,
    no_coding,
    no_proposals,
    refused,
    shown_rows,
    told,
    undecided,
)
from qualcode.tui.state import State, Step

SETTLED = {"accepted", "added"}


def accept(state: State) -> Step:
    """Confirm the coding under the cursor."""
    coding = chosen(state)
    if coding is None:
        return no_coding(state)
    if is_own(state, coding) and coding.status in SETTLED and not doubt_of(state, coding):
        return refused(state, "Mã này đã được chấp nhận rồi.", "Accepted already.")
    draft = decisions.accept(state.study, coding, coder=state.coder)
    return told(state, coding, state.say("● Đã chấp nhận", "● Accepted")), (draft,)


def reject(state: State) -> Step:
    """Strike the coding under the cursor."""
    coding = chosen(state)
    if coding is None:
        return no_coding(state)
    if is_own(state, coding) and coding.status == "rejected" and not doubt_of(state, coding):
        return refused(state, "Mã này đã bỏ rồi.", "Rejected already.")
    draft = decisions.reject(state.study, coding, coder=state.coder)
    return told(state, coding, state.say("✗ Đã bỏ", "✗ Rejected")), (draft,)


def accept_turn(state: State) -> Step:
    """Confirm every proposal of the turn under the cursor that is shown."""
    row, shown = current(state), shown_rows(state)
    found = [
        coding
        for number, coding in undecided(state)
        if row and state.rows[number].turn.number == row.turn.number and number in shown
    ]
    if not found and state.blind:
        return no_proposals(state)
    if not found:
        return refused(
            state, "Lượt này không còn đề xuất nào.", "No proposal is left in this turn."
        )
    count, noun = len(found), plural(len(found), "proposal")
    words = state.say(f"● Đã chấp nhận {count} đề xuất.", f"● Accepted {count} {noun}.")
    drafts = (decisions.accept(state.study, coding, coder=state.coder) for coding in found)
    return replace(state, message=words), tuple(drafts)


def mark_read(state: State) -> Step:
    """Mark the turn as read, and go to the next turn that has something unreviewed."""
    row = current(state)
    if row is None:
        return no_coding(state)
    turn = row.turn
    fresh = turn.role != "interviewer" and turn.number not in state.read
    drafts = (
        (decisions.seen(state.study, state.transcript.name, turn.number, coder=state.coder),)
        if fresh
        else ()
    )
    moved = _to_next_turn(state)
    left = sum(state.rows[number].turn is turn for number, _ in state.waiting)
    if fresh and left:
        words = state.say(
            f"✓ Đã đọc lượt {turn.number}; còn {left} đề xuất chưa xét ở đó.",
            f"✓ Turn {turn.number} read; {left} {plural(left, 'proposal')} left there.",
        )
    elif fresh:
        words = state.say(f"✓ Đã đọc lượt {turn.number}.", f"✓ Turn {turn.number} read.")
    elif moved is state:
        words = state.say("Phía sau không còn lượt nào chưa xem.", "Nothing below is unreviewed.")
    else:
        words = ""
    return replace(moved, message=words), drafts


def is_own(state: State, coding: Coding) -> bool:
    """Say whether this coder stands behind the coding, alone or with others."""
    return state.coder in coding.coder.split(", ")


def doubt_of(state: State, coding: Coding) -> Doubt | None:
    """Return the doubt about a decision on this, if its words have changed since."""
    for doubt in state.study.doubts:
        same = doubt.transcript == coding.transcript and doubt.decision.code == coding.code
        if same and doubt.span is not None and doubt.span.overlaps(coding.span):
            return doubt
    return None


def _to_next_turn(state: State) -> State:
    turn, shown = state.rows[state.row].turn, shown_rows(state)
    later = (
        number
        for number in state.unreviewed
        if number > state.row and state.rows[number].turn is not turn and number in shown
    )
    row = next(later, state.row)
    return state if row == state.row else replace(state, row=row, coding="")

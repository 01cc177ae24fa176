"""Keys that decide: accept, reject, add, write a memo, take back."""

from __future__ import annotations

from dataclasses import replace

from qualcode import decisions
from qualcode.model import Bilingual, Code, Coding
from qualcode.tui import editor, picker
from qualcode.tui.state import State, Step, choices, chosen, current, row_at, show, undecided

ACTIONS = {
    "accept": Bilingual("chấp nhận", "accepting"),
    "reject": Bilingual("bỏ", "rejecting"),
    "add": Bilingual("thêm", "adding"),
    "recode": Bilingual("đổi", "recoding"),
    "memo": Bilingual("ghi chú", "memo"),
}


def accept(state: State) -> Step:
    """Confirm the coding under the cursor."""
    coding = chosen(state)
    if coding is None:
        return _no_coding(state)
    if coding.coder == state.coder and coding.status in {"accepted", "added"}:
        return replace(
            state, message=state.say("Mã này đã được chấp nhận rồi.", "Accepted already.")
        ), ()
    return _about(state, coding, state.say("● Đã chấp nhận", "● Accepted")), (
        decisions.accept(state.study, coding, coder=state.coder),
    )


def reject(state: State) -> Step:
    """Strike the coding under the cursor."""
    coding = chosen(state)
    if coding is None:
        return _no_coding(state)
    if coding.coder == state.coder and coding.status == "rejected":
        return replace(state, message=state.say("Mã này đã bỏ rồi.", "Rejected already.")), ()
    return _about(state, coding, state.say("✗ Đã bỏ", "✗ Rejected")), (
        decisions.reject(state.study, coding, coder=state.coder),
    )


def accept_turn(state: State) -> Step:
    """Confirm every proposal of the turn under the cursor."""
    row = current(state)
    found = [c for _, c in undecided(state) if row and c.turn == row.turn.number]
    if not found:
        words = state.say("Lượt này không còn đề xuất nào.", "No proposal is left in this turn.")
        return replace(state, message=words), ()
    words = state.say(
        f"● Đã chấp nhận {len(found)} đề xuất.", f"● Accepted {len(found)} proposals."
    )
    drafts = (decisions.accept(state.study, coding, coder=state.coder) for coding in found)
    return replace(state, message=words), tuple(drafts)


def undo(state: State) -> Step:
    """Take back the coder's latest decision, and go where it was."""
    draft = decisions.undo(state.study, coder=state.coder)
    back = next(d for d in state.study.decisions if d.id == draft.target)
    transcript = state.study.transcript(back.transcript)
    if transcript and transcript.name != state.transcript.name:
        state = show(state, transcript)
    gone = Coding(back.transcript, 0, back.span, back.code)
    what = ACTIONS.get(back.action, Bilingual("", back.action)).say(state.language)
    done = state.say(f"↶ Đã rút lại: {what}", f"↶ Taken back: {what}")
    return replace(_about(state, gone, done), row=row_at(state, back.span.start)), (draft,)


def start_adding(state: State) -> Step:
    """Open the list of codes, if the words under the cursor may have one."""
    row = current(state)
    if row is None or row.turn.role == "interviewer":
        words = state.say(
            "Lời người phỏng vấn không gán mã; hãy chọn một câu trả lời.",
            "Interviewers' words are not coded; choose an answer.",
        )
        return replace(state, message=words), ()
    return replace(state, mode="pick", typed=editor.EMPTY, picked=0), ()


def codes_found(state: State) -> tuple[Code, ...]:
    """Return the codes that the picker lists."""
    return picker.find(state.study.codes, state.typed.text)


def pick(state: State, key: str) -> Step:
    """Let a key choose in the list of codes."""
    found = codes_found(state)
    if key == "escape":
        return replace(state, mode="read"), ()
    if key in {"down", "up", "ctrl+n", "ctrl+p", "tab", "shift+tab"}:
        by = 1 if key in {"down", "ctrl+n", "tab"} else -1
        return replace(state, picked=max(0, min(state.picked + by, len(found) - 1))), ()
    if key == "enter":
        return _add(state, found[state.picked]) if found else (state, ())
    typed = editor.edit(state.typed, key)
    return replace(state, typed=typed, picked=state.picked if typed == state.typed else 0), ()


def _add(state: State, code: Code) -> Step:
    row = state.rows[state.row]
    there = next((c for c in choices(state) if c.code == code.id), None)
    state = replace(state, mode="read")
    if there and there.status != "added":
        # What a rule found keeps its reasons when it is accepted, and would lose them if added.
        return accept(replace(state, coding=there.id))
    if there:
        words = state.say("Câu này đã có mã này.", "These words have this code.")
        return replace(state, coding=there.id, message=words), ()
    draft = decisions.add(state.study, state.transcript.name, code.id, row.span, coder=state.coder)
    new = Coding(state.transcript.name, row.turn.number, row.span, code.id)
    return _about(state, new, state.say("✚ Đã thêm", "✚ Added")), (draft,)


def start_memo(state: State) -> Step:
    """Open the memo of the coding under the cursor."""
    coding = chosen(state)
    if coding is None:
        return _no_coding(state)
    return replace(state, mode="memo", coding=coding.id, typed=editor.line_of(coding.memo)), ()


def memo(state: State, key: str) -> Step:
    """Let a key write the memo."""
    coding, text = chosen(state), state.typed.text.strip()
    if coding is None or key == "escape" or (key == "enter" and text == coding.memo):
        return replace(state, mode="read"), ()
    if key != "enter":
        return replace(state, typed=editor.edit(state.typed, key)), ()
    draft = decisions.memo(state.study, coding, text, coder=state.coder)
    words = state.say("✎ Đã lưu ghi chú.", "✎ Memo saved.")
    return replace(state, mode="read", message=words), (draft,)


def _about(state: State, coding: Coding, done: str) -> State:
    code = state.study.code(coding.code)
    label = code.label.say(state.language) if code else coding.code
    return replace(state, coding=coding.id, message=f"{done}: {label}")


def _no_coding(state: State) -> Step:
    words = state.say("Câu này chưa có mã; nhấn / để thêm.", "No code here; press / to add one.")
    return replace(state, message=words), ()

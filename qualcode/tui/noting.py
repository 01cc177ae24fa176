"""`m` and `t`: a memo on a coding, and the English of its words."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Literal

from qualcode import decisions
from qualcode.model import Coding, Decision
from qualcode.tui import editor
from qualcode.tui.cursor import chosen, no_coding
from qualcode.tui.state import State, Step


def start(kind: Literal["memo", "translate"]) -> Callable[[State], Step]:
    """Return the key that opens what is written on the coding under the cursor."""

    def opened(state: State) -> Step:
        coding = chosen(state)
        if coding is None:
            return no_coding(state)
        typed = editor.lines_of(_written(coding, kind))
        return replace(state, mode=kind, coding=coding.id, typed=typed, picked=0), ()

    return opened


def press(state: State, key: str) -> Step:
    """Let a key write; Enter saves what has changed."""
    coding, text = chosen(state), state.typed.text.strip()
    if coding is None or (key == "enter" and text == _written(coding, state.mode)):
        return replace(state, mode="read"), ()
    if key == "escape":
        return _leave(state, changed=text != _written(coding, state.mode)), ()
    if key != "enter":
        return replace(state, typed=editor.edit(state.typed, key), picked=0), ()
    return _save(replace(state, mode="read"), coding, text, state.mode)


def _save(state: State, coding: Coding, text: str, kind: str) -> Step:
    made: Callable[..., Decision] = decisions.memo if kind == "memo" else decisions.translate
    done = {
        "memo": state.say("✎ Đã lưu ghi chú.", "✎ Memo saved."),
        "translate": state.say("Đã lưu bản dịch.", "Translation saved."),
    }
    draft = made(state.study, coding, text, coder=state.coder)
    return replace(state, message=done[kind]), (draft,)


def _leave(state: State, *, changed: bool) -> State:
    """Return to reading; what would be lost needs the key a second time."""
    if not changed or state.picked:
        return replace(state, mode="read")
    words = state.say(
        "Chưa lưu: Enter để lưu, Esc lần nữa để bỏ.",
        "Not saved: Enter saves, Esc once more drops it.",
    )
    return replace(state, picked=1, message=words)


def _written(coding: Coding, kind: str) -> str:
    return coding.memo if kind == "memo" else coding.translation

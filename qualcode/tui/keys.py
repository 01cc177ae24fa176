"""One key on the coding screen: a new screen, and the decisions it asks to record."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from qualcode.errors import DecisionError
from qualcode.tui import deciding, editor, moves
from qualcode.tui.state import Mode, State, Step, reasons

PAGE = 10
"""Rows that Page Up and Page Down pass over."""
END = 1 << 40


def press(state: State, key: str) -> Step:
    """Return the screen after a key, and drafts of the decisions that the key means.

    A key is the letter it types, or its name: `down`, `enter`, `ctrl+c`.
    """
    if key == "ctrl+c":
        return replace(state, mode="left"), ()
    try:
        return MODES[state.mode](replace(state, message="", saved=True), key)
    except DecisionError as error:
        return replace(state, message=reasons(error, state.language)), ()


def paste(state: State, text: str) -> State:
    """Return the screen after text was pasted, which counts only where one types."""
    if state.mode not in {"pick", "memo"}:
        return state
    return replace(state, typed=editor.insert(state.typed, text), picked=0)


def _read(state: State, key: str) -> Step:
    return READING[key](state) if key in READING else (state, ())


def _help(state: State, key: str) -> Step:
    return replace(state, mode="left" if key == "q" else "read"), ()


def _left(state: State, _key: str) -> Step:
    return state, ()


def _go(mode: Mode) -> Callable[[State], Step]:
    return lambda state: (replace(state, mode=mode), ())


MODES: Mapping[Mode, Callable[[State, str], Step]] = {
    "read": _read,
    "pick": deciding.pick,
    "memo": deciding.memo,
    "help": _help,
    "left": _left,
}
READING: Mapping[str, Callable[[State], Step]] = {
    **dict.fromkeys(("j", "down"), moves.move(1)),
    **dict.fromkeys(("k", "up"), moves.move(-1)),
    "pagedown": moves.move(PAGE),
    "pageup": moves.move(-PAGE),
    **dict.fromkeys(("g", "home"), moves.move(-END)),
    **dict.fromkeys(("G", "end"), moves.move(END)),
    **dict.fromkeys(("tab", "l", "right"), moves.choose(1)),
    **dict.fromkeys(("shift+tab", "h", "left"), moves.choose(-1)),
    "n": moves.next_proposal,
    "p": moves.previous_proposal,
    "a": deciding.accept,
    "x": deciding.reject,
    "A": deciding.accept_turn,
    **dict.fromkeys(("/", "c"), deciding.start_adding),
    "m": deciding.start_memo,
    "u": deciding.undo,
    "]": moves.turn_to(1),
    "[": moves.turn_to(-1),
    "?": _go("help"),
    "q": _go("left"),
}

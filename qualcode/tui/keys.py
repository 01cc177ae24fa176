"""One key on the coding screen: a new screen, and the decisions it asks to record."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from qualcode.errors import DecisionError
from qualcode.tui import (
    adding,
    deciding,
    doubting,
    editor,
    filtering,
    finding,
    going,
    moves,
    noting,
    ordering,
    quoting,
    selecting,
    taking_back,
    telex,
)
from qualcode.tui.cursor import refused
from qualcode.tui.state import Mode, State, Step, reasons

PAGE = 10
"""Rows that Page Up and Page Down pass over."""
END = 1 << 40
TYPING = {"pick", "memo", "translate", "find", "filter", "transcripts"}
"""Where letters are text."""


def press(state: State, key: str) -> Step:
    """Return the screen after a key, and drafts of the decisions that the key means.

    A key is the letter it types, or its name: `down`, `enter`, `ctrl+c`.
    """
    if key == "ctrl+c":
        return replace(state, mode="left"), ()
    heard, meant = telex.pressed(state.heard, key)
    if state.mode in TYPING:
        heard, meant = telex.NOTHING, key
    elif not meant:
        return replace(state, heard=heard), ()
    return _pressed(replace(state, heard=heard), meant)


def _pressed(state: State, key: str) -> Step:
    try:
        after, drafts = MODES[state.mode](replace(state, message="", saved=True), key)
    except DecisionError as error:
        return replace(state, message=reasons(error, state.language)), ()
    moved = state.loading and (state.moved or after.row != state.row)
    return (replace(after, moved=True) if moved else after), drafts


def paste(state: State, text: str) -> State:
    """Return the screen after text was pasted, which counts only where one types."""
    if state.mode not in TYPING:
        return state
    if state.mode == "find":
        return finding.pasted(state, text)
    return replace(state, typed=editor.insert(state.typed, text), picked=0)


def _read(state: State, key: str) -> Step:
    if key in MOVING:
        return MOVING[key](state)
    if len(key) == 1 and key.isalpha() and not key.isascii():
        return refused(
            state,
            "Bộ gõ tiếng Việt đang bật nên không rõ phím nào; hãy tắt khi không gõ chữ.",
            "A Vietnamese input method hides which key it was; turn it off while reading.",
        )
    if key not in WORKING:
        return state, ()
    if state.loading:
        return refused(state, "Đang mở sổ mã…", "Opening the codebook…")
    return WORKING[key](state)


def _help(state: State, key: str) -> Step:
    steps = {"j": 1, "down": 1, "k": -1, "up": -1, "pagedown": PAGE, "pageup": -PAGE, " ": PAGE}
    if key in steps:
        return replace(state, picked=max(0, min(state.picked + steps[key], PAGE * 5))), ()
    return replace(state, mode="left" if key == "q" else "read", picked=0), ()


def _left(state: State, _key: str) -> Step:
    return state, ()


def _go(mode: Mode) -> Callable[[State], Step]:
    return lambda state: (replace(state, mode=mode, picked=0), ())


MODES: Mapping[Mode, Callable[[State, str], Step]] = {
    "read": _read,
    "select": selecting.press,
    "pick": adding.press,
    "memo": noting.press,
    "translate": noting.press,
    "find": finding.press,
    "filter": filtering.press,
    "transcripts": going.press,
    "doubts": doubting.press,
    "help": _help,
    "left": _left,
}
MOVING: Mapping[str, Callable[[State], Step]] = {
    **dict.fromkeys(("j", "down"), moves.move(1)),
    **dict.fromkeys(("k", "up"), moves.move(-1)),
    **dict.fromkeys(("pagedown", "ctrl+f", " "), moves.move(PAGE)),
    **dict.fromkeys(("pageup", "ctrl+b"), moves.move(-PAGE)),
    **dict.fromkeys(("g", "home"), moves.move(-END)),
    **dict.fromkeys(("G", "end"), moves.move(END)),
    **dict.fromkeys(("J", "shift+down", "}"), moves.next_turn),
    **dict.fromkeys(("K", "shift+up", "{"), moves.previous_turn),
    **dict.fromkeys(("tab", "l", "right"), moves.choose(1)),
    **dict.fromkeys(("shift+tab", "h", "left"), moves.choose(-1)),
    "i": lambda state: (replace(state, tall=not state.tall), ()),
    "?": _go("help"),
    "q": _go("left"),
}
"""What works before the codebook is there."""
WORKING: Mapping[str, Callable[[State], Step]] = {
    "n": ordering.onward,
    "p": ordering.back,
    "O": ordering.cycle,
    "N": moves.next_unreviewed,
    "P": moves.previous_unreviewed,
    "]": moves.turn_to(1),
    "[": moves.turn_to(-1),
    "a": deciding.accept,
    "x": deciding.reject,
    "A": deciding.accept_turn,
    "r": deciding.mark_read,
    **dict.fromkeys(("/", "c"), adding.start),
    "e": adding.start_recoding,
    "v": selecting.start,
    "s": selecting.start_respanning,
    "m": noting.start("memo"),
    "t": noting.start("translate"),
    "T": quoting.check,
    "*": quoting.pin,
    "b": quoting.ban,
    "u": taking_back.undo,
    **dict.fromkeys(("U", "ctrl+r"), taking_back.redo),
    "f": finding.start,
    ".": finding.next_match,
    ",": finding.previous_match,
    "F": filtering.start,
    "escape": filtering.clear,
    "o": going.start,
    "w": doubting.start,
}

"""One key on the screen where differences are settled: a new screen, and what it records."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from qualcode import undoing
from qualcode.errors import DecisionError
from qualcode.tui import editor
from qualcode.tui.editor import EMPTY
from qualcode.tui.settling.outcomes import NOBODYS, Outcome, drafts
from qualcode.tui.settling.state import Mode, State, Step, codes_found, current, open_places
from qualcode.tui.state import reasons

FAR = 99
"""Lines to scroll at most; further than a turn is long one needn't come back from."""


def press(state: State, key: str) -> Step:
    """Return the screen after a key, and drafts of the outcome that it settles on.

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
    if state.mode not in {"reason", "pick"}:
        return state
    return replace(state, typed=editor.insert(state.typed, text), picked=0)


def _walk(state: State, key: str) -> Step:
    if key in WALKING:
        return WALKING[key](state)
    difference = current(state)
    if difference and len(key) == 1 and key in "123456789":
        sides = difference.sides
        if int(key) > len(sides):
            words = state.say(
                f"Ở đây chỉ có {len(sides)} người mã hóa.", f"There are {len(sides)} coders here."
            )
            return replace(state, message=words), ()
        return _ask(state, Outcome(take=sides[int(key) - 1].coder))
    return state, ()


def _ask(state: State, outcome: Outcome) -> Step:
    """Open the line where the reason is typed."""
    if current(state) is None:
        return state, ()
    return replace(state, mode="reason", outcome=outcome, typed=EMPTY), ()


def _reason(state: State, key: str) -> Step:
    difference, note = current(state), state.typed.text.strip()
    if key == "escape" or difference is None:
        return replace(state, mode="walk"), ()
    if key == "up":
        again = editor.insert(EMPTY, state.reason) if state.reason else state.typed
        return replace(state, typed=again), ()
    if key != "enter":
        return replace(state, typed=editor.edit(state.typed, key)), ()
    if not note:
        words = state.say(
            "Hãy ghi lý do, để sau này còn biết vì sao.",
            "Give a reason, so that one knows later why.",
        )
        return replace(state, message=words), ()
    made = drafts(state.study, difference, state.outcome, coder=state.coder, note=note)
    return _onwards(replace(state, mode="walk", reason=note)), made


def _onwards(state: State) -> State:
    """Go to the next difference that will still be open once this one is settled."""
    left = [place for place in open_places(state) if place != state.at]
    if not left:
        words = state.say("Đã phân xử hết các chỗ khác nhau.", "Every difference is settled now.")
        return replace(state, message=words)
    after = [place for place in left if place > state.at]
    words = state.say(f"Đã ghi. Còn {len(left)} chỗ.", f"Recorded. {len(left)} left.")
    return replace(state, at=(after or left)[0], scroll=0, message=words)


def _pick(state: State, key: str) -> Step:
    found = codes_found(state)
    if key == "escape":
        return replace(state, mode="walk"), ()
    if key in {"down", "up", "ctrl+n", "ctrl+p", "tab", "shift+tab"}:
        by = 1 if key in {"down", "ctrl+n", "tab"} else -1
        return replace(state, picked=max(0, min(state.picked + by, len(found) - 1))), ()
    if key == "enter":
        return _other_code(state, found[state.picked].id) if found else (state, ())
    typed = editor.edit(state.typed, key)
    return replace(state, typed=typed, picked=state.picked if typed == state.typed else 0), ()


def _other_code(state: State, code: str) -> Step:
    difference = current(state)
    if difference and difference.code == code:
        words = state.say(
            "Đây chính là mã đang xét; hãy chọn mã khác, hoặc Esc rồi bấm số.",
            "This is the code in question; choose another, or Esc and then a number.",
        )
        return replace(state, message=words), ()
    return _ask(state, Outcome(code=code))


def _undo(state: State) -> Step:
    """Take back the coder's latest outcome, and go to what it had settled."""
    settled = [d for d in state.study.decisions if d.action in {"adjudicate", "undo"}]
    made = undoing.undo(replace(state.study, decisions=tuple(settled)), coder=state.coder)
    gone = {draft.target for draft in made}
    places = [
        number
        for number, one in enumerate(state.differences)
        if one.settled and one.settled.id in gone
    ]
    words = state.say("↶ Đã rút lại kết quả phân xử.", "↶ The outcome is taken back.")
    return replace(state, at=(places or [state.at])[0], scroll=0, message=words), made


def _move(by: int) -> Callable[[State], Step]:
    def moved(state: State) -> Step:
        at = max(0, min(state.at + by, len(state.differences) - 1))
        return (state if at == state.at else replace(state, at=at, scroll=0)), ()

    return moved


def _scroll(by: int) -> Callable[[State], Step]:
    return lambda state: (replace(state, scroll=max(-FAR, min(state.scroll + by, FAR))), ())


def _go(mode: Mode) -> Callable[[State], Step]:
    return lambda state: (replace(state, mode=mode, typed=EMPTY, picked=0), ())


def _help(state: State, key: str) -> Step:
    return replace(state, mode="left" if key == "q" else "walk"), ()


MODES: Mapping[Mode, Callable[[State, str], Step]] = {
    "walk": _walk,
    "reason": _reason,
    "pick": _pick,
    "help": _help,
    "left": lambda state, _key: (state, ()),
}
WALKING: Mapping[str, Callable[[State], Step]] = {
    "x": lambda state: _ask(state, NOBODYS),
    **dict.fromkeys(("/", "c"), _go("pick")),
    **dict.fromkeys(("n", "right", "l"), _move(1)),
    **dict.fromkeys(("p", "left", "h"), _move(-1)),
    **dict.fromkeys(("down", "j"), _scroll(1)),
    **dict.fromkeys(("up", "k"), _scroll(-1)),
    "u": _undo,
    "?": _go("help"),
    "q": _go("left"),
}

"""Keys in a list to choose from: letters narrow it, arrows go over it, Enter takes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from qualcode.tui import editor, picker
from qualcode.tui.picker import Option
from qualcode.tui.state import State, Step

STEPS = {"down": 1, "up": -1, "ctrl+n": 1, "ctrl+p": -1, "tab": 1, "shift+tab": -1}
STEPS |= {"pagedown": 10, "pageup": -10}


def found(state: State) -> tuple[Option, ...]:
    """Return the options that what was typed leaves."""
    return picker.find(state.options, state.typed.text)


def picked(state: State) -> Option | None:
    """Return the option that Enter would take."""
    left = found(state)
    return left[min(state.picked, len(left) - 1)] if left else None


def press(state: State, key: str, take: Callable[[State, Option], Step]) -> Step:
    """Let a key choose in the open list; it is closed before what was chosen is taken.

    Escape leads back to where the list was opened from: choosing words, or reading.
    """
    if key == "escape":
        return replace(state, mode="select" if state.words else "read", options=()), ()
    if key in STEPS:
        last = max(0, len(found(state)) - 1)
        return replace(state, picked=max(0, min(state.picked + STEPS[key], last))), ()
    if key == "enter":
        option = picked(state)
        return take(replace(state, mode="read", options=()), option) if option else (state, ())
    typed = editor.edit(state.typed, key)
    return replace(state, typed=typed, picked=state.picked if typed == state.typed else 0), ()

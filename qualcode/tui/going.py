"""`o`: the list of transcripts, with how far this coder has come in each."""

from __future__ import annotations

from dataclasses import replace

from qualcode import assignment
from qualcode.tui import editor, lists
from qualcode.tui.cursor import figure
from qualcode.tui.moves import open_transcript
from qualcode.tui.naming import attributes
from qualcode.tui.picker import Option
from qualcode.tui.state import State, Step

MINE = "▸"


def start(state: State) -> Step:
    """Open the list, the coder's own transcripts first, the present one picked."""
    names = [transcript.name for transcript in state.study.transcripts]
    rows = assignment.progress(state.study, state.coder, names)
    done = {row.transcript: (row.reviewed, row.sentences) for row in rows}
    mine = [name for name in names if state.coder in state.study.assigned.get(name, ())]
    ordered = list(dict.fromkeys((*mine, *names)))
    options = tuple(_option(state, name, done[name], mine=name in mine) for name in ordered)
    opened = replace(state, mode="transcripts", options=options, typed=editor.EMPTY)
    return replace(opened, picked=ordered.index(state.transcript.name)), ()


def press(state: State, key: str) -> Step:
    """Let a key choose a transcript."""
    return lists.press(state, key, _open)


def _open(state: State, option: Option) -> Step:
    transcript = state.study.transcript(option.id)
    return (open_transcript(state, transcript) if transcript else state), ()


def _option(state: State, name: str, done: tuple[int, int], *, mine: bool) -> Option:
    reviewed, of = (figure(state, number) for number in done)
    ready = " ✓" if done[0] == done[1] else ""
    counted = state.say(f"{reviewed}/{of} câu{ready}", f"{reviewed} of {of} sentences{ready}")
    hint = " · ".join([counted, *attributes(state, name)])
    others = [one for one in state.study.assigned.get(name, ()) if one != state.coder]
    to = state.say("Giao cho: ", "Assigned to: ") + ", ".join(others) if others else ""
    return Option(name, name, hint, MINE if mine else "", to)

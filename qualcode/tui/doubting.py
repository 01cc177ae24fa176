"""`w`: decisions that need a look, since their words or their code have changed."""

from __future__ import annotations

from dataclasses import replace

from qualcode import undoing
from qualcode.model import Decision, Doubt
from qualcode.tui import editor, lists
from qualcode.tui.cursor import refused, reveal
from qualcode.tui.moves import open_transcript
from qualcode.tui.naming import label
from qualcode.tui.picker import Option
from qualcode.tui.state import State, Step, row_at
from qualcode.tui.taking_back import ACTIONS

CHANGED, ORPHAN = "?", "∅"
"""Its words may be others now, or stand nowhere."""


def start(state: State) -> Step:
    """Open the list, the present transcript's first."""
    if not state.study.doubts:
        return refused(state, "Không có gì cần xem lại.", "Nothing needs a look.")
    opened = replace(state, mode="doubts", typed=editor.EMPTY, picked=0)
    return replace(opened, options=tuple(_option(state, d) for d in _ordered(state))), ()


def press(state: State, key: str) -> Step:
    """Let a key go over the list, to a place, or take a decision back."""
    option = lists.picked(state)
    if key == "d" and option:
        drafts = undoing.undo(state.study, coder=state.coder, id=option.id)
        left = tuple(one for one in state.options if one.id != option.id)
        words = state.say("Đã rút lại: ", "Taken back: ") + option.label
        state = replace(state, options=left, message=words, mode="doubts" if left else "read")
        return replace(state, picked=max(0, min(state.picked, len(left) - 1))), drafts
    moved = {"j": "down", "k": "up", "q": "escape", "w": "escape"}.get(key, key)
    known = moved in lists.STEPS or moved in {"enter", "escape"}
    return lists.press(state, moved, _go) if known else (state, ())


def _go(state: State, option: Option) -> Step:
    doubt = next((d for d in state.study.doubts if d.decision.id == option.id), None)
    transcript = state.study.transcript(doubt.transcript) if doubt else None
    if doubt is None or transcript is None:
        return refused(
            state,
            "Lời này không còn ở bản gỡ băng nào; w rồi d để rút lại quyết định.",
            "These words stand nowhere now; w, then d takes the decision back.",
        )
    state = open_transcript(state, transcript)
    place = doubt.span or doubt.decision.span
    if not state.rows:
        return state, ()
    state = reveal(state, row_at(state, place.start))
    near = [c for c in state.codings[state.row] if c.code == doubt.decision.code]
    state = replace(state, coding=near[0].id if near else "")
    return replace(state, message=doubt.reason.say(state.language)), ()


def _ordered(state: State) -> list[Doubt]:
    here = state.transcript.name
    return sorted(state.study.doubts, key=lambda d: (d.transcript != here, d.transcript, _at(d)))


def _at(doubt: Doubt) -> int:
    return (doubt.span or doubt.decision.span).start


def _option(state: State, doubt: Doubt) -> Option:
    decision = doubt.decision
    action = ACTIONS[decision.action].say(state.language)
    named = f"{action}: {label(state, decision.code)}" if decision.code else action
    return Option(
        id=decision.id,
        label=named,
        hint=f"{decision.coder} · {doubt.transcript or decision.transcript} · “{decision.exact}”",
        sign=CHANGED if doubt.span else ORPHAN,
        about=_about(state, doubt, decision),
    )


def _about(state: State, doubt: Doubt, decision: Decision) -> str:
    """Return why it is in doubt, the words as they were, and as they are."""
    lines = [doubt.reason.say(state.language)]
    if decision.exact:
        lines.append(state.say("Lời cũ: ", "Old words: ") + f"“{decision.exact}”")
    transcript = state.study.transcript(doubt.transcript)
    if doubt.span and transcript:
        lines.append(state.say("Lời nay: ", "Now: ") + f"“{doubt.span.of(transcript.text)}”")
    if decision.note:
        lines.append(state.say("Ghi: ", "Note: ") + decision.note)
    return "\n".join(lines)

"""`v` and `s`: choosing words, fewer or more than a sentence, within one turn."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Mapping
from dataclasses import replace

from qualcode import decisions
from qualcode.model import Coding, Span
from qualcode.tui import adding
from qualcode.tui.cursor import chosen, current, no_coding, refused, reveal, told
from qualcode.tui.state import Purpose, State, Step, row_at

WORD = re.compile(r"\[[^\]\n]*\]|\w+(?:[-'’./,]\w+)*|[^\w\s]+")
"""One step: a word, a typist's mark in brackets, or a sign."""


def start(state: State) -> Step:
    """Choose words for a new code, the sentence's to begin with."""
    row = current(state)
    if row is None or row.turn.role == "interviewer":
        return adding.start(state)
    return _opened(state, row.span, "add"), ()


def start_respanning(state: State) -> Step:
    """Choose other words for the coding under the cursor, its own to begin with."""
    coding = chosen(state)
    if coding is None:
        return no_coding(state)
    if coding.status == "rejected":
        return refused(
            state, "Mã này đã bỏ; a để nhận lại.", "This is rejected; a takes it after all."
        )
    return replace(_opened(state, coding.span, "respan"), coding=coding.id), ()


def press(state: State, key: str) -> Step:
    """Let a key move an end of the words, or go on with them."""
    words = state.words
    if words is None or key in {"escape", "q"}:
        return replace(state, mode="read", words=None), ()
    if key in {"enter", "/", "c", "v", "s"}:
        return _respan(state) if state.purpose == "respan" else adding.start(state)
    if key not in KEYS:
        return state, ()
    changed, edge = KEYS[key](state, words)
    return replace(state, words=changed, edge=edge), ()


def _opened(state: State, span: Span, purpose: Purpose) -> State:
    return replace(state, mode="select", purpose=purpose, words=span, edge=span.end - 1)


def _respan(state: State) -> Step:
    coding, span = chosen(state), state.words
    state = replace(state, mode="read", words=None)
    if coding is None or span is None or span == coding.span:
        return state, ()
    draft = decisions.respan(state.study, coding, span, coder=state.coder)
    state = replace(state, coding="") if span.start == coding.span.start else state
    new: Coding = replace(coding, span=span)
    state = reveal(state, row_at(state, span.start))
    return told(state, new, state.say("✚ Đã sửa đoạn", "✚ Words changed")), (draft,)


Moved = tuple[Span, int]
"""The words, and the place of the end that moved."""


def _end(by: int) -> Callable[[State, Span], Moved]:
    """Return the key that moves the end by a word."""

    def moved(state: State, words: Span) -> Moved:
        ends = [span.end for span in _steps(state)]
        near = bisect_right(ends, words.end) if by > 0 else bisect_left(ends, words.end) - 1
        end = ends[near] if 0 <= near < len(ends) else words.end
        return _whole(words, words.start, end), max(words.start, end - 1)

    return moved


def _start(by: int) -> Callable[[State, Span], Moved]:
    """Return the key that moves the start by a word."""

    def moved(state: State, words: Span) -> Moved:
        starts = [span.start for span in _steps(state)]
        at = words.start
        near = bisect_right(starts, at) if by > 0 else bisect_left(starts, at) - 1
        start = starts[near] if 0 <= near < len(starts) else at
        changed = _whole(words, start, words.end)
        return changed, changed.start

    return moved


def _sentence(by: int) -> Callable[[State, Span], Moved]:
    """Return the key that moves the end by a sentence."""

    def moved(state: State, words: Span) -> Moved:
        turn = state.rows[state.row].turn
        ends = [row.span.end for row in state.rows if row.turn is turn]
        near = bisect_right(ends, words.end) if by > 0 else bisect_left(ends, words.end) - 1
        end = ends[near] if 0 <= near < len(ends) else words.end
        changed = _whole(words, words.start, end)
        return changed, changed.end - 1

    return moved


def _whole(words: Span, start: int, end: int) -> Span:
    """Return the new words, or the old ones if there would be none."""
    return Span(start, end) if start < end else words


def _steps(state: State) -> list[Span]:
    """Return the words of the turn under the cursor."""
    span = state.rows[state.row].turn.span
    found = WORD.finditer(state.transcript.text, span.start, span.end)
    return [Span(*match.span()) for match in found]


KEYS: Mapping[str, Callable[[State, Span], Moved]] = {
    **dict.fromkeys(("right", "l"), _end(1)),
    **dict.fromkeys(("left", "h"), _end(-1)),
    **dict.fromkeys(("shift+right", "L"), _start(1)),
    **dict.fromkeys(("shift+left", "H"), _start(-1)),
    **dict.fromkeys(("+", "=", "down", "j"), _sentence(1)),
    **dict.fromkeys(("-", "up", "k"), _sentence(-1)),
}

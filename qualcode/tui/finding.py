"""`f`: the places where some words are said; typed without accents they find all accents."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right
from dataclasses import replace
from functools import lru_cache

from qualcode.language.normalise import clean, strip_accents
from qualcode.model import Span
from qualcode.tui import editor
from qualcode.tui.cursor import refused, reveal
from qualcode.tui.state import State, Step, row_at


def start(state: State) -> Step:
    """Open the search, with what was looked for last ready to be replaced."""
    return replace(state, mode="find", typed=editor.EMPTY, picked=state.row), ()


def press(state: State, key: str) -> Step:
    """Let a key change what is looked for; the first place behind the cursor shows at once."""
    origin = state.picked
    if key == "escape":
        left = replace(state, mode="read", query="", matches=())
        return (reveal(left, origin) if left.rows else left), ()
    if key == "enter":
        typed = state.typed.text.strip()
        if not typed and state.query:
            return next_match(replace(state, mode="read"))
        return _said(replace(state, mode="read")), ()
    if key in {"down", "ctrl+n", "up", "ctrl+p"}:
        return _go(state, 1 if key in {"down", "ctrl+n"} else -1), ()
    typed_line = editor.edit(state.typed, key)
    if typed_line == state.typed:
        return state, ()
    return _searched(replace(state, typed=typed_line), origin), ()


def pasted(state: State, text: str) -> State:
    """Look for what was pasted, too."""
    return _searched(replace(state, typed=editor.insert(state.typed, text)), state.picked)


def next_match(state: State) -> Step:
    """Go to the next place where it is said, from the last on to the first."""
    return _again(state, 1)


def previous_match(state: State) -> Step:
    """Go to the place before."""
    return _again(state, -1)


@lru_cache(maxsize=64)
def find(text: str, typed: str) -> tuple[Span, ...]:
    """Return where the words stand; a typed accent must be there, one not typed may be."""
    letters = _letters(text)
    words = clean(typed).lower().split()
    classes = [["".join(c for c in letters if _fits(t, c)) for t in word] for word in words]
    if not words or not all(map(all, classes)):
        return ()
    pattern = r"\s+".join("".join(f"[{re.escape(c)}]" for c in word) for word in classes)
    return tuple(Span(*match.span()) for match in re.finditer(pattern, text))


@lru_cache(maxsize=64)
def _letters(text: str) -> str:
    return "".join(sorted(set(text)))


@lru_cache(maxsize=1 << 16)
def _fits(typed: str, said: str) -> bool:
    """Say whether a letter of the text is what was typed, or that with more accents."""
    said = said.lower()
    if typed == said:
        return True
    marks = set(unicodedata.normalize("NFD", typed)[1:])
    bare = "đ" if typed == "đ" else strip_accents(typed)
    return (said if typed == "đ" else strip_accents(said)) == bare and marks <= set(
        unicodedata.normalize("NFD", said)[1:]
    )


def _searched(state: State, origin: int) -> State:
    """Return the screen with all places found, on the first behind where the search began."""
    starts = [row.span.start for row in state.rows]
    found = tuple(
        span
        for span in find(state.transcript.text, state.typed.text)
        if (row := bisect_right(starts, span.start) - 1) >= 0
        and span.overlaps(state.rows[row].span)
    )
    state = replace(state, query=" ".join(state.typed.text.split()), matches=found)
    if not found:
        return reveal(state, origin) if state.rows else state
    first = bisect_left(found, Span(starts[origin], 0)) % len(found)
    return _at(state, first)


def _at(state: State, number: int) -> State:
    row = row_at(state, state.matches[number].start)
    moved = reveal(state, row) if row != state.row else state
    return replace(moved, match=number)


def _go(state: State, by: int) -> State:
    """Return the screen at the next place: from the one shown, or from where the cursor went."""
    if not state.matches:
        return state
    number = state.match
    if row_at(state, state.matches[number].start) == state.row:
        return _at(state, (number + by) % len(state.matches))
    after = bisect_left(state.matches, Span(state.rows[state.row].span.start, 0))
    return _at(state, (after if by > 0 else after - 1) % len(state.matches))


def _again(state: State, by: int) -> Step:
    if not state.query:
        return refused(state, "Chưa tìm gì; nhấn f rồi gõ.", "Nothing to find yet; press f.")
    return _said(_go(state, by)), ()


def _said(state: State) -> State:
    if not state.query:
        return state
    if not state.matches:
        words = state.say(f"Không thấy “{state.query}”.", f"“{state.query}” isn't here.")
        return replace(state, message=words, query="")
    return state

"""`n`, `p` and `O`: proposals in the order in which the coder wants to see them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from itertools import chain
from typing import TYPE_CHECKING

from qualcode.model import Bilingual, Coding
from qualcode.tui.cursor import chosen, no_proposals, refused, reveal, shown_rows, undecided
from qualcode.tui.moves import (
    next_proposal,
    open_transcript,
    previous_proposal,
    waiting_elsewhere,
)
from qualcode.tui.rows import Place, place_of
from qualcode.tui.state import State, Step

if TYPE_CHECKING:
    from qualcode.learning.work.order import Order

ORDERS: Mapping[Order, Bilingual] = {
    "reading": Bilingual("theo lời nói", "as it was said"),
    "certainty": Bilingual("chắc nhất trước", "surest first"),
    "uncertainty": Bilingual("phân vân nhất trước", "least sure first"),
    "code": Bilingual("từng mã một", "code by code"),
}
"""One after the other, as `O` goes through them."""


def cycle(state: State) -> Step:
    """Let the next order be that in which `n` and `p` go."""
    if state.blind:
        return no_proposals(state)
    orders = tuple(ORDERS)
    order = orders[(orders.index(state.order) + 1) % len(orders)]
    words = ORDERS[order].say(state.language)
    said = state.say(f"n p đi {words}.", f"n and p go {words}.")
    return replace(state, order=order, trail=(), message=said), ()


def onward(state: State) -> Step:
    """Go to the next proposal; when none is left here, to the next transcript that has some."""
    queue = _queue(state)
    if not queue:
        return _next_transcript(state) or next_proposal(state)
    if state.order == "reading":
        return next_proposal(state)
    trail, at = _trail(state)
    gone, passed = set(trail), set(trail[at + 1 :])
    left = {place_of(coding): (row, coding) for row, coding in queue if place_of(coding) in passed}
    again = (left[place] for place in trail[at + 1 :] if place in left)
    fresh = (one for one in queue if place_of(one[1]) not in gone)
    for row, coding in chain(again, fresh):
        place = place_of(coding)
        kept = trail if place in gone else (*trail, place)
        return replace(reveal(state, row), coding=coding.id, trail=kept), ()
    return _next_transcript(state) or refused(
        replace(state, trail=()),
        "Đã đi hết các đề xuất; n đi lại từ đầu, O đổi thứ tự.",
        "That was the last proposal; n begins again, O changes the order.",
    )


def back(state: State) -> Step:
    """Go to the proposal before: in reading order as it was said, else as it was gone to."""
    if state.order == "reading":
        return previous_proposal(state)
    trail, at = _trail(state)
    left = {place_of(coding): (row, coding) for row, coding in _queue(state)}
    visited = [left[place] for place in trail[:at] if place in left]
    if not visited:
        return refused(
            state,
            "Chưa có đề xuất nào đi qua mà còn để lại.",
            "You have passed no proposal that is still undecided.",
        )
    row, coding = visited[-1]
    return replace(reveal(state, row), coding=coding.id, trail=trail), ()


def _trail(state: State) -> tuple[tuple[Place, ...], int]:
    """Return which codings were gone to, and where among them the present one is."""
    now = chosen(state)
    if now is None:
        return state.trail, len(state.trail)
    here = place_of(now)
    trail = state.trail if here in state.trail else (*state.trail, here)
    return trail, trail.index(here)


def _queue(state: State) -> list[tuple[int, Coding]]:
    """Return the undecided proposals that are shown, with their rows, in the order that is on."""
    shown = set(shown_rows(state)) if state.filters else None
    left = [one for one in undecided(state) if shown is None or one[0] in shown]
    if state.order == "reading":
        return left
    from qualcode.learning.work.order import Done, in_order

    ranked = in_order((coding for _, coding in left), state.order, done=Done())
    # Of a code in one turn only one is ranked: the others come right behind it.
    place = {(coding.turn, coding.code): number for number, coding in enumerate(ranked)}
    return sorted(left, key=lambda one: place[one[1].turn, one[1].code])


def _next_transcript(state: State) -> Step | None:
    """Return the screen at the first proposal of the next transcript that has some."""
    name = "" if state.filters or state.blind else waiting_elsewhere(state)
    transcript = state.study.transcript(name) if name else None
    if transcript is None:
        return None
    opened = open_transcript(state, transcript)
    row, first = _queue(opened)[0]
    said = state.say(f"Sang bản {name}.", f"On to {name}.")
    return replace(opened, row=row, coding=first.id, trail=(place_of(first),), message=said), ()

"""`/` and `e`: a code for words, chosen by typing a few letters of it."""

from __future__ import annotations

from dataclasses import replace
from itertools import chain

from qualcode import decisions
from qualcode.model import SIGNS, Coding, Span
from qualcode.tui import editor, lists
from qualcode.tui.cursor import (
    choices,
    chosen,
    current,
    no_coding,
    refused,
    reveal,
    told,
)
from qualcode.tui.deciding import accept
from qualcode.tui.naming import chance, option
from qualcode.tui.picker import Option
from qualcode.tui.signs import LEARNED
from qualcode.tui.state import Purpose, State, Step, row_at

RECENT = 5
"""How many of the coder's latest codes stand at the top of the list."""
THERE = SIGNS["accepted"]
"""Beside a code that these words have."""


def start(state: State) -> Step:
    """Open the list of codes for the words chosen, or else for the sentence."""
    row = current(state)
    if row is None or row.turn.role == "interviewer":
        return no_coding(state)
    return _listed(state, "add"), ()


def start_recoding(state: State) -> Step:
    """Open the list of codes to put in the place of the one under the cursor."""
    coding = chosen(state)
    if coding is None:
        return no_coding(state)
    if coding.status == "rejected":
        return refused(
            state,
            "Mã này đã bỏ; a để nhận lại, hoặc / để thêm mã khác.",
            "This is rejected; a takes it after all, / adds another code.",
        )
    return replace(_listed(state, "recode"), coding=coding.id), ()


def press(state: State, key: str) -> Step:
    """Let a key choose in the list of codes."""
    return lists.press(state, key, _recode if state.purpose == "recode" else _add)


def span_to_code(state: State) -> Span:
    """Return the words that a new code is for."""
    return state.words or state.rows[state.row].span


def _listed(state: State, purpose: Purpose) -> State:
    likely = _suggested(state)
    signs = {c.code: THERE for c in choices(state) if c.status != "rejected"}
    signs |= {code: f"{LEARNED} {chance(state, one)}" for code, one in likely.items()}
    codes = {code.id: code for code in state.study.codes}
    first = [id_ for id_ in (*likely, *_recent(state)) if id_ in codes]
    ordered = dict.fromkeys((*first, *codes))
    options = tuple(option(state, codes[id_], signs.get(id_, "")) for id_ in ordered)
    opened = replace(state, mode="pick", purpose=purpose, options=options)
    return replace(opened, typed=editor.EMPTY, picked=0)


def _suggested(state: State) -> dict[str, float]:
    """Return the codes that may well apply to these words and nobody has decided on there.

    Each with its probability, the likeliest first.
    """
    if state.blind:
        return {}
    span, name = span_to_code(state), state.transcript.name
    decided = {c.code for c in choices(state) if c.status != "proposed"}
    found: dict[str, float] = {}
    for one in state.study.suggestions:
        if one.transcript == name and one.span.overlaps(span) and one.code not in decided:
            found[one.code] = max(found.get(one.code, 0.0), one.probability or 0.0)
    return dict(sorted(found.items(), key=lambda pair: (-pair[1], pair[0])))


def _recent(state: State) -> list[str]:
    """Return the codes that this coder gave last, the latest first."""
    found: dict[str, None] = {}
    for decision in reversed(state.study.decisions):
        if decision.coder == state.coder and decision.action in {"add", "recode"}:
            found.setdefault(decision.target or decision.code)
        if len(found) == RECENT:
            break
    return list(found)


def _add(state: State, option: Option) -> Step:
    span, selected = span_to_code(state), state.words is not None
    there = _there(state, option.id, span)
    state = replace(reveal(state, row_at(state, span.start)), words=None)
    if there and selected and there.span != span:
        # What a rule found keeps its reasons with other words, and would lose them if added.
        draft = decisions.respan(state.study, there, span, coder=state.coder)
        done = state.say("✚ Đã sửa đoạn", "✚ Words changed")
        return told(state, replace(there, span=span), done), (draft,)
    if there and there.status != "added":
        return accept(replace(state, coding=there.id))
    if there:
        state = replace(state, coding=there.id)
        return refused(state, "Câu này đã có mã này.", "These words have this code.")
    draft = decisions.add(state.study, state.transcript.name, option.id, span, coder=state.coder)
    new = Coding(state.transcript.name, 0, span, option.id)
    return told(state, new, state.say("✚ Đã thêm", "✚ Added")), (draft,)


def _there(state: State, code: str, span: Span) -> Coding | None:
    """Return what has this code already: these words first, else some of them."""
    near = choices(state) if state.words is None else chain.from_iterable(state.codings)
    found = [c for c in near if c.code == code and c.span.overlaps(span)]
    same = [coding for coding in found if coding.span == span or state.words is None]
    other = [coding for coding in found if coding.status != "rejected"]
    return next(iter((*same, *other)), None)


def _recode(state: State, option: Option) -> Step:
    coding = chosen(state)
    if coding is None:
        return no_coding(state)
    draft = decisions.recode(state.study, coding, option.id, coder=state.coder)
    new = replace(coding, code=option.id)
    return told(state, new, state.say("✚ Đã đổi mã thành", "✚ Code changed to")), (draft,)

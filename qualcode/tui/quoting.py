"""`*`, `b` and `T`: which quotes reports show, and whose translation was checked."""

from __future__ import annotations

from qualcode import decisions
from qualcode.model import Cite, Coding
from qualcode.tui.cursor import chosen, no_coding, told
from qualcode.tui.state import State, Step


def pin(state: State) -> Step:
    """Have reports always choose the quote under the cursor, or no longer."""
    return _choose(state, "pin")


def ban(state: State) -> Step:
    """Have reports never show the quote under the cursor, or no longer."""
    return _choose(state, "ban")


def check(state: State) -> Step:
    """Say that the translation under the cursor is checked; once more takes that away."""
    coding = chosen(state)
    if coding is None:
        return no_coding(state)
    if coding.checked == state.coder:
        draft = decisions.uncheck_translation(state.study, coding, coder=state.coder)
        done = state.say("Thôi coi là đã kiểm tra", "Not checked any more")
    else:
        draft = decisions.check_translation(state.study, coding, coder=state.coder)
        done = state.say("✓ Đã kiểm tra bản dịch", "✓ Translation checked")
    return told(state, coding, done), (draft,)


def sign(state: State, coding: Coding) -> str:
    """Return what stands behind a code that is pinned or banned as a quote, in plain letters."""
    if coding.cite == "pin":
        return state.say("[ghim]", "[pin]")
    return state.say("[loại]", "[ban]") if coding.cite == "ban" else ""


def _choose(state: State, choice: Cite) -> Step:
    coding = chosen(state)
    if coding is None:
        return no_coding(state)
    wanted: Cite = "" if coding.cite == choice else choice
    done = {
        ("pin", "pin"): state.say("Đã ghim trích dẫn", "Quote pinned"),
        ("ban", "ban"): state.say("Đã loại khỏi trích dẫn", "Banned as a quote"),
        ("pin", ""): state.say("Thôi ghim trích dẫn", "Quote not pinned any more"),
        ("ban", ""): state.say("Thôi loại khỏi trích dẫn", "Not banned as a quote any more"),
    }[choice, wanted]
    draft = decisions.cite(state.study, coding, wanted, coder=state.coder)
    return told(state, coding, done), (draft,)

"""What the screen shows where differences are settled: a frozen value."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from qualcode.errors import QualcodeError
from qualcode.model import Bilingual, Decision, Language, Study
from qualcode.review.differences import Difference, differences
from qualcode.tui import picker
from qualcode.tui.editor import EMPTY, Line
from qualcode.tui.naming import option
from qualcode.tui.picker import Option
from qualcode.tui.settling.outcomes import NOBODYS, Outcome, id_of
from qualcode.tui.state import reasons

Mode = Literal["walk", "reason", "pick", "help", "left"]
"""Looking at a difference, giving the reason, choosing another code, reading the keys, or gone."""


@dataclass(frozen=True, slots=True)
class State:
    """All that the screen shows; every key makes a new one."""

    study: Study
    coder: str
    """Who settles."""
    differences: tuple[Difference, ...]
    language: Language = "vi"
    at: int = 0
    scroll: int = 0
    """Lines that the talk was moved from where the words in question are in sight."""
    mode: Mode = "walk"
    outcome: Outcome = NOBODYS
    """What waits for its reason."""
    typed: Line = EMPTY
    """What was typed of the reason, or in the list of codes."""
    picked: int = 0
    """The place in the list of codes."""
    reason: str = ""
    """The one that was given last, to be given again."""
    message: str = ""
    saved: bool = True
    """False after a key whose outcome could not be written."""

    def say(self, vi: str, en: str) -> str:
        """Return the words in the screen's language."""
        return Bilingual(vi, en).say(self.language)


Step = tuple[State, tuple[Decision, ...]]
"""The screen after a key, and drafts of what it asks to record."""


def start(
    study: Study, coder: str, found: Sequence[Difference], language: Language = "vi"
) -> State:
    """Return the screen at the first of these differences that is not settled."""
    mine = [d for d in study.decisions if d.coder == coder and d.action == "adjudicate"]
    state = State(study, coder, tuple(found), language, reason=mine[-1].note if mine else "")
    return replace(state, at=next(iter(open_places(state)), 0))


def saved(state: State, study: Study) -> State:
    """Return the screen after its outcomes were written: the same differences, as they are now."""
    walked = {id_of(difference) for difference in state.differences}
    now = tuple(one for one in differences(study) if id_of(one) in walked)
    here = id_of(state.differences[state.at]) if state.differences else ""
    places = [number for number, one in enumerate(now) if id_of(one) == here]
    at = places[0] if places else max(0, min(state.at, len(now) - 1))
    return replace(state, study=study, differences=now, at=at, saved=True)


def failed(state: State, error: QualcodeError) -> State:
    """Return the screen as it was before the key, saying why nothing was written."""
    return replace(state, message=reasons(error, state.language), saved=False)


def open_places(state: State) -> list[int]:
    """Return the places of the differences that are still to be settled."""
    return [number for number, one in enumerate(state.differences) if one.settled is None]


def current(state: State) -> Difference | None:
    """Return the difference that is shown."""
    return state.differences[state.at] if state.differences else None


def codes_found(state: State) -> tuple[Option, ...]:
    """Return the codes that the list shows."""
    return picker.find([option(state, code) for code in state.study.codes], state.typed.text)

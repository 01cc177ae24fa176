"""What the screen shows once decisions were written, or could not be."""

from __future__ import annotations

from dataclasses import replace

from qualcode.errors import QualcodeError
from qualcode.model import Study
from qualcode.review.policy import CODER
from qualcode.tui.state import State, reasons, with_study


def saved(state: State, study: Study) -> State:
    """Return the screen after its decisions were written, with whose word counts."""
    said = " ".join(filter(None, (state.message, _policy(state))))
    return replace(with_study(state, study), message=said, saved=True)


def failed(state: State, error: QualcodeError) -> State:
    """Return the screen as it was before the key, saying why nothing was written."""
    return replace(state, message=reasons(error, state.language), saved=False)


def _policy(state: State) -> str:
    """Return whose word counts, unless it is this coder's: what she decided may change nothing."""
    policy = state.study.settings.policy
    is_own = policy.startswith(CODER) and policy.removeprefix(CODER).strip() == state.coder
    if is_own or policy == "latest":
        return ""
    return state.say(f"(tính theo: {policy})", f"(policy: {policy})")

"""What the screen shows once decisions were written, or could not be."""

from __future__ import annotations

from dataclasses import replace

from qualcode.errors import QualcodeError
from qualcode.model import Study
from qualcode.tui.state import State, reasons, with_study


def saved(state: State, study: Study) -> State:
    """Return the screen after its decisions were written."""
    return replace(with_study(state, study), saved=True)


def failed(state: State, error: QualcodeError) -> State:
    """Return the screen as it was before the key, saying why nothing was written."""
    return replace(state, message=reasons(error, state.language), saved=False)

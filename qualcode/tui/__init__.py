"""The coding screen: `state` and the modules beside it are pure, `app` draws with Textual."""

from __future__ import annotations

import gc
import os
from collections.abc import Sequence
from functools import partial
from pathlib import Path

from qualcode.model import Bilingual, Decision, Language, Problem, Settings, Study, Transcript

__all__ = ["open_screen"]

DRAWN = "250"
"""How often a second the screen may be drawn: at Textual's 60 a key waits up to 17 ms."""

NO_TERMINAL = Bilingual(
    "màn hình mã hóa cần một cửa sổ lệnh; hãy chạy không có |, < hay >. "
    "Trong kịch bản, hãy dùng qualcode accept, reject, add hoặc decide",
    "the coding screen needs a terminal; run it without |, < or >. "
    "In scripts use qualcode accept, reject, add or decide",
)


def open_screen(
    folder: Path,
    settings: Settings,
    transcript: str,
    coder: str,
    language: Language = "vi",
    *,
    blind: bool = False,
) -> tuple[Problem, ...]:
    """Let a coder read and decide until they leave; return what is amiss in the study.

    The words of the transcript are there at once, the codes when the study has been read. Each
    decision is written at once. Without a name the coder goes on where she left off.

    Raises:
        QualcodeError: if there is no such transcript or no terminal, or the study can't be read.
    """
    from qualcode import files, store
    from qualcode.tui import terminal
    from qualcode.tui.opening import first_screen

    decisions = store.read(folder / files.STORE)
    first = first_screen(
        folder, settings, transcript, decisions, coder=coder, language=language, blind=blind
    )
    terminal.check("qualcode tag", NO_TERMINAL)
    # What is loaded from here on stays: looking for what to throw away only delays the first page.
    gc.disable()
    os.environ.setdefault("TEXTUAL_FPS", DRAWN)
    from qualcode.tui.app import CodingScreen

    load = partial(_load, folder, first.transcript, coder, blind=blind)
    app = CodingScreen(first, partial(_record, folder), load)
    terminal.run(app)
    if app.failure:
        raise app.failure
    return app.state.study.problems


def _load(folder: Path, transcript: Transcript, coder: str, *, blind: bool) -> Study:
    from qualcode.tui.opening import of_transcript

    try:
        return of_transcript(read_study(folder, coder, blind=blind), transcript)
    finally:
        gc.freeze()
        gc.enable()


def _record(folder: Path, study: Study, drafts: Sequence[Decision]) -> Study:
    from qualcode import project

    return project.record(folder, study, drafts)[0]


def read_study(folder: Path, coder: str, *, blind: bool) -> Study:
    """Return the whole study, or as much of it as a blind coder may see."""
    from qualcode import project
    from qualcode.decided import blinded

    study = project.load(folder)
    return blinded(study, coder) if blind else study

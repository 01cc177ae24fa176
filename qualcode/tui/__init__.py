"""The coding screen: `state` and the modules beside it are pure, `app` draws with Textual."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Callable, Sequence
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING

from qualcode.model import Bilingual, Decision, Language, Problem, Settings, Study, Transcript

if TYPE_CHECKING:
    from qualcode.ruleset import Ruleset

__all__ = ["open_screen"]

DRAWN = "250"
"""How often a second the screen may be drawn: at Textual's 60 a key waits up to 17 ms."""

TURN = 0.0005
"""Seconds after which the thread that learns lets the screen answer a key; else it is 5 ms."""

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

    The words of the transcript are there at once, the codes when the study has been read, what is
    learned when it has been learned. Each decision is written at once. Without a name the coder
    goes on where she left off.

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
    sys.setswitchinterval(TURN)
    from qualcode import project
    from qualcode.tui.app import CodingScreen
    from qualcode.tui.relearning import Relearning

    results = folder / project.RESULTS
    read = cache(partial(project.ruled, folder))
    app = CodingScreen(
        first,
        partial(_record, folder),
        partial(_with_rules_alone, read, first.transcript, coder, blind=blind),
        Relearning(
            partial(_with_what_is_learned, read, results, coder, blind=blind),
            partial(_learning, results, blind=blind),
            _folded,
        ),
    )
    terminal.run(app)
    if app.failure:
        raise app.failure
    return app.state.study.problems


def _with_rules_alone(
    read: Callable[[], tuple[Study, Ruleset]], transcript: Transcript, coder: str, *, blind: bool
) -> Study:
    from qualcode.tui.opening import of_transcript

    try:
        return of_transcript(as_seen(read()[0], coder, blind=blind), transcript)
    finally:
        gc.freeze()
        gc.enable()


def _with_what_is_learned(
    read: Callable[[], tuple[Study, Ruleset]], results: Path, coder: str, *, blind: bool
) -> Study:
    from qualcode.suggested import suggested

    study, ruleset = read()
    try:
        return as_seen(
            study if blind else suggested(study, ruleset, results, anew=False), coder, blind=blind
        )
    finally:
        gc.freeze()


def _learning(results: Path, study: Study, *, blind: bool) -> Callable[[Study], Study]:
    """Return what learns anew from what is decided; nothing does for a blind coder."""
    from qualcode.suggested import relearning

    return (lambda now: now) if blind else relearning(study, results)


def _folded(study: Study) -> Study:
    from qualcode.suggested import with_suggestions

    return with_suggestions(study)


def _record(folder: Path, study: Study, drafts: Sequence[Decision]) -> Study:
    from qualcode import project

    return project.record(folder, study, drafts)[0]


def as_seen(study: Study, coder: str, *, blind: bool) -> Study:
    """Return the study, or as much of it as a blind coder may see."""
    from qualcode.decided import blinded

    return blinded(study, coder) if blind else study

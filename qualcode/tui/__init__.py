"""The coding screen: `state` and the modules beside it are pure, `app` draws with Textual."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from qualcode.model import Bilingual, Decision, Language, Problem, Settings, Study, Transcript
from qualcode.progress import silent

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
    from qualcode.tui.app import CodingScreen
    from qualcode.tui.relearning import Relearning

    part = first.transcript
    app = CodingScreen(
        first,
        partial(_record, folder),
        partial(_with_rules_alone, folder, settings, part, coder, blind=blind),
        Relearning(
            partial(_whole, folder, part, coder, blind=blind),
            partial(_learning, folder, blind=blind),
            _folded,
        ),
    )
    terminal.run(app)
    if app.failure:
        raise app.failure
    return app.state.study.problems


def _with_rules_alone(
    folder: Path, settings: Settings, transcript: Transcript, coder: str, *, blind: bool
) -> Study:
    from qualcode.tui.opening import of_transcript

    try:
        return of_transcript(read_rules(folder, settings, coder, blind=blind), transcript)
    finally:
        gc.freeze()
        gc.enable()


def _whole(folder: Path, transcript: Transcript, coder: str, *, blind: bool) -> Study:
    from qualcode.tui.opening import of_transcript

    try:
        return of_transcript(read_study(folder, coder, blind=blind), transcript)
    finally:
        gc.freeze()


def _learning(folder: Path, study: Study, *, blind: bool) -> Callable[[Study], Study]:
    """Return what learns anew from what is decided; nothing does for a blind coder."""
    from qualcode import project
    from qualcode.suggested import relearning

    if blind or not study.settings.suggest.on:
        return lambda now: now
    return relearning(study, folder / project.RESULTS)


def _folded(study: Study) -> Study:
    from qualcode.suggested import with_suggestions

    return with_suggestions(study)


def _record(folder: Path, study: Study, drafts: Sequence[Decision]) -> Study:
    from qualcode import project

    return project.record(folder, study, drafts)[0]


def read_rules(folder: Path, settings: Settings, coder: str, *, blind: bool) -> Study:
    """Return the study as its rules and its coders have it: what is learned takes longer."""
    from qualcode import files, project, recall, store

    transcripts, _ = files.read_transcripts(folder, settings, silent)
    cases, _ = files.read_cases(folder, transcripts, settings)
    decisions = store.read(folder / files.STORE)
    study = Study(settings, project.codebooks(folder), transcripts, cases, decisions)
    memory = recall.read(folder / project.RESULTS / recall.FILE)
    return _as_seen(project.with_codings(study, memory=memory), coder, blind=blind)


def read_study(folder: Path, coder: str, *, blind: bool) -> Study:
    """Return the whole study, or as much of it as a blind coder may see."""
    from qualcode import project

    return _as_seen(project.load(folder), coder, blind=blind)


def _as_seen(study: Study, coder: str, *, blind: bool) -> Study:
    from qualcode.decided import blinded

    if not blind:
        return study
    return replace(blinded(study, coder), suggestions=(), left_out=(), learned=None)

"""Decisions on their way into the log, and what is said of each."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from qualcode import audit, explain
from qualcode.cli import console
from qualcode.cli.console import note, say
from qualcode.cli.options import coder_name, folder
from qualcode.errors import DecisionError
from qualcode.model import Decision, Study


def record(
    project: Path | None,
    coder: str,
    draft: Callable[[Study, str], Iterable[Decision]],
    *,
    steps: int = 1,
) -> tuple[Study, tuple[Decision, ...]]:
    """Load the study, then draft decisions, record them and say so, as many times as asked.

    Return the study as it is then and what was recorded. There may be fewer steps than asked for.
    """
    from qualcode import project as projects

    root = folder(project)
    study = projects.load(root)
    name = coder_name(coder, study)
    done: list[Decision] = []
    for step in range(steps):
        try:
            drafts = list(draft(study, name))
        except DecisionError as error:
            if not step:
                raise
            console.show_problems(error.problems)
            break
        study, recorded = projects.record(root, study, drafts)
        _say(study, recorded)
        done += recorded
    return study, tuple(done)


def _say(study: Study, recorded: Iterable[Decision]) -> None:
    known = {decision.id: decision for decision in study.decisions}
    listed = [f"{d.id[:8]}: {described(d, known)}" for d in recorded]
    if not listed:
        note(say("Không có quyết định nào để ghi.", "There was no decision to record."))
    for line in listed:
        note(f"{say('Đã ghi', 'Recorded')} {line}")


def described(decision: Decision, known: Mapping[str, Decision]) -> str:
    """Return a decision in one line: the action, the code, the words, and what an undo undoes."""
    language = console.language()
    if decision.action == "undo":
        gone = known.get(decision.target)
        restores = gone is not None and gone.action == "undo"
        action = explain.RESTORE.say(language) if restores else explain.change(decision, language)
        about = known.get(gone.target) if gone and restores else gone
        what = f": {described(about, known)}" if about else ""
        return f"{action} {about.id[:8] if about else decision.target[:8]}{what}"
    parts = [explain.change(decision, language)]
    if decision.action == "conclude":
        return f"{parts[0]} ({decision.note})" if decision.note else parts[0]
    if decision.action not in explain.LEADING:
        parts += [*_place(decision), decision.code]
    parts += [f"“{shown_words(decision)}”"] if decision.exact else []
    if decision.action in {"translate", "check", "summarise"} and decision.note:
        parts.append(f"→ “{decision.note}”")
    return " ".join(filter(None, parts))


def shown_words(decision: Decision) -> str:
    """Return the decision's words in one line, of a whole turn that was read the first ones."""
    return " ".join(audit.words_of(decision).split())


def _place(decision: Decision) -> list[str]:
    return [decision.transcript] if decision.action in {"seen", "summarise"} else []

"""Decisions on their way into the log, and the log as people read it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

from qualcode import explain
from qualcode.cli import columns, console
from qualcode.cli.console import data, note, say
from qualcode.cli.options import coder_name, folder
from qualcode.model import Decision, Study


def record(project: Path | None, coder: str, draft: Callable[[Study, str], list[Decision]]) -> None:
    """Load the study, draft the decisions, record them, say what is recorded."""
    from qualcode import project as projects

    root = folder(project)
    study = projects.load(root)
    drafts = draft(study, coder_name(coder, study))
    _, recorded = projects.record(root, study, drafts)
    known = {decision.id: decision for decision in study.decisions}
    for decision in recorded:
        note(f"{say('Đã ghi', 'Recorded')} {decision.id[:8]}: {described(decision, known)}")
    if not recorded:
        note(say("Không có quyết định nào để ghi.", "There was no decision to record."))


def described(decision: Decision, known: Mapping[str, Decision]) -> str:
    """Return a decision in one line: the action, the code, the words, and what an undo undoes."""
    language = console.language()
    if decision.action == "undo":
        gone = known.get(decision.target)
        what = f": {described(gone, known)}" if gone else ""
        return f"{explain.change(decision, language)} {decision.target[:8]}{what}"
    code = "" if decision.action == "recode" else f" {decision.code}"
    words = " ".join(decision.exact.split())
    return f"{explain.change(decision, language)}{code} “{words}”"


def show_log(recorded: Sequence[Decision]) -> None:
    """Print each decision with its words and its note below it."""
    for decision in recorded:
        data(*_entry(decision))


def _entry(decision: Decision) -> Iterator[str]:
    """Return one decision as lines: who did what and when, then to which words."""
    target = decision.target[:8] if decision.action == "undo" else decision.target
    yield "  ".join(
        filter(
            None,
            [
                decision.id[:8],
                decision.time[:19].replace("T", " "),
                decision.coder,
                explain.TERMS[decision.action].say(console.language()),
                f"{decision.code} → {target}".strip() if target else decision.code,
                decision.transcript,
            ],
        )
    )
    if decision.exact:
        yield from columns.wrapped(f"“{' '.join(decision.exact.split())}”", indent="  ")
    if decision.note:
        yield from columns.wrapped(f"({decision.note})", indent="  ")

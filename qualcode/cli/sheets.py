"""Coding sheets out, and `import`: for coders who work in Word or Excel."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from qualcode.cli import console
from qualcode.cli.console import data, note, say
from qualcode.cli.options import CoderOption, ProjectOption, coder_name, folder
from qualcode.errors import QualcodeError, StudyError
from qualcode.model import Problem, Study

if TYPE_CHECKING:
    from qualcode.coding_sheets import Comparison, Returned, Sheet

FOLDER = "coding_sheets"

SheetsArgument = Annotated[
    list[Path],
    typer.Argument(
        metavar="FILE...",
        help=say("Phiếu .docx hay .xlsx đã sửa.", "Coding sheets, .docx or .xlsx."),
    ),
]
ApplyOption = Annotated[
    bool,
    typer.Option(
        "--apply",
        help=say("Ghi các thay đổi hiểu được.", "Record the changes that are understood."),
    ),
]


def add_to(app: typer.Typer) -> None:
    """Add this module's commands."""
    app.command(
        "import",
        help=say(
            "Đọc lại phiếu mã hóa đã sửa; chưa ghi gì cho tới khi có --apply.",
            "Read coding sheets back; nothing is recorded until --apply.",
        ),
    )(import_)


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which coding sheets to write, as whom, of which kind and where to."""

    transcripts: Sequence[str]
    kind: str
    out: Path | None
    coder: str
    blind: bool


def export(root: Path, wanted: Wanted) -> None:
    """Write a sheet for each transcript."""
    from qualcode import coding_sheets, decisions
    from qualcode import project as projects
    from qualcode.decided import blinded

    check_one_of("--format", wanted.kind, coding_sheets.FORMATS)
    with console.progress() as progress:
        study = projects.load(root, progress=progress)
    name = coder_name(wanted.coder, study) if wanted.blind or wanted.coder.strip() else ""
    chosen = [decisions.transcript_named(study, each).name for each in wanted.transcripts]
    every = dict.fromkeys(chosen or [transcript.name for transcript in study.transcripts])
    seen = blinded(study, name) if wanted.blind else study
    problems: list[Problem] = []
    for each in every:
        path = (wanted.out or root / FOLDER) / f"{each}{_suffix(name)}.{wanted.kind}"
        try:
            _write(coding_sheets.make(seen, each, coder=name, blind=wanted.blind), path)
        except StudyError as error:
            problems += error.problems
        else:
            data(str(path))
    _end(problems)


def import_(
    sheets: SheetsArgument,
    *,
    apply: ApplyOption = False,
    coder: CoderOption = "",
    project: ProjectOption = None,
) -> None:
    """Show what coders changed in their sheets, and record it if told to."""
    from qualcode import project as projects
    from qualcode.coding_sheets import report

    root = folder(project)
    returned, problems = _read(sheets)
    if not returned:
        _end(problems)
    with console.progress() as progress:
        study = projects.load(root, progress=progress)
    found = [_compared(study, each, coder) for each in returned]
    for each in found:
        data(*report.lines(each.file, each.coder, each.comparison, console.language()))
        problems += each.comparison.problems
    if apply:
        _record(root, study, found)
    has_changes = any(each.comparison.changes for each in found)
    note(_conclusion(problems, has_changes=has_changes, is_applied=apply))
    _end(problems)


@dataclass(frozen=True, slots=True)
class _Compared:
    """A sheet, whose it is, and what it changes."""

    file: str
    coder: str
    comparison: Comparison


def check_one_of(where: str, given: str, known: Sequence[str]) -> None:
    """Raise an error that names the choices, unless this is one of them."""
    if given not in known:
        listed = ", ".join(known)
        raise StudyError.at(
            where,
            f"không có '{given}'; hãy chọn: {listed}",
            f"there is no '{given}'; choose from: {listed}",
        )


def _suffix(coder: str) -> str:
    """Return what tells one coder's sheet from another's in a file's name."""
    name = re.sub(r"[^\w-]+", "_", coder).strip("_")
    return f".{name}" if name else ""


def _write(sheet: Sheet, path: Path) -> None:
    """Write a sheet, but never over one that somebody may have worked in."""
    from qualcode import coding_sheets, exporters

    if path.exists():
        raise StudyError.at(
            str(path),
            "đã có phiếu này, có thể đang được sửa; hãy chuyển nó đi nơi khác hoặc chọn --out khác",
            "this sheet is there and may have been worked in; move it away or choose another --out",
        )
    with exporters.replacing(path) as temporary:
        coding_sheets.write(sheet, temporary)


def _read(sheets: Iterable[Path]) -> tuple[list[Returned], list[Problem]]:
    """Return the sheets that can be read, and what is wrong with the others."""
    from qualcode import coding_sheets

    returned: list[Returned] = []
    problems: list[Problem] = []
    for path in dict.fromkeys(sheets):
        try:
            returned.append(coding_sheets.read(path))
        except QualcodeError as error:
            problems += error.problems
    return returned, problems


def _compared(study: Study, returned: Returned, coder: str) -> _Compared:
    from qualcode.coding_sheets import compare, faults

    name = coder_name(coder or returned.fingerprint.coder, study)
    comparison = compare(study, returned, coder=name)
    if comparison.changes and not (coder or returned.fingerprint.coder):
        warning = faults.unnamed(returned.file, name)
        comparison = replace(comparison, problems=(warning, *comparison.problems))
    return _Compared(returned.file, name, comparison)


def _record(root: Path, study: Study, found: Sequence[_Compared]) -> None:
    """Record each coder's changes as one step."""
    from qualcode import project as projects

    for coder in dict.fromkeys(each.coder for each in found if each.comparison.changes):
        drafts = dict.fromkeys(
            draft
            for each in found
            if each.coder == coder
            for change in each.comparison.changes
            for draft in change.drafts
        )
        study, recorded = projects.record(root, study, tuple(drafts))
        count = len(recorded)
        note(say(f"Đã ghi {count} quyết định của {coder}.", f"Recorded for {coder}: {count}."))


def _conclusion(problems: Iterable[Problem], *, has_changes: bool, is_applied: bool) -> str:
    unclear = sum(problem.severity == "error" for problem in problems)
    left = say(f"; {unclear} chỗ không hiểu", f"; not understood: {unclear}") if unclear else ""
    if not has_changes:
        return say("Không có thay đổi nào để ghi", "There is no change to record") + left + "."
    if is_applied:
        return say("Xong", "Done") + left + "."
    return say(
        f"Chưa ghi gì{left}. Nếu đúng, hãy chạy lại với --apply.",
        f"Nothing is recorded yet{left}. If this is right, run it again with --apply.",
    )


def _end(problems: Sequence[Problem]) -> None:
    """Show what was not understood and say so by the exit code."""
    console.show_problems(problems)
    if any(problem.severity == "error" for problem in problems):
        raise typer.Exit(1)

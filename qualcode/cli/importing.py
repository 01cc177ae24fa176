"""`import`: what people changed in coding sheets and in the exported workbook, read back."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from qualcode.cli import console
from qualcode.cli.console import data, note, say
from qualcode.cli.options import CoderOption, ProjectOption, coder_name, folder
from qualcode.errors import QualcodeError
from qualcode.model import Decision, Problem, Study

if TYPE_CHECKING:
    from qualcode import coding_sheets
    from qualcode.framework.reading import Returned

FilesArgument = Annotated[
    list[Path],
    typer.Argument(
        metavar="FILE...",
        help=say(
            "Phiếu mã hóa .docx hay .xlsx, hay bảng tính qualitative_matrix.xlsx, đã sửa.",
            "Edited coding sheets, .docx or .xlsx, or the workbook qualitative_matrix.xlsx.",
        ),
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
    """Add this module's command."""
    app.command(
        "import",
        help=say(
            "Đọc lại phiếu mã hóa, tóm tắt (trang Framework) và kết luận (trang Triangulation) đã "
            "sửa; chưa ghi gì cho tới khi có --apply.",
            "Read edited coding sheets, summaries (sheet Framework) and verdicts (sheet "
            "Triangulation) back; nothing is recorded until --apply.",
        ),
    )(import_)


def import_(
    files: FilesArgument,
    *,
    apply: ApplyOption = False,
    coder: CoderOption = "",
    project: ProjectOption = None,
) -> None:
    """Show what was changed in these files, and record it if told to."""
    from qualcode import project as projects

    root = folder(project)
    workbooks, sheets, problems = _read(files)
    if not (workbooks or sheets):
        _end(problems)
    with console.progress() as progress:
        study = projects.load(root, progress=progress)
    found = [_of_sheet(study, each, coder) for each in sheets]
    found += _of_workbooks(study, workbooks, coder)
    for each in found:
        data(*each.lines)
        problems += each.problems
    if apply:
        _record(root, study, found)
    has_changes = any(each.drafts for each in found)
    note(_conclusion(problems, has_changes=has_changes, is_applied=apply))
    _end(problems)


@dataclass(frozen=True, slots=True)
class _Compared:
    """Whose file it is, what it changes, and what in it can't be recorded."""

    coder: str
    lines: tuple[str, ...]
    drafts: tuple[Decision, ...]
    problems: tuple[Problem, ...]


def _read(
    files: Iterable[Path],
) -> tuple[list[Returned], list[coding_sheets.Returned], list[Problem]]:
    """Return the workbooks and the sheets that can be read, and what is wrong with the others."""
    from qualcode import coding_sheets
    from qualcode.framework import reading

    workbooks: list[Returned] = []
    sheets: list[coding_sheets.Returned] = []
    problems: list[Problem] = []
    for path in dict.fromkeys(files):
        is_table = path.suffix.lower() in {".xlsx", ".xlsm"}
        try:
            workbook = reading.read(path) if is_table else None
            if workbook:
                workbooks.append(workbook)
            else:
                sheets.append(coding_sheets.read(path))
        except QualcodeError as error:
            problems += error.problems
    return workbooks, sheets, problems


def _of_sheet(study: Study, returned: coding_sheets.Returned, coder: str) -> _Compared:
    from qualcode.coding_sheets import compare, faults, report

    name = coder_name(coder or returned.fingerprint.coder, study)
    comparison = compare(study, returned, coder=name)
    if comparison.changes and not (coder or returned.fingerprint.coder):
        warning = faults.unnamed(returned.file, name)
        comparison = replace(comparison, problems=(warning, *comparison.problems))
    lines = report.lines(returned.file, name, comparison, console.language())
    drafts = (draft for change in comparison.changes for draft in change.drafts)
    return _Compared(name, tuple(lines), tuple(drafts), comparison.problems)


def _of_workbooks(study: Study, returned: Iterable[Returned], coder: str) -> list[_Compared]:
    """Return what each workbook changes; nothing at all of cells on which they don't agree."""
    from qualcode.framework import comparing, report

    name = coder_name(coder, study)
    comparisons = comparing.settled([comparing.compare(study, one, coder=name) for one in returned])
    return [
        _Compared(
            name,
            tuple(report.lines(each, name, console.language())),
            tuple(change.draft for change in each.changes),
            each.problems,
        )
        for each in comparisons
    ]


def _record(root: Path, study: Study, found: Sequence[_Compared]) -> None:
    """Record each coder's changes as one step."""
    from qualcode import project as projects

    for coder in dict.fromkeys(each.coder for each in found if each.drafts):
        drafts = dict.fromkeys(d for each in found if each.coder == coder for d in each.drafts)
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

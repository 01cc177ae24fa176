"""`import`: what people changed in what was exported for them, read back."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from qualcode.cli import console
from qualcode.cli.console import data, note, say
from qualcode.cli.options import CoderOption, ProjectOption, coder_name, folder
from qualcode.model import Decision, Problem, Study

if TYPE_CHECKING:
    from qualcode import coding_sheets
    from qualcode.cli.importing_files import Read

FilesArgument = Annotated[
    list[Path],
    typer.Argument(
        metavar="FILE...",
        help=say(
            "Phiếu mã hóa .docx hay .xlsx, bảng tính qualitative_matrix.xlsx, hay bảng bản dịch "
            ".xlsx, .csv, đã sửa.",
            "Edited coding sheets, .docx or .xlsx, the workbook qualitative_matrix.xlsx, or "
            "translations, .xlsx or .csv.",
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
            "Đọc lại phiếu mã hóa, tóm tắt (trang Framework), kết luận (trang Triangulation), bản "
            "dịch và trích dẫn được ghim hay loại (trang Quotes, bảng bản dịch) đã sửa; chưa ghi "
            "gì cho tới khi có --apply.",
            "Read edited coding sheets, summaries (sheet Framework), verdicts (sheet "
            "Triangulation), translations and quotes pinned or banned (sheet Quotes, sheets of "
            "translations) back; nothing is recorded until --apply.",
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
    from qualcode.cli.importing_files import read

    root = folder(project)
    given = read(files)
    problems = given.problems
    if given.is_empty:
        _end(problems)
    with console.progress() as progress:
        study = projects.load(root, progress=progress)
    found = [_of_sheet(study, each, coder) for each in given.sheets]
    found += _of_tables(study, given, coder)
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


def _of_tables(study: Study, given: Read, coder: str) -> list[_Compared]:
    """Return what workbooks and translators change; nothing of cells on which they don't agree."""
    from qualcode import translations
    from qualcode.framework import comparing, report
    from qualcode.translations.consistent import unlike_glossary

    name = coder_name(coder, study)
    each = [comparing.compare(study, one, coder=name) for one in given.workbooks]
    each += [translations.compare(study, one, coder=name) for one in given.translations]
    return [
        _Compared(
            name,
            tuple(report.lines(one, name, console.language())),
            tuple(change.draft for change in one.changes),
            (*one.problems, *unlike_glossary(study, one.changes)),
        )
        for one in comparing.settled(each)
    ]


def _record(root: Path, study: Study, found: Sequence[_Compared]) -> None:
    """Record each coder's changes as one step."""
    from qualcode import project as projects

    for drafts in _steps(dict.fromkeys(draft for each in found for draft in each.drafts)):
        study, recorded = projects.record(root, study, drafts)
        count, coder = len(recorded), drafts[0].coder
        note(say(f"Đã ghi {count} quyết định của {coder}.", f"Recorded for {coder}: {count}."))


def _steps(drafts: Collection[Decision]) -> list[tuple[Decision, ...]]:
    """Return the drafts by coder; where there are several, what one has checked of another last."""
    coders = tuple(dict.fromkeys(draft.coder for draft in drafts))
    if len(coders) == 1:
        return [tuple(drafts)]
    steps = (
        tuple(d for d in drafts if d.coder == coder and (d.action == "check") == is_last)
        for is_last in (False, True)
        for coder in coders
    )
    return [step for step in steps if step]


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

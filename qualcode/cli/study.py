"""`init`, `run`, `code`, `check`, `tag`: a study as a whole."""

from __future__ import annotations

import os
import shlex
import subprocess
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from qualcode import shares
from qualcode.cli import console, learned, tagging
from qualcode.cli.console import data, note, say
from qualcode.cli.options import CoderOption, JsonOption, ProjectOption, folder
from qualcode.errors import QualcodeError
from qualcode.model import Problem, Study
from qualcode.review import policy

WRITING = {"summarise", "translate"}
"""What people write about talk, which may not fit it."""


def add_to(app: typer.Typer) -> None:
    """Add this module's commands."""
    app.command(
        help=say("Tạo một nghiên cứu mới để chạy ngay.", "Make a new study, ready to run.")
    )(init)
    app.command(
        help=say(
            "Mã hóa và ghi mọi kết quả vào matrices/.",
            "Code the study and write every deliverable to matrices/.",
        )
    )(run)
    app.command(
        help=say(
            "Chỉ mã hóa tự động: ghi matrices/codings.csv và in tóm tắt.",
            "Automatic coding only: write matrices/codings.csv and print a summary.",
        )
    )(code)
    app.command(
        help=say(
            "Liệt kê mọi chỗ cần sửa: cấu hình, sổ mã, bản gỡ băng, cases.csv, quyết định.",
            "List every problem: settings, codebooks, transcripts, cases.csv, decisions.",
        )
    )(check)
    app.command(
        help=say(
            "Mở màn hình mã hóa: xem lượt lời; chấp nhận, bỏ, thêm mã.",
            "Open the coding screen: read turns, accept, reject and add codes.",
        )
    )(tag)


def init(
    directory: Annotated[Path, typer.Argument(metavar="DIR", help=say("Thư mục.", "Folder."))],
) -> None:
    """Make a new study that `run` accepts."""
    from qualcode import starter

    made = starter.make(directory)
    note(say("Đã tạo:", "Made:"), *(f"  {path}" for path in made))
    note(
        say(
            f"Tiếp theo: chép bản gỡ băng vào {directory / 'transcripts'}, rồi chạy "
            f"qualcode run --project {_typed(directory)}",
            f"Next: put transcripts into {directory / 'transcripts'}, then run "
            f"qualcode run --project {_typed(directory)}",
        )
    )


def run(project: ProjectOption = None, *, json: JsonOption = False) -> None:
    """Do the main job."""
    from qualcode import project as projects

    root = folder(project)
    with console.progress() as progress:
        study, written = projects.run(root, progress=progress)
    _summarise(study, [_shown(path, root) for path in written], json=json)
    raise typer.Exit(_exit_code(study.problems))


def code(
    project: ProjectOption = None,
    *,
    every: Annotated[
        bool,
        typer.Option(
            "--all",
            help=say(
                "In mọi lượt mã hóa ra CSV, cả những lượt đã bỏ (rejected); không ghi tệp nào.",
                "Print every coding as CSV, rejected ones too; write no file.",
            ),
        ),
    ] = False,
    json: JsonOption = False,
) -> None:
    """Code automatically and say what was found."""
    from qualcode import project as projects

    root = folder(project)
    with console.progress() as progress:
        if every:
            study = projects.load(root, progress=progress)
        else:
            study, written = projects.code(root, progress=progress)
    if every:
        _print_all(study, json=json)
    else:
        _summarise(study, [_shown(path, root) for path in written], json=json)
    raise typer.Exit(_exit_code(study.problems))


def _print_all(study: Study, *, json: bool) -> None:
    """Print every coding, in force or rejected, and to standard error the problems."""
    from qualcode import project as projects

    table = projects.codings(study, rejected=True)
    if json:
        console.show_json({"rows": table.to_dict(orient="records")})
    else:
        data(table.to_csv(index=False, lineterminator="\n").rstrip("\n"))
    console.show_problems(study.problems)


def check(project: ProjectOption = None, *, json: JsonOption = False) -> None:
    """List every problem in one go."""
    from qualcode import project as projects

    root = folder(project)
    problems = projects.check(root)
    problems = (*problems, *_of_writing(root))
    if json:
        console.show_json({"problems": [_as_json(problem) for problem in problems]})
    else:
        console.show_problems(problems)
        errors = _exit_code(problems) and sum(p.severity == "error" for p in problems)
        note(
            say(
                f"{errors} lỗi, {len(problems) - errors} lưu ý.",
                f"{errors} errors, {len(problems) - errors} notes.",
            )
        )
    raise typer.Exit(_exit_code(problems))


def _of_writing(root: Path) -> list[Problem]:
    """Return a note for each stale summary and each translation that lacks a term's English.

    There is none of a study that can't be loaded.
    """
    from qualcode import checks, glossary, store
    from qualcode import project as projects

    try:
        decisions = store.read(root / projects.STORE)
        study = projects.load(root) if any(one.action in WRITING for one in decisions) else None
    except QualcodeError:
        # What hinders it is among the problems already.
        return []
    return [*checks.of_summaries(study), *glossary.amiss(study)] if study else []


def tag(
    transcript: Annotated[
        str,
        typer.Argument(
            metavar="[TRANSCRIPT]",
            help=say("Tên bản gỡ băng, không có đuôi.", "A transcript's name without suffix."),
        ),
    ] = "",
    coder: CoderOption = "",
    project: ProjectOption = None,
    *,
    blind: Annotated[
        bool,
        typer.Option(
            "--blind",
            help=say(
                "Không xem đề xuất của máy và mã của người khác.",
                "See neither the machine's proposals nor other coders' codes.",
            ),
        ),
    ] = False,
) -> None:
    """Open the coding screen."""
    tagging.tag(tagging.Asked(transcript, coder, project, blind))


def _typed(path: Path) -> str:
    """Return a path as one types it in a command, in quotes if it needs them."""
    return subprocess.list2cmdline([str(path)]) if os.name == "nt" else shlex.quote(str(path))


def _shown(path: Path, root: Path) -> str:
    return path.relative_to(root).as_posix() if path.is_relative_to(root) else str(path)


def _exit_code(problems: tuple[Problem, ...]) -> int:
    return int(any(problem.severity == "error" for problem in problems))


def _as_json(problem: Problem) -> dict[str, str]:
    return {
        "where": problem.where,
        "severity": problem.severity,
        "vi": problem.message.vi,
        "en": problem.message.en,
    }


def _summarise(study: Study, written: list[str], *, json: bool) -> None:
    """Say what was read, what was found, what was left out and what was written."""
    from qualcode.overview import overview

    found = overview(study)
    if json:
        problems = [_as_json(problem) for problem in study.problems]
        chosen = study.settings
        told = {**asdict(found), "policy": chosen.policy, "count": chosen.count}
        console.show_json({**told, "problems": problems, "written": written})
        return
    read = say(
        f"{found.transcripts} bản gỡ băng · {found.turns} lượt lời · {found.segments} đoạn",
        f"{found.transcripts} transcripts · {found.turns} turns · {found.segments} segments",
    )
    answered = say(
        f" · {found.respondents} người trả lời khảo sát",
        f" · {found.respondents} survey respondents",
    )
    note(read + (answered if found.respondents else ""))
    note(*(words.say(console.language()) for words in shares.told(study)))
    note(*learned.learned(study), *learned.left_out(study))
    for family, count in found.families.items():
        group = study.code(family)
        label = group.label.say(console.language()) if group else family
        note(f"  {count:5}  {label}")
    note(policy.describe(study.settings.policy).say(console.language()))
    if study.problems:
        note(say("Cần xem lại:", "Needs a look:"))
        console.show_problems(study.problems)
    if written:
        note(say("Đã ghi:", "Written:"), *(f"  {path}" for path in written))

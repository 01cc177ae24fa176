"""`why`, `find`: look at what was found."""

from __future__ import annotations

from typing import Annotated

import typer

from qualcode.cli import console
from qualcode.cli.console import data, note, say
from qualcode.cli.decisions import OneCodingArgument
from qualcode.cli.options import JsonOption, ProjectOption, coding_of, folder


def add_to(app: typer.Typer) -> None:
    """Add this module's commands."""
    app.command(
        help=say(
            "Vì sao đoạn này có mã này: lời khớp, mẫu, sổ mã, quyết định.",
            "Why a passage has its code: the words, the rule, the codebook, the decisions.",
        )
    )(why)
    app.command(
        help=say(
            "Tìm lời trong bản gỡ băng; gõ không dấu cũng được.",
            "Find words in the transcripts; accents may be left out.",
        )
    )(find)


def why(
    coding: OneCodingArgument, project: ProjectOption = None, *, json: JsonOption = False
) -> None:
    """Explain one coding."""
    from dataclasses import asdict

    from qualcode import explain
    from qualcode import project as projects

    study = projects.load(folder(project))
    reason = explain.why(study, coding_of(study, coding).id)
    if json:
        console.show_json(asdict(reason))
    else:
        data(*explain.lines(reason, console.language()))


def find(
    words: Annotated[str, typer.Argument(metavar="WORDS", help=say("Lời cần tìm.", "Words."))],
    project: ProjectOption = None,
    *,
    json: JsonOption = False,
) -> None:
    """Find words in the transcripts."""
    from qualcode import explain
    from qualcode import project as projects

    found = explain.find(projects.load(folder(project)), words)
    if json:
        console.show_json({"found": [dict(zip(explain.FOUND, row, strict=True)) for row in found]})
    else:
        data(*(f"{name}:{turn}: {said}" for name, turn, said in found))
    if not found:
        note(say(f"Không thấy “{words}” trong bản gỡ băng nào.", f"“{words}” was not found."))
    raise typer.Exit(0 if found else 1)

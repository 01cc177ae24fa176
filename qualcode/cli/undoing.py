"""`undo`, `redo`: going back and forth in what was recorded."""

from __future__ import annotations

from typing import Annotated

import typer

from qualcode import undoing
from qualcode.cli.console import say
from qualcode.cli.options import CoderOption, ProjectOption
from qualcode.cli.recording import record

StepsOption = Annotated[
    int,
    typer.Option(
        "--steps", metavar="N", min=1, help=say("Bao nhiêu bước liền.", "How many steps.")
    ),
]


def add_to(app: typer.Typer) -> None:
    """Add this module's commands."""
    app.command(
        help=say(
            "Rút lại bước mới nhất của bạn (mọi quyết định ghi cùng lúc), hoặc quyết định ID của "
            "bất kỳ ai; ID của một lần rút lại thì khôi phục.",
            "Take back your latest step (all that was recorded in one go), or decision ID, "
            "whoever made it; the ID of an undo restores.",
        )
    )(undo)
    app.command(
        help=say(
            "Làm lại bước bạn vừa rút lại, nếu sau đó chưa quyết định gì mới.",
            "Restore the step that you took back last, unless you have decided anything since.",
        )
    )(redo)


def undo(
    decision: Annotated[
        str,
        typer.Argument(metavar="[ID]", help=say("id trong qualcode log.", "id of qualcode log.")),
    ] = "",
    steps: StepsOption = 1,
    coder: CoderOption = "",
    project: ProjectOption = None,
) -> None:
    """Take decisions back."""
    if decision and steps > 1:
        raise typer.BadParameter(
            say(
                "một ID chỉ là một quyết định; hãy bỏ --steps hoặc bỏ ID",
                "an ID is one decision; leave out --steps or the ID",
            )
        )
    record(
        project,
        coder,
        lambda study, name: undoing.undo(study, coder=name, id=decision),
        steps=steps,
    )


def redo(steps: StepsOption = 1, coder: CoderOption = "", project: ProjectOption = None) -> None:
    """Restore what was taken back."""
    record(project, coder, lambda study, name: undoing.redo(study, coder=name), steps=steps)

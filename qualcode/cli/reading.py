"""`respan`, `seen`: what a coder does with words while reading."""

from __future__ import annotations

from typing import Annotated

import typer

from qualcode import decisions
from qualcode.cli.console import say
from qualcode.cli.decisions import (
    OneCodingArgument,
    QuoteOption,
    ReasonOption,
    TranscriptArgument,
)
from qualcode.cli.options import CoderOption, ProjectOption, coding_of
from qualcode.cli.recording import record
from qualcode.model import Decision, Study


def add_to(app: typer.Typer) -> None:
    """Add this module's commands."""
    app.command(
        help=say(
            "Sửa đoạn: cho lượt mã hóa ít hay nhiều lời hơn.",
            "Give a coding fewer or more words.",
        )
    )(respan)
    app.command(help=say("Đánh dấu lượt lời đã đọc.", "Mark turns as read."))(seen)


def respan(
    coding: OneCodingArgument,
    *,
    quote: QuoteOption = "",
    reason: ReasonOption = "",
    coder: CoderOption = "",
    project: ProjectOption = None,
) -> None:
    """Give a coding other words."""

    def draft(study: Study, name: str) -> list[Decision]:
        found = coding_of(study, coding)
        span = decisions.locate(study, found.transcript, found.turn, quote, near=found.span)
        return [decisions.respan(study, found, span, coder=name, note=reason)]

    record(project, coder, draft)


def seen(
    transcript: TranscriptArgument,
    turns: Annotated[
        list[int],
        typer.Argument(metavar="TURN...", help=say("Số các lượt lời.", "The turns' numbers.")),
    ],
    coder: CoderOption = "",
    project: ProjectOption = None,
) -> None:
    """Mark turns as read."""
    record(
        project,
        coder,
        lambda study, name: [decisions.seen(study, transcript, turn, coder=name) for turn in turns],
    )

"""`pin` and `ban`: which quotes reports always show, and which never."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from qualcode import decisions
from qualcode.cli.console import say
from qualcode.cli.decisions import ReasonOption
from qualcode.cli.options import CoderOption, ProjectOption
from qualcode.cli.recording import record
from qualcode.model import Cite, Decision, Study

QuotesArgument = Annotated[
    list[str],
    typer.Argument(
        metavar="CODING...",
        help=say(
            "coding_id trong codings.csv, hoặc số trích dẫn trong báo cáo: pvs_01:T004:1.",
            "coding_id of codings.csv, or a quote's id as reports print it: pvs_01:T004:1.",
        ),
    ),
]
CodeOption = Annotated[
    str,
    typer.Option(
        "--code",
        metavar="CODE",
        help=say(
            "Câu mang nhiều mã: chỉ ở mã hay nhóm này.",
            "Of words with several codes: only under this code or group.",
        ),
    ),
]
OffOption = Annotated[
    bool, typer.Option("--off", help=say("Thôi, như chưa chọn.", "Not any more."))
]


def add_to(app: typer.Typer) -> None:
    """Add this module's commands."""
    app.command(
        help=say(
            "Ghim trích dẫn: báo cáo luôn chọn trước.",
            "Pin quotes: reports always choose them first.",
        )
    )(pin)
    app.command(
        help=say("Loại trích dẫn: báo cáo không dùng.", "Ban quotes: reports never show them.")
    )(ban)


def pin(
    coding: QuotesArgument,
    *,
    code: CodeOption = "",
    off: OffOption = False,
    reason: ReasonOption = "",
    coder: CoderOption = "",
    project: ProjectOption = None,
) -> None:
    """Always choose these quotes."""
    _choose("pin", coding, code, off=off, reason=reason, coder=coder, project=project)


def ban(
    coding: QuotesArgument,
    *,
    code: CodeOption = "",
    off: OffOption = False,
    reason: ReasonOption = "",
    coder: CoderOption = "",
    project: ProjectOption = None,
) -> None:
    """Never show these quotes."""
    _choose("ban", coding, code, off=off, reason=reason, coder=coder, project=project)


def _choose(
    choice: Cite,
    typed: list[str],
    code: str,
    *,
    off: bool,
    reason: str,
    coder: str,
    project: Path | None,
) -> None:
    """Record the choice for each coding for which it is not made yet; all or none."""

    def draft(study: Study, name: str) -> list[Decision]:
        found = dict.fromkeys(
            coding for each in typed for coding in decisions.meant(study, each, code)
        )
        return [
            decisions.cite(study, coding, "" if off else choice, coder=name, note=reason)
            for coding in found
            if (coding.cite == choice) == off
        ]

    record(project, coder, draft)

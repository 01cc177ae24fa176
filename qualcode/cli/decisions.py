"""`add`, `accept`, `reject`, `recode`, `memo`, `decide`: which words have which code."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Annotated

import typer

from qualcode import decision_table, decisions
from qualcode.cli.console import say
from qualcode.cli.options import CoderOption, ProjectOption, coding_of
from qualcode.cli.recording import record
from qualcode.model import Coding, Decision, Study

CodingArgument = Annotated[
    list[str],
    typer.Argument(
        metavar="CODING...",
        help=say(
            "coding_id trong codings.csv; vài chữ đầu là đủ.",
            "coding_id of codings.csv; its first characters will do.",
        ),
    ),
]
OneCodingArgument = Annotated[
    str,
    typer.Argument(
        metavar="CODING",
        help=say(
            "coding_id trong codings.csv; vài chữ đầu là đủ.",
            "coding_id of codings.csv; its first characters will do.",
        ),
    ),
]
CodeArgument = Annotated[
    str, typer.Argument(metavar="CODE", help=say("Mã trong sổ mã.", "A code of the codebook."))
]
TranscriptArgument = Annotated[
    str, typer.Argument(metavar="TRANSCRIPT", help=say("Bản gỡ băng.", "The transcript."))
]
QuoteOption = Annotated[
    str,
    typer.Option(
        "--quote",
        metavar="TEXT",
        help=say("Lời trích; mặc định cả lượt lời.", "The words; default the whole turn."),
    ),
]
ReasonOption = Annotated[
    str, typer.Option("--note", metavar="TEXT", help=say("Lý do.", "The reason."))
]


def add_to(app: typer.Typer) -> None:
    """Add this module's commands."""
    app.command(
        help=say("Gán mã cho một lượt lời hay trích dẫn.", "Add a code to a turn or a quote.")
    )(add)
    app.command(help=say("Chấp nhận mã máy đề xuất.", "Accept proposed codings."))(accept)
    app.command(help=say("Bỏ lượt mã hóa.", "Reject codings."))(reject)
    app.command(help=say("Đổi sang mã khác.", "Give a coding another code."))(recode)
    app.command(help=say("Ghi chú cho một lượt mã hóa.", "Write a memo on a coding."))(memo)
    app.command(
        help=say(
            "Ghi các quyết định từ tệp CSV: transcript,turn,quote,code,action,coder[,memo].",
            "Record the decisions of a CSV: transcript,turn,quote,code,action,coder[,memo].",
        )
    )(decide)


def add(
    transcript: TranscriptArgument,
    turn: Annotated[
        int, typer.Argument(metavar="TURN", help=say("Số lượt lời.", "The turn's number."))
    ],
    code: CodeArgument,
    *,
    quote: QuoteOption = "",
    reason: ReasonOption = "",
    coder: CoderOption = "",
    project: ProjectOption = None,
) -> None:
    """Add a code by hand."""

    def draft(study: Study, name: str) -> list[Decision]:
        span = decisions.locate(study, transcript, turn, quote)
        return [decisions.add(study, transcript, code, span, coder=name, note=reason)]

    record(project, coder, draft)


def accept(
    coding: CodingArgument,
    reason: ReasonOption = "",
    coder: CoderOption = "",
    project: ProjectOption = None,
) -> None:
    """Accept proposals."""
    _on_each(coding, decisions.accept, reason, coder, project)


def reject(
    coding: CodingArgument,
    reason: ReasonOption = "",
    coder: CoderOption = "",
    project: ProjectOption = None,
) -> None:
    """Reject codings."""
    _on_each(coding, decisions.reject, reason, coder, project)


def recode(
    coding: OneCodingArgument,
    code: CodeArgument,
    reason: ReasonOption = "",
    coder: CoderOption = "",
    project: ProjectOption = None,
) -> None:
    """Replace one coding's code."""
    record(
        project,
        coder,
        lambda study, name: [
            decisions.recode(study, coding_of(study, coding), code, coder=name, note=reason)
        ],
    )


def memo(
    coding: OneCodingArgument,
    text: Annotated[str, typer.Argument(metavar="TEXT", help=say("Ghi chú.", "The memo."))],
    coder: CoderOption = "",
    project: ProjectOption = None,
) -> None:
    """Write a memo."""
    record(
        project,
        coder,
        lambda study, name: [decisions.memo(study, coding_of(study, coding), text, coder=name)],
    )


def decide(
    file: Annotated[Path, typer.Argument(metavar="FILE.csv", help=say("Tệp CSV.", "CSV file."))],
    project: ProjectOption = None,
) -> None:
    """Take many decisions at once: all of the file or, with its faults told, none."""
    from qualcode import files

    record(
        project,
        "",
        lambda study, _name: list(
            decision_table.from_rows(study, files.read_csv(file, file.as_posix()), file.as_posix())
        ),
    )


def _on_each(
    ids: list[str],
    decide_on: Callable[..., Decision],
    reason: str,
    coder: str,
    project: Path | None,
) -> None:
    """Record the same decision on each of these codings, all or none."""
    record(
        project,
        coder,
        lambda study, name: [
            decide_on(study, found, coder=name, note=reason) for found in _all(study, ids)
        ],
    )


def _all(study: Study, ids: list[str]) -> list[Coding]:
    return [coding_of(study, id) for id in ids]  # noqa: A001 - an id is an id

"""Options that several commands share, and what they stand for."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from qualcode.cli.console import say
from qualcode.cli.given import coder_of, folder
from qualcode.errors import DecisionError
from qualcode.model import Coding, Study

__all__ = ["CoderOption", "JsonOption", "ProjectOption", "coder_name", "coding_of", "folder"]

ProjectOption = Annotated[
    Path | None,
    typer.Option(
        "--project",
        metavar="DIR",
        help=say(
            "Thư mục nghiên cứu (mặc định: thư mục này hoặc thư mục cha).",
            "The study's folder (default: here, searched upwards).",
        ),
    ),
]
CoderOption = Annotated[
    str,
    typer.Option(
        "--coder",
        envvar="QUALCODE_CODER",
        metavar="NAME",
        help=say("Tên người mã hóa.", "The coder's name."),
    ),
]
JsonOption = Annotated[
    bool, typer.Option("--json", help=say("In JSON cho chương trình khác.", "Print JSON."))
]


def coding_of(study: Study, id: str) -> Coding:
    """Return the coding whose id begins as typed."""
    from qualcode import decisions

    if not id.strip():
        raise DecisionError.at(
            "CODING",
            "hãy ghi coding_id của lượt mã hóa, ở cột đầu của matrices/codings.csv",
            "write the coding's coding_id, the first column of matrices/codings.csv",
        )
    return decisions.find(study, id)


def coder_name(given: str, study: Study) -> str:
    """Return who decides in this study: as given, else as it says, else the computer's user."""
    return coder_of(given, study.settings)

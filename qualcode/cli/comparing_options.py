"""What `compare` and `joint` can be asked for."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from qualcode.cli.console import say
from qualcode.errors import StudyError

WithinOption = Annotated[
    str,
    typer.Option(
        "--within",
        metavar="TYPE",
        help=say("Chỉ loại nguồn này: KII, PVS, TLN.", "Only this type of source: KII, IDI, FGD."),
    ),
]
CodesOption = Annotated[
    list[str] | None,
    typer.Option(
        "--codes",
        metavar="CODE",
        help=say(
            "Chỉ mã hay nhóm mã này, kèm trích dẫn; dùng được nhiều lần.",
            "Only this code or group, with quotes; can be repeated.",
        ),
    ),
]
QuotesOption = Annotated[
    int,
    typer.Option(
        "--quotes",
        min=0,
        metavar="N",
        help=say("Trích dẫn của mỗi bên cho mỗi chủ đề.", "Quotes of each side for each theme."),
    ),
]
LeastOption = Annotated[
    int,
    typer.Option(
        "--least",
        min=1,
        metavar="N",
        help=say(
            "Dưới số được hỏi này thì không kết luận.", "Of fewer asked than this nothing is told."
        ),
    ),
]
AllOption = Annotated[
    bool,
    typer.Option(
        "--all",
        help=say(
            "Mọi chủ đề, và trích dẫn cho mọi chỗ khác nhau.",
            "Every theme, and quotes for every difference.",
        ),
    ),
]
OutOption = Annotated[
    Path | None,
    typer.Option(
        "--out",
        metavar="FILE",
        help=say("Ghi ra tệp .docx hay .xlsx này.", "Write this .docx or .xlsx file."),
    ),
]


def check_suffix(out: Path | None) -> None:
    """Raise an error unless the file is one of those that can be written."""
    if out and out.suffix.lower() not in (".docx", ".xlsx"):
        raise StudyError.at(
            "--out", f"'{out}': hãy đặt tên tệp .docx hay .xlsx", f"'{out}': name a .docx or .xlsx"
        )

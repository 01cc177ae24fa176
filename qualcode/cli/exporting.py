"""`export`: what leaves the study for people to work in, or for a client."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from qualcode.cli import (
    exporting_examples,
    exporting_framework,
    exporting_translations,
    exporting_workbook,
    sheets,
)
from qualcode.cli.codebook_files import CodebookOption, OutputOption, ReplaceOption
from qualcode.cli.console import say
from qualcode.cli.delivering import ShareOption
from qualcode.cli.options import CoderOption, ProjectOption, folder
from qualcode.cli.showing import ConfirmedOption

WHAT = ("coding-sheet", "framework", "translations", "workbook", "examples")

WhatArgument = Annotated[
    str,
    typer.Argument(
        metavar="WHAT",
        help=say(
            "Xuất gì: coding-sheet (phiếu mã hóa), framework (ma trận khung để viết tóm tắt), "
            "translations (trích dẫn cho người dịch), workbook (bảng tính cho khách hàng) hay "
            "examples (ví dụ cho sổ mã).",
            "What to export: coding-sheet, framework (the matrix to write summaries into), "
            "translations (quotes for a translator), workbook (for the client), or examples for a "
            "codebook.",
        ),
    ),
]
TranscriptsArgument = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="[TRANSCRIPT...]",
        help=say("Bản gỡ băng; mặc định: tất cả.", "Transcripts; default: all of them."),
    ),
]
FormatOption = Annotated[
    str,
    typer.Option(
        "--format",
        metavar="docx|xlsx",
        help=say("Phiếu: loại tệp.", "Sheets: kind of file."),
    ),
]
OutOption = Annotated[
    Path | None,
    typer.Option(
        "--out",
        metavar="DIR|FILE",
        help=say(
            "Phiếu: thư mục ghi; những thứ khác: tệp mới (như --output).",
            "Sheets: the folder for them; all else: the new file (as --output).",
        ),
    ),
]
BlindOption = Annotated[
    bool,
    typer.Option(
        "--blind",
        help=say(
            "Phiếu: chỉ có mã của chính người này, không thấy máy hay người khác.",
            "Sheets: only this coder's own codings, neither the machine's nor others'.",
        ),
    ),
]
LevelOption = Annotated[
    int,
    typer.Option(
        "--level",
        metavar="N",
        help=say(
            "Ma trận khung: cột theo nhóm mã (1), theo mã bên dưới (2), …",
            "Framework: a column for each family (1), for what is below it (2), …",
        ),
    ),
]
CodesOption = Annotated[
    list[str] | None,
    typer.Option(
        "--code",
        metavar="CODE",
        help=say("Bản dịch: chỉ mã hay nhóm mã này.", "Translations: only this code or family."),
    ),
]
MissingOption = Annotated[
    bool,
    typer.Option(
        "--missing",
        help=say("Bản dịch: chỉ câu chưa có.", "Translations: only quotes that have none."),
    ),
]
LanguageOption = Annotated[
    str,
    typer.Option(
        "--language",
        "--lang",
        metavar="vi|en|both",
        help=say(
            "Bản dịch: ngôn ngữ của tiêu đề; bảng tính: ngôn ngữ.",
            "Translations: the headings' language; workbook: its language.",
        ),
    ),
]


def add_to(app: typer.Typer) -> None:
    """Add this module's command."""
    app.command(
        "export",
        help=say(
            "Xuất phiếu mã hóa cho người không dùng cửa sổ lệnh (Word có bình luận, hoặc Excel), "
            "ma trận khung để viết tóm tắt, trích dẫn cho người dịch, bảng tính cho khách hàng, "
            "hay những đoạn đã có người quyết định, làm ví dụ cho sổ mã.",
            "Export coding sheets for coders without a terminal (Word with comments, or Excel), "
            "the framework matrix to write summaries into, quotes for a translator, the client's "
            "workbook, or the passages that people decided on, as examples for a codebook.",
        ),
    )(export)


def export(
    what: WhatArgument,
    transcripts: TranscriptsArgument = None,
    *,
    kind: FormatOption = "docx",
    out: OutOption = None,
    blind: BlindOption = False,
    level: LevelOption = 1,
    coder: CoderOption = "",
    code: CodesOption = None,
    missing: MissingOption = False,
    language: LanguageOption = "",
    output: OutputOption = None,
    codebook: CodebookOption = "",
    replace: ReplaceOption = False,
    share: ShareOption = False,
    confirmed: ConfirmedOption = False,
    project: ProjectOption = None,
) -> None:
    """Write coding sheets, the framework, quotes to translate, or a codebook's examples."""
    sheets.check_one_of("WHAT", what, WHAT)
    root, chosen, file = folder(project), transcripts or (), output or out
    if what == "coding-sheet":
        sheets.export(root, sheets.Wanted(chosen, kind, out, coder, blind))
    elif what == "framework":
        exporting_framework.export(root, chosen, level, file, replace=replace)
    elif what == "translations":
        wanted = exporting_translations.Wanted(
            chosen, code or (), missing=missing, language=language, output=file, replace=replace
        )
        exporting_translations.export(root, wanted)
    elif what == "workbook":
        exporting_workbook.export(root, file, language, share=share, confirmed=confirmed)
    else:
        exporting_examples.export(root, chosen, codebook, file, replace=replace)

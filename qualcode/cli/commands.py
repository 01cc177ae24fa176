"""Every command: each parses, calls one function, shows what came back."""

from __future__ import annotations

import typer

from qualcode import __version__
from qualcode.cli import (
    agreeing,
    briefing,
    choosing,
    code_counts,
    codebook,
    comparing,
    consistency,
    cooccurring,
    covering,
    decisions,
    exporting,
    importing,
    joining,
    log,
    matrices,
    picturing,
    quoting,
    reading,
    reporting,
    saturating,
    similar,
    site_page,
    study,
    suggesting,
    summarising,
    surveying,
    tables,
    team,
    themes,
    translating,
    triangulating,
    undoing,
    words,
)
from qualcode.cli.console import data, say

app = typer.Typer(
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
    help=say(
        "Mã hóa định tính phỏng vấn tiếng Việt: sổ mã, sửa mã bằng tay, ma trận, "
        "đối chiếu nguồn, trích dẫn. Bắt đầu bằng: qualcode run",
        "Qualitative coding of Vietnamese interviews: codebook, overrides by hand, matrix, "
        "triangulation, quotes. Start with: qualcode run",
    ),
    epilog=say(
        "Mã thoát: 0 xong, 1 có chỗ bạn sửa được, 2 gõ sai lệnh.",
        "Exit codes: 0 done, 1 something you can mend, 2 wrong usage.",
    ),
)
for part in (
    study,
    decisions,
    reading,
    translating,
    choosing,
    summarising,
    undoing,
    log,
    team,
    agreeing,
    exporting,
    importing,
    suggesting,
    similar,
    themes,
    consistency,
    tables,
    quoting,
    matrices,
    code_counts,
    triangulating,
    comparing,
    joining,
    cooccurring,
    saturating,
    covering,
    surveying,
    picturing,
    briefing,
    site_page,
    reporting,
    words,
    codebook,
):
    part.add_to(app)


def _show_version(wanted: bool) -> None:  # noqa: FBT001 - typer's signature
    if wanted:
        data(f"qualcode {__version__}")
        raise typer.Exit


@app.callback()
def _options(
    _version: bool = typer.Option(  # noqa: FBT001 - typer's way to a flag
        False,  # noqa: FBT003
        "--version",
        is_eager=True,
        callback=_show_version,
        help=say("In phiên bản.", "Print the version."),
    ),
) -> None:
    pass

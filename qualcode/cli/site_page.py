"""`site`: the study as one HTML file for who has no qualcode."""

from __future__ import annotations

import typer

from qualcode.cli import delivering
from qualcode.cli.console import note, say
from qualcode.cli.delivering import OutOption, ShareOption, TongueOption
from qualcode.cli.options import ProjectOption, folder
from qualcode.cli.showing import ConfirmedOption

NAME = "site.html"


def add_to(app: typer.Typer) -> None:
    """Add this module's command."""
    app.command(
        help=say(
            "Trang web một tệp: bản gỡ băng đã mã hóa, bộ lọc, sổ mã, ma trận, biểu đồ; không cần "
            "mạng hay cài gì.",
            "One HTML file: coded transcripts, filters, codebook, matrix, charts; without network "
            "or program.",
        )
    )(site)


def site(
    *,
    out: OutOption = None,
    language: TongueOption = "",
    share: ShareOption = False,
    confirmed: ConfirmedOption = False,
    project: ProjectOption = None,
) -> None:
    """Write the study's page."""
    from qualcode import site as pages
    from qualcode.project import RESULTS

    study = delivering.load(project, confirmed=confirmed, share=share)
    tongue = delivering.tongue(language, study, "site", "vi")
    path = out or folder(project) / RESULTS / NAME
    pages.write(study, path, tongue)
    note(say("Đã ghi:", "Written:"), f"  {path}")

"""What `picture` can be asked for."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from qualcode.cli.console import say

SPLITS = ("direction", "status")
LANGUAGES = ("vi", "en")

KindArgument = Annotated[
    str,
    typer.Argument(
        metavar="KIND",
        help=say(
            "heatmap (mã × nhóm), bars (số nguồn theo mã), saturation (đường bão hòa), "
            "cooccurrence (mạng), cooccurrence-map (mã × mã), timeline (một bản gỡ băng), all.",
            "heatmap (codes × groups), bars (cases by code), saturation (the curve), cooccurrence "
            "(network), cooccurrence-map (codes × codes), timeline (one transcript), all.",
        ),
    ),
]
TranscriptArgument = Annotated[
    str,
    typer.Argument(
        metavar="[TRANSCRIPT]",
        help=say("Bản gỡ băng của timeline.", "The transcript of a timeline."),
    ),
]
ByOption = Annotated[
    str,
    typer.Option(
        "--by",
        metavar="ATTRIBUTE",
        help=say(
            "Heatmap: nhóm theo cột nào của cases.csv; saturation: mỗi nhóm một đường.",
            "Heat map: groups by which column of cases.csv; saturation: a curve for each.",
        ),
    ),
]
SplitOption = Annotated[
    str,
    typer.Option(
        "--split",
        metavar="direction|status",
        help=say(
            "Bars: chia theo chiều (cản trở, thúc đẩy) hay theo đã xác nhận chưa.",
            "Bars: split by direction (barrier, enabler), or by whether confirmed.",
        ),
    ),
]
TopOption = Annotated[
    int | None,
    typer.Option(
        "--top",
        min=0,
        metavar="N",
        help=say(
            "Vẽ nhiều nhất N mã (cooccurrence: N đường nối); 0 là tất cả.",
            "Draw N codes at most (cooccurrence: N lines); 0 draws all.",
        ),
    ),
]
TimelinesOption = Annotated[
    bool,
    typer.Option(
        "--timelines",
        help=say("All: thêm mọi bản gỡ băng.", "All: every transcript's timeline too."),
    ),
]
OutOption = Annotated[
    Path | None,
    typer.Option(
        "--out",
        metavar="FILE|DIR",
        help=say(
            "Ghi ra .png, .svg, .docx, .pptx, .html, hay thư mục (mỗi hình .png và .svg).",
            "Write .png, .svg, .docx, .pptx, .html, or a folder (a .png and .svg of each).",
        ),
    ),
]
LanguageOption = Annotated[
    str, typer.Option("--lang", metavar="vi|en", help=say("Chữ trong hình.", "The words in it."))
]

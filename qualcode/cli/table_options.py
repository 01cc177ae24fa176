"""What several commands that print tables of a study can be asked for."""

from __future__ import annotations

from typing import Annotated

import typer

from qualcode.cli.console import say

ByOption = Annotated[
    str,
    typer.Option(
        "--by",
        metavar="ATTRIBUTE",
        help=say(
            "Cột của cases.csv hay speakers.csv: gender, province, group …",
            "A column of cases.csv or speakers.csv: gender, province, group …",
        ),
    ),
]
PeopleOption = Annotated[
    bool,
    typer.Option(
        "--people",
        help=say(
            "Tính từng người trong nhóm, không tính mỗi nhóm là một.",
            "Count each person of a focus group, not each group as one.",
        ),
    ),
]
LevelOption = Annotated[
    int | None,
    typer.Option(
        "--level",
        min=1,
        help=say(
            "Theo nhóm mã ở bậc này của cây mã; 1 là họ mã.",
            "By the groups at this level of the code tree; 1: families.",
        ),
    ),
]
CodesOption = Annotated[
    list[str] | None,
    typer.Option(
        "--codes",
        metavar="CODE",
        help=say(
            "Chỉ mã hay nhóm mã này; dùng được nhiều lần.",
            "Only this code or group; can be repeated.",
        ),
    ),
]

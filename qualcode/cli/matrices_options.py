"""What `matrix` and `counts` can be asked for."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from qualcode.cli.console import say

RowsOption = Annotated[
    str,
    typer.Option(
        "--rows",
        metavar="case|person|ATTRIBUTE",
        help=say(
            "Hàng: từng nguồn, từng người, hay các giá trị của một cột (province, gender …).",
            "Rows: each case, each person, or the values of a column (province, gender …).",
        ),
    ),
]
CellOption = Annotated[
    str,
    typer.Option(
        "--cell",
        metavar="KIND",
        help=say(
            "Ô: references (lượt), cases (n/N), presence, share, characters, quotes, summary.",
            "Cells: references, cases (n/N), presence, share, characters, quotes, summary.",
        ),
    ),
]
OrderOption = Annotated[
    str,
    typer.Option(
        "--order",
        metavar="KEYS",
        help=say(
            "Xếp hàng theo cột (group, date …) hay mã (code:MÃ); nhiều thì cách bằng dấu phẩy.",
            "Order rows by a column (group, date …) or a code (code:ID); several with commas.",
        ),
    ),
]
OutOption = Annotated[
    Path | None,
    typer.Option(
        "--out",
        metavar="FILE",
        help=say(
            "Ghi ra tệp .csv này; với --cell summary cũng có thể là .xlsx để viết tóm tắt vào.",
            "Write this .csv file; with --cell summary also .xlsx, to write summaries into.",
        ),
    ),
]
RespondentsOption = Annotated[
    bool,
    typer.Option(
        "--respondents",
        help=say(
            "Tính từng người trả lời khảo sát, theo câu trả lời mở.",
            "Count each respondent of the surveys, by their open answers.",
        ),
    ),
]

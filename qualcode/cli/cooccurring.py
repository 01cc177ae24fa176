"""`cooccur`: which codes are said together."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Annotated

import typer

from qualcode import shares
from qualcode.cli import console, showing
from qualcode.cli.console import data, note, say
from qualcode.cli.options import JsonOption, ProjectOption
from qualcode.cli.showing import ConfirmedOption, CsvOption
from qualcode.cli.table_options import LevelOption, PeopleOption

if TYPE_CHECKING:
    from pandas import DataFrame

    from qualcode.cooccurrence import Within

SHOWN = 20
"""Pairs that the screen lists."""
_FIRST, _CELL = 36, 4
"""Columns of the screen for a code of the matrix, and for each count."""

WithinOption = Annotated[
    str,
    typer.Option(
        "--within",
        metavar="segment|overlap|turn|case|N",
        help=say(
            "Cùng đoạn (segment), chung ký tự (overlap), cùng lượt lời (turn), cùng nguồn (case), "
            "hay cách nhau không quá N lượt.",
            "In one segment, sharing a character (overlap), in one turn, in one case, or at most "
            "N turns apart.",
        ),
    ),
]
CodesOption = Annotated[
    list[str] | None,
    typer.Option(
        "--codes",
        metavar="CODE",
        help=say(
            "Chỉ những cặp có mã hay nhóm mã này; dùng được nhiều lần.",
            "Only pairs with this code or group; can be repeated.",
        ),
    ),
]
LeastOption = Annotated[
    int,
    typer.Option(
        "--least",
        metavar="K",
        help=say("Chỉ những cặp đi cùng ít nhất K lần.", "Only pairs together K times or more."),
    ),
]
MatrixOption = Annotated[
    bool, typer.Option("--matrix", help=say("In ma trận mã × mã.", "Print codes × codes."))
]


def add_to(app: typer.Typer) -> None:
    """Add this module's command."""
    app.command(help=say("Những mã nào đi cùng nhau.", "Which codes are said together."))(cooccur)


def cooccur(
    *,
    within: WithinOption = "segment",
    codes: CodesOption = None,
    level: LevelOption = None,
    least: LeastOption = 1,
    matrix: MatrixOption = False,
    people: PeopleOption = False,
    project: ProjectOption = None,
    confirmed: ConfirmedOption = False,
    json: JsonOption = False,
    csv: CsvOption = False,
) -> None:
    """Print which codes are said together, most often first; or codes × codes."""
    from qualcode import cooccurrence, counting

    study = showing.load(project, confirmed=confirmed)
    showing.check_codes(study, codes or ())
    place: Within = int(within) if within.lstrip("-").isdecimal() else within  # type: ignore[assignment] # the stage checks it
    counted = shares.counted(study)
    units = counting.people(counted) if people else None
    names = showing.labels(study)
    if matrix:
        table = cooccurrence.cooccurrence(counted, within=place, level=level, units=units)
        _matrix(table, names, json=json, csv=csv)
        return
    found = cooccurrence.pairs(
        counted, within=place, level=level, least=least, codes=codes or (), units=units
    )
    if json or csv:
        showing.show(found, json=json, csv=csv)
    else:
        _show(found, names, ["either"] if within == "overlap" else ["both", "either"])


def _show(found: DataFrame, names: Mapping[str, str], left_out: list[str]) -> None:
    """Print the pairs that a screen takes, without these columns."""
    shown = found.head(SHOWN).drop(columns=left_out)
    for column in ("code_a", "code_b"):
        shown[column] = [names.get(code) or code for code in shown[column]]
    if len(found) > SHOWN:
        more = say(
            f"{SHOWN} trên {len(found)} cặp; --csv có đủ, --least K bớt những cặp hiếm.",
            f"{SHOWN} of {len(found)} pairs; --csv has all, --least K drops the rare ones.",
        )
        note(more)
    showing.show(shown, json=False, csv=False, heads=_heads())


def _heads() -> dict[str, str]:
    return {
        "code_a": say("mã a", "code a"),
        "code_b": say("mã b", "code b"),
        "together": say("cùng nhau", "together"),
        "a": say("có a", "with a"),
        "b": say("có b", "with b"),
        "coefficient": "Jaccard",
        "cases": say("nguồn", "cases"),
    }


def _matrix(table: DataFrame, names: dict[str, str], *, json: bool, csv: bool) -> None:
    """Print codes × codes; on the screen those that most often stand with others, by number."""
    if json or csv:
        showing.show(table.reset_index(), json=json, csv=csv)
        return
    room = max(1, (console.width() - _FIRST) // _CELL)
    often = table.sum().sort_values(ascending=False, kind="stable").head(room)
    chosen = [code for code in table.index if code in often.index and often[code]]
    if chosen:
        data(" " * _FIRST + "".join(f"{number + 1:{_CELL}}" for number in range(len(chosen))))
    for number, code in enumerate(chosen):
        label = f"{number + 1} {names.get(code) or code}"
        counts = (int(table.loc[code, other]) or "·" for other in chosen[:number])
        shown = label if len(label) < _FIRST else f"{label[: _FIRST - 2]}…"
        data(f"{shown:{_FIRST}}" + "".join(f"{count:>{_CELL}}" for count in counts))
    left = len(table.index) - len(chosen)
    if left and chosen:
        note(
            say(
                f"Còn {left} mã ít khi hoặc không đi cùng mã khác; --csv có đủ.",
                f"{left} more codes seldom or never stand with others; --csv has all.",
            )
        )
    showing.tell(table)

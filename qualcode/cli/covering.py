"""`coverage`: how much of the talk is coded and read, and which cases have nothing."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Annotated, Any

import typer

from qualcode import basis, shares
from qualcode.cli import console, showing
from qualcode.cli.console import data, say
from qualcode.cli.options import JsonOption, ProjectOption
from qualcode.cli.showing import ConfirmedOption, CsvOption
from qualcode.cli.table_options import ByOption, PeopleOption

if TYPE_CHECKING:
    from pandas import DataFrame

CasesOption = Annotated[
    bool, typer.Option("--cases", help=say("Thêm một dòng mỗi nguồn.", "Add a row for each case."))
]


def add_to(app: typer.Typer) -> None:
    """Add this module's command."""
    app.command(
        help=say(
            "Bao nhiêu phần lời kể đã được mã hóa; nguồn nào chưa có gì.",
            "How much of the talk is coded; which cases have nothing.",
        )
    )(coverage)


def coverage(
    *,
    by: ByOption = "",
    cases: CasesOption = False,
    people: PeopleOption = False,
    project: ProjectOption = None,
    confirmed: ConfirmedOption = False,
    json: JsonOption = False,
    csv: CsvOption = False,
) -> None:
    """Print the shares of text, segments, turns and cases that have a code."""
    from qualcode import comparing, counting
    from qualcode import coverage as stage

    loaded = showing.load(project, confirmed=confirmed)
    if by:
        showing.check_attribute(loaded, by)
    study = shares.counted(loaded)
    found = stage.coverage(study, by=by, units=counting.people(study) if people else None)
    if json or csv:
        showing.show(found, json=json, csv=csv)
        return
    names = comparing.names(study, by, found.loc[found["level"] == "group", "name"])
    _print(
        found, {value: name.say(console.language()) for value, name in names.items()}, cases=cases
    )
    showing.tell(found)


def _print(found: DataFrame, names: Mapping[str, str], *, cases: bool) -> None:
    from qualcode.coverage import WHY

    rows = basis.records(found)
    shown = [row for row in rows if cases or row["level"] != "case"]
    heads = [
        say("nhóm", "group"),
        say("nguồn", "cases"),
        say("ký tự", "characters"),
        say("đoạn", "segments"),
        say("lượt lời", "turns"),
        say("lượt đã đọc", "turns read"),
    ]
    console.screen().print(console.table(heads, [_cells(row, names) for row in shown]))
    empty = [row for row in rows if row["level"] == "case" and row["why"]]
    for row in empty:
        data(f"{row['name']}: {WHY[row['why']].say(console.language())}")
    if not empty and rows[0]["cases"]:
        data(say("Nguồn nào cũng có lượt mã hóa.", "Every case has a coding."))


def _cells(row: Mapping[str, Any], names: Mapping[str, str]) -> list[str]:
    """Return a row as text: how many of how many, and the share."""
    counted = [_of(row, part) for part in ("segments_coded", "turns_coded")]
    cases = f"{row['cases_coded']}/{row['cases']}"
    characters, read = (_share(row, part) for part in ("characters_coded", "turns_read"))
    name = names.get(row["name"]) if row["level"] == "group" else row["name"]
    return [name or say("tất cả", "all"), cases, characters, *counted, read]


def _of(row: Mapping[str, Any], part: str) -> str:
    return f"{row[part]}/{row[part.partition('_')[0]]} {_share(row, part)}"


def _share(row: Mapping[str, Any], part: str) -> str:
    return showing.percent(row[f"{part}_share"])

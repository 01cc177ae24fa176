"""`why`, `find`, `matrix`, `triangulate`, `quotes`: look at what was found."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from qualcode.cli import console
from qualcode.cli.console import data, note, say
from qualcode.cli.decisions import OneCodingArgument
from qualcode.cli.options import JsonOption, ProjectOption, folder
from qualcode.model import Study, is_within

if TYPE_CHECKING:
    from pandas import DataFrame

CsvOption = Annotated[bool, typer.Option("--csv", help=say("In CSV.", "Print CSV."))]


def add_to(app: typer.Typer) -> None:
    """Add this module's commands."""
    app.command(
        help=say(
            "Vì sao đoạn này có mã này: lời khớp, mẫu, sổ mã, quyết định.",
            "Why a passage has its code: the words, the rule, the codebook, the decisions.",
        )
    )(why)
    app.command(
        help=say(
            "Tìm lời trong bản gỡ băng; gõ không dấu cũng được.",
            "Find words in the transcripts; accents may be left out.",
        )
    )(find)
    app.command(help=say("Ma trận trường hợp × mã.", "The matrix of cases × codes."))(matrix)
    app.command(
        help=say("Đối chiếu các nguồn theo từng mã.", "Where sources agree, code by code.")
    )(triangulate)
    app.command(help=say("Trích dẫn theo mã.", "Quotes by code."))(quotes)


def why(
    coding: OneCodingArgument, project: ProjectOption = None, *, json: JsonOption = False
) -> None:
    """Explain one coding."""
    from dataclasses import asdict

    from qualcode import explain
    from qualcode import project as projects

    reason = explain.why(projects.load(folder(project)), coding)
    if json:
        console.show_json(asdict(reason))
    else:
        data(*explain.lines(reason, console.language()))


def find(
    words: Annotated[str, typer.Argument(metavar="WORDS", help=say("Lời cần tìm.", "Words."))],
    project: ProjectOption = None,
    *,
    json: JsonOption = False,
) -> None:
    """Find words in the transcripts."""
    from qualcode import explain
    from qualcode import project as projects

    found = explain.find(projects.load(folder(project)), words)
    if json:
        console.show_json({"found": [dict(zip(explain.FOUND, row, strict=True)) for row in found]})
    else:
        data(*(f"{name}:{turn}: {said}" for name, turn, said in found))
    raise typer.Exit(0 if found else 1)


def matrix(
    project: ProjectOption = None, *, json: JsonOption = False, csv: CsvOption = False
) -> None:
    """Print how often each case mentions each code."""
    from qualcode import matrix as stage

    study = _study(project)
    counts = stage.code_matrix(study)
    if not (json or csv):
        # A terminal has no room for all codes; files have.
        counts = stage.aggregate(counts)
        note(say("Theo nhóm mã; --csv cho từng mã.", "By family; --csv gives every code."))
    _show(counts.rename_axis("case").reset_index(), json=json, csv=csv)
    _say_share(study)


def triangulate(
    by: Annotated[
        str,
        typer.Option(
            "--by", metavar="ATTRIBUTE", help=say("Cột của cases.csv.", "A column of cases.csv.")
        ),
    ] = "type",
    project: ProjectOption = None,
    *,
    json: JsonOption = False,
    csv: CsvOption = False,
) -> None:
    """Print cases mentioning / cases asked by source, and the verdict."""
    from qualcode import triangulation

    study = _study(project)
    found = triangulation.triangulate(study, by, study.asked)
    if not (json or csv):
        verdict = f"verdict_{console.language()}"
        details = {*triangulation.COLUMNS[0][1:], *triangulation.COLUMNS[1]} - {verdict}
        found = found.drop(columns=list(details))
        note(triangulation.DEFAULTS.describe().say(console.language()))
    _show(found, json=json, csv=csv)
    _say_share(study)


def quotes(
    code: Annotated[
        str, typer.Argument(metavar="[CODE]", help=say("Mã hay nhóm mã.", "A code or family."))
    ] = "",
    project: ProjectOption = None,
    *,
    json: JsonOption = False,
    csv: CsvOption = False,
) -> None:
    """Print quotes with their attribution."""
    import pandas as pd

    from qualcode import decisions
    from qualcode import quotes as stage

    language, study = console.language(), _study(project)
    if code and not any(is_within(known.id, code) for known in study.codes):
        decisions.check_code(study, code)
    rows = [
        (quote.id, quote.coding.code, quote.words, quote.attribution.say(language))
        for quote in stage.quotes(study)
        if not code or is_within(quote.coding.code, code)
    ]
    columns = ["id", "code", "quote", "attribution"]
    _show(pd.DataFrame(rows, columns=columns), json=json, csv=csv)


def _study(project: ProjectOption) -> Study:
    from qualcode import project as projects

    with console.progress() as progress:
        return projects.load(folder(project), progress=progress)


def _show(frame: DataFrame, *, json: bool, csv: bool) -> None:
    if json:
        console.show_json({"rows": frame.to_dict(orient="records")})
    elif csv:
        data(frame.to_csv(index=False, lineterminator="\n").rstrip("\n"))
    else:
        columns = [str(column) for column in frame.columns]
        console.screen().print(console.table(columns, frame.itertuples(index=False)))


def _say_share(study: Study) -> None:
    """Say how much of what was counted a person has confirmed."""
    from qualcode import project as projects

    found = projects.summary(study)
    note(
        say(
            f"{found.codings} mã gán, {found.confirmed} đã có người xác nhận.",
            f"{found.codings} codings, {found.confirmed} confirmed by a person.",
        )
    )

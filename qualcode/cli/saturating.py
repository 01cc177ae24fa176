"""`saturation`: whether more cases still bring new codes."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Annotated

import typer

from qualcode import basis, shares
from qualcode.cli import console, showing
from qualcode.cli import saturation_tables as tables
from qualcode.cli.console import data, note, say
from qualcode.cli.options import JsonOption, ProjectOption
from qualcode.cli.showing import ConfirmedOption, CsvOption
from qualcode.cli.table_options import LevelOption

if TYPE_CHECKING:
    from pandas import DataFrame

    from qualcode.model import Study

BaseOption = Annotated[
    int,
    typer.Option(
        "--base",
        help=say("Bao nhiêu nguồn đầu làm nền.", "How many first cases make the base."),
    ),
]
RunOption = Annotated[
    int,
    typer.Option(
        "--run",
        help=say("Bao nhiêu nguồn kế tiếp trong mỗi loạt.", "How many cases make a run."),
    ),
]
ThresholdOption = Annotated[
    float,
    typer.Option(
        "--threshold",
        help=say("Tỷ lệ mã mới coi là ít: 0.05 hay 0.", "The share of new codes that is little."),
    ),
]
OrderOption = Annotated[
    str,
    typer.Option(
        "--order",
        metavar="date|name|listed|ATTRIBUTE",
        help=say(
            "Thứ tự nguồn: theo ngày, tên, như trong cases.csv, hay một cột.",
            "The order of cases: date, name, as in cases.csv, or a column.",
        ),
    ),
]
ByOption = Annotated[
    str,
    typer.Option(
        "--by",
        metavar="ATTRIBUTE",
        help=say("Tách theo cột này của cases.csv: type …", "By this column of cases.csv: type …"),
    ),
]
CurveOption = Annotated[
    bool,
    typer.Option(
        "--curve",
        help=say("Chỉ đường tích lũy, đủ mọi nguồn.", "Only the curve, with every case."),
    ),
]
RichnessOption = Annotated[
    bool,
    typer.Option(
        "--richness",
        help=say("Chỉ ước lượng số mã (Chao2).", "Only how many codes there may be (Chao2)."),
    ),
]


def add_to(app: typer.Typer) -> None:
    """Add this module's command."""
    app.command(
        help=say(
            "Nguồn mới còn mang lại mã mới không (bão hòa).",
            "Whether more cases still bring new codes.",
        )
    )(saturation)


def saturation(
    *,
    base: BaseOption = 4,
    run: RunOption = 2,
    threshold: ThresholdOption = 0.05,
    order: OrderOption = "date",
    by: ByOption = "",
    level: LevelOption = None,
    curve: CurveOption = False,
    richness: RichnessOption = False,
    project: ProjectOption = None,
    confirmed: ConfirmedOption = False,
    json: JsonOption = False,
    csv: CsvOption = False,
) -> None:
    """Print the verdict, the runs, the curve, and how many codes there may be."""
    from qualcode import saturation as stage

    loaded = showing.load(project, confirmed=confirmed)
    if by:
        showing.check_attribute(loaded, by)
    study = shares.counted(loaded)
    if curve:
        accumulated = stage.curve(study, order=order, by=by, level=level)
        _one(accumulated, tables.curve(_named(accumulated, study, by)), json=json, csv=csv)
        return
    if richness:
        estimated = stage.richness(study, by=by, level=level)
        _one(estimated, tables.richness(_named(estimated, study, by)), json=json, csv=csv)
        return
    runs = stage.saturation(
        study, base=base, run=run, threshold=threshold, order=order, by=by, level=level
    )
    if csv:
        showing.show(runs, json=False, csv=True)
        return
    accumulated = stage.curve(study, order=order, by=by, level=level)
    estimated = stage.richness(study, by=by, level=level)
    if json:
        _as_json(runs, accumulated, estimated)
    else:
        _print(*(_named(frame, study, by) for frame in (runs, accumulated, estimated)))


def _named(frame: DataFrame, study: Study, by: str) -> DataFrame:
    """Return the table with its strata as a reader is shown them."""
    from qualcode import comparing

    names = comparing.names(study, by, frame["stratum"])
    shown = [names[value].say(console.language()) for value in frame["stratum"]]
    return frame.assign(stratum=shown)


def _one(frame: DataFrame, table: tables.Table, *, json: bool, csv: bool) -> None:
    """Print one table, whole."""
    if json or csv:
        showing.show(frame, json=json, csv=csv)
        return
    table.show()
    showing.tell(frame)


def _as_json(runs: DataFrame, accumulated: DataFrame, estimated: DataFrame) -> None:
    """Print all three tables, each with what it rests on; the runs as any table's rows."""
    from qualcode.saturation import verdicts

    said = [sentence.say(console.language()) for sentence in verdicts(runs)]
    others = {
        name: {**basis.of(frame).as_json(), "rows": basis.records(frame)}
        for name, frame in (("curve", accumulated), ("richness", estimated))
    }
    own = basis.of(runs).as_json()
    console.show_json({**own, "verdicts": said, "rows": basis.records(runs), **others})


def _print(runs: DataFrame, accumulated: DataFrame, estimated: DataFrame) -> None:
    """Print the verdicts, then what they rest on, as much of it as a screen takes."""
    from qualcode.saturation import verdicts

    for sentence in verdicts(runs):
        data(*console.folded(sentence.say(console.language())))
    few_runs, few_cases = tables.few_runs(runs), tables.few_cases(accumulated)
    for table, shown in (
        (tables.runs(runs), few_runs),
        (tables.curve(accumulated), few_cases),
        (tables.richness(estimated), None),
    ):
        if shown != []:
            data("")
        table.show(shown)
    if len(few_runs) < runs["first"].notna().sum() or len(few_cases) < len(accumulated):
        note(say("Bảng đã rút gọn; --csv, --curve có đủ.", "Shortened: see --csv and --curve."))
    _tell(runs, accumulated, estimated)


def _tell(*frames: DataFrame) -> None:
    """Say on standard error how to read the tables, each thing once."""
    bases, language = [basis.of(frame) for frame in frames], console.language()
    told = [words for one in bases for words in one.notes] + [one.method for one in bases]
    for words in dict.fromkeys(told):
        note(*console.folded(words.say(language)))
    every = {name: value for one in bases for name, value in one.parameters.items()}
    for line in showing.facts(replace(bases[0], parameters=every)):
        note(*console.folded(line))

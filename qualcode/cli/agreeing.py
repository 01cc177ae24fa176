"""`agree`: how far coders agree with each other and with the rules, and where they differ."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from qualcode import basis
from qualcode.cli import agreement_shown, console, showing
from qualcode.cli.console import data, note, say
from qualcode.cli.options import JsonOption, ProjectOption
from qualcode.cli.showing import CsvOption
from qualcode.errors import StudyError

if TYPE_CHECKING:
    from pandas import DataFrame

CodersOption = Annotated[
    str,
    typer.Option(
        "--coders",
        metavar="A,B",
        help=say(
            "Chỉ so những người này (rules, learning: quy tắc, máy học).",
            "Compare these only; rules and learning stand for the program.",
        ),
    ),
]
RulesOption = Annotated[
    bool,
    typer.Option("--with-rules", "--rules", help=say("So cả với quy tắc.", "Rules as a coder.")),
]
LevelOption = Annotated[
    str,
    typer.Option(
        "--level", metavar="turn|segment", help=say("Đơn vị: lượt lời hay câu.", "The unit.")
    ),
]
ByOption = Annotated[
    str,
    typer.Option(
        "--by", metavar="ATTRIBUTE", help=say("Riêng theo cột của cases.csv.", "By an attribute.")
    ),
]
CodesOption = Annotated[
    str,
    typer.Option(
        "--codes", metavar="CODE,…", help=say("Chỉ những mã hay nhóm này.", "These codes only.")
    ),
]
MinOption = Annotated[
    float | None,
    typer.Option(
        "--min",
        min=-1,
        max=1,
        help=say("Mã thoát 1 nếu α chung thấp hơn.", "Exit 1 if the overall α is below this."),
    ),
]
DrawsOption = Annotated[
    int,
    typer.Option(
        "--draws", min=0, help=say("Số lần lấy mẫu lại cho khoảng 95%.", "Draws for intervals.")
    ),
]
SeedOption = Annotated[
    int, typer.Option("--seed", min=0, help=say("Hạt giống.", "The seed of the draws."))
]
StandingOption = Annotated[
    str,
    typer.Option(
        "--standing",
        metavar="missing|yes|no",
        help=say(
            "Đề xuất để nguyên ở lượt đã đọc: bỏ qua, là có, hay là không (mã hóa độc lập).",
            "Proposals left standing in a turn that was read: left out, yes, or no (if blind).",
        ),
    ),
]
WorksheetOption = Annotated[
    Path | None,
    typer.Option(
        "--worksheet",
        metavar="FILE",
        help=say(
            "Ghi những chỗ khác nhau ra .xlsx hay .csv để bàn.",
            "Write where they differ to .xlsx or .csv, to talk about.",
        ),
    ),
]


def add_to(app: typer.Typer) -> None:
    """Add this module's command."""
    app.command(
        help=say(
            "Độ thống nhất giữa những người mã hóa, và với quy tắc: %, κ, α, AC1 …",
            "How far coders agree with each other and with the rules: percent, κ, α, AC1 …",
        )
    )(agree)


def agree(
    *,
    coders: CodersOption = "",
    with_rules: RulesOption = False,
    level: LevelOption = "turn",
    by: ByOption = "",
    codes: CodesOption = "",
    minimum: MinOption = None,
    draws: DrawsOption = 2000,
    seed: SeedOption = 12345,
    standing: StandingOption = "missing",
    worksheet: WorksheetOption = None,
    project: ProjectOption = None,
    json: JsonOption = False,
    csv: CsvOption = False,
) -> None:
    """Print the agreement of coders; with a file, write their disagreements too."""
    from qualcode import agreement as stage
    from qualcode.agreement.views import RULES

    _check_file(worksheet)
    study = showing.load(project)
    if by:
        showing.check_attribute(study, by)
    options: dict[str, Any] = {
        "coders": _listed(coders),
        "machines": (RULES,) if with_rules else (),
        "codes": _listed(codes),
        "level": level,
        "standing": standing,
    }
    found = stage.agreement(study, by=by, draws=draws, seed=seed, **options)
    if json or csv or found.empty:
        _show_whole(found, json=json, csv=csv)
    else:
        agreement_shown.show(found)
    if worksheet:
        _write(stage.worksheet(study, **options), worksheet)
    if minimum is not None:
        _hold(found, minimum)


def _listed(given: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in given.split(",") if part.strip())


def _show_whole(found: DataFrame, *, json: bool, csv: bool) -> None:
    """Show every column, for programs; of nothing at all, what is needed."""
    if json or csv:
        showing.show(found, json=json, csv=csv)
    else:
        language = console.language()
        data(*(line for one in basis.of(found).notes for line in console.folded(one.say(language))))


def _check_file(path: Path | None) -> None:
    """Raise an error unless the worksheet can be written there."""
    from qualcode.agreement.worksheet_file import SUFFIXES

    if path and path.suffix.lower() not in SUFFIXES:
        listed = ", ".join(SUFFIXES)
        raise StudyError.at(
            str(path),
            f"chưa ghi được loại tệp này; hãy chọn: {listed}",
            f"this kind of file can't be written; choose from: {listed}",
        )
    if path and path.exists():
        raise StudyError.at(
            str(path),
            "đã có tệp này, có thể đang được điền; hãy chuyển nó đi hoặc chọn tên khác",
            "this file is there and may have been worked in; move it away or choose another name",
        )


def _write(frame: DataFrame, path: Path) -> None:
    from qualcode import exporters
    from qualcode.agreement import worksheet_file

    with exporters.replacing(path) as temporary:
        worksheet_file.write(frame, temporary)
    count = len(frame)
    note(say(f"{path}: {count} chỗ khác nhau", f"{path}: {count} disagreements"))


def _hold(found: DataFrame, minimum: float) -> None:
    """End with 1 if the first group's overall alpha is below, or undefined."""
    alpha = None if found.empty else found.iloc[0]["alpha"]
    if alpha is None or alpha < minimum:
        shown = agreement_shown.rate(alpha)
        wanted = agreement_shown.rate(minimum)
        note(say(f"α chung {shown} < {wanted} (--min)", f"Overall α {shown} < {wanted} (--min)"))
        raise typer.Exit(1)

"""`survey`: a survey's own result tables, and what its file has."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from qualcode import shares
from qualcode.cli import console, showing, survey_tables
from qualcode.cli.console import data, note, say
from qualcode.cli.options import JsonOption, ProjectOption
from qualcode.cli.showing import ConfirmedOption, CsvOption
from qualcode.errors import StudyError
from qualcode.model import Study, Survey

OUT_BY = ("gender", "province", "age")
"""The attributes by which the workbook has cross-tabs, where respondents have them."""

NameArgument = Annotated[
    str, typer.Argument(metavar="[NAME]", help=say("Tên khảo sát.", "The survey's name."))
]
QuestionOption = Annotated[
    str,
    typer.Option("--question", metavar="ID", help=say("Chỉ câu này.", "Only this question.")),
]
ByOption = Annotated[
    str,
    typer.Option(
        "--by",
        metavar="ATTRIBUTE",
        help=say("Bảng chéo theo: gender, age …", "Cross-tabs by: gender, age …"),
    ),
]
BandsOption = Annotated[
    str,
    typer.Option(
        "--bands",
        metavar="NUMBERS",
        help=say("Các nhóm bắt đầu từ: 25,35,45,55.", "Where bands begin: 25,35,45,55."),
    ),
]
ColumnsOption = Annotated[
    Path | None,
    typer.Option(
        "--columns",
        metavar="FILE",
        help=say(
            "In các cột của tệp thành YAML để dán vào qualcode.yaml.",
            "Print the file's columns as YAML to paste into qualcode.yaml.",
        ),
    ),
]
LabelsOption = Annotated[
    str,
    typer.Option(
        "--labels",
        metavar="FILE",
        help=say("XLSForm cho --columns.", "An XLSForm for --columns."),
    ),
]
OutOption = Annotated[
    Path | None,
    typer.Option(
        "--out",
        metavar="FILE.xlsx",
        help=say("Ghi mọi bảng vào tệp Excel.", "Write all tables into a workbook."),
    ),
]


def add_to(app: typer.Typer) -> None:
    """Add this module's command."""
    app.command(
        help=say(
            "Bảng kết quả của khảo sát: tần số, bảng chéo; hoặc xem tệp khảo sát có những cột nào.",
            "A survey's result tables: frequencies, cross-tabs; or what columns its file has.",
        )
    )(survey)


def survey(
    name: NameArgument = "",
    project: ProjectOption = None,
    *,
    question: QuestionOption = "",
    by: ByOption = "",
    bands: BandsOption = "",
    columns: ColumnsOption = None,
    labels: LabelsOption = "",
    out: OutOption = None,
    confirmed: ConfirmedOption = False,
    json: JsonOption = False,
    csv: CsvOption = False,
) -> None:
    """Print a survey's tables, write them, or print what a file has."""
    from qualcode.survey import tables

    if columns:
        _columns(columns, labels, json=json)
        return
    edges = _edges(bands)
    study = shares.counted(showing.load(project, confirmed=confirmed))
    chosen = _named(study, name)
    if out:
        _write(study, chosen, by, out)
    elif by:
        frame = tables.crosstab(study, chosen, question, by, bands=edges)
        survey_tables.show(study, chosen, frame, json=json, csv=csv)
    else:
        frame = tables.frequencies(study, chosen, question)
        survey_tables.show(study, chosen, frame, json=json, csv=csv)


def _columns(path: Path, labels: str, *, json: bool) -> None:
    from dataclasses import asdict

    from qualcode import files
    from qualcode.model import SurveyFile
    from qualcode.survey import opening, stub

    try:
        root = files.find_folder(path.parent)
        shown = path.resolve().relative_to(root).as_posix()
    except (StudyError, ValueError):
        root, shown = Path(), str(path)
    chosen = SurveyFile(shown, labels=str(Path(labels).resolve()) if labels else "")
    table = opening.table_of(root, chosen)
    form, problems = opening.labels_of(root, chosen)
    console.show_problems(problems)
    found = stub.told(table, form)
    if json:
        rows = len(table.rows)
        listed = [asdict(one) for one in found]
        console.show_json({"file": shown, "layout": table.layout, "rows": rows, "columns": listed})
    else:
        data(stub.stub(table, shown, found))
        note(
            say(
                "Hãy dán vào qualcode.yaml, bỏ những cột không dùng, và ghi means: cho các câu trả "
                "lời có nghĩa là một mã.",
                "Paste this into qualcode.yaml, take out what you don't use, and write means: for "
                "answers that mean a code.",
            )
        )


def _named(study: Study, name: str) -> Survey:
    """Return the survey of this name, or the only one."""
    known = {one.name: one for one in study.surveys}
    if name in known or (not name and len(known) == 1):
        return known[name or next(iter(known))]
    listed = ", ".join(known)
    if not known:
        raise StudyError.at(
            "surveys",
            "nghiên cứu chưa có khảo sát nào đọc được; hãy ghi vào mục surveys: trong "
            "qualcode.yaml (qualcode survey --columns TỆP in sẵn một mẫu), rồi xem qualcode check",
            "the study has no survey that can be read; write it under surveys: in qualcode.yaml "
            "(qualcode survey --columns FILE prints a start), then see qualcode check",
        )
    raise StudyError.at(
        "NAME",
        f"không có khảo sát '{name}'; hãy chọn: {listed}" if name else f"hãy chọn: {listed}",
        f"there is no survey '{name}'; choose: {listed}" if name else f"choose one of: {listed}",
    )


def _edges(bands: str) -> tuple[int, ...]:
    parts = [part.strip() for part in bands.split(",") if part.strip()]
    if not all(part.isdigit() for part in parts):
        raise StudyError.at(
            "--bands",
            f"'{bands}': hãy ghi các số nguyên có dấu phẩy ở giữa, như 25,35,45,55",
            f"'{bands}': write whole numbers with commas between, such as 25,35,45,55",
        )
    return tuple(map(int, parts))


def _write(study: Study, chosen: Survey, by: str, out: Path) -> None:
    from qualcode.survey import workbook

    if out.suffix.lower() != ".xlsx":
        raise StudyError.at(
            "--out", f"'{out}': tệp phải là .xlsx", f"'{out}': the file must be an .xlsx"
        )
    told = {key for one in chosen.respondents for key, value in one.attributes.items() if value}
    usual = [one for one in OUT_BY if one in told]
    workbook.write(study, chosen, [*usual, *([by] if by else [])], out)
    note(say(f"Đã ghi {out}", f"Wrote {out}"))

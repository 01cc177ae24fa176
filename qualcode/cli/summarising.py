"""`summarise`: write into a cell of the framework matrix, or list what is written."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Annotated, Any

import typer

from qualcode import decisions
from qualcode.cli import console, showing
from qualcode.cli.console import data, note, say
from qualcode.cli.options import CoderOption, JsonOption, ProjectOption
from qualcode.cli.recording import record
from qualcode.cli.showing import CsvOption
from qualcode.model import Study

if TYPE_CHECKING:
    from pandas import DataFrame

CaseArgument = Annotated[
    str,
    typer.Argument(metavar="[CASE]", help=say("Nguồn trong cases.csv.", "A case of cases.csv.")),
]
CodeArgument = Annotated[
    str, typer.Argument(metavar="[CODE]", help=say("Mã hay nhóm mã.", "A code or a family."))
]
TextArgument = Annotated[
    str | None,
    typer.Argument(
        metavar="[TEXT]",
        help=say(
            'Tóm tắt; "" để xóa; không ghi thì in những tóm tắt đã có.',
            'The summary; "" takes it away; left out: those written are listed.',
        ),
    ),
]
ListOption = Annotated[
    bool,
    typer.Option("--list", help=say("In những tóm tắt đã có.", "List the summaries.")),
]
StaleOption = Annotated[
    bool,
    typer.Option(
        "--stale",
        help=say(
            "Chỉ in tóm tắt cũ: mã hóa đã đổi từ khi viết.",
            "List only stale ones: codings changed since they were written.",
        ),
    ),
]


def add_to(app: typer.Typer) -> None:
    """Add this module's command."""
    app.command(
        help=say(
            "Tóm tắt một nguồn nói gì về một mã (ô của ma trận khung), hay xem các tóm tắt đã có.",
            "Sum up what a case says on a code (a cell of the framework matrix), or list what is "
            "written.",
        )
    )(summarise)


def summarise(
    case: CaseArgument = "",
    code: CodeArgument = "",
    text: TextArgument = None,
    *,
    list_: ListOption = False,
    stale: StaleOption = False,
    json: JsonOption = False,
    csv: CsvOption = False,
    coder: CoderOption = "",
    project: ProjectOption = None,
) -> None:
    """Write into a cell of the framework matrix, or list what is written."""
    if text is not None and not (list_ or stale or json or csv):
        record(
            project,
            coder,
            lambda study, name: [decisions.summarise(study, case, code, text, coder=name)],
        )
        return
    study = showing.load(project)
    frame = _chosen(study, case, code, stale=stale)
    if json or csv:
        showing.show(frame, json=json, csv=csv)
        return
    data(*_blocks(frame.to_dict(orient="records")))
    if frame.empty:
        note(_nothing(stale=stale))
    showing.tell(frame)


def _chosen(study: Study, case: str, code: str, *, stale: bool) -> DataFrame:
    """Return the summaries of this case and within this code, in a table."""
    from qualcode import summaries
    from qualcode.decisions.checks import check_case
    from qualcode.language.normalise import clean

    name = clean(case)
    if name and all(one.case != name for one in study.summaries):
        check_case(study, name)
    if code and all(one.code != code for one in study.summaries):
        decisions.check_code_or_family(study, code)
    return summaries.table(study, case=name, code=code, stale=stale)


def _blocks(rows: list[dict[Any, Any]]) -> Iterator[str]:
    """Yield each summary under its case and theme, with who wrote it and whether it still fits."""
    for row in rows:
        label = row[f"label_{console.language()}"] or row["label_vi"] or row["label_en"]
        theme = f"{row['code']} ({label})" if label else row["code"]
        yield f"{row['case']}  {theme}  {row['coder']}"
        if row["state"] != "current":
            yield from console.folded(f"↻ {_state(row)}", indent=2)
        for line in row["text"].split("\n"):
            yield from console.folded(line, indent=2) or [""]


def _state(row: Mapping[Any, Any]) -> str:
    """Return what changed since a summary was written, or why that can't be told."""
    from qualcode.summaries import STATES

    said = STATES[row["state"]].say(console.language())
    if row["state"] != "changed":
        return said
    new, gone = row["new"], row["gone"]
    counts = [
        say(f"{new} lượt thêm", f"{new} more") if new else "",
        say(f"{gone} lượt bớt", f"{gone} fewer") if gone else "",
    ]
    return f"{', '.join(filter(None, counts))}: {said}"


def _nothing(*, stale: bool) -> str:
    if stale:
        return say("Không có tóm tắt cũ nào.", "There are no stale summaries.")
    return say(
        'Chưa có tóm tắt nào; hãy viết bằng: qualcode summarise NGUỒN MÃ "…", hoặc trong trang '
        "Framework của bảng tính.",
        'There are no summaries yet; write one with: qualcode summarise CASE CODE "…", or in the '
        "workbook's sheet Framework.",
    )

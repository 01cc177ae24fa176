"""`suggest`: what is likely to have which code, in an order of work, and when enough is read."""

from __future__ import annotations

from typing import Annotated

import typer

from qualcode.cli import basis, checking, console, learned, suggestions
from qualcode.cli.console import data, note, say
from qualcode.cli.options import JsonOption, ProjectOption, folder
from qualcode.cli.showing import CsvOption
from qualcode.model import Coding, Study, is_within

ORDERS = ("certainty", "uncertainty", "code", "reading")
LIMIT = 20

TranscriptArgument = Annotated[
    str,
    typer.Argument(
        metavar="[TRANSCRIPT]",
        help=say("Chỉ bản gỡ băng này.", "Only of this transcript."),
    ),
]
CodeOption = Annotated[
    str,
    typer.Option(
        "--code", metavar="CODE", help=say("Chỉ mã hay nhóm mã này.", "A code or a family.")
    ),
]
OrderOption = Annotated[
    str,
    typer.Option(
        "--order",
        metavar="|".join(ORDERS),
        help=say(
            "Thứ tự: chắc nhất trước; lưỡng lự nhất trước (máy học được nhiều nhất); "
            "lần lượt từng mã; theo lời kể.",
            "Surest first; least sure first (most to learn); code by code; as it was said.",
        ),
    ),
]
LimitOption = Annotated[
    int | None,
    typer.Option(
        "--limit",
        metavar="N",
        min=0,
        show_default=False,
        help=say(
            "Bao nhiêu gợi ý (mặc định: 20; tất cả khi --csv, --json).",
            "How many (default: 20; all of them with --csv, --json).",
        ),
    ),
]
FromOption = Annotated[
    float | None,
    typer.Option(
        "--from",
        metavar="P",
        min=0,
        max=1,
        show_default=False,
        help=say(
            "Chỉ từ xác suất này, ví dụ 0.3 (mặc định: mức được đề xuất).",
            "Only from this probability on, such as 0.3 (default: what is proposed).",
        ),
    ),
]
WhyOption = Annotated[
    bool,
    typer.Option(
        "--why",
        help=say(
            "Kèm những đoạn đã mã hóa giống nhất.", "With the most similar passages already coded."
        ),
    ),
]
LeftOutOption = Annotated[
    bool,
    typer.Option(
        "--left-out",
        help=say(
            "Những chỗ quy tắc khớp mà xác suất thấp hơn mức được đề xuất.",
            "Where rules matched that isn't likely enough to be proposed.",
        ),
    ),
]
SampleOption = Annotated[
    int | None,
    typer.Option(
        "--check-sample",
        metavar="N",
        min=1,
        show_default=False,
        help=say(
            "Rút ngẫu nhiên N lượt chưa ai đọc để kiểm tra đã tìm đủ chưa.",
            "Draw N turns at random that nobody has read, to check whether enough is found.",
        ),
    ),
]
SeedOption = Annotated[
    int,
    typer.Option(
        "--seed",
        metavar="N",
        help=say("Hạt giống của mẫu kiểm tra.", "The check sample's seed."),
    ),
]
DrawnOption = Annotated[
    str,
    typer.Option(
        "--drawn",
        metavar="TIME",
        help=say(
            "Mẫu kiểm tra được rút lúc nào (giờ UTC, như khi rút đã in).",
            "When the check sample was drawn (UTC, as printed then).",
        ),
    ),
]
ProgressOption = Annotated[
    bool,
    typer.Option(
        "--progress",
        help=say("Đã tìm được bao nhiêu phần của từng mã.", "How much of each code is found."),
    ),
]
ModelOption = Annotated[
    bool,
    typer.Option(
        "--model",
        help=say("In đầy đủ mô hình đã học từ đâu.", "Print in full what was learned from."),
    ),
]


def add_to(app: typer.Typer) -> None:
    """Add this module's command."""
    app.command(
        help=say(
            "Chỗ nào có lẽ có mã nào, xem theo thứ tự đỡ phải đọc nhất; đã đủ để dừng chưa.",
            "What is likely to have which code, in the order that saves reading; when to stop.",
        )
    )(suggest)


def suggest(
    transcript: TranscriptArgument = "",
    *,
    code: CodeOption = "",
    order: OrderOption = "certainty",
    limit: LimitOption = None,
    start: FromOption = None,
    why: WhyOption = False,
    left_out: LeftOutOption = False,
    check_sample: SampleOption = None,
    seed: SeedOption = 1,
    drawn: DrawnOption = "",
    progress: ProgressOption = False,
    model: ModelOption = False,
    project: ProjectOption = None,
    json: JsonOption = False,
    csv: CsvOption = False,
) -> None:
    """Print suggestions, a check sample, or how much is found."""
    from qualcode import project as projects

    _check(order)
    with console.progress() as bar:
        study = projects.load(folder(project), progress=bar, anew=True)
    if progress:
        checking.show_progress(study, check_sample, seed, drawn, json=json, csv=csv)
    elif check_sample:
        checking.show_sample(study, check_sample, seed, drawn, json=json, csv=csv)
    elif model:
        _show_model(study, json=json)
    else:
        found = _found(study, transcript, code, order, start, left_out=left_out)
        most = limit if limit is not None else None if json or csv else LIMIT
        shown = found[:most]
        suggestions.show(study, shown, why=why, json=json, csv=csv)
        if not (json or csv):
            note(*learned.counted(study, shown, len(found), left_out=left_out))
            basis.tell(study)


def _check(order: str) -> None:
    if order not in ORDERS:
        listed = ", ".join(ORDERS)
        raise typer.BadParameter(
            say(f"hãy ghi một trong: {listed}", f"write one of: {listed}"), param_hint="--order"
        )


def _found(
    study: Study, transcript: str, code: str, order: str, start: float | None, *, left_out: bool
) -> tuple[Coding, ...]:
    """Return the suggestions asked for."""
    from qualcode import decisions
    from qualcode.learning.work import order as work

    name = decisions.transcript_named(study, transcript).name if transcript else ""
    if code:
        decisions.check_code_or_family(study, code)
    # What is least sure may be too unlikely to be proposed.
    beyond = start is not None or order == "uncertainty"
    every = study.left_out if left_out else _suggested(study, beyond=beyond)
    asked = [
        one
        for one in every
        if name in {"", one.transcript} and (not code or is_within(one.code, code))
    ]
    return work.in_order(
        asked,
        work.ORDERS[ORDERS.index(order)],
        threshold=start or 0.0,
        done=work.Done(),
        each=True,
    )


def _suggested(study: Study, *, beyond: bool) -> tuple[Coding, ...]:
    """Return what is proposed, or all that may apply; nothing without suggestions."""
    from qualcode.learning.work import order as work

    if not study.suggestions:
        return ()
    return work.suggested(study) if beyond else work.proposed(study)


def _show_model(study: Study, *, json: bool) -> None:
    from dataclasses import asdict

    if json:
        console.show_json({"learned": asdict(study.learned) if study.learned else None})
    elif study.learned:
        data(study.learned.model)
    else:
        note(*learned.learned(study))

"""`why`, `find`, `matrix`, `triangulate`, `quotes`: look at what was found."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Annotated

import typer

from qualcode import shares
from qualcode.cli import basis, columns, console
from qualcode.cli.console import data, note, say
from qualcode.cli.decisions import OneCodingArgument
from qualcode.cli.options import JsonOption, ProjectOption, coding_of, folder
from qualcode.errors import StudyError
from qualcode.language.order import sort_key
from qualcode.model import SIGNS, Coding, Quote, Study, is_within

if TYPE_CHECKING:
    from pandas import DataFrame

OF_CODING = ("status", "origin", "probability", "model")

CsvOption = Annotated[bool, typer.Option("--csv", help=say("In CSV.", "Print CSV."))]
ConfirmedOption = Annotated[
    bool,
    typer.Option(
        "--confirmed",
        help=say(
            "Chỉ tính những lượt mã hóa đã có người chấp nhận hay thêm.",
            "Count only codings that a person accepted or added.",
        ),
    ),
]


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

    study = projects.load(folder(project))
    reason = explain.why(study, coding_of(study, coding).id)
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
    if not found:
        note(say(f"Không thấy “{words}” trong bản gỡ băng nào.", f"“{words}” was not found."))
    raise typer.Exit(0 if found else 1)


def matrix(
    project: ProjectOption = None,
    *,
    confirmed: ConfirmedOption = False,
    json: JsonOption = False,
    csv: CsvOption = False,
) -> None:
    """Print how often each case mentions each code."""
    from qualcode import matrix as stage

    study = _study(project, confirmed=confirmed)
    counts = stage.code_matrix(shares.counted(study))
    if not (json or csv):
        # A terminal has no room for all codes; files have.
        counts = stage.aggregate(counts)
        note(say("Theo nhóm mã; --csv cho từng mã.", "By family; --csv gives every code."))
    heads = {"case": say("trường hợp", "case")} | _labels(study)
    _show(study, counts.rename_axis("case").reset_index(), heads, json=json, csv=csv)
    basis.tell(study)


def triangulate(
    by: Annotated[
        str,
        typer.Option(
            "--by", metavar="ATTRIBUTE", help=say("Cột của cases.csv.", "A column of cases.csv.")
        ),
    ] = "type",
    project: ProjectOption = None,
    *,
    confirmed: ConfirmedOption = False,
    json: JsonOption = False,
    csv: CsvOption = False,
) -> None:
    """Print cases mentioning / cases asked by source, and the verdict."""
    from qualcode import triangulation

    study = _study(project, confirmed=confirmed)
    _check_attribute(study, by)
    found = triangulation.triangulate(shares.counted(study), by, study.asked)
    verdict = f"verdict_{console.language()}"
    if not (json or csv):
        details = {*triangulation.COLUMNS[0][1:], *triangulation.COLUMNS[1]} - {verdict}
        found = found.drop(columns=list(details))
        note(triangulation.DEFAULTS.describe().say(console.language()))
    heads = {"code": say("mã", "code"), verdict: say("kết luận", "verdict")}
    _show(study, found, heads, json=json, csv=csv)
    basis.tell(study)


def quotes(
    code: Annotated[
        str, typer.Argument(metavar="[CODE]", help=say("Mã hay nhóm mã.", "A code or family."))
    ] = "",
    project: ProjectOption = None,
    *,
    confirmed: ConfirmedOption = False,
    json: JsonOption = False,
    csv: CsvOption = False,
) -> None:
    """Print quotes with their attribution."""
    import pandas as pd

    from qualcode import decisions
    from qualcode import quotes as stage

    language, study = console.language(), _study(project, confirmed=confirmed)
    if code:
        decisions.check_code_or_family(study, code)
    # Left out only here, since a quote's id counts the quotes before it.
    found = [
        quote
        for quote in stage.quotes(study)
        if (not code or is_within(quote.coding.code, code))
        and shares.is_counted(study, quote.coding)
    ]
    if json or csv:
        rows = [
            (q.id, q.coding.code, q.words, q.attribution.say(language), *_of_coding(q.coding))
            for q in found
        ]
        heads = ["id", "code", "quote", "attribution", *OF_CODING]
        _show(study, pd.DataFrame(rows, columns=heads), {}, json=json, csv=csv)
    elif found:
        data("\n\n".join("\n".join(_block(study, quote)) for quote in found))
    else:
        note(say("Không có trích dẫn nào.", "There are no quotes."))
    basis.tell(study)


def _of_coding(coding: Coding) -> tuple[str, ...]:
    """Return what a table of quotes says of who stands by each, or what proposed it."""
    from qualcode.exporters.table import share_of_one

    return coding.status, coding.origin, share_of_one(coding.probability), coding.model


def _block(study: Study, quote: Quote) -> Iterator[str]:
    """Yield one quote's lines: its id and code, the words, whom they are from."""
    language, code = console.language(), study.code(quote.coding.code)
    label = f" ({code.label.say(language)})" if code else ""
    yield f"{quote.id}  {quote.coding.code}{label}  {_stands(quote.coding)}"
    yield from columns.wrapped(f"“{' '.join(quote.words.split())}”", indent="  ")
    yield f"  {quote.attribution.say(language)}".rstrip()


def _stands(coding: Coding) -> str:
    """Return the coding's sign, and who stands by it or what has proposed it."""
    from qualcode import explain

    by = explain.proposer(coding).say(console.language())
    return f"{SIGNS[coding.status]} {coding.coder or by}".rstrip()


def _study(project: ProjectOption, *, confirmed: bool = False) -> Study:
    """Return the study; with `confirmed` it counts only what a person stands by."""
    from qualcode import project as projects

    with console.progress() as progress:
        study = projects.load(folder(project), progress=progress)
    return shares.only_confirmed(study) if confirmed else study


def _check_attribute(study: Study, by: str) -> None:
    """Raise an error that names the attributes there are, unless some case has this one."""
    known = {name for case in study.cases for name, value in case.attributes.items() if value}
    if by not in known:
        listed = ", ".join(sorted(known, key=sort_key)) or "–"
        raise StudyError.at(
            "--by",
            f"không có trường hợp nào có '{by}' trong cases.csv; đang có: {listed}",
            f"no case has '{by}' in cases.csv; there are: {listed}",
        )


def _labels(study: Study) -> dict[str, str]:
    """Return the label, in the user's language, of each code and group."""
    codes = [code for book in study.codebooks for code in (*book.codes, *book.groups)]
    return {code.id: code.label.say(console.language()) for code in codes}


def _show(
    study: Study, frame: DataFrame, heads: Mapping[str, str], *, json: bool, csv: bool
) -> None:
    """Print a table; as text with these heads in place of its columns' names."""
    if json:
        rows = frame.to_dict(orient="records")
        console.show_json({**basis.as_json(study), "rows": rows})
    elif csv:
        data(frame.to_csv(index=False, lineterminator="\n").rstrip("\n"))
    else:
        shown = [heads.get(str(column)) or str(column) for column in frame.columns]
        console.screen().print(console.table(shown, frame.itertuples(index=False)))

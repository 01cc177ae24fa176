"""A table on its way to the terminal or to another program, with what it rests on."""

from __future__ import annotations

import gc
import math
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Annotated

import typer

from qualcode import basis, shares
from qualcode.cli import console
from qualcode.cli.console import data, note, say
from qualcode.cli.options import ProjectOption, folder
from qualcode.errors import StudyError
from qualcode.language.numbers import decimal
from qualcode.language.order import sort_key
from qualcode.model import Study

if TYPE_CHECKING:
    from pandas import DataFrame

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
UNSET: tuple[object, ...] = ("", None, [], ())
"""Parameters that were left alone."""
NOTHING = "–"
"""What a cell without a value is shown as."""


def load(project: ProjectOption, *, confirmed: bool = False) -> Study:
    """Return the study; with `confirmed` it counts only what a person stands by."""
    from qualcode import project as projects

    with console.progress() as progress:
        study = projects.load(folder(project), progress=progress)
    # All that was read is there to the end: to look for garbage in it takes longer than a table.
    gc.freeze()
    return shares.only_confirmed(study) if confirmed else study


def check_attribute(study: Study, attribute: str, option: str = "--by") -> None:
    """Raise an error that names the attributes there are, unless somebody has this one."""
    attributes = [case.attributes for case in study.cases]
    attributes += [person.attributes for person in study.people]
    known = {name for each in attributes for name, value in each.items() if value}
    if attribute not in known:
        listed = ", ".join(sorted(known, key=sort_key)) or "–"
        raise StudyError.at(
            option,
            f"không trường hợp nào có '{attribute}' trong cases.csv hay speakers.csv; "
            f"đang có: {listed}",
            f"no case has '{attribute}' in cases.csv or speakers.csv; there are: {listed}",
        )


def check_codes(study: Study, codes: Iterable[str]) -> None:
    """Raise an error that names the near ones, unless each is a code or group of the study."""
    from qualcode import decisions

    for code in codes:
        decisions.check_code_or_family(study, code)


def labels(study: Study) -> dict[str, str]:
    """Return the label, in the user's language, of each code and group."""
    codes = [code for book in study.codebooks for code in (*book.codes, *book.groups)]
    return {code.id: code.label.say(console.language()) for code in codes}


def show(
    frame: DataFrame, *, json: bool, csv: bool, heads: Mapping[str, str] | None = None
) -> None:
    """Print a result as text, JSON or CSV on standard output; then what it rests on, on error.

    In text its columns are headed by `heads` where they name one; in JSON the basis comes first.
    """
    if json:
        rows = [dict(row) for row in _rows(frame)]
        console.show_json({**basis.of(frame).as_json(), "rows": rows})
        return
    if csv:
        data(frame.to_csv(index=False, lineterminator="\n").rstrip("\n"))
    else:
        names = [str(column) for column in frame.columns]
        shown = [(heads or {}).get(name) or name for name in names]
        cells = [[_cell(value) for value in row.values()] for row in _rows(frame)]
        if cells:
            console.screen().print(console.table(shown, cells))
    tell(frame)


def tell(frame: DataFrame) -> None:
    """Say on standard error what a result rests on."""
    found, language = basis.of(frame), console.language()
    for words in (*found.notes, found.method):
        note(*console.folded(words.say(language)))
    for line in facts(found):
        note(*console.folded(line))


def facts(found: basis.Basis) -> Iterator[str]:
    """Yield n, parameters, codebooks, policy and date in a line or two."""
    pairs = (*found.n.items(), *found.parameters.items())
    told = [f"{name} = {value}" for name, value in pairs if value not in UNSET]
    if told:
        yield "; ".join(told)
    books = ", ".join(f"{name} {version}" for name, version in found.codebooks.items())
    latest = found.latest or say("chưa có quyết định", "no decision yet")
    yield say(
        f"Sổ mã {books or '–'}; policy {found.policy}; count {found.count}; "
        f"quyết định mới nhất {latest}; số liệu {found.digest}",
        f"Codebook {books or '–'}; policy {found.policy}; count {found.count}; "
        f"latest decision {latest}; data {found.digest}",
    )


def _rows(frame: DataFrame) -> Iterator[dict[str, object]]:
    """Yield each row with nothing in place of what is no number."""
    for row in frame.to_dict(orient="records"):
        yield {str(name): _plain(value) for name, value in row.items()}


def _plain(value: object) -> object:
    return None if isinstance(value, float) and not math.isfinite(value) else value


def _cell(value: object) -> object:
    if value is None:
        return NOTHING
    if not isinstance(value, float):
        return value
    return decimal(value, 3).say(console.language())


def percent(share: float | None) -> str:
    """Return a share as a whole percentage."""
    return NOTHING if share is None else f"{share:.0%}"

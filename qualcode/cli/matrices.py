"""`matrix`: who says what."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from qualcode import basis, shares
from qualcode.cli import console, exporting_framework, showing, wide
from qualcode.cli.code_counts import CASES, KINDS, PEOPLE, PLURALS, RESPONDENTS, counted_units
from qualcode.cli.console import data, note, say
from qualcode.cli.matrices_options import (
    CellOption,
    OrderOption,
    OutOption,
    RowsOption,
)
from qualcode.cli.options import JsonOption, ProjectOption
from qualcode.cli.showing import ConfirmedOption, CsvOption
from qualcode.cli.table_options import CodesOption, LevelOption
from qualcode.errors import StudyError
from qualcode.model import Study

if TYPE_CHECKING:
    from pandas import DataFrame

WORDS = frozenset({"quotes", "summary"})
"""Kinds of cells that hold sentences."""


def add_to(app: typer.Typer) -> None:
    """Add this module's command."""
    app.command(
        help=say(
            "Ma trận dữ liệu: nguồn, người hay nhóm × chủ đề.",
            "The data matrix: cases, people or groups × themes.",
        )
    )(matrix)


def matrix(
    *,
    rows: RowsOption = CASES,
    level: LevelOption = None,
    codes: CodesOption = None,
    cell: CellOption = "references",
    order: OrderOption = "",
    out: OutOption = None,
    project: ProjectOption = None,
    confirmed: ConfirmedOption = False,
    json: JsonOption = False,
    csv: CsvOption = False,
) -> None:
    """Print or write the matrix."""
    _check_out(out, rows, cell)
    study = showing.load(project, confirmed=confirmed)
    _check(study, rows, cell, codes or (), order)
    if out and exporting_framework.is_workbook(out):
        exporting_framework.write(study, out, level or 1, codes or (), order)
        return
    as_text = not (json or csv or out)
    if as_text and level is None and not codes:
        # A terminal has no room for all codes; files have.
        level = 1
        note(say("Theo nhóm mã; --csv cho từng mã.", "By family; --csv gives every code."))
    chosen: dict[str, Any] = {"level": level, "within": codes or (), "cell": cell, "order": order}
    chosen["numbered"] = study.codings
    blocks = _blocks(shares.counted(study), rows, chosen)
    if out:
        _write(blocks, out)
    elif json:
        _show_json(blocks)
    elif csv:
        _show_csv(blocks)
    else:
        _show(study, blocks, cell)


def _check(study: Study, rows: str, cell: str, codes: Collection[str], order: str) -> None:
    """Raise an error that names the choices there are, unless all that is asked for is there."""
    from qualcode import decisions
    from qualcode import matrix as stage

    if cell not in stage.CELLS:
        listed = ", ".join(stage.CELLS)
        raise StudyError.at(
            "--cell",
            f"không có loại ô '{cell}'; hãy chọn: {listed}",
            f"there are no cells of '{cell}'; choose: {listed}",
        )
    if rows not in KINDS:
        showing.check_attribute(study, rows, "--rows")
    for key in stage.keys(order):
        if key.startswith(stage.BY_CODE):
            decisions.check_code_or_family(study, key.removeprefix(stage.BY_CODE))
        else:
            showing.check_attribute(study, key, "--order")
    showing.check_codes(study, codes)


def _check_out(out: Path | None, rows: str, cell: str) -> None:
    """Raise an error unless the file is a table, or a workbook of summaries that may be written."""
    if out is None or out.suffix.lower() == ".csv":
        return
    if not exporting_framework.is_workbook(out):
        raise StudyError.at(
            "--out",
            f"'{out}': hãy đặt tên tệp .csv; với --cell summary thì .xlsx cũng được",
            f"'{out}': name a file that ends in .csv; with --cell summary also .xlsx",
        )
    if (rows, cell) != (CASES, "summary"):
        raise StudyError.at(
            "--out",
            f"'{out}': bảng tính để viết tóm tắt cần --cell summary và --rows case; bảng khác thì "
            "hãy đặt tên tệp .csv",
            f"'{out}': a workbook to write summaries into needs --cell summary and --rows case; "
            "for other tables name a file that ends in .csv",
        )
    exporting_framework.check(out)


def _blocks(study: Study, rows: str, chosen: dict[str, Any]) -> tuple[DataFrame, ...]:
    from qualcode import matrix as stage

    if rows in KINDS:
        return (stage.table(study, units=counted_units(study, rows), **chosen),)
    return stage.blocks(study, rows=rows, **chosen)


def _kind(block: DataFrame) -> str:
    return str(basis.of(block).parameters["counted"])


def _stacked(blocks: Sequence[DataFrame]) -> DataFrame:
    """Return one table of which each row says what is counted in it, if that isn't all the same."""
    import pandas as pd

    if len(blocks) == 1:
        return blocks[0]
    parts = [block.assign(counted=_kind(block)) for block in blocks]
    whole = pd.concat(parts, ignore_index=True)
    return whole[["counted", *(name for name in whole.columns if name != "counted")]]


def _write(blocks: Sequence[DataFrame], out: Path) -> None:
    """Write a file that says in its last columns what it rests on."""
    from qualcode import exporters

    found = basis.of(blocks[0])
    books = "; ".join(f"{name} {version}" for name, version in found.codebooks.items())
    rests = {"codebook": books, "policy": found.policy, "count": found.count}
    rests |= {"latest_decision": found.latest, "data": found.digest}
    with exporters.replacing(out) as path:
        _stacked(blocks).assign(**rests).to_csv(
            path, index=False, encoding="utf-8-sig", lineterminator="\n"
        )
    _tell(blocks)
    note(say(f"Đã ghi {out}", f"Wrote {out}"))


def _show_json(blocks: Sequence[DataFrame]) -> None:
    first, *others = blocks
    found: dict[str, object] = {**basis.of(first).as_json(), "rows": first.to_dict("records")}
    for block in others:
        found[PLURALS[_kind(block)]] = {
            **basis.of(block).as_json(),
            "rows": block.to_dict("records"),
        }
    console.show_json(found)


def _show_csv(blocks: Sequence[DataFrame]) -> None:
    data(_stacked(blocks).to_csv(index=False, lineterminator="\n").rstrip("\n"))
    _tell(blocks)


def _tell(blocks: Sequence[DataFrame]) -> None:
    """Say what the blocks rest on, and what is the same of all only once."""
    first, *others = blocks
    showing.tell(first)
    for block in others:
        found = basis.of(block)
        for words in found.notes:
            if words not in basis.of(first).notes:
                note(*console.folded(words.say(console.language())))
        note(*console.folded(next(showing.facts(found))))


def _show(study: Study, blocks: Sequence[DataFrame], cell: str) -> None:
    from qualcode import matrix as stage

    heads = _heads(study)
    for number, block in enumerate(blocks):
        if number:
            data("")
        if len(blocks) > 1:
            data(_title(block))
        lead = len(block.columns) - basis.of(block).n["themes"]
        names = [heads.get(str(name)) or _attribute(str(name)) for name in block.columns]
        rows = [list(_shown(block, row, lead)) for row in block.itertuples(index=False)]
        if cell in WORDS:
            data(*wide.listed(names, rows, lead, stage.MARKS))
        else:
            wide.show(names, rows, lead)
    _tell(blocks)


def _heads(study: Study) -> dict[str, str]:
    kinds = {
        CASES: say("trường hợp", "case"),
        PEOPLE: say("người", "person"),
        RESPONDENTS: say("người trả lời", "respondent"),
    }
    return kinds | showing.labels(study)


def _title(block: DataFrame) -> str:
    n = basis.of(block).n[PLURALS[_kind(block)]]
    if _kind(block) == PEOPLE:
        return say(f"Theo người (n = {n})", f"By person (n = {n})")
    return say(f"Theo nguồn (n = {n})", f"By case (n = {n})")


def _attribute(name: str) -> str:
    from qualcode.language.attributes import title as attribute_title

    return attribute_title(name).say(console.language())


def _shown(block: DataFrame, row: Sequence[object], lead: int) -> Iterator[object]:
    """Yield a row's cells; a type of source as a team calls it."""
    from qualcode.language.source_types import source_type

    for at, (name, cell) in enumerate(zip(block.columns, row, strict=True)):
        is_type = at < lead and name == "type"
        yield source_type(str(cell)).short.say(console.language()) if is_type else cell

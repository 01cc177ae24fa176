"""`compare`: how similar or different groups are, with quotes from each side."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

import typer

from qualcode import basis, shares
from qualcode.cli import console, showing
from qualcode.cli.comparing_options import (
    AllOption,
    CodesOption,
    LeastOption,
    OutOption,
    QuotesOption,
    WithinOption,
    check_suffix,
)
from qualcode.cli.console import data, note, say
from qualcode.cli.options import JsonOption, ProjectOption
from qualcode.cli.showing import ConfirmedOption, CsvOption
from qualcode.cli.table_options import ByOption, LevelOption, PeopleOption
from qualcode.errors import StudyError
from qualcode.model import Quote, Study

if TYPE_CHECKING:
    from pandas import DataFrame

HIDDEN = frozenset({"not_asked", "nobody", "alone"})
"""Verdicts that the table leaves out, unless all is wanted."""
QUOTED = 5
"""Differences that quotes are shown for, unless all is wanted."""
MANY = 4
"""Groups above which their counts share one column."""


def add_to(app: typer.Typer) -> None:
    """Add this module's command."""
    app.command(
        help=say(
            "So các nhóm, ví dụ nữ và nam: chủ đề nào khác, chủ đề nào giống, kèm lời mỗi bên.",
            "Compare groups, such as women and men: where they differ, where not, with quotes.",
        )
    )(compare)


def compare(
    *,
    by: ByOption = "gender",
    people: PeopleOption = False,
    within: WithinOption = "",
    level: LevelOption = None,
    codes: CodesOption = None,
    quotes: QuotesOption = 2,
    least: LeastOption = 5,
    every: AllOption = False,
    out: OutOption = None,
    project: ProjectOption = None,
    confirmed: ConfirmedOption = False,
    json: JsonOption = False,
    csv: CsvOption = False,
) -> None:
    """Print where groups differ, and what each side says."""
    from qualcode import comparing, counting
    from qualcode.exporters import compared, compared_files

    check_suffix(out)
    study = showing.load(project, confirmed=confirmed)
    showing.check_attribute(study, by)
    kind = _type(study, within)
    showing.check_codes(study, codes or ())
    units = counting.people(study) if people else counting.cases(study)
    chosen: dict[str, Any] = {"level": level, "codes": codes or (), "within": kind, "least": least}
    frame = comparing.compare(shares.counted(study), by, units=units, **chosen)
    themes = [row["theme"] for row in _quoted(frame, every=every or bool(out), named=bool(codes))]
    said = comparing.quotes_by(study, by, themes, units, per_side=quotes, within=kind)
    named = comparing.names(study, by, list(basis.of(frame).n))
    if out:
        compared_files.write(compared.Comparison(study, by, frame, said, named), out)
        note(say(f"Đã ghi {out}", f"Wrote {out}"))
    elif json:
        console.show_json(compared.as_json(frame, said))
    elif csv:
        showing.show(frame, json=False, csv=True)
    else:
        _print(study, frame, said, named, every=every)


def _type(study: Study, within: str) -> str:
    """Return a type of source as cases have it, or raise an error that names those there are."""
    from qualcode.cases import canonical_type
    from qualcode.language.source_types import source_type

    kind = canonical_type(within) or within.strip()
    known = dict.fromkeys(case.get("type") for case in study.cases if case.get("type"))
    if kind and kind not in known:
        listed = ", ".join(source_type(one).short.say(console.language()) for one in known) or "–"
        raise StudyError.at(
            "--within",
            f"không có nguồn nào loại '{within}'; đang có: {listed}",
            f"there is no source of type '{within}'; there are: {listed}",
        )
    return kind


def _quoted(frame: DataFrame, *, every: bool, named: bool) -> list[dict[str, Any]]:
    """Return the rows that quotes are shown for: what differs, or what was asked for by name."""
    rows = [row for row in basis.records(frame) if named or row["verdict"] == "differs"]
    return rows if every or named else rows[:QUOTED]


def _print(
    study: Study,
    frame: DataFrame,
    said: Mapping[str, Mapping[str, tuple[Quote, ...]]],
    named: Mapping[str, Any],
    *,
    every: bool,
) -> None:
    from qualcode import comparing
    from qualcode.exporters import compared

    language = console.language()
    data(*console.folded(comparing.sentence(frame).say(language)))
    rows = [row for row in basis.records(frame) if every or row["verdict"] not in HIDDEN]
    if rows:
        data("")
        table = compared.table(frame, rows, named, language, together=len(named) > MANY)
        console.screen().print(console.table(*table))
    for row in basis.records(frame):
        if row["theme"] in said:
            data(*_quotes(study, row, said[row["theme"]], named))
    hidden = len(frame) - len(rows)
    if hidden:
        note(say(f"Còn {hidden} chủ đề: --all.", f"{hidden} more themes: --all."))
    unquoted = sum(row["verdict"] == "differs" and row["theme"] not in said for row in rows)
    if unquoted:
        note(
            say(
                f"Trích dẫn cho {unquoted} chỗ khác nhau nữa: --all.",
                f"Quotes for {unquoted} more differences: --all.",
            )
        )
    showing.tell(frame)


def _quotes(
    study: Study,
    row: Mapping[str, Any],
    sides: Mapping[str, tuple[Quote, ...]],
    named: Mapping[str, Any],
) -> Iterator[str]:
    """Yield what each side says on a theme."""
    from qualcode.exporters import compared
    from qualcode.quotes import cited

    language = console.language()
    if not any(sides.values()):
        return
    yield ""
    yield from console.folded(f"{row[f'label_{language}']} ({row['theme']})")
    for value, quotes in sides.items():
        if quotes:
            yield f"  {named[value].say(language)} {compared.count(row, value, 0)}"
        if alone := compared.only(study, row, value).say(language):
            words = say("chỉ bên này nói", "only this side says")
            yield from console.folded(f"{words}: {alone}", indent=4)
        for quote in quotes:
            yield from console.folded(cited(quote, language), indent=4)

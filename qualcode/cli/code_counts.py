"""`counts`: how many say what, and codes by group."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from typing import TYPE_CHECKING, Any

import typer

from qualcode import shares
from qualcode.cli import console, showing, wide
from qualcode.cli.console import note, say
from qualcode.cli.matrices_options import RespondentsOption
from qualcode.cli.options import JsonOption, ProjectOption
from qualcode.cli.showing import ConfirmedOption, CsvOption
from qualcode.cli.table_options import ByOption, PeopleOption
from qualcode.model import Study

if TYPE_CHECKING:
    from pandas import DataFrame

    from qualcode.counting import Units

Row = Mapping[Hashable, Any]
KINDS = CASES, PEOPLE, RESPONDENTS = "case", "person", "respondent"
PLURALS = {CASES: "cases", PEOPLE: "people", RESPONDENTS: "respondents"}
EMPTY = {"not_asked": "n/a", "not_coded": "…"}
"""What stands in place of n/N where nobody was asked, or nothing is coded yet."""
ALPHA = 0.001
"""Below it a p-value is shown as less than it."""


def add_to(app: typer.Typer) -> None:
    """Add this module's command."""
    app.command(
        help=say(
            "Tần suất mã; với --by: mã theo nhóm, kèm tỷ lệ.",
            "How frequent codes are; with --by: codes by group, with percentages.",
        )
    )(counts)


def counts(
    *,
    by: ByOption = "",
    people: PeopleOption = False,
    respondents: RespondentsOption = False,
    project: ProjectOption = None,
    confirmed: ConfirmedOption = False,
    json: JsonOption = False,
    csv: CsvOption = False,
) -> None:
    """Print how many say what, of those asked."""
    from qualcode import code_counts

    study = showing.load(project, confirmed=confirmed)
    if by:
        showing.check_attribute(study, by)
    counted = shares.counted(study)
    units = counted_units(counted, RESPONDENTS if respondents else PEOPLE if people else CASES)
    found = (
        code_counts.by_attribute(counted, by, units)
        if by
        else code_counts.frequencies(counted, units)
    )
    if json or csv:
        showing.show(found, json=json, csv=csv)
    else:
        if units.members:
            (_show_by if by else _show)(found)
            note(say("“n/a” không hỏi ai; “…” chưa mã hóa.", "“n/a” not asked; “…” not yet coded."))
        showing.tell(found)


def counted_units(study: Study, kind: str) -> Units:
    """Return who is counted once: cases, people or respondents."""
    from qualcode import counting

    return {CASES: counting.cases, PEOPLE: counting.people, RESPONDENTS: counting.respondents}[
        kind
    ](study)


def _show(found: DataFrame) -> None:
    """Print for each theme how often, by how many of those asked, and how much is confirmed."""
    heads = [
        *(say("chủ đề", "theme"), say("lượt", "refs"), say("lượt lời", "turns")),
        *(say("nói tới/được hỏi", "mention/asked"), "% (95%)"),
        *(say("% của n", "% of n"), say("đã xác nhận", "confirmed")),
    ]
    rows = [
        [
            _theme(row),
            row["references"],
            row["turns"],
            _fraction(row),
            _interval(row),
            showing.percent(row["of_all"]),
            showing.percent(row["confirmed_share"]),
        ]
        for row in found.to_dict("records")
    ]
    wide.show(heads, rows, 1)


def _show_by(found: DataFrame) -> None:
    """Print for each theme the groups beside each other, their difference, and a test if any."""
    themes: dict[Any, dict[Any, Row]] = {}
    for row in found.to_dict("records"):
        themes.setdefault(row["code"], {})[row["value"]] = row
    first = next(iter(themes.values()), {})
    tested = any(found["test"])
    heads = [
        say("chủ đề", "theme"),
        *(f"{value} (n={row['n']})" for value, row in first.items()),
        say("chênh (điểm %)", "difference (points)"),
        *([say("kiểm định", "test")] if tested else []),
    ]
    rows = [_of_groups(list(groups.values()), tested=tested) for groups in themes.values()]
    wide.show(heads, rows, 1)


def _of_groups(groups: list[Row], *, tested: bool) -> list[str]:
    first = groups[0]
    cells = [
        f"{_fraction(row)} {showing.percent(row['of_asked'])}".removesuffix(" –") for row in groups
    ]
    gap = first["difference"]
    shown = "–" if gap is None else f"{100 * gap:.0f}"
    return [_theme(first), *cells, shown, *([_test(first)] if tested else [])]


def _test(row: Row) -> str:
    """Return a test's p, or why there is none."""
    from qualcode.code_counts.notes import WHY

    if not row["test"]:
        return str(WHY[row["why_no_test"]].say(console.language()))
    p = f"p < {ALPHA}" if row["p"] < ALPHA else f"p = {row['p']:.3f}"
    return f"{'χ²' if row['test'] == 'chi-square' else 'Fisher'} {p}"


def _theme(row: Row) -> str:
    """Return a theme's label, indented as it stands in the tree of codes."""
    label = row[f"label_{console.language()}"] or row["label_vi"] or row["label_en"]
    return "  " * str(row["code"]).count(".") + str(label)


def _fraction(row: Row) -> str:
    return EMPTY[row["why"]] if row["why"] else f"{row['mention']}/{row['asked']}"


def _interval(row: Row) -> str:
    if row["of_asked"] is None:
        return "–"
    return f"{showing.percent(row['of_asked'])} ({100 * row['low']:.0f}–{100 * row['high']:.0f})"

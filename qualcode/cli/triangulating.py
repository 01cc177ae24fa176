"""`triangulate`, `conclude`: where sources agree, and what a person makes of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from qualcode import shares
from qualcode.cli import console, showing
from qualcode.cli.console import data, say
from qualcode.cli.options import CoderOption, JsonOption, ProjectOption
from qualcode.cli.recording import record
from qualcode.cli.showing import ConfirmedOption, CsvOption
from qualcode.language.verdicts import JOINT
from qualcode.model import Decision, Study

if TYPE_CHECKING:
    from qualcode.triangulation import Account, Compared

ByOption = Annotated[
    str,
    typer.Option(
        "--by",
        metavar="ATTRIBUTE",
        help=say(
            "Cột của cases.csv, hay method (phương pháp), coder (người mã hóa), coder+machine.",
            "A column of cases.csv, or method, coder, coder+machine.",
        ),
    ),
]
WithinOption = Annotated[
    str,
    typer.Option(
        "--within",
        metavar="TYPE",
        help=say(
            "Chỉ những nguồn loại này (FGD, KII …), để phương pháp không lẫn với nhóm.",
            "Only sources of this type (FGD, KII …), so that method and group aren't confounded.",
        ),
    ),
]
ThemeOption = Annotated[
    str,
    typer.Option(
        "--theme",
        metavar="CODE",
        help=say(
            "Một mã hay nhóm mã, đầy đủ: từng nguồn, trích dẫn, vì sao kết luận như vậy.",
            "One code or family in full: each source, quotes, why the verdict is what it is.",
        ),
    ),
]

ThemeArgument = Annotated[
    str, typer.Argument(metavar="CODE", help=say("Mã hay nhóm mã.", "A code or a family."))
]
ConfirmOption = Annotated[
    bool,
    typer.Option("--confirm", help=say("Đồng ý với máy tính.", "Agree with what is computed.")),
]
VerdictOption = Annotated[
    str,
    typer.Option(
        "--verdict",
        metavar="VERDICT",
        help=say(
            "Kết luận khác: agreement, partial, silence, dissonance, single_source, "
            "no_finding; với --by joint: confirmation, expansion, discordance …",
            "Another verdict: agreement, partial, silence, dissonance, single_source, "
            "no_finding; with --by joint: confirmation, expansion, discordance …",
        ),
    ),
]
NoneOption = Annotated[
    bool,
    typer.Option("--none", help=say("Bỏ kết luận đã ghi.", "Take away what was recorded.")),
]
ReasonOption = Annotated[
    str,
    typer.Option("--reason", metavar="TEXT", help=say("Vì sao (bắt buộc).", "Why (required).")),
]

CellsOption = Annotated[
    bool,
    typer.Option(
        "--cells",
        help=say(
            "Mỗi dòng một mã và một nguồn: mức nổi bật, khoảng tin cậy, chiều, mã con.",
            "One row a code and source: prominence, interval, direction, sub-codes.",
        ),
    ),
]


def add_to(app: typer.Typer) -> None:
    """Add this module's commands."""
    app.command(
        help=say("Đối chiếu các nguồn theo từng mã.", "Where sources agree, code by code.")
    )(triangulate)
    app.command(
        help=say(
            "Đồng ý hay sửa kết luận đối chiếu của một mã, kèm lý do.",
            "Confirm or override the verdict on a code, with a reason.",
        )
    )(conclude)


def triangulate(
    by: ByOption = "type",
    within: WithinOption = "",
    theme: ThemeOption = "",
    project: ProjectOption = None,
    *,
    cells: CellsOption = False,
    confirmed: ConfirmedOption = False,
    json: JsonOption = False,
    csv: CsvOption = False,
) -> None:
    """Print cases mentioning / cases asked by source, and the verdict."""
    from qualcode import decisions, triangulation

    loaded = showing.load(project, confirmed=confirmed)
    told_apart = triangulation.told_apart(loaded, by, within)
    study = shares.counted(loaded)
    if theme:
        decisions.check_code_or_family(loaded, theme)
        found = triangulation.compared(study, told_apart, only=[theme])
        _show_theme(loaded, found, theme, json=json, csv=csv)
        return
    found = triangulation.compared(study, told_apart)
    frame = triangulation.as_cells(found) if cells else triangulation.as_table(found)
    if json or csv:
        showing.show(frame, json=json, csv=csv)
    elif cells:
        shown = ["code", "source", "asked", "mention", "prominence", "low", "high", "direction"]
        showing.show(frame[shown], json=False, csv=False)
    else:
        _show_table(found)
        showing.tell(frame)


def conclude(
    theme: ThemeArgument,
    by: ByOption = "type",
    within: WithinOption = "",
    *,
    confirm: ConfirmOption = False,
    verdict: VerdictOption = "",
    none: NoneOption = False,
    reason: ReasonOption = "",
    confirmed: ConfirmedOption = False,
    coder: CoderOption = "",
    project: ProjectOption = None,
) -> None:
    """Record a person's verdict."""
    from qualcode import decisions, triangulation

    if [confirm, bool(verdict), none].count(True) != 1:
        raise typer.BadParameter(
            say(
                "hãy ghi một trong ba: --confirm, --verdict KẾT_LUẬN, --none",
                "write one of the three: --confirm, --verdict VERDICT, --none",
            )
        )

    def draft(study: Study, name: str) -> list[Decision]:
        study = shares.only_confirmed(study) if confirmed else study
        told_apart = by if by == JOINT else triangulation.told_apart(study, by, within)
        wanted = decisions.CONFIRM if confirm else verdict
        return [decisions.conclude(study, theme, told_apart, wanted, reason=reason, coder=name)]

    record(project, coder, draft)


def _show_table(found: Compared) -> None:
    from qualcode.cli import verdicts

    heads, rows = verdicts.rows(found)
    if not (rows and found.sources):
        return
    if verdicts.fits(heads, rows):
        console.screen().print(console.table(heads, rows))
    else:
        data(*verdicts.blocks(found))
    data("", *console.folded(verdicts.tally(found.verdicts.values())))
    if people := list(verdicts.conclusions(found)):
        data("", say("Người kết luận", "What people concluded"), *people)


def _show_theme(study: Study, found: Compared, theme: str, *, json: bool, csv: bool) -> None:
    """Print one theme in full; as CSV the row of each source."""
    from qualcode import basis, quotes, triangulation
    from qualcode.cli import verdicts

    # Quotes are named by their place among all of the study's, counted or not.
    every = (q for q in quotes.quotes(study) if shares.is_counted(study, q.coding))
    account = triangulation.account(found, theme, every)
    frame = triangulation.as_cells(found)
    if csv:
        showing.show(frame, json=False, csv=True)
    elif json:
        rows = frame.to_dict(orient="records")
        console.show_json({**basis.of(frame).as_json(), **_as_json(account), "rows": rows})
    else:
        data(*verdicts.told(found, account))
        showing.tell(frame)


def _as_json(account: Account) -> dict[str, Any]:
    """Return one theme's verdicts, with quotes, as plain values."""
    from dataclasses import asdict

    language, verdict = console.language(), account.verdict
    return {
        "theme": account.theme,
        "verdict": verdict.verdict,
        "why": account.why.say(language),
        "silent": verdict.silent,
        "not_asked": verdict.not_asked,
        "fragile": verdict.fragile,
        "pairs": [
            {"sources": pair, "verdict": label, "why": why.say(language)}
            for pair, (label, why) in account.pairs.items()
        ],
        "quotes": [
            {
                "source": said.source.name,
                "id": quote.id,
                "code": quote.coding.code,
                "quote": quote.words,
                "attribution": quote.attribution.say(language),
            }
            for said in account.sources
            for quote in said.quotes
        ],
        "concluded": asdict(account.conclusion) if account.conclusion else None,
        "changed": account.changed,
    }

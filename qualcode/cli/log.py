"""`log`: the audit trail on the terminal, and into a file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from qualcode import audit, shares
from qualcode.audit import Entry, Filters
from qualcode.cli import basis, columns, console
from qualcode.cli.console import data, note, say
from qualcode.cli.options import JsonOption, ProjectOption, folder
from qualcode.cli.recording import shown_words
from qualcode.errors import DecisionError
from qualcode.explain import LEADING, RESTORE, TERMS, learned, named
from qualcode.language.english import plural
from qualcode.language.normalise import clean
from qualcode.model import Bilingual, Study

TAKEN_BACK = Bilingual("đã rút lại", "taken back")

CoderFilter = Annotated[
    str, typer.Option("--coder", metavar="NAME", help=say("Chỉ của người này.", "Only hers."))
]
ActionOption = Annotated[
    str,
    typer.Option(
        "--action", metavar="ACTION", help=say("Chỉ việc này: accept …", "Only these: accept …")
    ),
]
TranscriptOption = Annotated[
    str,
    typer.Option(
        "--transcript", metavar="NAME", help=say("Chỉ bản gỡ băng này.", "Only of this one.")
    ),
]
CodeOption = Annotated[
    str,
    typer.Option(
        "--code", metavar="CODE", help=say("Chỉ mã hay nhóm mã này.", "A code or a family.")
    ),
]
SinceOption = Annotated[
    str,
    typer.Option(
        "--since",
        metavar="DATE",
        help=say(
            "Từ ngày này, giờ UTC như trong nhật ký (giờ Việt Nam = UTC + 7): 2026-03-12.",
            "From this date on, in UTC as in the log: 2026-03-12.",
        ),
    ),
]
UntilOption = Annotated[
    str,
    typer.Option(
        "--until",
        metavar="DATE",
        help=say("Đến hết ngày này, giờ UTC.", "To the end of this date, in UTC."),
    ),
]
StandingOption = Annotated[
    bool | None,
    typer.Option(
        "--standing/--taken-back",
        help=say("Chỉ những gì còn hiệu lực, hoặc đã rút lại.", "Only what stands, or not."),
    ),
]
LastOption = Annotated[
    int, typer.Option("--last", metavar="N", min=0, help=say("N cái cuối.", "The latest N."))
]
OutOption = Annotated[
    Path | None,
    typer.Option(
        "--out",
        metavar="FILE",
        help=say(
            "Ghi ra .csv (mỗi quyết định một dòng) hoặc .docx (phụ lục Word), nguyên văn.",
            "Write a .csv (one row a decision) or a .docx (a Word annex), words as they are.",
        ),
    ),
]


def add_to(app: typer.Typer) -> None:
    """Add this module's commands."""
    app.command(
        help=say(
            "Nhật ký: ai quyết định gì, lúc nào, trước và sau đó ra sao.",
            "The log: who decided what and when, and what it changed.",
        )
    )(log)


def log(
    *,
    coder: CoderFilter = "",
    action: ActionOption = "",
    transcript: TranscriptOption = "",
    code: CodeOption = "",
    since: SinceOption = "",
    until: UntilOption = "",
    standing: StandingOption = None,
    last: LastOption = 0,
    out: OutOption = None,
    json: JsonOption = False,
    project: ProjectOption = None,
) -> None:
    """Show or write the audit trail, oldest first."""
    from qualcode import project as projects

    # However they were typed, they are the same names.
    coder, transcript, code = (clean(typed).strip() for typed in (coder, transcript, code))
    filters = Filters(
        coder=coder,
        action=action,
        transcript=transcript,
        code=code,
        since=audit.moment(since) if since else "",
        until=audit.moment(until, end=True) if until else "",
        stands=standing,
        last=last,
    )
    _check_out(out, json=json)
    with console.progress() as progress:
        study = projects.load(folder(project), progress=progress)
    listed = audit.entries(study, filters)
    if out:
        _write(study, listed, filters, out)
    elif json:
        told = [_as_json(entry) for entry in listed]
        console.show_json({**basis.as_json(study), "decisions": told})
    else:
        _show(listed)


def _check_out(out: Path | None, *, json: bool) -> None:
    if out and json:
        raise typer.BadParameter(
            say("hãy ghi --out hoặc --json, không cả hai", "write --out or --json, not both")
        )
    if out and out.suffix.lower() not in {".csv", ".docx"}:
        raise DecisionError.at(
            str(out),
            "hãy đặt tên tệp kết thúc bằng .csv hoặc .docx",
            "give the file a name that ends in .csv or .docx",
        )


def _write(study: Study, listed: tuple[Entry, ...], filters: Filters, out: Path) -> None:
    from qualcode.exporters import audit as trail
    from qualcode.exporters import replacing
    from qualcode.review import policy

    language = console.language()
    with replacing(out) as temporary:
        if out.suffix.lower() == ".csv":
            trail.write_log(listed, temporary, language)
        else:
            whose = (*shares.told(study), policy.describe(study.settings.policy))
            facts = (*whose, _asked(filters))
            trail.write_annex(study.settings.title, listed, facts, temporary, language)
    count, noun = columns.number(len(listed)), plural(len(listed), "decision")
    note(say(f"Đã ghi {count} quyết định vào {out}.", f"Wrote {count} {noun} to {out}."))


def _asked(filters: Filters) -> Bilingual:
    asked = audit.described(filters)
    return Bilingual(f"Phụ lục này gồm: {asked.vi}.", f"This annex has: {asked.en}.")


def _as_json(entry: Entry) -> dict[str, object]:
    language = console.language()
    return {
        **asdict(entry.decision),
        "turn": entry.turn,
        "before": entry.before.say(language),
        "after": entry.after.say(language),
        "standing": entry.stands,
    }


def _show(listed: Iterable[Entry]) -> None:
    empty = True
    for entry in listed:
        empty = False
        data(*_lines(entry))
    if empty:
        note(say("Không có quyết định nào.", "There are no decisions."))


def _lines(entry: Entry) -> Iterator[str]:
    """Return who did what and when, then to which words, what changed, and why."""
    decision, language = entry.decision, console.language()
    yield "  ".join(filter(None, _head(entry)))
    if words := shown_words(entry.about):
        yield from columns.wrapped(f"“{words}”", indent="  ")
    before, after = entry.before.say(language), entry.after.say(language)
    if entry.tells_more:
        yield from columns.wrapped(f"{before or '–'} → {after or '–'}", indent="  ")
    if decision.note and not (entry.tells_more and decision.action in audit.WITH_TEXT):
        yield from columns.wrapped(f"({decision.note})", indent="  ")


def _head(entry: Entry) -> Iterator[str]:
    decision, about, language = entry.decision, entry.about, console.language()
    yield decision.id[:8]
    yield decision.time[:19].replace("T", " ")
    yield decision.coder
    if decision.action == "undo":
        yield (RESTORE if entry.restores else TERMS["undo"]).say(language)
        yield about.id[:8] if about is not decision else decision.target[:8]
    else:
        yield named(decision).say(language)
    if about is not decision:
        yield named(about).say(language)
    target = about.target if about.action in LEADING else ""
    yield f"{about.code} → {target}" if target else about.code
    if about.model:
        yield learned(about.model, about.probability).say(language)
    yield f"{about.transcript}:{entry.turn}" if entry.turn else about.transcript
    if about.action == "assign":
        yield f"→ {about.target}"
    if about.action == "adjudicate":
        yield TERMS[about.target].say(language)
    if not entry.stands:
        yield f"[{TAKEN_BACK.say(language)}]"

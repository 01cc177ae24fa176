"""`why`, `find`, `quotes`: look at what was found."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

import typer

from qualcode import shares
from qualcode.cli import basis, columns, console, showing
from qualcode.cli.console import data, note, say
from qualcode.cli.decisions import OneCodingArgument
from qualcode.cli.options import JsonOption, ProjectOption, coding_of, folder
from qualcode.cli.showing import ConfirmedOption, CsvOption
from qualcode.model import SIGNS, Coding, Quote, Study, is_within

OF_CODING = ("status", "origin", "probability", "model")


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
    from qualcode import decisions
    from qualcode import quotes as stage

    language, study = console.language(), showing.load(project, confirmed=confirmed)
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
        if json:
            listed = [dict(zip(heads, row, strict=True)) for row in rows]
            console.show_json({**basis.as_json(study), "rows": listed})
        else:
            console.show_csv(heads, (dict(zip(heads, row, strict=True)) for row in rows))
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
    from qualcode.quotes import said

    language, code = console.language(), study.code(quote.coding.code)
    label = f" ({code.label.say(language)})" if code else ""
    yield f"{quote.id}  {quote.coding.code}{label}  {_stands(quote.coding)}"
    yield from columns.wrapped(said(quote), indent="  ")
    yield f"  {quote.attribution.say(language)}".rstrip()


def _stands(coding: Coding) -> str:
    """Return the coding's sign, and who stands by it or what has proposed it."""
    from qualcode import explain

    by = explain.proposer(coding).say(console.language())
    return f"{SIGNS[coding.status]} {coding.coder or by}".rstrip()

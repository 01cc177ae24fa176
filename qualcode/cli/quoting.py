"""`quotes`: what people said, by code; the best of it; as a Word document."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer

from qualcode import selection, shares
from qualcode.cli import basis, columns, console, delivering, showing
from qualcode.cli.console import data, note, say
from qualcode.cli.delivering import OutOption, ShareOption, TongueOption
from qualcode.cli.options import JsonOption, ProjectOption
from qualcode.cli.showing import ConfirmedOption, CsvOption
from qualcode.errors import StudyError
from qualcode.model import SIGNS, Bilingual, Coding, Quote, Study, Tongue, is_within
from qualcode.selection import Chosen

HEADS = ("id", "code", "quote", "attribution", "status", "origin", "probability", "model")
TRANSLATED = ("translation", "translator", "checked", "cite")
WHY = ("why",)

CodeArgument = Annotated[
    str, typer.Argument(metavar="[CODE]", help=say("Mã hay nhóm mã.", "A code or family."))
]
BestOption = Annotated[
    int | None,
    typer.Option(
        "--best",
        metavar="N",
        min=1,
        help=say(
            "Mỗi mã chỉ chọn N trích dẫn hay nhất; câu đã ghim thì luôn có.",
            "Only the N best quotes of each code; pinned ones always.",
        ),
    ),
]
EveryOption = Annotated[
    bool,
    typer.Option(
        "--all",
        help=say(
            "Mọi trích dẫn, trừ câu bị loại và lời gần giống nhau.",
            "Every quote but banned ones and near duplicates.",
        ),
    ),
]
WhyOption = Annotated[
    bool,
    typer.Option(
        "--why", help=say("Nói vì sao chọn từng trích dẫn.", "Say why each quote was chosen.")
    ),
]


def add_to(app: typer.Typer) -> None:
    """Add this module's command."""
    app.command(
        help=say(
            "Trích dẫn theo mã: tất cả, hay chỉ những câu hay nhất; trên màn hình hay tệp Word.",
            "Quotes by code: all, or only the best; on the screen or as a Word document.",
        )
    )(quotes)


def quotes(
    code: CodeArgument = "",
    project: ProjectOption = None,
    *,
    best: BestOption = None,
    every: EveryOption = False,
    why: WhyOption = False,
    lang: TongueOption = "",
    out: OutOption = None,
    share: ShareOption = False,
    confirmed: ConfirmedOption = False,
    json: JsonOption = False,
    csv: CsvOption = False,
) -> None:
    """Print quotes with their attribution, or write them into a Word document."""
    from qualcode import decisions

    if best and every:
        raise typer.BadParameter(
            say("--best và --all không đi cùng nhau", "--best and --all exclude each other")
        )
    if out:
        _check_suffix(out)
    if out or share:
        study = delivering.load(project, confirmed=confirmed, share=share)
    else:
        study = showing.load(project, confirmed=confirmed)
    if code:
        decisions.check_code_or_family(study, code)
    tongue = delivering.tongue(lang, study, "quotes", "both")
    if out:
        _write(study, tongue, out, code=code, best=best, every=every)
        if not (json or csv):
            return
    # On the screen the reader's own language is enough, unless another is asked for.
    shown = tongue if lang else console.language()
    found = _found(study, code, best, distinct=every or why)
    _show(study, found, shown, why=why, json=json, csv=csv)


def _check_suffix(out: Path) -> None:
    if out.suffix.lower() != ".docx":
        raise StudyError.at(
            "--out",
            f"'{out.name}': tệp trích dẫn là tệp Word, hãy đặt đuôi .docx",
            f"'{out.name}': quotes are written as a Word file, ending in .docx",
        )


def _write(
    study: Study, tongue: Tongue, out: Path, *, code: str, best: int | None, every: bool
) -> None:
    from qualcode import documents
    from qualcode import project as projects
    from qualcode.exporters.document import content

    results = projects.results(study)
    document = content(results, tongue, most=best, every=every, within=code)
    documents.write(document, out)
    note(say(f"Đã ghi: {out}", f"Written: {out}"))


def _found(study: Study, code: str, best: int | None, *, distinct: bool) -> list[Chosen]:
    """Return the quotes to print: all in order, or those chosen of each code."""
    from qualcode import quotes as stage

    by_code: dict[str, list[Quote]] = defaultdict(list)
    # Left out only here, since a quote's id counts the quotes before it.
    for quote in stage.quotes(study):
        if (not code or is_within(quote.coding.code, code)) and shares.is_counted(
            study, quote.coding
        ):
            by_code[quote.coding.code].append(quote)
    if best or distinct:
        choices = (selection.choose(study, each, best) for each in by_code.values())
        return [one for choice in choices for one in choice.chosen]
    return [Chosen(quote, ()) for each in by_code.values() for quote in each]


def _show(
    study: Study, found: list[Chosen], tongue: Tongue, *, why: bool, json: bool, csv: bool
) -> None:
    rows = [_row(one, tongue) for one in found] if json or csv else []
    heads = (*HEADS, *TRANSLATED, *(WHY if why else ()))
    if json:
        listed = [{head: row[head] for head in heads} for row in rows]
        console.show_json({**basis.as_json(study), "rows": listed})
    elif csv:
        console.show_csv(heads, rows)
    elif found:
        data("\n\n".join("\n".join(_block(study, one, tongue, why=why)) for one in found))
    else:
        note(say("Không có trích dẫn nào.", "There are no quotes."))
    basis.tell(study)


def _row(one: Chosen, tongue: Tongue) -> dict[str, str]:
    """Return a quote with who stands by it, or what proposed it, and its translation."""
    from qualcode.exporters.table import share_of_one

    quote, coding = one.quote, one.quote.coding
    language = console.language() if tongue == "both" else tongue
    values = (
        *(quote.id, coding.code, quote.words, quote.attribution.say(language)),
        *(coding.status, coding.origin, share_of_one(coding.probability), coding.model),
        *(coding.translation, coding.translator, coding.checked, coding.cite),
        "; ".join(each.say(console.language()) for each in one.why),
    )
    return dict(zip((*HEADS, *TRANSLATED, *WHY), values, strict=True))


def _block(study: Study, one: Chosen, tongue: Tongue, *, why: bool) -> Iterator[str]:
    """Yield one quote's lines: its id and code, the words, whom they are from, and why it."""
    from qualcode.quotes import said

    quote, coding = one.quote, one.quote.coding
    code = study.code(coding.code)
    label = f" ({code.label.say(console.language())})" if code else ""
    yield f"{quote.id}  {coding.code}{label}  {_stands(coding)}"
    yield from columns.wrapped(said(quote), indent="  ")
    if coding.translation and tongue != "vi":
        yield from columns.wrapped(f"“{coding.translation}”", indent="  ")
    yield f"  {_attributed(quote.attribution, tongue)}".rstrip()
    if why and one.why:
        reasons = "; ".join(each.say(console.language()) for each in one.why)
        yield from columns.wrapped(f"→ {reasons}", indent="  ")


def _attributed(attribution: Bilingual, tongue: Tongue) -> str:
    if tongue != "both":
        return attribution.say(tongue)
    return " / ".join(dict.fromkeys(part for part in (attribution.vi, attribution.en) if part))


def _stands(coding: Coding) -> str:
    """Return the coding's sign, and who stands by it or what has proposed it."""
    from qualcode import explain

    by = explain.proposer(coding).say(console.language())
    return f"{SIGNS[coding.status]} {coding.coder or by}".rstrip()

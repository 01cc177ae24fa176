"""`consistency`: passages coded otherwise than those they are like, also between coders."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from qualcode.cli import basis, console, passages
from qualcode.cli.columns import rate
from qualcode.cli.console import data, folded, note, say
from qualcode.cli.options import JsonOption, ProjectOption, folder
from qualcode.cli.showing import CsvOption
from qualcode.model import Study

if TYPE_CHECKING:
    from qualcode.learning.likeness.consistency import Neighbour, Oddity

COLUMNS = (
    "oddness",
    "transcript",
    "turn",
    "start",
    "end",
    "quote",
    "code",
    "has",
    "coder",
    "evidence",
)
SHOWN = 3
"""Passages that are shown as evidence."""

LimitOption = Annotated[
    int,
    typer.Option("--limit", metavar="N", min=1, help=say("Bao nhiêu đoạn.", "How many passages.")),
]
ProposedOption = Annotated[
    bool,
    typer.Option(
        "--proposed",
        help=say(
            "Tính cả mã máy đề xuất; chỗ không có mã coi như không thuộc mã đó.",
            "Count what is proposed too; what has no code lacks it then.",
        ),
    ),
]
BetweenOption = Annotated[
    bool,
    typer.Option(
        "--between-coders",
        help=say(
            "Lời y hệt hay gần như y hệt mà hai người mã hóa khác nhau.",
            "The same words, or nearly, that two coders coded otherwise.",
        ),
    ),
]


def add_to(app: typer.Typer) -> None:
    """Add this module's command."""
    app.command(
        help=say(
            "Những đoạn được mã hóa khác với các đoạn giống nó nhất: nên xem lại.",
            "Passages coded unlike those they are most like: for a second look.",
        )
    )(consistency)


def consistency(
    *,
    limit: LimitOption = 30,
    proposed: ProposedOption = False,
    between_coders: BetweenOption = False,
    project: ProjectOption = None,
    json: JsonOption = False,
    csv: CsvOption = False,
) -> None:
    """Print what is coded oddly, with the evidence."""
    from qualcode import project as projects
    from qualcode.learning.likeness import consistency as stage

    with console.progress() as progress:
        study = projects.load(folder(project), progress=progress)
    found = stage.consistency(study, limit=limit, proposed=proposed, between_coders=between_coders)
    if json or csv:
        rows = [_row(study, one) for one in found]
        passages.show_json(study, rows) if json else console.show_csv(COLUMNS, rows)
    else:
        for one in found:
            data(*_block(study, one))
    told = _how_to_read if found else _why_nothing
    for words in told(study, proposed=proposed, between_coders=between_coders):
        note(*folded(words))
    if not (json or csv):
        basis.tell(study)


def _row(study: Study, one: Oddity) -> dict[str, object]:
    evidence = [
        f"{passages.place(near.segment)} {near.similarity:.2f} "
        f"{'+' if near.has else '-'}{near.coder}"
        for near in one.neighbours
    ]
    return {
        "oddness": round(one.oddness, 4),
        **passages.row(study, one.segment),
        "code": one.code,
        "has": one.has,
        "coder": one.coder,
        "evidence": evidence,
    }


def _block(study: Study, one: Oddity) -> Iterator[str]:
    """Yield a passage's lines: where and what is odd, its words, those it is like."""
    has = say("có mã", "has") if one.has else say("không có mã", "lacks")
    who = f" · {one.coder}" if one.coder else ""
    yield f"{rate(one.oddness)}  {passages.place(one.segment)}{who} · {has}"
    yield from passages.folded(passages.label(study, one.code))
    yield from passages.folded(f"“{passages.words(study, one.segment)}”")
    for near in one.neighbours[:SHOWN]:
        yield from _evidence(study, one, near)


def _evidence(study: Study, one: Oddity, near: Neighbour) -> Iterator[str]:
    has = say("có", "has it") if near.has else say("không", "hasn't")
    head = f"{near.coder or f'≈ {rate(near.similarity)}'} · {has}"
    if near.segment == one.segment:
        yield from passages.folded(head, passages.INDENT + 2)
        return
    where = f"{head} · {passages.place(near.segment)}"
    yield from passages.folded(f"{where} “{passages.words(study, near.segment)}”", 8)


def _how_to_read(_study: Study, *, proposed: bool, between_coders: bool) -> Sequence[str]:
    if between_coders:
        return [
            "",
            say(
                "Mỗi chỗ: người ghi ở đầu đã gán mã, người ở dòng dưới thì không. Phân xử bằng "
                "qualcode adjudicate.",
                "Each time: the coder named first gave the code, those below did not. To settle "
                "it: qualcode adjudicate.",
            ),
        ]
    basis_ = say("mã của người và của máy", "people's and proposed codings")
    if not proposed:
        basis_ = say("chỉ những gì người đã quyết định", "only what people decided")
    return [
        "",
        say(
            f"Số đầu dòng càng lớn càng lạ; ≈: giống bao nhiêu ({basis_}). Lạ chưa hẳn là sai: "
            "hãy đọc lại rồi quyết định (qualcode reject, recode, add).",
            f"The larger the number, the odder; ≈: how like it is ({basis_}). Odd need not be "
            "wrong: read again, then decide (qualcode reject, recode, add).",
        ),
    ]


def _why_nothing(study: Study, *, proposed: bool, between_coders: bool) -> Sequence[str]:
    if between_coders:
        return [
            say(
                "Không có chỗ nào hai người mã hóa khác nhau trên lời như nhau.",
                "Nowhere did two coders code the same words otherwise.",
            )
        ]
    decided = any(one.status != "proposed" for one in (*study.codings, *study.rejected))
    if proposed or decided:
        return [
            say(
                "Không có đoạn nào được mã hóa khác với các đoạn giống nó; mã nào chưa đủ ba đoạn "
                "đã có quyết định thì chưa so được.",
                "No passage is coded unlike those it is like; a code with fewer than three "
                "passages decided on can't be compared yet.",
            )
        ]
    return [
        say(
            "Chưa có ai xác nhận mã nào nên chưa có gì để so. Hãy nhận, bỏ, thêm mã và đánh dấu "
            "lượt đã đọc (qualcode tag); hoặc thêm --proposed để xem cả mã máy đề xuất.",
            "Nobody has confirmed a code yet, so there is nothing to compare. Accept, reject and "
            "add codes and mark turns as read (qualcode tag); or add --proposed to look at what "
            "is proposed too.",
        )
    ]

"""`similar`: passages that say what a quote says, and passages that are there twice."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from qualcode.cli import basis, console, passages
from qualcode.cli.columns import rate
from qualcode.cli.console import data, folded, note, say
from qualcode.cli.options import JsonOption, ProjectOption, folder
from qualcode.cli.showing import CsvOption
from qualcode.errors import StudyError
from qualcode.language.english import plural
from qualcode.model import Study

if TYPE_CHECKING:
    from qualcode.learning.likeness.similar import Group, Similar

COLUMNS = ("similarity", "transcript", "turn", "start", "end", "quote", "shared", "codes")
GROUP_COLUMNS = ("group", "similarity", "transcript", "turn", "start", "end", "quote")

QuoteArgument = Annotated[
    str,
    typer.Argument(
        metavar="[QUOTE]",
        help=say(
            "Câu trích, hay lời bạn tự ghi; gõ không dấu cũng được.",
            "A quote, or words of your own; accents may be left out.",
        ),
    ),
]
CodeOption = Annotated[
    str,
    typer.Option(
        "--code",
        metavar="CODE",
        help=say("Chỉ đoạn có mã hay nhóm mã này.", "Only passages with this code or family."),
    ),
]
WithoutOption = Annotated[
    str,
    typer.Option(
        "--without",
        metavar="CODE",
        help=say(
            "Chỉ đoạn chưa có mã hay nhóm mã này: để tìm nốt những chỗ còn sót.",
            "Only passages without this code or family: to find what was missed.",
        ),
    ),
]
LimitOption = Annotated[
    int,
    typer.Option("--limit", metavar="N", min=1, help=say("Bao nhiêu đoạn.", "How many passages.")),
]
DuplicatesOption = Annotated[
    bool,
    typer.Option(
        "--duplicates",
        help=say(
            "Thay vào đó: những lời gần như y hệt nhau (bị dán hay gõ hai lần).",
            "Instead: turns and answers that are nearly the same (pasted or typed twice).",
        ),
    ),
]
ThresholdOption = Annotated[
    float,
    typer.Option(
        "--threshold",
        metavar="P",
        min=0.5,
        max=1,
        help=say(
            "Với --duplicates: phần chữ phải giống nhau, ví dụ 0.8.",
            "With --duplicates: the share of letters that must agree, such as 0.8.",
        ),
    ),
]


def add_to(app: typer.Typer) -> None:
    """Add this module's command."""
    app.command(
        help=say(
            "Những đoạn nói điều giống một câu trích; những đoạn bị lặp lại.",
            "Passages that say what a quote says; passages that are there twice.",
        )
    )(similar)


def similar(
    quote: QuoteArgument = "",
    *,
    code: CodeOption = "",
    without: WithoutOption = "",
    limit: LimitOption = 10,
    duplicates: DuplicatesOption = False,
    threshold: ThresholdOption = 0.8,
    project: ProjectOption = None,
    json: JsonOption = False,
    csv: CsvOption = False,
) -> None:
    """Print passages that are alike."""
    from qualcode import decisions
    from qualcode import project as projects
    from qualcode.learning.likeness import similar as stage

    if duplicates == bool(quote.strip()):
        raise StudyError.at(
            "similar",
            "hãy ghi một câu trích trong ngoặc kép, hoặc --duplicates để xem những đoạn bị lặp",
            "give a quote in quotation marks, or --duplicates for passages that are there twice",
        )
    with console.progress() as progress:
        study = projects.load(folder(project), progress=progress)
    for named in filter(None, (code, without)):
        decisions.check_code_or_family(study, named)
    if duplicates:
        _show_groups(study, stage.duplicates(study, threshold), json=json, csv=csv)
    else:
        found = stage.similar(study, quote, limit=limit, code=code, without=without)
        _show(study, found, json=json, csv=csv)


def _show(study: Study, found: Sequence[Similar], *, json: bool, csv: bool) -> None:
    if json or csv:
        rows = [_row(study, one) for one in found]
        passages.show_json(study, rows) if json else console.show_csv(COLUMNS, rows)
        return
    for one in found:
        data(f"{rate(one.similarity)}  {passages.place(one.segment)}")
        data(*passages.folded(passages.words(study, one.segment, one.shared)))
        data(*passages.folded(passages.codes(one.codings)))
    if found:
        told = say(
            "Số đầu dòng: giống bao nhiêu (1 là y hệt); «…»: lời có trong câu trích. "
            "Gán mã: qualcode add BẢN LƯỢT MÃ --quote “…”",
            "The number: how like it is (1: the same); «…»: words of the quote. "
            "To give a code: qualcode add TRANSCRIPT TURN CODE --quote “…”",
        )
        note("", *folded(told))
    else:
        note(say("Không có đoạn nào nói giống như vậy.", "No passage says anything like it."))
    basis.tell(study)


def _row(study: Study, one: Similar) -> dict[str, object]:
    transcript = study.transcript(one.segment.transcript)
    text = transcript.text if transcript else ""
    return {
        "similarity": round(one.similarity, 4),
        **passages.row(study, one.segment),
        "shared": [span.of(text) for span in one.shared],
        "codes": [coding.code for coding in one.codings],
    }


def _show_groups(study: Study, found: Sequence[Group], *, json: bool, csv: bool) -> None:
    if json or csv:
        rows = [
            {"group": number, "similarity": round(group.similarity, 4), **passages.row(study, one)}
            for number, group in enumerate(found, 1)
            for one in group.passages
        ]
        passages.show_json(study, rows) if json else console.show_csv(GROUP_COLUMNS, rows)
        return
    for group in found:
        data(f"{rate(group.similarity)}  {', '.join(map(passages.place, group.passages))}")
        said = dict.fromkeys(passages.words(study, one) for one in group.passages)
        for words in said:
            data(*passages.folded(words))
    many = len(found)
    told = say(
        f"{many} nhóm lời gần như y hệt. Nếu là dán hay gõ hai lần, hãy sửa bản gỡ băng: mỗi lần "
        "lặp được đếm thêm một lượt.",
        f"{many} {plural(many, 'group')} of nearly the same words. If they were pasted or typed "
        "twice, mend the transcript: each repeat is counted once more.",
    )
    note(*folded(told if found else say("Không có lời nào bị lặp lại.", "Nothing is there twice.")))

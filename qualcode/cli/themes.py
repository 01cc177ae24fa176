"""`themes`: what respondents talk about that no code holds, and a new code made of a theme."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from qualcode import shares
from qualcode.cli import basis, console, passages, promoting
from qualcode.cli.columns import number
from qualcode.cli.console import data, folded, note, say
from qualcode.cli.options import CoderOption, JsonOption, ProjectOption, folder
from qualcode.cli.showing import ConfirmedOption, CsvOption
from qualcode.errors import StudyError
from qualcode.model import Study

if TYPE_CHECKING:
    from qualcode.learning.likeness.themes import Theme

COLUMNS = ("theme", "words", "passage", "transcript", "turn", "start", "end", "quote")

CountOption = Annotated[
    int | None,
    typer.Option(
        "--count",
        metavar="N",
        min=2,
        max=40,
        show_default=False,
        help=say(
            "Bao nhiêu chủ đề (mặc định: chọn theo cách chia rõ nhất).",
            "How many themes (default: as many as part most clearly).",
        ),
    ),
]
AllOption = Annotated[
    bool,
    typer.Option(
        "--all",
        help=say("Cả những đoạn đã có mã.", "Passages that have a code too."),
    ),
]
ThemeOption = Annotated[
    int | None,
    typer.Option(
        "--theme",
        metavar="N",
        min=1,
        show_default=False,
        help=say("In mọi đoạn của chủ đề này.", "Print all passages of this theme."),
    ),
]
PromoteOption = Annotated[
    int | None,
    typer.Option(
        "--promote",
        metavar="N",
        min=1,
        show_default=False,
        help=say(
            "Lập mã mới từ chủ đề này; cần --code và --label-vi.",
            "Make a new code of this theme; needs --code and --label-vi.",
        ),
    ),
]
CodeOption = Annotated[
    str,
    typer.Option(
        "--code",
        metavar="CODE",
        help=say("Id của mã mới, ví dụ policy.new_code.", "The new code's id: policy.new_code."),
    ),
]
LabelViOption = Annotated[
    str,
    typer.Option(
        "--label-vi", metavar="TEXT", help=say("Tên tiếng Việt.", "The Vietnamese label.")
    ),
]
LabelEnOption = Annotated[
    str,
    typer.Option("--label-en", metavar="TEXT", help=say("Tên tiếng Anh.", "The English label.")),
]
PassagesOption = Annotated[
    str,
    typer.Option(
        "--passages",
        metavar="1,3|central",
        help=say(
            "Gán mã mới cho những đoạn này của chủ đề (central: các đoạn tiêu biểu; mặc định: "
            "chưa gán).",
            "Give the new code to these passages of the theme (central: the ones shown; default: "
            "to none yet).",
        ),
    ),
]
CodebookOption = Annotated[
    str,
    typer.Option(
        "--codebook",
        metavar="NAME",
        help=say("Sổ mã nào, nếu có nhiều sổ.", "Which codebook, if there are several."),
    ),
]


def add_to(app: typer.Typer) -> None:
    """Add this module's command."""
    app.command(
        help=say(
            "Người trả lời còn nói về những gì mà sổ mã chưa có; lập mã mới từ một chủ đề.",
            "What respondents talk about that the codebook lacks; make a new code of a theme.",
        )
    )(themes)


def themes(
    *,
    count: CountOption = None,
    every: AllOption = False,
    confirmed: ConfirmedOption = False,
    theme: ThemeOption = None,
    promote: PromoteOption = None,
    code: CodeOption = "",
    label_vi: LabelViOption = "",
    label_en: LabelEnOption = "",
    chosen: PassagesOption = "",
    codebook: CodebookOption = "",
    coder: CoderOption = "",
    project: ProjectOption = None,
    json: JsonOption = False,
    csv: CsvOption = False,
) -> None:
    """Print themes, or make one a code."""
    from qualcode import project as projects
    from qualcode.learning.likeness import themes as stage

    with console.progress() as progress:
        study = projects.load(folder(project), progress=progress)
    study = shares.only_confirmed(study) if confirmed else study
    if promote:
        new = promoting.new_code(study, code, label_vi, label_en, codebook)
    # A passage with a code that isn't counted is still to be given one.
    counted = shares.counted(study)
    found = stage.themes(counted, count=count, code_free=not every)
    if promote:
        made_of = _one(found, promote)
        promoting.promote(study, made_of, new, chosen, coder=coder, project=project)
    elif json or csv:
        _show_rows(study, [_one(found, theme)] if theme else found, json=json, csv=csv)
    elif theme:
        data(*_block(study, _one(found, theme), whole=True))
    else:
        left = stage.passages_left(counted, code_free=not every)
        for one in found:
            data(*_block(study, one, whole=False))
        for words in _about(found, left, least=stage.LEAST):
            note(*folded(words))
        basis.tell(study)


def _one(found: Sequence[Theme], wanted: int) -> Theme:
    """Return the theme of this number, or raise an error that says how many there are."""
    if wanted <= len(found):
        return found[wanted - 1]
    raise StudyError.at(
        str(wanted),
        f"không có chủ đề {wanted}; có {len(found)} chủ đề (qualcode themes liệt kê chúng)",
        f"there is no theme {wanted}; there are {len(found)} (qualcode themes lists them)",
    )


def _block(study: Study, theme: Theme, *, whole: bool) -> Iterator[str]:
    """Yield a theme's lines: its words, how large it is, and its passages."""
    size, cases = len(theme.passages), len(theme.cases)
    yield say(
        f"{theme.number}. {' · '.join(theme.words) or '–'}  [{size} đoạn, {cases} trường hợp]",
        f"{theme.number}. {' · '.join(theme.words) or '–'}  [{size} passages, {cases} cases]",
    )
    for at, one in enumerate(theme.passages if whole else theme.central, 1):
        first, *rest = passages.folded(passages.words(study, one))
        yield f"{at:>{passages.INDENT - 2}}. {first.lstrip()}"
        yield from rest
        yield f"{'':{passages.INDENT}}{passages.place(one)}"
    yield ""


def _show_rows(study: Study, found: Sequence[Theme], *, json: bool, csv: bool) -> None:
    if json:
        passages.show_json(
            study,
            [
                {
                    "theme": theme.number,
                    "words": theme.words,
                    "cases": theme.cases,
                    "passages": [passages.row(study, one) for one in theme.passages],
                }
                for theme in found
            ],
        )
    elif csv:
        console.show_csv(
            COLUMNS,
            [
                {
                    "theme": theme.number,
                    "words": theme.words,
                    "passage": at,
                    **passages.row(study, one),
                }
                for theme in found
                for at, one in enumerate(theme.passages, 1)
            ],
        )


def _about(found: Sequence[Theme], left: int, *, least: int) -> Iterator[str]:
    """Yield what the themes rest on and what to do with them, or why there are none."""
    if not found:
        yield say(
            f"Chỉ có {number(left)} đoạn chưa có mã mà đủ lời; dưới {least} đoạn thì đọc thẳng "
            "nhanh hơn là chia chủ đề.",
            f"Only {number(left)} passages without a code say enough; fewer than {least} are read "
            "more quickly than themes of them.",
        )
        return
    held = sum(len(theme.passages) for theme in found)
    yield say(
        f"{number(held)} trên {number(left)} đoạn đủ lời thuộc một chủ đề; số còn lại không giống "
        "chủ đề nào. Chủ đề là do máy gom theo lời và câu hỏi, để bạn đọc và đặt tên.",
        f"{number(held)} of {number(left)} passages that say enough are in a theme; the others "
        "are like none. Themes are gathered by words and questions, for you to read and name.",
    )
    yield say(
        "Đọc cả chủ đề: --theme N. Lập mã mới: --promote N --code ID --label-vi “…” "
        "--label-en “…”.",
        "To read a theme: --theme N. A new code: --promote N --code ID --label-vi “…” "
        "--label-en “…”.",
    )

"""`joint`: what the survey says beside what people say, theme by theme."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated, Any

import typer

from qualcode.cli import console, showing
from qualcode.cli.comparing_options import OutOption, check_suffix
from qualcode.cli.console import data, note, say
from qualcode.cli.options import JsonOption, ProjectOption
from qualcode.cli.showing import ConfirmedOption, CsvOption
from qualcode.cli.table_options import LevelOption
from qualcode.errors import StudyError
from qualcode.model import Bilingual, Study

if TYPE_CHECKING:
    from qualcode.heard import Side
    from qualcode.joint import Joined

ThemeArgument = Annotated[
    str,
    typer.Argument(
        metavar="[THEME]",
        help=say(
            "Mã hay nhóm mã; mặc định: mọi chủ đề khảo sát có hỏi.",
            "A code or group; default: every theme the survey has.",
        ),
    ),
]
AllOption = Annotated[
    bool,
    typer.Option(
        "--all",
        help=say(
            "Cả những chủ đề chỉ có trong câu trả lời mở.", "Themes of open answers alone as well."
        ),
    ),
]
HEAD = 11
"""Columns of a block's left margin, where the sides are named."""


def add_to(app: typer.Typer) -> None:
    """Add this module's command."""
    app.command(
        help=say(
            "Bảng kết hợp: khảo sát nói gì, người ta nói gì, hai bên khớp hay trái nhau.",
            "Joint display: what the survey says, what people say, and how the two fit.",
        )
    )(joint)


def joint(
    theme: ThemeArgument = "",
    *,
    level: LevelOption = None,
    every: AllOption = False,
    out: OutOption = None,
    project: ProjectOption = None,
    confirmed: ConfirmedOption = False,
    json: JsonOption = False,
    csv: CsvOption = False,
) -> None:
    """Print survey and talk side by side."""
    from qualcode import decisions, quotes
    from qualcode.exporters import joint as exporter

    check_suffix(out)
    study = showing.load(project, confirmed=confirmed)
    _check_survey(study)
    if theme:
        decisions.check_code_or_family(study, theme)
    said = quotes.quotes(study)
    shown = exporter.display(study, said, theme=theme, level=level, every=every)
    if out:
        exporter.write(shown, out)
        note(say(f"Đã ghi {out}", f"Wrote {out}"))
    elif json:
        _show_json(shown)
    elif csv:
        showing.show(shown.frame, json=False, csv=True)
    else:
        for one in shown.found:
            data(*_block(shown.study, one), "")
        showing.tell(shown.frame)


def _check_survey(study: Study) -> None:
    """Raise an error that says how to add one, unless the study has a survey."""
    if not study.surveys:
        raise StudyError.at(
            "qualcode.yaml",
            "nghiên cứu này chưa có khảo sát nào; hãy thêm khóa surveys: với file: (tệp .csv hay "
            ".xlsx), questions: và means: (câu trả lời nào mang mã nào); qualcode survey --columns "
            "TỆP in sẵn một mẫu để dán vào",
            "this study has no survey yet; add the key surveys: with file: (a .csv or .xlsx), "
            "questions: and means: (which answers stand for which code); qualcode survey --columns "
            "FILE prints a start to paste",
        )


def _block(study: Study, one: Joined) -> Iterator[str]:
    """Yield one theme's lines: its name and fit, the survey's side, talk's, and why."""
    from qualcode import quotes
    from qualcode.exporters import joint_words

    language = console.language()
    fit = joint_words.fit_named(one).say(language)
    yield from console.folded(f"{one.label.say(language)} ({one.theme}): {fit}")
    survey = [words.say(language) for words in joint_words.survey_lines(study, one)]
    talk = [words.say(language) for words in joint_words.talk_lines(study, one)]
    talk += [quotes.cited(quote, language) for quote in one.quotes]
    inference = [words.say(language) for words in joint_words.inference_lines(one)]
    yield from _side(say("Khảo sát", "Survey"), survey)
    yield from _side(say("Lời kể", "Talk"), talk)
    yield from _side(say("Suy luận", "Inference"), inference)


def _side(head: str, paragraphs: list[str]) -> Iterator[str]:
    """Yield paragraphs beside a heading."""
    margin = f"  {head}".ljust(HEAD + 2)
    for paragraph in paragraphs:
        for line in console.folded(paragraph, indent=len(margin)):
            yield f"{margin}{line.strip()}"
            margin = " " * len(margin)


def _show_json(shown: Any) -> None:
    from qualcode import basis

    rows = basis.records(shown.frame)
    themes = [_as_json(one) for one in shown.found]
    console.show_json({**basis.of(shown.frame).as_json(), "rows": rows, "themes": themes})


def _as_json(one: Joined) -> Mapping[str, object]:
    """Return a theme's findings in full, as a program reads them."""
    from qualcode.exporters import compared

    items = [
        {
            "survey": item.survey,
            "question": item.question,
            "words": item.words,
            "kind": item.kind,
            "answers": {valence: list(each) for valence, each in item.answers.items()},
            "codes": sorted(item.codes),
            **_counts(item.side),
        }
        for item in one.survey.items
    ]
    written = [
        {"survey": w.survey, "question": w.question, "words": w.words, **_counts(w.side)}
        for w in one.survey.written
    ]
    return {
        "theme": one.theme,
        "closed": items,
        "open": written,
        "talk": {kind: _counts(side) for kind, side in one.talk.by_type.items()},
        "new": dict(one.talk.new),
        "quotes": [compared.quoted(quote) for quote in one.quotes],
        "conclusion": asdict(one.conclusion) if one.conclusion else None,
        "why": asdict(Bilingual(one.why.vi, one.why.en)),
    }


def _counts(side: Side) -> dict[str, object]:
    low, high = side.interval or (None, None)
    share = None if side.share is None else float(side.share)
    return {
        "mention": side.mention,
        "asked": side.asked,
        "share": share,
        "low": low,
        "high": high,
        "pos": side.pos,
        "neg": side.neg,
        "mixed": side.mixed,
        "codes": dict(side.codes),
    }

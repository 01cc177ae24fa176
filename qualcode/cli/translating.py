"""`translate`: a quote's English, who has checked it, and the glossary's terms in its words."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer

from qualcode import decisions
from qualcode.cli import columns, console
from qualcode.cli.console import data, note, say
from qualcode.cli.options import CoderOption, ProjectOption, folder
from qualcode.cli.recording import record
from qualcode.model import Coding, Decision, Study

CodingArgument = Annotated[
    str,
    typer.Argument(
        metavar="CODING",
        help=say(
            "coding_id trong codings.csv, hoặc số trích dẫn trong báo cáo: pvs_01:T004:1.",
            "coding_id of codings.csv, or a quote's id as reports print it: pvs_01:T004:1.",
        ),
    ),
]
TextArgument = Annotated[
    str | None,
    typer.Argument(
        metavar="[TEXT]",
        help=say(
            'Bản tiếng Anh; "" để xóa; bỏ trống: xem lời, bản dịch và thuật ngữ.',
            'The English; "" takes it away; without it words, translation and terms are shown.',
        ),
    ),
]
CheckedOption = Annotated[
    bool | None,
    typer.Option(
        "--checked/--unchecked",
        help=say(
            "Ghi rằng bạn đã kiểm tra bản dịch của người khác, hoặc bỏ kiểm tra.",
            "Record that you have checked another's translation, or take the check away.",
        ),
    ),
]


def add_to(app: typer.Typer) -> None:
    """Add this module's command."""
    app.command(
        help=say(
            "Ghi, kiểm tra hoặc xem bản dịch tiếng Anh của trích dẫn.",
            "Write, check or show a quote's English.",
        )
    )(translate)


def translate(
    coding: CodingArgument,
    text: TextArgument = None,
    *,
    checked: CheckedOption = None,
    coder: CoderOption = "",
    project: ProjectOption = None,
) -> None:
    """Write the English of a coding's words, say that it was checked, or show it."""
    if text is not None and checked is not None:
        raise typer.BadParameter(
            say(
                "hãy dịch và kiểm tra riêng: người kiểm tra là người khác với người dịch",
                "translate and check apart: who checks is somebody else than who translates",
            )
        )
    if text is None and checked is None:
        _show(project, coding)
        return

    def draft(study: Study, name: str) -> list[Decision]:
        found = decisions.meant(study, coding)[0]
        if text is not None:
            made = decisions.translate(study, found, text, coder=name)
            # Who only repeats another's translation has not given it.
            return [made] if made.note != found.translation else []
        record_check = decisions.check_translation if checked else decisions.uncheck_translation
        return [record_check(study, found, coder=name)]

    study, recorded = record(project, coder, draft)
    if text and recorded:
        note(*_terms(study, recorded[0].exact, text))


def _show(project: Path | None, typed: str) -> None:
    """Print the words, their translation, who gave and checked it, and the terms in the words."""
    from qualcode import project as projects
    from qualcode.language import quoting

    study = projects.load(folder(project))
    found = decisions.meant(study, typed)[0]
    words = _words(study, found)
    data(*columns.wrapped(f"“{' '.join(words.split())}”"))
    if found.translation:
        data(*columns.wrapped(f"“{' '.join(found.translation.split())}”"))
        data(f"  {quoting.translated_by(found).say(console.language())}")
    else:
        data(f"  {say('chưa có bản dịch', 'not translated yet')}")
    data(*_terms(study, words, found.translation))


def _words(study: Study, coding: Coding) -> str:
    transcript = study.transcript(coding.transcript)
    return coding.span.of(transcript.text) if transcript else ""


def _terms(study: Study, words: str, english: str) -> Iterator[str]:
    """Yield the glossary's terms in the words, with a note at each that the English lacks."""
    from qualcode import glossary

    known = glossary.terms(study)
    for term in glossary.found(words, known, variants=study.settings.variants):
        lacks = english and not term.is_in(english)
        told = say("  (bản dịch chưa dùng)", "  (not in the translation)") if lacks else ""
        yield f"  {term.vi} = {term.en}{told}"

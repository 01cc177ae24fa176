"""`brief`: slides of the key findings, in our look or the client's template."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer

from qualcode.cli import console, delivering
from qualcode.cli.console import note, say
from qualcode.cli.delivering import OutOption, ShareOption, TemplateOption, TongueOption
from qualcode.cli.options import JsonOption, ProjectOption, folder
from qualcode.cli.showing import ConfirmedOption
from qualcode.errors import StudyError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qualcode.brief import Slide, Written

NAME = "brief"
SUFFIX = ".pptx"


def add_to(app: typer.Typer) -> None:
    """Add this module's command."""
    app.command(
        help=say(
            "Ghi bản trình bày phát hiện chính (PowerPoint, 10–15 trang).",
            "Write the slides of key findings (PowerPoint, 10 to 15).",
        )
    )(brief)


def brief(
    out: OutOption = None,
    language: TongueOption = "",
    template: TemplateOption = None,
    project: ProjectOption = None,
    *,
    share: ShareOption = False,
    confirmed: ConfirmedOption = False,
    json: JsonOption = False,
) -> None:
    """Write the slides of key findings."""
    from qualcode import brief as deck
    from qualcode.project import RESULTS

    if out and out.suffix.lower() != SUFFIX:
        raise StudyError.at(
            "--out", f"'{out}': hãy đặt tên có đuôi {SUFFIX}", f"'{out}': give a name in {SUFFIX}"
        )
    root = folder(project)
    study = delivering.load(project, confirmed=confirmed, share=share)
    tongue = delivering.tongue(language, study, NAME, console.language())
    slides = deck.slides(study)
    path = out or root / RESULTS / f"{NAME}{SUFFIX}"
    chosen = delivering.template(template, study, NAME, root)
    written = deck.write(slides, path, tongue, chosen)
    _tell(written, slides)
    if json:
        console.show_json(_as_json(written, slides))


def _tell(written: Written, slides: Sequence[Slide]) -> None:
    note(*(words.say(console.language()) for words in written.told))
    if written.overflowing:
        listed = ", ".join(
            str(at) for at, one in enumerate(slides, 1) if one.id in written.overflowing
        )
        note(
            say(
                f"Chữ không đủ chỗ ở trang {listed}: hãy xem lại.",
                f"There is too little room for the words of slide {listed}: look at it.",
            )
        )
    note(say("Đã ghi:", "Written:"), f"  {written.path}")


def _as_json(written: Written, slides: Sequence[Slide]) -> dict[str, object]:
    """Return what was written, for programs."""
    return {
        "written": str(written.path),
        "told": [{"vi": one.vi, "en": one.en} for one in written.told],
        "overflowing": list(written.overflowing),
        "slides": [
            {"number": at, "id": one.id, "vi": one.headline.vi, "en": one.headline.en}
            for at, one in enumerate(slides, 1)
        ],
    }

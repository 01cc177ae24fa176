"""What the commands that make files for a client share: language, file, sharing."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, cast, get_args

import typer

from qualcode.cli import showing
from qualcode.cli.console import folded, language, note, say
from qualcode.cli.options import ProjectOption
from qualcode.errors import StudyError
from qualcode.model import Study, Tongue

TongueOption = Annotated[
    str,
    typer.Option(
        "--lang",
        metavar="vi|en|both",
        help=say(
            "Ngôn ngữ của tệp: vi, en hay both (mặc định: theo qualcode.yaml).",
            "The file's language: vi, en or both (default: as qualcode.yaml says).",
        ),
    ),
]
OutOption = Annotated[
    Path | None,
    typer.Option("--out", "-o", metavar="FILE", help=say("Tệp cần ghi.", "The file to write.")),
]
TemplateOption = Annotated[
    Path | None,
    typer.Option(
        "--template",
        metavar="FILE",
        help=say(
            "Mẫu của khách hàng (mặc định: theo qualcode.yaml).",
            "The client's own template (default: as qualcode.yaml says).",
        ),
    ),
]
ShareOption = Annotated[
    bool,
    typer.Option(
        "--share",
        help=say(
            "Bỏ những gì có thể làm lộ người trả lời; nói rõ đã bỏ gì.",
            "Leave out what could identify respondents, and say what was left out.",
        ),
    ),
]


def load(project: ProjectOption, *, confirmed: bool, share: bool) -> Study:
    """Return the study for a deliverable, without what could identify anybody if `share`.

    What was left out, and which cells are too small to hide anybody in, is said on standard error.
    """
    from qualcode import disclosure

    study = showing.load(project, confirmed=confirmed)
    told = disclosure.warnings(study)
    if share:
        study, left_out = disclosure.shared(study)
        told = (*left_out, *told)
    for words in told:
        note(*folded(words.say(language())))
    return study


def template(given: Path | None, study: Study, kind: str, root: Path) -> Path | None:
    """Return the client's template: as given, else as qualcode.yaml says, else none."""
    found = study.settings.deliverables.get(kind)
    if given or not (found and found.template):
        return given
    path = root / found.template
    if not path.is_file():
        raise StudyError.at(
            f"qualcode.yaml: {kind}.template",
            f"không tìm thấy tệp mẫu {found.template}",
            f"there is no template {found.template}",
        )
    return path


def tongue(given: str, study: Study, kind: str, default: Tongue) -> Tongue:
    """Return the language of a deliverable: as given, else as qualcode.yaml says, else so."""
    found = study.settings.deliverables.get(kind)
    chosen = given or (found.language if found else None) or default
    if chosen not in get_args(Tongue):
        listed = ", ".join(get_args(Tongue))
        raise StudyError.at(
            "--lang", f"'{chosen}': hãy chọn {listed}", f"'{chosen}': choose one of {listed}"
        )
    return cast("Tongue", chosen)

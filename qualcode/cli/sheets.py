"""Coding sheets out: for coders who work in Word or Excel."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from qualcode.cli import console
from qualcode.cli.console import data
from qualcode.cli.options import coder_name
from qualcode.errors import StudyError
from qualcode.model import Problem

if TYPE_CHECKING:
    from qualcode.coding_sheets import Sheet

FOLDER = "coding_sheets"


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which coding sheets to write, as whom, of which kind and where to."""

    transcripts: Sequence[str]
    kind: str
    out: Path | None
    coder: str
    blind: bool


def export(root: Path, wanted: Wanted) -> None:
    """Write a sheet for each transcript."""
    from qualcode import coding_sheets, decisions
    from qualcode import project as projects
    from qualcode.decided import blinded

    check_one_of("--format", wanted.kind, coding_sheets.FORMATS)
    with console.progress() as progress:
        study = projects.load(root, progress=progress)
    name = coder_name(wanted.coder, study) if wanted.blind or wanted.coder.strip() else ""
    chosen = [decisions.transcript_named(study, each).name for each in wanted.transcripts]
    every = dict.fromkeys(chosen or [transcript.name for transcript in study.transcripts])
    seen = blinded(study, name) if wanted.blind else study
    problems: list[Problem] = []
    for each in every:
        path = (wanted.out or root / FOLDER) / f"{each}{_suffix(name)}.{wanted.kind}"
        try:
            _write(coding_sheets.make(seen, each, coder=name, blind=wanted.blind), path)
        except StudyError as error:
            problems += error.problems
        else:
            data(str(path))
    _end(problems)


def check_one_of(where: str, given: str, known: Sequence[str]) -> None:
    """Raise an error that names the choices, unless this is one of them."""
    if given not in known:
        listed = ", ".join(known)
        raise StudyError.at(
            where,
            f"không có '{given}'; hãy chọn: {listed}",
            f"there is no '{given}'; choose from: {listed}",
        )


def _suffix(coder: str) -> str:
    """Return what tells one coder's sheet from another's in a file's name."""
    name = re.sub(r"[^\w-]+", "_", coder).strip("_")
    return f".{name}" if name else ""


def _write(sheet: Sheet, path: Path) -> None:
    """Write a sheet, but never over one that somebody may have worked in."""
    from qualcode import coding_sheets, exporters

    if path.exists():
        raise StudyError.at(
            str(path),
            "đã có phiếu này, có thể đang được sửa; hãy chuyển nó đi nơi khác hoặc chọn --out khác",
            "this sheet is there and may have been worked in; move it away or choose another --out",
        )
    with exporters.replacing(path) as temporary:
        coding_sheets.write(sheet, temporary)


def _end(problems: Sequence[Problem]) -> None:
    """Show which sheets could not be written and say so by the exit code."""
    console.show_problems(problems)
    if problems:
        raise typer.Exit(1)

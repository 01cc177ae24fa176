"""`picture`: heat map, bars, saturation, co-occurrence, timeline; on the screen or in a file."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from csv import writer
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from qualcode import shares
from qualcode.cli import console, showing
from qualcode.cli.console import data, note, say
from qualcode.cli.cooccurring import WithinOption
from qualcode.cli.options import JsonOption, ProjectOption
from qualcode.cli.picturing_options import (
    LANGUAGES,
    SPLITS,
    ByOption,
    KindArgument,
    LanguageOption,
    OutOption,
    SplitOption,
    TimelinesOption,
    TopOption,
    TranscriptArgument,
)
from qualcode.cli.showing import ConfirmedOption, CsvOption
from qualcode.cli.table_options import CodesOption, LevelOption, PeopleOption
from qualcode.errors import StudyError
from qualcode.model import Language, Study, Transcript

if TYPE_CHECKING:
    from qualcode.pictures import Picture

ON_SLIDE = 14
"""Themes that a slide has room for."""


def add_to(app: typer.Typer) -> None:
    """Add this module's command."""
    app.command(
        help=say(
            "Vẽ hình: trên màn hình, hay ra PNG, SVG, Word, PowerPoint, HTML.",
            "Draw pictures: on the screen, or as PNG, SVG, Word, PowerPoint, HTML.",
        )
    )(picture)


def picture(
    kind: KindArgument,
    transcript: TranscriptArgument = "",
    *,
    by: ByOption = "",
    level: LevelOption = None,
    codes: CodesOption = None,
    people: PeopleOption = False,
    within: WithinOption = "segment",
    split: SplitOption = "",
    top: TopOption = None,
    timelines: TimelinesOption = False,
    out: OutOption = None,
    language: LanguageOption = "",
    project: ProjectOption = None,
    confirmed: ConfirmedOption = False,
    json: JsonOption = False,
    csv: CsvOption = False,
) -> None:
    """Draw one kind of picture, or all."""
    from qualcode.pictures import choosing, writing

    _check({"KIND": (kind, (*choosing.KINDS, choosing.ALL))})
    _check({"--split": (split, ("", *SPLITS)), "--lang": (language, ("", *LANGUAGES))})
    every = kind == choosing.ALL
    if out:
        writing.check(out, 2 if every else 1)
    study = showing.load(project, confirmed=confirmed)
    if by:
        showing.check_attribute(study, by)
    showing.check_codes(study, codes or ())
    wanted = choosing.Wanted(
        by=(by,) if by else _attributes(study, every=every),
        strata="" if every else by,
        level=level,
        codes=tuple(codes or ()),
        people=people,
        within=int(within) if within.lstrip("-").isdecimal() else within,  # type: ignore[arg-type] # the stage checks it
        splits=(split,) if split else SPLITS[: 2 if every else 1],  # type: ignore[arg-type] # checked above
        transcripts=_transcripts(study, transcript, every=every and timelines),
        top=ON_SLIDE if top is None and out and out.suffix.lower() == ".pptx" else top,
        language=language or console.language(),  # type: ignore[arg-type] # checked above
    )
    drawn = choosing.pictures(shares.counted(study), kind, wanted)
    _give(study, drawn, out, wanted.language, json=json, csv=csv)


def _give(
    study: Study,
    drawn: Sequence[Picture],
    out: Path | None,
    language: Language,
    *,
    json: bool,
    csv: bool,
) -> None:
    """Write the pictures, print their values, or draw them on the screen."""
    from qualcode.pictures import writing

    if out:
        title = study.settings.title.say(language) or say("Hình", "Pictures")
        written = writing.write(drawn, title, out)
        note(say("Đã ghi:", "Written:"), *(f"  {path}" for path in written))
    if json:
        values = [{"picture": type(one).__name__, **asdict(one)} for one in drawn]
        console.show_json({"pictures": values})
    elif csv:
        _print_numbers(drawn)
    elif not out:
        _show(drawn)


def _print_numbers(drawn: Sequence[Picture]) -> None:
    """Print what each picture shows as a table, an empty line between them."""
    from qualcode.pictures.numbers import numbers

    for at, one in enumerate(drawn):
        heads, rows = numbers(one)
        table = io.StringIO()
        writer(table, lineterminator="\n").writerows((heads, *rows) if heads else ())
        data(*([""] if at else []), table.getvalue().rstrip("\n"))


def _show(drawn: Sequence[Picture]) -> None:
    """Print the pictures, and on standard error how to read them and what they rest on."""
    from qualcode.pictures import text

    for at, one in enumerate(drawn):
        data(*([""] if at else []), *text.lines(one, console.width()))
    for words in dict.fromkeys(
        each for one in drawn for each in (*one.about.notes, *one.about.left_out, one.about.caption)
    ):
        note(*console.folded(words))


def _attributes(study: Study, *, every: bool) -> tuple[str, ...]:
    """Return what heat maps are by, unless it was said: what qualcode.yaml compares by."""
    known = {name for case in study.cases for name, value in case.attributes.items() if value}
    there = tuple(name for name in study.settings.compare if name in known)
    return (there if every else there[:1]) or study.settings.compare[:1] or ("type",)


def _transcripts(study: Study, name: str, *, every: bool) -> tuple[Transcript, ...]:
    from qualcode.decisions.checks import transcript_named

    if every:
        return study.transcripts
    return (transcript_named(study, Path(name).name),) if name else ()


def _check(chosen: Mapping[str, tuple[str, Sequence[str]]]) -> None:
    """Raise an error that names the choices, unless each option's value is among its own."""
    for option, (value, choices) in chosen.items():
        if value not in choices:
            listed = ", ".join(choice for choice in choices if choice)
            raise StudyError.at(
                option, f"'{value}': hãy chọn {listed}", f"'{value}': choose one of {listed}"
            )

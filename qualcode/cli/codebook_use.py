"""`codebook diff|stats`: what a change to a codebook does, and how its rules do in use."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict
from dataclasses import replace as with_other
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from qualcode.cli import basis, columns, console
from qualcode.cli.console import data, note, say
from qualcode.cli.options import JsonOption, ProjectOption, folder
from qualcode.cli.showing import CsvOption
from qualcode.model import Segment, Study, is_within

if TYPE_CHECKING:
    from qualcode.codebook_tools.changes import BookChange, Changes, CodingChange
    from qualcode.codebook_tools.usage import Use

CHANGES = ("change", "code", "transcript", "turn", "quote", "evidence", "rule", "verdict")
SIGNS = {"added": "+", "removed": "−", "lost": "−", "changed": "~"}
CodeOption = Annotated[
    str,
    typer.Option(
        "--code", metavar="CODE", help=say("Chỉ mã hay nhóm mã này.", "This code or family only.")
    ),
]


def diff(
    file: Annotated[
        Path,
        typer.Argument(
            metavar="FILE", help=say("Phiên bản khác của sổ mã.", "Another version of a codebook.")
        ),
    ],
    newer: Annotated[
        Path | None,
        typer.Argument(
            metavar="[NEWER]",
            help=say(
                "So FILE với tệp này, thay vì so sổ mã đang dùng với FILE.",
                "Compare FILE with this one instead of the codebook in force with FILE.",
            ),
        ),
    ] = None,
    project: ProjectOption = None,
    *,
    csv: CsvOption = False,
    json: JsonOption = False,
) -> None:
    """Say what a version of a codebook changes before it is taken."""
    from qualcode import files
    from qualcode import project as projects
    from qualcode.codebook_tools.changes import compare

    root = folder(project)
    with console.progress() as progress:
        study = projects.load(root, progress=progress)
    # Example files may still have the codes in force where a version calls them otherwise.
    former = study.valences
    first = files.read_codebook(file, root, former=former)
    second = files.read_codebook(newer, root, former=former) if newer else None
    if second:
        # Two files are compared as versions of one book, whatever each is called.
        known = {book.name for book in study.codebooks}
        name = first.name if first.name in known else second.name
        first, second = with_other(first, name=name), with_other(second, name=name)
    before = projects.with_codebook(root, study, first) if second else study
    after = projects.with_codebook(root, study, second or first)
    changes = compare(before, after)
    if json:
        console.show_json(asdict(changes))
    elif csv:
        _show_csv(_coding_rows(changes), CHANGES)
    else:
        data(*_told(changes))


def _told(changes: Changes) -> Iterator[str]:
    """Yield what changes, as lines: the book's own changes, then each coding that comes or goes."""
    for head, listed in (
        (say("Mã", "Codes"), changes.codes),
        (say("Bộ từ", "Lexicons"), changes.lexicons),
        (say("Mẫu", "Rules"), changes.rules),
        (say("Tệp ví dụ", "Example files"), changes.examples),
    ):
        if listed:
            yield f"{head}:"
            for change in listed:
                yield from _book_change(change)
    code = ""
    for coded in changes.codings:
        if coded.coding.code != code:
            code = coded.coding.code
            yield code
        yield from _coding_change(coded)
    counts = [sum(c.what == what for c in changes.codings) for what in ("added", "lost")]
    yield say(
        f"{counts[0]} lượt mã hóa thêm, {counts[1]} mất, {changes.kept} giữ nguyên.",
        f"{counts[0]} codings added, {counts[1]} lost, {changes.kept} kept.",
    )
    against = [
        sum(c.verdict == verdict for c in changes.codings if c.what == what)
        for what, verdict in (("lost", "accepted"), ("added", "rejected"))
    ]
    if any(against):
        yield say(
            f"Trái với người mã hóa: mất {against[0]} lượt đã chấp nhận (vẫn giữ theo quyết định), "
            f"thêm {against[1]} lượt đã bỏ (vẫn bị bỏ).",
            f"Against coders: {against[0]} lost that they accepted (kept by their decision), "
            f"{against[1]} added that they rejected (still rejected).",
        )


def _book_change(change: BookChange) -> Iterator[str]:
    many = len(change.patterns)
    of = say(f"  ({many} mẫu)", f"  ({many} rules)") if many > 1 else ""
    yield f"  {SIGNS[change.what]} {change.code}{of}"
    if many == 1:
        yield from columns.wrapped(change.patterns[0], indent="      ")
    # A rule that is new or gone has its pattern there and nothing else.
    alone = change.what != "changed"
    for sign, said in (("−", change.before), ("+", change.after)):
        for line in said.splitlines():
            yield from columns.wrapped(line if alone else f"{sign} {line}", indent="      ")


def _coding_change(change: CodingChange) -> Iterator[str]:
    coding = change.coding
    verdicts = {
        "accepted": say(" (đã chấp nhận)", " (accepted)"),
        "rejected": say(" (đã bỏ)", " (rejected)"),
        "": "",
    }
    yield (
        f"  {SIGNS[change.what]} {coding.transcript}:{coding.turn}{verdicts[change.verdict]}  "
        f"[{' … '.join(change.evidence)}]  {coding.rule}"
    )
    yield from columns.wrapped(f"“{change.quote}”", indent="      ")


def _coding_rows(changes: Changes) -> list[dict[str, object]]:
    rows = (
        (
            *(change.what, change.coding.code, change.coding.transcript, change.coding.turn),
            *(change.quote, " … ".join(change.evidence), change.coding.rule, change.verdict),
        )
        for change in changes.codings
    )
    return [dict(zip(CHANGES, row, strict=True)) for row in rows]


def stats(
    code: CodeOption = "",
    *,
    rules: Annotated[
        bool,
        typer.Option("--rules", help=say("Từng mẫu một, không theo mã.", "Rule by rule.")),
    ] = False,
    unused: Annotated[
        bool,
        typer.Option(
            "--unused", help=say("Những mẫu chưa khớp ở đâu.", "The rules that never match.")
        ),
    ] = False,
    untouched: Annotated[
        int,
        typer.Option(
            "--untouched",
            metavar="N",
            min=0,
            help=say(
                "In N đoạn mà chưa mẫu nào chạm tới, rải đều.",
                "Print N passages, evenly spread, that no rule touches.",
            ),
        ),
    ] = 0,
    project: ProjectOption = None,
    csv: CsvOption = False,
    json: JsonOption = False,
) -> None:
    """Print how each rule or code does in use."""
    from qualcode import decisions
    from qualcode import project as projects
    from qualcode.codebook_tools import usage

    with console.progress() as progress:
        study = projects.load(folder(project), progress=progress)
    if code:
        decisions.check_code_or_family(study, code)
    found = usage.by_rule(study) if rules or unused else usage.by_code(study)
    listed = [
        use
        for use in found
        if (not code or is_within(use.code, code)) and not (unused and use.matches)
    ]
    left = usage.untouched(study)
    shown = usage.spread(left, untouched)
    if json:
        rows = [asdict(use) | {"precision": use.precision} for use in listed]
        passages = [_passage(study, segment) for segment in shown]
        told = {"rows": rows, "untouched": len(left), "passages": passages}
        console.show_json({**basis.as_json(study), **told})
    elif csv:
        _show_csv([asdict(use) | {"precision": use.precision} for use in listed])
    else:
        _show_uses(listed, by_rule=rules or unused)
        for segment in shown:
            data(f"{segment.transcript}:{segment.turn}")
            data(*columns.wrapped(f"“{_words(study, segment)}”", indent="  "))
        _say_use(study, found, left, by_rule=rules or unused)


def _show_uses(uses: Iterable[Use], *, by_rule: bool) -> None:
    import pandas as pd

    heads = (
        *((say("mẫu", "rule"),) if by_rule else (say("mã", "code"),)),
        *(say("khớp", "matches"), say("đề xuất", "codings"), say("nguồn", "cases")),
        *(say("nhận", "accepted"), say("bỏ", "rejected"), say("đúng", "precision")),
    )
    rows = [
        (
            *((use.rule,) if by_rule else (use.code,)),
            *(use.matches, use.codings, use.transcripts, use.accepted, use.rejected),
            _share(use),
        )
        for use in uses
    ]
    data(*columns.side_by_side(heads, pd.DataFrame(rows, columns=list(heads))))


def _share(use: Use) -> str:
    """Return the precision with its interval, as 86 % (60–96)."""
    if use.precision is None or use.interval is None:
        return "–"
    low, high = use.interval
    return f"{use.precision:.0%} ({100 * low:.0f}–{100 * high:.0f})"


def _say_use(
    study: Study, found: Iterable[Use], left: tuple[Segment, ...], *, by_rule: bool
) -> None:
    without = [one.id for one in study.codes if not one.rules]
    if without:
        listed = ", ".join(without)
        note(say(f"Mã chưa có mẫu nào: {listed}", f"Codes without a rule: {listed}"))
    if by_rule:
        every = list(found)
        idle = sum(not use.matches for use in every)
        note(
            say(
                f"{idle} trong {len(every)} mẫu chưa khớp ở đâu trong {len(study.transcripts)} "
                "bản gỡ băng.",
                f"{idle} of {len(every)} rules match nowhere in {len(study.transcripts)} "
                "transcripts.",
            )
        )
    note(
        say(
            f"{len(left)} đoạn của người trả lời chưa mẫu nào chạm tới (xem: --untouched 20).",
            f"{len(left)} respondents' passages that no rule touches (see: --untouched 20).",
        )
    )
    basis.tell(study)


def _passage(study: Study, segment: Segment) -> dict[str, object]:
    return {
        "transcript": segment.transcript,
        "turn": segment.turn,
        "quote": _words(study, segment),
    }


def _words(study: Study, segment: Segment) -> str:
    transcript = study.transcript(segment.transcript)
    return " ".join(segment.span.of(transcript.text).split()) if transcript else ""


def _show_csv(rows: list[dict[str, object]], names: Sequence[str] = ()) -> None:
    import pandas as pd

    data(
        pd.DataFrame(rows, columns=list(names) or None)
        .to_csv(index=False, lineterminator="\n")
        .rstrip("\n")
    )

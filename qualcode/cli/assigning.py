"""`assign`: who codes which transcripts, and how far each has come."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import asdict, replace
from typing import Annotated

import typer

from qualcode import assignment, decisions
from qualcode.assignment import Assignment, Progress
from qualcode.cli import console
from qualcode.cli.console import note, say
from qualcode.cli.options import CoderOption, JsonOption, ProjectOption, folder
from qualcode.cli.recording import record
from qualcode.model import Decision, Study

TranscriptsArgument = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="[TRANSCRIPT...]",
        show_default=False,
        help=say("Bản gỡ băng cần giao.", "The transcripts to assign."),
    ),
]
ToOption = Annotated[
    str,
    typer.Option(
        "--to",
        metavar="A,B",
        help=say("Giao cho ai, cách nhau bằng dấu phẩy.", "To whom, with commas between."),
    ),
]
DoubleOption = Annotated[
    str,
    typer.Option(
        "--double",
        metavar="N|N%",
        help=say(
            "Bao nhiêu bản thì mọi người cùng mã hóa; chọn ngẫu nhiên theo tầng.",
            "How many transcripts all of them code; drawn at random by strata.",
        ),
    ),
]
ByOption = Annotated[
    str,
    typer.Option(
        "--by",
        metavar="A,B",
        help=say(
            "Các thuộc tính làm nên tầng; mặc định: compare trong qualcode.yaml.",
            "The attributes that make the strata; default: compare in qualcode.yaml.",
        ),
    ),
]
SeedOption = Annotated[
    int,
    typer.Option(
        "--seed",
        help=say("Cùng số này thì chọn ra cùng mẫu.", "The same number draws the same sample."),
    ),
]
ApplyOption = Annotated[
    bool, typer.Option("--apply", help=say("Ghi kế hoạch vào nhật ký.", "Record the plan."))
]


def add_to(app: typer.Typer) -> None:
    """Add this module's command."""
    app.command(
        help=say(
            "Giao bản gỡ băng cho từng người; gõ trống: ai giữ bản nào, đã đến đâu.",
            "Assign transcripts to coders; with nothing given: who has what, and how far.",
        )
    )(assign)


def assign(
    transcripts: TranscriptsArgument = None,
    *,
    to: ToOption = "",
    double: DoubleOption = "0",
    by: ByOption = "",
    seed: SeedOption = 1,
    apply: ApplyOption = False,
    coder: CoderOption = "",
    project: ProjectOption = None,
    json: JsonOption = False,
) -> None:
    """Show who has what, assign transcripts by name, or plan who codes which."""
    from qualcode import project as projects

    names = _split(to)
    planning = apply or double != "0"
    _check_usage(transcripts, names, planning=planning, refining=bool(planning or by or json))
    if transcripts:
        record(project, coder, lambda study, name: _drafts(study, transcripts, names, name))
        return
    study = projects.load(folder(project))
    if not names:
        _show(study, json=json)
        return
    number = assignment.how_many(double, len(study.transcripts))
    planned = assignment.plan(study, names, double=number, by=_split(by), seed=seed)
    _show_plan(planned, json=json)
    if apply:
        record(project, coder, lambda study, name: _of_plan(study, planned, name))
    elif not json and any(one.new for one in planned):
        note(say("Chưa ghi gì; thêm --apply để ghi.", "Nothing is recorded; add --apply to do so."))


def _check_usage(
    transcripts: Sequence[str] | None, names: Sequence[str], *, planning: bool, refining: bool
) -> None:
    """Raise an error for options that would go unheard."""
    if (transcripts or planning) and not names:
        raise typer.BadParameter(
            say("hãy ghi giao cho ai, ví dụ --to Lan,Minh", "say to whom, such as --to Lan,Minh")
        )
    if transcripts and refining:
        raise typer.BadParameter(
            say(
                "giao theo tên thì ghi ngay và chỉ cần --to; "
                "--double, --by, --apply, --json dùng khi lập kế hoạch",
                "transcripts named are assigned at once, with --to only; "
                "--double, --by, --apply and --json go with a plan",
            )
        )


def _split(words: str) -> list[str]:
    return [word.strip() for word in words.split(",") if word.strip()]


def _drafts(
    study: Study, transcripts: Sequence[str], names: Sequence[str], coder: str
) -> list[Decision]:
    """Return drafts of what is not assigned yet, each once."""
    made = [
        decisions.assign(study, transcript, name, coder=coder)
        for transcript in transcripts
        for name in names
    ]
    known = study.assigned
    new = [draft for draft in made if draft.target not in known.get(draft.transcript, ())]
    return list({(draft.transcript, draft.target): draft for draft in new}.values())


def _of_plan(study: Study, planned: Sequence[Assignment], coder: str) -> list[Decision]:
    return [draft for one in planned for draft in _drafts(study, [one.transcript], one.new, coder)]


def _show_plan(planned: Sequence[Assignment], *, json: bool) -> None:
    if json:
        console.show_json({"plan": [asdict(one) for one in planned]})
        return
    heads = (
        say("bản", "transcript"),
        say("tầng", "stratum"),
        say("câu", "sentences"),
        say("người mã hóa", "coders"),
    )
    rows = [
        (one.transcript, " · ".join(one.stratum), one.sentences, ", ".join(_marked(one)))
        for one in planned
    ]
    console.screen().print(console.table(heads, rows))
    note(*_sums(planned))


def _marked(one: Assignment) -> Iterator[str]:
    """Yield the coders, with a sign those to whom it is given now."""
    for coder in one.coders:
        yield f"+{coder}" if coder in one.new else coder


def _sums(planned: Sequence[Assignment]) -> Iterator[str]:
    """Say how much each coder has, and how much several code."""
    work: Counter[str] = Counter()
    for one in planned:
        work.update(dict.fromkeys(one.coders, one.sentences))
    shares = "; ".join(f"{coder} {count}" for coder, count in sorted(work.items()))
    yield say(f"Số câu của mỗi người: {shares}", f"Sentences each: {shares}")
    twice = [one for one in planned if one.twice]
    total, part = (sum(one.sentences for one in some) for some in (planned, twice))
    share = round(100 * part / total) if total else 0
    yield say(
        f"Nhiều người cùng mã hóa: {len(twice)}/{len(planned)} bản, {share}% số câu. "
        "Dấu +: giao mới.",
        f"Coded by several: {len(twice)} of {len(planned)} transcripts, {share}% of the "
        "sentences. A + is new.",
    )


def _show(study: Study, *, json: bool) -> None:
    """Show who has which transcripts, and how far."""
    coders = sorted({coder for names in study.assigned.values() for coder in names})
    found = [one for coder in coders for one in _progress(study, coder)]
    nobodys = [t.name for t in study.transcripts if not study.assigned.get(t.name)]
    if json:
        console.show_json({"assigned": [asdict(one) for one in found], "unassigned": nobodys})
        return
    if found:
        heads = (say("người", "coder"), say("bản", "transcript"), say("đã xét", "reviewed"))
        rows = [(one.coder, one.transcript, _share(one)) for one in found]
        console.screen().print(console.table(heads, rows))
    else:
        note(say("Để giao: qualcode assign --to Lan,Minh", "To assign: qualcode assign --to A,B"))
    if nobodys:
        listed = ", ".join(nobodys)
        note(say(f"Chưa giao cho ai: {listed}", f"Assigned to nobody: {listed}"))


def _progress(study: Study, coder: str) -> tuple[Progress, ...]:
    """Return how far a coder has come, by what this coder alone has decided."""
    from qualcode.decided import with_decisions

    alone = replace(study, settings=replace(study.settings, policy=f"coder:{coder}"))
    own = with_decisions(alone, study.decisions)
    mine = [t.name for t in study.transcripts if coder in study.assigned.get(t.name, ())]
    return assignment.progress(own, coder, mine)


def _share(one: Progress) -> str:
    share = round(100 * one.reviewed / one.sentences) if one.sentences else 100
    return f"{one.reviewed}/{one.sentences} ({share}%)"

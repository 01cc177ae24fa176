"""`adjudicate`: settle where coders differ, on a screen or one by one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from qualcode.cli import columns, console
from qualcode.cli.console import data, note, say
from qualcode.cli.decisions import ReasonOption
from qualcode.cli.options import CoderOption, JsonOption, ProjectOption, coder_name, folder
from qualcode.cli.recording import record
from qualcode.errors import DecisionError
from qualcode.model import Decision, Span, Study, is_within

if TYPE_CHECKING:
    from qualcode.review.differences import Difference, Side

IdArgument = Annotated[
    str,
    typer.Argument(
        metavar="[ID]",
        help=say(
            "id của một chỗ khác nhau (xem --list); bỏ trống: mở màn hình.",
            "A difference's id, see --list; without it the screen opens.",
        ),
    ),
]
TakeOption = Annotated[
    str,
    typer.Option(
        "--take", metavar="CODER", help=say("Theo bản của người này.", "Take this coder's version.")
    ),
]
RejectOption = Annotated[
    bool, typer.Option("--reject", help=say("Bỏ mã này ở đây.", "The code does not hold here."))
]
ListOption = Annotated[
    bool, typer.Option("--list", help=say("Liệt kê các chỗ khác nhau.", "List the differences."))
]
EveryOption = Annotated[
    bool, typer.Option("--all", help=say("Kể cả chỗ đã phân xử.", "Settled ones too."))
]
CodeOption = Annotated[
    str,
    typer.Option(
        "--code", metavar="CODE", help=say("Chỉ mã hoặc nhóm này.", "Only this code or group.")
    ),
]
TranscriptOption = Annotated[
    str,
    typer.Option("--transcript", metavar="NAME", help=say("Chỉ bản này.", "Only this one.")),
]


def add_to(app: typer.Typer) -> None:
    """Add this module's command."""
    app.command(
        help=say(
            "Phân xử những chỗ các người mã hóa khác nhau, có ghi lý do.",
            "Settle where coders differ, side by side, with a reason.",
        )
    )(adjudicate)


def adjudicate(
    difference: IdArgument = "",
    *,
    take: TakeOption = "",
    reject: RejectOption = False,
    reason: ReasonOption = "",
    listed: ListOption = False,
    every: EveryOption = False,
    code: CodeOption = "",
    transcript: TranscriptOption = "",
    coder: CoderOption = "",
    project: ProjectOption = None,
    json: JsonOption = False,
) -> None:
    """Settle one difference, list them, or open the screen on them."""
    _check_usage(difference, take, reject=reject, json=json)
    if difference:
        record(project, coder, lambda study, name: _settle(study, difference, take, name, reason))
        return
    from qualcode import project as projects

    root = folder(project)
    with console.progress() as progress:
        study = projects.load(root, progress=progress)
    found = _chosen(study, code, transcript, every=every)
    if json:
        rows = [_row(study, one) for one in found]
        console.show_json({"differences": rows, "policy": study.settings.policy})
        return
    if listed:
        data(*(line for one in found for line in _entry(study, one)))
    elif found:
        study = _open(root, study, found, coder_name(coder, study))
    note(*remaining(study))


def _check_usage(difference: str, take: str, *, reject: bool, json: bool) -> None:
    """Raise an error unless an ID comes with one outcome, and a list with none."""
    if bool(difference) != (bool(take) or reject) or (take and reject):
        raise typer.BadParameter(
            say(
                "với ID hãy ghi --take TÊN hoặc --reject; không có ID thì bỏ cả hai",
                "with an ID write --take NAME or --reject, without one neither",
            )
        )
    if difference and json:
        raise typer.BadParameter(
            say("--json chỉ in danh sách; hãy bỏ ID", "--json prints the list; leave out the ID")
        )


def _open(root: Path, study: Study, found: Sequence[Difference], coder: str) -> Study:
    """Open the screen, and return the study as it was left."""
    from qualcode import project as projects
    from qualcode.tui import settling

    def write(current: Study, made: Sequence[Decision]) -> Study:
        return projects.record(root, current, made)[0]

    return settling.open_screen(study, coder, found, write, language=console.language()).study


def remaining(study: Study) -> Iterator[str]:
    """Say how many differences are open, and whose word counts."""
    from qualcode.review import policy
    from qualcode.review.differences import differences

    every = differences(study)
    left = sum(one.settled is None for one in every)
    if every:
        yield say(
            f"Chỗ khác nhau: {len(every)}, còn {left} chưa phân xử"
            + ("; xem: qualcode adjudicate" if left else ""),
            f"Differences: {len(every)}, of which {left} are open"
            + ("; see: qualcode adjudicate" if left else ""),
        )
    else:
        yield say(
            "Không có chỗ nào khác nhau. Chỉ so sánh được khi có hai người cùng mã hóa một bản "
            "và đánh dấu những lượt đã đọc.",
            "There are no differences. Coders can be compared only where two have coded the same "
            "transcript and marked the turns they have read.",
        )
    yield policy.describe(study.settings.policy).say(console.language())
    if every and study.settings.policy == "latest":
        yield say(
            "Vì vậy kết quả phân xử tính theo thời gian như mọi quyết định khác. Để kết quả phân "
            "xử luôn được ưu tiên, hãy ghi vào qualcode.yaml: policy: adjudicated",
            "So outcomes count by their time like any other decision. To let them outrank all "
            "others, write into qualcode.yaml: policy: adjudicated",
        )


def _chosen(study: Study, code: str, transcript: str, *, every: bool) -> tuple[Difference, ...]:
    """Return the differences asked for; a code or transcript that isn't there is an error."""
    from qualcode import decisions
    from qualcode.review.differences import differences

    if code:
        decisions.check_code_or_family(study, code)
    name = decisions.transcript_named(study, transcript).name if transcript else ""
    return tuple(
        one
        for one in differences(study)
        if (every or one.settled is None)
        and (not code or is_within(one.code, code))
        and (not name or one.transcript == name)
    )


def _settle(study: Study, prefix: str, take: str, coder: str, reason: str) -> list[Decision]:
    from qualcode.review.differences import differences
    from qualcode.tui.settling.outcomes import Outcome, drafts, id_of

    found = [one for one in differences(study) if id_of(one).startswith(prefix)]
    if len(found) != 1:
        raise DecisionError.at(
            prefix,
            f"{len(found)} chỗ khác nhau có id bắt đầu như vậy; xem qualcode adjudicate --list",
            f"{len(found)} differences have an id that begins so; see qualcode adjudicate --list",
        )
    return list(drafts(study, found[0], Outcome(take=take), coder=coder, note=reason))


def _entry(study: Study, difference: Difference) -> Iterator[str]:
    """Yield a difference as a block: the code and the words, then each coder's side."""
    from qualcode.tui.settling.outcomes import SIGNS, id_of

    code = study.code(difference.code)
    label = code.label.say(console.language()) if code else ""
    place = f"{difference.transcript}:T{difference.turn:03}"
    yield f"{id_of(difference)}  {place}  {difference.code} ({label})"
    words = _words(study, difference, difference.span)
    yield from columns.wrapped(f"“{words}”", indent="  ")
    for side in difference.sides:
        yield from columns.wrapped(_side(study, difference, side), indent="    ")
    if difference.settled:
        one = difference.settled
        done = say("đã phân xử", "settled")
        line = f"{done}: {SIGNS[one.target]} {one.coder} ({one.note})"
        yield from columns.wrapped(line, indent="    ")


def _side(study: Study, difference: Difference, side: Side) -> str:
    from qualcode.tui.settling.outcomes import SIGNS

    own = [span for span in side.spans if side.verdict == "yes" and span != difference.span]
    words = " ".join(f"“{_words(study, difference, span)}”" for span in own)
    memo = f"✎ {side.memo}" if side.memo else ""
    return " ".join(filter(None, (SIGNS[side.verdict], side.coder, words, memo)))


def _words(study: Study, difference: Difference, span: Span) -> str:
    found = study.transcript(difference.transcript)
    return " ".join(span.of(found.text).split()) if found else ""


def _row(study: Study, difference: Difference) -> dict[str, object]:
    """Return a difference for programs."""
    from qualcode.tui.settling.outcomes import id_of

    sides = [
        {
            "coder": side.coder,
            "verdict": side.verdict,
            "words": [_words(study, difference, span) for span in side.spans],
            "memo": side.memo,
        }
        for side in difference.sides
    ]
    one = difference.settled
    settled = one and {"outcome": one.target, "coder": one.coder, "note": one.note}
    return {
        "id": id_of(difference),
        "transcript": difference.transcript,
        "turn": difference.turn,
        "code": difference.code,
        "words": _words(study, difference, difference.span),
        "sides": sides,
        "settled": settled,
    }

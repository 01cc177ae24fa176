"""`words`: what is said most, by whom, what sets a group apart, and a phrase in its context."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

import typer

from qualcode import shares
from qualcode.cli import basis, columns, console
from qualcode.cli.columns import number
from qualcode.cli.console import data, note, say
from qualcode.cli.options import JsonOption, ProjectOption, folder
from qualcode.cli.showing import CsvOption

if TYPE_CHECKING:
    from pandas import DataFrame

    from qualcode.frequency import Counted
    from qualcode.model import Study

Text = tuple[list[str], list[str]]
"""The lines of a table, and of what is to be known about it."""
TOP = 40
TOP_OF_EACH = 10
"""Words shown of each group where the groups are too many for columns."""

ByOption = Annotated[
    str,
    typer.Option(
        "--by",
        metavar="ATTRIBUTE",
        help=say(
            "Đếm riêng theo cột của cases.csv (gender, type, province …), theo code hay family.",
            "Count by a column of cases.csv (gender, type, province …), by code or family.",
        ),
    ),
]
CodeOption = Annotated[
    str,
    typer.Option(
        "--code",
        metavar="CODE",
        help=say(
            "Chỉ đếm trong những đoạn có mã hay nhóm mã này.",
            "Count only in passages with this code or family.",
        ),
    ),
]
AgainstOption = Annotated[
    str,
    typer.Option(
        "--against",
        metavar="VALUE",
        help=say(
            "Những từ làm nhóm này (một giá trị của --by) khác với các nhóm còn lại.",
            "The words that set this group (a value of --by) apart from the rest.",
        ),
    ),
]
TopOption = Annotated[
    int,
    typer.Option(
        "--top",
        metavar="N",
        min=0,
        help=say(
            "Bao nhiêu từ đầu bảng (mặc định: 40; tất cả khi --csv, --json).",
            "How many words (default: 40; all of them with --csv, --json).",
        ),
    ),
]
PhraseOption = Annotated[
    str,
    typer.Option(
        "--kwic",
        metavar="PHRASE",
        help=say(
            "Mọi chỗ có cụm từ này, kèm lời ở hai bên; gõ không dấu cũng được.",
            "Each place with this phrase and the talk around it; accents may be left out.",
        ),
    ),
]
InterviewersOption = Annotated[
    bool,
    typer.Option(
        "--interviewers",
        help=say("Đếm cả lời người phỏng vấn.", "Count the interviewers' talk too."),
    ),
]


def add_to(app: typer.Typer) -> None:
    """Add this module's command."""
    app.command(
        help=say(
            "Từ nào được nói nhiều, ai nói, và được nói trong câu nào.",
            "Which words are said most, by whom, and in what context.",
        )
    )(words)


def words(
    *,
    by: ByOption = "",
    code: CodeOption = "",
    against: AgainstOption = "",
    top: TopOption = 0,
    kwic: PhraseOption = "",
    interviewers: InterviewersOption = False,
    project: ProjectOption = None,
    json: JsonOption = False,
    csv: CsvOption = False,
) -> None:
    """Print a table of words, or a phrase in its context."""
    from qualcode import decisions
    from qualcode import project as projects

    with console.progress() as progress:
        study = projects.load(folder(project), progress=progress)
    if code and all(code not in {one.family, one.id} for one in study.codes):
        decisions.check_code(study, code)
    if kwic:
        found, lines = _concordance(study, kwic)
    elif against:
        found, lines = _keyness(study, by, against, code, top, interviewers=interviewers)
    else:
        found, lines = _frequencies(study, by, code, top, interviewers=interviewers)
    shown = found.head(top) if top else found
    if json:
        rows = shown.to_dict(orient="records")
        console.show_json({**basis.as_json(study), "rows": rows})
    elif csv:
        data(shown.to_csv(index=False, lineterminator="\n").rstrip("\n"))
    else:
        data(*lines[0])
        note(*lines[1])
    if code or by in {"code", "family"}:
        basis.tell(study)


def _frequencies(
    study: Study, by: str, code: str, top: int, *, interviewers: bool
) -> tuple[DataFrame, Text]:
    from qualcode import frequency

    codes = (code,) if code else ()
    study = shares.counted(study)
    found = frequency.frequencies(study, by=by, codes=codes, interviewers=interviewers)
    counted = frequency.counted(study, by=by, codes=codes, interviewers=interviewers)
    heads = [say("từ", "word"), say("số lần", "count"), say("trên 10.000", "per 10,000")]
    heads += [say("trường hợp", "cases"), *counted.groups]
    listed = " · ".join(f"{group} {number(size)}" for group, size in counted.groups.items())
    if columns.fits(heads, found):
        shown = columns.side_by_side(heads, found.head(top or TOP))
    else:
        shown = columns.one_by_one(found, counted.groups, top or TOP_OF_EACH)
    notes = [f"{say('Số từ đã nói', 'Words said')}: {listed}."] if listed else []
    return found, (list(shown), _wrapped(*notes, *_about(counted, interviewers=interviewers)))


def _keyness(
    study: Study, by: str, value: str, code: str, top: int, *, interviewers: bool
) -> tuple[DataFrame, Text]:
    from qualcode import frequency, spoken_words

    by, codes = by or spoken_words.attribute_of(study, value), (code,) if code else ()
    study = shares.counted(study)
    found = frequency.keyness(study, by, value, codes=codes, interviewers=interviewers)
    counted = frequency.counted(study, by=by, value=value, codes=codes, interviewers=interviewers)
    heads = [say("nhóm này", "group"), say("còn lại", "rest"), *[say("/10.000", "/10,000")] * 2]
    heads += ["G2", "log ratio", say("trường hợp", "cases")]
    clear = found[found["g2"] >= frequency.CHANCE]
    cases = clear["cases"].astype(str) + " : " + clear["rest_cases"].astype(str)
    clear = clear.drop(columns="rest_cases").assign(cases=cases)
    half = (top or TOP) // 2
    more, less = clear[clear["log_ratio"] > 0].head(half), clear[clear["log_ratio"] < 0].head(half)
    lines = [
        *columns.side_by_side([say("nói nhiều hơn", "said more"), *heads], more),
        "",
        *columns.side_by_side([say("nói ít hơn", "said less"), *heads], less),
    ]
    own, others = map(number, counted.groups.values())
    sizes = say(
        f"{by} = {value}: {own} từ, so với {others} từ còn lại.",
        f"{by} = {value}: {own} words, against {others} of the rest.",
    )
    notes = (sizes, _how_to_read(len(found)), *_about(counted, interviewers=interviewers))
    return found, (lines, _wrapped(*notes))


def _concordance(study: Study, phrase: str) -> tuple[DataFrame, Text]:
    from qualcode.concordance import concordance

    found = concordance(study, phrase, width=columns.WIDTH)
    cases = found["transcript"].nunique()
    places = say(
        f"{number(len(found))} chỗ trong {cases} bản gỡ băng, lời của mọi người.",
        f"{number(len(found))} places in {cases} transcripts, whoever spoke.",
    )
    return found, (list(columns.in_line(found)), [places])


def _how_to_read(tested: int) -> str:
    return say(
        "Log ratio 1 là nhiều gấp đôi, 2 là gấp bốn. G2 lớn thì ít khả năng là tình cờ "
        f"(trên 15,13: p < 0,0001), nhưng bảng thử {number(tested)} từ một lúc và lời của một "
        "người không độc lập với nhau: hãy coi đây là gợi ý để đọc lại bản gỡ băng.",
        "Log ratio 1 is twice as often, 2 four times. A large G2 is unlikely to be chance (above "
        f"15.13: p < 0.0001), but {number(tested)} words are tested at once and one person's words "
        "hang together: take this as a hint of what to read again.",
    )


def _about(counted: Counted, *, interviewers: bool) -> Iterator[str]:
    """Yield what the table rests on, and what it leaves out."""
    if few := ", ".join(group or say("còn lại", "rest") for group in counted.few):
        yield say(f"Ít lời, hãy dè dặt: {few}.", f"Little talk, take care: {few}.")
    left_out = [
        (counted.stop_words, say("từ công cụ, từ đệm, xưng hô", "function words and fillers")),
        (counted.numbers, say("số", "numbers")),
        (counted.initials, say("chữ viết tắt tên", "initials")),
        (counted.notes, say("ghi chú của người gỡ băng", "typists' notes")),
        (counted.bare_syllables, say("âm tiết gõ không dấu", "syllables typed without accents")),
    ]
    listed = ", ".join(f"{number(count)} {what}" for count, what in left_out if count) or "–"
    cases = counted.cases
    who = say("lời người trả lời", "respondents' talk")
    if interviewers:
        who = say("lời người trả lời và người hỏi", "respondents' and interviewers' talk")
    yield say(
        f"{number(counted.words)} từ, {cases} trường hợp ({who}). Không kê: {listed}.",
        f"{number(counted.words)} words, {cases} cases ({who}). Not listed: {listed}.",
    )


def _wrapped(*notes: str) -> list[str]:
    return [line for words in notes for line in columns.wrapped(words)]

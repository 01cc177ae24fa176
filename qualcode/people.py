"""Turns' labels and rows of speakers.csv → people: who is known to have spoken in each case."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from qualcode.cases import LINE, attribute_keys, attributes, name_key, named
from qualcode.counting import same_speaker
from qualcode.language.profiles import profile
from qualcode.language.speakers import is_generic, is_of_several, is_unnumbered
from qualcode.model import (
    Bilingual,
    Case,
    Person,
    Problem,
    Settings,
    Severity,
    Transcript,
)

FILE = "transcripts/speakers.csv"
COLUMNS = ("transcript", "speaker")

GROUP = "FGD"
NOBODY = frozenset({"survey", "desk_review"})
"""Types of cases in which no person of the study speaks, or who does is told elsewhere."""

GENDERS = frozenset({"nữ", "nam"})
_OWN = frozenset({"age", "gender", "id"})
"""What a case says and does not hold for each of its people, or only in some cases."""

Rows = Sequence[Mapping[str, str]]


@dataclass(slots=True)
class _Speaker:
    """One label of a transcript, as first typed, with all that stood in brackets behind it."""

    label: str
    role: str
    profiles: list[str] = field(default_factory=list)


def people(
    transcripts: Sequence[Transcript],
    cases: Sequence[Case],
    rows: Rows,
    settings: Settings = Settings(),  # noqa: B008 - frozen
) -> tuple[tuple[Person, ...], tuple[Problem, ...]]:
    """Return everyone whom the transcripts tell apart, in order of first speaking; and the faults.

    A focus group's people are those with a label of their own; an interview's who answers. What a
    row says of them goes before what stands behind their label, and that before what their case
    says of all its people. Give no transcripts of surveys' answers.
    """
    filled = [row for row in rows if any(v.strip() for k, v in row.items() if k != LINE)]
    missing = [name for name in COLUMNS if filled and name not in filled[0]]
    if missing:
        filled = []
    known = {name_key(transcript.name): transcript for transcript in transcripts}
    speakers = {transcript.name: _speakers(transcript) for transcript in transcripts}
    by_name = {case.name: case for case in cases}
    keys = attribute_keys(settings)
    placed, problems = _place(filled, known, speakers, by_name)
    found = [
        person
        for transcript in transcripts
        for person in _of_case(
            by_name.get(transcript.name, Case(transcript.name)),
            speakers[transcript.name],
            {
                label: attributes([_details(row)], keys)
                for label, row in placed.get(transcript.name, {}).items()
            },
        )
    ]
    return tuple(found), (*map(_no_column, missing), *problems)


def _speakers(transcript: Transcript) -> dict[str, _Speaker]:
    found: dict[str, _Speaker] = {}
    for turn in transcript.turns:
        one = found.setdefault(same_speaker(turn.speaker), _Speaker(turn.speaker, turn.role))
        if turn.profile:
            one.profiles.append(turn.profile)
    return found


def _of_case(
    case: Case, speakers: Mapping[str, _Speaker], rows: Mapping[str, Mapping[str, str]]
) -> Iterator[Person]:
    """Yield the people of one case, with what is known of each."""
    heard = {key: one for key, one in speakers.items() if _is_person(case, key, one, rows)}
    shared = _shared(case, alone=len(heard) == 1)
    for key, one in heard.items():
        own = profile(*one.profiles) | dict(rows.get(key, {}))
        yield Person(case.name, one.label, shared | own)


def _is_person(
    case: Case, key: str, speaker: _Speaker, rows: Mapping[str, Mapping[str, str]]
) -> bool:
    """Say whether a label tells one person apart; a row of speakers.csv settles a doubtful one."""
    if speaker.role != "respondent" or case.get("type") in NOBODY:
        return False
    if _is_shared(case, speaker.label):
        return False
    return key in rows or case.get("type") != GROUP or not is_unnumbered(speaker.label)


def _is_shared(case: Case, label: str) -> bool:
    """Say whether a label stands for more than one: in a group "NTL" is whoever answers."""
    return is_of_several(label) or (case.get("type") == GROUP and is_generic(label))


def _shared(case: Case, *, alone: bool) -> dict[str, str]:
    """Return what a case says that holds for each of its people."""
    is_group = case.get("type") == GROUP
    held = {name: value for name, value in case.attributes.items() if name not in _OWN}
    if case.get("age") and alone and not is_group:
        held["age"] = case.get("age")
    if case.get("gender") in GENDERS and (alone or is_group):
        held["gender"] = case.get("gender")
    return {name: held[name] for name in case.attributes if name in held}


def _details(row: Mapping[str, str]) -> dict[str, str]:
    return {name: value for name, value in row.items() if name not in (*COLUMNS, LINE)}


def _place(
    rows: Rows,
    known: Mapping[str, Transcript],
    speakers: Mapping[str, Mapping[str, _Speaker]],
    cases: Mapping[str, Case],
) -> tuple[dict[str, dict[str, Mapping[str, str]]], list[Problem]]:
    """Return the rows by transcript and speaker, and what is wrong with the others."""
    placed: dict[str, dict[str, Mapping[str, str]]] = {}
    problems = []
    for row in rows:
        transcript = known.get(named(row["transcript"], known))
        if not transcript:
            problems.append(_no_transcript(row, known))
            continue
        case = cases.get(transcript.name, Case(transcript.name))
        there, key = speakers[transcript.name], same_speaker(row["speaker"])
        others = placed.setdefault(transcript.name, {})
        if fault := _fault(row, case, there, others.get(key)):
            problems.append(fault)
        else:
            others[key] = row
    return placed, problems


def _fault(
    row: Mapping[str, str],
    case: Case,
    there: Mapping[str, _Speaker],
    same: Mapping[str, str] | None,
) -> Problem | None:
    typed, name = row["speaker"].strip(), case.name
    if not typed:
        return _problem(row, "hãy ghi nhãn của người nói.", "put the speaker's label.")
    speaker = there.get(same_speaker(typed))
    if not speaker:
        labels = [one.label for one in there.values() if one.role == "respondent"]
        return _unknown(
            row, f"người nói '{typed}' trong {name}", f"speaker '{typed}' in {name}", labels
        )
    if speaker.role != "respondent":
        return _problem(
            row,
            f"'{typed}' trong {name} không có vai người trả lời; nếu cần, hãy ghi vai ở mục roles: "
            "trong qualcode.yaml.",
            f"'{typed}' in {name} is no respondent; if it should be, put the role under roles: in "
            "qualcode.yaml.",
        )
    if _is_shared(case, typed):
        return _problem(
            row,
            f"'{typed}' trong {name} là nhãn chung của nhiều người nên không tính là một người.",
            f"'{typed}' in {name} stands for several people, so it isn't counted as one.",
        )
    if same:
        return _problem(
            row,
            f"'{typed}' của {name} đã có ở dòng {same.get(LINE, '?')}; dòng này không được dùng.",
            f"'{typed}' of {name} is on line {same.get(LINE, '?')} already; this row isn't used.",
        )
    return None


def _no_transcript(row: Mapping[str, str], known: Mapping[str, Transcript]) -> Problem:
    typed = row["transcript"].strip()
    if not typed:
        return _problem(row, "hãy ghi tên bản gỡ băng.", "put the transcript's name.")
    names = [transcript.name for transcript in known.values()]
    return _unknown(row, f"bản gỡ băng '{typed}'", f"transcript '{typed}'", names)


def _unknown(row: Mapping[str, str], vi: str, en: str, names: Sequence[str]) -> Problem:
    """Return that something isn't there, with the name that may have been meant."""
    from rapidfuzz import fuzz, process

    column = "transcript" if vi.startswith("bản") else "speaker"
    keys = [same_speaker(name) for name in names]
    typed = same_speaker(row[column].rsplit("/", 1)[-1])
    best = process.extractOne(typed, keys, scorer=fuzz.ratio, score_cutoff=60)
    likely = names[best[2]] if best else ""
    meant_vi = f"ý bạn là {likely}?" if likely else f"hãy sửa lại cột {column}."
    meant_en = f"did you mean {likely}?" if likely else f"put column {column} right."
    return _problem(row, f"không có {vi}; {meant_vi}", f"there is no {en}; {meant_en}")


def _no_column(name: str) -> Problem:
    return _problem(
        {LINE: "1"},
        f"thiếu cột {name}; hãy thêm cột này, mỗi người một dòng.",
        f"column {name} is missing; add it, with a row for each person.",
        "error",
    )


def _problem(row: Mapping[str, str], vi: str, en: str, severity: Severity = "warning") -> Problem:
    return Problem(f"{FILE}:{row.get(LINE, '?')}", Bilingual(vi, en), severity)

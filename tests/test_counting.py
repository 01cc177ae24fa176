"""What is counted once, and whose words are whose."""

from __future__ import annotations

import pytest

from qualcode import counting
from qualcode.model import (
    Case,
    Coding,
    Person,
    Question,
    Settings,
    Span,
    Study,
    Survey,
    Transcript,
    Turn,
)


def talk(name: str, *labels: str) -> Transcript:
    speeches = [
        Turn(number, label, "interviewer" if label == "PVV" else "respondent", Span(0, 1))
        for number, label in enumerate(labels, 1)
    ]
    return Transcript(name, "x", tuple(speeches))


STUDY = Study(
    Settings(),
    transcripts=(talk("tln", "PVV", "Nữ 1", "nữ1", "Cả nhóm"), talk("ks.q7", "R1", "R2")),
    cases=(Case("tln", {"province": "Lào Cai"}), Case("ks.q7"), Case("ks"), Case("paper")),
    people=(
        Person("tln", "Nữ 1", {"gender": "nữ"}),
        Person("ks", "R1"),
        Person("ks", "R2"),
        Person("ks", "R3"),
    ),
    surveys=(Survey("ks", "Khảo sát", (Question("q7", "Vì sao?", "open"),)),),
)


def whose(units: counting.Units, transcript: str, turn: int) -> str:
    return units.whose(Coding(transcript, turn, Span(0, 1), "a"))


def test_a_focus_group_is_one_case_and_a_survey_is_none() -> None:
    units = counting.cases(STUDY)

    assert [unit.name for unit in units.members] == ["tln", "paper"]
    assert [unit.is_coded for unit in units.members] == [True, False]
    assert [whose(units, "tln", turn) for turn in (2, 4)] == ["tln", "tln"]
    assert whose(units, "ks.q7", 1) == ""


def test_a_person_is_one_however_the_label_is_typed_and_the_whole_group_is_nobody() -> None:
    units = counting.people(STUDY)

    assert [unit.name for unit in units.members] == ["tln: Nữ 1"]
    assert [whose(units, "tln", turn) for turn in (2, 3, 4)] == ["tln: Nữ 1", "tln: Nữ 1", ""]


def test_respondents_have_their_open_answers_and_one_without_has_no_words() -> None:
    units = counting.respondents(STUDY)

    assert [(unit.name, unit.is_coded) for unit in units.members] == [
        ("ks: R1", True),
        ("ks: R2", True),
        ("ks: R3", False),
    ]
    assert whose(units, "ks.q7", 2) == "ks: R2"


def test_a_value_that_is_missing_stands_last() -> None:
    cases = (Case("a"), Case("b", {"x": "1"}), Case("c", {"x": " "}))

    groups = counting.cases(Study(Settings(), cases=cases)).by("x")

    assert {value: [unit.name for unit in units] for value, units in groups.items()} == {
        "1": ["b"],
        counting.UNKNOWN: ["a", "c"],
    }


@pytest.mark.parametrize("typed", ["Nữ 2", "nữ2", "NỮ  2", "Nữ 2.", "Nu\u031b\u0303 2"])
def test_one_speaker_is_typed_in_many_ways(typed: str) -> None:
    assert counting.same_speaker(typed) == "nữ 2"


def test_two_speakers_are_not_one() -> None:
    assert len({counting.same_speaker(label) for label in ("Nữ 1", "Nữ 11", "Nu 1", "Nam 1")}) == 4

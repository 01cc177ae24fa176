"""Who is known to have spoken: labels of their own, speakers.csv, and what stands behind labels."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from qualcode import turns
from qualcode.cases import cases
from qualcode.language.profiles import profile
from qualcode.model import Person, Problem, Role, Settings, Transcript
from qualcode.people import people

ROLES: Mapping[str, Role] = dict.fromkeys(
    ("cảnhóm", "nhiềungười", "mọingười", "tấtcả", "nữ", "nữ1vànữ2"), "respondent"
)


def talk(name: str, *speeches: str, header: str = "") -> Transcript:
    return turns.parse(
        name, "\n".join([header, *speeches]), roles=ROLES, file=f"transcripts/{name}"
    )


def found(
    *transcripts: Transcript, rows: tuple[Mapping[str, str], ...] = (), of: str = ""
) -> tuple[tuple[Person, ...], tuple[Problem, ...]]:
    table = [dict(zip(("transcript", "gender", "age", "province"), of.split("|"), strict=False))]
    known, _ = cases(transcripts, table if of else [], Settings())
    lines = [{"__line__": str(line), **row} for line, row in enumerate(rows, 2)]
    return people(transcripts, known, lines)


GROUP = ("PVV: Mời mọi người.", "Nữ 1: Vâng.", "Nam 2: Dạ.", "nữ1: Có ạ.")


def test_a_focus_group_has_a_person_for_each_label_however_it_is_typed() -> None:
    persons, problems = found(talk("tln_01", *GROUP))

    assert [person.speaker for person in persons] == ["Nữ 1", "Nam 2"]
    assert [person.name for person in persons] == ["tln_01: Nữ 1", "tln_01: Nam 2"]
    assert problems == ()


@pytest.mark.parametrize(
    "label", ["Cả nhóm", "Nhiều người", "Mọi người", "Tất cả", "Nữ", "Nữ 1 và Nữ 2", "NTL", "Đáp"]
)
def test_a_label_for_several_is_nobody_in_a_focus_group(label: str) -> None:
    persons, _ = found(talk("tln_01", *GROUP, f"{label}: Đúng rồi."))

    assert [person.speaker for person in persons] == ["Nữ 1", "Nam 2"]


@pytest.mark.parametrize("label", ["NTL", "Đáp", "TL", "Người trả lời"])
def test_one_general_label_for_a_whole_focus_group_leaves_its_people_unknown(label: str) -> None:
    assert found(talk("tln_01", "PVV: Mời cô bác.", f"{label}: Vâng."))[0] == ()


@pytest.mark.parametrize("label", ["NTL", "Đáp", "Chị H."])
def test_an_interview_has_the_one_who_answers(label: str) -> None:
    [person], _ = found(
        talk("pvs_01", "PVV: Chị khỏe không?", f"{label}: Khỏe."), of="pvs_01|nữ|42|Lào Cai"
    )

    assert person.speaker == label
    assert dict(person.attributes) == {
        "type": "IDI",
        "province": "Lào Cai",
        "gender": "nữ",
        "age": "42",
    }


def test_age_and_gender_of_an_interview_with_two_are_nobodys() -> None:
    talked = talk("pvs_01", "PVV: Anh chị khỏe không?", "Chị H.: Khỏe.", "Anh T.: Khỏe.")
    persons, _ = found(talked, of="pvs_01|nữ|42|Lào Cai")

    assert [(p.get("gender"), p.get("age"), p.get("province")) for p in persons] == [
        ("", "", "Lào Cai")
    ] * 2


@pytest.mark.parametrize(("gender", "each"), [("nữ", "nữ"), ("nam và nữ", "")])
def test_a_groups_gender_is_each_ones_only_if_it_is_one_and_its_age_never(
    gender: str, each: str
) -> None:
    persons, _ = found(talk("tln_01", *GROUP), of=f"tln_01|{gender}|27-58|Hà Nội")

    assert {(p.get("gender"), p.get("age"), p.get("province")) for p in persons} == {
        (each, "", "Hà Nội")
    }


def test_a_row_goes_before_what_stands_behind_the_label_and_that_before_the_case() -> None:
    talked = talk("tln_01", "PVV: Mời.", "P1 (nam, 42 tuổi): Vâng.", "P2 (nữ, 30): Dạ.")
    rows = ({"transcript": "tln_01.docx", "speaker": "p1", "tuổi": "43", "nghề": "đi bạn"},)
    persons, problems = found(talked, rows=rows, of="tln_01|nữ|27-58|Hà Nội")

    assert problems == ()
    assert [(p.get("gender"), p.get("age"), p.get("nghề")) for p in persons] == [
        ("nam", "43", "đi bạn"),
        ("nữ", "30", ""),
    ]


def test_a_row_makes_a_person_of_a_label_that_might_be_several() -> None:
    talked = talk("tln_01", *GROUP, "Nữ: Tôi thì khác.")
    persons, problems = found(talked, rows=({"transcript": "tln_01", "speaker": "Nữ"},))

    assert ([person.speaker for person in persons], problems) == (["Nữ 1", "Nam 2", "Nữ"], ())


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ({"transcript": "tln_1", "speaker": "Nữ 1"}, "there is no transcript 'tln_1'; did you"),
        ({"transcript": "tln_01", "speaker": "Nữ 7"}, "there is no speaker 'Nữ 7' in tln_01; did"),
        ({"transcript": "tln_01", "speaker": ""}, "put the speaker's label."),
        ({"transcript": "", "speaker": "Nữ 1"}, "put the transcript's name."),
        ({"transcript": "tln_01", "speaker": "PVV"}, "'PVV' in tln_01 is no respondent"),
        ({"transcript": "tln_01", "speaker": "Cả nhóm"}, "'Cả nhóm' in tln_01 stands for several"),
    ],
)
def test_a_row_that_cannot_be_used_says_where_and_why(row: Mapping[str, str], words: str) -> None:
    talked = talk("tln_01", *GROUP, "Cả nhóm: Đúng.")
    persons, [problem] = found(talked, rows=(row,))

    assert len(persons) == 2
    assert (problem.where, problem.severity) == ("transcripts/speakers.csv:2", "warning")
    assert problem.message.en.startswith(words)


def test_a_second_row_for_one_person_is_not_used() -> None:
    row = {"transcript": "tln_01", "speaker": "Nữ 1", "age": "30"}
    persons, [problem] = found(talk("tln_01", *GROUP), rows=(row, {**row, "age": "50"}))

    assert persons[0].get("age") == "30"
    assert "is on line 2 already" in problem.message.en


def test_a_table_without_its_columns_says_so_and_tells_of_nobody_less() -> None:
    persons, problems = found(talk("tln_01", *GROUP), rows=({"tên": "Lan"},))

    assert len(persons) == 2
    assert [problem.message.en.split(";")[0] for problem in problems] == [
        "column transcript is missing",
        "column speaker is missing",
    ]


def test_nobody_speaks_in_no_transcripts_or_in_a_document() -> None:
    assert found() == ((), ())
    document = talk("desk_review_luat", "NTL: Điều 1.")
    assert found(document)[0] == ()


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("nữ, 42 tuổi", {"gender": "nữ", "age": "42"}),
        ("thành viên, 61 tuổi", {"age": "61"}),
        ("F/35", {"gender": "nữ", "age": "35"}),
        ("Nam, 27t", {"gender": "nam", "age": "27"}),
        ("phụ nữ 30 tuổi, bán xôi", {"gender": "nữ", "age": "30"}),
        ("nu 42 tuoi", {"gender": "nữ", "age": "42"}),
        ("quê Nam Định", {}),
        ("Nam Định, nữ", {"gender": "nữ"}),
        ("bán xôi, 12 con", {}),
        ("", {}),
    ],
)
def test_gender_and_age_are_read_behind_a_label(typed: str, expected: dict[str, str]) -> None:
    assert profile(typed) == expected

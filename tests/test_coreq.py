"""COREQ's items and the methods annex, filled from what a study holds."""

from __future__ import annotations

from dataclasses import replace

import pytest

from qualcode import coreq
from qualcode.model import (
    Bilingual,
    Case,
    Coding,
    Decision,
    Person,
    Settings,
    Study,
    Transcript,
    Turn,
)
from qualcode.model.text import Span


def answer(study: Study, key: str) -> Bilingual | None:
    return next(item.answer for item in coreq.items(study) if item.key == key)


def saying(study: Study, **methods: Bilingual) -> Study:
    report = replace(study.settings.report, methods=methods)
    return replace(study, settings=replace(study.settings, report=report))


def talk(*times: str) -> Transcript:
    turns = tuple(Turn(n, "NTL", "respondent", Span(0, 2), time) for n, time in enumerate(times, 1))
    return Transcript("pvs_01", "Ừ.", turns)


def test_there_are_the_checklists_32_items_each_with_a_key_of_its_own() -> None:
    assert [item.number for item in coreq.items(_none())] == [*range(1, 33)]
    assert len(set(coreq.KEYS)) == 32


def _none() -> Study:
    return Study(Settings())


def test_a_study_without_anything_answers_only_that_nobody_took_part_or_coded() -> None:
    known = {item.key: item.answer for item in coreq.items(_none()) if item.answer}
    assert known.keys() <= {"sample_size", "coders", "software", "saturation", "sample"}
    assert "nobody" in (known["sample_size"] or Bilingual("", "")).en
    assert all(paragraphs for _, paragraphs in coreq.methods(_none()))


def test_what_only_the_team_knows_stays_open_until_qualcode_yaml_says_it(study: Study) -> None:
    assert answer(study, "credentials") is None
    told = saying(study, credentials=Bilingual("hai thạc sĩ", "two MAs"))
    assert answer(told, "credentials") == Bilingual("hai thạc sĩ", "two MAs")


def test_what_the_team_says_stands_before_what_the_data_say(study: Study) -> None:
    told = saying(study, coding_tree=Bilingual("cây hai tầng", "a tree of two levels"))
    found = answer(told, "coding_tree")
    assert found
    assert found.en.startswith("a tree of two levels (")
    assert str(len(study.codes)) in found.en


def test_the_sample_is_counted_by_type_and_people_of_groups_apart() -> None:
    cases = (Case("tln_01", {"type": "FGD"}), Case("pvs_01", {"type": "IDI"}))
    turns = (Turn(1, "Nữ 1", "respondent", Span(0, 2)),)
    spoken = tuple(Transcript(case.name, "Ừ.", turns) for case in cases)
    people = (Person("tln_01", "Nữ 1"), Person("tln_01", "Nữ 2"), Person("pvs_01", "NTL"))
    found = answer(replace(_none(), cases=cases, transcripts=spoken, people=people), "sample_size")
    assert found
    assert "1 focus group discussion (FGD)" in found.en
    assert "1 in-depth interview (IDI)" in found.en
    assert "2 people" in found.en


def test_times_of_turns_give_the_length_in_minutes() -> None:
    found = answer(replace(_none(), transcripts=(talk("00:00:05", "00:40:05"),)), "duration")
    assert found
    assert "40, 40, 40 minutes" in found.en


def test_without_times_the_length_is_counted_in_syllables() -> None:
    found = answer(replace(_none(), transcripts=(talk("", ""),)), "duration")
    assert found
    assert "no times" in found.en


def test_coders_are_those_who_decided(study: Study) -> None:
    made = (
        Decision("1", "2026-01-01", 1, "Lan", "seen"),
        Decision("2", "2026-01-01", 1, "An", "seen"),
    )
    found = answer(replace(study, decisions=made), "coders")
    assert found
    assert found.en.startswith("2 coders")


def test_proposals_that_nobody_confirmed_are_named_as_a_limit(study: Study) -> None:
    name = study.transcripts[0].name
    proposed = Coding(name, 1, Span(0, 2), study.codes[0].id)
    for status, is_told in (("proposed", True), ("accepted", False)):
        coded = replace(study, codings=(replace(proposed, status=status),))
        limits = dict(coreq.methods(coded))[Bilingual("Giới hạn", "Limits")]
        assert any("proposals" in words.en for words in limits) == is_told


def test_what_is_not_known_of_the_sample_is_asked_for() -> None:
    assert answer(_none(), "sample") is None


@pytest.mark.parametrize("ages", [("28", "41", ""), ("25–34", "35–44", "")])
def test_people_whose_age_nobody_knows_are_counted_too(ages: tuple[str, ...]) -> None:
    people = tuple(Person(f"t{n}", "NTL", {"age": age}) for n, age in enumerate(ages))
    cases = tuple(Case(f"t{n}", {"type": "IDI"}) for n in range(len(ages)))
    said = answer(Study(Settings(), cases=cases, people=people), "sample")

    assert said is not None
    assert "25–34: 1, 35–44: 1, unknown: 1" in said.en

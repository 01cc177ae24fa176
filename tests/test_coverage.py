"""How much is coded: of characters, segments, turns and cases."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qualcode import basis, counting
from qualcode.coverage import COVERAGE, WHY, coverage
from qualcode.model import (
    Bilingual,
    Case,
    Code,
    Codebook,
    Coding,
    Person,
    Question,
    Role,
    Segment,
    Settings,
    Span,
    Study,
    Survey,
    Transcript,
    Turn,
)

BOOK = Codebook("test", "1", (Code("a", Bilingual("a", "a")), Code("b", Bilingual("b", "b"))))


def talk(name: str, *roles: Role) -> Transcript:
    """A turn of 20 characters for each role."""
    turns = tuple(
        Turn(number, f"P{number}", role, Span(20 * number - 20, 20 * number))
        for number, role in enumerate(roles, start=1)
    )
    return Transcript(name, "a" * 20 * len(turns), turns)


def study_of(*talks: Transcript, codings: tuple[Coding, ...] = (), **other: Any) -> Study:
    """A study in which each turn is two segments of ten characters."""
    found = Study(
        Settings(),
        (BOOK,),
        talks,
        tuple(Case(one.name) for one in talks),
        codings=codings,
        segments=tuple(
            Segment(one.name, turn.number, Span(start, start + 10))
            for one in talks
            for turn in one.turns
            for start in (turn.span.start, turn.span.start + 10)
        ),
    )
    return replace(found, **other)


def said(case: str, turn: int, start: int = 0, end: int = 5, code: str = "a") -> Coding:
    first = 20 * turn - 20
    return Coding(case, turn, Span(first + start, first + end), code)


def row(found: Study, name: str = "", **options: Any) -> dict[str, Any]:
    """The row of this case or group; without a name that of all."""
    rows = coverage(found, **options).to_dict("records")
    return next({str(k): v for k, v in one.items()} for one in rows if one["name"] == name)


def test_overlapping_codings_cover_their_characters_once() -> None:
    codings = (said("p", 1, 0, 8), said("p", 1, 4, 12, "b"), said("p", 1, 15, 16))

    found = row(study_of(talk("p", "respondent"), codings=codings))

    assert (found["characters_coded"], found["characters"]) == (13, 20)
    assert found["characters_coded_share"] == 13 / 20
    assert found["codings"] == 3


def test_characters_are_code_points() -> None:
    """Trứng gà: eight code points, however many bytes."""
    text = "Trứng gà"
    one = Transcript("p", text, (Turn(1, "NTL", "respondent", Span(0, len(text))),))
    found = study_of(one, codings=(Coding("p", 1, Span(0, 5), "a"),), segments=())

    assert row(found)["characters"] == 8
    assert row(found)["characters_coded"] == 5


def test_a_segment_is_coded_if_it_shares_a_character_with_a_coding() -> None:
    found = study_of(talk("p", "respondent", "respondent"), codings=(said("p", 1, 0, 10),))

    assert (row(found)["segments_coded"], row(found)["segments"]) == (1, 4)
    assert (row(found)["turns_coded"], row(found)["turns"]) == (1, 2)


def test_only_respondents_words_are_to_be_covered() -> None:
    found = study_of(talk("p", "interviewer", "respondent", "other", "unknown"))

    assert row(found)["turns"] == 2
    assert row(found)["characters"] == 40


def test_turns_that_a_person_read_are_counted() -> None:
    found = study_of(
        talk("p", "interviewer", "respondent", "respondent"),
        seen={("p", 1): ("Lan",), ("p", 2): ("Lan", "Minh"), ("p", 3): ()},
    )

    assert (row(found)["turns_read"], row(found)["turns_read_share"]) == (1, 0.5)


def test_cases_with_nothing_coded_say_why() -> None:
    found = study_of(
        talk("coded", "respondent"),
        talk("silent", "respondent"),
        talk("questions", "interviewer"),
        codings=(said("coded", 1),),
    )
    found = replace(found, cases=(*found.cases, Case("paper")))

    table = coverage(found)
    cases = table[table["level"] == "case"].set_index("name")

    assert cases["why"].to_dict() == {
        "coded": "",
        "silent": "nothing_coded",
        "questions": "no_answers",
        "paper": "no_transcript",
    }
    assert cases["has_transcript"].tolist() == [True, True, True, False]
    assert (row(found)["cases_coded"], row(found)["cases"]) == (1, 4)
    assert set(cases["why"]) <= WHY.keys()


def test_shares_of_nothing_are_none() -> None:
    found = row(Study(Settings(), cases=(Case("paper"),)), "paper")

    shares = {name: value for name, value in found.items() if name.endswith("_share")}
    assert shares.pop("cases_coded_share") == 0
    assert set(shares.values()) == {None}


def test_groups_add_up_and_those_without_a_value_come_last() -> None:
    talks = [talk(name, "respondent") for name in ("a", "b", "c")]
    found = replace(
        study_of(*talks, codings=(said("a", 1),)),
        cases=(Case("a"), Case("b", {"type": "KII"}), Case("c", {"type": "FGD"})),
    )

    table = coverage(found, by="type")
    groups = table[table["level"] == "group"]

    assert groups["name"].tolist() == ["FGD", "KII", "(không rõ)"]
    assert groups["characters"].sum() == row(found, by="type")["characters"]
    assert groups["why"].tolist() == ["nothing_coded", "nothing_coded", ""]


def test_people_are_counted_by_their_own_turns() -> None:
    found = study_of(
        talk("p", "respondent", "respondent"),
        codings=(said("p", 1),),
        people=(Person("p", "P1"), Person("p", "P2")),
    )

    table = coverage(found, units=counting.people(found)).set_index("name")

    assert table.loc["p: P1", "turns_coded"] == 1
    assert table.loc["p: P2", "why"] == "nothing_coded"
    assert basis.of(coverage(found, units=counting.people(found))).n["persons"] == 2


def test_answers_to_a_survey_are_not_mixed_with_talk() -> None:
    survey = Survey("ks", "Khảo sát", (Question("q1", "Vì sao?", "open"),))
    found = study_of(
        talk("p", "respondent"),
        talk("ks.q1", "respondent"),
        codings=(said("ks.q1", 1),),
        surveys=(survey,),
        people=(Person("ks", "P1"),),
    )

    assert row(found)["codings"] == 0
    assert row(found, units=counting.respondents(found))["codings"] == 1


def test_codes_outside_the_codebooks_cover_nothing() -> None:
    found = study_of(talk("p", "respondent"), codings=(said("p", 1, code="gone"),))

    assert row(found, "p")["why"] == "nothing_coded"


@pytest.mark.parametrize("by", ["", "type"])
def test_a_study_of_nothing_has_a_row_that_says_so(by: str) -> None:
    (only,) = coverage(Study(Settings()), by=by).to_dict("records")

    assert tuple(only) == COVERAGE
    assert (only["level"], only["why"], only["cases_coded_share"]) == ("all", "no_cases", None)


few = settings(max_examples=50)
codings_of_studies = st.lists(
    st.builds(
        lambda case, turn, start, length, code: said(case, turn, start, start + length, code),
        st.sampled_from("pq"),
        st.integers(1, 2),
        st.integers(0, 14),
        st.integers(1, 5),
        st.sampled_from("ab"),
    ),
    max_size=12,
)


@few
@given(codings_of_studies, st.randoms(use_true_random=False))
def test_what_is_covered_is_what_some_coding_touches_in_whatever_order(
    codings: list[Coding], random: Any
) -> None:
    talks = [talk(name, "respondent", "respondent") for name in "pq"]
    found = study_of(*talks, codings=tuple(codings))
    characters = {(c.transcript, at) for c in codings for at in range(c.span.start, c.span.end)}
    segments = {(case, at // 10) for case, at in characters}
    random.shuffle(codings)

    total = row(found)

    assert total["characters_coded"] == len(characters)
    assert total["segments_coded"] == len(segments)
    assert total["turns_coded"] == len({(case, at // 20) for case, at in characters})
    assert total["cases_coded"] == len({case for case, _ in characters})
    assert coverage(found).equals(coverage(replace(found, codings=tuple(codings))))

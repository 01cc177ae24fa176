"""What is said together, against the vectors of tests/data/matrix.json, by hand and by law."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qualcode import basis
from qualcode.cooccurrence import PAIRS, PLACES, Within, cooccurrence, pairs
from qualcode.counting import people, respondents
from qualcode.errors import StudyError
from qualcode.language.sentences import segments
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
from qualcode.turns import parse

VECTORS = json.loads((Path(__file__).parent / "data" / "matrix.json").read_text("utf-8"))
EXPECTED = VECTORS["expected"]
CODES = ("a.x", "a.y", "b.x", "b.y", "c")
EVERY: tuple[Within, ...] = (*PLACES, 0, 1, 3)  # type: ignore[assignment] # the four names


def book(*codes: str) -> Codebook:
    return Codebook("test", "1", tuple(Code(c, Bilingual(f"vi {c}", f"en {c}")) for c in codes))


def talk(name: str, turns: int = 6) -> Transcript:
    """Turns of 20 characters, each of two segments of ten; every second an interviewer's."""
    roles: tuple[Role, Role] = ("interviewer", "respondent")
    made = tuple(
        Turn(n, "x", roles[(n - 1) % 2], Span(20 * (n - 1), 20 * n)) for n in range(1, turns + 1)
    )
    return Transcript(name, ("a" * 9 + ".") * 2 * turns, made)


def study_of(*codings: Coding, codes: tuple[str, ...] = CODES, cases: str = "pq") -> Study:
    talks = tuple(talk(name) for name in cases)
    halves = tuple(
        Segment(one.name, turn.number, Span(start, start + 10))
        for one in talks
        for turn in one.turns
        for start in (turn.span.start, turn.span.start + 10)
    )
    return Study(
        Settings(),
        (book(*codes),),
        talks,
        tuple(Case(name) for name in cases),
        codings=codings,
        segments=halves,
    )


def said(case: str, turn: int, code: str, start: int = 0, end: int = 10) -> Coding:
    """A coding at these characters of a turn."""
    first = 20 * (turn - 1)
    return Coding(case, turn, Span(first + start, first + end), code)


@pytest.mark.parametrize(
    ("within", "block"),
    [("overlap", "cooccurrence_overlapping_pairs"), ("case", "cooccurrence_same_case")],
)
def test_counts_are_those_of_the_vectors(within: Within, block: str) -> None:
    found = Study(
        Settings(),
        (book(*sorted(EXPECTED["code_by_case_references"])),),
        cases=tuple(Case(name, attributes) for name, attributes in VECTORS["cases"].items()),
        codings=tuple(
            Coding(one["case"], 1, Span(one["start"], one["end"]), one["code"])
            for one in VECTORS["segments"]
        ),
    )

    table = cooccurrence(found, within=within).to_dict()

    assert {
        code: {other: count for other, count in row.items() if other != code}
        for code, row in table.items()
    } == EXPECTED[block]


def test_two_sentences_of_one_answer_are_one_turn_but_two_segments() -> None:
    """
    PVV: Chị có đóng không?
    NTL: Tôi không đủ tiền. Thủ tục thì rườm rà lắm.
    """
    text = test_two_sentences_of_one_answer_are_one_turn_but_two_segments.__doc__ or ""
    one = parse("t1", "\n".join(line.strip() for line in text.strip().splitlines()))
    places = {words: one.text.index(words) for words in ("không đủ tiền", "rườm rà")}
    codings = tuple(
        Coding("t1", 2, Span(start, start + len(words)), code)
        for (words, start), code in zip(places.items(), ("a.x", "b.x"), strict=True)
    )
    found = Study(
        Settings(), (book(*CODES),), (one,), (Case("t1"),), codings=codings, segments=segments(one)
    )

    assert cooccurrence(found, within="segment").loc["a.x", "b.x"] == 0
    assert cooccurrence(found, within="turn").loc["a.x", "b.x"] == 1


def test_a_coding_over_two_segments_is_in_both() -> None:
    found = study_of(said("p", 2, "a.x", 0, 20), said("p", 2, "b.x", 12, 15))

    (row,) = pairs(found).to_dict("records")

    assert (row["together"], row["a"], row["b"], row["either"]) == (1, 2, 1, 2)
    assert row["coefficient"] == 0.5


def test_near_counts_the_turns_that_have_one_with_the_other_near() -> None:
    found = study_of(said("p", 2, "a.x"), said("p", 4, "b.x"), said("p", 6, "a.x"))

    (row,) = pairs(found, within=2).to_dict("records")

    assert pairs(found, within=1).empty
    assert (row["together"], row["a"], row["b"], row["either"]) == (3, 2, 1, 3)
    assert (row["coefficient"], row["cases"]) == (1.0, 1)


def test_the_end_of_one_transcript_is_not_near_the_beginning_of_the_next() -> None:
    found = study_of(said("p", 6, "a.x"), said("q", 2, "b.x"))

    assert pairs(found, within=1000).empty


def test_a_coding_that_overlaps_several_of_the_other_code_gives_no_coefficient_above_one() -> None:
    """ATLAS.ti's c would be 3 / (1 + 3 - 3) = 3."""
    inside = (said("p", 2, "b.x", start, start + 2) for start in (0, 4, 8))
    found = study_of(said("p", 2, "a.x", 0, 10), *inside)

    (row,) = pairs(found, within="overlap").to_dict("records")

    assert (row["together"], row["both"], row["either"], row["coefficient"]) == (3, 4, 4, 1.0)


def test_codes_of_one_theme_do_not_meet_each_other_at_its_level() -> None:
    found = study_of(said("p", 2, "a.x"), said("p", 2, "a.y"), said("p", 2, "b.x"))

    table = cooccurrence(found, level=1)

    assert table.to_dict() == {
        "a": {"a": 0, "b": 1, "c": 0},
        "b": {"a": 1, "b": 0, "c": 0},
        "c": {"a": 0, "b": 0, "c": 0},
    }


def test_pairs_stand_by_how_often_then_by_coefficient() -> None:
    found = study_of(
        *(said("p", turn, code) for turn in (2, 4) for code in ("a.x", "b.x")),
        *(said("p", 6, code) for code in ("a.y", "b.y")),
        *(said("q", 2, code) for code in ("a.x", "c")),
    )

    shown = pairs(found, within="turn")[["code_a", "code_b"]].to_numpy().tolist()

    assert shown == [["a.x", "b.x"], ["a.y", "b.y"], ["a.x", "c"]]


def test_least_and_codes_leave_out_the_others() -> None:
    found = study_of(
        *(said("p", turn, code) for turn in (2, 4) for code in ("a.x", "b.x")),
        *(said("q", 2, code) for code in ("a.y", "c")),
    )

    assert pairs(found, least=2)["code_a"].tolist() == ["a.x"]
    assert pairs(found, codes=("c",))["code_a"].tolist() == ["a.y"]
    assert len(pairs(found, codes=("a",))) == 2


def test_two_who_speak_in_one_group_say_it_together_as_a_case_but_not_as_people() -> None:
    one = talk("p")
    turns = tuple(
        replace(turn, speaker="Nữ 1" if turn.number < 3 else "Nam 2") for turn in one.turns
    )
    found = replace(
        study_of(said("p", 2, "a.x"), said("p", 4, "b.x")),
        transcripts=(replace(one, turns=turns),),
        people=(Person("p", "Nữ 1"), Person("p", "Nam 2")),
    )

    assert cooccurrence(found, within="case").loc["a.x", "b.x"] == 1
    assert cooccurrence(found, within="case", units=people(found)).loc["a.x", "b.x"] == 0
    assert pairs(found, within=2, units=people(found)).empty


def test_answers_to_a_survey_are_not_mixed_with_talk() -> None:
    questions = (Question("q1", "Vì sao?", "open"),)
    found = replace(
        study_of(said("p", 2, "a.x"), said("p", 2, "b.x")),
        cases=(Case("ks.q1"),),
        transcripts=(replace(talk("p"), name="ks.q1"),),
        people=(Person("ks", "x"),),
        surveys=(Survey("ks", "Khảo sát", questions),),
        codings=tuple(replace(said("p", 2, code), transcript="ks.q1") for code in ("a.x", "b.x")),
    )

    assert pairs(found, within="turn").empty
    assert pairs(found, within="turn", units=respondents(found))["together"].tolist() == [1]


def test_a_pair_that_never_meets_is_said_and_leaves_the_headers() -> None:
    table = pairs(study_of(said("p", 2, "a.x")))

    assert list(table.columns) == list(PAIRS)
    assert "No two codes occur together" in basis.of(table).notes[0].en


def test_codings_that_are_in_no_segment_are_counted_in_a_note() -> None:
    found = replace(study_of(said("p", 2, "a.x"), said("p", 2, "gone")), segments=())

    (note,) = [one for one in basis.of(pairs(found)).notes if "not in the table" in one.en]

    assert note.en.startswith("2 codings")
    assert basis.of(pairs(found)).n["codings"] == 0


SMALL = {
    "nothing": Study(Settings()),
    "codes only": Study(Settings(), (book(*CODES),)),
    "cases only": Study(Settings(), cases=(Case("p"),)),
    "one silent case": study_of(cases="p"),
    "one code": study_of(said("p", 2, "c"), codes=("c",)),
}


@pytest.mark.parametrize("within", EVERY)
@pytest.mark.parametrize("found", SMALL.values(), ids=list(SMALL))
def test_a_small_study_gives_zeros_and_says_that_nothing_meets(
    found: Study, within: Within
) -> None:
    table = cooccurrence(found, within=within)

    assert table.shape == (len(found.codes), len(found.codes))
    assert not table.to_numpy().any()
    assert pairs(found, within=within).empty
    assert basis.of(table).notes[0].en.startswith("No two codes")


@pytest.mark.parametrize(
    ("options", "where"),
    [
        ({"within": "paragraph"}, "--within"),
        ({"within": -1}, "--within"),
        ({"level": 0}, "--level"),
        ({"least": 0}, "--least"),
    ],
)
def test_what_cannot_be_counted_is_refused_with_the_option(
    options: dict[str, object], where: str
) -> None:
    with pytest.raises(StudyError, match=where):
        pairs(study_of(), **options)  # type: ignore[arg-type] # what people may type


few = settings(max_examples=60)
studies = st.lists(
    st.builds(
        lambda case, turn, code, start, length: said(case, 2 * turn, code, start, start + length),
        st.sampled_from("pq"),
        st.integers(1, 3),
        st.sampled_from(CODES),
        st.integers(0, 14),
        st.integers(1, 5),
    ),
    max_size=14,
    unique_by=lambda coding: (coding.transcript, coding.span, coding.code),
)


def segment_units(found: Study, coding: Coding) -> set[object]:
    return {
        (one.transcript, one.span)
        for one in found.segments
        if one.transcript == coding.transcript and one.span.overlaps(coding.span)
    }


HELD: dict[Within, Callable[[Study, Coding], set[object]]] = {
    "segment": segment_units,
    "turn": lambda _, coding: {(coding.transcript, coding.turn)},
    "case": lambda _, coding: {coding.transcript},
}


@few
@given(studies, st.sampled_from(list(HELD)))
def test_the_coefficient_is_jaccards_of_the_units_of_each_code(
    codings: list[Coding], within: Within
) -> None:
    found = study_of(*codings)
    units: dict[str, set[object]] = {code: set() for code in CODES}
    for coding in codings:
        units[coding.code] |= HELD[within](found, coding)

    rows = pairs(found, within=within).to_dict("records")

    assert {(row["code_a"], row["code_b"]): row["coefficient"] for row in rows} == {
        (a, b): len(units[a] & units[b]) / len(units[a] | units[b])
        for a, b in combinations(CODES, 2)
        if units[a] & units[b]
    }


@few
@given(studies, st.integers(0, 5))
def test_near_is_what_counting_each_turn_gives(codings: list[Coding], reach: int) -> None:
    at = {code: {(c.transcript, c.turn) for c in codings if c.code == code} for code in CODES}

    def beside(code: str, other: str) -> set[tuple[str, int]]:
        return {
            (case, turn)
            for case, turn in at[code]
            if any(its == case and abs(turn - number) <= reach for its, number in at[other])
        }

    table = cooccurrence(study_of(*codings), within=reach)

    for a, b in combinations(CODES, 2):
        assert table.loc[a, b] == len(beside(a, b) | beside(b, a))


@few
@given(studies)
def test_overlap_counts_each_pair_of_codings_that_share_a_character(codings: list[Coding]) -> None:
    table = cooccurrence(study_of(*codings), within="overlap")
    shared = sum(
        one.transcript == other.transcript
        and one.code != other.code
        and one.span.overlaps(other.span)
        for one in codings
        for other in codings
    )

    assert table.to_numpy().sum() == shared


@few
@given(studies, st.sampled_from(EVERY), st.sampled_from([None, 1]))
def test_counts_are_symmetric_and_pairs_repeat_them_within_bounds(
    codings: list[Coding], within: Within, level: int | None
) -> None:
    found = study_of(*codings)
    table = cooccurrence(found, within=within, level=level)

    assert table.equals(table.T)
    for row in pairs(found, within=within, level=level).to_dict("records"):
        assert row["together"] == table.loc[row["code_a"], row["code_b"]]
        assert row["coefficient"] == row["both"] / row["either"]
        assert 0 < row["both"] <= row["either"] <= row["a"] + row["b"]
        assert 1 <= row["cases"] <= 2
        if within != "overlap":
            assert row["both"] == row["together"]


@few
@given(studies, st.sampled_from(EVERY), st.randoms(use_true_random=False))
def test_the_order_of_codings_and_cases_does_not_matter(
    codings: list[Coding], within: Within, random: object
) -> None:
    found = study_of(*codings)
    random.shuffle(codings)  # type: ignore[attr-defined] # hypothesis gives a Random
    other = replace(found, codings=tuple(codings), cases=found.cases[::-1])

    assert pairs(found, within=within).equals(pairs(other, within=within))


@few
@given(studies)
def test_no_turns_apart_is_the_same_turn(codings: list[Coding]) -> None:
    found = study_of(*codings)

    assert pairs(found, within=0).equals(pairs(found, within="turn"))

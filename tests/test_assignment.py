"""Who codes what: the sample that all code, the rest dealt out, and how far each has come."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode import turns
from qualcode.assignment import Assignment, how_many, plan, progress, sentence_counts
from qualcode.errors import DecisionError
from qualcode.language.sentences import segments
from qualcode.model import Case, Coding, Settings, Span, Study, Transcript

CODERS = ("Lan", "Minh", "Hoa")


def study_of(
    lengths: Sequence[int],
    types: Sequence[str] = (),
    assigned: Mapping[str, tuple[str, ...]] | None = None,
) -> Study:
    """A study with one transcript for each number of sentences."""
    talks = tuple(
        turns.parse(f"t{number:02}", "PVV: Mời bác kể.\nNTL: " + "Vâng, tôi kể. " * length)
        for number, length in enumerate(lengths)
    )
    kinds = [*types, *("PVS",) * (len(lengths) - len(types))]
    return Study(
        Settings(),
        transcripts=talks,
        cases=tuple(Case(t.name, {"type": k}) for t, k in zip(talks, kinds, strict=True)),
        segments=tuple(segment for talk in talks for segment in segments(talk)),
        assigned=assigned or {},
    )


def twice(planned: Sequence[Assignment]) -> set[str]:
    return {one.transcript for one in planned if one.twice}


def load(planned: Sequence[Assignment]) -> Counter[str]:
    counted: Counter[str] = Counter(dict.fromkeys(CODERS, 0))
    for one in planned:
        counted.update(dict.fromkeys(one.coders, one.sentences))
    return counted


def test_work_is_counted_in_respondents_sentences() -> None:
    assert sentence_counts(study_of([3, 0, 1])) == {"t00": 3, "t01": 0, "t02": 1}


def test_every_transcript_goes_to_one_coder_and_a_sample_to_all() -> None:
    planned = plan(study_of([5] * 9), CODERS, double=3, by=["type"])
    assert [one.transcript for one in planned] == [f"t{number:02}" for number in range(9)]
    assert {len(one.coders) for one in planned if not one.twice} == {1}
    assert {one.coders for one in planned if one.twice} == {CODERS}
    assert load(planned) == {"Lan": 25, "Minh": 25, "Hoa": 25}


def test_a_long_transcript_is_outweighed_by_several_short_ones() -> None:
    assert sorted(load(plan(study_of([6, 2, 2, 2, 6]), CODERS)).values()) == [6, 6, 6]


def test_seats_go_by_sainte_lague_divisors() -> None:
    # 53, 24 and 23 for 7 seats give 3, 2, 2: the example of the method's usual descriptions.
    kinds = ["A"] * 53 + ["B"] * 24 + ["C"] * 23
    drawn = [one.stratum for one in plan(study_of([1] * 100, kinds), CODERS, double=7) if one.twice]
    assert Counter(stratum[0] for stratum in drawn) == {"A": 3, "B": 2, "C": 2}


def test_a_small_stratum_has_at_least_one() -> None:
    kinds = ["IDI"] * 18 + ["KII"] + ["FGD"]
    planned = plan(study_of([1] * 20, kinds), CODERS, double=3, by=["type"])
    assert {one.stratum for one in planned if one.twice} == {("IDI",), ("KII",), ("FGD",)}


def test_with_fewer_than_there_are_strata_the_largest_come_first() -> None:
    kinds = ["KII", *["IDI"] * 5, *["FGD"] * 3]
    planned = plan(study_of([1] * 9, kinds), CODERS, double=2, by=["type"])
    assert {one.stratum for one in planned if one.twice} == {("IDI",), ("FGD",)}


def test_another_seed_draws_another_sample_and_the_same_seed_the_same() -> None:
    study = study_of([1] * 20)
    assert plan(study, CODERS, double=4, seed=7) == plan(study, CODERS, double=4, seed=7)
    assert len({frozenset(twice(plan(study, CODERS, double=4, seed=n))) for n in range(9)}) > 1


def test_what_is_planned_once_is_not_planned_again() -> None:
    study = study_of([4, 1, 7, 2, 2, 9])
    first = plan(study, CODERS, double=2)
    after = replace(study, assigned={one.transcript: one.coders for one in first})
    again = plan(after, CODERS, double=2, seed=99)
    assert {one.new for one in again} == {()}
    assert [one.coders for one in again] == [one.coders for one in first]


def test_a_transcript_that_came_later_goes_to_who_has_least() -> None:
    study = study_of([4, 4, 2, 1], assigned={"t00": ("Lan",), "t01": ("Minh",), "t02": ("Hoa",)})
    assert [one.new for one in plan(study, CODERS)] == [(), (), (), ("Hoa",)]


def test_the_sample_grows_by_those_who_have_not_coded_a_transcript_yet() -> None:
    [one] = plan(study_of([4], assigned={"t00": ("Hoa",)}), CODERS, double=1)
    assert (one.coders, one.new, one.twice) == (("Hoa", "Lan", "Minh"), ("Lan", "Minh"), True)


lengths = st.lists(st.integers(0, 6), min_size=1, max_size=12)


@given(lengths, st.data())
def test_the_sample_has_its_size_and_nobody_much_more_than_another(
    sizes: list[int], data: st.DataObject
) -> None:
    double = data.draw(st.integers(0, len(sizes)))
    kinds = data.draw(st.lists(st.sampled_from("ABC"), min_size=len(sizes), max_size=len(sizes)))
    planned = plan(
        study_of(sizes, kinds), CODERS, double=double, by=["type"], seed=data.draw(st.integers())
    )
    assert len(twice(planned)) == double
    assert all(one.coders for one in planned)
    strata = {one.stratum for one in planned}
    assert len({one.stratum for one in planned if one.twice}) == min(double, len(strata))
    counted = load(planned).values()
    longest = max((one.sentences for one in planned if not one.twice), default=0)
    assert max(counted) - min(counted) <= longest


@pytest.mark.parametrize(
    ("written", "of", "number"),
    [("20%", 18, 4), ("20 %", 20, 4), ("0%", 9, 0), ("100%", 9, 9), ("3", 18, 3), ("30", 18, 18)],
)
def test_a_share_is_rounded_up_and_a_number_is_no_more_than_there_are(
    written: str, of: int, number: int
) -> None:
    assert how_many(written, of) == number


@pytest.mark.parametrize("written", ["", "half", "-1", "101%", "1.5", "20%%", "٣"])
def test_what_is_neither_number_nor_share_is_refused(written: str) -> None:
    with pytest.raises(DecisionError, match="--double"):
        how_many(written, 10)


def test_coders_are_named_once_each_and_at_least_one() -> None:
    [one] = plan(study_of([1]), (" Lan ", "Lan", "", "Minh"), double=1)
    assert one.coders == ("Lan", "Minh")
    with pytest.raises(DecisionError, match="--to"):
        plan(study_of([1]), (" ",))
    with pytest.raises(DecisionError, match="two coders"):
        plan(study_of([1]), ("Lan",), double=1)


def test_an_attribute_that_no_case_has_is_refused_with_those_there_are() -> None:
    with pytest.raises(DecisionError, match="there are: type"):
        plan(study_of([1]), CODERS, double=1, by=["tpye"])


def test_progress_counts_read_turns_and_sentences_without_open_proposals(
    transcript: Transcript,
) -> None:
    """
    PVV: Bác có biết không?
    NTL: Tôi không biết. Tôi chưa nghe. Nhà tôi xa.
    PVV: Còn gì không ạ?
    NTL: Hết rồi. Cảm ơn.
    """
    first, second, third = (
        Span(start := transcript.text.index(words), start + len(words))
        for words in ("Tôi không biết.", "Tôi chưa nghe.", "Nhà tôi xa.")
    )
    study = Study(
        Settings(),
        transcripts=(transcript,),
        segments=segments(transcript),
        codings=(
            Coding("t1", 2, first, "a", status="accepted"),
            Coding("t1", 2, second, "a", status="accepted"),
            Coding("t1", 2, second, "b"),
        ),
        rejected=(Coding("t1", 2, third, "a", status="rejected"),),
        seen={("t1", 4): ("Minh",)},
    )
    [lan] = progress(study, "Lan", ["t1", "gone"])
    [minh] = progress(study, "Minh", ["t1"])
    assert (lan.reviewed, lan.sentences) == (2, 5)
    assert (minh.reviewed, minh.sentences) == (4, 5)

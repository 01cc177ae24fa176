"""Verdicts on themes, against the vectors of tests/data/triangulation.json and by rule."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from types import FrameType
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pandas import DataFrame

from qualcode.model import (
    Bilingual,
    Case,
    Code,
    Codebook,
    Coding,
    Settings,
    Span,
    Study,
    Transcript,
    Turn,
    Valence,
)
from qualcode.proportions import wilson
from qualcode.triangulation import (
    VERDICT_LABELS,
    DataSet,
    Thresholds,
    Verdict,
    assess,
    compare,
    judge,
    triangulate,
)

VECTORS = json.loads((Path(__file__).parent / "data" / "triangulation.json").read_text("utf-8"))


def as_sets(datasets: Mapping[str, Mapping[str, Any]]) -> dict[str, DataSet]:
    return {
        name: DataSet(**{**fields, "examples": frozenset(fields["examples"])})
        for name, fields in datasets.items()
    }


def as_vector(verdict: Verdict) -> dict[str, object]:
    return {
        "verdict": verdict.verdict,
        "silent": list(verdict.silent),
        "not_asked": list(verdict.not_asked),
        "pairs": {f"{one}|{other}": label for (one, other), label in verdict.pairs.items()},
        "cells": {
            name: {
                "state": cell.state,
                "prominence": None if cell.prominence is None else round(float(cell.prominence), 6),
                "band": cell.band,
                "direction": cell.direction,
                "ci": cell.interval and [round(edge, 6) for edge in cell.interval],
            }
            for name, cell in verdict.cells.items()
        },
        "fragile": list(verdict.fragile),
    }


@pytest.mark.parametrize("theme", VECTORS["themes"], ids=lambda theme: theme["id"])
def test_the_verdict_is_that_of_the_vectors(theme: Mapping[str, Any]) -> None:
    assert as_vector(judge(as_sets(theme["datasets"]))) == theme["expected"]


def test_the_default_thresholds_are_those_of_the_vectors() -> None:
    few, some = VECTORS["params"]["band_edges"]
    limits = Thresholds()

    assert [float(limits.few_below), float(limits.some_below)] == [few, some]
    assert float(limits.prominence_tolerance) == VECTORS["params"]["prom_tol"]
    assert float(limits.direction_cut) == VECTORS["params"]["dir_cut"]
    assert float(limits.examples_cut) == VECTORS["params"]["jaccard_cut"]
    assert limits.min_asked == VECTORS["params"]["min_asked"]


def barrier(mention: int, asked: int, *examples: str) -> DataSet:
    return DataSet(asked, mention, neg=mention, examples=frozenset(examples))


def verdict_on(*sets: DataSet) -> str:
    return judge({f"s{number}": data for number, data in enumerate(sets)}).verdict


def test_a_source_that_was_not_asked_is_no_silence() -> None:
    found = judge({"KII": DataSet(0, 0), "FGD": barrier(3, 10)})

    assert (found.verdict, found.not_asked, found.silent) == ("single_source", ("KII",), ())
    assert found.cells["KII"].prominence is None
    assert found.pairs == {}


def test_nobody_mentioning_it_is_no_finding() -> None:
    assert verdict_on(DataSet(12, 0), DataSet(10, 0)) == "no_finding"


def test_no_source_at_all_is_no_finding() -> None:
    assert verdict_on() == "no_finding"
    assert verdict_on(DataSet(0, 0), DataSet(0, 0)) == "no_finding"


def test_one_of_three_mentioning_it_is_silence() -> None:
    assert verdict_on(DataSet(12, 0), barrier(4, 10), DataSet(6, 0)) == "silence"


def test_fewer_cases_than_the_minimum_is_not_asked() -> None:
    sets = {"KII": barrier(2, 2), "FGD": barrier(3, 10)}

    assert judge(sets, Thresholds(min_asked=3)).not_asked == ("KII",)


@pytest.mark.parametrize(
    ("mention", "asked", "band"),
    [
        (1, 4, "few"),
        (1, 3, "some"),
        (333, 1000, "few"),
        (2, 3, "most"),
        (666, 1000, "some"),
        (4, 6, "most"),
        (6, 18, "some"),
    ],
)
def test_a_third_is_some_and_two_thirds_are_most(mention: int, asked: int, band: str) -> None:
    assert assess(barrier(mention, asked)).band == band


@pytest.mark.parametrize(
    ("pos", "neg", "mixed", "direction"),
    [
        (2, 1, 0, "+"),
        (1, 2, 0, "-"),
        (1, 0, 2, "+"),
        (1, 1, 0, "~"),
        (0, 1, 3, "~"),
        (0, 0, 2, "~"),
        (0, 0, 0, "na"),
    ],
)
def test_a_balance_of_a_third_is_a_direction(
    pos: int, neg: int, mixed: int, direction: str
) -> None:
    assert assess(DataSet(9, 4, pos, neg, mixed)).direction == direction


@pytest.mark.parametrize(
    ("first", "second"),
    [((3, 10), (5, 10)), ((6, 10), (8, 10)), ((1, 10), (3, 10)), ((13, 20), (17, 20))],
)
def test_a_gap_of_exactly_a_fifth_is_none(first: tuple[int, int], second: tuple[int, int]) -> None:
    assert verdict_on(barrier(*first), barrier(*second)) == "agreement"


def test_a_gap_over_a_fifth_within_one_band_is_none() -> None:
    assert verdict_on(barrier(7, 10), barrier(10, 10)) == "agreement"


def test_examples_shared_by_half_are_the_same() -> None:
    assert verdict_on(barrier(8, 10, "a", "b"), barrier(8, 10, "a")) == "agreement"
    assert verdict_on(barrier(8, 10, "a", "b", "c"), barrier(8, 10, "a")) == "partial"


def test_other_meaning_and_other_examples_are_dissonance() -> None:
    mixed = DataSet(10, 8, mixed=8, examples=frozenset({"a"}))

    assert verdict_on(mixed, barrier(8, 10, "b")) == "dissonance"


def test_other_meaning_and_the_same_examples_agree_in_part() -> None:
    mixed = DataSet(10, 8, mixed=8, examples=frozenset({"a"}))

    assert verdict_on(mixed, barrier(8, 10, "a")) == "partial"


def test_opposed_directions_are_dissonance_whatever_else_is_the_same() -> None:
    good = DataSet(10, 8, pos=8, examples=frozenset({"a"}))

    assert verdict_on(good, barrier(8, 10, "a")) == "dissonance"


def test_other_meaning_alone_agrees_in_part_without_examples() -> None:
    assert verdict_on(DataSet(10, 8, mixed=8), barrier(8, 10)) == "partial"


def test_prominence_is_not_compared_between_ways_of_asking() -> None:
    prompted = replace(barrier(1, 10), elicitation="prompted")

    assert verdict_on(prompted, barrier(9, 10)) == "agreement"


def test_prominence_is_not_compared_between_sources_that_mix_ways_of_asking() -> None:
    """By province, each source may hold interviews and survey answers."""
    mix = [replace(barrier(mention, 10), elicitation="various") for mention in (1, 9)]

    assert verdict_on(*mix) == "agreement"


def test_the_worst_pair_of_those_that_mention_decides() -> None:
    found = judge(
        {"a": barrier(9, 10), "b": barrier(9, 10), "c": barrier(1, 10), "d": DataSet(5, 0)}
    )

    assert (found.verdict, found.silent) == ("partial", ("d",))


def test_the_wilson_interval_is_that_of_the_published_example() -> None:
    """Newcombe RG, Statistics in Medicine 1998;17:857-872, table I, method 3: 81/263, 15/148."""
    assert [round(edge, 4) for edge in wilson(81, 263)] == [0.2553, 0.3662]
    assert [round(edge, 4) for edge in wilson(15, 148)] == [0.0624, 0.1605]
    assert [round(edge, 4) for edge in wilson(0, 20)] == [0, 0.1611]
    assert [round(edge, 4) for edge in wilson(1, 29)] == [0.0061, 0.1718]


def test_every_verdict_has_a_label_in_both_languages() -> None:
    assert all(label.vi and label.en for label in VERDICT_LABELS.values())
    assert {theme["expected"]["verdict"] for theme in VECTORS["themes"]} < set(VERDICT_LABELS)


def test_the_thresholds_are_said_in_both_languages() -> None:
    said = Thresholds(prominence_tolerance=Fraction(1, 4)).describe()

    assert "1/4" in said.vi
    assert "1/4" in said.en


data_sets = st.integers(0, 12).flatmap(
    lambda asked: st.integers(0, asked).flatmap(
        lambda mention: st.builds(
            lambda split, examples: DataSet(
                asked,
                mention,
                pos=min(split),
                neg=max(split) - min(split),
                mixed=mention - max(split),
                examples=frozenset(examples) if mention else frozenset(),
            ),
            st.tuples(st.integers(0, mention), st.integers(0, mention)),
            st.sets(st.sampled_from("abc")),
        )
    )
)


@settings(max_examples=60, deadline=None)
@given(st.lists(data_sets, min_size=1, max_size=4), st.randoms(use_true_random=False))
def test_the_order_of_sources_changes_no_verdict(sets: list[DataSet], random: Any) -> None:
    named = {f"s{number}": data for number, data in enumerate(sets)}
    names = sorted(named, key=lambda _: random.random())

    found, other = judge(named), judge({name: named[name] for name in names})

    assert (found.verdict, found.fragile) == (other.verdict, other.fragile)


@settings(max_examples=60, deadline=None)
@given(st.lists(data_sets, max_size=5))
def test_fragile_is_every_change_of_one_case_that_gives_another_verdict(
    sets: list[DataSet],
) -> None:
    named = {f"s{number}": data for number, data in enumerate(sets)}
    changed = {
        f"{name}{change:+d}": {**named, name: replace(data, mention=data.mention + change)}
        for name, data in named.items()
        for change in (1, -1)
        if 0 <= data.mention + change <= data.asked
    }
    found = judge(named)

    assert found.fragile == tuple(
        name for name, other in changed.items() if judge(other).verdict != found.verdict
    )


def comparisons_for(sources: int) -> int:
    """Return how many pairs are compared to judge a theme on which so many sources differ."""
    sets = {f"s{n}": barrier(5 + n % 5, 10, "a", f"b{n % 3}") for n in range(sources)}
    calls = 0

    def count(frame: FrameType, event: str, _: object) -> None:
        nonlocal calls
        calls += event == "call" and frame.f_code is compare.__code__

    sys.setprofile(count)
    try:
        judge(sets)
    finally:
        sys.setprofile(None)
    return calls


def test_twice_the_sources_take_four_times_the_comparisons_and_not_eight() -> None:
    few, many = comparisons_for(20), comparisons_for(40)

    assert few >= 20 * 19 / 2
    assert many < 5 * few


@settings(max_examples=60, deadline=None)
@given(data_sets)
def test_a_source_agrees_with_its_equal(data: DataSet) -> None:
    assert verdict_on(data, data) == ("agreement" if data.mention else "no_finding")


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 50), st.integers(1, 50))
def test_the_interval_holds_the_share(count: int, more: int) -> None:
    total = count + more
    low, high = wilson(count, total)

    assert 0 <= low <= count / total <= high <= 1


# A study's table


def book(*codes: str) -> Codebook:
    group = Code("money", Bilingual("Tiền", "Money"))
    return Codebook(
        "test", "1", tuple(Code(c, Bilingual(f"vi {c}", f"en {c}")) for c in codes), (group,)
    )


def coding(case: str, code: str, valence: Valence = "barrier", start: int = 0) -> Coding:
    return Coding(case, 1, Span(start, start + 5), code, valence)


def study_of(cases: Mapping[str, str], *codings: Coding) -> Study:
    turn = Turn(1, "NTL", "respondent", Span(0, 50))
    return Study(
        Settings(),
        (book("money.income", "money.cost", "other"),),
        tuple(Transcript(name, "a" * 50, (turn,)) for name in cases),
        tuple(Case(name, {"type": kind}) for name, kind in cases.items()),
        codings=codings,
    )


def source_columns(table: DataFrame) -> list[str]:
    """The columns between the labels and the verdict."""
    names = [str(name) for name in table.columns]
    return names[names.index("label_en") + 1 : names.index("verdict")]


FOUR = {"k1": "KII", "k2": "KII", "f1": "FGD", "f2": "FGD"}
ALL_ASKED = {name: frozenset({"money", "other"}) for name in FOUR}


def test_a_row_says_mentions_of_asked_by_source() -> None:
    study = study_of(FOUR, coding("k1", "money.income"), coding("f1", "money.income"))

    table = triangulate(study, "type", ALL_ASKED).set_index("code")

    assert list(table.columns) == [
        "label_vi",
        "label_en",
        "KII",
        "FGD",
        "verdict",
        "verdict_vi",
        "verdict_en",
        "silent",
        "not_asked",
        "fragile",
        "confirmed",
        "pairs",
        "concluded",
        "concluded_vi",
        "concluded_en",
        "reason",
        "concluded_by",
        "concluded_then",
        "changed",
    ]
    assert table.loc["money.income"].to_dict() == {
        "label_vi": "vi money.income",
        "label_en": "en money.income",
        "KII": "1/2",
        "FGD": "1/2",
        "verdict": "agreement",
        "verdict_vi": "Thống nhất",
        "verdict_en": "Agreement",
        "silent": "",
        "not_asked": "",
        "fragile": "FGD+1; FGD-1; KII+1; KII-1",
        "confirmed": "0/2",
        "pairs": "",
        "concluded": "",
        "concluded_vi": "",
        "concluded_en": "",
        "reason": "",
        "concluded_by": "",
        "concluded_then": "",
        "changed": "",
    }


def test_a_row_says_how_many_of_its_codings_a_person_has_confirmed() -> None:
    study = study_of(
        FOUR,
        replace(coding("k1", "money.income"), status="accepted"),
        replace(coding("f1", "money.cost"), status="added"),
        coding("f2", "money.cost"),
        replace(coding("nobody", "money.cost"), status="accepted"),
    )
    table = triangulate(study, "type", ALL_ASKED).set_index("code")

    assert table["confirmed"].to_dict() == {
        "money": "2/3",
        "money.income": "1/1",
        "money.cost": "1/2",
        "other": "0/0",
    }


def test_pairs_that_agree_or_are_both_silent_are_not_listed() -> None:
    study = study_of(
        {"a": "A", "b": "B", "c": "C", "d": "D", "e": "E"},
        coding("a", "other"),
        coding("b", "other"),
        coding("c", "other", "enabler"),
    )
    asked = {name: frozenset({"other"}) for name in "abcde"}

    row = triangulate(study, "type", asked).set_index("code").loc["other"]

    assert row["pairs"].split("; ") == [
        "A (−) – C (+): dissonance",
        "A (−) – D: silence",
        "A (−) – E: silence",
        "B (−) – C (+): dissonance",
        "B (−) – D: silence",
        "B (−) – E: silence",
        "C (+) – D: silence",
        "C (+) – E: silence",
    ]


def test_a_familys_row_stands_before_its_codes() -> None:
    table = triangulate(study_of(FOUR), "type", ALL_ASKED)

    assert list(table["code"]) == ["money", "money.income", "money.cost", "other"]
    assert list(table["label_vi"])[:2] == ["Tiền", "vi money.income"]


def test_a_case_mentions_a_family_once_and_its_codes_are_the_examples() -> None:
    study = study_of(
        FOUR,
        coding("k1", "money.income"),
        coding("k1", "money.cost", start=10),
        coding("f1", "money.cost"),
        coding("f2", "other"),
    )
    table = triangulate(study, "type", ALL_ASKED).set_index("code")

    assert (table.loc["money", "KII"], table.loc["money", "verdict"]) == ("1/2", "agreement")


def test_a_family_of_which_sources_name_other_codes_agrees_in_part() -> None:
    study = study_of(FOUR, coding("k1", "money.income"), coding("f1", "money.cost"))

    table = triangulate(study, "type", ALL_ASKED).set_index("code")

    assert table.loc["money", "verdict"] == "partial"


def test_a_mention_counts_as_asked_even_if_nobody_asked() -> None:
    study = study_of(FOUR, coding("k1", "other"))

    row = triangulate(study, "type", {}).set_index("code").loc["other"]

    assert (row["KII"], row["FGD"], row["not_asked"]) == ("1/1", "0/0", "FGD")


def test_a_case_without_a_transcript_was_not_asked() -> None:
    study = study_of(FOUR, coding("f1", "other"))
    study = replace(study, transcripts=study.transcripts[2:])

    row = triangulate(study, "type", ALL_ASKED).set_index("code").loc["other"]

    assert (row["KII"], row["verdict"]) == ("0/0", "single_source")


def test_a_case_that_says_both_leans_to_neither_side() -> None:
    study = study_of(
        FOUR, coding("k1", "other"), coding("k1", "other", "enabler", 10), coding("f1", "other")
    )

    row = triangulate(study, "type", ALL_ASKED).set_index("code").loc["other"]

    assert row["pairs"] == "KII (±) – FGD (−): partial"


def test_a_neutral_coding_mentions_without_leaning() -> None:
    cases = {"k1": "KII", "f1": "FGD", "i1": "IDI"}
    study = study_of(cases, coding("k1", "other", "neutral"), coding("f1", "other", "enabler"))
    asked = {"i1": frozenset({"other"})}

    row = triangulate(study, "type", asked).set_index("code").loc["other"]

    assert row["pairs"] == "KII – IDI: silence; FGD (+) – IDI: silence"


def test_a_survey_is_prompted_and_its_prominence_not_compared() -> None:
    cases = {"s1": "survey", "s2": "survey", "s3": "survey", "s4": "survey", "f1": "FGD"}
    study = study_of(cases, coding("s1", "other"), coding("f1", "other"))
    asked = {name: frozenset({"other"}) for name in cases}

    row = triangulate(study, "type", asked).set_index("code").loc["other"]

    assert (row["survey"], row["FGD"], row["verdict"]) == ("1/4", "1/1", "agreement")


@pytest.mark.parametrize("value", ["code", "pairs", "label_vi", "verdict"])
def test_a_source_named_as_a_column_gets_a_column_of_its_own(value: str) -> None:
    study = study_of({"k1": value, "f1": "FGD"}, coding("k1", "other"))

    table = triangulate(study, "type", ALL_ASKED)

    assert table.columns.is_unique
    assert source_columns(table) == [f"{value} (type)", "FGD"]
    row = table.set_index("code").loc["other"]
    assert (row[f"{value} (type)"], row["silent"]) == ("1/1", "FGD")


def test_sources_that_would_get_one_name_stay_apart() -> None:
    study = study_of({"k1": "code", "k2": "code (type)", "f1": "a; b", "f2": "a, b"})

    assert source_columns(triangulate(study, "type", {})) == [
        "code (type)",
        "code (type) (type)",
        "a, b",
        "a, b (type)",
    ]


def test_a_list_of_sources_is_parted_by_semicolons_alone() -> None:
    study = study_of(
        {"k1": "nông dân; ngư dân", "f1": "x: partial; y"}, coding("k1", "other", "enabler")
    )

    row = triangulate(study, "type", {"f1": frozenset({"other"})}).set_index("code").loc["other"]

    assert row["silent"].split("; ") == ["x: partial, y"]
    assert row["pairs"].split("; ") == ["nông dân, ngư dân (+) – x: partial, y: silence"]


def test_a_study_of_one_types_cases_keeps_method_and_group_apart() -> None:
    study = study_of(FOUR, coding("k1", "other"), coding("f1", "other"))
    groups = replace(study, cases=study.cases[2:])

    table = triangulate(groups, "type", ALL_ASKED)

    assert source_columns(table) == ["FGD"]


@pytest.mark.parametrize(
    "study",
    [Study(Settings()), Study(Settings(), (book("money.income"),)), study_of({"one": "KII"})],
    ids=["nothing", "codes only", "one case"],
)
def test_a_small_study_gives_a_table_without_gaps(study: Study) -> None:
    table = triangulate(study, "type", {})

    assert {"code", "verdict", "pairs"} < set(table.columns)
    assert not table.isna().to_numpy().any()
    assert set(table["verdict"]) <= {"no_finding", "single_source"}


def test_the_order_of_codings_changes_nothing() -> None:
    codings = [
        coding("k1", "money.income"),
        coding("f1", "money.cost", "enabler"),
        coding("f2", "other", "neutral"),
        coding("f1", "other"),
    ]
    one, other = study_of(FOUR, *codings), study_of(FOUR, *reversed(codings))

    assert triangulate(one, "type", ALL_ASKED).equals(triangulate(other, "type", ALL_ASKED))

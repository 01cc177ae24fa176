"""The published coefficients, on published data."""

from __future__ import annotations

import json
from math import isfinite
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.metrics import cohen_kappa_score

from qualcode.agreement.alpha import krippendorff_alpha
from qualcode.agreement.coefficients import (
    brennan_prediger,
    cohen_kappa,
    conger_kappa,
    fleiss_by_category,
    fleiss_kappa,
    gwet_ac1,
    percent,
    scott_pi,
)
from qualcode.agreement.labels_sets import DISTANCES, jaccard, masi, set_alpha
from qualcode.agreement.reasons import (
    CODED_ONCE,
    NO_CODER,
    NOT_TWO,
    ONE_CATEGORY,
    ONE_CODER,
    REASONS,
)
from qualcode.agreement.resampling import bootstrap, intervals, weights

CASES = {
    case["id"]: case
    for case in json.loads((Path(__file__).parent / "data" / "irr.json").read_text("utf-8"))[
        "cases"
    ]
}
MEASURES = {
    "krippendorff_alpha_nominal": krippendorff_alpha,
    "krippendorff_alpha": krippendorff_alpha,
    "exact_alpha": krippendorff_alpha,
    "exact_nominal": krippendorff_alpha,
    "krippendorff_alpha_ordinal": lambda data: krippendorff_alpha(data, "ordinal"),
    "exact_ordinal": lambda data: krippendorff_alpha(data, "ordinal"),
    "percent_agreement": percent,
    "cohen_kappa": cohen_kappa,
    "exact_cohen_kappa": cohen_kappa,
    "scott_pi": scott_pi,
    "fleiss_kappa_generalised": fleiss_kappa,
    "conger_kappa": conger_kappa,
    "gwet_ac1": gwet_ac1,
    "brennan_prediger": brennan_prediger,
    "exact_bp": brennan_prediger,
}
CHANCE = {
    "gwet_ac1": gwet_ac1,
    "fleiss": fleiss_kappa,
    "conger": conger_kappa,
    "bp": brennan_prediger,
}
PUBLISHED = [
    (key, name, value)
    for key, case in CASES.items()
    if key != "multilabel_9x2"
    for name, value in {**case["expected"], **case["expected"].get("computed", {})}.items()
    if name in MEASURES
]

FLEISS = """
333333 111444 122224 444444 111333 002222 222244 002223 003333 444444
033333 013333 111222 033333 113334 222224 000344 000001 113333 022444
444444 133333 113444 003333 033334 111113 000044 113333 022222 444444
"""
"""Fleiss, Psychological Bulletin 1971;76:378-382, table 1: 30 patients, 6 psychiatrists each."""
# Only how often each diagnosis was given counts, not by whom.
FLEISS_DATA = [[patient[coder] for patient in FLEISS.split()] for coder in range(6)]
DIAGNOSES = ("0", "1", "2", "3", "4")


@pytest.mark.parametrize(("id", "name", "expected"), PUBLISHED)
def test_a_published_value_comes_out(id: str, name: str, expected: float | None) -> None:
    found = MEASURES[name](CASES[id]["data"])

    if expected is None:
        assert found.value is None
        assert found.why in REASONS
    else:
        assert found.value == pytest.approx(expected, abs=CASES[id]["tolerance"] or 1e-12)


def test_every_figure_of_the_vectors_is_tested() -> None:
    others = {"pe", "pe_cohen", "r_se", "computed"}

    for key, case in CASES.items():
        if key != "multilabel_9x2":
            assert set(case["expected"]) <= set(MEASURES) | others


@pytest.mark.parametrize("name", sorted(CHANCE))
def test_chance_agreement_is_gwets(name: str) -> None:
    case = CASES["gwet2014_12x4"]

    assert CHANCE[name](case["data"]).expected == pytest.approx(
        case["expected"]["pe"][name], abs=1e-7
    )


@pytest.mark.parametrize("id", [i for i, c in CASES.items() if "pe_cohen" in c["expected"]])
def test_chance_agreement_is_cohens(id: str) -> None:
    expected = CASES[id]["expected"]["pe_cohen"]

    assert cohen_kappa(CASES[id]["data"]).expected == pytest.approx(expected, abs=0.006)


def test_fleiss_kappa_of_1971_overall_and_by_category() -> None:
    by_category = fleiss_by_category(FLEISS_DATA)

    assert fleiss_kappa(FLEISS_DATA).value == pytest.approx(0.430, abs=0.0005)
    assert [by_category[name].value for name in DIAGNOSES] == pytest.approx(
        [0.245, 0.245, 0.520, 0.471, 0.566], abs=0.0005
    )


def test_the_bootstrap_of_alpha_on_fleiss_1971() -> None:
    found = bootstrap(FLEISS_DATA, krippendorff_alpha, draws=5000, seed=12345)

    assert (found.low, found.high) == pytest.approx((0.322, 0.529), abs=0.0005)
    assert found.skipped == 0


@pytest.mark.parametrize(
    ("metric", "expected"),
    [("nominal", 0.743), ("ordinal", 0.815), ("interval", 0.849), ("ratio", 0.797)],
)
def test_alpha_of_krippendorff_2011_c_by_metric(metric: Any, expected: float) -> None:
    """Example C, with missing data; the other metrics are his example D."""
    data = [
        [1, 2, 3, 3, 2, 1, 4, 1, 2, None, None, None],
        [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, None, 3],
        [None, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, None],
        [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, None],
    ]

    assert krippendorff_alpha(data, metric).value == pytest.approx(expected, abs=0.0006)


def test_alpha_of_three_coders_with_gaps() -> None:
    """https://en.wikipedia.org/wiki/Krippendorff%27s_alpha: 3 coders, 15 units."""
    data = [
        [None, None, None, None, None, 3, 4, 1, 2, 1, 1, 3, 3, None, 3],
        [1, None, 2, 1, 3, 3, 4, 3, None, None, None, None, None, None, None],
        [None, None, 2, 1, 3, 4, 4, None, 2, 1, 1, 3, 3, None, 4],
    ]

    assert krippendorff_alpha(data).value == pytest.approx(0.691, abs=0.0005)
    assert krippendorff_alpha(data, "interval").value == pytest.approx(0.811, abs=0.0005)


@pytest.mark.parametrize("distance", ["masi", "jaccard"])
def test_alpha_over_sets_of_codes(distance: Any) -> None:
    case = CASES["multilabel_9x2"]
    found = set_alpha(case["data"], distance)

    assert found.value == pytest.approx(case["expected"][f"{distance}_alpha"], abs=1e-9)
    assert found.observed == pytest.approx(case["expected"][f"{distance}_Do"], abs=1e-9)
    assert found.expected == pytest.approx(case["expected"][f"{distance}_De"], abs=1e-9)


def test_alpha_over_sets_as_mere_names_and_code_by_code() -> None:
    case = CASES["multilabel_9x2"]
    sets = [[frozenset(one) for one in row] for row in case["data"]]

    assert krippendorff_alpha(sets).value == pytest.approx(
        case["expected"]["nominal_alpha_on_sets"], abs=1e-9
    )
    for code, expected in case["expected"]["per_code"].items():
        present = [[code in one for one in row] for row in sets]
        assert krippendorff_alpha(present).value == pytest.approx(expected["alpha"], abs=1e-9)
        assert cohen_kappa(present).value == pytest.approx(expected["kappa"], abs=1e-9)
        assert percent(present).value == pytest.approx(expected["pa"], abs=1e-9)


def test_two_empty_sets_are_the_same() -> None:
    assert masi((), ()) == jaccard((), ()) == 0


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [("ab", "ab", 0), ("a", "ab", 1 - 2 / 3 / 2), ("ab", "bc", 1 - 1 / 3 / 3), ("a", "b", 1)],
)
def test_masi_weighs_how_two_sets_lie_to_each_other(one: str, other: str, expected: float) -> None:
    """Passonneau 2006: 1 if equal, 2/3 if one holds the other, 1/3 if they overlap, 0 if apart."""
    assert masi(one, other) == pytest.approx(expected)


ALL = (percent, fleiss_kappa, conger_kappa, gwet_ac1, brennan_prediger, krippendorff_alpha)


@pytest.mark.parametrize("measure", [*ALL, cohen_kappa, scott_pi])
@pytest.mark.parametrize(
    ("data", "why"),
    [
        ([], NO_CODER),
        ([[None, None], [None, None]], NO_CODER),
        ([["yes", "no"]], ONE_CODER),
        ([["yes", "no"], [None, None]], ONE_CODER),
        ([["yes", None], [None, "no"]], CODED_ONCE),
        ([[], []], NO_CODER),
    ],
)
def test_what_can_not_be_compared_has_no_value_but_a_reason(
    measure: Any, data: Any, why: str
) -> None:
    found = measure(data)

    assert found.value is None
    assert found.why == why


@pytest.mark.parametrize("measure", ALL[1:])
def test_one_category_leaves_chance_undefined(measure: Any) -> None:
    found = measure([["no"] * 5, ["no"] * 5])

    assert (found.value, found.why, found.observed) == (
        None,
        ONE_CATEGORY,
        0 if measure is krippendorff_alpha else 1,
    )


def test_brennan_prediger_knows_a_category_that_nobody_used() -> None:
    found = brennan_prediger([["no"] * 5, ["no"] * 5], categories=("yes", "no"))

    assert found.value == 1


def test_cohens_kappa_is_for_two() -> None:
    assert cohen_kappa([["a", "b"]] * 3).why == NOT_TWO


@pytest.mark.parametrize("kappa", [cohen_kappa, scott_pi])
def test_who_judged_nothing_is_no_third_coder(kappa: Any) -> None:
    two = [["a", "b", "a", None], ["a", "b", "b", "a"]]

    assert kappa([*two, [None] * 4]) == kappa(two)
    assert kappa(two).value is not None


def test_a_row_that_is_too_short_is_refused() -> None:
    with pytest.raises(ValueError, match="each unit"):
        percent([["a", "b"], ["a"]])


two_or_more = st.integers(2, 12).flatmap(
    lambda units: st.lists(
        st.lists(st.sampled_from(["a", "b", "c", None]), min_size=units, max_size=units),
        min_size=2,
        max_size=4,
    )
)


@given(two_or_more, st.randoms(use_true_random=False))
def test_the_order_of_coders_and_units_is_nothing_to_agreement(data: Any, draw: Any) -> None:
    units = list(zip(*data, strict=True))
    draw.shuffle(units)
    other = [list(row) for row in zip(*units, strict=True)]
    draw.shuffle(other)

    for measure in ALL:
        one, same = measure(data), measure(other)
        assert one.why == same.why
        assert one.value == pytest.approx(same.value) if one.value is not None else not same.value


@given(two_or_more)
def test_every_coefficient_is_a_number_up_to_one_or_has_a_reason(data: Any) -> None:
    for measure in ALL:
        found = measure(data)
        assert (found.value is None) == bool(found.why)
        assert found.value is None or (isfinite(found.value) and found.value <= 1 + 1e-12)


@given(
    st.lists(st.sampled_from("abc"), min_size=2, max_size=20).filter(lambda row: len({*row}) > 1)
)
def test_who_says_the_same_agrees_fully(row: list[str]) -> None:
    for measure in ALL:
        assert measure([row, row, row]).value == pytest.approx(1)


@given(st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from("abc")), min_size=2, max_size=30))
def test_cohens_kappa_is_sklearns(pairs: list[tuple[str, str]]) -> None:
    first, second = zip(*pairs, strict=True)
    found = cohen_kappa([first, second])

    if found.value is not None:
        assert found.value == pytest.approx(cohen_kappa_score(first, second))


@given(st.frozensets(st.sampled_from("abcd")), st.frozensets(st.sampled_from("abcd")))
def test_distances_of_sets_are_symmetric_and_within_one(one: Any, other: Any) -> None:
    for distance in DISTANCES.values():
        assert distance(one, other) == distance(other, one)
        assert 0 <= distance(one, other) <= 1
        assert (distance(one, other) == 0) == (one == other)


def test_a_draw_is_of_as_many_transcripts_as_there_are() -> None:
    found = weights(7, 50, seed=1)

    assert (found.sum(axis=1) == 7).all()
    assert (found == weights(7, 50, seed=1)).all()


def test_undefined_draws_are_skipped_and_counted() -> None:
    """Where only one of three transcripts has the code, many draws leave it out."""
    data = [["yes", "no", "no", "no", "no", "no"], ["yes", "no", "no", "no", "no", "no"]]
    found = bootstrap(data, krippendorff_alpha, clusters="aabbcc", draws=1000, seed=1)

    assert 200 < found.skipped < 400  # (2/3)³ of them
    assert (found.low, found.high) == (1, 1)


def test_one_transcript_gives_no_interval() -> None:
    found = bootstrap([["a", "b"], ["a", "b"]], percent, clusters="tt", draws=100)

    assert (found.low, found.high, found.why) == (None, None, "one_transcript")


def test_an_interval_is_the_percentiles_of_the_defined_draws() -> None:
    import numpy as np

    values = np.concatenate([np.arange(101.0), [np.nan] * 5])[:, None]
    found = intervals(values)[0]

    assert (found.low, found.high, found.skipped) == (2.5, 97.5, 5)

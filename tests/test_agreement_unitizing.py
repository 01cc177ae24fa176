"""Where units begin and end: alpha of unitized continua."""

from __future__ import annotations

import json
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.agreement.continua import alpha_u
from qualcode.agreement.reasons import (
    ALL_OR_NOTHING,
    CODED_ONCE,
    ONE_CATEGORY,
    ONE_CODER,
    TOO_LITTLE,
)
from qualcode.agreement.unitizing import unitized

DATA = json.loads((Path(__file__).parent / "data" / "irr_unitizing.json").read_text("utf-8"))
CASES = {case["id"]: case for case in DATA["cases"]}
# Gamma (Mathet 2015) is a Monte-Carlo measure that qualcode doesn't have.
FAMILY = [key for key in CASES if key.startswith("ualpha")]
OLDER = CASES["krippendorff2004_alphaU"]


def units(rows: Any) -> Any:
    return [[tuple(unit) for unit in row] for row in rows]


@pytest.mark.parametrize("id", FAMILY)
def test_the_u_alpha_family(id: str) -> None:
    case = CASES[id]
    found, expected = unitized(units(case["data"]), case["length"]), case["expected"]

    exact = {"abs": case["tolerance"]}
    assert found.u_alpha.value == pytest.approx(expected["u_alpha"], **exact)
    assert found.bar_u_alpha.value == pytest.approx(expected["bar_u_alpha"], **exact)
    assert found.cu_alpha.value == pytest.approx(expected["cu_alpha"], **exact)
    assert found.cu_coverage == pytest.approx(expected["cu_coverage"], **exact)
    assert {value: one.value for value, one in found.k_u_alpha.items()} == pytest.approx(
        expected["k_u_alpha"], **exact
    )


@pytest.mark.parametrize("kind", ["published", "exact"])
def test_the_older_alpha_of_krippendorff_2004_p_254(kind: str) -> None:
    rows = [[(start, start + length, value) for start, length, value in r] for r in OLDER["data"]]
    found = alpha_u(rows, OLDER["begin"], OLDER["length"])
    expected = OLDER["expected"][kind]
    near = OLDER["tolerance"] if kind == "published" else 1e-12

    assert found.overall.value == pytest.approx(expected["overall"], abs=near)
    for name in "ck":
        one = found.categories[name]
        assert one.value == pytest.approx(expected[name]["alpha"], abs=near)
        assert one.observed == pytest.approx(expected[name]["Do"], abs=near)
        assert one.expected == pytest.approx(expected[name]["De"], abs=near)


@pytest.mark.parametrize(
    ("rows", "why"),
    [
        ([[], []], ALL_OR_NOTHING),
        ([[(0, 10, "a")], [(0, 10, "a")]], ALL_OR_NOTHING),
        ([[(0, 5, "a")]], ONE_CODER),
    ],
)
def test_where_chance_could_not_differ_there_is_no_alpha(rows: Any, why: str) -> None:
    assert unitized(rows, 10).bar_u_alpha.why == why


def test_values_that_never_meet_have_no_alpha() -> None:
    found = unitized([[(0, 2, "a")], [(5, 7, "b")]], 10)

    assert found.cu_alpha.why == CODED_ONCE
    assert found.k_u_alpha["a"].why == CODED_ONCE
    assert found.cu_coverage == 0


def test_one_value_alone_has_no_alpha_of_values() -> None:
    assert unitized([[(0, 2, "a")], [(1, 3, "a")]], 10).cu_alpha.why == ONE_CATEGORY


def test_what_several_units_cover_of_one_is_one_length_to_pair_by_chance() -> None:
    """
    0        10        20     One coder's a meets two units of the other's. None of its 20
    aaaaaaaaaaaaaaaaaaaabb    characters is paired with its own: 20² + 2², and 10² + 10² + 2².
    aaaaaaaaaabbbbbbbbbbbb
    """
    found = unitized(
        [[(0, 20, "a"), (20, 22, "b")], [(0, 10, "a"), (10, 20, "b"), (20, 22, "b")]], 30
    )

    pairs = 44**2 - (20**2 + 2**2 + 10**2 + 10**2 + 2**2)
    assert found.cu_alpha.value == pytest.approx(1 - (20 / 44) * pairs / (2 * 30 * 14))
    a = 30 * 44 - (20**2 + 10**2)
    assert found.k_u_alpha["a"].value == pytest.approx(1 - (10 / 30) * a / (30 * 14))


@pytest.mark.parametrize("silent", [1, 2, 5])
def test_one_meeting_among_many_coders_leaves_chance_nothing_to_pair(silent: int) -> None:
    rows: Any = [[(0, 2, "a")], [(0, 2, "b")], *[[]] * silent]
    found = unitized(rows, 10)

    assert found.cu_alpha.why == TOO_LITTLE
    assert {one.why for one in found.k_u_alpha.values()} == {TOO_LITTLE}


def test_units_of_one_coder_that_overlap_are_refused() -> None:
    with pytest.raises(ValueError, match="overlap"):
        unitized([[(0, 5, "a"), (4, 8, "b")], []], 10)


def test_a_unit_outside_the_text_is_refused() -> None:
    with pytest.raises(ValueError, match="within"):
        unitized([[(0, 11, "a")], []], 10)


def test_nobody_s_units_have_no_older_alpha() -> None:
    assert alpha_u([[], []], 0, 10).overall.value is None


def test_older_units_that_overlap_within_a_category_are_refused() -> None:
    with pytest.raises(ValueError, match="apart"):
        alpha_u([[(0, 5, "a"), (4, 8, "a")], []], 0, 10)


edges = st.lists(st.integers(0, 30), min_size=2, max_size=8, unique=True).map(sorted)
coder = edges.flatmap(
    lambda ends: st.tuples(*(st.sampled_from(["a", "b", ""]) for _ in ends[1:])).map(
        lambda values: [
            (start, end, value)
            for (start, end), value in zip(pairwise(ends), values, strict=True)
            if value
        ]
    )
)


@given(st.lists(coder, min_size=2, max_size=4))
def test_the_order_of_coders_is_nothing_to_units(rows: Any) -> None:
    one, other = unitized(rows, 30), unitized(rows[::-1], 30)

    for name in ("u_alpha", "bar_u_alpha", "cu_alpha"):
        first, second = getattr(one, name), getattr(other, name)
        assert first.why == second.why
        assert first.value is None or first.value == pytest.approx(second.value)
        assert first.value is None or first.value <= 1 + 1e-9


@given(coder)
def test_the_same_units_agree_fully(row: Any) -> None:
    found = unitized([row, row], 30)

    for one in (found.u_alpha, found.bar_u_alpha, found.cu_alpha, *found.k_u_alpha.values()):
        assert one.value is None or one.value == pytest.approx(1)

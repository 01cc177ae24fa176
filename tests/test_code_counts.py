"""How many say what, of those asked; and where a significance test holds."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode import basis, code_counts, counting
from qualcode.code_counts.significance import Group, outcome_of
from qualcode.model import (
    Bilingual,
    Case,
    Code,
    Codebook,
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
from qualcode.proportions import wilson

if TYPE_CHECKING:
    from pandas import DataFrame

VECTORS = json.loads((Path(__file__).parent / "data" / "matrix.json").read_text("utf-8"))


def book(*codes: str) -> Codebook:
    return Codebook("test", "1", tuple(Code(c, Bilingual(f"vi {c}", f"en {c}")) for c in codes))


def talk(name: str, turns: int = 1) -> Transcript:
    speeches = tuple(Turn(n, "NTL", "respondent", Span(0, 200)) for n in range(1, turns + 1))
    return Transcript(name, "a" * 200, speeches)


def of_vectors() -> Study:
    codes = sorted(VECTORS["expected"]["code_by_case_references"])
    return Study(
        Settings(),
        (book(*codes),),
        tuple(talk(name) for name in VECTORS["cases"]),
        tuple(Case(name, attributes) for name, attributes in VECTORS["cases"].items()),
        codings=tuple(
            Coding(s["case"], 1, Span(s["start"], s["end"]), s["code"]) for s in VECTORS["segments"]
        ),
        asked={name: frozenset(codes) for name in VECTORS["cases"]},
    )


def by_code(frame: DataFrame) -> dict[str, dict[str, Any]]:
    return {row["code"]: row for row in frame.to_dict("records")}


def test_a_family_adds_references_and_counts_each_case_once() -> None:
    found = by_code(code_counts.frequencies(of_vectors()))

    barrier = found["barrier"]
    assert list(found)[:3] == ["aware", "aware.none", "aware.some"]
    assert (barrier["references"], barrier["mention"], barrier["asked"], barrier["n"]) == (
        6,
        3,
        4,
        4,
    )
    assert (barrier["of_asked"], barrier["of_all"]) == (0.75, 0.75)
    assert (barrier["low"], barrier["high"]) == wilson(3, 4)


@pytest.mark.parametrize("attribute", ["role", "province", "type"])
def test_codes_by_attribute_are_those_of_the_vectors(attribute: str) -> None:
    found: dict[str, dict[str, dict[str, int]]] = {}
    for row in code_counts.by_attribute(of_vectors(), attribute).to_dict("records"):
        assert row["asked"] == row["n"]
        cell = {"references": row["references"], "cases": row["mention"], "n_cases": row["n"]}
        found.setdefault(row["code"], {})[row["value"]] = cell

    expected = VECTORS["expected"][f"code_by_{attribute}"]
    assert {code: found[code] for code in expected} == expected


def test_the_base_is_who_was_asked_or_brought_it_up_and_confirmed_is_a_share_of_references() -> (
    None
):
    study = Study(
        Settings(),
        (book("x"),),
        (talk("says", 2), talk("asked"), talk("unasked")),
        tuple(Case(name) for name in ("says", "asked", "unasked", "paper")),
        codings=(
            Coding("says", 1, Span(0, 9), "x", status="accepted"),
            Coding("says", 2, Span(9, 12), "x"),
        ),
        asked={"asked": frozenset({"x"})},
    )
    frame = code_counts.frequencies(study)
    row = by_code(frame)["x"]

    assert (row["mention"], row["asked"], row["n"]) == (1, 2, 4)
    assert (row["of_asked"], row["of_all"], row["why"]) == (0.5, 0.25, "")
    assert (row["turns"], row["confirmed"], row["confirmed_share"]) == (2, 1, 0.5)
    said = [words.en for words in basis.of(frame).notes]
    assert "1 of the cases have no words to code, and are in n." in said


def test_where_nobody_was_asked_there_is_no_share_but_a_reason() -> None:
    study = Study(
        Settings(), (book("x", "y"),), (talk("c"),), (Case("c"),), seen={("c", 1): ("lan",)}
    )
    not_asked = by_code(code_counts.frequencies(study))["x"]
    not_coded = by_code(code_counts.frequencies(replace(study, seen={})))["x"]

    assert (not_asked["of_asked"], not_asked["low"], not_asked["why"]) == (None, None, "not_asked")
    assert (not_coded["of_asked"], not_coded["why"]) == (None, "not_coded")
    assert not_asked["confirmed_share"] is None


def test_talk_of_people_chosen_on_purpose_has_no_test_and_says_exactly_why() -> None:
    frame = code_counts.by_attribute(of_vectors(), "role")

    assert set(frame["test"]) == {""}
    assert set(frame["p"]) == {None}
    assert set(frame["why_no_test"]) == {"purposive"}
    [why] = [n.en for n in basis.of(frame).notes if n.en.startswith("No significance test")]
    assert "not at random" in why
    assert "depend on each other" in why


def test_groups_have_their_plain_difference() -> None:
    found = by_code(code_counts.by_attribute(of_vectors(), "role"))

    assert found["barrier.income"]["difference"] == 1.0
    assert found["aware.none"]["difference"] == pytest.approx(1 / 3)


def survey(mention: dict[str, int], asked: dict[str, int]) -> Study:
    """A survey whose first few of each group write something about `x`."""
    names = [(sex, number) for sex in asked for number in range(asked[sex])]
    turns = tuple(
        Turn(at, f"{sex}{number}", "respondent", Span(at, at + 1))
        for at, (sex, number) in enumerate(names, 1)
    )
    return Study(
        Settings(),
        (book("x"),),
        (Transcript("ks.q7", "a" * (len(names) + 2), turns),),
        people=tuple(Person("ks", f"{sex}{number}", {"sex": sex}) for sex, number in names),
        surveys=(Survey("ks", "Khảo sát", (Question("q7", "Vì sao?", "open"),)),),
        codings=tuple(
            Coding("ks.q7", at, Span(at, at + 1), "x")
            for at, (sex, number) in enumerate(names, 1)
            if number < mention[sex]
        ),
        asked={"ks.q7": frozenset({"x"})},
        seen={("ks.q7", turn.number): ("lan",) for turn in turns},
    )


def of_survey(mention: dict[str, int], asked: dict[str, int]) -> dict[str, Any]:
    study = survey(mention, asked)
    frame = code_counts.by_attribute(study, "sex", counting.respondents(study))
    return by_code(frame)["x"]


def test_a_survey_has_pearsons_chi_square_where_expected_counts_allow() -> None:
    row = of_survey({"a": 30, "b": 15}, {"a": 50, "b": 50})

    # (|30·35 − 20·15|)²·100 / (50·50·45·55), one degree of freedom.
    assert row["test"] == "chi-square"
    assert row["statistic"] == pytest.approx((30 * 35 - 20 * 15) ** 2 * 100 / (50 * 50 * 45 * 55))
    assert (row["df"], row["why_no_test"]) == (1, "")
    assert row["p"] == pytest.approx(0.00257, abs=1e-4)


def test_two_groups_with_small_expected_counts_have_fishers_exact_test() -> None:
    """Fisher's tea: 3 of 4 against 1 of 4 (The Design of Experiments, 1935), two-sided 34/70."""
    row = of_survey({"a": 3, "b": 1}, {"a": 4, "b": 4})

    assert row["test"] == "fisher"
    assert row["p"] == pytest.approx(34 / 70)


@pytest.mark.parametrize(
    ("mention", "asked", "why"),
    [
        ({"a": 1, "b": 0, "c": 1}, {"a": 3, "b": 3, "c": 3}, "too_few"),
        ({"a": 0, "b": 0}, {"a": 40, "b": 40}, "all_alike"),
        ({"a": 40, "b": 40}, {"a": 40, "b": 40}, "all_alike"),
        ({"a": 20}, {"a": 40}, "one_group"),
    ],
)
def test_where_no_test_holds_the_reason_is_named(
    mention: dict[str, int], asked: dict[str, int], why: str
) -> None:
    row = of_survey(mention, asked)

    assert (row["test"], row["p"], row["why_no_test"]) == ("", None, why)
    assert why in code_counts.notes.WHY


def test_who_has_no_value_is_a_group_but_in_no_test() -> None:
    study = survey({"": 1, "a": 30, "b": 15}, {"": 1, "a": 50, "b": 50})
    frame = code_counts.by_attribute(study, "sex", counting.respondents(study))
    [row] = frame[frame["value"] == "a"].to_dict("records")

    assert list(frame["value"]) == ["a", "b", counting.UNKNOWN]
    assert row["p"] == pytest.approx(0.00257, abs=1e-4)


def test_a_survey_that_people_chose_to_answer_is_called_a_convenience_sample() -> None:
    study = survey({"a": 30, "b": 15}, {"a": 50, "b": 50})
    frame = code_counts.by_attribute(study, "sex", counting.respondents(study))
    said = " ".join(words.en for words in basis.of(frame).notes)

    assert "convenience sample" in said
    assert "1 test, p not adjusted" in said
    assert "No significance test" not in said


@given(st.lists(st.builds(Group, st.integers(0, 30), st.integers(30, 60)), max_size=4))
def test_a_test_has_a_p_between_0_and_1_or_a_reason(groups: list[Group]) -> None:
    outcome = outcome_of(groups)

    assert bool(outcome.name) != bool(outcome.why)
    assert (outcome.p is None) == bool(outcome.why)
    assert outcome.p is None or 0 <= outcome.p <= 1
    assert outcome_of(groups[::-1]).p == pytest.approx(outcome.p)


def test_people_are_counted_by_themselves() -> None:
    study = replace(of_vectors(), people=(Person("PVS-01", "NTL"), Person("KII-01", "NTL")))
    frame = code_counts.frequencies(study, counting.people(study))

    row = by_code(frame)["aware.none"]
    assert (row["references"], row["mention"], row["asked"], row["n"]) == (2, 2, 2, 2)
    said = [words.en for words in basis.of(frame).notes]
    assert "7 of 13 references are of nobody known, so not in this table." in said


@pytest.mark.parametrize("units", [counting.cases, counting.people, counting.respondents])
@pytest.mark.parametrize("codes", [(), ("a.x",)])
def test_a_study_of_nothing_says_so(units: Any, codes: tuple[str, ...]) -> None:
    study = Study(Settings(), (book(*codes),))
    for frame in (
        code_counts.frequencies(study, units(study)),
        code_counts.by_attribute(study, "sex", units(study)),
    ):
        assert basis.of(frame).notes[0].en
        assert "NaN" not in json.dumps(frame.to_dict("records"))


@given(st.randoms(use_true_random=False))
def test_the_order_of_codings_changes_nothing(random: Any) -> None:
    study = of_vectors()
    shuffled = replace(
        study, codings=tuple(sorted(study.codings, key=lambda _: float(random.random())))
    )

    assert code_counts.frequencies(study).equals(code_counts.frequencies(shuffled))
    assert code_counts.by_attribute(study, "role").equals(
        code_counts.by_attribute(shuffled, "role")
    )

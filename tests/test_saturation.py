"""Saturation, curve and richness, against tests/data/saturation.json, by hand and by law."""

from __future__ import annotations

import json
import math
from dataclasses import replace
from math import comb
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qualcode import basis
from qualcode.errors import StudyError
from qualcode.model import (
    Bilingual,
    Case,
    Code,
    Codebook,
    Coding,
    Question,
    Role,
    Settings,
    Span,
    Study,
    Survey,
    Transcript,
    Turn,
)
from qualcode.saturation import (
    CURVE,
    ORDERS,
    RICHNESS,
    RUNS,
    WHY,
    ace,
    chao1,
    chao1_classic,
    chao1_inext,
    chao2,
    chao2_classic,
    curve,
    missing_mass,
    new_codes,
    richness,
    saturated,
    saturation,
    verdicts,
)

VECTORS = json.loads((Path(__file__).parent / "data" / "saturation.json").read_text("utf-8"))
CASES = {case["id"]: case for case in VECTORS["cases"]}


def of_method(method: str) -> list[Any]:
    return [pytest.param(c, id=c["id"]) for c in VECTORS["cases"] if c["method"] == method]


def talk(name: str, *roles: Role) -> Transcript:
    """One turn of ten characters for each role; a respondent's if none is given."""
    turns = tuple(
        Turn(number, "x", role, Span(10 * number - 10, 10 * number))
        for number, role in enumerate(roles or ("respondent",), start=1)
    )
    return Transcript(name, "a" * 10 * len(turns), turns)


def study_of(says: dict[str, list[str]], **attributes: dict[str, str]) -> Study:
    """A study in which each case says these codes once; attributes by name of the case."""
    codes = sorted({code for codes in says.values() for code in codes})
    book = Codebook("test", "3", tuple(Code(one, Bilingual(one, one)) for one in codes))
    return Study(
        Settings(),
        (book,),
        tuple(talk(name) for name in says),
        tuple(
            Case(name, {key: values[name] for key, values in attributes.items() if name in values})
            for name in says
        ),
        codings=tuple(
            Coding(name, 1, Span(0, 5), code) for name, codes in says.items() for code in codes
        ),
    )


def with_new(new: list[int]) -> Study:
    """A study whose cases bring so many codes each, and repeat one that is known."""
    says: dict[str, list[str]] = {}
    total = 0
    for number, count in enumerate(new, start=1):
        says[f"pvs_{number:02d}"] = [
            *(f"code_{total + one:03d}" for one in range(count)),
            *(["code_000"] if total else []),
        ]
        total += count
    dates = {name: f"2026-03-{number:02d}" for number, name in enumerate(says, start=1)}
    return study_of(says, date=dates)


def as_in_vectors(found: Any) -> dict[str, object]:
    return {
        "base_codes": found.base_codes,
        "runs": [
            {"first": r.first, "last": r.last, "new": r.new, "ratio": round(r.ratio, 6)}
            for r in found.runs
        ],
        "saturated_after": found.saturated_after,
        "notation": found.notation,
    }


@pytest.mark.parametrize("vector", of_method("guest_namey_chen_2020"))
def test_the_rule_finds_what_the_vector_says(vector: dict[str, Any]) -> None:
    found = saturated(vector["new_codes_per_interview"], **vector["params"])

    assert as_in_vectors(found) == vector["expected"]


@pytest.mark.parametrize("vector", of_method("guest_namey_chen_2020"))
def test_the_table_of_a_study_finds_the_same(vector: dict[str, Any]) -> None:
    expected = vector["expected"]
    frame = saturation(with_new(vector["new_codes_per_interview"]), **vector["params"])
    rows = frame.to_dict("records")

    runs = [row for row in rows if row["first"] is not None]
    assert [
        {key: row[key] for key in ("first", "last", "new")} | {"ratio": round(row["ratio"], 6)}
        for row in runs
    ] == expected["runs"]
    assert rows[0]["base_codes"] == expected["base_codes"]
    assert rows[0]["saturated_after"] == expected["saturated_after"]
    assert rows[0]["notation"] == expected["notation"]


def test_the_curve_of_the_vector_is_found_in_order_of_date_or_name() -> None:
    vector = CASES["curve_from_incidence"]
    expected = vector["expected"]
    found = study_of(vector["incidence"])

    table = curve(found, permutations=20)

    assert table["case"].tolist() == list(vector["incidence"])
    assert table["new"].tolist() == expected["new"]
    assert table["cumulative"].tolist() == expected["cumulative"]
    assert as_in_vectors(saturated(table["new"].tolist())) == expected["guest"]


def test_new_codes_are_counted_from_plain_cases_and_codes() -> None:
    vector = CASES["curve_from_incidence"]

    found = new_codes(vector["incidence"])

    assert list(found) == vector["expected"]["new"]
    assert as_in_vectors(saturated(found)) == vector["expected"]["guest"]


@pytest.mark.parametrize("vector", of_method("richness_abundance"))
def test_estimates_from_abundance_are_published_ones(vector: dict[str, Any]) -> None:
    counts, expected = vector["abundance"], vector["expected"]

    assert chao1(counts) == pytest.approx(expected["chao1_bias_corrected"])
    assert chao1_classic(counts) == pytest.approx(expected["chao1_classic"])
    assert chao1_inext(counts) == pytest.approx(expected["chao1_iNEXT"])
    assert ace(counts) == pytest.approx(expected["ace"])


@pytest.mark.parametrize("vector", of_method("richness_incidence"))
def test_chao2_from_incidence_is_that_of_the_vector(vector: dict[str, Any]) -> None:
    given_ = vector["input"]
    found = chao2_classic(given_["S_obs"], given_["T"], given_["Q1"], given_["Q2"])

    assert found == pytest.approx(vector["expected"]["chao2_classic"])


def test_every_method_of_the_vectors_is_tested() -> None:
    tested = {"guest_namey_chen_2020", "cumulative_code_curve"}
    tested |= {"richness_abundance", "richness_incidence"}

    assert {case["method"] for case in VECTORS["cases"]} == tested


def test_the_second_spider_site_has_the_value_printed_by_inext() -> None:
    """Logged site of the iNEXT spider data (Sackett et al. 2011): 37 species, Chao1 61.403."""
    logged = [88, 22, 16, 15, 13, 10, 8, 8, 7, 7, 7, 5, 4, 4, 4, 3, 3, 3, 3, 2, 2, 2, 2, *[1] * 14]

    assert chao1_inext(logged) == pytest.approx(61.403, abs=0.0005)
    assert chao1_classic(logged) == pytest.approx(61.5)
    assert chao1(logged) == pytest.approx(55.2)
    assert ace(logged) == pytest.approx(52.685, abs=0.0005)


def test_without_doubles_the_classic_forms_are_bias_corrected_ones() -> None:
    assert chao1_classic([5, 1, 1, 1]) == chao1([5, 1, 1, 1]) == 7
    assert chao2_classic(4, 10, 3, 0) == chao2(4, 10, 3, 0) == pytest.approx(6.7)


def test_nothing_met_is_no_division_by_zero() -> None:
    assert (chao1([]), chao1_classic([0, 0]), chao1_inext([]), ace([])) == (0, 0, 0, 0)
    assert chao2(0, 0, 0, 0) == chao2_classic(0, 0, 0, 0) == 0
    assert missing_mass(0, 0) is None


def test_ace_is_undefined_if_all_rare_kinds_were_met_once_and_all_if_none_is_rare() -> None:
    assert ace([1, 1, 40]) is None
    assert ace([20, 40]) == 2


def test_cases_stand_in_order_of_date_as_typed_and_the_undated_last() -> None:
    dates = {"a": "", "b": "29/5/2025", "c": "2025-05-03", "d": "31/02/2025", "e": "3.5.2025"}
    found = study_of({name: ["x"] for name in dates}, date=dates)

    table = curve(found, permutations=1)

    assert table["case"].tolist() == ["c", "e", "b", "a", "d"]
    assert table["date"].tolist() == ["2025-05-03", "2025-05-03", "2025-05-29", "", ""]
    (note,) = [one.en for one in basis.of(table).notes if "order of date" in one.en]
    assert "2 cases without a date last, by name: a, d." in note


@pytest.mark.parametrize(
    ("order", "cases"),
    [
        ("name", ["pvs 2", "pvs 10", "tln 1"]),
        ("listed", ["tln 1", "pvs 10", "pvs 2"]),
        ("province", ["pvs 10", "tln 1", "pvs 2"]),
    ],
)
def test_cases_stand_in_the_order_asked_for(order: str, cases: list[str]) -> None:
    says = {"tln 1": ["x"], "pvs 10": ["x"], "pvs 2": ["x"]}
    found = study_of(says, province={"tln 1": "Nghệ An", "pvs 10": "Lào Cai"})

    assert curve(found, order=order, permutations=1)["case"].tolist() == cases


def test_an_unknown_order_names_those_there_are() -> None:
    with pytest.raises(StudyError, match="--order: choose date, name, listed or a column"):
        saturation(with_new([1, 1]), order="phường")


def test_strata_are_judged_each_for_itself() -> None:
    says = {f"{kind}{n}": ["a"] if kind == "pvs" else [f"{n}"] for n in range(6) for kind in KINDS}
    kinds = {name: name[:3].upper() for name in says}
    found = study_of(says | {"x": ["a"]}, type=kinds)

    table = saturation(found, by="type").groupby("stratum", sort=False).first()

    assert table.index.tolist() == ["PVS", "TLN", "(không rõ)"]
    assert table["notation"].tolist() == ["4+2", None, None]
    assert table["why"].tolist() == ["", "not_reached", "too_few_cases"]
    assert table["cases"].tolist() == [6, 6, 1]


KINDS = ("pvs", "tln")


def test_codes_of_one_theme_are_one_at_its_level() -> None:
    found = study_of({"1": ["a.x"], "2": ["a.y"], "3": ["b"]})

    assert curve(found, permutations=1)["new"].tolist() == [1, 1, 1]
    assert curve(found, level=1, permutations=1)["new"].tolist() == [1, 0, 1]


def test_only_what_respondents_say_counts() -> None:
    found = study_of({"1": ["a"]})
    turns: tuple[Role, ...] = ("interviewer", "respondent", "other")
    codings = tuple(
        Coding("1", number, Span(10 * number - 10, 10 * number), code)
        for number, code in enumerate(("a", "b", "c"), start=1)
    )
    book = Codebook("test", "1", tuple(Code(c, Bilingual(c, c)) for c in "abc"))
    found = replace(found, codebooks=(book,), transcripts=(talk("1", *turns),), codings=codings)

    assert curve(found, permutations=1)["new_codes"].tolist() == ["b"]


def test_codes_outside_the_codebooks_are_ignored() -> None:
    found = study_of({"1": ["a"]})
    found = replace(found, codings=(*found.codings, Coding("1", 1, Span(0, 3), "gone")))

    assert richness(found).loc[0, "S_obs"] == 1


def test_a_case_without_a_transcript_is_named_and_not_counted() -> None:
    found = study_of({"1": ["a"], "2": ["a"]})
    found = replace(found, cases=(*found.cases, Case("kii_mất_băng")))

    table = curve(found, permutations=1)

    assert table["case"].tolist() == ["1", "2"]
    assert any("kii_mất_băng" in note.en for note in basis.of(table).notes)


def test_a_case_that_says_nothing_is_counted_with_nothing_new() -> None:
    assert curve(study_of({"1": ["a"], "2": []}), permutations=1)["new"].tolist() == [1, 0]


def test_answers_to_a_survey_are_no_cases() -> None:
    found = study_of({"pvs_1": ["a"], "ks.q1": ["b"]})
    survey = Survey("ks", "Khảo sát", (Question("q1", "Vì sao?", "open"),))

    table = curve(replace(found, surveys=(survey,)), permutations=1)

    assert table["case"].tolist() == ["pvs_1"]
    assert any("surveys" in note.en for note in basis.of(table).notes)


def test_the_table_says_what_the_rule_does_not_promise_and_which_codebook_it_covers() -> None:
    vector = CASES["g1_5pct"]
    table = saturation(with_new(vector["new_codes_per_interview"]))
    told = " ".join(note.en for note in basis.of(table).notes)

    assert "78–82%" in told
    assert "69–76%" in told
    assert "test 3" in told
    assert "coverage of the codebook" in told
    assert basis.of(table).parameters["threshold"] == 0.05


def test_other_numbers_than_the_authors_tried_are_pointed_out() -> None:
    def told(**options: Any) -> bool:
        notes = basis.of(saturation(with_new([1] * 9), **options)).notes
        return any("The authors tried" in note.en for note in notes)

    assert not told(base=6, run=3, threshold=0.0)
    assert told(base=3)
    assert told(run=4)
    assert told(threshold=0.1)


@pytest.mark.parametrize(
    ("new", "words"),
    [
        (CASES["g1_5pct"]["new_codes_per_interview"], "Saturated after 7 cases (7+2)"),
        ([5, 0, 0, 0, 0, 0], "the next 2 bring no new code"),
        (CASES["g2_never"]["new_codes_per_interview"], "Not saturated after 8 cases"),
        (CASES["g5_empty_base"]["new_codes_per_interview"], "undefined: the base has no code"),
        ([3, 1], "2 cases, fewer than base + run (4+2)"),
        ([], "there are no cases"),
    ],
)
def test_the_verdict_is_one_sentence(new: list[int], words: str) -> None:
    (sentence,) = verdicts(saturation(with_new(new)))

    assert words in sentence.en
    assert sentence.vi.endswith(".")
    assert "None" not in sentence.vi + sentence.en


def test_the_verdict_says_how_much_had_been_found_then() -> None:
    (sentence,) = verdicts(saturation(with_new(CASES["g1_5pct"]["new_codes_per_interview"])))

    assert "bring only 1 new code to the base's 37 (2.7%)" in sentence.en
    assert "chỉ thêm 1 mã mới so với 37 mã của những nguồn đầu (2,7%)" in sentence.vi
    assert "42 of the 44 codes in 12 cases" in sentence.en


def test_the_verdict_says_that_later_runs_bring_more_again() -> None:
    (steady,) = verdicts(saturation(with_new([10, 5, 3, 2, 1, 0, 0, 1])))
    (later,) = verdicts(saturation(with_new([10, 5, 3, 2, 1, 0, 0, 3])))

    assert "again" not in steady.en
    assert "But later runs are above the threshold again (up to 15%)." in later.en


@pytest.mark.parametrize(
    ("options", "where"),
    [
        ({"base": 0}, "--base"),
        ({"run": 0}, "--run"),
        ({"threshold": 5.0}, "--threshold"),
        ({"threshold": -0.1}, "--threshold"),
        ({"threshold": math.nan}, "--threshold"),
        ({"level": 0}, "--level"),
    ],
)
def test_what_cannot_be_is_refused_with_the_option(options: dict[str, Any], where: str) -> None:
    with pytest.raises(StudyError, match=where):
        saturation(with_new([1] * 6), **options)


def test_richness_of_a_study_counts_cases_not_references() -> None:
    found = study_of({"1": ["a", "b"], "2": ["a", "c"], "3": ["a", "c"]})
    twice = tuple(replace(coding, span=Span(5, 9)) for coding in found.codings)

    row = richness(replace(found, codings=found.codings + twice)).to_dict("records")[0]

    assert [row[name] for name in ("T", "S_obs", "Q1", "Q2", "incidences")] == [3, 3, 1, 1, 6]
    assert row["chao2"] == 3
    assert row["chao2_classic"] == pytest.approx(3 + 2 / 3 / 2)
    assert row["missing_mass"] == pytest.approx(1 / 6)


def test_richness_is_labelled_exploratory_and_a_lower_bound() -> None:
    first = basis.of(richness(with_new([2, 1]))).notes[0]

    assert first.en.startswith("Exploratory: Chao2 is a lower bound")
    assert "cận dưới" in first.vi


SMALL = {
    "nothing": (Study(Settings()), "no_cases", "no_cases"),
    "no transcripts": (Study(Settings(), cases=(Case("a"),)), "no_cases", "no_cases"),
    "one case": (study_of({"1": ["a"]}), "too_few_cases", "one_case"),
    "no codings": (study_of({str(n): [] for n in range(7)}), "empty_base", "no_codes"),
}


@pytest.mark.parametrize("by", ["", "type"])
@pytest.mark.parametrize(("found", "of_runs", "of_richness"), SMALL.values(), ids=list(SMALL))
def test_a_small_study_says_why_there_is_no_figure(
    found: Study, of_runs: str, of_richness: str, by: str
) -> None:
    runs, rich = saturation(found, by=by), richness(found, by=by)

    assert runs["why"].tolist() == [of_runs]
    assert rich["why"].tolist() == [of_richness]
    assert {of_runs, of_richness} <= WHY.keys()
    assert rich.loc[0, "chao2"] is None
    assert runs.loc[0, "ratio"] is None
    assert len(curve(found, by=by)) == len(found.transcripts)


def test_tables_have_their_headers_and_no_figure_that_is_none_of_numbers() -> None:
    found = with_new(CASES["g1_5pct"]["new_codes_per_interview"])
    tables = {RUNS: saturation(found), CURVE: curve(found), RICHNESS: richness(found)}

    for columns, table in tables.items():
        assert tuple(table.columns) == columns
        values = [value for row in table.to_numpy().tolist() for value in row]
        assert all(math.isfinite(value) for value in values if isinstance(value, float))


few = settings(max_examples=50)
codes_of_cases = st.lists(st.sets(st.sampled_from("abcdefgh"), max_size=5), min_size=1, max_size=8)


def said_by(codes: list[set[str]]) -> Study:
    dates = {f"c{n}": f"2026-01-{n + 1:02d}" for n in range(len(codes))}
    return study_of({f"c{n}": sorted(each) for n, each in enumerate(codes)}, date=dates)


@few
@given(codes_of_cases)
def test_the_band_holds_the_mean_and_ends_where_the_curve_ends(codes: list[set[str]]) -> None:
    table = curve(said_by(codes), permutations=30)

    assert (table["low"] <= table["mean"] + 1e-9).all()
    assert (table["mean"] <= table["high"] + 1e-9).all()
    assert (table["mean"].diff().dropna() >= -1e-9).all()
    assert table["cumulative"].is_monotonic_increasing
    end = len(set().union(*codes))
    assert table.iloc[-1][["cumulative", "mean", "low", "high"]].tolist() == [end] * 4


@few
@given(codes_of_cases, st.randoms(use_true_random=False))
def test_the_order_in_which_cases_and_codings_are_listed_does_not_matter(
    codes: list[set[str]], random: Any
) -> None:
    found = said_by(codes)
    cases, codings = list(found.cases), list(found.codings)
    random.shuffle(cases)
    random.shuffle(codings)
    other = replace(found, cases=tuple(cases), codings=tuple(codings))

    assert curve(found, permutations=5).equals(curve(other, permutations=5))
    assert saturation(found, base=2).equals(saturation(other, base=2))
    assert richness(found).equals(richness(other))


def test_the_mean_over_random_orders_is_that_of_all_orders() -> None:
    """Of all orders it is S - Σ C(T - cases with the code, k) / C(T, k) (Colwell 2004)."""
    codes = [{"a", "b"}, {"a"}, {"a", "c"}, {"d"}, {"a", "c", "e"}, set()]
    having = [sum(one in each for each in codes) for one in "abcde"]
    size = len(codes)

    table = curve(said_by(codes), permutations=4000)

    for k in range(1, size + 1):
        exact = 5 - sum(comb(size - count, k) for count in having) / comb(size, k)
        assert table["mean"][k - 1] == pytest.approx(exact, abs=0.05)


def test_a_seed_gives_the_same_band_again_and_another_seed_another() -> None:
    found = said_by([{"a", "b"}, {"a"}, {"c"}, {"d"}, {"a", "e"}])

    assert curve(found, permutations=9).equals(curve(found, permutations=9))
    assert not curve(found, permutations=9).equals(curve(found, permutations=9, seed=2))


@few
@given(
    st.lists(st.integers(0, 9), max_size=12),
    st.integers(1, 6),
    st.integers(1, 3),
    st.sampled_from([0, 0.05, 0.25]),
)
def test_a_run_that_meets_the_threshold_meets_a_higher_one_no_later(
    new: list[int], base: int, run: int, threshold: float
) -> None:
    strict = saturated(new, base=base, run=run, threshold=threshold).saturated_after
    loose = saturated(new, base=base, run=run, threshold=0.5).saturated_after

    assert strict is None or (loose is not None and loose <= strict)


@few
@given(codes_of_cases)
def test_estimates_are_no_lower_than_what_was_met(codes: list[set[str]]) -> None:
    row = richness(said_by(codes)).to_dict("records")[0]

    if not row["why"]:
        assert row["chao2"] >= row["S_obs"]
        assert row["chao2_classic"] >= row["S_obs"]
        assert 0 <= row["missing_mass"] <= 1


def test_the_orders_that_are_named_can_be_asked_for() -> None:
    for order in ORDERS:
        assert len(curve(with_new([1, 1]), order=order, permutations=1)) == 2

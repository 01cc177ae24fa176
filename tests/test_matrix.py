"""Tables of counts, against the vectors of tests/data/matrix.json and by law."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qualcode import matrix
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
)

if TYPE_CHECKING:
    from pandas import DataFrame

VECTORS = json.loads((Path(__file__).parent / "data" / "matrix.json").read_text("utf-8"))
EXPECTED = VECTORS["expected"]
NOTHING_ASKED: dict[str, frozenset[str]] = {}


def book(*codes: str) -> Codebook:
    return Codebook("test", "1", tuple(Code(c, Bilingual(f"vi {c}", f"en {c}")) for c in codes))


def talk(name: str) -> Transcript:
    text = "a" * 200
    return Transcript(name, text, (Turn(1, "NTL", "respondent", Span(0, 200)),))


def coding(case: str, code: str, start: int = 0, end: int = 10, **other: str) -> Coding:
    return Coding(case, 1, Span(start, end), code, **other)  # type: ignore[arg-type] # strings do


@pytest.fixture
def study() -> Study:
    codes = sorted(EXPECTED["code_by_case_references"])
    return Study(
        Settings(),
        (book(*codes),),
        tuple(talk(name) for name in VECTORS["cases"]),
        tuple(Case(name, attributes) for name, attributes in VECTORS["cases"].items()),
        codings=tuple(
            coding(s["case"], s["code"], s["start"], s["end"]) for s in VECTORS["segments"]
        ),
    )


def test_references_are_those_of_the_vectors(study: Study) -> None:
    assert matrix.code_matrix(study).to_dict() == EXPECTED["code_by_case_references"]


def test_presence_is_that_of_the_vectors(study: Study) -> None:
    presence = matrix.code_matrix(study).gt(0).astype(int)

    assert presence.T.to_dict() == EXPECTED["case_by_code_presence"]


def test_characters_are_counted_on_the_union_of_spans(study: Study) -> None:
    assert matrix.characters(study).to_dict() == EXPECTED["code_by_case_characters_union"]


def test_overlapping_codings_of_one_code_count_their_characters_once() -> None:
    study = Study(
        Settings(),
        (book("a"),),
        cases=(Case("c"),),
        codings=(coding("c", "a", 0, 20), coding("c", "a", 5, 10), coding("c", "a", 15, 30)),
    )

    assert matrix.characters(study).loc["c", "a"] == 30


def test_a_parent_adds_its_childrens_references(study: Study) -> None:
    parents = matrix.aggregate(matrix.code_matrix(study)).to_dict()

    assert list(parents) == ["aware", "barrier", "proc", "wish"]
    assert {code: parents[code] for code in ("aware", "barrier")} == EXPECTED[
        "parent_aggregate_references"
    ]


def test_a_top_level_code_without_children_stands_for_itself() -> None:
    codes = ("money.low.wage", "alone", "money.high", "aware")
    codings = (coding("c", "alone"), coding("c", "money.low.wage"), coding("c", "money.high"))
    study = Study(Settings(), (book(*codes),), cases=(Case("c"),), codings=codings)

    table = matrix.aggregate(matrix.code_matrix(study))

    assert list(table.columns) == ["money", "money.low", "alone", "aware"]
    assert table.loc["c"].tolist() == [2, 1, 1, 0]


def test_a_parent_that_is_itself_a_code_has_one_column() -> None:
    codings = (coding("c", "money"), coding("c", "money.low"))
    study = Study(Settings(), (book("money", "money.low"),), cases=(Case("c"),), codings=codings)

    assert matrix.aggregate(matrix.code_matrix(study)).to_dict() == {"money": {"c": 2}}


def test_a_parents_cases_are_the_union_of_its_childrens(study: Study) -> None:
    parents = matrix.aggregate(matrix.code_matrix(study))

    assert parents["barrier"].gt(0).sum() == 3


@pytest.mark.parametrize("attribute", ["role", "province", "type"])
def test_counts_by_attribute_are_those_of_the_vectors(study: Study, attribute: str) -> None:
    found: dict[str, dict[str, dict[str, int]]] = {}
    for row in matrix.by_attribute(study, attribute, NOTHING_ASKED).to_dict("records"):
        cell = {key: row[key] for key in ("references", "cases", "n_cases")}
        found.setdefault(row["code"], {})[row["value"]] = cell

    assert found == EXPECTED[f"code_by_{attribute}"]


@pytest.mark.parametrize(
    ("within", "block"),
    [("overlap", "cooccurrence_overlapping_pairs"), ("case", "cooccurrence_same_case")],
)
def test_cooccurrence_is_that_of_the_vectors(study: Study, within: str, block: str) -> None:
    table = matrix.cooccurrence(study, within).to_dict()  # type: ignore[arg-type] # one of two

    assert {
        code: {other: count for other, count in row.items() if other != code}
        for code, row in table.items()
    } == EXPECTED[block]


def test_orders_are_those_of_the_vectors(study: Study) -> None:
    assert {
        "time_ordered": list(matrix.order_by_time(study)),
        "role_ordered": list(matrix.order_by_attribute(study, "role")),
        "case_ordered_by_barrier_income": list(matrix.order_by_code(study, "barrier.income")),
    } == EXPECTED["order"]


def test_dates_as_typed_in_headers_are_put_in_order() -> None:
    dates = {"d": "", "c": "29/5/2025", "b": "20-8-2024", "a": "2024-08-03", "e": "tháng 3"}
    study = Study(
        Settings(), cases=tuple(Case(name, {"date": date}) for name, date in dates.items())
    )

    assert matrix.order_by_time(study)[:3] == ("a", "b", "c")


def four_states() -> tuple[Study, dict[str, frozenset[str]]]:
    study = Study(
        Settings(),
        (book("money.low"),),
        (talk("says"), talk("silent"), talk("unasked"), Transcript("empty", "", ())),
        tuple(Case(name) for name in ("says", "silent", "unasked", "empty", "paper")),
        codings=(coding("says", "money.low"),),
    )
    asked = {name: frozenset({"money.low"}) for name in ("silent", "empty", "paper")}
    return study, asked


def test_an_empty_cell_says_why_it_is_empty() -> None:
    study, asked = four_states()

    assert matrix.coverage(study, asked)["money.low"].to_dict() == {
        "says": "mention",
        "silent": "silent",
        "unasked": "not_asked",
        "empty": "not_coded",
        "paper": "not_coded",
    }


def test_a_family_that_was_put_to_a_case_puts_its_codes() -> None:
    study, _ = four_states()

    states = matrix.coverage(study, {"silent": frozenset({"money"})})

    assert states.loc["silent", "money.low"] == "silent"


def test_a_sibling_that_was_put_to_a_case_does_not() -> None:
    study, _ = four_states()

    states = matrix.coverage(study, {"silent": frozenset({"money.lower"})})

    assert states.loc["silent", "money.low"] == "not_asked"


def test_a_mention_counts_as_asked() -> None:
    study, asked = four_states()

    row = matrix.code_summary(study, asked).loc["money.low"]

    assert (row["cases"], row["asked"], row["n_cases"]) == (1, 2, 5)


def test_the_summary_says_what_people_confirmed() -> None:
    study = Study(
        Settings(),
        (book("x.a", "x.b"),),
        (talk("c"),),
        (Case("c"),),
        codings=(
            coding("c", "x.a", 0, 5, status="accepted"),
            coding("c", "x.a", 5, 9, status="added", origin="Lan"),
            coding("c", "x.a", 9, 12),
            replace(coding("c", "x.a", 20, 25), turn=2),
        ),
    )

    summary = matrix.code_summary(study, NOTHING_ASKED)

    assert summary.loc["x.a"].to_dict() == {
        "family": "x",
        "label_vi": "vi x.a",
        "label_en": "en x.a",
        "references": 4,
        "cases": 1,
        "asked": 1,
        "n_cases": 1,
        "turns": 2,
        "accepted": 1,
        "added": 1,
        "proposed": 2,
        "confirmed_share": 0.5,
    }
    assert summary.loc["x.b", "confirmed_share"] == 0


def test_cases_without_a_value_stand_last_under_a_name() -> None:
    cases = (Case("a"), Case("b", {"province": "Lào Cai"}), Case("c", {"province": " "}))
    study = Study(Settings(), (book("x"),), cases=cases)

    table = matrix.by_attribute(study, "province", NOTHING_ASKED)

    assert table[["value", "n_cases"]].to_numpy().tolist() == [["Lào Cai", 1], ["(không rõ)", 2]]


def test_cases_and_codes_keep_the_studys_order_and_zeros() -> None:
    study = Study(Settings(), (book("z", "a"), book("m")), cases=(Case("second"), Case("first")))

    table = matrix.code_matrix(study)

    assert (list(table.index), list(table.columns)) == (["second", "first"], ["z", "a", "m"])
    assert table.to_numpy().sum() == 0


TABLES: dict[str, Callable[[Study], DataFrame]] = {
    "code_matrix": matrix.code_matrix,
    "coverage": lambda study: matrix.coverage(study, NOTHING_ASKED),
    "code_summary": lambda study: matrix.code_summary(study, NOTHING_ASKED),
    "by_attribute": lambda study: matrix.by_attribute(study, "type", NOTHING_ASKED),
    "aggregate": lambda study: matrix.aggregate(matrix.code_matrix(study)),
    "characters": matrix.characters,
    "overlap": matrix.cooccurrence,
    "case": lambda study: matrix.cooccurrence(study, "case"),
}
SMALL = {
    "nothing": Study(Settings()),
    "codes only": Study(Settings(), (book("a.x", "a.y"),)),
    "cases only": Study(Settings(), cases=(Case("c"),)),
    "one silent case": Study(Settings(), (book("a.x"),), (talk("c"),), (Case("c"),)),
}


@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize("study", SMALL.values(), ids=list(SMALL))
def test_a_small_study_gives_tables_without_gaps(table: str, study: Study) -> None:
    assert not TABLES[table](study).isna().to_numpy().any()


@pytest.mark.parametrize("table", ["code_summary", "by_attribute"])
def test_a_table_without_rows_has_its_headers(table: str) -> None:
    columns = matrix.SUMMARY if table == "code_summary" else matrix.BY_ATTRIBUTE

    assert TABLES[table](SMALL["nothing"]).dtypes.astype(str).to_dict() == columns


CODES = ("a.x", "a.y", "a.y.deep", "b.z", "alone")
CASES = ("one", "two", "three")
codings_of_studies = st.lists(
    st.builds(
        lambda case, code, start, length: coding(case, code, start, start + length),
        st.sampled_from(CASES),
        st.sampled_from(CODES),
        st.integers(0, 60),
        st.integers(1, 30),
    ),
    max_size=25,
    unique_by=lambda c: c.id,
)


few = settings(max_examples=30, deadline=None)


def study_of(codings: list[Coding]) -> Study:
    cases = tuple(Case(name, {"type": name[0]}) for name in CASES)
    transcripts = tuple(talk(name) for name in CASES)
    return Study(Settings(), (book(*CODES),), transcripts, cases, codings=tuple(codings))


@few
@given(codings_of_studies, st.randoms(use_true_random=False))
def test_the_order_of_codings_changes_no_table(codings: list[Coding], random: object) -> None:
    shuffled = sorted(codings, key=lambda _: random.random())  # type: ignore[attr-defined] # Random

    for table in TABLES.values():
        assert table(study_of(codings)).equals(table(study_of(shuffled)))


@few
@given(codings_of_studies)
def test_references_add_up_to_the_codings(codings: list[Coding]) -> None:
    study = study_of(codings)

    assert matrix.code_matrix(study).to_numpy().sum() == len(codings)
    assert matrix.code_summary(study, NOTHING_ASKED)["references"].sum() == len(codings)
    assert matrix.by_attribute(study, "type", NOTHING_ASKED)["references"].sum() == len(codings)


@few
@given(codings_of_studies)
def test_a_parent_has_at_least_its_largest_childs_cases_and_at_most_their_sum(
    codings: list[Coding],
) -> None:
    counts = matrix.code_matrix(study_of(codings))
    cases = counts[["a.x", "a.y", "a.y.deep"]].gt(0).sum()

    parent = matrix.aggregate(counts)["a"].gt(0).sum()

    assert cases.max() <= parent <= cases.sum()


@few
@given(codings_of_studies)
def test_cooccurrence_is_symmetric_and_counts_each_overlapping_pair(codings: list[Coding]) -> None:
    table = matrix.cooccurrence(study_of(codings))
    pairs = sum(
        one.transcript == other.transcript
        and one.code != other.code
        and one.span.overlaps(other.span)
        for one in codings
        for other in codings
    )

    assert table.equals(table.T)
    assert table.to_numpy().sum() == pairs


@few
@given(codings_of_studies)
def test_characters_are_those_that_some_coding_covers(codings: list[Coding]) -> None:
    covered = {
        (c.transcript, c.code, place) for c in codings for place in range(c.span.start, c.span.end)
    }

    assert matrix.characters(study_of(codings)).to_numpy().sum() == len(covered)

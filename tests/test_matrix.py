"""Tables of counts, against the vectors of tests/data/matrix.json and by law."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qualcode import basis, counting, matrix
from qualcode.model import (
    Bilingual,
    Case,
    Code,
    Codebook,
    Coding,
    Decision,
    Person,
    Rule,
    Settings,
    Span,
    Study,
    Summary,
    Transcript,
    Turn,
    is_within,
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


def test_overlapping_codings_of_one_code_count_their_characters_once() -> None:
    study = Study(
        Settings(),
        (book("a"),),
        cases=(Case("c"),),
        codings=(coding("c", "a", 0, 20), coding("c", "a", 5, 10), coding("c", "a", 15, 30)),
    )

    assert cells(matrix.table(study, cell="characters"))["a"] == {"c": 30}


def test_a_top_level_code_without_children_stands_for_itself() -> None:
    codes = ("money.low.wage", "alone", "money.high", "aware")
    codings = (coding("c", "alone"), coding("c", "money.low.wage"), coding("c", "money.high"))
    study = Study(Settings(), (book(*codes),), cases=(Case("c"),), codings=codings)

    found = with_zeros(cells(matrix.table(study, level=1)))

    assert found == {"money": {"c": 2}, "alone": {"c": 1}, "aware": {"c": 0}}


def test_a_parent_that_is_itself_a_code_has_one_column() -> None:
    codings = (coding("c", "money"), coding("c", "money.low"))
    study = Study(Settings(), (book("money", "money.low"),), cases=(Case("c"),), codings=codings)

    assert cells(matrix.table(study, level=1)) == {"money": {"c": 2}}


def test_dates_as_typed_in_headers_are_put_in_order() -> None:
    dates = {"d": "", "c": "29/5/2025", "b": "20-8-2024", "a": "2024-08-03", "e": "tháng 3"}
    study = Study(
        Settings(), cases=tuple(Case(name, {"date": date}) for name, date in dates.items())
    )

    assert matrix.table(study, order="date")["case"].tolist()[:3] == ["a", "b", "c"]


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

    assert matrix.code_states(study, asked)["money.low"].to_dict() == {
        "says": "mention",
        "silent": "silent",
        "unasked": "not_asked",
        "empty": "not_coded",
        "paper": "not_coded",
    }


def test_a_family_that_was_put_to_a_case_puts_its_codes() -> None:
    study, _ = four_states()

    states = matrix.code_states(study, {"silent": frozenset({"money"})})

    assert states.loc["silent", "money.low"] == "silent"


def test_a_sibling_that_was_put_to_a_case_does_not() -> None:
    study, _ = four_states()

    states = matrix.code_states(study, {"silent": frozenset({"money.lower"})})

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

    table = matrix.table(study, rows="province")

    assert table[["province", "n"]].to_numpy().tolist() == [["Lào Cai", 1], ["(không rõ)", 2]]


def test_cases_and_codes_keep_the_studys_order_and_zeros() -> None:
    study = Study(Settings(), (book("z", "a"), book("m")), cases=(Case("second"), Case("first")))

    table = matrix.code_matrix(study)

    assert (list(table.index), list(table.columns)) == (["second", "first"], ["z", "a", "m"])
    assert table.to_numpy().sum() == 0


TABLES: dict[str, Callable[[Study], DataFrame]] = {
    "code_matrix": matrix.code_matrix,
    "code_states": lambda study: matrix.code_states(study, NOTHING_ASKED),
    "code_summary": lambda study: matrix.code_summary(study, NOTHING_ASKED),
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


def test_a_summary_without_rows_has_its_headers() -> None:
    summary = matrix.code_summary(SMALL["nothing"], NOTHING_ASKED)

    assert summary.dtypes.astype(str).to_dict() == matrix.SUMMARY


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


@few
@given(codings_of_studies)
def test_a_parent_has_at_least_its_largest_childs_cases_and_at_most_their_sum(
    codings: list[Coding],
) -> None:
    study = study_of(codings)
    cases = matrix.code_matrix(study)[["a.x", "a.y", "a.y.deep"]].gt(0).sum()

    parent = matrix.table(study, level=1, cell="presence")["a"].eq(1).sum()

    assert cases.max() <= parent <= cases.sum()


@few
@given(codings_of_studies)
def test_characters_are_those_that_some_coding_covers(codings: list[Coding]) -> None:
    covered = {
        (c.transcript, theme, place)
        for c in codings
        for theme in CODES
        if is_within(c.code, theme)
        for place in range(c.span.start, c.span.end)
    }

    found = with_zeros(cells(matrix.table(study_of(codings), cell="characters")))

    assert sum(int(str(cell)) for column in found.values() for cell in column.values()) == len(
        covered
    )


# One table for all matrices


def asked_all(study: Study) -> Study:
    topics = frozenset(code.id for code in study.codes)
    return replace(study, asked={case.name: topics for case in study.cases})


def cells(frame: DataFrame, name: str = "case") -> dict[str, dict[str, object]]:
    """Theme → row → what its cell shows."""
    return frame.set_index(name).to_dict()


def with_zeros(table: dict[str, dict[str, object]]) -> dict[str, dict[str, object]]:
    return {
        code: {case: 0 if cell in matrix.MARKS else cell for case, cell in column.items()}
        for code, column in table.items()
    }


@pytest.mark.parametrize(
    ("cell", "block"),
    [
        ("references", "code_by_case_references"),
        ("characters", "code_by_case_characters_union"),
    ],
)
def test_the_tables_cells_are_those_of_the_vectors(study: Study, cell: str, block: str) -> None:
    found = cells(matrix.table(study, cell=cell))  # type: ignore[arg-type] # one of two

    assert with_zeros(found) == EXPECTED[block]


def test_the_tables_presence_is_that_of_the_vectors(study: Study) -> None:
    found = matrix.table(study, cell="presence").set_index("case").T.to_dict()

    assert with_zeros(found) == EXPECTED["case_by_code_presence"]


def test_families_references_are_those_of_the_vectors(study: Study) -> None:
    found = with_zeros(cells(matrix.table(study, level=1)))

    assert {code: found[code] for code in ("aware", "barrier")} == EXPECTED[
        "parent_aggregate_references"
    ]


def test_a_familys_characters_are_those_of_the_union_of_its_codes_spans(study: Study) -> None:
    found = cells(matrix.table(study, level=1, cell="characters"))

    assert found["barrier"] == {"PVS-01": 75, "PVS-02": 60, "KII-01": "n/a", "TLN-01": 50}


@pytest.mark.parametrize("attribute", ["role", "province", "type"])
def test_cases_by_attribute_are_those_of_the_vectors(study: Study, attribute: str) -> None:
    everywhere = asked_all(study)
    cases = matrix.table(everywhere, rows=attribute, cell="cases").set_index(attribute)
    references = with_zeros(matrix.table(everywhere, rows=attribute).set_index(attribute).to_dict())

    for code, groups in EXPECTED[f"code_by_{attribute}"].items():
        for value, cell in groups.items():
            assert cases.loc[value, code] == f"{cell['cases']}/{cell['n_cases']}"
            assert references[code][value] == cell["references"]
            assert cases.loc[value, "n"] == cell["n_cases"]


def test_a_parents_cases_by_attribute_are_the_union_of_its_childrens(study: Study) -> None:
    found = matrix.table(asked_all(study), rows="role", cell="cases", level=1).set_index("role")

    assert found.loc["lao động", "barrier"] == "3/3"
    assert found.loc["cán bộ", "barrier"] == "0/1"


@pytest.mark.parametrize(
    ("order", "block"),
    [
        ("date", "time_ordered"),
        ("role", "role_ordered"),
        ("code:barrier.income", "case_ordered_by_barrier_income"),
    ],
)
def test_the_same_table_has_its_rows_in_the_orders_of_the_vectors(
    study: Study, order: str, block: str
) -> None:
    assert matrix.table(study, order=order)["case"].tolist() == EXPECTED["order"][block]


def test_a_meta_matrix_stacks_cases_by_an_attribute_and_orders_them_inside(study: Study) -> None:
    frame = matrix.table(study, order="province,date", level=1)

    assert frame[["case", "province", "date"]].to_numpy().tolist() == [
        ["PVS-01", "Đồng Nai", "2026-03-02"],
        ["TLN-01", "Đồng Nai", "2026-03-09"],
        ["KII-01", "Hà Nội", "2026-03-01"],
        ["PVS-02", "Hà Nội", "2026-03-05"],
    ]


def test_groups_are_ordered_by_their_references_of_a_theme(study: Study) -> None:
    frame = matrix.table(study, rows="type", order="code:barrier")

    assert frame["type"].tolist() == ["PVS", "TLN", "KII"]


def test_only_what_is_below_a_code_is_shown_at_its_own_depth_or_below(study: Study) -> None:
    def themes(**chosen: Any) -> list[str]:
        return list(matrix.table(study, **chosen).columns[1:])

    assert themes(within=["barrier"]) == ["barrier.20years", "barrier.income"]
    assert themes(within=["barrier"], level=1) == ["barrier"]
    assert themes(within=["barrier.income", "aware"], level=1) == ["aware", "barrier.income"]


def three_nothings() -> Study:
    """A case that says it, one asked, one not asked, one without talk, one on paper."""
    study, asked = four_states()
    return replace(study, asked=asked)


NOTHINGS = {"silent": "–", "unasked": "n/a", "empty": "…", "paper": "…"}


@pytest.mark.parametrize("cell", matrix.CELLS)
def test_the_three_kinds_of_nothing_are_told_apart_in_every_cell(cell: matrix.Cell) -> None:
    found = cells(matrix.table(three_nothings(), cell=cell))["money.low"]

    silent = {"cases": "0/1", "share": 0.0}.get(cell, "–")
    assert {name: found[name] for name in NOTHINGS} == NOTHINGS | {"silent": silent}
    assert found["says"] not in {*matrix.MARKS, 0}


def test_states_name_what_the_marks_stand_for() -> None:
    assert cells(matrix.states(three_nothings()))["money.low"] == {
        "says": "mention",
        "silent": "silent",
        "unasked": "not_asked",
        "empty": "not_coded",
        "paper": "not_coded",
    }


def test_a_group_of_cases_is_what_is_known_of_any_of_them() -> None:
    groups = {"says": "a", "silent": "a", "unasked": "b", "empty": "b", "paper": "c"}
    study = three_nothings()
    cases = tuple(Case(case.name, {"x": groups[case.name]}) for case in study.cases)
    study = replace(study, cases=cases)

    assert cells(matrix.states(study, rows="x"), "x")["money.low"] == {
        "a": "mention",
        "b": "not_asked",
        "c": "not_coded",
    }
    assert cells(matrix.table(study, rows="x", cell="cases"), "x")["money.low"] == {
        "a": "1/2",
        "b": "n/a",
        "c": "…",
    }


def unread(**settings: Any) -> Study:
    """A case that was asked and says nothing, coded by one rule on `a.x`; `a.y` has none."""
    codes = (
        Code("a.x", Bilingual("", ""), rules=(Rule("a.x#1", "gì"),)),
        Code("a.y", Bilingual("", "")),
    )
    return Study(
        Settings(**settings),
        (Codebook("test", "1", codes),),
        (talk("c"),),
        (Case("c"),),
        asked={"c": frozenset({"a"})},
    )


def states_of(study: Study, **chosen: Any) -> list[object]:
    return matrix.states(study, **chosen).iloc[0].tolist()[1:]


def test_a_code_that_nothing_looks_for_is_not_yet_coded_until_somebody_has_read() -> None:
    assert states_of(unread()) == ["silent", "not_coded"]
    assert states_of(replace(unread(), seen={("c", 1): ("lan",)})) == ["silent", "silent"]
    assert states_of(unread(), level=1) == ["silent"]


def test_what_was_learned_to_suggest_a_code_looks_for_it() -> None:
    study = replace(unread(), suggestions=(coding("other", "a.y", origin="model"),))

    assert states_of(study) == ["silent", "silent"]


def test_where_only_what_people_confirmed_counts_the_unread_is_not_yet_coded() -> None:
    study = unread(count="confirmed")
    rejected = (coding("c", "a.x", status="rejected"),)
    decision = Decision("1", "2026-01-01", 1, "lan", "reject", "c", code="a.x")
    undone = Decision("2", "2026-01-02", 2, "lan", "undo", target="1")

    assert states_of(study) == ["not_coded", "not_coded"]
    assert states_of(replace(study, rejected=rejected)) == ["silent", "silent"]
    assert states_of(replace(study, decisions=(decision,))) == ["silent", "silent"]
    assert states_of(replace(study, decisions=(decision, undone))) == ["not_coded", "not_coded"]


@pytest.mark.parametrize("action", ["memo", "cite", "translate", "check", "seen"])
def test_who_says_anything_of_the_words_has_read_them(action: Any) -> None:
    decision = Decision("1", "2026-01-01", 1, "lan", action, "c")
    study = replace(unread(count="confirmed"), decisions=(decision,))
    assert states_of(study) == ["silent", "silent"]


def test_where_only_what_people_confirmed_counts_no_cell_is_empty_while_proposals_wait() -> None:
    study = replace(
        unread(count="confirmed"),
        rejected=(coding("c", "a.x", 0, 5, status="rejected"),),
        proposals=(coding("c", "a.x", 0, 5), coding("c", "a.y", 6, 9)),
    )

    assert states_of(study) == ["not_coded", "not_coded"]
    assert states_of(replace(study, seen={("c", 1): ("lan",)})) == ["silent", "silent"]
    assert states_of(replace(study, proposals=study.proposals[:1])) == ["silent", "silent"]


def group_talk() -> Study:
    """A focus group of two women, one of whom speaks of money, as does the whole group once."""
    labels = ("Nữ 1", "Nữ 2", "Cả nhóm")
    speeches = tuple(
        Turn(number, label, "respondent", Span(10 * number, 10 * number + 10))
        for number, label in enumerate(labels, 1)
    )
    codings = [coding("tln", "money", 10 * turn, 10 * turn + 5) for turn in (1, 3)]
    return Study(
        Settings(),
        (book("money"),),
        (Transcript("tln", "a" * 50, speeches), talk("pvs")),
        (Case("tln", {"gender": "nam và nữ"}), Case("pvs", {"gender": "nam"})),
        people=(
            Person("tln", "Nữ 1", {"gender": "nữ"}),
            Person("tln", "Nữ 2", {"gender": "nữ"}),
            Person("pvs", "NTL", {"gender": "nam"}),
        ),
        codings=tuple(replace(one, turn=turn) for one, turn in zip(codings, (1, 3), strict=True)),
        asked={"tln": frozenset({"money"}), "pvs": frozenset()},
    )


def test_a_focus_group_counts_as_one_case_and_by_person_in_a_table_of_its_own() -> None:
    by_case, by_person = matrix.blocks(group_talk(), rows="gender", cell="cases")

    assert by_case.to_numpy().tolist() == [["nam và nữ", 1, "1/1"], ["nam", 1, "n/a"]]
    assert by_person.to_numpy().tolist() == [["nữ", 2, "1/2"], ["nam", 1, "n/a"]]
    assert (basis.of(by_case).n["cases"], basis.of(by_person).n["people"]) == (2, 3)


def test_the_table_by_person_says_how_many_references_are_of_nobody_known() -> None:
    study = group_talk()
    frame = matrix.table(study, units=counting.people(study))

    assert frame.to_numpy().tolist() == [
        ["tln: Nữ 1", 1],
        ["tln: Nữ 2", "–"],
        ["pvs: NTL", "n/a"],
    ]
    said = [words.en for words in basis.of(frame).notes]
    assert "1 of 2 references are of nobody known, so not in this table." in said


def test_where_nobody_is_known_there_is_no_table_by_person() -> None:
    assert len(matrix.blocks(replace(group_talk(), people=()), rows="gender")) == 1


def test_a_cell_of_quotes_has_the_best_with_its_id_and_of_a_group_one_of_each() -> None:
    study = group_talk()
    words = [replace(one, status="added") if one.turn == 3 else one for one in study.codings]
    frame = matrix.table(replace(study, codings=tuple(words)), cell="quotes")

    assert frame.loc[0, "money"] == "2× “aaaaa” [tln:T003:1]"
    by_all = matrix.table(replace(study, codings=tuple(words)), rows="nothing", cell="quotes")
    assert by_all.loc[0, "money"] == "2× “aaaaa” [tln:T003:1]"


def test_a_quotes_id_counts_codings_that_the_table_leaves_out() -> None:
    first, second = coding("c", "a", 0, 10), coding("c", "a", 20, 30, status="added")
    study = Study(Settings(), (book("a"),), (talk("c"),), (Case("c"),), codings=(second,))

    alone = matrix.table(study, cell="quotes")
    among = matrix.table(study, cell="quotes", numbered=(first, second))

    assert alone.loc[0, "a"] == "1× “aaaaaaaaaa” [c:T001:1]"
    assert among.loc[0, "a"] == "1× “aaaaaaaaaa” [c:T001:2]"


def test_a_cell_of_summaries_has_what_was_written_and_what_waits() -> None:
    study = replace(
        group_talk(),
        summaries=(
            Summary("tln", "money", "Thiếu  tiền", "lan", about=frozenset()),
            Summary("pvs", "money", "Không kể", "lan"),
        ),
    )

    assert matrix.table(study, cell="summary")["money"].tolist() == [
        "⚠ Thiếu tiền (lan)",
        "Không kể (lan)",
    ]
    assert matrix.table(study, cell="summary", rows="x")["money"].tolist() == [
        "⚠ tln: Thiếu tiền (lan)\npvs: Không kể (lan)"
    ]
    assert matrix.table(group_talk(), cell="summary").loc[0, "money"] == "(2×)"


@pytest.mark.parametrize("cell", matrix.CELLS)
@pytest.mark.parametrize("study", SMALL.values(), ids=list(SMALL))
@pytest.mark.parametrize("rows", ["", "type"])
def test_a_small_study_has_a_matrix_without_gaps_that_says_what_is_missing(
    study: Study, cell: matrix.Cell, rows: str
) -> None:
    frame = matrix.table(study, cell=cell, rows=rows)
    said = [words.en for words in basis.of(frame).notes]

    assert not frame.isna().to_numpy().any()
    assert ("The study has no cases yet." in said) == (not study.cases)
    assert ("There are no codes to make columns of." in said) == (not study.codes)


def test_a_table_tells_what_it_rests_on_in_plain_values(study: Study) -> None:
    found = basis.of(matrix.table(study, rows="role", level=1, cell="cases", order="date"))

    assert json.loads(json.dumps(found.as_json()))["parameters"] == {
        "counted": "case",
        "rows": "role",
        "level": 1,
        "within": "all",
        "cell": "cases",
        "order": "date",
    }
    assert found.n == {"cases": 4, "coded": 4, "themes": 4, "references": 13}
    assert "Gale" in found.method.en


@few
@given(codings_of_studies, st.randoms(use_true_random=False))
def test_the_order_of_codings_changes_no_matrix(codings: list[Coding], random: object) -> None:
    shuffled = sorted(codings, key=lambda _: random.random())  # type: ignore[attr-defined] # Random

    for cell in matrix.CELLS:
        one, other = (
            matrix.table(study_of(each), cell=cell, level=1) for each in (codings, shuffled)
        )
        assert one.equals(other)


@few
@given(codings_of_studies)
def test_a_familys_row_adds_up_and_mentions_at_most_all(codings: list[Coding]) -> None:
    study = study_of(codings)
    references = with_zeros(cells(matrix.table(study, level=1)))
    shares = cells(matrix.table(study, rows="type", level=1, cell="share"), "type")

    assert sum(n for column in references.values() for n in column.values()) == len(codings)  # type: ignore[misc] # numbers
    for theme in ("a", "b", "alone"):
        assert all(cell in matrix.MARKS or 0 <= cell <= 1 for cell in shares[theme].values())  # type: ignore[operator]

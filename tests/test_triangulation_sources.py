"""Which sources triangulation sets side by side, what each says, and how to read it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode import basis, quotes, triangulation
from qualcode.decided import with_decisions
from qualcode.decisions import accept, add, reject, seen
from qualcode.errors import StudyError
from qualcode.model import (
    Bilingual,
    Case,
    Code,
    Codebook,
    Coding,
    Decision,
    Meaning,
    Person,
    Question,
    Respondent,
    Settings,
    Span,
    Study,
    Survey,
    Thresholds,
    Transcript,
    Turn,
    Valence,
)
from qualcode.triangulation import (
    CELLS,
    account,
    as_cells,
    cells,
    compared,
    told_apart,
    triangulate,
)

BOOK = Codebook(
    "test",
    "1",
    (
        Code("money.income", Bilingual("Thu nhập", "Income"), valence="barrier"),
        Code("money.cost", Bilingual("Mức đóng", "Cost"), valence="barrier"),
        Code("trust", Bilingual("Tin", "Trust"), valence="enabler"),
    ),
    (Code("money", Bilingual("Tiền", "Money")),),
)
TEXT = "PVV: Có đóng không?\nNTL: Tiền đâu mà đóng, nhà chạy ăn từng bữa."
ANSWER = TEXT.index("Tiền")


def transcript(name: str) -> Transcript:
    asking = Turn(1, "PVV", "interviewer", Span(5, TEXT.index("\n")))
    telling = Turn(2, "NTL", "respondent", Span(ANSWER, len(TEXT)))
    return Transcript(name, TEXT, (asking, telling))


def coding(case: str, code: str, valence: Valence = "barrier", turn: int = 2) -> Coding:
    start = ANSWER if turn == 2 else 5
    return Coding(case, turn, Span(start, start + 8), code, valence)


def study_of(cases: Mapping[str, Mapping[str, str]], *codings: Coding) -> Study:
    return Study(
        Settings(),
        (BOOK,),
        tuple(transcript(name) for name in cases),
        tuple(Case(name, given) for name, given in cases.items()),
        proposals=codings,
        codings=codings,
        asked={name: frozenset({"money", "trust"}) for name in cases},
    )


MIXED = {
    "k1": {"type": "KII", "province": "Hà Nội"},
    "i1": {"type": "IDI", "province": "Hà Nội"},
    "f1": {"type": "FGD", "province": "Hà Nội"},
    "f2": {"type": "FGD", "province": "Lào Cai"},
}


def shares(study: Study, by: str, theme: str = "money.income") -> dict[str, str]:
    found = compared(study, by, only=[theme]).verdicts[theme]
    return {name: cell.share for name, cell in found.cells.items()}


def test_by_method_interviews_of_both_kinds_are_one_source() -> None:
    study = study_of(MIXED, coding("k1", "money.income"), coding("f2", "money.income"))

    assert shares(study, "method") == {"interviews": "1/2 −", "group discussions": "1/2 −"}


def test_a_type_of_the_teams_own_is_a_method_of_its_own() -> None:
    study = study_of({"o1": {"type": "quan sát"}, "x": {}}, coding("o1", "trust", "enabler"))

    assert shares(study, "method", "trust") == {"quan sát": "1/1 +", "(không rõ)": "0/1"}


def test_within_one_type_only_its_cases_count_and_sources_say_so() -> None:
    study = study_of(MIXED, coding("k1", "money.income"), coding("f2", "money.income"))

    found = {"FGD: Hà Nội": "0/1", "FGD: Lào Cai": "1/1 −"}

    assert shares(study, "province@FGD") == found
    assert shares(study, "province@TLN") == found
    assert list(triangulate(study, "province", within="FGD").columns[3:5]) == list(found)


def notes(study: Study, by: str) -> str:
    return "\n".join(note.en for note in basis.of(triangulate(study, by)).notes)


def test_sources_of_other_types_are_said_to_be_confounded_with_method() -> None:
    told = notes(study_of(MIXED), "province")

    assert (
        "Method and province are confounded in 1 of 1 pairs: Hà Nội: 1 KII, 1 IDI, 1 FGD; "
        "Lào Cai: 1 FGD. Within one source type: --by province --within FGD." in told
    )


@pytest.mark.parametrize("by", ["type", "method", "province@FGD", "coder"])
def test_what_is_told_apart_by_method_or_of_one_type_is_not_confounded(by: str) -> None:
    assert "confounded" not in notes(study_of(MIXED), by)


def test_sources_of_the_same_types_are_not_confounded() -> None:
    cases = {"a": {"type": "FGD", "g": "x"}, "b": {"type": "FGD", "g": "y"}}

    assert "confounded" not in notes(study_of(cases), "g")


def test_what_an_interviewer_says_is_nobodys_mention() -> None:
    study = study_of(MIXED, coding("f1", "money.income", turn=1))

    assert shares(study, "type")["FGD"] == "0/2"


def test_documents_are_not_compared_in_prominence_with_talk() -> None:
    cases = {"d1": {"type": "desk_review"}, "k1": {"type": "KII"}, "k2": {"type": "KII"}}
    cases |= {"k3": {"type": "KII"}, "k4": {"type": "KII"}}
    study = study_of(cases, coding("d1", "trust"), coding("k1", "trust"))

    found = compared(study, "type", only=["trust"]).verdicts["trust"]

    assert found.cells["desk_review"].data.elicitation == "documentary"
    assert found.verdict == "agreement"


@pytest.mark.parametrize(
    ("by", "within", "said"),
    [
        ("nope", "", "no case has 'nope' in cases.csv, nor is it one of method, coder"),
        ("province", "survey", "no case is of the type 'survey'; there are: FGD, IDI, KII"),
    ],
)
def test_sources_that_are_not_there_name_those_that_are(by: str, within: str, said: str) -> None:
    with pytest.raises(StudyError) as error:
        triangulation.told_apart(study_of(MIXED), by, within)
    assert said in error.value.problems[0].message.en


# A survey beside talk

SURVEY = Survey(
    "khao_sat",
    "Khảo sát",
    (
        Question(
            "q1",
            "Vì sao chưa tham gia?",
            "multiple",
            ("Không đủ tiền", "Chưa tin", "Khác"),
            (
                Meaning("money.income", frozenset({"Không đủ tiền"}), "barrier"),
                Meaning("trust", frozenset({"Chưa tin"}), "barrier"),
            ),
        ),
        Question(
            "q2",
            "Có tin quỹ không?",
            "single",
            ("Có", "Không"),
            (
                Meaning("trust", frozenset({"Có"}), "enabler"),
                Meaning("trust", frozenset({"Không"}), "barrier"),
            ),
        ),
        Question("q3", "Vì sao?", "open"),
    ),
    (
        Respondent("r1", {}, {"q1": ("Không đủ tiền", "Chưa tin"), "q2": ("Có",), "q3": ("…",)}),
        Respondent("r2", {}, {"q1": ("Khác",), "q2": ("Có",)}),
        Respondent("r3", {}, {"q2": ("Không",)}),
        Respondent("r4", {}, {}),
    ),
)


def with_survey(*codings: Coding) -> Study:
    """Two interviews, and a survey whose open question two respondents answered."""
    study = study_of({"k1": {"type": "KII"}, "k2": {"type": "KII"}}, *codings)
    text = "r1: Tiền đâu\nr2: Tin chứ"
    turns = (
        Turn(1, "r1", "respondent", Span(4, 12)),
        Turn(2, "r2", "respondent", Span(17, len(text))),
    )
    return replace(
        study,
        surveys=(SURVEY,),
        transcripts=(*study.transcripts, Transcript("khao_sat.q3", text, turns)),
        cases=(*study.cases, Case("khao_sat.q3", {"type": "survey"})),
        people=tuple(Person("khao_sat", one.id) for one in SURVEY.respondents),
        asked={**study.asked, "khao_sat.q3": frozenset({"money"})},
    )


OPEN = Coding("khao_sat.q3", 1, Span(4, 12), "money.income", "barrier")


@pytest.mark.parametrize(("by", "talk"), [("type", "KII"), ("method", "interviews")])
def test_a_survey_stands_beside_talk_its_open_answers_apart(by: str, talk: str) -> None:
    study = with_survey(coding("k1", "money.income"), OPEN)

    assert shares(study, by) == {
        talk: "1/2 −",
        "survey": "1/2 −",
        "survey, open answers": "1/2 −",
    }


def test_of_a_survey_those_are_asked_who_answered_a_question_on_the_theme() -> None:
    data = compared(with_survey(), "type").verdicts["trust"].cells["survey"].data

    assert (data.asked, data.mention, data.elicitation) == (3, 3, "prompted")


def test_who_answers_both_ways_leans_to_neither() -> None:
    data = compared(with_survey(), "type").verdicts["trust"].cells["survey"].data

    assert (data.pos, data.neg, data.mixed) == (1, 1, 1)


def test_a_surveys_answers_on_a_code_are_its_familys_examples() -> None:
    data = compared(with_survey(), "type").verdicts["money"].cells["survey"].data

    assert data.examples == {"money.income"}


def test_what_the_open_question_did_not_ask_is_not_asked() -> None:
    assert shares(with_survey(), "type", "trust")["survey, open answers"] == "n/a"


def test_what_some_write_unasked_is_counted_among_all_who_wrote_and_not_set_beside_talk() -> None:
    wrote = replace(OPEN, code="trust")
    talked = (coding("k1", "trust"), coding("k2", "trust"))

    found = compared(with_survey(*talked, wrote), "type").verdicts["trust"]

    assert found.cells["survey, open answers"].share == "1/2 −"
    assert found.pairs["KII", "survey, open answers"] == "agreement"


def test_how_prominent_it_is_among_prompted_answers_is_not_compared() -> None:
    many = tuple(Respondent(f"n{n}", {}, {"q1": ("Khác",)}) for n in range(20))
    study = with_survey(coding("k1", "money.income"), coding("k2", "money.income"))
    survey = replace(SURVEY, respondents=(*SURVEY.respondents, *many))

    found = compared(replace(study, surveys=(survey,)), "type").verdicts["money.income"]

    assert found.cells["survey"].share == "1/22 −"
    assert found.pairs["KII", "survey"] == "agreement"


def test_a_survey_is_no_type_of_case_to_keep_to() -> None:
    with pytest.raises(StudyError) as error:
        told_apart(with_survey(), "type", "survey")
    assert error.value.problems[0].message.en.endswith("'survey'; there are: KII")


def test_a_survey_without_talk_is_told_apart_by_type() -> None:
    study = with_survey()
    alone = replace(study, transcripts=study.transcripts[-1:], cases=study.cases[-1:])

    assert told_apart(alone, "type") == "type"
    assert {*shares(alone, "type")} == {"survey", "survey, open answers"}


def test_an_attribute_that_is_no_method_leaves_the_survey_out() -> None:
    study = with_survey()
    cases = tuple(replace(one, attributes={**one.attributes, "g": "x"}) for one in study.cases)

    assert shares(replace(study, cases=cases), "g") == {"x": "0/2"}


def test_two_surveys_are_two_sources() -> None:
    study = with_survey()
    other = replace(SURVEY, name="lan_2")

    names = shares(replace(study, surveys=(SURVEY, other)), "type")

    assert {"survey: khao_sat", "survey: lan_2"} < set(names)


# Coders


def after(study: Study, *drafts: Decision) -> Study:
    done = tuple(
        replace(one, id=f"id_{n:02}", time=f"2026-03-10T08:00:{n:02}.000000Z", sequence=n)
        for n, one in enumerate(drafts)
    )
    return with_decisions(study, done)


def decided() -> Study:
    """Lan read k1 and f1, Minh k1: they differ on k1, where Minh came last."""
    proposal = coding("k1", "money.income")
    study = study_of(MIXED, proposal)
    words = Span(ANSWER, ANSWER + 8)
    return after(
        study,
        accept(study, proposal, coder="Lan"),
        seen(study, "f1", 2, coder="Lan"),
        add(study, "k1", "trust", words, coder="Lan"),
        reject(study, proposal, coder="Minh"),
    )


def test_each_coder_is_a_source_of_her_own_whoever_came_last() -> None:
    study = decided()

    assert study.codings[0].code == "trust"
    assert shares(study, "coder") == {"Lan": "1/2 −", "Minh": "0/1"}


@pytest.mark.parametrize("policy", ["coder:Minh", "union", "majority", "adjudicated"])
def test_the_policy_changes_nothing_of_what_each_coder_found(policy: str) -> None:
    study = decided()
    other = replace(study, settings=Settings(policy=policy))

    assert shares(with_decisions(other, study.decisions), "coder") == shares(study, "coder")


def test_the_machine_stands_beside_coders_only_if_asked_for() -> None:
    study = decided()
    learned = replace(coding("f1", "money.income"), origin="model", model="x")
    study = replace(study, proposals=(*study.proposals, learned))

    assert list(shares(study, "coder+machine")) == ["Lan", "Minh", "rules", "learning"]
    assert shares(study, "coder+machine")["rules"] == "1/2 −"


def test_coders_within_one_type_are_compared_on_its_cases() -> None:
    assert shares(decided(), "coder@KII") == {"KII: Lan": "1/1 −", "KII: Minh": "0/1"}


def test_how_many_cases_two_coders_have_both_read_is_told() -> None:
    assert "Cases both have read: Lan – Minh: 1." in notes(decided(), "coder")


def test_without_coders_it_says_so() -> None:
    assert "Nobody has coded or read anything yet." in notes(study_of(MIXED), "coder")


# The long table


def test_a_row_a_theme_and_source_says_all_that_verdicts_rest_on() -> None:
    study = study_of(MIXED, coding("f1", "money.income"), coding("f2", "money.cost", "enabler"))

    table = cells(study, "type").set_index(["code", "source"])

    assert tuple(cells(study, "type").columns) == CELLS
    row = table.loc[("money", "FGD")].to_dict()
    # Of n out of n Wilson's lower limit is n / (n + z²).
    assert (row["low"], row["high"]) == pytest.approx((2 / (2 + 1.959964**2), 1), abs=1e-6)
    assert {**row, "low": 0, "high": 0} == {
        "label_vi": "Tiền",
        "label_en": "Money",
        "cases": 2,
        "asked": 2,
        "mention": 2,
        "prominence": 1.0,
        "low": 0,
        "high": 0,
        "band": "most",
        "pos": 1,
        "neg": 1,
        "mixed": 0,
        "direction": "~",
        "examples": "money.cost; money.income",
        "elicitation": "spontaneous",
        "state": "mention",
        "why": "",
    }


def test_a_figure_that_is_missing_says_why() -> None:
    study = study_of(MIXED, coding("f1", "trust", "neutral"))
    study = replace(study, asked={"k1": frozenset({"trust"})})

    table = cells(study, "type").set_index(["code", "source"])["why"]

    assert table["trust", "KII"] == "nobody mentions it"
    assert table["trust", "IDI"] == "not asked"
    assert table["trust", "FGD"] == "no coding leans either way"
    assert cells(study, "type").loc[0, "prominence"] is None


@pytest.mark.parametrize("by", ["type", "method", "coder", "coder+machine", "nope", "type@FGD"])
@pytest.mark.parametrize(
    "study",
    [Study(Settings()), Study(Settings(), (BOOK,)), study_of({"k": {}}), with_survey()],
    ids=["nothing", "codes only", "one case", "survey"],
)
def test_little_to_compare_gives_tables_without_gaps(study: Study, by: str) -> None:
    found = compared(study, by)

    wide, long = triangulate(study, by), as_cells(found)

    assert not wide.isna().to_numpy().any()
    assert not long[["asked", "mention", "state", "elicitation"]].isna().to_numpy().any()
    assert basis.of(wide).notes
    assert basis.of(wide).as_json()


def test_a_source_of_fewer_than_the_minimum_says_so() -> None:
    study = study_of(MIXED, coding("f1", "trust", "enabler"))
    study = replace(study, settings=Settings(thresholds=Thresholds(min_asked=2)))

    table = cells(study, "type").set_index(["code", "source"]).loc[("trust", "KII")]

    assert (table["state"], table["why"]) == ("not_asked", "fewer asked than min_asked")


def test_thresholds_are_the_studys_and_every_table_has_them() -> None:
    study = study_of(MIXED, coding("f1", "money.income"))
    strict = replace(study, settings=Settings(thresholds=Thresholds(few_below=Fraction(3, 5))))

    assert (
        cells(study, "type").set_index(["code", "source"]).loc[("money", "FGD"), "band"] == "some"
    )
    found = cells(strict, "type")
    assert found.set_index(["code", "source"]).loc[("money", "FGD"), "band"] == "few"
    assert basis.of(found).parameters["few_below"] == "3/5"
    assert basis.of(found).parameters["by"] == "type"


CODES = st.sampled_from(["money.income", "money.cost", "trust"])
VALENCES = st.sampled_from(["barrier", "enabler", "neutral"])


@given(
    st.lists(st.builds(coding, st.sampled_from([*MIXED]), CODES, VALENCES), max_size=12),
    st.randoms(use_true_random=False),
    st.sampled_from(["type", "province", "method", "province@FGD"]),
)
def test_the_order_of_codings_and_transcripts_changes_no_cell(
    codings: list[Coding], random: object, by: str
) -> None:
    mixed = [*codings]
    random.shuffle(mixed)  # type: ignore[attr-defined]
    one, other = study_of(MIXED, *codings), study_of(MIXED, *mixed)
    other = replace(other, transcripts=other.transcripts[::-1])

    assert cells(one, by).equals(cells(other, by))
    table = cells(one, by)
    assert (table["mention"] <= table["asked"]).all()
    assert (table["asked"] <= table["cases"]).all()


# One theme in full


def test_an_account_quotes_each_source_from_different_cases_as_it_leans() -> None:
    study = study_of(
        MIXED,
        coding("f1", "money.income", "enabler"),
        coding("f1", "money.cost"),
        coding("f2", "money.cost"),
    )
    found = compared(study, "type", only=["money"])

    told = account(found, "money", quotes.quotes(study))

    [said] = [one for one in told.sources if one.source.name == "FGD"]
    assert said.cell.share == "2/2 −"
    assert [(q.coding.transcript, q.coding.code) for q in said.quotes] == [
        ("f1", "money.cost"),
        ("f2", "money.cost"),
    ]


def test_an_account_says_which_component_differs() -> None:
    cases = {f"k{n}": {"type": "KII"} for n in range(3)} | {"f1": {"type": "FGD"}}
    study = study_of(cases, coding("k1", "money.income"), coding("f1", "money.cost", "enabler"))
    found = compared(study, "type", only=["money"])

    told = account(found, "money", ())

    label, why = told.pairs["KII", "FGD"]
    assert label == "dissonance"
    assert why.en == (
        "opposed (− / +); prominence differs (some / most, gap 67% > 1/5); "
        "other sub-codes (0/2 < 1/2)"
    )
    assert told.why.en == "the pair that agrees least decides: KII – FGD (dissonance)"


def test_an_account_says_what_was_not_compared() -> None:
    study = with_survey(coding("k1", "trust", "neutral"), coding("k2", "trust", "neutral"))

    told = account(compared(study, "type", only=["trust"]), "trust", quotes.quotes(study))

    assert told.pairs["KII", "survey"][1].en == (
        "direction not compared (none on one side); prominence not compared (asked in other ways); "
        "no sub-codes to compare"
    )


def test_an_account_of_a_survey_gives_its_questions_and_answers_with_n() -> None:
    study = with_survey()

    told = account(compared(study, "type", only=["trust"]), "trust", quotes.quotes(study))

    [said] = [one for one in told.sources if one.source.name == "survey"]
    assert [line.en for line in said.answers] == [
        "Vì sao chưa tham gia? “Chưa tin”: 1/2",
        "Có tin quỹ không? “Có”: 2/3",
        "Có tin quỹ không? “Không”: 1/3",
    ]


def test_an_account_says_who_was_silent() -> None:
    study = study_of(MIXED, coding("f1", "trust", "enabler"))

    told = account(compared(study, "type", only=["trust"]), "trust", ())

    assert told.why.en == "only FGD mentions it; asked and silent: KII, IDI"
    assert told.pairs["KII", "IDI"][1].en == "both were asked, nobody mentions it"

"""A survey's result tables: frequencies, cross-tabs, and where a test is valid."""

from __future__ import annotations

import json
import math
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pandas import DataFrame
from test_cli import qualcode

from qualcode import basis, survey
from qualcode.errors import StudyError
from qualcode.model import (
    Bilingual,
    Code,
    Codebook,
    Coding,
    Question,
    Respondent,
    Settings,
    Span,
    Study,
    Survey,
)
from qualcode.survey import significance
from qualcode.survey.bands import groups
from qualcode.survey.tables import CROSSTAB, FREQUENCIES, crosstab, frequencies
from qualcode.survey.workbook import write

SINGLE = Question("q1", "Nghe chưa?", "single", ("Rồi", "Chưa"))
MULTIPLE = Question("q2", "Kênh nào?", "multiple", ("Zalo", "Tivi", "Loa"))
NUMBER = Question("q3", "Bao nhiêu?", "number")
OPEN = Question("q4", "Vì sao?", "open")
QUESTIONS = (SINGLE, MULTIPLE, NUMBER, OPEN)


def person(name: str, gender: str = "", age: str = "", **answers: tuple[str, ...]) -> Respondent:
    told = {"gender": gender, "age": age}
    return Respondent(name, {k: v for k, v in told.items() if v}, answers)


PEOPLE = (
    person("1", "nữ", "22", q1=("Rồi",), q2=("Zalo", "Tivi"), q3=("100",), q4=("Đắt quá.",)),
    person("2", "nữ", "31", q1=("Chưa",), q2=("Zalo",), q3=("200",)),
    person("3", "nam", "58", q1=("Chưa",), q3=("300",), q4=("Xa.",)),
    person("4", "Không muốn trả lời", "40", q2=("Tivi",)),
)


def study_of(*people: Respondent, questions: tuple[Question, ...] = QUESTIONS) -> Study:
    """A study of one survey; who answers q4 with "Đắt" has the code cost."""
    one = Survey("ks", "Thử", questions, people, "surveys/ks.csv")
    talks = survey.talk(one)
    codings = tuple(
        Coding(talk.name, turn.number, Span(turn.span.start, turn.span.start + 3), "cost")
        for talk in talks
        for turn in talk.turns
        if talk.words_of(turn).startswith("Đắt")
    )
    return Study(
        Settings(),
        codebooks=(Codebook("b", "1", (Code("cost", Bilingual("Đắt", "Dear")),)),),
        transcripts=talks,
        people=survey.people(one),
        surveys=(one,),
        codings=codings,
    )


STUDY = study_of(*PEOPLE)


def rows(frame: DataFrame, **wanted: str) -> list[dict[str, object]]:
    found = [{str(k): v for k, v in row.items()} for row in frame.to_dict(orient="records")]
    return [row for row in found if all(row[key] == value for key, value in wanted.items())]


def shown(frame: DataFrame, question: str) -> list[tuple[object, ...]]:
    return [(r["row"], r["answer"], r["n"], r["base"]) for r in rows(frame, question=question)]


# --- frequencies ---------------------------------------------------------------------------


def test_percentages_are_of_those_who_answered_and_the_others_are_missing() -> None:
    frame = frequencies(STUDY, STUDY.surveys[0], "q1")
    assert list(frame.columns) == list(FREQUENCIES)
    assert shown(frame, "q1") == [
        ("answer", "Rồi", 1, 3),
        ("answer", "Chưa", 2, 3),
        ("missing", "", 1, 4),
    ]
    assert rows(frame, answer="Chưa")[0]["percent"] == pytest.approx(200 / 3)


def test_multiple_choice_has_percentages_of_people_and_of_answers() -> None:
    frame = frequencies(STUDY, STUDY.surveys[0], "q2")
    assert [(r["n"], r["percent"], r["percent_of_answers"]) for r in rows(frame, row="answer")] == [
        (2, pytest.approx(200 / 3), pytest.approx(50)),
        (2, pytest.approx(200 / 3), pytest.approx(50)),
        (0, 0, 0),
    ]
    assert any("more than 100" in note.en for note in basis.of(frame).notes)


def test_numbers_have_a_mean_median_and_quartiles_of_type_7() -> None:
    people = [person(str(n), q3=(str(n),)) for n in range(1, 11)]
    frame = frequencies(study := study_of(*people), study.surveys[0], "q3")
    assert {r["row"]: r["value"] for r in rows(frame) if r["value"] is not None} == {
        "mean": 5.5,
        "median": 5.5,
        "q1": 3.25,
        "q3": 7.75,
        "min": 1,
        "max": 10,
    }


def test_an_open_question_has_who_answered_and_the_codes_of_their_words() -> None:
    frame = frequencies(STUDY, STUDY.surveys[0], "q4")
    assert shown(frame, "q4") == [
        ("answered", "", 2, 4),
        ("code", "cost", 1, 2),
        ("missing", "", 2, 4),
    ]


def test_the_interval_of_a_share_is_wilsons() -> None:
    """15 of 148: .0624 to .1605 (Newcombe, Statistics in Medicine 1998;17:857-872, method 3)."""
    people = [person(str(n), q1=("Rồi" if n < 15 else "Chưa",)) for n in range(148)]
    frame = frequencies(study := study_of(*people), study.surveys[0], "q1")
    found = rows(frame, answer="Rồi")[0]
    assert found["percent_low"] == pytest.approx(6.24, abs=0.005)
    assert found["percent_high"] == pytest.approx(16.05, abs=0.005)


@pytest.mark.parametrize("people", [(), (person("1"),)])
def test_a_survey_that_nobody_answered_gives_rows_without_figures(
    people: tuple[Respondent, ...],
) -> None:
    study = study_of(*people)
    frame = frequencies(study, study.surveys[0])
    assert all(r["percent"] is None for r in rows(frame, row="answer"))
    assert {r["value"] for r in rows(frame)} == {None}
    no_nan(frame)


def test_an_unknown_question_names_those_there_are() -> None:
    with pytest.raises(StudyError, match="q1, q2, q3, q4"):
        frequencies(STUDY, STUDY.surveys[0], "q9")


def no_nan(frame: DataFrame) -> None:
    values = [v for row in frame.to_dict(orient="records") for v in row.values()]
    assert not [v for v in values if isinstance(v, float) and not math.isfinite(v)]


@given(
    st.lists(st.tuples(st.sampled_from(["Rồi", "Chưa", ""]), st.sampled_from(["nữ", "nam", ""])))
)
def test_shares_are_within_bounds_add_up_and_dont_depend_on_the_rows_order(
    said: list[tuple[str, str]],
) -> None:
    people = [
        person(str(n), gender, q1=(answer,)) if answer else person(str(n), gender)
        for n, (answer, gender) in enumerate(said)
    ]
    study = study_of(*people, questions=(SINGLE,))
    frame = frequencies(study, study.surveys[0])
    answers = rows(frame, row="answer")
    assert sum(int(str(r["n"])) for r in answers) + int(
        str(rows(frame, row="missing")[0]["n"])
    ) == len(said)
    if answers[0]["base"]:
        assert sum(float(str(r["percent"])) for r in answers) == pytest.approx(100)
    for r in answers:
        if r["percent"] is not None:
            assert 0 <= r["percent_low"] <= r["percent"] <= r["percent_high"] <= 100  # type: ignore[operator]
    shuffled = people[::2] + people[1::2][::-1]
    again = study_of(*shuffled, questions=(SINGLE,))
    assert frame.equals(frequencies(again, again.surveys[0]))
    if any(gender for _, gender in said):
        one, other = crosstab(study, study.surveys[0]), crosstab(again, again.surveys[0])
        assert one.equals(other)
        no_nan(one)


# --- cross-tabs ----------------------------------------------------------------------------


def test_columns_are_groups_with_their_own_base_and_who_refuses_is_in_none() -> None:
    frame = crosstab(STUDY, STUDY.surveys[0], "q2")
    assert list(frame.columns) == list(CROSSTAB)
    assert [(r["group"], r["n"], r["base"]) for r in rows(frame, answer="Zalo")] == [
        ("nam", 0, 0),
        ("nữ", 2, 2),
        ("(không rõ)", 0, 1),
        ("(tất cả)", 2, 3),
    ]
    assert all(r["small"] for r in rows(frame))


def test_ages_come_in_bands_and_others_can_be_chosen() -> None:
    assert list(groups(PEOPLE, "age")) == ["<25", "25–34", "35–44", "55+"]
    assert list(groups(PEOPLE, "age", (30, 50))) == ["<30", "30–49", "50+"]
    typed = [person("1", age="18-30"), person("2", age="trên 30")]
    assert list(groups(typed, "age")) == ["18-30", "trên 30"]


@pytest.mark.parametrize(
    ("age", "band"), [("24", "<25"), ("25", "25–34"), ("34", "25–34"), ("55", "55+")]
)
def test_a_band_begins_with_its_first_year(age: str, band: str) -> None:
    assert list(groups([person("1", age=age)], "age")) == [band]


def counted(*cells: tuple[str, str, int]) -> Study:
    people, number = [], 0
    for gender, answer, times in cells:
        for _ in range(times):
            number += 1
            people.append(
                person(
                    str(number),
                    gender,
                    q1=(answer,),
                    q2=(("Zalo",) if answer == "Rồi" else ("Tivi",)),
                )
            )
    return study_of(*people)


def test_pearsons_chi_square_is_given_where_expected_counts_allow_it() -> None:
    """Without a continuity correction: χ² = n(ad − bc)² / (product of the four sums)."""
    study = counted(("nữ", "Rồi", 30), ("nữ", "Chưa", 20), ("nam", "Rồi", 15), ("nam", "Chưa", 35))
    found = rows(crosstab(study, study.surveys[0], "q1"))[0]
    expected = 100 * (30 * 35 - 20 * 15) ** 2 / (50 * 50 * 45 * 55)
    assert (found["test"], found["df"], found["why"]) == ("chi2", 1, "")
    assert found["statistic"] == pytest.approx(expected)
    assert found["p"] == pytest.approx(math.erfc(math.sqrt(expected / 2)))


def test_fishers_exact_test_is_given_for_a_small_two_by_two() -> None:
    """The lady tasting tea, 3 of 4 right: 34/70 two-sided (Fisher, Design of Experiments)."""
    study = counted(("nữ", "Rồi", 3), ("nữ", "Chưa", 1), ("nam", "Rồi", 1), ("nam", "Chưa", 3))
    found = rows(crosstab(study, study.surveys[0], "q1"))[0]
    assert (found["test"], found["statistic"], found["why"]) == ("fisher", None, "small_expected")
    assert found["p"] == pytest.approx(34 / 70)


@pytest.mark.parametrize(
    ("counts", "why"),
    [
        ([[3, 1, 2], [1, 3, 0]], "small_expected"),
        ([[0, 0], [0, 0]], "nobody"),
        ([], "nobody"),
        ([[5, 9], [0, 0]], "one_answer"),
        ([[5, 0], [9, 0]], "one_group"),
    ],
)
def test_there_is_no_test_where_none_is_valid_and_it_says_why(
    counts: list[list[int]], why: str
) -> None:
    found = significance.tested(counts)
    assert (found.test, found.p, found.why) == (None, None, why)


def test_the_edge_of_cochrans_rule_is_on_its_side() -> None:
    assert significance.tested([[5, 5], [5, 5]]).test == "chi2"
    assert significance.tested([[5, 5], [4, 5]]).test == "fisher"


def test_multiple_choice_is_tested_option_by_option() -> None:
    study = counted(("nữ", "Rồi", 30), ("nữ", "Chưa", 20), ("nam", "Rồi", 15), ("nam", "Chưa", 35))
    frame = crosstab(study, study.surveys[0], "q2")
    single = rows(crosstab(study, study.surveys[0], "q1"))[0]
    by_option = {r["answer"]: (r["test"], r["why"]) for r in rows(frame)}
    assert by_option == {"Zalo": ("chi2", ""), "Tivi": ("chi2", ""), "Loa": (None, "one_answer")}
    assert rows(frame, answer="Zalo")[0]["p"] == pytest.approx(single["p"])
    assert basis.of(frame).n["tests"] == 2


def test_numbers_and_codes_by_group_are_not_tested() -> None:
    frame = crosstab(STUDY, STUDY.surveys[0])
    medians = {r["group"]: r["value"] for r in rows(frame, row="median")}
    assert medians == {"nam": 300, "nữ": 150, "(không rõ)": None, "(tất cả)": 200}
    assert {r["why"] for r in rows(frame, kind="number")} == {"numbers"}
    assert {r["why"] for r in rows(frame, kind="open")} == {"codes"}
    no_nan(frame)


def test_an_attribute_that_nobody_has_names_those_there_are() -> None:
    with pytest.raises(StudyError, match="there are: age, gender"):
        crosstab(STUDY, STUDY.surveys[0], by="province")


def test_every_table_says_that_respondents_chose_themselves() -> None:
    for frame in (frequencies(STUDY, STUDY.surveys[0]), crosstab(STUDY, STUDY.surveys[0])):
        assert any("chose themselves" in note.en for note in basis.of(frame).notes)
        json.dumps(basis.of(frame).as_json())


def test_confirmed_codes_only_where_only_these_count() -> None:
    frame = frequencies(replace(STUDY, codings=()), STUDY.surveys[0], "q4")
    assert rows(frame, row="code") == []


# --- files and the command -----------------------------------------------------------------


def test_the_workbook_has_all_tables_and_the_same_bytes_each_time(tmp_path: Path) -> None:
    import openpyxl

    write(STUDY, STUDY.surveys[0], ["gender", "age"], tmp_path / "a.xlsx")
    write(STUDY, STUDY.surveys[0], ["gender", "age"], tmp_path / "b.xlsx")
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()
    book = openpyxl.load_workbook(tmp_path / "a.xlsx")
    assert book.sheetnames == ["README", "Frequencies", "By gender", "By age"]
    first = [cell.value for cell in book["Frequencies"][2]]
    assert first[:6] == ["q1", "Nghe chưa?", "chọn một / one answer", "Rồi", 1, 3]


SETTINGS = """
surveys:
  - file: surveys/ks.csv
    attributes: {gender: Giới}
    questions:
      - {column: Nghe chưa, id: q1, means: {awareness.no_knowledge: [Chưa]}}
      - {column: Vì sao, id: q2, kind: open}
"""


@pytest.fixture
def surveyed(folder: Path) -> Path:
    path = folder / "qualcode.yaml"
    path.write_text(path.read_text("utf-8") + SETTINGS, encoding="utf-8")
    (folder / "surveys").mkdir()
    text = "id,Giới,Nghe chưa,Vì sao,Email\n1,Nữ,Chưa,tiền đâu mà đóng,a@b.vn\n2,Nam,Rồi,,\n"
    (folder / "surveys" / "ks.csv").write_text(text, encoding="utf-8")
    return folder


def test_the_command_prints_frequencies_cross_tabs_json_and_csv(surveyed: Path) -> None:
    text = qualcode(surveyed, "survey")
    assert text.returncode == 0, text.stderr
    assert "q1  Nghe chưa  [one answer]" in text.stdout
    assert "chose themselves" in text.stderr
    by = qualcode(surveyed, "survey", "ks", "--by", "gender", "--question", "q1")
    assert "nữ* n=1" in by.stdout
    assert "Fisher's exact" in by.stdout
    found = json.loads(qualcode(surveyed, "survey", "--json").stdout)
    assert found["rows"][0]["question"] == "q1"
    assert found["n"]["respondents"] == 2
    head = qualcode(surveyed, "survey", "--csv").stdout.splitlines()[0]
    assert head == ",".join(FREQUENCIES)


def test_the_command_writes_a_workbook_and_refuses_other_suffixes(surveyed: Path) -> None:
    assert qualcode(surveyed, "survey", "--out", "kq.xlsx").returncode == 0
    assert (surveyed / "kq.xlsx").is_file()
    refused = qualcode(surveyed, "survey", "--out", "kq.pdf")
    assert refused.returncode == 1
    assert "must be an .xlsx" in refused.stderr


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["nope"], "there is no survey 'nope'; choose: ks"),
        (["--question", "q9"], "there are: q1, q2"),
        (["--by", "age"], "has 'age'"),
        (["--by", "gender", "--bands", "a"], "write whole numbers"),
        (["--columns", "surveys/x.csv"], "there is no file"),
    ],
)
def test_bad_options_say_what_there_is(surveyed: Path, words: list[str], said: str) -> None:
    done = qualcode(surveyed, "survey", *words)
    assert done.returncode == 1
    assert said in done.stderr


def test_without_a_survey_the_command_says_how_to_start(folder: Path) -> None:
    done = qualcode(folder, "survey")
    assert done.returncode == 1
    assert "--columns FILE" in done.stderr


def test_columns_prints_yaml_that_reads_back_as_the_same_questions(surveyed: Path) -> None:
    from qualcode import settings

    done = qualcode(surveyed, "survey", "--columns", "surveys/ks.csv")
    assert done.returncode == 0, done.stderr
    [chosen] = settings.parse(done.stdout, "qualcode.yaml").surveys
    assert chosen.file == "surveys/ks.csv"
    assert chosen.attributes == {"gender": "Giới"}
    assert [one.column for one in chosen.columns] == ["Nghe chưa", "Vì sao"]
    assert "may name people" in done.stdout
    listed = json.loads(
        qualcode(surveyed, "survey", "--columns", "surveys/ks.csv", "--json").stdout
    )
    assert [one["use"] for one in listed["columns"]] == [
        "meta",
        "gender",
        "question",
        "question",
        "personal",
    ]

"""The key `surveys` of qualcode.yaml: what it may say, and every fault with its place."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from conftest import ROOT

from qualcode import files, settings
from qualcode.errors import StudyError
from qualcode.model import AnswersMean, SurveyColumn, SurveyFile


def parsed(text: str) -> tuple[SurveyFile, ...]:
    return settings.parse(text, "qualcode.yaml").surveys


def faults(text: str) -> list[tuple[str, str]]:
    with pytest.raises(StudyError) as error:
        parsed(text)
    assert all(problem.message.vi for problem in error.value.problems)
    return [(problem.where, problem.message.en) for problem in error.value.problems]


def test_a_survey_may_be_a_file_alone_and_a_question_a_heading_alone() -> None:
    assert parsed("surveys: surveys/ks.csv\n") == (
        SurveyFile("surveys/ks.csv", where="qualcode.yaml:1:10"),
    )
    [chosen] = parsed("surveys:\n  - file: a.csv\n    questions:\n      - Vì sao?\n")
    assert chosen.columns == (SurveyColumn("Vì sao?", where="qualcode.yaml:4:9"),)


def test_all_that_can_be_said_of_a_survey_is_read() -> None:
    text = """
surveys:
  - file: surveys/ks.xlsx
    name: ks_2025
    title: Khảo sát
    sheet: Dữ liệu
    layout: kobo
    id: _id
    labels: surveys/bieu_mau.xlsx
    language: English
    attributes: {gender: q1, group: "=lao động"}
    questions:
      - column: q2
        id: kenh
        kind: multiple
        words: Kênh nào?
        separator: "; "
        options: [A, "B, C"]
        means:
          a.b: [A]
          a.c: {answers: ["B, C"], valence: enabler}
          a.d:
            - {answers: A, valence: barrier}
            - {answers: ["B, C"], valence: enabler}
      - column: q3
        means:
          - {code: a.b, answers: [Có]}
"""
    [chosen] = parsed(text)
    assert (chosen.name, chosen.title, chosen.sheet) == ("ks_2025", "Khảo sát", "Dữ liệu")
    assert (chosen.layout, chosen.id, chosen.language) == ("kobo", "_id", "English")
    assert chosen.labels == "surveys/bieu_mau.xlsx"
    assert chosen.attributes == {"gender": "q1", "group": "=lao động"}
    first, second = chosen.columns
    assert (first.id, first.kind, first.words, first.separator) == (
        "kenh",
        "multiple",
        "Kênh nào?",
        "; ",
    )
    assert first.options == ("A", "B, C")
    assert [(m.code, m.answers, m.valence) for m in first.means] == [
        ("a.b", ("A",), None),
        ("a.c", ("B, C",), "enabler"),
        ("a.d", ("A",), "barrier"),
        ("a.d", ("B, C",), "enabler"),
    ]
    assert second.means == (AnswersMean("a.b", ("Có",), where="qualcode.yaml:27:20"),)


def test_every_fault_is_told_with_its_place_at_once() -> None:
    text = """
surveys:
  - flie: a.csv
  - file: b.csv
    layout: kobbo
    questions:
      - {column: A, kind: choice, id: "q 1"}
      - id: q2
      - column: C
        means:
          a.b: {answers: [x], valence: bad}
          a.c: []
          a.d:
            - {answers: [x, y], valence: barrier}
            - {answers: [Y], valence: enabler}
  - file: surveys/b.csv
"""
    assert faults(text) == [
        (
            "qualcode.yaml:3:5",
            "surveys: write file: with the table's path, such as surveys/survey.csv",
        ),
        ("qualcode.yaml:3:11", "unknown key 'flie'; did you mean 'file'?"),
        (
            "qualcode.yaml:5:13",
            "there is no 'kobbo'; use one of: kobo, google, surveymonkey, plain",
        ),
        ("qualcode.yaml:7:27", "there is no 'choice'; use one of: single, multiple, number, open"),
        (
            "qualcode.yaml:7:39",
            "'q 1': use letters, digits, hyphens and underscores only, no blanks",
        ),
        (
            "qualcode.yaml:8:9",
            "questions: write column: with the heading of the table's column",
        ),
        ("qualcode.yaml:11:40", "there is no 'bad'; use one of: barrier, enabler, neutral"),
        (
            "qualcode.yaml:12:16",
            "means: write a code and its answers, such as awareness.no_knowledge: [Never heard]",
        ),
        ("qualcode.yaml:15:15", "means: “y” is there twice under a.d; keep one direction"),
        ("qualcode.yaml:16:5", "surveys: two surveys are named 'b'; give each its own name:"),
    ]


def test_the_sample_survey_is_what_its_script_makes_and_reads_without_a_problem() -> None:
    import csv
    import runpy

    made = runpy.run_path(str(ROOT / "surveys" / "make_survey.py"))
    with (ROOT / "surveys" / "khao_sat_bhxh.csv").open(encoding="utf-8", newline="") as file:
        assert list(csv.reader(file)) == [list(made["HEADINGS"]), *made["rows"]()]
    chosen = files.read_settings(ROOT)
    books, _ = files.read_codebooks(ROOT, chosen)
    [survey], problems = files.read_surveys(ROOT, chosen, books)
    assert problems == []
    assert len(survey.respondents) == 400
    assert len({one.id for one in survey.respondents}) == 400
    mapped = {meaning.code for question in survey.questions for meaning in question.meanings}
    assert len(mapped) == 7


def test_the_sample_says_that_it_is_invented() -> None:
    text = (ROOT / "qualcode.yaml").read_text("utf-8")
    assert yaml.safe_load(text)["surveys"][0]["file"] == "surveys/khao_sat_bhxh.csv"
    assert "invented for demonstration" in text
    assert Path(ROOT / "surveys" / "README.md").read_text("utf-8").count("invented") > 0

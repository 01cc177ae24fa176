"""`compare` and `joint` as people type them."""

from __future__ import annotations

import csv
import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

TALK = """Loại: {kind}

PVV: Chị có nghe nói bảo hiểm xã hội tự nguyện chưa?
NTL: {first}
PVV: Thế có đóng không?
NTL: {second}
"""
UNKNOWING = "Tôi chưa nghe nói bảo hiểm bao giờ, làm nương cả ngày thì biết hỏi ai."
KNOWING = "Có nghe cán bộ xã nói rồi."
POOR = "Tiền đâu ra mà đóng hả em, nuôi ba đứa con còn chưa đủ."
SURVEY = """
surveys:
  - file: surveys/ks.csv
    name: ks
    questions:
      - column: Đã nghe chưa?
        id: q1
        means: {awareness.no_knowledge: [Chưa nghe]}
"""


def qualcode(folder: Path, *words: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run a command in a folder, in English and 100 columns."""
    return subprocess.run(
        [sys.executable, "-m", "qualcode", *words],
        cwd=folder,
        env={**os.environ, "QUALCODE_LANG": "en", "COLUMNS": "100", **environment},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


@pytest.fixture
def field(folder: Path) -> Path:
    """A study of five women who haven't heard of it and five men who have, and a mixed group."""
    rows = ["transcript,type,gender"]
    for number in range(5):
        for letter, sex, first in (("w", "nữ", UNKNOWING), ("m", "nam", KNOWING)):
            name = f"{letter}{number}"
            text = TALK.format(kind="PVS", first=f"{first} {number}", second=POOR)
            (folder / "transcripts" / f"{name}.txt").write_text(text, encoding="utf-8")
            rows.append(f"{name},PVS,{sex}")
    group = f"PVV: Có nghe nói bảo hiểm chưa?\nNữ 1: {UNKNOWING}\nNam 2: {KNOWING}\n"
    (folder / "transcripts" / "tln.txt").write_text(group, encoding="utf-8")
    rows.append("tln,TLN,nam và nữ")
    (folder / "transcripts" / "pvs_01.txt").unlink()
    table = folder / "transcripts" / "cases.csv"
    table.write_text("\n".join(rows) + "\n", encoding="utf-8-sig")
    speakers = "transcript,speaker,gender\ntln,Nữ 1,nữ\ntln,Nam 2,nam\n"
    (folder / "transcripts" / "speakers.csv").write_text(speakers, encoding="utf-8-sig")
    return folder


def with_survey(folder: Path) -> Path:
    """The study with a survey of ten, seven of whom haven't heard of it."""
    (folder / "surveys").mkdir()
    answers = ["Chưa nghe"] * 7 + ["Đã nghe"] * 3
    rows = ["id,Đã nghe chưa?", *(f"{n},{answer}" for n, answer in enumerate(answers, 1))]
    (folder / "surveys" / "ks.csv").write_text("\n".join(rows) + "\n", encoding="utf-8-sig")
    settings = folder / "qualcode.yaml"
    settings.write_text(settings.read_text("utf-8") + SURVEY, encoding="utf-8")
    return folder


def test_compare_answers_in_a_sentence_then_a_table_then_quotes(field: Path) -> None:
    done = qualcode(field, "compare", "--by", "gender")
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("Women (5) and men (5), counted by case: of 2 themes 1 differ")
    assert "No knowledge   5/5 −   0/5" in done.stdout
    assert "+100 [" in done.stdout
    assert "“Tôi chưa nghe nói bảo hiểm bao giờ" in done.stdout
    assert "[w0:T002:1]" in done.stdout
    assert "No test of significance" in done.stderr
    assert all(len(line) <= 100 for line in done.stdout.splitlines())


def test_compare_speaks_vietnamese(field: Path) -> None:
    done = qualcode(field, "compare", QUALCODE_LANG="vi")
    assert done.stdout.startswith("Nữ (5) và nam (5), tính theo nguồn: trong 2 chủ đề")
    assert "Không kiểm định ý nghĩa thống kê" in done.stderr


def test_compare_by_person_counts_the_members_of_a_mixed_group(field: Path) -> None:
    by_case = json.loads(qualcode(field, "compare", "--json").stdout)
    by_person = json.loads(qualcode(field, "compare", "--people", "--json").stdout)
    assert by_case["n"] == {"nữ": 5, "nam": 5, "nam và nữ": 1}
    assert by_person["n"] == {"nữ": 6, "nam": 6}
    assert by_person["parameters"]["units"] == "person"
    [row] = [r for r in by_person["rows"] if r["theme"] == "awareness.no_knowledge"]
    assert (row["nữ: mention"], row["nữ: asked"], row["nam: mention"]) == (6, 6, 0)
    sides = by_person["quotes"]["awareness.no_knowledge"]
    assert sides["nữ"][0]["words"].startswith("Tôi chưa nghe")
    assert sides["nam"] == []


def test_compare_as_csv_has_a_row_for_each_theme(field: Path) -> None:
    rows = list(csv.DictReader(io.StringIO(qualcode(field, "compare", "--csv").stdout)))
    assert [row["theme"] for row in rows] == [
        "awareness.no_knowledge",
        "affordability.worker_income",
    ]
    assert rows[0]["verdict"] == "differs"


@pytest.mark.parametrize("words", ["--by sex", "--within X", "--codes nothing", "--out a.pdf"])
def test_compare_names_the_choices_where_there_is_no_such(field: Path, words: str) -> None:
    done = qualcode(field, "compare", *words.split())
    assert done.returncode == 1
    assert done.stdout == ""
    assert "ERROR" in done.stderr


@pytest.mark.parametrize("suffix", ["docx", "xlsx"])
def test_compare_writes_a_file(field: Path, suffix: str) -> None:
    done = qualcode(field, "compare", "--out", f"groups.{suffix}")
    assert done.returncode == 0, done.stderr
    assert (field / f"groups.{suffix}").stat().st_size > 5000


def test_compare_within_one_type_alone(field: Path) -> None:
    done = qualcode(field, "compare", "--within", "TLN")
    assert done.returncode == 0
    assert "there is" in done.stdout


def test_joint_without_a_survey_says_how_to_add_one(field: Path) -> None:
    done = qualcode(field, "joint")
    assert done.returncode == 1
    assert done.stdout == ""
    assert "surveys:" in done.stderr


def test_joint_sets_survey_and_talk_side_by_side(field: Path) -> None:
    done = qualcode(with_survey(field), "joint")
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("No knowledge (awareness.no_knowledge): Confirmation")
    assert "“Đã nghe chưa?” (q1) → Chưa nghe: 7/10 −, 70% [40–89]" in done.stdout
    assert "6/11 cases −: FGD 1/1 −, IDI 5/10 −" in done.stdout
    assert "Guetterman" in done.stderr
    assert all(len(line) <= 100 for line in done.stdout.splitlines())


def test_a_person_overrides_the_fit_with_a_reason(field: Path) -> None:
    with_survey(field)
    words = ("conclude", "awareness.no_knowledge", "--by", "joint")
    verdict = (
        "--verdict",
        "expansion",
        "--reason",
        "Nam giới biết qua cán bộ xã",
        "--coder",
        "Lan",
    )
    done = qualcode(field, *words, *verdict)
    assert done.returncode == 0, done.stderr
    shown = qualcode(field, "joint").stdout
    assert "(awareness.no_knowledge): Expansion" in shown
    assert "Lan: Nam giới biết qua cán bộ xã" in shown
    assert "Computed: confirmation" in shown
    [row] = json.loads(qualcode(field, "joint", "--json").stdout)["rows"]
    assert (row["fit"], row["computed"], row["changed"]) == ("expansion", "confirmation", False)


def test_a_fit_that_there_is_not_is_refused_with_all_there_are(field: Path) -> None:
    with_survey(field)
    words = ("conclude", "awareness.no_knowledge", "--by", "joint", "--verdict", "partial")
    done = qualcode(field, *words, "--reason", "x", "--coder", "Lan")
    assert done.returncode == 1
    assert "discordance" in done.stderr


def test_joint_writes_a_document_and_a_workbook(field: Path) -> None:
    with_survey(field)
    for name in ("joint.docx", "joint.xlsx"):
        done = qualcode(field, "joint", "--out", name)
        assert done.returncode == 0, done.stderr
        assert (field / name).stat().st_size > 5000

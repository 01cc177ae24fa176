"""`matrix` and `counts` as people type them."""

from __future__ import annotations

import csv
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from openpyxl import load_workbook


def qualcode(folder: Path, *words: str, **environment: str) -> subprocess.CompletedProcess[str]:
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
def group(folder: Path) -> Path:
    """The test study with a focus group whose people are told apart."""
    (folder / "transcripts" / "tln_02.txt").write_text(
        "Loại: TLN\nTỉnh: An Giang\n\n"
        "PVV: Các chị có nghe nói bảo hiểm xã hội tự nguyện chưa?\n"
        "Nữ 1: Tôi chưa nghe nói bảo hiểm bao giờ.\n"
        "Nữ 2: Tiền đâu ra mà đóng.\n"
        "Nam 1: Tôi thì có nghe rồi.\n",
        encoding="utf-8",
    )
    (folder / "transcripts" / "speakers.csv").write_text(
        "transcript,speaker,gender\ntln_02,Nữ 1,nữ\ntln_02,nữ2,nữ\ntln_02,Nam 1,nam\n"
        "tln_02,Nam 9,nam\n",
        encoding="utf-8",
    )
    return folder


def test_the_matrix_on_a_screen_is_by_family_and_says_how_to_read_it(group: Path) -> None:
    done = qualcode(group, "matrix")
    lines = done.stdout.splitlines()

    assert done.returncode == 0
    assert lines[0].split() == ["case", "Awareness", "affordability"]
    assert [line.split() for line in lines[2:]] == [["pvs_01", "2", "1"], ["tln_02", "1", "1"]]
    assert "By family; --csv gives every code." in done.stderr
    assert "“–” asked, nothing said; “n/a” not asked; “…” not yet coded." in done.stderr


def test_a_matrix_by_attribute_shows_cases_and_people_in_tables_of_their_own(group: Path) -> None:
    said = qualcode(group, "matrix", "--rows", "gender", "--cell", "cases", "--level", "1").stdout

    cases, people = said.split("\n\n")
    assert cases.startswith("By case (n = 2)")
    assert people.startswith("By person (n = 4)")
    # The interview's one woman and the group's two, of whom two know of no insurance.
    assert ["nữ", "3", "2/3", "2/2"] in [line.split() for line in people.splitlines()]


def test_in_json_and_csv_too_people_are_kept_apart(group: Path) -> None:
    asked = ("matrix", "--rows", "gender", "--cell", "cases")
    found = json.loads(qualcode(group, *asked, "--json").stdout)
    rows = list(csv.DictReader(qualcode(group, *asked, "--csv").stdout.splitlines()))

    assert (found["n"]["cases"], found["people"]["n"]["people"]) == (2, 4)
    assert found["parameters"]["cell"] == "cases"
    assert [row["counted"] for row in rows] == ["case", "case", "person", "person"]


def test_the_matrix_by_person_is_by_those_with_a_label_of_their_own(group: Path) -> None:
    rows = list(
        csv.DictReader(qualcode(group, "matrix", "--rows", "person", "--csv").stdout.splitlines())
    )

    assert [row["person"] for row in rows] == [
        "pvs_01: NTL",
        "tln_02: Nữ 1",
        "tln_02: Nữ 2",
        "tln_02: Nam 1",
    ]
    assert [row["awareness.no_knowledge"] for row in rows] == ["2", "1", "–", "–"]


def test_a_row_of_speakers_for_nobody_is_noted_with_its_line(group: Path) -> None:
    said = qualcode(group, "check").stderr

    assert "transcripts/speakers.csv:5: there is no speaker 'Nam 9' in tln_02" in said
    assert "did you mean Nam 1?" in said


def test_a_file_opens_in_excel_and_says_what_it_rests_on(group: Path) -> None:
    done = qualcode(group, "matrix", "--order", "province", "--out", "bảng.csv")
    text = (group / "bảng.csv").read_bytes()
    rows = list(csv.DictReader(text.decode("utf-8-sig").splitlines()))

    assert (done.returncode, done.stdout) == (0, "")
    assert "Wrote bảng.csv" in done.stderr
    assert text.startswith(b"\xef\xbb\xbf")
    assert [(row["case"], row["province"]) for row in rows] == [
        ("tln_02", "An Giang"),
        ("pvs_01", "Lào Cai"),
    ]
    assert (rows[0]["codebook"], rows[0]["policy"], rows[0]["count"]) == ("test 2", "latest", "all")


def test_a_workbook_to_write_summaries_into_has_the_order_asked_for_and_is_read_back(
    group: Path,
) -> None:
    asked = ("matrix", "--cell", "summary", "--order", "province", "--out", "khung.xlsx")
    done = qualcode(group, *asked)
    book = load_workbook(group / "khung.xlsx")
    page = book["Framework"]
    theme = next(cell for cell in page[1] if cell.value == "qualcode_theme:awareness")
    page.cell(3, theme.column).value = "Hai chị chưa nghe bao giờ."
    cases = [page["A3"].value, page["A4"].value]
    book.save(group / "khung.xlsx")
    taken = qualcode(group, "import", "khung.xlsx", "--coder", "Lan", "--apply")

    assert (done.returncode, taken.returncode) == (0, 0)
    assert cases == ["tln_02", "pvs_01"]
    assert "Hai chị chưa nghe bao giờ." in qualcode(group, "summarise", "--list").stdout
    again = qualcode(group, *asked)
    assert again.returncode == 1
    assert "may have been written into" in again.stderr


@pytest.mark.parametrize("asked", [("--cell", "cases"), ("--cell", "summary", "--rows", "gender")])
def test_a_workbook_is_for_summaries_of_cases_alone(group: Path, asked: tuple[str, ...]) -> None:
    done = qualcode(group, "matrix", *asked, "--out", "x.xlsx")

    assert done.returncode == 1
    assert "--cell summary" in done.stderr
    assert not (group / "x.xlsx").exists()


def test_cells_of_words_are_listed_below_their_row(group: Path) -> None:
    said = qualcode(group, "matrix", "--cell", "quotes").stdout

    assert said.startswith("pvs_01\n")
    assert "  affordability: 1× “" in said
    assert max(map(len, said.splitlines())) <= 100


@pytest.fixture
def many_codes(group: Path) -> Path:
    """The study with forty codes more."""
    entry = "  - id: more.code_{0}\n    label: {{vi: Tên mã dài {0}, en: A long label {0}}}\n"
    path = group / "codebooks" / "test.yaml"
    more = "".join(entry.format(number) for number in range(40))
    path.write_text(path.read_text(encoding="utf-8") + more, encoding="utf-8")
    return group


def test_many_columns_and_few_rows_are_shown_on_their_side(many_codes: Path) -> None:
    head, _, *rows = qualcode(
        many_codes, "matrix", "--level", "2", COLUMNS="80"
    ).stdout.splitlines()

    assert head.split() == ["case", "pvs_01", "tln_02"]
    assert rows[-1].split() == ["A", "long", "label", "39", "…", "…"]


def test_many_columns_and_rows_are_shown_in_parts_that_fit(many_codes: Path) -> None:
    for number in range(10):
        (many_codes / "transcripts" / f"a_rather_long_name_{number}.txt").write_text(
            f"PVV: Gì ạ?\nNTL: Tôi nói điều số {number}.\n", encoding="utf-8"
        )
    done = qualcode(many_codes, "matrix", "--level", "2", COLUMNS="80")

    assert max(map(len, done.stdout.splitlines())) <= 80
    assert done.stdout.count("a_rather_long_name_9") == len(done.stdout.split("\n\n")) > 1
    assert "--csv or --out give it whole" in done.stderr


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--cell", "x"), "choose: references, cases, presence"),
        (("--rows", "nope"), "--rows: no case has 'nope'"),
        (("--order", "nope"), "--order: no case has 'nope'"),
        (("--order", "code:nope"), "nope"),
        (("--codes", "awarenes"), "awareness"),
        (("--out", "x.xlsx"), "ends in .csv"),
    ],
)
def test_what_is_not_there_is_one_line_that_names_the_choices(
    folder: Path, words: tuple[str, ...], said: str
) -> None:
    done = qualcode(folder, "matrix", *words)

    assert (done.returncode, done.stdout) == (1, "")
    assert said in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_counts_say_how_many_of_those_asked(group: Path) -> None:
    done = qualcode(group, "counts")
    row = next(line for line in done.stdout.splitlines() if "No knowledge" in line)

    assert row.split() == ["No", "knowledge", "3", "2", "2/2", "100%", "(34–100)", "100%", "0%"]
    assert "A purposive sample" in done.stderr


def test_counts_by_an_attribute_have_no_test_and_say_why(group: Path) -> None:
    done = qualcode(group, "counts", "--by", "gender", "--people")
    head = done.stdout.split("─")[0]

    assert "nữ (n=3)" in " ".join(head.split())
    assert "No significance test: participants were chosen on purpose" in done.stderr
    found = json.loads(qualcode(group, "counts", "--by", "gender", "--people", "--json").stdout)
    assert {row["why_no_test"] for row in found["rows"]} == {"purposive"}
    assert found["n"]["people"] == 4


def test_counts_of_respondents_without_a_survey_say_so(folder: Path) -> None:
    done = qualcode(folder, "counts", "--respondents")

    assert (done.returncode, done.stdout) == (0, "")
    assert "The study has no survey's respondents." in done.stderr


def test_the_help_is_in_vietnamese(folder: Path) -> None:
    assert "Ma trận dữ liệu" in qualcode(folder, "matrix", "--help", QUALCODE_LANG="vi").stdout
    assert "Tần suất mã" in qualcode(folder, "counts", "--help", QUALCODE_LANG="vi").stdout

"""The repository's root is a study that a newcomer can run: whole, varied and consistent."""

from __future__ import annotations

import csv
import json
import shutil
import unicodedata
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest

from qualcode import importers, project, settings, triangulation, turns
from qualcode.model import Study, Transcript

ROOT = Path(__file__).parent.parent
FILES = sorted(
    path for path in (ROOT / "transcripts").iterdir() if path.suffix in {".txt", ".docx"}
)
GOLD = sorted((Path(__file__).parent / "data" / "gold").glob("*.gold.json"))


def rows(name: str) -> list[dict[str, str]]:
    """Return the rows of one of the study's tables."""
    with (ROOT / "transcripts" / name).open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def transcript(path: Path) -> Transcript:
    return turns.parse(path.stem, importers.read(path))


def test_the_study_has_at_least_eight_transcripts() -> None:
    assert len(FILES) >= 8


def test_transcripts_are_word_files_and_text_files() -> None:
    assert {path.suffix for path in FILES} == {".txt", ".docx"}


def test_every_transcript_has_one_row_in_cases_and_every_row_a_transcript() -> None:
    assert sorted(row["transcript"] for row in rows("cases.csv")) == sorted(p.stem for p in FILES)


def test_every_case_says_who_and_where() -> None:
    needed = ("type", "province", "group", "gender", "age", "date", "study")
    assert [row for row in rows("cases.csv") if not all(row[key] for key in needed)] == []


def test_groups_are_few_enough_to_compare() -> None:
    groups = Counter(row["group"] for row in rows("cases.csv"))
    assert len(groups) == 5
    assert min(groups.values()) >= 2


def test_every_kind_of_source_is_there_for_both_studies() -> None:
    kinds = {(row["study"], row["type"]) for row in rows("cases.csv")}
    assert kinds == {(study, kind) for study in ("htx", "di cư") for kind in ("KII", "PVS", "TLN")}


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_a_transcript_is_read_without_a_problem(path: Path) -> None:
    read = transcript(path)
    assert turns.problems(read) == ()
    assert len(read.turns) >= 35


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_the_header_gives_the_gender_and_age_that_cases_gives(path: Path) -> None:
    row = next(row for row in rows("cases.csv") if row["transcript"] == path.stem)
    header = transcript(path).header
    gender = header.get("Giới tính", header.get("Gioi tinh", row["gender"]))
    age = header.get("Tuổi", header.get("Tuoi", row["age"]))
    assert gender.lower() == row["gender"]
    assert age.replace("–", "-") == row["age"]


def test_speakers_names_those_who_answer_in_the_focus_groups() -> None:
    groups = {row["transcript"] for row in rows("cases.csv") if row["type"] == "TLN"}
    said = {
        (path.stem, turn.speaker)
        for path in FILES
        if path.stem in groups
        for turn in transcript(path).turns
        if turn.role == "respondent"
    }
    assert {(row["transcript"], row["speaker"]) for row in rows("speakers.csv")} == said


def test_the_settings_have_no_fault_and_a_title_in_both_languages() -> None:
    chosen = settings.parse((ROOT / "qualcode.yaml").read_text(encoding="utf-8"), "qualcode.yaml")
    assert chosen.title.vi
    assert chosen.title.en
    assert set(chosen.guide) == {"KII", "IDI", "FGD"}


def test_tracked_changes_are_read_as_accepted() -> None:
    text = transcript(ROOT / "transcripts" / "pvs_laodongnu_haiphong.docx").text
    assert "Tôi chưa biết là người làm rau cũng được vào" in text


def test_the_sentence_in_a_content_control_is_read() -> None:
    text = transcript(ROOT / "transcripts" / "pvs_laodongnu_haiphong.docx").text
    assert "Chị mong nhà nước bù cho lấy một nửa, như hồi bù tiền giống ấy. Rồi thu thì" in text


def test_an_empty_speaker_cell_goes_on_with_the_speaker_above() -> None:
    read = transcript(ROOT / "transcripts" / "tln_laodongdicu_hn.docx")
    turn = next(t for t in read.turns if "cô bưu điện" in read.words_of(t))
    assert turn.speaker == "Nam 3"
    assert read.words_of(turn).endswith("Tôi đem về cho bà ấy xem, bà ấy bảo đóng đi.")


def test_one_file_is_as_messy_as_its_readme_says() -> None:
    raw = (ROOT / "transcripts" / "pvs_nam_phuho_hcm.txt").read_bytes()
    assert raw.startswith(b"\xef\xbb\xbf")
    assert raw.count(b"\r\n") == raw.count(b"\n") > 0
    assert raw[3:].decode("utf-8").isascii()


def test_another_file_is_in_decomposed_unicode() -> None:
    text = (ROOT / "transcripts" / "pvs_quanly_htx_thanhhoa.txt").read_text(encoding="utf-8")
    assert unicodedata.is_normalized("NFD", text)
    assert not unicodedata.is_normalized("NFC", text)


def test_every_transcript_has_a_hand_coded_copy() -> None:
    assert [path.name.removesuffix(".gold.json") for path in GOLD] == sorted(p.stem for p in FILES)


@pytest.mark.parametrize("gold", GOLD, ids=lambda path: path.name.removesuffix(".gold.json"))
def test_hand_coded_words_stand_in_the_turn_they_are_given_for(gold: Path) -> None:
    path = next(p for p in FILES if p.stem == gold.name.removesuffix(".gold.json"))
    read = transcript(path)
    coded = json.loads(gold.read_text(encoding="utf-8"))["turns"]
    assert [turn.role for turn in read.turns] == [turn["role"] for turn in coded]
    for turn, by_hand in zip(read.turns, coded, strict=True):
        for span in by_hand["spans"]:
            assert span["quote"] in read.words_of(turn)


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> Study:
    """The sample study, coded with both codebooks of the repository."""
    folder = tmp_path_factory.mktemp("both")
    shutil.copytree(ROOT / "transcripts", folder / "transcripts")
    shutil.copytree(ROOT / "codebooks", folder / "codebooks")
    return project.load(folder)


def test_two_codebooks_work_beside_each_other(both: Study) -> None:
    alone = {
        coding
        for book in both.codebooks
        for coding in project.with_codings(replace(both, codebooks=(book,))).proposals
    }
    assert [book.name for book in both.codebooks] == ["digital_access", "social_insurance"]
    assert set(project.with_codings(both).proposals) == alone


def test_drivers_and_prohibitors_of_digital_access_are_told_apart_by_gender(both: Study) -> None:
    found = triangulation.triangulate(both, "gender", both.asked)
    digital = found[found["code"].str.startswith("digital.")]
    assert {"nữ", "nam"} <= set(found.columns)
    assert len(digital) == sum(code.family == "digital" for code in both.codes)
    valences = {c.valence for c in both.proposals if c.code.startswith("digital.")}
    assert {"barrier", "enabler"} <= valences

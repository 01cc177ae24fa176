"""A folder becomes a study and its deliverables, whatever lies in it."""

import csv
import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from conftest import ROOT
from hypothesis import given
from hypothesis import strategies as st

from qualcode import codebook, decisions, files, project, turns
from qualcode.errors import CodebookError, StudyError
from qualcode.exporters.table import codings_table
from qualcode.model import Problem, Settings, Study


def wheres(problems: tuple[Problem, ...]) -> list[str]:
    return sorted(problem.where for problem in problems if problem.severity == "error")


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_run_writes_every_deliverable(folder: Path) -> None:
    study, written = project.run(folder)
    assert not study.problems
    assert {path.name for path in written} == {
        "codings.csv",
        "qualitative_matrix.xlsx",
        "quotes.docx",
        "triangulation_by_type.csv",
        "triangulation_by_group.csv",
        "triangulation_by_province.csv",
        "triangulation_cells.csv",
    }
    assert all(path.stat().st_size > 0 for path in written)


def test_the_codings_are_what_the_codebook_says(folder: Path) -> None:
    project.run(folder)
    found = [(r["turn"], r["code"], r["quote"]) for r in rows(folder / "matrices" / "codings.csv")]
    assert found == [
        ("2", "awareness.no_knowledge", "Dạ chưa ạ."),
        ("2", "awareness.no_knowledge", "Tôi chưa nghe nói bảo hiểm bao giờ."),
        ("4", "affordability.worker_income", "Tiền đâu ra mà đóng hả em. [cười]"),
    ]


def test_running_again_gives_the_same_bytes(folder: Path) -> None:
    _, written = project.run(folder)
    first = {path.name: path.read_bytes() for path in written}
    _, again = project.run(folder)
    assert {path.name: path.read_bytes() for path in again} == first


def test_quotes_of_the_sample_study_are_the_words_at_their_place() -> None:
    study = project.load(ROOT)
    texts = {transcript.name: transcript.text for transcript in study.transcripts}
    table = codings_table(study)
    assert len(table) > 100
    for row in table:
        assert row["quote"] == texts[str(row["transcript"])][int(row["start"]) : int(row["end"])]


SPEECH = st.text(
    st.sampled_from(
        "Tôi chưa nghe bảo hiểm tiền đâu mà đóng Dạ không ạ.,?!… [cười]\n\t\u00a0\u200bế"
    ),
    max_size=80,
)


@given(st.lists(SPEECH, min_size=1, max_size=4))
def test_a_coding_is_always_the_text_between_its_offsets(said: list[str]) -> None:
    talk = "\n".join(f"PVV: Nghe bảo hiểm chưa?\nNTL: {words}" for words in said)
    transcript = turns.parse("t", talk)
    book = codebook.parse(
        "codebook: x\ncodes: [{id: a, label: a, patterns: ['chưa', 'tiền', 'tôi ~5 bảo hiểm']}]",
        "x.yaml",
    )
    study = project.with_codings(Study(Settings(), (book,), (transcript,)))
    for row in codings_table(study):
        assert row["quote"] == transcript.text[int(row["start"]) : int(row["end"])]
        assert str(row["quote"]).strip() == row["quote"] != ""


def test_a_decision_shows_in_every_output_with_the_coders_name(folder: Path) -> None:
    study = project.load(folder)
    first, second, third = study.codings
    project.record(
        folder,
        study,
        [
            decisions.accept(study, first, coder="Lan"),
            decisions.reject(study, second, coder="Lan"),
            decisions.recode(study, third, "awareness.no_knowledge", coder="Minh"),
        ],
    )
    project.run(folder)
    found = rows(folder / "matrices" / "codings.csv")
    assert [(r["code"], r["status"], r["origin"], r["coder"]) for r in found] == [
        ("awareness.no_knowledge", "accepted", "rule", "Lan"),
        ("awareness.no_knowledge", "added", "Minh", "Minh"),
    ]
    counts = project.results(project.load(folder)).counts
    assert counts.to_numpy().tolist() == [[2, 0]]


def test_decisions_outlive_another_codebook(folder: Path) -> None:
    study = project.load(folder)
    project.record(folder, study, [decisions.reject(study, study.codings[1], coder="Lan")])
    path = folder / "codebooks" / "test.yaml"
    wider = path.read_text(encoding="utf-8").replace('~6 {SI}"', '~8 {SI} ~2 bao giờ"')
    path.write_text(wider, encoding="utf-8")
    after = project.load(folder)
    assert [c.span for c in after.rejected] == [study.codings[1].span]
    assert study.codings[1].span not in [c.span for c in after.codings]


def test_a_decision_for_a_code_that_is_gone_is_listed(folder: Path) -> None:
    study = project.load(folder)
    project.record(folder, study, [decisions.accept(study, study.codings[2], coder="Lan")])
    path = folder / "codebooks" / "test.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("affordability.worker_income", "affordability.income"), "utf-8")
    [lost] = project.load(folder).problems
    assert "affordability.worker_income" in lost.message.en
    assert "Lan" in lost.where


def test_a_corrected_transcript_keeps_its_decisions(folder: Path) -> None:
    study = project.load(folder)
    project.record(folder, study, [decisions.accept(study, study.codings[2], coder="Lan")])
    path = folder / "transcripts" / "pvs_01.txt"
    text = path.read_text(encoding="utf-8").replace("Tỉnh: Lào Cai", "Tỉnh: Lào Cai\nTuổi: 41")
    path.write_text(text, encoding="utf-8")
    accepted = [c for c in project.load(folder).codings if c.status == "accepted"]
    assert [c.span.of(text) for c in accepted] == ["Tiền đâu ra mà đóng hả em. [cười]"]


@pytest.mark.parametrize(
    "name",
    [
        "empty.txt",
        "truncated.docx",
        "password.docx",
        "really_text.docx",
        "spreadsheet.docx",
        "no_speakers.txt",
    ],
)
def test_a_bad_file_is_one_line_and_the_others_are_done(folder: Path, name: str) -> None:
    shutil.copy(ROOT / "tests" / "data" / "messy" / name, folder / "transcripts" / name)
    study, written = project.run(folder)
    assert wheres(study.problems) == [f"transcripts/{name}"]
    assert len(study.codings) == 3
    assert len(written) == 7


def test_two_files_of_one_name_are_named(folder: Path) -> None:
    (folder / "transcripts" / "PVS_01.TXT").write_text("NTL: Lời khác.\n", "utf-8")
    study = project.load(folder)
    assert wheres(study.problems) == ["transcripts/pvs_01.txt"]
    assert len(study.transcripts) == 1


def test_a_row_for_a_missing_transcript_is_named(folder: Path) -> None:
    path = folder / "transcripts" / "cases.csv"
    path.write_text(path.read_text("utf-8-sig") + "pvs_02,PVS,Hà Nội,x,nam\n", "utf-8-sig")
    study = project.load(folder)
    assert wheres(study.problems) == ["transcripts/cases.csv:3"]


def test_a_faulty_codebook_stops_before_anything_is_written(folder: Path) -> None:
    shutil.copy(ROOT / "tests" / "data" / "messy" / "faults.yaml", folder / "codebooks")
    with pytest.raises(CodebookError) as caught:
        project.run(folder)
    assert len(caught.value.problems) > 1
    assert not (folder / "matrices").exists()


def test_a_code_in_two_codebooks_is_named(folder: Path) -> None:
    shutil.copy(folder / "codebooks" / "test.yaml", folder / "codebooks" / "zwei.yaml")
    with pytest.raises(CodebookError, match=r"awareness\.no_knowledge"):
        project.load(folder)


def test_check_lists_the_problems_of_every_part_at_once(folder: Path) -> None:
    messy = ROOT / "tests" / "data" / "messy"
    shutil.copy(messy / "faults.yaml", folder / "codebooks")
    shutil.copy(messy / "empty.txt", folder / "transcripts")
    (folder / "qualcode.yaml").write_text("rolls: {}\n", "utf-8")
    cases = folder / "transcripts" / "cases.csv"
    cases.write_text(cases.read_text("utf-8-sig") + "pvs_02,PVS,Hà Nội,x,nam\n", "utf-8-sig")
    found = wheres(project.check(folder))
    places = (
        "codebooks/faults.yaml",
        "qualcode.yaml:1",
        "transcripts/cases.csv:3",
        "transcripts/empty.txt",
    )
    for place in places:
        assert any(where.startswith(place) for where in found), place


def test_a_folder_without_transcripts_is_told_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(StudyError, match="qualcode init"):
        files.find_folder(tmp_path)


def test_a_study_is_found_from_below(folder: Path) -> None:
    assert files.find_folder(folder / "transcripts") == folder.resolve()


def test_an_empty_study_gives_tables_with_headings_only(folder: Path) -> None:
    for path in (folder / "transcripts").iterdir():
        path.unlink()
    study, written = project.run(folder)
    assert wheres(study.problems) == ["transcripts/"]
    assert rows(folder / "matrices" / "codings.csv") == []
    assert len(written) == 7


def test_the_order_of_transcripts_changes_nothing() -> None:
    study = project.with_codings(project.load(ROOT))
    turned = project.with_codings(replace(study, transcripts=study.transcripts[::-1]))
    assert turned.codings == study.codings


def test_a_csv_saved_by_excel_is_read(tmp_path: Path) -> None:
    path = tmp_path / "cases.csv"
    path.write_text("transcript;tỉnh\r\npvs_01;Hà Nội\r\n", encoding="utf-16")
    assert files.read_csv(path, "cases.csv") == [
        {"transcript": "pvs_01", "tỉnh": "Hà Nội", "__line__": "2"}
    ]


def test_a_case_asked_by_the_guide_counts_as_asked(folder: Path) -> None:
    (folder / "qualcode.yaml").write_text("guide: {PVS: [affordability]}\n", "utf-8")
    asked = project.load(folder).asked["pvs_01"]
    assert asked == {"awareness.no_knowledge", "affordability.worker_income"}


def test_a_table_with_an_open_quotation_mark_is_named(tmp_path: Path) -> None:
    path = tmp_path / "cases.csv"
    path.write_text('transcript,note\npvs_01,"x\npvs_02,y\n', "utf-8")
    with pytest.raises(StudyError, match=r"cases\.csv:"):
        files.read_csv(path, "cases.csv")


@pytest.mark.parametrize("name", ["codebooks/gone.yaml", "../gone.yaml", "codebooks"])
def test_a_codebook_that_is_not_there_is_named(folder: Path, name: str) -> None:
    (folder / "qualcode.yaml").write_text(f"codebooks: [{name}]\n", "utf-8")
    with pytest.raises(CodebookError, match=name):
        project.load(folder)


def test_settings_that_fit_nothing_are_named(folder: Path) -> None:
    text = (
        "compare: [type, provinz]\nattribution: {vi: '{typ}, {province}'}\n"
        "guide: {PVS: [affordability, afordability], dự giờ: [awareness]}\n"
    )
    (folder / "qualcode.yaml").write_text(text, "utf-8")
    found = [problem.message.en for problem in project.load(folder).problems]
    assert any("provinz" in words for words in found)
    assert any("{typ}" in words and "{type}" in words for words in found)
    assert any("afordability" in words for words in found)
    assert any("dự giờ" in words and "FGD" in words for words in found)
    assert len(found) == 4


def test_a_teams_variants_are_read_from_the_settings(folder: Path) -> None:
    path = folder / "transcripts" / "pvs_01.txt"
    path.write_text("NTL: Xìn đâu mà đóng.\n", "utf-8")
    assert not project.load(folder).codings
    (folder / "qualcode.yaml").write_text("variants: {Xìn: tiền}\n", "utf-8")
    assert [c.code for c in project.load(folder).codings] == ["affordability.worker_income"]


def test_an_encoding_named_in_the_settings_is_used(folder: Path) -> None:
    words = "PVV: Chào bà con.\nNTL: Tiền đâu mà đóng.\n"
    (folder / "transcripts" / "cu.txt").write_bytes(words.encode("utf-16-le"))
    (folder / "qualcode.yaml").write_text("encodings: {cu: utf-16, pvs_01: klingon}\n", "utf-8")
    study = project.load(folder)
    assert [t.name for t in study.transcripts] == ["cu"]
    [refused] = [p for p in study.problems if p.severity == "error" and "klingon" in p.message.en]
    assert refused.where == "transcripts/pvs_01.txt"


def test_a_code_that_has_become_a_parent_keeps_what_people_gave_it(folder: Path) -> None:
    study = project.load(folder)
    project.record(folder, study, [decisions.accept(study, study.codings[2], coder="Lan")])
    path = folder / "codebooks" / "test.yaml"
    text = path.read_text("utf-8").replace('    patterns: ["tiền đâu ~3 đóng"]\n', "")
    path.write_text(text + "  - {id: affordability.worker_income.season, label: Mùa vụ}\n", "utf-8")
    after = project.load(folder)
    assert not after.problems
    assert [c.code for c in after.codings if c.coder] == ["affordability.worker_income"]
    counts = project.results(after).counts
    assert counts["affordability.worker_income"].tolist() == [1]


def test_a_copy_under_another_name_is_not_counted_twice(folder: Path) -> None:
    shutil.copy(folder / "transcripts" / "pvs_01.txt", folder / "transcripts" / "pvs_01 (1).txt")
    study = project.load(folder)
    assert len(study.transcripts) == 1
    assert [p.message.en for p in study.problems if "very words" in p.message.en]


def test_a_row_with_a_comma_outside_quotes_is_named(folder: Path) -> None:
    path = folder / "transcripts" / "cases.csv"
    path.write_text("transcript,type,type\npvs_01,PVS,x, Lào Cai\n", "utf-8")
    with pytest.raises(StudyError) as caught:
        files.read_csv(path, "cases.csv")
    assert wheres(caught.value.problems) == ["cases.csv:1", "cases.csv:2"]


def test_a_link_out_of_the_study_is_not_followed(folder: Path, tmp_path_factory: Any) -> None:
    secret = tmp_path_factory.mktemp("elsewhere") / "secret.txt"
    secret.write_text("NTL: bí mật\n", "utf-8")
    (folder / "transcripts" / "link.txt").symlink_to(secret)
    assert wheres(project.load(folder).problems) == ["transcripts/link.txt"]


def test_a_talk_without_an_answer_is_noted(folder: Path) -> None:
    (folder / "transcripts" / "hoi.txt").write_text("PVV: Chào chị.\nPVV: Chị ơi?\n", "utf-8")
    assert any("no answer" in p.message.en for p in project.load(folder).problems)

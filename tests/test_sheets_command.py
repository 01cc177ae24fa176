"""`qualcode export coding-sheet` and `qualcode import`, as a person runs them."""

from __future__ import annotations

from pathlib import Path

import docx
import openpyxl
import pytest
import typer
from typer.testing import CliRunner, Result

from qualcode import project
from qualcode.cli import exporting, importing
from qualcode.errors import StudyError

POOR, CODE, DECISION = "Tiền đâu ra mà đóng hả em. [cười]", 6, 9


@pytest.fixture(autouse=True)
def _in_english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QUALCODE_LANG", "en")
    monkeypatch.delenv("QUALCODE_CODER", raising=False)


def run(folder: Path, *arguments: str | Path) -> Result:
    app = typer.Typer()
    exporting.add_to(app)
    importing.add_to(app)
    command = [str(argument) for argument in arguments]
    return CliRunner().invoke(app, [*command, "--project", str(folder)])


def decide(path: Path, verdict: str, code: str = "") -> None:
    """Fill in the row of the poor woman's sentence."""
    book = openpyxl.load_workbook(path)
    page = book["Coding"]
    row = next(r for r in range(3, page.max_row + 1) if page.cell(r, 4).value == POOR)
    page.cell(row, DECISION).value = verdict
    if code:
        page.cell(row, CODE).value = code
    book.save(path)


def test_export_writes_a_word_file_for_each_transcript(folder: Path) -> None:
    shown = run(folder, "export", "coding-sheet")
    assert shown.exit_code == 0
    path = folder / "coding_sheets" / "pvs_01.docx"
    assert shown.stdout.strip() == str(path)
    assert len(list(docx.Document(str(path)).comments)) == 3


def test_a_sheet_that_is_there_is_not_written_over(folder: Path) -> None:
    run(folder, "export", "coding-sheet", "--format", "xlsx")
    path = folder / "coding_sheets" / "pvs_01.xlsx"
    before = path.read_bytes()
    shown = run(folder, "export", "coding-sheet", "--format", "xlsx")
    assert shown.exit_code == 1
    assert "may have been worked in" in shown.stderr
    assert path.read_bytes() == before


def test_a_blind_sheet_shows_neither_the_machines_codes_nor_others(folder: Path) -> None:
    run(folder, "export", "coding-sheet", "--blind", "--coder", "Minh Anh")
    document = docx.Document(str(folder / "coding_sheets" / "pvs_01.Minh_Anh.docx"))
    assert list(document.comments) == []


def test_an_unknown_format_is_named_with_those_there_are(folder: Path) -> None:
    shown = run(folder, "export", "refi")
    assert isinstance(shown.exception, StudyError)
    assert (
        str(shown.exception)
        == f"WHAT: there is no 'refi'; choose from: {', '.join(exporting.WHAT)}"
    )


def test_import_shows_what_was_changed_and_records_nothing(folder: Path) -> None:
    run(folder, "export", "coding-sheet", "--format", "xlsx", "--coder", "Minh")
    path = folder / "coding_sheets" / "pvs_01.Minh.xlsx"
    decide(path, "chấp nhận / accept")
    shown = run(folder, "import", path)
    assert shown.exit_code == 0
    assert shown.stdout.splitlines() == [
        "pvs_01.Minh.xlsx → pvs_01 (Minh): changes: 1",
        f"  ● T004 accept affordability.worker_income “{POOR}”",
    ]
    assert "Nothing is recorded yet" in shown.stderr
    assert not (folder / project.STORE).exists()


def test_apply_records_all_of_a_coders_changes_as_one_step_and_once(folder: Path) -> None:
    run(folder, "export", "coding-sheet", "--format", "xlsx", "--coder", "Minh")
    path = folder / "coding_sheets" / "pvs_01.Minh.xlsx"
    decide(path, "", code="awareness.no_knowledge")
    book = openpyxl.load_workbook(path)
    book["Coding"].cell(3, DECISION).value = "bỏ / reject"
    book.save(path)

    assert run(folder, "import", path, "--apply").exit_code == 0
    decisions = project.load(folder).decisions
    assert [(d.coder, d.action) for d in decisions] == [("Minh", "reject"), ("Minh", "recode")]
    assert {d.step for d in decisions} == {decisions[0].id}

    again = run(folder, "import", path, "--apply")
    assert (again.exit_code, project.load(folder).decisions) == (0, decisions)
    assert "There is no change to record." in again.stderr


def test_what_is_not_understood_is_told_and_the_rest_recorded(folder: Path) -> None:
    run(folder, "export", "coding-sheet", "--format", "xlsx")
    path = folder / "coding_sheets" / "pvs_01.xlsx"
    decide(path, "chấp nhận / accept")
    book = openpyxl.load_workbook(path)
    book["Coding"].cell(3, CODE).value = "awareness.no_knowlege"
    book.save(path)
    shown = run(folder, "import", path, "--apply")
    assert shown.exit_code == 1
    assert "did you mean awareness.no_knowledge?" in shown.stderr
    (decision,) = project.load(folder).decisions
    assert (decision.coder, decision.action) == ("Lan", "accept")


def test_a_file_that_is_no_sheet_gets_one_line_and_the_others_are_read(folder: Path) -> None:
    run(folder, "export", "coding-sheet")
    shown = run(
        folder,
        "import",
        folder / "qualcode.yaml",
        folder / "coding_sheets" / "pvs_01.docx",
    )
    assert shown.exit_code == 1
    assert len([line for line in shown.stderr.splitlines() if line.startswith("ERROR")]) == 1
    assert shown.stdout.startswith("pvs_01.docx → pvs_01 (Lan): changes: 0")


def test_word_and_excel_sheets_of_one_coder_count_once(folder: Path) -> None:
    run(folder, "export", "coding-sheet", "--format", "xlsx")
    one = folder / "coding_sheets" / "pvs_01.xlsx"
    decide(one, "ok")
    other = folder / "coding_sheets" / "copy.xlsx"
    other.write_bytes(one.read_bytes())
    run(folder, "import", one, other, "--apply")
    assert len(project.load(folder).decisions) == 1


def test_a_sheet_that_names_no_coder_says_under_whose_name_it_goes(folder: Path) -> None:
    run(folder, "export", "coding-sheet", "--format", "xlsx")
    path = folder / "coding_sheets" / "pvs_01.xlsx"
    assert "names no coder" not in run(folder, "import", path).stderr
    decide(path, "ok")
    shown = run(folder, "import", path)
    assert (shown.exit_code, "will be recorded as Lan's" in shown.stderr) == (0, True)
    assert "names no coder" not in run(folder, "import", path, "--coder", "Mai").stderr


def test_only_coders_who_changed_something_are_recorded(folder: Path) -> None:
    for coder in ("Minh", "Mai"):
        run(folder, "export", "coding-sheet", "--format", "xlsx", "--coder", coder)
    sheets = sorted((folder / "coding_sheets").iterdir())
    decide(folder / "coding_sheets" / "pvs_01.Minh.xlsx", "ok")
    shown = run(folder, "import", *sheets, "--apply")
    assert [line for line in shown.stderr.splitlines() if "Recorded" in line] == [
        "Recorded for Minh: 1."
    ]

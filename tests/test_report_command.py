"""`report`: written once, renewed from then on, never over what people wrote."""

from __future__ import annotations

import json
from pathlib import Path

import docx
import pytest
from typer.testing import CliRunner, Result
from word_documents import controls, edit, paragraph, tree, w, words

from qualcode.cli.commands import app
from qualcode.errors import QualcodeError


def report(folder: Path, *given: str, language: str = "en") -> Result:
    """Make the report of a study."""
    env = {"QUALCODE_LANG": language, "COLUMNS": "100"}
    return CliRunner().invoke(app, ["report", *given, "--project", str(folder)], env=env)


def fault(done: Result) -> str:
    """Return what a run says is wrong: a fault of the user's, not of ours."""
    assert isinstance(done.exception, QualcodeError)
    return str(done.exception)


def test_it_is_written_in_the_studys_folder_then_renewed(folder: Path) -> None:
    first = report(folder)
    path = folder / "report.docx"
    assert first.exit_code == 0, first.stderr
    assert f"Written: {path}" in first.stderr
    before = path.read_bytes()

    again = report(folder)
    assert "Nothing has changed" in again.stderr
    assert path.read_bytes() == before


def test_what_people_wrote_and_took_out_is_told(folder: Path) -> None:
    report(folder)
    path = folder / "report.docx"
    gone = next(name for name in controls(tree(path)) if name.endswith(":counts"))

    def change(root: object) -> None:
        held = controls(root)
        held[gone].addprevious(paragraph("Tôi viết."))
        held[gone].getparent().remove(held[gone])

    edit(path, change)
    done = report(folder)

    assert done.exit_code == 0, done.stderr
    assert f"Deleted by people, so left out: {gone}" in done.stderr
    assert "Tôi viết." in words(tree(path))
    assert gone in controls(tree(_replaced(folder, gone)))


def _replaced(folder: Path, id: str) -> Path:
    assert report(folder, "--replace", id).exit_code == 0
    return folder / "report.docx"


def test_a_new_one_is_written_beside(folder: Path) -> None:
    report(folder)
    before = (folder / "report.docx").read_bytes()
    done = report(folder, "--new")

    assert done.exit_code == 0, done.stderr
    assert (folder / "report2.docx").is_file()
    assert (folder / "report.docx").read_bytes() == before


def test_another_language_has_a_file_of_its_own(folder: Path) -> None:
    assert report(folder).exit_code == 0
    done = report(folder, "--lang", "en")

    assert done.exit_code == 0, done.stderr
    assert (folder / "report_en.docx").is_file()


def test_fields_are_listed_and_nothing_is_written(folder: Path) -> None:
    done = report(folder, "--fields")

    assert "{{ title }}\t" in done.stdout
    assert "{{ report }}\t" in done.stdout
    assert not (folder / "report.docx").exists()
    rows = json.loads(report(folder, "--fields", "--json").stdout)["fields"]
    assert {"field", "part", "says"} == set(rows[0])


def test_the_clients_template_is_taken_from_the_settings(folder: Path) -> None:
    made = docx.Document()
    made.add_paragraph("Của khách hàng: {{ title }}")
    made.save(str(folder / "client.docx"))
    settings = folder / "qualcode.yaml"
    settings.write_text("coder: Lan\nreport:\n  template: client.docx\n", encoding="utf-8")
    done = report(folder)

    assert done.exit_code == 0, done.stderr
    assert "Của khách hàng: " in words(tree(folder / "report.docx"))


def test_an_unknown_field_is_a_fault_told_in_one_line(folder: Path) -> None:
    made = docx.Document()
    made.add_paragraph("{{ titel }}")
    made.save(str(folder / "client.docx"))
    done = report(folder, "--template", str(folder / "client.docx"))

    assert "client.docx: ¶1" in fault(done)
    assert "nearest: title" in fault(done)
    assert not (folder / "report.docx").exists()


def test_a_file_that_is_no_report_is_left_alone(folder: Path) -> None:
    path = folder / "report.docx"
    docx.Document().save(str(path))
    before = path.read_bytes()
    done = report(folder)

    assert "--new" in fault(done)
    assert path.read_bytes() == before


@pytest.mark.parametrize("content", [b"", b"hello", b"PK\x03\x04cut", b"\xd0\xcf\x11\xe0"])
def test_a_broken_report_is_a_fault_told_in_one_line(folder: Path, content: bytes) -> None:
    (folder / "report.docx").write_bytes(content)
    done = report(folder)

    assert len([line for line in fault(done).splitlines() if "report.docx" in line]) == 1


def test_only_a_word_files_name_is_taken(folder: Path) -> None:
    done = report(folder, "--out", str(folder / "report.pdf"))

    assert "ends in .docx" in fault(done)
    assert not (folder / "report.pdf").exists()


def test_what_became_of_each_part_as_json(folder: Path) -> None:
    told = json.loads(report(folder, "--json").stdout)

    assert told["version"] == 1
    assert told["made"]
    assert set(told["made"]) < set(controls(tree(folder / "report.docx"))) | {"contents"}
    assert any(each.tag == w("sdt") for each in tree(folder / "report.docx").iter())


def test_in_vietnamese(folder: Path) -> None:
    assert "Đã ghi: " in report(folder, language="vi").stderr


def test_what_the_outline_names_wrongly_is_told_with_a_near_name(folder: Path) -> None:
    settings = folder / "qualcode.yaml"
    outline = "report:\n  outline:\n    - title: {vi: Thử}\n      codes: [awarenes]\n"
    settings.write_text(settings.read_text("utf-8") + outline, "utf-8")
    done = report(folder)

    assert done.exit_code == 0, done.stderr
    assert "'awarenes'" in done.stderr
    assert "awareness" in done.stderr


def test_a_report_to_share_has_a_file_of_its_own(folder: Path) -> None:
    report(folder)
    before = (folder / "report.docx").read_bytes()
    report(folder, "--share")

    assert (folder / "report.docx").read_bytes() == before
    assert (folder / "report_share.docx").exists()


def test_what_people_edited_is_named_as_not_cleaned_for_sharing(folder: Path) -> None:
    report(folder, "--share")
    path = folder / "report_share.docx"
    edited = next(name for name in controls(tree(path)) if name.endswith(":counts"))

    def change(root: object) -> None:
        next(controls(root)[edited].iter(w("t"))).text = "Lan, 34 tuổi"

    edit(path, change)
    done = report(folder, "--share")

    assert "was not cleaned" in done.stderr
    assert edited in done.stderr.split("Careful: what people wrote")[1]


def test_a_report_cleaned_for_sharing_gets_nobodys_name_back(folder: Path) -> None:
    report(folder, "--share")
    path = folder / "report_share.docx"
    before = path.read_bytes()
    done = report(folder, "--out", str(path))

    assert done.exit_code == 1
    assert path.read_bytes() == before

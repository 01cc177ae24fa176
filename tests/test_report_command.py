"""`report`: written once, renewed from then on, never over what people wrote."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import docx
import pytest
from word_documents import controls, edit, paragraph, tree, w, words


def report(folder: Path, *given: str, language: str = "en") -> subprocess.CompletedProcess[str]:
    """Make the report of a study."""
    return subprocess.run(
        [sys.executable, "-m", "qualcode", "report", *given],
        cwd=folder,
        env={**os.environ, "QUALCODE_LANG": language, "COLUMNS": "100"},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


def test_it_is_written_in_the_studys_folder_then_renewed(folder: Path) -> None:
    first = report(folder)
    path = folder / "report.docx"
    assert first.returncode == 0, first.stderr
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

    assert done.returncode == 0, done.stderr
    assert f"Deleted by people, so left out: {gone}" in done.stderr
    assert "Tôi viết." in words(tree(path))
    assert gone in controls(tree(_replaced(folder, gone)))


def _replaced(folder: Path, id: str) -> Path:
    assert report(folder, "--replace", id).returncode == 0
    return folder / "report.docx"


def test_a_new_one_is_written_beside(folder: Path) -> None:
    report(folder)
    before = (folder / "report.docx").read_bytes()
    done = report(folder, "--new")

    assert done.returncode == 0, done.stderr
    assert (folder / "report2.docx").is_file()
    assert (folder / "report.docx").read_bytes() == before


def test_another_language_has_a_file_of_its_own(folder: Path) -> None:
    assert report(folder).returncode == 0
    done = report(folder, "--lang", "en")

    assert done.returncode == 0, done.stderr
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

    assert done.returncode == 0, done.stderr
    assert "Của khách hàng: " in words(tree(folder / "report.docx"))


def test_an_unknown_field_is_one_line_and_exit_1(folder: Path) -> None:
    made = docx.Document()
    made.add_paragraph("{{ titel }}")
    made.save(str(folder / "client.docx"))
    done = report(folder, "--template", "client.docx")

    assert done.returncode == 1
    assert "client.docx: ¶1" in done.stderr
    assert "nearest: title" in done.stderr
    assert "Traceback" not in done.stderr
    assert not (folder / "report.docx").exists()


def test_a_file_that_is_no_report_is_left_alone(folder: Path) -> None:
    path = folder / "report.docx"
    docx.Document().save(str(path))
    before = path.read_bytes()
    done = report(folder)

    assert done.returncode == 1
    assert "--new" in done.stderr
    assert path.read_bytes() == before


@pytest.mark.parametrize("content", [b"", b"hello", b"PK\x03\x04cut", b"\xd0\xcf\x11\xe0"])
def test_a_broken_report_is_one_line_and_exit_1(folder: Path, content: bytes) -> None:
    (folder / "report.docx").write_bytes(content)
    done = report(folder)

    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert len([line for line in done.stderr.splitlines() if "report.docx" in line]) == 1


def test_only_a_word_files_name_is_taken(folder: Path) -> None:
    done = report(folder, "--out", "report.pdf")

    assert done.returncode == 1
    assert "ends in .docx" in done.stderr
    assert not (folder / "report.pdf").exists()


def test_what_became_of_each_part_as_json(folder: Path) -> None:
    told = json.loads(report(folder, "--json").stdout)

    assert told["version"] == 1
    assert told["made"]
    assert set(told["made"]) < set(controls(tree(folder / "report.docx"))) | {"contents"}
    assert any(each.tag == w("sdt") for each in tree(folder / "report.docx").iter())


def test_in_vietnamese(folder: Path) -> None:
    assert "Đã ghi: " in report(folder, language="vi").stderr

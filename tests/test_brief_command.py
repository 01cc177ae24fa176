"""`brief`: the file it writes, what it says, and what it says to a wrong option."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from pptx import Presentation
from typer.testing import CliRunner, Result

from qualcode.cli.commands import app
from qualcode.errors import StudyError


def run(folder: Path, *options: str, language: str = "en") -> Result:
    return CliRunner().invoke(
        app, ["brief", *options, "--project", str(folder)], env={"QUALCODE_LANG": language}
    )


def test_the_brief_is_written_among_the_results(folder: Path) -> None:
    done = run(folder)
    assert done.exit_code == 0, done.output
    path = folder / "matrices" / "brief.pptx"
    assert "Written:" in done.stderr
    assert str(path) in done.stderr
    deck = Presentation(str(path))
    assert 5 <= len(deck.slides) <= 15
    assert "“No knowledge”" in "\n".join(one.shapes.title.text_frame.text for one in deck.slides)


def test_its_language_is_the_users_unless_it_is_said(folder: Path) -> None:
    run(folder, "--out", str(folder / "a.pptx"), language="vi")
    run(folder, "--out", str(folder / "b.pptx"), "--lang", "en", language="vi")
    titles = [
        Presentation(str(folder / name)).slides[1].shapes.title.text_frame.text
        for name in ("a.pptx", "b.pptx")
    ]
    assert titles[0].startswith("Kết quả dựa trên")
    assert titles[1].startswith("Findings rest on")


def test_json_names_the_file_and_every_headline(folder: Path) -> None:
    found = json.loads(run(folder, "--json").stdout)
    assert found["written"].endswith("brief.pptx")
    assert found["slides"][0]["id"] == "title"
    assert found["overflowing"] == []


def test_only_what_people_confirmed_if_so_asked(folder: Path) -> None:
    found = json.loads(run(folder, "--json", "--confirmed").stdout)
    assert not [one for one in found["slides"] if one["id"].startswith("finding")]


def test_a_study_without_transcripts_gives_a_brief_that_says_so(folder: Path) -> None:
    (folder / "transcripts" / "pvs_01.txt").unlink()
    (folder / "transcripts" / "cases.csv").unlink()
    done = run(folder, "--json")
    assert done.exit_code == 0, done.output
    assert any("no findings yet" in one["en"] for one in json.loads(done.stdout)["slides"])


def test_a_name_without_pptx_is_refused(folder: Path) -> None:
    done = run(folder, "--out", "brief.docx")
    assert isinstance(done.exception, StudyError)
    assert ".pptx" in str(done.exception)


@pytest.mark.parametrize("option", ["--lang", "--template"])
def test_a_wrong_option_is_told_in_a_line(option: str, folder: Path) -> None:
    done = run(folder, option, "xx")
    assert isinstance(done.exception, StudyError)
    assert len(done.exception.problems) == 1

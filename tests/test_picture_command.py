"""`picture`: on the screen, in files, as values."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from rich.cells import cell_len


def picture(folder: Path, *words: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Draw in a folder, in English."""
    return subprocess.run(
        [sys.executable, "-m", "qualcode", "picture", *words],
        cwd=folder,
        env={**os.environ, "QUALCODE_LANG": "en", "COLUMNS": "80", **environment},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


def test_bars_on_the_screen_with_what_they_rest_on_beside_them(folder: Path) -> None:
    done = picture(folder, "bars", QUALCODE_LANG="vi")
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("Số nguồn nhắc tới mỗi mã\n")
    assert "  Không biết" in done.stdout
    assert "███ 1/1" in done.stdout
    assert "n = 1 nguồn, 3 lượt mã hóa." in done.stderr
    assert max(map(cell_len, (done.stdout + done.stderr).splitlines())) <= 80


def test_the_words_in_a_picture_can_be_in_the_other_language(folder: Path) -> None:
    assert "How many cases" in picture(folder, "bars", "--lang", "en", QUALCODE_LANG="vi").stdout


def test_every_kind_at_once_on_the_screen(folder: Path) -> None:
    shown = picture(folder, "all", "pvs_01").stdout
    for title in ("Codes by source type", "Codes found", "pvs_01: from beginning to end"):
        assert title in shown


@pytest.mark.parametrize("name", ["x.png", "x.svg", "x.docx", "x.pptx", "x.html"])
def test_a_picture_goes_into_the_kind_of_file_that_its_name_says(name: str, folder: Path) -> None:
    done = picture(folder, "heatmap", "--by", "gender", "--out", name)
    assert done.returncode == 0, done.stderr
    assert done.stdout == ""
    assert f"Written:\n  {name}" in done.stderr
    starts = {".png": b"\x89PNG", ".svg": b"<?xml", ".html": b"<!DOCTYPE html>"}
    assert (folder / name).read_bytes().startswith(starts.get(Path(name).suffix, b"PK"))


def test_all_goes_into_a_folder_with_timelines_only_if_asked(folder: Path) -> None:
    assert picture(folder, "all", "--out", "hình").returncode == 0
    names = {path.name for path in (folder / "hình").iterdir()}
    assert {"bars_direction.png", "bars_status.svg", "heatmap_group.png"} <= names
    assert not [name for name in names if name.startswith("timeline")]
    picture(folder, "all", "--timelines", "--out", "more")
    assert (folder / "more" / "timeline_pvs_01.png").exists()


def test_json_has_the_values(folder: Path) -> None:
    shown = json.loads(picture(folder, "heatmap", "--by", "type", "--json").stdout)
    (made,) = shown["pictures"]
    assert made["picture"] == "HeatMap"
    assert [row["id"] for row in made["rows"]] == [
        "awareness.no_knowledge",
        "affordability.worker_income",
    ]
    assert [cell["words"] for row in made["cells"] for cell in row] == ["1/1", "1/1"]


def test_csv_has_the_numbers_that_are_drawn(folder: Path) -> None:
    assert picture(folder, "heatmap", "--by", "type", "--csv").stdout.splitlines() == [
        "family,code,IDI (n=1)",
        "Awareness,No knowledge,1/1",
        "affordability,Low income,1/1",
    ]


def test_confirmed_counts_only_what_a_person_stands_by(folder: Path) -> None:
    done = picture(folder, "bars", "--confirmed")
    assert done.returncode == 0
    assert "nothing to draw" in done.stdout
    assert "count confirmed" in done.stderr


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["pie"], "heatmap, bars, saturation"),
        (["timeline"], "pvs_01"),
        (["timeline", "pvs_1"], "pvs_01"),
        (["heatmap", "--by", "tỉnh"], "gender"),
        (["bars", "--codes", "awarenes"], "awareness"),
        (["bars", "--split", "colour"], "direction, status"),
        (["bars", "--lang", "fr"], "vi, en"),
        (["bars", "--out", "x.gif"], ".png, .svg, .docx, .pptx, .html"),
        (["all", "--out", "x.svg"], "folder"),
        (["cooccurrence", "--within", "near"], "segment, overlap, turn, case"),
    ],
)
def test_what_cannot_be_drawn_is_told_with_the_choices(
    words: list[str], told: str, folder: Path
) -> None:
    done = picture(folder, *words)
    assert done.returncode == 1
    assert done.stdout == ""
    assert told in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("kind", ["heatmap", "bars", "saturation", "cooccurrence", "all"])
def test_a_study_without_transcripts_says_so(kind: str, folder: Path) -> None:
    shutil.rmtree(folder / "transcripts")
    done = picture(folder, kind)
    assert done.returncode == 0, done.stderr
    assert "so there is no" in done.stdout
    assert "Traceback" not in done.stderr

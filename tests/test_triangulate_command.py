"""`triangulate` and `conclude` as they are typed."""

from __future__ import annotations

import csv
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from qualcode import project

FGD = (
    "Loại: TLN\nTỉnh: Hà Nội\n\n"
    "PVV: Các chị có nghe nói bảo hiểm xã hội chưa?\n"
    "Nữ 1: Em chưa nghe nói bảo hiểm bao giờ.\n"
    "Nữ 2: Chị cũng không biết bảo hiểm là gì.\n"
)


@pytest.fixture
def two(folder: Path) -> Path:
    """A study with an interview and a focus group, of two provinces."""
    (folder / "transcripts" / "tln_02.txt").write_text(FGD, encoding="utf-8")
    with (folder / "transcripts" / "cases.csv").open("a", encoding="utf-8") as file:
        file.write("tln_02,TLN,Hà Nội,lao động di cư,nữ\n")
    return folder


def qualcode(
    folder: Path, *words: str, language: str = "en", columns: int = 100
) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "QUALCODE_LANG": language, "COLUMNS": str(columns)}
    return subprocess.run(
        [sys.executable, "-m", "qualcode", *words, "--project", str(folder)],
        capture_output=True,
        text=True,
        encoding="utf-8",
        env=environment,
        check=False,
    )


def conclude(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    return qualcode(folder, "conclude", "awareness", "--coder", "Lan", *words)


def test_a_table_has_each_sources_n_its_direction_and_the_verdict(two: Path) -> None:
    done = qualcode(two, "triangulate")

    head, _, *rows = done.stdout.splitlines()
    assert head.split() == ["code", "IDI", "FGD", "verdict"]
    assert "awareness.no_knowledge" in rows[1]
    assert rows[1].split()[1:] == ["1/1", "−", "1/1", "−", "Agreement", "*"]
    assert "Farmer et al." in done.stderr
    assert "few_below = 1/3" in done.stderr
    assert "IDI = 1" in done.stderr


def test_provinces_of_other_methods_are_said_to_be_confounded(two: Path) -> None:
    assert "Method and province are confounded in 1 of 1 pairs" in " ".join(
        qualcode(two, "triangulate", "--by", "province").stderr.split()
    )


def test_within_a_type_its_sources_alone_are_shown(two: Path) -> None:
    rows = json.loads(
        qualcode(two, "triangulate", "--by", "province", "--within", "TLN", "--json").stdout
    )["rows"]

    assert "FGD: Hà Nội" in rows[0]
    assert not any("Lào Cai" in name for name in rows[0])


@pytest.mark.parametrize(("columns", "language"), [(100, "vi"), (80, "en"), (60, "vi")])
def test_what_is_too_wide_for_columns_stands_in_blocks_that_fit(
    two: Path, columns: int, language: str
) -> None:
    for words in ((), ("--by", "province"), ("--theme", "awareness")):
        done = qualcode(two, "triangulate", *words, language=language, columns=columns)
        assert done.stdout
        longest = max(map(len, (done.stdout + done.stderr).splitlines()))
        assert longest <= columns or words == ("--theme", "awareness")
        assert longest <= 100


def test_one_theme_is_told_in_full(two: Path) -> None:
    done = qualcode(two, "triangulate", "--theme", "awareness")

    assert "IDI: 1/1, 100% (21–100%); most; direction − (+0 −1 ±0)" in done.stdout
    assert "sub-codes: awareness.no_knowledge" in done.stdout
    assert "“Em chưa nghe nói bảo hiểm bao giờ.”" in done.stdout
    assert "IDI – FGD: Agreement" in done.stdout
    assert "same direction (−); as prominent (most, gap 0%); same sub-codes (1/1)" in done.stdout


def test_one_theme_comes_as_json_and_csv(two: Path) -> None:
    found = json.loads(qualcode(two, "triangulate", "--theme", "awareness", "--json").stdout)
    assert (found["theme"], found["verdict"]) == ("awareness", "agreement")
    assert found["pairs"][0]["sources"] == ["IDI", "FGD"]
    assert {quote["source"] for quote in found["quotes"]} == {"IDI", "FGD"}
    assert [row["source"] for row in found["rows"]] == ["IDI", "FGD"]
    rows = qualcode(two, "triangulate", "--theme", "awareness", "--csv").stdout.splitlines()
    assert [row["source"] for row in csv.DictReader(rows)] == ["IDI", "FGD"]


def test_the_cells_come_as_text_csv_and_json(two: Path) -> None:
    assert "prominence" in qualcode(two, "triangulate", "--cells").stdout
    rows = list(
        csv.DictReader(qualcode(two, "triangulate", "--cells", "--csv").stdout.splitlines())
    )
    assert rows[0]["band"] == "most"
    found = json.loads(qualcode(two, "triangulate", "--cells", "--json").stdout)
    assert found["parameters"]["by"] == "type"
    assert found["rows"][0]["direction"] == "-"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--theme", "awarenes"), "is not in a codebook; did you mean 'awareness.no_knowledge'?"),
        (("--by", "nope"), "no case has 'nope' in cases.csv"),
        (("--within", "survey"), "no case is of the type 'survey'; there are: FGD, IDI"),
    ],
)
def test_what_is_not_there_names_what_is(two: Path, words: tuple[str, ...], said: str) -> None:
    done = qualcode(two, "triangulate", *words)

    assert (done.returncode, done.stdout) == (1, "")
    assert said in done.stderr


def test_without_transcripts_it_says_what_is_missing(folder: Path) -> None:
    for path in (folder / "transcripts").iterdir():
        path.unlink()

    done = qualcode(folder, "triangulate", "--by", "coder")

    assert done.returncode == 0
    assert "Nobody has coded or read anything yet." in done.stderr

    done = qualcode(folder, "triangulate")

    assert done.returncode == 1
    assert "there are no cases yet; copy transcripts here" in done.stderr


def test_a_persons_verdict_stands_beside_the_computed_one_with_its_reason(two: Path) -> None:
    done = conclude(two, "--verdict", "partial", "--reason", "FGD chỉ nói về đi viện")
    assert "Recorded" in done.stderr
    assert "conclude awareness (type): Partial agreement (FGD chỉ nói về đi viện)" in done.stderr

    shown = qualcode(two, "triangulate").stdout

    assert "Partial agreement (Lan)" in shown.splitlines()[2]
    assert "awareness: Partial agreement (Lan): FGD chỉ nói về đi viện" in shown


def test_to_agree_is_said_as_that(two: Path) -> None:
    conclude(two, "--confirm", "--reason", "đã đọc hết")

    assert "agrees (Lan)" in qualcode(two, "triangulate").stdout


def test_what_has_changed_since_is_marked(two: Path) -> None:
    conclude(two, "--confirm", "--reason", "đã đọc hết")
    study = project.load(two)
    [first] = [c for c in study.codings if c.transcript == "tln_02" and c.turn == 2]
    qualcode(two, "reject", first.id, "--coder", "Lan")
    [second] = [c for c in project.load(two).codings if c.transcript == "tln_02"]
    qualcode(two, "reject", second.id, "--coder", "Lan")

    shown = " ".join(qualcode(two, "triangulate", language="vi").stdout.split())

    assert "Thống nhất (Lan) !" in shown
    assert "[đã đổi từ khi kết luận: khi đó Thống nhất, IDI 1/1 −; FGD 1/1 −; nay" in shown


def test_what_has_changed_since_names_the_sources_as_the_screen_does(two: Path) -> None:
    conclude(two, "--confirm", "--reason", "đã đọc hết", "--by", "method")
    for coding in project.load(two).codings:
        if coding.transcript == "tln_02":
            qualcode(two, "reject", coding.id, "--coder", "Lan")

    shown = " ".join(qualcode(two, "triangulate", "--by", "method", language="vi").stdout.split())

    assert "khi đó Thống nhất, phỏng vấn 1/1 −; thảo luận nhóm 1/1 −; nay" in shown


def test_a_conclusion_is_taken_away(two: Path) -> None:
    conclude(two, "--confirm", "--reason", "x")
    conclude(two, "--none")

    assert "Lan" not in qualcode(two, "triangulate").stdout


@pytest.mark.parametrize(
    "words", [(), ("--confirm", "--verdict", "partial"), ("--confirm", "--none")]
)
def test_one_way_to_conclude_must_be_chosen(two: Path, words: tuple[str, ...]) -> None:
    assert conclude(two, *words, "--reason", "x").returncode == 2


def test_a_conclusion_without_a_reason_is_refused(two: Path) -> None:
    done = conclude(two, "--confirm")

    assert done.returncode == 1
    assert "no reason is given" in done.stderr


def test_the_log_and_undo_know_conclusions(two: Path) -> None:
    conclude(two, "--verdict", "silence", "--reason", "xem lại")
    told = qualcode(two, "log").stdout
    assert "conclude  awareness" in told
    assert "computed: Agreement → Silence (type)" in told
    assert "(xem lại)" in told

    undone = qualcode(two, "undo", "--coder", "Lan")

    assert "conclude awareness (type): Silence (xem lại)" in undone.stderr
    assert project.load(two).conclusions == ()


def test_another_store_brings_its_conclusions(two: Path, tmp_path: Path) -> None:
    conclude(two, "--confirm", "--reason", "x")
    theirs = tmp_path / "minh.sqlite"
    (two / "coding.sqlite").rename(theirs)

    qualcode(two, "merge", str(theirs))

    assert [c.reason for c in project.load(two).conclusions] == ["x"]


def test_both_verdicts_and_the_figures_are_exported(two: Path) -> None:
    (two / "qualcode.yaml").write_text(
        "coder: Lan\ncompare: [type, 'province@FGD', method, coder]\n"
        "triangulation:\n  few_below: 1/4\n",
        encoding="utf-8",
    )
    conclude(two, "--verdict", "partial", "--reason", "=1+1")
    assert qualcode(two, "run").returncode == 0
    matrices = two / "matrices"

    def rows(name: str) -> list[dict[str, str]]:
        with (matrices / name).open(encoding="utf-8-sig", newline="") as file:
            return list(csv.DictReader(file))

    first = rows("triangulation_by_type.csv")[0]
    assert (first["verdict"], first["concluded"], first["reason"]) == (
        "agreement",
        "partial",
        "=1+1",
    )
    assert first["thresholds"].startswith("few_below=1/4; some_below=2/3")
    assert "FGD: Hà Nội" in rows("triangulation_by_province_FGD.csv")[0]
    cells = rows("triangulation_cells.csv")
    assert {row["by"] for row in cells} == {"type", "province@FGD", "method"}
    assert (cells[0]["source"], cells[0]["asked"], cells[0]["state"]) == ("IDI", "1", "mention")


def test_check_knows_what_sources_can_be_told_apart_by(two: Path) -> None:
    (two / "qualcode.yaml").write_text(
        "compare: [type, 'province@FGD', method, coder, 'coder+machine', tinh]\n", encoding="utf-8"
    )
    done = qualcode(two, "check")

    assert done.returncode == 1
    assert "compare: there is no 'tinh'" in done.stderr
    assert "there is no 'province@FGD'" not in done.stderr
    assert "there is no 'method'" not in done.stderr

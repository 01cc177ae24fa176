"""`qualcode saturation`, `cooccur` and `coverage` as people type them."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import ROOT
from typer.testing import CliRunner, Result

from qualcode.cli.commands import app
from qualcode.errors import QualcodeError, StudyError

Run = Callable[..., Result]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, folder: Path) -> Run:
    """Run a command on the small study, in English: `run("cooccur", "--matrix")`."""
    monkeypatch.setenv("QUALCODE_LANG", "en")

    def run(verb: str, *options: str, project: Path = folder) -> Result:
        return CliRunner().invoke(app, [verb, "--project", str(project), *options])

    return run


@pytest.fixture
def eight(folder: Path) -> Path:
    """A study of eight interviews in one of which something new is said late."""
    first = (folder / "transcripts" / "pvs_01.txt").read_text(encoding="utf-8")
    rows = ["transcript,type,date\n"]
    for number in range(1, 9):
        answer = "Tiền đâu ra mà đóng" if number in (1, 8) else f"Có, {number} năm"
        words = first.replace("Tiền đâu ra mà đóng", answer).replace("bao giờ", f"lần {number}")
        name = f"pvs_{number:02d}"
        (folder / "transcripts" / f"{name}.txt").write_text(words, encoding="utf-8")
        rows.append(f"{name},PVS,{'' if number == 2 else f'2026-03-{20 - number}'}\n")
    (folder / "transcripts" / "cases.csv").write_text("".join(rows), encoding="utf-8-sig")
    return folder


@pytest.fixture
def empty(tmp_path: Path) -> Path:
    """A study's folder with a codebook and no transcript."""
    made = tmp_path / "empty"
    (made / "transcripts").mkdir(parents=True)
    (made / "codebooks").mkdir()
    (made / "qualcode.yaml").write_text("coder: Lan\n", encoding="utf-8")
    book = "codebook: t\nversion: 1\ncodes:\n  - id: a\n    label: {vi: A, en: A}\n"
    (made / "codebooks" / "t.yaml").write_text(book, encoding="utf-8")
    return made


def test_saturation_prints_verdict_runs_curve_and_richness(run: Run, eight: Path) -> None:
    done = run("saturation", project=eight)

    assert done.exit_code == 0
    assert done.stdout.startswith("Saturated after 4 cases (4+2): the next 2 bring no new code.")
    heads = [line.split()[0] for line in done.stdout.splitlines() if line.split()]
    assert [head for head in heads if head in ("run", "#", "cases")] == ["run", "#", "cases"]
    assert "The rule promises nothing" in done.stderr
    assert "1 case without a date last, by name: pvs_02" in done.stderr
    assert "Exploratory" in done.stderr


def test_json_has_all_of_it(run: Run, eight: Path) -> None:
    shown = json.loads(run("saturation", "--json", project=eight).stdout)

    assert [row["notation"] for row in shown["rows"]] == ["4+2"] * 3
    assert shown["curve"]["rows"][0]["case"] == "pvs_08"
    assert shown["curve"]["parameters"]["seed"] == 1
    assert shown["richness"]["rows"][0]["T"] == 8
    assert shown["parameters"]["base"] == 4
    assert len(shown["verdicts"]) == 1


@pytest.mark.parametrize(
    ("options", "first", "rows"),
    [
        ((), "stratum,cases,codes,base_codes", 3),
        (("--curve",), "stratum,position,case,date", 8),
        (("--richness",), "stratum,T,S_obs,Q1", 1),
        (("--base", "5", "--run", "3"), "stratum,cases,codes,base_codes", 1),
    ],
)
def test_csv_has_the_table_asked_for(
    run: Run, eight: Path, options: tuple[str, ...], first: str, rows: int
) -> None:
    lines = run("saturation", "--csv", *options, project=eight).stdout.splitlines()

    assert lines[0].startswith(first)
    assert len(lines) == rows + 1


def test_curve_shows_every_case_in_order(run: Run, eight: Path) -> None:
    lines = run("saturation", "--curve", "--order", "name", project=eight).stdout.splitlines()

    assert [line.split()[1] for line in lines[2:]] == [
        f"pvs_{number:02d}" for number in range(1, 9)
    ]


def test_each_stratum_says_if_it_has_too_few_cases(run: Run, eight: Path) -> None:
    done = run("saturation", "--by", "type", "--base", "7", project=eight)

    assert "IDI: 8 cases, fewer than base + run (7+2)" in done.stdout


def test_confirmed_counts_nothing_before_a_person_decided(run: Run, eight: Path) -> None:
    done = run("saturation", "--confirmed", project=eight)

    assert "undefined: the base has no code" in done.stdout
    assert "Chao2: all: undefined: there are no codes" in done.stdout


def test_cooccur_lists_pairs_by_label_and_csv_by_id(run: Run) -> None:
    text = run("cooccur", "--within", "case")
    rows = list(csv.DictReader(io.StringIO(run("cooccur", "--within", "case", "--csv").stdout)))

    assert "No knowledge" in text.stdout
    assert "can exceed 1" in text.stderr
    assert [(row["code_a"], row["together"], row["coefficient"]) for row in rows] == [
        ("awareness.no_knowledge", "1", "1.0")
    ]


def test_cooccur_takes_a_number_of_turns(run: Run) -> None:
    assert json.loads(run("cooccur", "--within", "1", "--json").stdout)["rows"] == []
    (row,) = json.loads(run("cooccur", "--within", "2", "--json").stdout)["rows"]
    assert (row["together"], row["either"]) == (2, 2)


def test_cooccur_prints_codes_by_codes(run: Run) -> None:
    text = run("cooccur", "--within", "case", "--matrix").stdout.splitlines()
    shown = json.loads(run("cooccur", "--within", "case", "--matrix", "--json").stdout)

    assert text[2].split()[-1] == "1"
    by_code = {row["code"]: row for row in shown["rows"]}
    assert by_code["awareness.no_knowledge"]["affordability.worker_income"] == 1


@pytest.mark.parametrize("options", [(), ("--matrix",), ("--within", "overlap")])
def test_cooccur_says_that_nothing_is_together(run: Run, options: tuple[str, ...]) -> None:
    done = run("cooccur", *options)

    assert done.exit_code == 0
    assert "No two codes occur together" in done.stderr


@pytest.mark.parametrize(
    ("typed", "error", "words"),
    [
        (("cooccur", "--within", "page"), StudyError, "segment, overlap, turn, case"),
        (("cooccur", "--within", "-1"), StudyError, "number of turns from 0 on"),
        (("cooccur", "--codes", "gone"), QualcodeError, "gone"),
        (("saturation", "--by", "village"), StudyError, "type"),
        (("saturation", "--order", "village"), StudyError, "date, name, listed"),
        (("saturation", "--threshold", "5"), StudyError, "0.05"),
        (("saturation", "--base", "0"), StudyError, "1 or more"),
        (("coverage", "--by", "village"), StudyError, "province"),
    ],
)
def test_what_cannot_be_is_said_with_the_choices(
    run: Run, typed: tuple[str, ...], error: type[Exception], words: str
) -> None:
    done = run(*typed)

    assert isinstance(done.exception, error)
    assert words in str(done.exception)


def test_coverage_names_the_cases_with_nothing(run: Run, folder: Path) -> None:
    with (folder / "transcripts" / "cases.csv").open("a", encoding="utf-8") as cases:
        cases.write("bao_cao_2025,desk review,Lào Cai,,\n")

    done = run("coverage", "--by", "type")

    assert "bao_cao_2025: no transcript" in done.stdout
    assert [line.split("  ")[0] for line in done.stdout.splitlines()[2:5]] == [
        "all",
        "Desk review",
        "IDI",
    ]


def test_coverage_lists_every_case_if_asked(run: Run) -> None:
    assert "pvs_01" in run("coverage", "--cases").stdout
    rows = json.loads(run("coverage", "--json").stdout)["rows"]
    assert [row["level"] for row in rows] == ["all", "case"]


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize(
    "typed",
    [
        ("cooccur",),
        ("cooccur", "--matrix"),
        ("saturation",),
        ("saturation", "--curve"),
        ("saturation", "--richness"),
        ("coverage",),
    ],
)
def test_a_study_without_transcripts_gives_a_clear_statement(
    run: Run, empty: Path, monkeypatch: pytest.MonkeyPatch, typed: tuple[str, ...], language: str
) -> None:
    monkeypatch.setenv("QUALCODE_LANG", language)
    done = run(*typed, project=empty)

    assert done.exit_code == 0
    assert done.stderr.strip()
    assert "nan" not in (done.stdout + done.stderr).lower().split()
    assert "None\n" not in done.stdout


@pytest.mark.parametrize(
    "typed",
    [
        ("cooccur",),
        ("cooccur", "--matrix", "--within", "turn"),
        ("saturation", "--by", "type"),
        ("saturation", "--curve"),
        ("coverage", "--by", "province", "--cases"),
    ],
)
def test_text_fits_a_hundred_columns(
    run: Run, monkeypatch: pytest.MonkeyPatch, typed: tuple[str, ...]
) -> None:
    monkeypatch.setenv("COLUMNS", "100")
    done = run(*typed, project=ROOT)
    lines = (done.stdout + done.stderr).splitlines()

    assert len(lines) > 5
    assert max(map(len, lines)) <= 100

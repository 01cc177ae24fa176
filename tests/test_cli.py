"""The commands as people type them."""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import ROOT


def qualcode(folder: Path, *words: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run a command in a folder, in English."""
    return subprocess.run(
        [sys.executable, "-m", "qualcode", *words],
        cwd=folder,
        env={**os.environ, "QUALCODE_LANG": "en", "COLUMNS": "200", **environment},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


def codings(folder: Path) -> list[dict[str, str]]:
    rows = json.loads(qualcode(folder, "quotes", "--json").stdout)["rows"]
    return [dict(row) for row in rows]


def ids(folder: Path) -> list[str]:
    qualcode(folder, "code")
    lines = (folder / "matrices" / "codings.csv").read_text("utf-8-sig").splitlines()[1:]
    return [line.split(",")[0] for line in lines]


def test_run_says_what_it_read_found_and_wrote(folder: Path) -> None:
    done = qualcode(folder, "run")
    assert done.returncode == 0
    assert done.stdout == ""
    assert "1 transcripts · 4 turns · 5 segments · 3 codings, 0 confirmed" in done.stderr
    assert re.search(r"2\s+Awareness", done.stderr)
    assert "matrices/quotes.docx" in done.stderr


def test_run_speaks_vietnamese_unless_told_otherwise(folder: Path) -> None:
    assert "bản gỡ băng" in qualcode(folder, "run", QUALCODE_LANG="vi").stderr


def test_run_with_a_bad_file_ends_with_1_and_still_writes(folder: Path) -> None:
    shutil.copy(ROOT / "tests" / "data" / "messy" / "truncated.docx", folder / "transcripts")
    done = qualcode(folder, "run")
    assert done.returncode == 1
    assert "ERROR transcripts/truncated.docx:" in done.stderr
    assert "Traceback" not in done.stderr
    assert (folder / "matrices" / "codings.csv").exists()


def test_json_is_all_that_stands_on_stdout(folder: Path) -> None:
    shown = json.loads(qualcode(folder, "run", "--json").stdout)
    assert shown["version"] == 1
    assert shown["codings"] == 3
    assert shown["families"] == {"awareness": 2, "affordability": 1}


def test_a_new_study_runs(tmp_path: Path) -> None:
    assert qualcode(tmp_path, "init", "study").returncode == 0
    done = qualcode(tmp_path / "study", "run")
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "study" / "matrices" / "qualitative_matrix.xlsx").exists()


def test_init_never_writes_over_a_study(folder: Path) -> None:
    before = (folder / "qualcode.yaml").read_text("utf-8")
    assert qualcode(folder, "init", ".").returncode == 1
    assert (folder / "qualcode.yaml").read_text("utf-8") == before


def test_an_override_and_its_undo(folder: Path) -> None:
    first, *_ = ids(folder)
    assert qualcode(folder, "reject", first[:6], "--note", "chỉ là lời chào").returncode == 0
    assert len(ids(folder)) == 2
    assert qualcode(folder, "undo").returncode == 0
    assert len(ids(folder)) == 3
    log = json.loads(qualcode(folder, "log", "--json").stdout)["decisions"]
    assert [(d["action"], d["coder"], d["note"]) for d in log] == [
        ("reject", "Lan", "chỉ là lời chào"),
        ("undo", "Lan", ""),
    ]


def test_adding_recoding_and_a_memo(folder: Path) -> None:
    words = ("--quote", "nghe nói bảo hiểm", "--coder", "Minh")
    added = qualcode(folder, "add", "pvs_01", "2", "affordability.worker_income", *words)
    assert added.returncode == 0, added.stderr
    new = next(row["id"] for row in codings(folder) if row["quote"] == "nghe nói bảo hiểm")
    assert new.startswith("pvs_01:T002:")
    last = ids(folder)[-1]
    assert qualcode(folder, "recode", last, "awareness.no_knowledge").returncode == 0
    changed = ids(folder)[-1]
    assert qualcode(folder, "memo", changed, "hỏi lại [người dịch]").returncode == 0
    shown = qualcode(folder, "why", changed).stdout
    assert "awareness.no_knowledge (No knowledge)" in shown
    assert "hỏi lại [người dịch]" in shown


def test_why_names_the_words_the_rule_and_its_line(folder: Path) -> None:
    shown = qualcode(folder, "why", ids(folder)[2]).stdout
    assert "words that fired: Tiền đâu … đóng" in shown
    assert "codebooks/test.yaml:" in shown
    assert "tiền đâu ~3 đóng" in shown


def test_an_unknown_coding_is_one_line(folder: Path) -> None:
    done = qualcode(folder, "accept", "ffffffff")
    assert done.returncode == 1
    assert len(done.stderr.splitlines()) == 1


def test_decide_takes_all_of_a_file_or_nothing(folder: Path) -> None:
    good = "pvs_01,2,Dạ chưa ạ.,awareness.no_knowledge,accept,Hoa\n"
    bad = "pvs_01,4,không có lời này,affordability.worker_income,reject,Hoa\n"
    head = "transcript,turn,quote,code,action,coder\n"
    (folder / "bad.csv").write_text(head + good + bad, "utf-8")
    (folder / "good.csv").write_text(head + good, "utf-8")
    refused = qualcode(folder, "decide", "bad.csv")
    assert refused.returncode == 1
    assert "bad.csv:3" in refused.stderr
    assert json.loads(qualcode(folder, "log", "--json").stdout)["decisions"] == []
    assert qualcode(folder, "decide", "good.csv").returncode == 0
    [decision] = json.loads(qualcode(folder, "log", "--json").stdout)["decisions"]
    assert (decision["coder"], decision["exact"]) == ("Hoa", "Dạ chưa ạ.")


def test_find_needs_no_accents(folder: Path) -> None:
    assert "pvs_01:4: Tiền đâu ra mà đóng" in qualcode(folder, "find", "tien dau").stdout
    assert "pvs_01:4:" in qualcode(folder, "find", "tiền đâu").stdout
    assert qualcode(folder, "find", "tiến đâu").returncode == 1


@pytest.mark.parametrize("command", ["matrix", "triangulate", "quotes"])
def test_tables_come_as_text_csv_and_json(folder: Path, command: str) -> None:
    assert "awareness" in qualcode(folder, command).stdout
    assert "awareness.no_knowledge" in qualcode(folder, command, "--csv").stdout
    assert json.loads(qualcode(folder, command, "--json").stdout)["rows"]


def test_brackets_of_speech_reach_the_terminal(folder: Path) -> None:
    assert "[cười]" in qualcode(folder, "quotes").stdout


def test_output_that_windows_redirects_is_utf8(folder: Path) -> None:
    done = qualcode(folder, "quotes", PYTHONIOENCODING="cp1252", PYTHONUTF8="0")
    assert done.returncode == 0
    assert "Tiền đâu" in done.stdout


def test_wrong_usage_ends_with_2(folder: Path) -> None:
    assert qualcode(folder, "accept").returncode == 2
    assert qualcode(folder, "nonsense").returncode == 2


def test_a_folder_that_is_no_study_is_one_line(tmp_path: Path) -> None:
    done = qualcode(tmp_path, "run")
    assert done.returncode == 1
    assert len(done.stderr.splitlines()) == 1


def test_check_without_a_problem_ends_with_0(folder: Path) -> None:
    done = qualcode(folder, "check")
    assert done.returncode == 0
    assert "0 errors, 0 notes" in done.stderr


def test_a_faulty_codebook_lists_every_fault_and_writes_nothing(folder: Path) -> None:
    shutil.copy(ROOT / "tests" / "data" / "messy" / "faults.yaml", folder / "codebooks")
    done = qualcode(folder, "run")
    assert done.returncode == 1
    assert len(done.stderr.splitlines()) > 3
    assert "Traceback" not in done.stderr
    assert not (folder / "matrices").exists()


@pytest.mark.parametrize(
    "words",
    [("decide", "gone.csv"), ("decide", "transcripts"), ("quotes", "awareness.no"), ("why", "x")],
)
def test_what_is_not_there_is_one_line(folder: Path, words: tuple[str, ...]) -> None:
    done = qualcode(folder, *words)
    assert done.returncode == 1
    assert len(done.stderr.splitlines()) == 1

"""The commands as people type them."""

import csv
import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path
from typing import get_args

import pytest
from conftest import ROOT

from qualcode.explain import TERMS
from qualcode.model import Action, Stance, Status, Valence


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
    assert "1 transcripts · 4 turns · 5 segments\n" in done.stderr
    assert "3 codings: 0 confirmed or added by a person, 3 proposed by rules" in done.stderr
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
    assert "awareness" in qualcode(folder, command).stdout.lower()
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


def test_a_comparison_by_no_attribute_names_those_there_are(folder: Path) -> None:
    done = qualcode(folder, "triangulate", "--by", "nope")
    assert (done.returncode, done.stdout) == (1, "")
    [line] = done.stderr.splitlines()
    assert line.startswith("ERROR --by: no case has 'nope'")
    assert line.endswith("there are: gender, group, province, type")


def test_heads_of_tables_are_in_the_users_language(folder: Path) -> None:
    english, *_ = qualcode(folder, "triangulate").stdout.splitlines()
    assert english.split() == ["code", "IDI", "verdict"]
    vietnamese, *_ = qualcode(folder, "triangulate", QUALCODE_LANG="vi").stdout.splitlines()
    assert vietnamese.split() == ["mã", "IDI", "kết", "luận"]
    head, *_ = qualcode(folder, "matrix", QUALCODE_LANG="vi").stdout.splitlines()
    assert head.split()[:4] == ["trường", "hợp", "Nhận", "thức"]


def test_code_all_prints_rejected_codings_too_and_writes_nothing(folder: Path) -> None:
    first, *others = ids(folder)
    qualcode(folder, "reject", first)
    shutil.rmtree(folder / "matrices")
    done = qualcode(folder, "code", "--all")
    rows = list(csv.DictReader(done.stdout.splitlines()))
    assert done.returncode == 0
    assert {row["coding_id"]: row["status"] for row in rows} == {
        first: "rejected",
        **dict.fromkeys(others, "proposed"),
    }
    assert not (folder / "matrices").exists()
    assert len(json.loads(qualcode(folder, "code", "--all", "--json").stdout)["rows"]) == 3


def test_confirmed_counts_only_what_a_person_stands_by(folder: Path) -> None:
    last = ids(folder)[-1]
    [confirmed] = [row for row in codings(folder) if row["code"].startswith("affordability")]
    qualcode(folder, "accept", last)
    matrix = qualcode(folder, "matrix", "--confirmed", "--csv").stdout.splitlines()
    assert matrix == [
        "case,awareness.no_knowledge,affordability.worker_income",
        "pvs_01,…,1",
    ]
    table = json.loads(qualcode(folder, "triangulate", "--confirmed", "--json").stdout)["rows"]
    said = {row["code"]: row["IDI"].split("/")[0] for row in table}
    assert (said["awareness.no_knowledge"], said["affordability.worker_income"]) == ("0", "1")
    told = json.loads(qualcode(folder, "quotes", "--confirmed", "--json").stdout)
    assert told["rows"] == [confirmed | {"status": "accepted"}]
    assert (told["count"], told["shares"]["person"], told["shares"]["rule"]) == ("confirmed", 1, 2)


def test_a_confirmed_quote_keeps_its_id(folder: Path) -> None:
    qualcode(folder, "accept", ids(folder)[1])
    [row] = json.loads(qualcode(folder, "quotes", "--confirmed", "--json").stdout)["rows"]
    assert row["id"] == "pvs_01:T002:2"


def test_without_confirmed_quotes_it_says_so(folder: Path) -> None:
    done = qualcode(folder, "quotes", "--confirmed")
    assert (done.returncode, done.stdout) == (0, "")
    assert done.stderr.splitlines() == [
        "There are no quotes.",
        "3 codings: 0 confirmed or added by a person, 3 proposed by rules, 0 by learning.",
        "Only codings that a person confirmed or added are counted.",
        "The latest decision counts, whoever made it.",
    ]


def test_a_quote_is_a_block_of_its_own(folder: Path) -> None:
    shown = qualcode(folder, "quotes", "affordability").stdout.splitlines()
    first, sign, rule = shown[0].rpartition("  ○ ")
    assert first == "pvs_01:T004:1  affordability.worker_income (Low income)"
    assert sign
    assert rule.startswith("affordability.worker_income#")
    assert shown[1] == "  “Tiền đâu ra mà đóng hả em. [cười]”"
    assert shown[2].startswith("  IDI, ")


@pytest.mark.parametrize("text", ["", "transcript,turn,quote,code,action,coder\n"])
def test_a_table_without_decisions_says_so(folder: Path, text: str) -> None:
    (folder / "none.csv").write_text(text, "utf-8")
    done = qualcode(folder, "decide", "none.csv")
    assert done.returncode == 0
    assert done.stderr == "There was no decision to record.\n"


def test_recode_says_from_which_code_to_which_and_undo_what_it_took_back(folder: Path) -> None:
    done = qualcode(folder, "recode", ids(folder)[-1], "awareness.no_knowledge")
    change = "recode affordability.worker_income → awareness.no_knowledge “Tiền đâu ra mà đóng"
    assert change in done.stderr
    assert re.search(f"undo [0-9a-f]+: {change}", qualcode(folder, "undo").stderr)


def test_undoing_with_nothing_to_undo_names_the_coder_once(folder: Path) -> None:
    done = qualcode(folder, "undo")
    assert done.returncode == 1
    assert done.stderr == "ERROR: Lan has no decision to take back\n"


@pytest.mark.parametrize("words", [("why", ""), ("accept", ""), ("memo", " ", "hay")])
def test_an_empty_coding_id_says_where_ids_stand(folder: Path, words: tuple[str, ...]) -> None:
    done = qualcode(folder, *words)
    assert done.returncode == 1
    assert done.stderr.startswith("ERROR CODING: write the coding's coding_id")


def test_the_log_says_who_did_what_to_which_words(folder: Path) -> None:
    last = ids(folder)[-1]
    qualcode(folder, "recode", last, "awareness.no_knowledge", "--note", "không phải tiền")
    first, words, reason = qualcode(folder, "log", COLUMNS="80").stdout.splitlines()
    assert "  Lan  recode  affordability.worker_income → awareness.no_knowledge  pvs_01" in first
    assert words == "  “Tiền đâu ra mà đóng hả em. [cười]”"
    assert reason == "  (không phải tiền)"


def test_log_and_why_speak_the_users_language(folder: Path) -> None:
    last = ids(folder)[-1]
    qualcode(folder, "accept", last)
    log = qualcode(folder, "log", QUALCODE_LANG="vi").stdout
    assert "chấp nhận" in log
    assert "accept" not in log
    shown = qualcode(folder, "why", last, QUALCODE_LANG="vi").stdout
    assert "(Thu nhập thấp), rào cản" in shown
    assert "trạng thái: đã chấp nhận Lan" in shown
    assert re.search(r"Lan: chấp nhận$", shown, re.MULTILINE)
    assert "Lan: accept" in qualcode(folder, "why", last).stdout


def test_every_action_status_valence_and_stance_has_its_words() -> None:
    known = {*get_args(Action), *get_args(Status), *get_args(Valence), *get_args(Stance)}
    assert known == TERMS.keys()


def test_find_says_that_nothing_was_found(folder: Path) -> None:
    done = qualcode(folder, "find", "zzzz")
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == "“zzzz” was not found.\n"


@pytest.mark.skipif(os.name == "nt", reason="other quotation marks there")
def test_the_command_after_init_can_be_pasted(tmp_path: Path) -> None:
    done = qualcode(tmp_path, "init", "st udy ế")
    assert shlex.split(done.stderr.splitlines()[-1])[-4:] == [
        "qualcode",
        "run",
        "--project",
        "st udy ế",
    ]


def test_tag_names_the_transcript_that_was_meant(folder: Path) -> None:
    assert "did you mean 'pvs_01'?" in qualcode(folder, "tag", "pvs_1").stderr
    assert "there are: pvs_01" in qualcode(folder, "tag", "nope").stderr


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
@pytest.mark.parametrize("words", [("matrix",), ("quotes", "--csv"), ("log", "--json")])
def test_a_full_disk_is_one_line(folder: Path, words: tuple[str, ...]) -> None:
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [sys.executable, "-m", "qualcode", *words],
            cwd=folder,
            env={**os.environ, "QUALCODE_LANG": "en"},
            stdout=full,
            stderr=subprocess.PIPE,
            encoding="utf-8",
            check=False,
        )
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert "Exception" not in done.stderr
    assert done.stderr.splitlines()[-1].startswith("ERROR stdout: ")


@pytest.mark.parametrize("command", ["run", "code"])
def test_the_summary_shows_even_if_a_file_cannot_be_written(folder: Path, command: str) -> None:
    (folder / "matrices" / "codings.csv").mkdir(parents=True)
    shutil.copy(ROOT / "tests" / "data" / "messy" / "truncated.docx", folder / "transcripts")
    done = qualcode(folder, command)
    assert done.returncode == 1
    assert "3 codings: 0 confirmed" in done.stderr
    assert "ERROR transcripts/truncated.docx:" in done.stderr
    assert re.search(r"ERROR .*codings\.csv: can't be written", done.stderr)

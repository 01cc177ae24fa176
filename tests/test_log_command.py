"""`log`, `undo`, `redo` and what coders record while reading, as people type it."""

from __future__ import annotations

import csv
import io
import json
import re
import sys
import unicodedata
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path

import docx
import pytest

from qualcode import project
from qualcode.cli import main


@dataclass(frozen=True)
class Done:
    """What a command printed and how it ended."""

    returncode: int
    stdout: str
    stderr: str


def qualcode(folder: Path, *words: str) -> Done:
    """Run a command in a folder, in English, within this process: many commands in little time."""
    out, err, code = io.StringIO(), io.StringIO(), 0
    with pytest.MonkeyPatch.context() as here, redirect_stdout(out), redirect_stderr(err):
        here.chdir(folder)
        here.setenv("QUALCODE_LANG", "en")
        here.delenv("QUALCODE_CODER", raising=False)
        here.setattr(sys, "argv", ["qualcode", *words])
        try:
            main()
        except SystemExit as end:
            code = int(end.code or 0)
    return Done(code, out.getvalue(), err.getvalue())


def ids(folder: Path) -> list[str]:
    return [coding.id for coding in project.load(folder).codings]


def coded(folder: Path) -> list[tuple[str, str]]:
    """The code and the words of every coding in force."""
    study = project.load(folder)
    texts = {transcript.name: transcript.text for transcript in study.transcripts}
    return [(coding.code, coding.span.of(texts[coding.transcript])) for coding in study.codings]


def log(folder: Path, *words: str) -> list[dict[str, object]]:
    decided: list[dict[str, object]] = json.loads(qualcode(folder, "log", "--json", *words).stdout)[
        "decisions"
    ]
    return decided


def actions(folder: Path, *words: str) -> list[object]:
    return [decision["action"] for decision in log(folder, *words)]


def test_a_coding_gets_fewer_words_and_its_old_ones_back(folder: Path) -> None:
    last = ids(folder)[-1]
    done = qualcode(folder, "respan", last, "--quote", "Tiền đâu ra", "--note", "đủ ý")
    assert "respan affordability.worker_income “Tiền đâu ra”" in done.stderr
    assert coded(folder)[-1] == ("affordability.worker_income", "Tiền đâu ra")
    shown = qualcode(folder, "log").stdout
    assert "○ proposed “Tiền đâu ra mà đóng hả em. [cười]” → " in " ".join(shown.split())
    assert qualcode(folder, "undo").returncode == 0
    assert coded(folder)[-1][1] == "Tiền đâu ra mà đóng hả em. [cười]"


def test_words_that_share_nothing_with_a_coding_are_no_respan_of_it(folder: Path) -> None:
    first, *_ = ids(folder)
    done = qualcode(folder, "respan", first, "--quote", "nghe nói bảo hiểm")
    assert done.returncode == 1
    assert "share nothing with the old" in done.stderr


def test_a_translation_is_recorded_and_shown_with_its_coding(folder: Path) -> None:
    last = ids(folder)[-1]
    english = "Where would the money come from?"
    done = qualcode(folder, "translate", last, english)
    assert f"→ “{english}”" in done.stderr
    assert f"translation: {english}" in qualcode(folder, "why", last).stdout


def test_a_cell_is_summed_up_with_a_family_of_codes(folder: Path) -> None:
    done = qualcode(folder, "summarise", "pvs_01", "affordability", "Không có tiền.")
    assert done.returncode == 0, done.stderr
    assert "summarise pvs_01 affordability → “Không có tiền.”" in done.stderr
    refused = qualcode(folder, "summarise", "pvs_1", "affordability", "…")
    assert "did you mean 'pvs_01'?" in refused.stderr


def test_several_turns_are_read_in_one_step_and_undone_in_one(folder: Path) -> None:
    assert qualcode(folder, "seen", "pvs_01", "1", "2", "4").returncode == 0
    done = qualcode(folder, "undo")
    assert len(done.stderr.splitlines()) == 3
    assert actions(folder, "--standing") == ["undo"] * 3


def test_undo_and_redo_go_any_number_of_steps(folder: Path) -> None:
    first, second, third = ids(folder)
    qualcode(folder, "accept", first, second)
    qualcode(folder, "reject", third)
    back = qualcode(folder, "undo", "--steps", "5")
    assert back.returncode == 0
    assert [line.split(": ")[1].split()[0] for line in back.stderr.splitlines()[:3]] == ["undo"] * 3
    assert back.stderr.splitlines()[-1].startswith("ERROR: Lan has no decision to take back")
    assert actions(folder, "--taken-back") == ["accept", "accept", "reject"]
    once = qualcode(folder, "redo")
    assert len(re.findall(r"restore [0-9a-f]{8}: accept ", once.stderr)) == 2
    assert qualcode(folder, "redo", "--steps", "2").returncode == 0
    assert actions(folder, "--taken-back") == ["undo"] * 3
    nothing = qualcode(folder, "redo")
    assert (nothing.returncode, len(nothing.stderr.splitlines())) == (1, 1)


def test_by_its_id_anybodys_decision_is_taken_back_and_restored(folder: Path) -> None:
    first, *_ = ids(folder)
    qualcode(folder, "reject", first, "--coder", "Minh")
    [decision] = log(folder)
    assert qualcode(folder, "undo", str(decision["id"])[:8]).returncode == 0
    assert len(ids(folder)) == 3
    back = log(folder)[-1]
    restored = qualcode(folder, "undo", str(back["id"])[:8])
    assert "restore" in restored.stderr
    assert len(ids(folder)) == 2
    assert qualcode(folder, "undo", str(back["id"])[:8], "--steps", "2").returncode == 2


def test_the_log_is_filtered(folder: Path) -> None:
    first, second, third = ids(folder)
    qualcode(folder, "accept", first, second, "--coder", "Hoa")
    qualcode(folder, "reject", third)
    assert actions(folder, "--coder", "Hoa") == ["accept", "accept"]
    assert actions(folder, "--code", "affordability") == ["reject"]
    assert actions(folder, "--last", "1") == ["reject"]
    assert actions(folder, "--until", "2001-01-01") == []
    assert actions(folder, "--since", "2001-01-01", "--action", "accept") == ["accept", "accept"]
    for words in ("--since", "12/3"), ("--transcript", "pvs_99"), ("--coder", "Hao"):
        refused = qualcode(folder, "log", *words)
        assert (refused.returncode, len(refused.stderr.splitlines())) == (1, 1)


def test_a_trail_goes_into_a_file_or_to_a_program_not_both(folder: Path) -> None:
    assert qualcode(folder, "log", "--out", "trail.csv", "--json").returncode == 2
    assert not (folder / "trail.csv").exists()


def test_an_empty_log_says_so(folder: Path) -> None:
    done = qualcode(folder, "log")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "There are no decisions.\n")


def test_the_log_marks_what_was_taken_back_and_by_which_undo(folder: Path) -> None:
    last = ids(folder)[-1]
    qualcode(folder, "accept", last)
    qualcode(folder, "undo")
    first, _, undo, _, turned = qualcode(folder, "log").stdout.splitlines()
    assert first.endswith("accept  affordability.worker_income  pvs_01:4  [taken back]")
    assert re.search(rf"undo  {first[:8]}  accept  affordability.worker_income", undo)
    assert turned == "  ● accepted (Lan) → ○ proposed"


@pytest.mark.parametrize("name", ["trail.csv", "trail.docx"])
def test_the_log_is_written_to_a_file(folder: Path, name: str) -> None:
    qualcode(folder, "accept", ids(folder)[-1], "--note", "rõ ràng")
    done = qualcode(folder, "log", "--out", name)
    assert (done.returncode, done.stdout) == (0, "")
    assert done.stderr == f"Wrote 1 decision to {name}.\n"
    if name.endswith(".csv"):
        [row] = csv.DictReader((folder / name).read_text("utf-8-sig").splitlines())
        assert (row["action"], row["before"], row["note"]) == ("accept", "○ proposed", "rõ ràng")
    else:
        table = docx.Document(str(folder / name)).tables[-1]
        assert "Tiền đâu ra mà đóng hả em. [cười]" in [cell.text for cell in table.rows[1].cells]


def test_a_log_in_another_form_is_refused_before_any_work(folder: Path) -> None:
    done = qualcode(folder, "log", "--out", "trail.pdf")
    assert done.returncode == 1
    assert done.stderr == "ERROR trail.pdf: give the file a name that ends in .csv or .docx\n"


def test_a_coder_is_one_name_however_it_is_typed(folder: Path) -> None:
    qualcode(folder, "accept", ids(folder)[0], "--coder", "Hòa")
    typed = f" {unicodedata.normalize('NFD', 'Hòa')} "
    [row] = log(folder, "--coder", typed)
    assert row["coder"] == "Hòa"
    qualcode(folder, "log", "--coder", typed, "--out", "log.docx")
    told = "\n".join(p.text for p in docx.Document(str(folder / "log.docx")).paragraphs)
    assert "This annex has: coder Hòa." in told

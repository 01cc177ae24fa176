"""`translate`, `pin` and `ban`, as people type them."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from test_log_command import ids, log, qualcode

from qualcode import project

WORDS = "I never heard."


def cites(folder: Path) -> list[str]:
    return [coding.cite for coding in project.load(folder).codings]


def test_a_quote_is_pinned_by_its_printed_id_once(folder: Path) -> None:
    done = qualcode(folder, "pin", "pvs_01:T004:1", "--note", "rõ")
    assert "pin the quote affordability.worker_income “Tiền đâu" in done.stderr
    assert cites(folder)[-1] == "pin"
    again = qualcode(folder, "pin", "pvs_01:T004:1")
    assert "no decision to record" in again.stderr
    assert [one["note"] for one in log(folder)] == ["rõ"]


def test_a_ban_takes_the_place_of_a_pin_and_is_taken_away(folder: Path) -> None:
    first, *_ = ids(folder)
    qualcode(folder, "pin", first)
    qualcode(folder, "ban", first)
    assert cites(folder)[0] == "ban"
    assert "no decision to record" in qualcode(folder, "pin", first, "--off").stderr
    qualcode(folder, "ban", first, "--off")
    assert cites(folder)[0] == ""
    told = qualcode(folder, "log").stdout
    assert "always chosen as a quote → never shown as a quote" in told
    assert "never shown as a quote → –" in told


def test_a_code_that_the_words_do_not_have_is_refused_and_nothing_recorded(folder: Path) -> None:
    done = qualcode(folder, "ban", ids(folder)[0], "pvs_01:T004:1", "--code", "awareness")
    assert done.returncode == 1
    assert log(folder) == []


def test_somebody_else_checks_a_translation(folder: Path) -> None:
    first, *_ = ids(folder)
    qualcode(folder, "translate", first, WORDS, "--coder", "Lan")
    own = qualcode(folder, "translate", first, "--checked", "--coder", "Lan")
    assert own.returncode == 1
    assert "ask somebody else" in own.stderr
    done = qualcode(folder, "translate", first, "--checked", "--coder", "Minh")
    assert "check the translation" in done.stderr
    assert "by Lan; checked by Minh" in qualcode(folder, "translate", first).stdout
    assert "by Lan; checked by Minh" in qualcode(folder, "why", first).stdout
    qualcode(folder, "translate", first, "--unchecked", "--coder", "Minh")
    assert "by Lan; not checked" in qualcode(folder, "translate", first).stdout


def test_who_repeats_anothers_translation_has_not_given_it(folder: Path) -> None:
    first, *_ = ids(folder)
    qualcode(folder, "translate", first, WORDS, "--coder", "Lan")
    again = qualcode(folder, "translate", first, WORDS, "--coder", "Minh")
    assert "no decision to record" in again.stderr
    assert "by Lan" in qualcode(folder, "translate", first).stdout


def test_to_translate_and_to_check_at_once_is_wrong_usage(folder: Path) -> None:
    assert qualcode(folder, "translate", ids(folder)[0], WORDS, "--checked").returncode == 2


@pytest.mark.parametrize(
    ("english", "lacks"), [("No insurance.", "lacks"), ("social insurance", "")]
)
def test_the_glossarys_terms_in_the_words_are_shown(folder: Path, english: str, lacks: str) -> None:
    book = "glossary: {bảo hiểm: social insurance}\ncoder: Lan\n"
    (folder / "qualcode.yaml").write_text(book, encoding="utf-8")
    shown = qualcode(folder, "translate", "pvs_01:T002:2").stdout
    assert "not translated yet" in shown
    assert "bảo hiểm = social insurance" in shown
    done = qualcode(folder, "translate", "pvs_01:T002:2", english)
    assert ("(not in the translation)" in done.stderr) == bool(lacks)
    checked = qualcode(folder, "check").stderr
    assert ("pvs_01:T002:2: the words have “bảo hiểm”" in checked) == bool(lacks)


def test_codings_csv_tells_translator_checker_and_choice(folder: Path) -> None:
    first, *_ = ids(folder)
    qualcode(folder, "translate", first, WORDS)
    qualcode(folder, "translate", first, "--checked", "--coder", "Minh")
    qualcode(folder, "pin", first)
    qualcode(folder, "code")
    with (folder / "matrices" / "codings.csv").open(encoding="utf-8-sig", newline="") as file:
        row = next(csv.DictReader(file))
    assert (row["translation"], row["translator"], row["checked"]) == (WORDS, "Lan", "Minh")
    assert row["cite"] == "pin"
    assert list(row)[:3] == ["coding_id", "transcript", "turn"]


def test_another_store_brings_its_pins_and_checks(folder: Path, tmp_path: Path) -> None:
    first, *_ = ids(folder)
    qualcode(folder, "translate", first, WORDS)
    other = tmp_path / "theirs.sqlite"
    store = folder / project.STORE
    other.write_bytes(store.read_bytes())
    qualcode(folder, "translate", first, "--checked", "--coder", "Minh")
    qualcode(folder, "pin", first, "--coder", "Minh")
    whole = store.read_bytes()
    store.write_bytes(other.read_bytes())
    other.write_bytes(whole)
    assert qualcode(folder, "merge", str(other)).returncode == 0
    coding = project.load(folder).codings[0]
    assert (coding.checked, coding.cite) == ("Minh", "pin")

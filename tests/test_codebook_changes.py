"""`qualcode codebook rename|merge|retire`: what was decided outlives the codebook's old ids."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import CODEBOOK
from test_log_command import coded, ids, qualcode

from qualcode import project

INCOME = "affordability.worker_income"
UNAWARE = "awareness.no_knowledge"


@pytest.fixture
def decided(folder: Path) -> Path:
    """A study in which Lan rejected a proposal of one code and Hoa accepted the other code's."""
    *_, unaware, income = ids(folder)
    qualcode(folder, "accept", unaware, "--coder", "Hoa")
    qualcode(folder, "reject", income)
    return folder


def edit(folder: Path, change: Callable[[str], str]) -> None:
    (folder / "codebooks" / "test.yaml").write_text(change(CODEBOOK), encoding="utf-8")


def change(folder: Path, *words: str) -> str:
    done = qualcode(folder, "codebook", *words)
    assert done.returncode == 0, done.stderr
    return done.stderr


def confirmed(folder: Path) -> list[str]:
    return [c.code for c in project.load(folder).codings if c.status == "accepted"]


def test_a_renamed_code_keeps_what_was_decided_once_the_codebook_has_the_new_id(
    decided: Path,
) -> None:
    line = 1 + CODEBOOK.splitlines().index(f"  - id: {UNAWARE}")
    told = change(decided, "rename", UNAWARE, "awareness.unaware", "--note", "v3")
    assert "Recorded" in told
    assert f"codebooks/test.yaml:{line}: the code '{UNAWARE}' is still in the codebook" in told
    assert "Then to count for 'awareness.unaware', decisions of: Hoa 1." in told
    assert confirmed(decided) == [UNAWARE]
    edit(decided, lambda text: text.replace(UNAWARE, "awareness.unaware"))
    assert confirmed(decided) == ["awareness.unaware"]
    assert "0 errors, 0 notes" in qualcode(decided, "check").stderr


def test_a_rename_after_the_codebook_was_edited_takes_effect_at_once(decided: Path) -> None:
    edit(decided, lambda text: text.replace(INCOME, "money.income"))
    assert "codebook rename" in qualcode(decided, "check").stderr
    told = change(decided, "rename", INCOME, "money.income")
    assert "still in the codebook" not in told
    assert "Now count for 'money.income', decisions of: Lan 1." in told
    assert [code for code, _ in coded(decided)] == [UNAWARE, UNAWARE]
    assert "0 errors, 0 notes" in qualcode(decided, "check").stderr


def test_an_undone_rename_leaves_the_decisions_without_a_code_again(decided: Path) -> None:
    edit(decided, lambda text: text.replace(INCOME, "money.income"))
    change(decided, "rename", INCOME, "money.income")
    qualcode(decided, "undo")
    assert INCOME in qualcode(decided, "check").stderr


def test_codes_are_merged_in_one_step(decided: Path) -> None:
    told = change(decided, "merge", INCOME, UNAWARE, "awareness")
    assert "Then to count for 'awareness', decisions of: Lan 1." in told
    assert "remove it there for this to take effect" in told
    back = qualcode(decided, "undo").stderr
    assert f"merge {INCOME} → awareness" in back
    assert f"merge {UNAWARE} → awareness" in back


def test_a_retired_codes_decisions_are_set_aside_but_stay_in_the_log(decided: Path) -> None:
    told = change(decided, "retire", INCOME)
    assert "Then to be set aside, still in the log: Lan 1." in told
    edit(decided, lambda text: text[: text.index(f"  - id: {INCOME}")])
    assert "0 errors, 0 notes" in qualcode(decided, "check").stderr
    assert INCOME in qualcode(decided, "log").stdout


def test_a_chain_of_names_is_followed_to_its_end(decided: Path) -> None:
    change(decided, "rename", INCOME, "money.income")
    edit(decided, lambda text: text.replace(INCOME, "cash"))
    told = change(decided, "rename", "money.income", "cash")
    assert "There is no decision on 'money.income' yet." in told
    assert len(coded(decided)) == 2


@pytest.mark.parametrize(
    ("words", "fault"),
    [
        (("rename", "awareness.no_knowlege", "awareness"), f"did you mean '{UNAWARE}'?"),
        (("rename", INCOME, INCOME), "are the same"),
        (("retire", "nothing.like.it"), "neither a codebook nor a decision"),
    ],
)
def test_a_change_of_nothing_known_is_one_line(
    decided: Path, words: tuple[str, ...], fault: str
) -> None:
    done = qualcode(decided, "codebook", *words)
    assert done.returncode == 1
    [line] = done.stderr.splitlines()
    assert fault in line


def test_of_two_codes_that_are_gone_neither_leads_anywhere(decided: Path) -> None:
    edit(decided, lambda text: text.replace(INCOME, "money.income"))
    done = qualcode(decided, "codebook", "rename", INCOME, "money.incom")
    assert done.returncode == 1
    assert "did you mean 'money.income'?" in done.stderr


def test_a_code_without_decisions_may_be_renamed_all_the_same(folder: Path) -> None:
    assert "There is no decision on" in change(folder, "rename", INCOME, "money.income")


def test_why_tells_what_was_decided_under_the_old_id_and_before_the_talk_was_corrected(
    decided: Path,
) -> None:
    edit(decided, lambda text: text.replace(UNAWARE, "awareness.unaware"))
    change(decided, "rename", UNAWARE, "awareness.unaware")
    talk = decided / "transcripts" / "pvs_01.txt"
    head, rest = talk.read_text("utf-8").split("\n\n")
    talk.write_text(f"{head}\n\nPVV: Chào chị.\nNTL: Vâng.\n{rest}", encoding="utf-8")
    [kept] = [c for c in project.load(decided).codings if c.status == "accepted"]
    assert "Hoa: accept" in qualcode(decided, "why", kept.id).stdout


def test_why_marks_a_decision_that_was_taken_back(decided: Path) -> None:
    [kept] = [c for c in project.load(decided).codings if c.status == "accepted"]
    qualcode(decided, "undo", "--coder", "Hoa")
    told = qualcode(decided, "why", kept.id).stdout
    assert "Hoa: accept (taken back)" in told
    assert "Hoa: undo" in told


def test_a_codebook_in_another_encoding_is_named_with_its_line(decided: Path) -> None:
    (decided / "codebooks" / "test.yaml").write_text(CODEBOOK, encoding="utf-16")
    line = 1 + CODEBOOK.splitlines().index(f"  - id: {UNAWARE}")
    told = change(decided, "rename", UNAWARE, "awareness.unaware")
    assert f"codebooks/test.yaml:{line}: the code '{UNAWARE}'" in told

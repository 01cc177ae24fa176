from __future__ import annotations

import shutil
import sqlite3
import unicodedata
from pathlib import Path

import pytest

from qualcode import store
from qualcode.model import Decision
from qualcode.store.copies import conflict_copies
from qualcode.store.recovery import recover

COPIES = [
    "coding-LAPTOP-AB12.sqlite",
    "coding-DESKTOP-7QK2M1P-2.sqlite",
    "coding (Lan's conflicted copy 2026-03-12).sqlite",
    "coding (Lan’s conflicted copy 2026-03-12).sqlite",
    "coding (LAPTOP-AB12's conflicted copy 2026-03-12 (1)).sqlite",
    "coding (bản sao xung đột của Lan 2026-03-12).sqlite",
    "coding (conflicted copy 2026-03-12 081530).sqlite",
    "coding_conf(1).sqlite",
    "coding (1).sqlite",
    "coding(1).sqlite",
    "coding (2) (1).sqlite",
    "coding - Copy.sqlite",
    "coding - Copy (2).sqlite",
    "coding - Bản sao.sqlite",
    "coding copy.sqlite",
    "coding 2.sqlite",
    "Copy of coding.sqlite",
    "Copy (2) of coding.sqlite",
    "Copy of coding (1).sqlite",
    "Bản sao của coding.sqlite",
    "coding.sqlite(1)",
    "coding.sqlite (1)",
    "coding_LAPTOP_Mar-12-081530-2026_Conflict.sqlite",
    "coding_LAPTOP_Mar-12-081530-2026(Conflict).sqlite",
    "coding.sync-conflict-20260312-081530-ABCDEF1.sqlite",
    "Coding (1).SQLITE",
]
OTHERS = [
    "coding.sqlite-journal",
    "coding.sqlite-wal",
    "coding (1).sqlite-journal",
    "coding.sqlite.v1.bak",
    "coding.sqlite.v2-2.bak",
    "coding.sqlite.damaged-1",
    "coding.sqlite.damaged-12",
    "coding.sqlite.recovering",
    "codings.sqlite",
    "coding2.sqlite",
    "recoding (1).sqlite",
    "minh.sqlite",
    "coding (1).txt",
    "coding (1)",
]


@pytest.fixture
def original(tmp_path: Path) -> Path:
    path = tmp_path / "coding.sqlite"
    store.append(path, [Decision("", "", 0, "Lan", "add")])
    return path


@pytest.mark.parametrize("form", ["NFC", "NFD"])
@pytest.mark.parametrize("name", COPIES)
def test_a_copy_is_known_by_its_name(original: Path, name: str, form: str) -> None:
    copy = original.with_name(unicodedata.normalize(form, name))
    shutil.copy(original, copy)
    assert conflict_copies(original.parent) == (copy,)


@pytest.mark.parametrize("name", OTHERS)
def test_a_store_of_another_name_is_no_copy(original: Path, name: str) -> None:
    shutil.copy(original, original.with_name(name))
    assert conflict_copies(original.parent) == ()


def test_the_store_itself_is_no_copy(original: Path) -> None:
    assert conflict_copies(original.parent) == ()


def test_copies_come_in_the_order_of_their_names(original: Path) -> None:
    names = ["coding (2).sqlite", "coding (1).sqlite", "coding-LAPTOP.sqlite"]
    for name in names:
        shutil.copy(original, original.with_name(name))
    assert [copy.name for copy in conflict_copies(original.parent)] == sorted(names)


def test_a_copy_is_known_without_the_store_beside_it(original: Path) -> None:
    original.rename(original.with_name("coding (1).sqlite"))
    assert [copy.name for copy in conflict_copies(original.parent)] == ["coding (1).sqlite"]


def test_a_file_of_that_name_that_is_no_store_of_ours_is_no_copy(original: Path) -> None:
    original.with_name("coding (1).sqlite").write_text("ghi chú", "utf-8")
    original.with_name("coding (2).sqlite").touch()
    original.with_name("coding (3).sqlite").mkdir()
    connection = sqlite3.connect(original.with_name("coding (4).sqlite"))
    connection.execute("CREATE TABLE recipes (name)")
    connection.close()
    assert conflict_copies(original.parent) == ()


def test_a_copy_that_was_not_copied_to_its_end_is_still_one(original: Path) -> None:
    half = original.with_name("coding (1).sqlite")
    half.write_bytes(original.read_bytes()[:5000])
    assert conflict_copies(original.parent) == (half,)


def test_what_recover_puts_aside_is_no_copy(original: Path) -> None:
    data = original.read_bytes()
    original.write_bytes(data[:100] + bytes(400) + data[500:])
    kept = recover(original).kept
    assert kept is not None
    assert kept.is_file()
    assert conflict_copies(original.parent) == ()


def test_a_folder_that_is_not_there_holds_no_copies(tmp_path: Path) -> None:
    assert conflict_copies(tmp_path / "gone") == ()

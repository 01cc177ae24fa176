from __future__ import annotations

import os
import random
import signal
import sqlite3
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from stores import VERSION_1, VERSION_3, start

from qualcode import store
from qualcode.errors import StudyError
from qualcode.model import Decision, Span
from qualcode.store import recovery
from qualcode.store.migrations import COLUMNS, checksum
from qualcode.store.recovery import recover, salvage

PAGE = 4096
LONG = "Tiền đâu ra mà đóng hả em, làm ngày nào ăn ngày nấy. " * 90
"""Longer than a page, so that the rest of its row stands on pages of its own."""


def draft(note: str = "", coder: str = "Lan") -> Decision:
    return Decision(
        *("", "", 0, coder, "add", "pvs_01", "a" * 64, Span(3, 9)),
        *("“tiền đâu”\nmà đóng", "NTL: ", " hả em", "affordability", note),
    )


def filled(path: Path) -> tuple[Decision, ...]:
    """Fill a store with short and long rows on some twenty pages, a few of them in one step."""
    for number in range(12):
        notes = ["", "một ghi chú", LONG[: 97 * number], LONG[: 431 * number]]
        store.append(path, [draft(note, coder) for note in notes for coder in ("Lan", "Minh")])
    return store.read(path)


@contextmanager
def folder() -> Iterator[Path]:
    """A folder for one example: a fixture's would be shared by all."""
    with tempfile.TemporaryDirectory() as name:
        yield Path(name)


with folder() as made:
    WHOLE = filled(made / "coding.sqlite")
    DATA = (made / "coding.sqlite").read_bytes()
PAGES = {at: DATA[at : at + PAGE] for at in range(0, len(DATA), PAGE)}
BRANCH, LEAF = 2, 10
"""How a page of a table WITHOUT ROWID begins."""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A whole store; what is changed in it is told by each test."""
    path = tmp_path / "coding.sqlite"
    path.write_bytes(DATA)
    return path


def garbled(data: bytes, start: int, end: int) -> bytes:
    """The bytes with some in the middle replaced by others of the same number."""
    chance = random.Random(start)  # noqa: S311
    return data[:start] + chance.randbytes(len(data[start:end])) + data[end:]


def standing_on(at: int) -> set[Decision]:
    """The decisions whose rows stand on the page that begins there, or stood there once."""
    return {d for d in WHOLE if (d.id + d.time).encode() in PAGES[at]}


def missed_in_counting(found: tuple[Decision, ...]) -> int:
    """How many decisions are missing before the last of their coder that was found."""
    last = {d.coder: d.sequence for d in sorted(found, key=lambda d: d.sequence)}
    return sum(d.sequence < last[d.coder] for d in set(WHOLE) - set(found))


def read_or_damaged(path: Path) -> tuple[Decision, ...] | None:
    try:
        return store.read(path)
    except StudyError:
        return None


# What can be read


def test_all_of_a_whole_store_is_read(path: Path) -> None:
    found = salvage(path)
    assert found.decisions == WHOLE
    assert (found.damaged, found.lost, found.unverified, found.backups) == (0, 0, 0, 0)


TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=60)
DRAFTS = st.builds(
    lambda coder, exact, note, size, span: replace(
        draft(note * size, coder), exact=exact, span=span
    ),
    *(TEXT, TEXT, TEXT, st.sampled_from([1, 1, 1, 30, 300])),
    st.builds(Span, st.integers(0, 2**40), st.integers(0, 2**40)),
)


@settings(max_examples=40)
@given(st.lists(DRAFTS, min_size=1, max_size=12))
def test_whatever_was_written_is_found_without_the_files_header(drafts: list[Decision]) -> None:
    with folder() as place:
        path = place / "coding.sqlite"
        store.append(path, drafts)
        whole = store.read(path)
        path.write_bytes(bytes(100) + path.read_bytes()[100:])
        assert salvage(path).decisions == whole


@settings(max_examples=250)
@given(st.data())
def test_one_garbled_byte_is_recognised_and_costs_one_decision_at_most(data: st.DataObject) -> None:
    header = st.integers(0, 199)
    at = data.draw(st.one_of(header, st.integers(0, len(DATA) - 1)), label="at")
    byte = data.draw(st.integers(0, 255), label="byte")
    with folder() as place:
        path = place / "coding.sqlite"
        path.write_bytes(DATA[:at] + bytes([byte]) + DATA[at + 1 :])
        assert read_or_damaged(path) in (None, WHOLE)
        try:
            found = set(salvage(path).decisions)
        except StudyError as error:
            # The version's number is one of the bytes.
            found = set(WHOLE) if "newer qualcode" in str(error) else set()
        assert found <= set(WHOLE)
        assert len(found) >= len(WHOLE) - 1


@settings(max_examples=80)
@given(st.integers(1, len(DATA) - 1))
def test_a_store_cut_off_anywhere_is_recognised_and_read_up_to_there(size: int) -> None:
    with folder() as place:
        path = place / "coding.sqlite"
        path.write_bytes(DATA[:size])
        # The end of the last page may be unused.
        assert read_or_damaged(path) in ((None,) if size <= len(DATA) - PAGE else (None, WHOLE))
        assert set(salvage(path).decisions) <= set(WHOLE)


@settings(max_examples=80)
@given(st.integers(0, len(DATA) - 1), st.integers(1, 3 * PAGE))
def test_a_garbled_stretch_alters_no_decision(start: int, size: int) -> None:
    with folder() as place:
        path = place / "coding.sqlite"
        path.write_bytes(garbled(DATA, start, start + size))
        assert read_or_damaged(path) in (None, WHOLE)
        assert set(salvage(path).decisions) <= set(WHOLE)


def test_a_smashed_first_page_costs_nothing(path: Path) -> None:
    path.write_bytes(garbled(DATA, 0, PAGE))
    assert salvage(path).decisions == WHOLE


def test_a_zeroed_page_costs_what_stood_on_it_and_no_more(path: Path) -> None:
    at = next(at for at, page in PAGES.items() if page[0] == LEAF and b"pvs_01" in page)
    path.write_bytes(DATA[:at] + bytes(PAGE) + DATA[at + PAGE :])
    found = salvage(path)
    missing = set(WHOLE) - set(found.decisions)
    assert 0 < len(missing) <= PAGES[at].count(b"pvs_01")
    assert missing <= standing_on(at)
    assert found.lost == missed_in_counting(found.decisions)


def test_a_branch_that_leads_nowhere_costs_only_its_own_rows(path: Path) -> None:
    at = next(at for at, page in PAGES.items() if page[0] == BRANCH and b"pvs_01" in page)
    path.write_bytes(DATA[:at] + bytes(PAGE) + DATA[at + PAGE :])
    assert set(WHOLE) - set(salvage(path).decisions) <= standing_on(at)


def test_a_row_whose_rest_is_garbled_is_counted_as_damaged(path: Path) -> None:
    words = "ngày nấy".encode()
    at, page = next((a, p) for a, p in PAGES.items() if words in p and b"pvs_01" not in p)
    at += page.index(words)
    path.write_bytes(DATA[:at] + b"?" + DATA[at + 1 :])
    found = salvage(path)
    assert len(found.decisions) == len(WHOLE) - 1
    assert found.damaged == 1
    assert found.lost == missed_in_counting(found.decisions)


def test_garbage_behind_or_before_the_store_costs_no_short_row(path: Path) -> None:
    path.write_bytes(DATA + bytes(range(256)) * 40)
    assert salvage(path).decisions == WHOLE
    path.write_bytes(b"%PDF-1.7\n" + DATA)
    short = {d for d in WHOLE if len(d.note) < 100}
    assert short <= set(salvage(path).decisions) <= set(WHOLE)


@pytest.mark.parametrize("size", [1024, 8192, 65536])
def test_pages_of_any_size_are_read_even_without_the_header(path: Path, size: int) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(f"PRAGMA page_size = {size}")
        connection.execute("VACUUM")
    assert store.read(path) == WHOLE
    path.write_bytes(bytes(100) + path.read_bytes()[100:])
    assert salvage(path).decisions == WHOLE


def test_a_text_file_holds_no_decisions(path: Path) -> None:
    path.write_text("Đây là một tệp văn bản thường.\n" * 400, "utf-8")
    assert salvage(path).decisions == ()


def test_what_only_a_backup_has_is_taken_from_it(path: Path) -> None:
    half = path.with_name("coding.sqlite.v2.bak")
    store.append(half, WHOLE[:60])
    path.write_bytes(DATA[: len(DATA) // 2])
    found = salvage(path)
    assert set(WHOLE[:60]) <= set(found.decisions) <= set(WHOLE)
    assert 0 < found.backups <= 60


def test_a_journal_beside_a_store_that_lost_its_header_is_looked_through(path: Path) -> None:
    path.with_name("coding.sqlite-journal").write_bytes(DATA[PAGE:])
    path.write_bytes(bytes(100))
    short = {d for d in WHOLE if len(d.note) < 100}
    assert short <= set(salvage(path).decisions) <= set(WHOLE)


OLD = (
    VERSION_1
    + """
INSERT INTO decision VALUES ('d1', '2026-03-12T08:30:00.000000Z', 1, 'Lan', 'accept', 'pvs_01',
    'abc', 3, 9, 'tiền đâu', 'NTL: ', ' hả em', 'affordability', 'rõ', '');
"""
)
VALENCE = """
ALTER TABLE decision ADD COLUMN valence TEXT;
INSERT INTO decision VALUES ('d2', '2026-03-12T08:31:00.000000Z', 2, 'Lan', 'undo', '',
    '', 0, 0, '', '', '', '', '', 'd1', 'barrier');
PRAGMA user_version = 2;
"""


@pytest.mark.parametrize("versions", [(OLD,), (OLD, VALENCE)], ids=["1", "2"])
def test_rows_of_an_older_version_are_taken_if_they_make_sense(
    path: Path, versions: tuple[str, ...]
) -> None:
    path.unlink()
    with closing(sqlite3.connect(path)) as connection:
        for version in versions:
            connection.executescript(version)
    whole = store.read(path)
    assert len(whole) == len(versions)
    data = path.read_bytes()
    path.write_bytes(bytes(100) + data[100:])
    found = salvage(path)
    assert (found.decisions, found.unverified) == (whole, len(versions))
    path.write_bytes(bytes(100) + data[100:].replace(b"accept", b"accepx"))
    assert salvage(path).decisions == whole[1:]


# What recover does


def test_there_is_nothing_to_mend_in_a_whole_store(path: Path) -> None:
    done = recover(path)
    assert (done.decisions, done.kept) == (WHOLE, None)
    assert path.read_bytes() == DATA
    assert [file.name for file in path.parent.iterdir()] == [path.name]


def test_there_is_nothing_to_mend_where_there_is_no_store(path: Path) -> None:
    path.unlink()
    assert recover(path).kept is None
    assert not path.exists()


def test_a_damaged_store_is_put_aside_and_a_whole_one_takes_its_place(path: Path) -> None:
    damaged = garbled(DATA, 0, PAGE)
    path.write_bytes(damaged)
    done = recover(path)
    assert done.kept == path.with_name("coding.sqlite.damaged-1")
    assert done.kept.read_bytes() == damaged
    assert done.decisions == WHOLE == store.read(path)
    assert len(list(path.parent.iterdir())) == 2
    (after,) = store.append(path, [draft("after")])
    assert after.sequence == 1 + sum(d.coder == "Lan" for d in WHOLE)


def test_nothing_that_was_put_aside_before_is_written_over(path: Path) -> None:
    first, second = garbled(DATA, 0, PAGE), garbled(DATA, 1, PAGE)
    for damaged in (first, second):
        path.write_bytes(damaged)
        recover(path)
    assert path.with_name("coding.sqlite.damaged-1").read_bytes() == first
    assert path.with_name("coding.sqlite.damaged-2").read_bytes() == second


def test_a_journal_is_put_aside_with_its_store(path: Path) -> None:
    path.write_bytes(garbled(DATA, 0, PAGE))
    journal = path.with_name("coding.sqlite-journal")
    journal.write_bytes(b"what a killed writer left")
    recover(path)
    kept = path.with_name("coding.sqlite.damaged-1-journal")
    assert kept.read_bytes() == b"what a killed writer left"
    assert not journal.exists()
    assert store.read(path) == WHOLE


def test_what_one_recovery_missed_the_next_finds_in_the_file_that_was_put_aside(path: Path) -> None:
    path.with_name("coding.sqlite.damaged-1").write_bytes(DATA)
    path.write_bytes(DATA[: 4 * PAGE])
    assert recover(path).decisions == WHOLE


def test_a_file_without_a_readable_decision_stays_as_it_is(path: Path) -> None:
    path.write_bytes(b"SQLite format 3\0" + bytes(range(256)) * 30)
    before = path.read_bytes()
    with pytest.raises(StudyError, match="no decision can be read"):
        recover(path)
    assert path.read_bytes() == before
    assert [file.name for file in path.parent.iterdir()] == [path.name]


def test_somebody_elses_database_stays_as_it_is(path: Path) -> None:
    path.unlink()
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE recipes (name)")
    before = path.read_bytes()
    with pytest.raises(StudyError):
        recover(path)
    assert path.read_bytes() == before


def test_a_store_that_another_program_writes_to_is_not_replaced(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    row = (WHOLE[0].id + WHOLE[0].time).encode()
    path.write_bytes(DATA.replace(row, b"x" + row[1:]))
    damaged = path.read_bytes()
    monkeypatch.setattr(recovery, "TIMEOUT", 0.05)
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StudyError, match="another program is writing"):
            recover(path)
    assert path.read_bytes() == damaged
    assert recover(path).decisions == WHOLE[1:]


def test_the_new_store_may_be_used_by_those_who_could_use_the_old_one(path: Path) -> None:
    path.write_bytes(garbled(DATA, 0, PAGE))
    path.chmod(0o640)
    mode = path.stat().st_mode
    recover(path)
    assert path.stat().st_mode == mode


@pytest.mark.skipif(not hasattr(os, "fork"), reason="processes can't be forked there")
def test_what_another_program_writes_while_the_store_is_replaced_is_refused_or_kept(
    path: Path,
) -> None:
    row = (WHOLE[0].id + WHOLE[0].time).encode()
    # Much to be put aside, so that there is time to write meanwhile.
    path.write_bytes(DATA.replace(row, b"x" + row[1:]) + bytes(30_000_000))
    aside = path.with_name("coding.sqlite.damaged-1")

    def write_meanwhile() -> None:
        while not aside.exists():
            pass
        with suppress(StudyError):
            (done,) = store.append(path, [draft("meanwhile")])
            os.write(writing, done.id.encode())

    reading, writing = os.pipe()
    child = start(write_meanwhile)
    os.close(writing)
    recover(path)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
    with open(reading, encoding="ascii") as acknowledged:  # noqa: PTH123 - a pipe has no path
        ids = set(acknowledged.read().split())
    assert {d.id for d in store.read(path)} == {d.id for d in WHOLE[1:]} | ids


@pytest.mark.skipif(not hasattr(os, "fork"), reason="processes can't be forked there")
def test_a_recovery_that_is_killed_can_be_done_again(path: Path) -> None:
    seed = int.from_bytes(os.urandom(4))
    print("seed", seed)  # noqa: T201
    chance = random.Random(seed)  # noqa: S311
    damaged = garbled(DATA, 0, PAGE)
    path.write_bytes(damaged)
    started = time.perf_counter()
    recover(path)
    duration = time.perf_counter() - started
    for _ in range(40):
        for file in path.parent.iterdir():
            file.unlink()
        path.write_bytes(damaged)
        child = start(lambda: recover(path))
        moment = time.perf_counter() + chance.random() * duration * 1.2
        while time.perf_counter() < moment:
            pass
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        assert recover(path).decisions == WHOLE
        assert any(
            file.read_bytes() == damaged for file in path.parent.iterdir() if "damaged" in file.name
        )


@pytest.mark.skipif(not hasattr(os, "fork"), reason="processes can't be forked there")
def test_a_disk_that_is_full_leaves_the_damaged_store_where_it_is(path: Path) -> None:
    import resource

    damaged = garbled(DATA, 0, PAGE)
    path.write_bytes(damaged)

    def with_room_for(size: int) -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))
        with pytest.raises(StudyError, match="the disk is full"):
            recover(path)

    for size in range(0, len(DATA) // 2, 20_011):
        child = start(lambda size=size: with_room_for(size))  # type: ignore[misc]
        assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
        assert path.read_bytes() == damaged
    assert recover(path).decisions == WHOLE


def test_rows_of_version_3_are_verified_also_beside_newer_ones(path: Path) -> None:
    path.unlink()
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript(VERSION_3)
        names = ", ".join(n for n in COLUMNS if n not in {"model", "probability"})
        for decision in WHOLE[:20]:
            values = (
                *(decision.id, decision.time, decision.sequence, decision.coder, decision.action),
                *(decision.transcript, decision.sha256, decision.span.start, decision.span.end),
                *(decision.exact, decision.prefix, decision.suffix, decision.code, decision.note),
                *(decision.target, decision.valence, decision.step),
            )
            connection.execute(
                f"INSERT INTO decision ({names}) VALUES ({', '.join('?' * 18)})",  # noqa: S608
                (*values, checksum(values)),
            )
        connection.commit()
    store.append(path, [replace(draft(), model="qualcode 1", probability=p) for p in (0.0, 0.7, 1)])
    whole = store.read(path)
    assert len(whole) == 23
    path.write_bytes(bytes(100) + path.read_bytes()[100:])
    found = salvage(path)
    assert (found.decisions, found.unverified, found.damaged) == (whole, 0, 0)


@settings(max_examples=40)
@given(st.lists(st.none() | st.floats(0, 1), min_size=1, max_size=8))
def test_probabilities_are_found_without_the_files_header(given_: list[float | None]) -> None:
    with folder() as place:
        path = place / "coding.sqlite"
        store.append(path, [replace(draft(), model="m", probability=one) for one in given_])
        whole = store.read(path)
        path.write_bytes(bytes(100) + path.read_bytes()[100:])
        assert salvage(path).decisions == whole

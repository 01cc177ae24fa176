from __future__ import annotations

import hashlib
import json
import multiprocessing
import sqlite3
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stores import VERSION_1, VERSION_3

from qualcode import store
from qualcode.errors import StudyError
from qualcode.model import Decision, Span
from qualcode.store import connecting

NOON = datetime(2026, 3, 12, 12, 0, tzinfo=UTC)


def noon() -> datetime:
    return NOON


def draft(note: str = "", coder: str = "Lan") -> Decision:
    return Decision(
        id="",
        time="",
        sequence=0,
        coder=coder,
        action="add",
        transcript="pvs_01",
        sha256="abc",
        span=Span(3, 9),
        exact="“tiền đâu”\nmà đóng",
        prefix="NTL: ",
        suffix=" hả em",
        code="affordability",
        note=note,
    )


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "coding.sqlite"


def fault(error: pytest.ExceptionInfo[StudyError]) -> str:
    """The single problem's English words; it has Vietnamese ones too, in one line each."""
    (problem,) = error.value.problems
    assert problem.message.vi
    assert "\n" not in problem.message.vi + problem.message.en
    return problem.message.en


def test_a_store_that_is_not_there_is_empty_and_stays_away(path: Path) -> None:
    assert store.read(path) == ()
    assert not path.exists()


def test_nothing_to_write_makes_no_file(path: Path) -> None:
    assert store.append(path, []) == ()
    assert not path.exists()


def test_what_was_written_is_read_back_whole(path: Path) -> None:
    written = store.append(path, [draft("một"), draft("hai")])
    assert store.read(path) == written
    assert [(d.note, d.exact, d.span) for d in written] == [
        ("một", "“tiền đâu”\nmà đóng", Span(3, 9)),
        ("hai", "“tiền đâu”\nmà đóng", Span(3, 9)),
    ]


def test_a_draft_gets_an_id_of_its_own(path: Path) -> None:
    ids = {d.id for d in store.append(path, [draft(), draft()])}
    assert len(ids) == 2
    assert all(len(id_) == 32 and int(id_, 16) for id_ in ids)


def test_the_time_is_utc_with_microseconds(path: Path) -> None:
    hanoi = timezone(timedelta(hours=7))
    (written,) = store.append(path, [draft()], lambda: datetime(2026, 3, 12, 6, 5, tzinfo=hanoi))
    assert written.time == "2026-03-11T23:05:00.000000Z"


def test_each_coder_counts_for_herself(path: Path) -> None:
    store.append(path, [draft(), draft(), draft(coder="Minh")])
    store.append(path, [draft(), draft(coder="Minh")])
    counted = sorted((d.coder, d.sequence) for d in store.read(path))
    assert counted == [("Lan", 1), ("Lan", 2), ("Lan", 3), ("Minh", 1), ("Minh", 2)]


def test_a_clock_put_back_does_not_reorder_decisions(path: Path) -> None:
    store.append(path, [draft("first")], noon)
    store.append(path, [draft("second")], lambda: NOON - timedelta(hours=5))
    store.append(path, [draft("third", "Minh")], lambda: NOON - timedelta(days=2))
    assert [d.note for d in store.read(path)] == ["first", "second", "third"]
    times = [d.time for d in store.read(path)]
    assert times == sorted(set(times))
    assert times[0] == "2026-03-12T12:00:00.000000Z"


def test_a_decision_of_another_store_is_kept_as_it_is(path: Path, tmp_path: Path) -> None:
    theirs = store.append(tmp_path / "other.sqlite", [draft("a"), draft("b")], noon)
    assert store.append(path, theirs) == theirs
    assert store.read(path) == theirs


def test_a_repeated_id_is_ignored(path: Path, tmp_path: Path) -> None:
    theirs = store.append(tmp_path / "other.sqlite", [draft("a"), draft("b")], noon)
    store.append(path, theirs[:1])
    assert store.append(path, [*theirs, *theirs]) == theirs[1:]
    assert store.read(path) == theirs


def test_sequences_go_on_from_what_came_from_another_store(path: Path, tmp_path: Path) -> None:
    theirs = store.append(tmp_path / "other.sqlite", [draft("a"), draft("b")], noon)
    (mine,) = store.append(path, [*theirs, draft("c")])[2:]
    assert mine.sequence == 3


def test_a_decision_with_an_unreadable_time_is_refused_and_none_is_written(path: Path) -> None:
    theirs = Decision("d1", "12/3/2026", 1, "Lan", "add")
    with pytest.raises(StudyError) as error:
        store.append(path, [draft(), theirs])
    assert "12/3/2026" in fault(error)
    assert store.read(path) == ()


@pytest.mark.parametrize(
    "time",
    [
        "2026-03-12T08:30:00Z",
        "2026-03-12T08:30:00.5Z",
        "20260312T083001Z",
        "2026-W11-4T08:00:00Z",
        "2026-03-12 08:30:00.000000Z",
        "2026-03-12T08:30:00.000000+00:00",
        "2026-02-30T08:30:00.000000Z",
        "２026-03-12T08:30:00.000000Z",
        "2026-03-12T08:30:00.000000Z\n",
    ],
)
def test_a_time_that_would_sort_wrongly_as_text_is_refused(path: Path, time: str) -> None:
    with pytest.raises(StudyError, match="has a time that can't be read"):
        store.append(path, [Decision("d1", time, 1, "Lan", "add")])
    assert not path.exists()


def test_if_one_can_not_be_written_none_is(path: Path) -> None:
    store.append(path, [draft("before")])
    unwritable = Decision("", "", 0, "Lan", "add", note="\ud800")
    with pytest.raises(StudyError):
        store.append(path, [draft("lost"), unwritable])
    assert [d.note for d in store.read(path)] == ["before"]


def test_drafts_written_together_are_one_step_named_after_the_first(path: Path) -> None:
    written = store.append(path, [draft("a"), draft("b"), draft("c", "Minh")])
    assert {d.step for d in written} == {written[0].id}
    assert store.read(path) == written


def test_a_draft_written_alone_is_no_step(path: Path, tmp_path: Path) -> None:
    (theirs,) = store.append(tmp_path / "other.sqlite", [draft("theirs")])
    (alone,) = store.append(path, [draft()])
    (first, second) = store.append(path, [theirs, draft("alone with another store's")])
    assert (alone.step, first.step, second.step) == ("", "", "")


def test_a_step_that_is_there_already_is_kept(path: Path, tmp_path: Path) -> None:
    theirs = store.append(tmp_path / "other.sqlite", [draft("a"), draft("b")])
    mine = store.append(path, [*theirs, replace(draft(), step="s1"), draft("c"), draft("d")])
    assert [d.step for d in mine] == [theirs[0].id, theirs[0].id, "s1", mine[3].id, mine[3].id]


def test_a_decision_of_a_kind_that_a_newer_version_added_is_kept(path: Path) -> None:
    unknown = replace(
        Decision("d1", "2026-03-12T08:30:00.000000Z", 1, "Lan", "add"),
        action="entrust",  # type: ignore[arg-type]
    )
    assert store.append(path, [unknown]) == (unknown,)
    assert store.read(path) == (unknown,)


COLUMNS_TO_CHANGE = {
    "time": "2026-03-12T08:30:00.000000Z",
    "sequence": 7,
    "coder": "Minh",
    "action": "reject",
    "transcript": "pvs_02",
    "sha256": "abd",
    "start_at": 4,
    "end_at": 10,
    "exact": "tiền đấu",
    "prefix": "",
    "suffix": "",
    "code": "awareness",
    "note": "có",
    "target": "d1",
    "valence": "barrier",
    "step": "d1",
    "model": "qualcode 1",
    "probability": 0.5,
    "checksum": "",
}


@pytest.mark.parametrize(("column", "value"), COLUMNS_TO_CHANGE.items())
def test_a_row_that_is_not_as_it_was_written_is_recognised(
    path: Path, column: str, value: object
) -> None:
    store.append(path, [draft("chưa"), draft("chưa"), draft("chưa")])
    connection = sqlite3.connect(path)
    connection.execute("DROP TRIGGER never_changed")
    with connection:
        connection.execute(
            f"UPDATE decision SET {column} = ? WHERE sequence = 2",  # noqa: S608
            (value,),
        )
    connection.close()
    with pytest.raises(StudyError) as error:
        store.read(path)
    assert "1 of 3 decisions are not as they were written" in fault(error)
    assert "qualcode recover" in fault(error)
    (problem,) = error.value.problems
    assert problem.where == str(path)
    assert "1 trong 3 quyết định" in problem.message.vi
    assert "`qualcode recover`" in problem.message.vi


def test_a_damaged_page_is_recognised(path: Path) -> None:
    store.append(path, [draft()])
    data = path.read_bytes()
    path.write_bytes(data[:4096] + bytes(100) + data[4196:])
    with pytest.raises(StudyError, match="run `qualcode recover`"):
        store.read(path)


def test_a_store_in_a_mode_that_network_folders_can_not_keep_whole_leaves_it(path: Path) -> None:
    before = store.append(path, [draft()])
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.close()
    assert store.read(path) == before
    store.append(path, [draft()])
    connection = sqlite3.connect(path)
    assert connection.execute("PRAGMA journal_mode").fetchone() == ("delete",)
    connection.close()


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE decision SET note = 'x'",
        "DELETE FROM decision",
    ],
)
def test_the_store_refuses_to_change_or_delete(path: Path, statement: str) -> None:
    before = store.append(path, [draft()])
    connection = sqlite3.connect(path)
    with pytest.raises(sqlite3.IntegrityError, match="a decision is never"):
        connection.execute(statement)
    connection.close()
    assert store.read(path) == before


def test_the_store_lets_nothing_be_replaced(path: Path) -> None:
    before = store.append(path, [draft()])
    connection = sqlite3.connect(path)
    with connection:
        connection.execute(
            "REPLACE INTO decision SELECT id, time, sequence, coder, action, transcript, sha256,"
            " start_at, end_at, 'other words', prefix, suffix, code, note, target, valence, step,"
            " checksum, model, probability FROM decision"
        )
    connection.close()
    assert store.read(path) == before


def test_a_newer_store_is_refused_untouched(path: Path) -> None:
    store.append(path, [draft()])
    connection = sqlite3.connect(path)
    connection.execute(f"PRAGMA user_version = {len(store.MIGRATIONS) + 1}")
    connection.close()
    before = path.read_bytes()
    for attempt in (lambda: store.read(path), lambda: store.append(path, [draft()])):
        with pytest.raises(StudyError) as error:
            attempt()
        assert "newer qualcode" in fault(error)
    assert path.read_bytes() == before


def test_a_store_of_an_older_schema_is_brought_up_to_date(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = store.append(path, [draft()])
    version = len(store.MIGRATIONS)
    connection = sqlite3.connect(path)
    monkeypatch.setattr(
        store,
        "MIGRATIONS",
        (*store.MIGRATIONS, lambda c: c.execute("CREATE INDEX by_code ON decision (code)")),
    )
    assert store.read(path) == before
    assert connection.execute("PRAGMA user_version").fetchone() == (version,)
    after = store.append(path, [draft()])
    assert store.read(path) == before + after
    assert connection.execute("PRAGMA user_version").fetchone() == (version + 1,)
    assert connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'by_code'").fetchone()
    connection.close()


STORE_OF_VERSION_1 = (
    VERSION_1
    + """
INSERT INTO decision VALUES ('d1', '2026-03-12T08:30:00.000000Z', 1, 'Lan', 'accept', 'pvs_01',
    'abc', 3, 9, 'tiền đâu', 'NTL: ', ' hả em', 'affordability', 'rõ', '');
INSERT INTO decision VALUES ('d2', '2026-03-12T08:31:00.000000Z', 2, 'Lan', 'undo', '',
    '', 0, 0, '', '', '', '', '', 'd1');
"""
)
OF_VERSION_1 = (
    Decision(
        *("d1", "2026-03-12T08:30:00.000000Z", 1, "Lan", "accept", "pvs_01", "abc", Span(3, 9)),
        *("tiền đâu", "NTL: ", " hả em", "affordability", "rõ"),
    ),
    Decision("d2", "2026-03-12T08:31:00.000000Z", 2, "Lan", "undo", target="d1"),
)


@pytest.fixture
def old(path: Path) -> Path:
    """A store as the first version wrote it."""
    connection = sqlite3.connect(path)
    connection.executescript(STORE_OF_VERSION_1)
    connection.close()
    return path


def test_a_store_of_version_1_is_read_and_stays_as_it_is(old: Path) -> None:
    before = old.read_bytes()
    assert store.read(old) == OF_VERSION_1
    assert old.read_bytes() == before
    assert [file.name for file in old.parent.iterdir()] == [old.name]


def test_a_store_of_version_1_is_kept_beside_the_one_that_is_written_to(old: Path) -> None:
    (new,) = store.append(old, [replace(draft(), valence="enabler")])
    assert store.read(old) == (*OF_VERSION_1, new)
    assert new.valence == "enabler"
    backup = old.with_name("coding.sqlite.v1.bak")
    connection = sqlite3.connect(backup)
    assert connection.execute("PRAGMA user_version").fetchone() == (1,)
    assert connection.execute("SELECT id FROM decision").fetchall() == [("d1",), ("d2",)]
    connection.close()
    assert store.read(backup) == OF_VERSION_1


def test_a_store_of_version_1_still_refuses_to_change_or_delete_once_it_is_written(
    old: Path,
) -> None:
    store.append(old, [draft()])
    connection = sqlite3.connect(old)
    for statement in ("UPDATE decision SET valence = 'barrier'", "DELETE FROM decision"):
        with pytest.raises(sqlite3.IntegrityError, match="a decision is never"):
            connection.execute(statement)
    connection.close()


def test_a_store_that_can_not_be_kept_is_not_brought_up_to_date(old: Path) -> None:
    before = old.read_bytes()
    old.with_name("coding.sqlite.v1.bak").mkdir()
    with pytest.raises(StudyError) as error:
        store.append(old, [draft()])
    assert "can't be opened" in fault(error)
    assert old.read_bytes() == before
    assert store.read(old) == OF_VERSION_1


def test_only_an_older_store_is_kept_beside(path: Path) -> None:
    store.append(path, [draft()])
    store.append(path, [draft()])
    assert [file.name for file in path.parent.iterdir()] == [path.name]


def test_a_store_of_version_1_that_is_locked_says_so(
    old: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connecting, "TIMEOUT", 0.05)
    other = sqlite3.connect(old, isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    for attempt in (lambda: store.read(old), lambda: store.append(old, [draft()])):
        with pytest.raises(StudyError) as error:
            attempt()
        assert "another program is writing" in fault(error)
    other.close()


@pytest.mark.parametrize("field", ["coder", "note", "exact"])
def test_what_is_no_unicode_is_refused_and_named(path: Path, field: str) -> None:
    before = store.append(path, [draft()])
    with pytest.raises(StudyError) as error:
        store.append(path, [draft(), replace(draft(), **{field: "b\udcf2 ti\udcean"})])
    assert r"'\udcf2'" in fault(error)
    assert store.read(path) == before


def test_an_empty_file_is_an_empty_store(path: Path) -> None:
    path.touch()
    assert store.read(path) == ()
    assert len(store.append(path, [draft()])) == 1
    assert len(store.read(path)) == 1


def test_a_file_that_is_no_database_is_refused_untouched(path: Path) -> None:
    path.write_text("Đây là một tệp văn bản thường, không phải kho quyết định.\n" * 40, "utf-8")
    before = path.read_bytes()
    for attempt in (lambda: store.read(path), lambda: store.append(path, [draft()])):
        with pytest.raises(StudyError) as error:
            attempt()
        assert "not a qualcode store" in fault(error)
    assert path.read_bytes() == before


def test_somebody_elses_database_is_refused_untouched(path: Path) -> None:
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE recipes (name)")
    connection.close()
    before = path.read_bytes()
    for attempt in (lambda: store.read(path), lambda: store.append(path, [draft()])):
        with pytest.raises(StudyError) as error:
            attempt()
        assert "not a qualcode store" in fault(error)
    assert path.read_bytes() == before


def test_a_folder_in_the_files_place_can_not_be_opened(path: Path) -> None:
    path.mkdir()
    with pytest.raises(StudyError) as error:
        store.append(path, [draft()])
    assert "can't be opened" in fault(error)


def test_a_locked_store_says_so_and_stays_as_it_was(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = store.append(path, [draft()])
    monkeypatch.setattr(connecting, "TIMEOUT", 0.05)
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(StudyError) as error:
        store.append(path, [draft()])
    other.execute("ROLLBACK")
    other.close()
    assert "another program is writing" in fault(error)
    assert store.read(path) == before


FULL_DISK = """
import resource, sys
from pathlib import Path
from qualcode import store
from qualcode.errors import StudyError
from qualcode.model import Decision

path = Path(sys.argv[1])
size = path.stat().st_size
resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))
drafts = [Decision("", "", 0, "Lan", "memo", note="dài " * 900) for _ in range(40)]
try:
    store.append(path, drafts)
except StudyError as error:
    print(error)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="no limit of a file's size there")
def test_a_full_disk_says_so_and_the_store_stays_as_it_was(path: Path) -> None:
    before = store.append(path, [draft()])
    done = subprocess.run(
        [sys.executable, "-c", FULL_DISK, str(path)], capture_output=True, text=True, check=True
    )
    assert "the disk is full or can't be written to; nothing was saved" in done.stdout
    assert store.read(path) == before


KILLED = """
import os, sqlite3, sys

connection = sqlite3.connect(sys.argv[1], isolation_level=None)
connection.execute("PRAGMA cache_size = 1")
connection.execute("BEGIN IMMEDIATE")
for number in range(300):
    connection.execute(
        "INSERT INTO decision (id, time, sequence, coder, action, transcript, sha256, start_at,"
        " end_at, exact, prefix, suffix, code, note, target)"
        " VALUES (?, '', 1, '', 'memo', '', '', 0, 0, '', '', '', '', ?, '')",
        (f"half{number}", "x" * 2000),
    )
os._exit(9)
"""


def test_a_writer_killed_halfway_leaves_what_was_there_before(path: Path) -> None:
    before = store.append(path, [draft(), draft()])
    size = path.stat().st_size
    subprocess.run([sys.executable, "-c", KILLED, str(path)], check=False)
    assert path.stat().st_size > size, "the half-done transaction had reached the file"
    assert store.read(path) == before
    store.append(path, [draft("after")])
    assert [d.note for d in store.read(path)] == ["", "", "after"]


def write_a_hundred(path: str, coder: str) -> None:
    for number in range(100):
        store.append(Path(path), [draft(str(number), coder)])


def test_two_coders_writing_at_once_lose_nothing(path: Path) -> None:
    spawn = multiprocessing.get_context("spawn")
    writers = [
        spawn.Process(target=write_a_hundred, args=(str(path), coder)) for coder in ("Lan", "Minh")
    ]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert [writer.exitcode for writer in writers] == [0, 0]
    for coder in ("Lan", "Minh"):
        mine = [d for d in store.read(path) if d.coder == coder]
        assert [d.sequence for d in mine] == list(range(1, 101))
        assert [d.note for d in mine] == [str(number) for number in range(100)]


LEARNED = "qualcode 0.6, linear, seed 0; 12 examples, 40 decisions until 2026-03-12"


def test_what_a_model_had_proposed_is_read_back_with_its_probability(path: Path) -> None:
    (written,) = store.append(path, [replace(draft(), model=LEARNED, probability=0.8312)])
    assert (written.model, written.probability) == (LEARNED, 0.8312)
    assert store.read(path) == (written,)


@given(st.none() | st.floats(0, 1) | st.integers(0, 1), st.text("máy học 0.8;", max_size=9))
def test_any_probability_is_as_it_was_written(
    tmp_path_factory: pytest.TempPathFactory, probability: float | None, model: str
) -> None:
    path = tmp_path_factory.mktemp("store") / "coding.sqlite"
    written = store.append(path, [replace(draft(), model=model, probability=probability)])
    assert store.read(path) == written


def test_a_probability_that_is_no_number_is_none(path: Path) -> None:
    store.append(path, [replace(draft(), model=LEARNED, probability=float("nan"))])
    (found,) = store.read(path)
    assert (found.model, found.probability) == (LEARNED, None)


@pytest.fixture
def of_version_3(path: Path) -> tuple[Path, tuple[Decision, ...]]:
    """A store as the third version wrote it, with its checksums, and what it holds."""
    values = (
        *("d1", "2026-03-12T08:30:00.000000Z", 1, "Lan", "accept", "pvs_01", "abc", 3, 9),
        *("tiền đâu", "NTL: ", " hả em", "affordability", "rõ", "", "barrier", "d1"),
    )
    checksum = hashlib.sha256(json.dumps(values).encode()).hexdigest()[:32]
    connection = sqlite3.connect(path)
    connection.executescript(VERSION_3)
    with connection:
        marks = ", ".join("?" * 18)
        connection.execute(
            f"INSERT INTO decision VALUES ({marks})",  # noqa: S608
            (*values, checksum),
        )
    connection.close()
    return path, (Decision(*values[:7], Span(3, 9), *values[9:]),)  # type: ignore[arg-type]


def test_a_store_of_version_3_is_read_and_stays_as_it_is(
    of_version_3: tuple[Path, tuple[Decision, ...]],
) -> None:
    path, held = of_version_3
    before = path.read_bytes()
    assert store.read(path) == held
    assert path.read_bytes() == before


def test_a_store_of_version_3_is_written_to_without_loss_and_kept_beside(
    of_version_3: tuple[Path, tuple[Decision, ...]],
) -> None:
    path, held = of_version_3
    (new,) = store.append(path, [replace(draft(), model=LEARNED, probability=0.5)])
    assert store.read(path) == (*held, new)
    assert store.read(path.with_name("coding.sqlite.v3.bak")) == held


@pytest.mark.parametrize("is_written", [False, True], ids=["read", "written"])
def test_a_row_of_version_3_that_was_changed_is_recognised_and_not_vouched_for(
    of_version_3: tuple[Path, tuple[Decision, ...]], *, is_written: bool
) -> None:
    path, _ = of_version_3
    connection = sqlite3.connect(path)
    connection.execute("DROP TRIGGER never_changed")
    with connection:
        connection.execute("UPDATE decision SET note = 'khác'")
    connection.close()
    if is_written:
        store.append(path, [draft()])
    with pytest.raises(StudyError) as error:
        store.read(path)
    assert f"1 of {1 + is_written} decisions are not as they were written" in fault(error)


def test_stores_of_both_versions_merge_either_way(
    of_version_3: tuple[Path, tuple[Decision, ...]], tmp_path: Path
) -> None:
    old, held = of_version_3
    new = tmp_path / "new.sqlite"
    written = store.append(new, [replace(draft(), model=LEARNED, probability=0.25)])
    store.append(new, store.read(old))
    store.append(old, written)
    assert store.read(new) == store.read(old) == store.in_order((*held, *written))

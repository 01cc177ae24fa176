"""What the records must survive: kill -9, a full disk, two writers, a read-only folder."""

from __future__ import annotations

import os
import random
import shutil
import signal
import sqlite3
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
from stores import VERSION_1, start

from qualcode import store
from qualcode.errors import StudyError
from qualcode.model import Decision, Span
from qualcode.store.migrations import COLUMNS, INSERT, checksum

RUNS = 200
NOBODY = 65534
LONG = "Tiền đâu ra mà đóng hả em. " * 90

needs_fork = pytest.mark.skipif(not hasattr(os, "fork"), reason="processes can't be forked there")


def draft(note: str = "", coder: str = "Lan") -> Decision:
    return Decision(
        *("", "", 0, coder, "add", "pvs_01", "a" * 64, Span(3, 9)),
        *("“tiền đâu”", "NTL: ", " hả em", "affordability", note),
    )


def random_moments() -> random.Random:
    """Other moments in each run; a run that fails shows its seed."""
    seed = int.from_bytes(os.urandom(4))
    print("seed", seed)  # noqa: T201
    return random.Random(seed)  # noqa: S311


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "coding.sqlite"


def went_well(child: int) -> bool:
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0


def is_running(child: int) -> bool:
    return os.waitid(os.P_PID, child, os.WEXITED | os.WNOHANG | os.WNOWAIT) is None


def is_whole(path: Path) -> bool:
    """Ask SQLite about the file, and count the rows that are as they were written."""
    with closing(sqlite3.connect(path)) as connection:
        sound = connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        columns = ", ".join(COLUMNS)
        rows = connection.execute(f"SELECT {columns} FROM decision").fetchall()  # noqa: S608
    return sound and all(checksum(row[:-1]) == row[-1] for row in rows)


def decide_without_end(path: Path, pipe: int, seed: int) -> None:
    """Enter decisions, one or a few in one go, and tell of each step that was acknowledged."""
    chance = random.Random(seed)  # noqa: S311
    while True:
        size = chance.choice((1, 1, 1, 2, 5))
        note = chance.choice(("", "một ghi chú", LONG))
        done = store.append(path, [draft(note)] * size)
        os.write(pipe, "".join(f"{d.id}\n" for d in done).encode())


def killed_while_deciding(path: Path, chance: random.Random) -> set[str]:
    """Return the ids that were acknowledged before the process was killed at any moment."""
    reading, writing = os.pipe()
    seed = chance.randrange(2**32)
    child = start(lambda: decide_without_end(path, writing, seed))
    os.close(writing)
    with open(reading, "rb") as acknowledged:  # noqa: PTH123 - a pipe has no path
        first = [acknowledged.readline() for _ in range(chance.randrange(4))]
        moment = time.perf_counter() + chance.random() * 0.006
        while time.perf_counter() < moment:
            pass
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        lines = [*first, *acknowledged]
    return {line.decode().strip() for line in lines if line.endswith(b"\n")}


@needs_fork
def test_nothing_acknowledged_is_lost_however_often_the_program_is_killed(path: Path) -> None:
    chance = random_moments()
    store.append(path, [draft()])
    acknowledged: set[str] = set()
    halfway = 0
    for _ in range(RUNS):
        acknowledged |= killed_while_deciding(path, chance)
        halfway += path.with_name("coding.sqlite-journal").exists()
        there = store.read(path)
        assert acknowledged <= {d.id for d in there}
        assert [d.sequence for d in there] == list(range(1, len(there) + 1))
        assert is_whole(path)
    assert halfway, "some were killed in the midst of writing"
    steps = [d.step for d in there if d.step]
    assert {steps.count(step) for step in set(steps)} <= {2, 5}, "a step is there whole or not"


@needs_fork
def test_a_first_decision_that_is_killed_leaves_a_store_to_go_on_with(tmp_path: Path) -> None:
    chance = random_moments()
    for number in range(40):
        path = tmp_path / f"{number}.sqlite"
        acknowledged = killed_while_deciding(path, chance)
        assert acknowledged <= {d.id for d in store.read(path)}
        (after,) = store.append(path, [draft("after")])
        assert after in store.read(path)


@needs_fork
def test_a_migration_that_is_killed_leaves_the_old_store_or_the_new(
    tmp_path: Path, of_version: Callable[[int, Path], tuple[Decision, ...]]
) -> None:
    chance = random_moments()
    for number in range(40):
        path = tmp_path / str(number) / "coding.sqlite"
        path.parent.mkdir()
        before = of_version(1 + number % 2, path)
        acknowledged = killed_while_deciding(path, chance)
        there = store.read(path)
        assert set(before) <= set(there)
        assert acknowledged <= {d.id for d in there}


@needs_fork
def test_two_programs_that_write_at_once_lose_nothing(path: Path) -> None:
    def write(coder: str) -> None:
        for number in range(500):
            store.append(path, [draft(str(number), coder)])

    coders = ("Lan", "Minh")
    writers = [start(lambda coder=coder: write(coder)) for coder in coders]  # type: ignore[misc]
    there: tuple[Decision, ...] = ()
    while any(is_running(writer) for writer in writers):
        earlier, there = there, store.read(path)
        assert there[: len(earlier)] == earlier, "who reads meanwhile sees what there was, and more"
    assert [went_well(writer) for writer in writers] == [True, True]
    there = store.read(path)
    assert len(there) == 1000
    for coder in coders:
        mine = [d for d in there if d.coder == coder]
        assert [d.sequence for d in mine] == list(range(1, 501))
        assert [d.note for d in mine] == [str(number) for number in range(500)]
    assert is_whole(path)


def append_with_room_for(path: Path, size: int, drafts: list[Decision]) -> None:
    """Append where no file may grow beyond the size; only a clear fault may come of it."""
    import resource

    resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))
    before = store.read(path)
    done: tuple[Decision, ...] = ()
    fault = ""
    try:
        done = store.append(path, drafts)
    except StudyError as error:
        fault = str(error)
    assert done or "the disk is full or can't be written to; nothing was saved" in fault
    assert store.read(path) == before + done


@needs_fork
def test_a_disk_that_is_full_at_any_moment_leaves_what_was_there(path: Path) -> None:
    before = store.append(path, [draft(LONG)] * 6)
    whole = path.read_bytes()
    drafts = [draft(LONG)] * 8
    outcomes = set()
    for size in range(0, len(whole) + 60_000, 2047):
        path.write_bytes(whole)
        child = start(lambda size=size: append_with_room_for(path, size, drafts))  # type: ignore[misc]
        assert went_well(child), f"{size} bytes"
        there = store.read(path)
        assert there[:6] == before
        assert len(there) in (6, 14)
        outcomes.add(len(there))
        store.append(path, [draft("there is room again")])
        assert store.read(path)[-1].note == "there is room again"
        assert is_whole(path)
    assert outcomes == {6, 14}


@needs_fork
def test_a_disk_that_is_full_at_the_first_decision_leaves_an_empty_store(path: Path) -> None:
    for size in range(0, 20_000, 1531):
        path.unlink(missing_ok=True)
        assert went_well(start(lambda size=size: append_with_room_for(path, size, [draft()])))  # type: ignore[misc]
        assert len(store.read(path)) in (0, 1)
        store.append(path, [draft("there is room again")])
        assert store.read(path)[-1].note == "there is room again"


@needs_fork
def test_a_disk_that_is_full_during_a_migration_leaves_the_old_store(
    path: Path, of_version: Callable[[int, Path], tuple[Decision, ...]]
) -> None:
    before = of_version(1, path)
    old = path.read_bytes()
    for size in range(0, 60_000, 4099):
        path.write_bytes(old)
        assert went_well(start(lambda size=size: append_with_room_for(path, size, [draft()])))  # type: ignore[misc]
        assert store.read(path)[:2] == before
        for backup in path.parent.glob("*.bak"):
            assert store.read(backup) == before


@pytest.fixture
def shared() -> Iterator[Path]:
    """A store in a folder that everybody may enter, also one who isn't root."""
    folder = Path(tempfile.mkdtemp(prefix="qualcode-"))
    folder.chmod(0o755)
    yield folder / "coding.sqlite"
    folder.chmod(0o755)
    shutil.rmtree(folder)


def as_nobody(work: Callable[[], object]) -> bool:
    """Do the work as one who isn't root, whom no permission stops."""

    def do() -> None:
        if os.geteuid() == 0:
            os.setgid(NOBODY)
            os.setuid(NOBODY)
        work()

    return went_well(start(do))


def refuse_to_write(path: Path) -> None:
    before = {file.name: file.read_bytes() for file in path.parent.iterdir()}
    with pytest.raises(StudyError) as error:
        store.append(path, [draft()])
    assert "permissions" in str(error.value)
    assert {file.name: file.read_bytes() for file in path.parent.iterdir()} == before


@needs_fork
@pytest.mark.parametrize(
    ("folder", "file"), [(0o555, 0o444), (0o555, 0o666), (0o777, 0o444)], ids=oct
)
def test_a_store_that_nobody_may_write_to_is_read_and_refused(
    shared: Path, folder: int, file: int
) -> None:
    before = store.append(shared, [draft(), draft()])
    shared.chmod(file)
    shared.parent.chmod(folder)

    def use() -> None:
        assert store.read(shared) == before
        refuse_to_write(shared)

    assert as_nobody(use)


@needs_fork
@pytest.mark.parametrize("version", [1, 2])
def test_an_old_store_in_a_folder_that_nobody_may_write_to_is_read_and_refused(
    shared: Path, version: int, of_version: Callable[[int, Path], tuple[Decision, ...]]
) -> None:
    before = of_version(version, shared)
    shared.chmod(0o666)
    shared.parent.chmod(0o555)

    def use() -> None:
        assert store.read(shared) == before
        refuse_to_write(shared)

    assert as_nobody(use)


@needs_fork
def test_a_folder_that_nobody_may_write_to_gets_no_store(shared: Path) -> None:
    shared.parent.chmod(0o555)

    def use() -> None:
        assert store.read(shared) == ()
        refuse_to_write(shared)

    assert as_nobody(use)


def half_a_transaction(path: Path) -> None:
    """Write much that is never committed, and end as if killed."""
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("PRAGMA cache_size = 1")
    connection.execute("BEGIN IMMEDIATE")
    for number in range(100):
        values = (f"half{number}", "", 1, "", "memo", *[""] * 2, 0, 0, *[""] * 4, LONG, *[""] * 6)
        connection.execute(INSERT, values)
    os._exit(0)


@needs_fork
@pytest.mark.parametrize("file", [0o444, 0o666], ids=oct)
def test_what_a_killed_writer_left_where_nobody_may_write_now_is_read_as_it_was(
    shared: Path, file: int
) -> None:
    before = store.append(shared, [draft(), draft()])
    assert went_well(start(lambda: half_a_transaction(shared)))
    journal = shared.with_name("coding.sqlite-journal")
    assert journal.exists()
    for each in (shared, journal):
        each.chmod(file)
    shared.parent.chmod(0o555)

    def use() -> None:
        assert store.read(shared) == before
        with pytest.raises(StudyError, match="permissions"):
            store.append(shared, [draft()])

    assert as_nobody(use)
    shared.parent.chmod(0o755)
    assert store.read(shared) == before
    assert not journal.exists()


V1 = (
    VERSION_1
    + """
INSERT INTO decision VALUES ('0123456789abcdef0123456789abcdef', '2026-03-12T08:30:00.000000Z', 1,
    'Lan', 'accept', 'pvs_01', 'abc', 3, 9, 'tiền đâu', 'NTL: ', ' hả em', 'affordability', 'rõ',
    '');
"""
)
V2 = """
ALTER TABLE decision ADD COLUMN valence TEXT;
PRAGMA user_version = 2;
"""
SECOND = """
INSERT INTO decision VALUES ('fedcba9876543210fedcba9876543210', '2026-03-12T08:31:00.000000Z', 2,
    'Lan', 'undo', '', '', 0, 0, '', '', '', '', '', '0123456789abcdef0123456789abcdef'{valence});
"""


@pytest.fixture
def of_version() -> Callable[[int, Path], tuple[Decision, ...]]:
    """Make a store as an older version wrote it, and say what it holds."""

    def make(version: int, path: Path) -> tuple[Decision, ...]:
        first, second = "0123456789abcdef0123456789abcdef", "fedcba9876543210fedcba9876543210"
        with closing(sqlite3.connect(path)) as connection:
            connection.executescript(V1)
            if version > 1:
                connection.executescript(V2)
            valence = ", 'barrier'" if version > 1 else ""
            connection.executescript(SECOND.format(valence=valence))
        return (
            Decision(
                *(first, "2026-03-12T08:30:00.000000Z", 1, "Lan", "accept", "pvs_01", "abc"),
                *(Span(3, 9), "tiền đâu", "NTL: ", " hả em", "affordability", "rõ"),
            ),
            Decision(
                *(second, "2026-03-12T08:31:00.000000Z", 2, "Lan", "undo"),
                target=first,
                valence="barrier" if version > 1 else None,
            ),
        )

    return make


@pytest.mark.parametrize("version", [1, 2])
def test_a_store_of_an_older_version_is_kept_beside_and_vouched_for_from_then_on(
    path: Path, version: int, of_version: Callable[[int, Path], tuple[Decision, ...]]
) -> None:
    before = of_version(version, path)
    (new,) = store.append(path, [draft()])
    assert new.sequence == 3
    assert store.read(path) == (*before, new)
    assert is_whole(path)
    backup = path.with_name(f"coding.sqlite.v{version}.bak")
    assert store.read(backup) == before
    with closing(sqlite3.connect(backup)) as connection:
        assert connection.execute("PRAGMA user_version").fetchone() == (version,)
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]


def test_an_older_backup_is_never_written_over(
    path: Path, of_version: Callable[[int, Path], tuple[Decision, ...]]
) -> None:
    path.with_name("coding.sqlite.v2.bak").write_bytes(b"what was kept before")
    before = of_version(2, path)
    store.append(path, [draft()])
    assert path.with_name("coding.sqlite.v2.bak").read_bytes() == b"what was kept before"
    assert store.read(path.with_name("coding.sqlite.v2-2.bak")) == before

"""coding.sqlite: what the coders decided, kept in the order of time and never changed."""

from __future__ import annotations

import re
import sqlite3
import uuid
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from qualcode.errors import StudyError
from qualcode.model import Bilingual, Decision, Problem, Span

TIMEOUT = 5.0
"""Seconds to wait while somebody else writes."""

TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z", re.ASCII)

APPLICATION = 0x51434F44
"""Marks a file as ours, so that nothing is written into somebody else's database."""

SCHEMA_1 = (
    """
    CREATE TABLE decision (
        id TEXT PRIMARY KEY NOT NULL, time TEXT NOT NULL, sequence INTEGER NOT NULL,
        coder TEXT NOT NULL, action TEXT NOT NULL, transcript TEXT NOT NULL,
        sha256 TEXT NOT NULL, start_at INTEGER NOT NULL, end_at INTEGER NOT NULL,
        exact TEXT NOT NULL, prefix TEXT NOT NULL, suffix TEXT NOT NULL,
        code TEXT NOT NULL, note TEXT NOT NULL, target TEXT NOT NULL
    ) WITHOUT ROWID
    """,
    """
    CREATE TRIGGER never_changed BEFORE UPDATE ON decision
    BEGIN SELECT RAISE(ABORT, 'a decision is never changed'); END
    """,
    """
    CREATE TRIGGER never_deleted BEFORE DELETE ON decision
    BEGIN SELECT RAISE(ABORT, 'a decision is never deleted'); END
    """,
    # REPLACE would pass by the two above, so a repeated id is dropped before it can replace.
    """
    CREATE TRIGGER never_replaced BEFORE INSERT ON decision
    WHEN EXISTS (SELECT 1 FROM decision WHERE id = NEW.id)
    BEGIN SELECT RAISE(IGNORE); END
    """,
)


def create_decisions(connection: sqlite3.Connection) -> None:
    """Make the first version of the schema."""
    for statement in SCHEMA_1:
        connection.execute(statement)


def add_valence(connection: sqlite3.Connection) -> None:
    """Keep what a rule had said of a code, so that it outlives the rule."""
    connection.execute("ALTER TABLE decision ADD COLUMN valence TEXT")


MIGRATIONS: tuple[Callable[[sqlite3.Connection], None], ...] = (create_decisions, add_valence)
"""The n-th brings a store of version n - 1 to version n; never edit one, add one."""

FAULTS = {
    "NOTADB": Bilingual(
        "tệp này không phải kho quyết định của qualcode hoặc đã hỏng; hãy lấy lại bản sao lưu",
        "this is not a qualcode store, or it is damaged; restore it from a copy",
    ),
    "BUSY": Bilingual(
        "chương trình khác đang ghi vào tệp; chưa lưu gì cả, hãy thử lại sau giây lát",
        "another program is writing to the file; nothing was saved, try again in a moment",
    ),
    "READONLY": Bilingual(
        "không ghi được vào tệp hoặc thư mục này; hãy kiểm tra quyền ghi. Chưa lưu gì cả",
        "the file or its folder can't be written to; check its permissions. Nothing was saved",
    ),
    "CANTOPEN": Bilingual(
        "không mở được tệp; hãy kiểm tra đường dẫn và quyền truy cập",
        "the file can't be opened; check its path and permissions",
    ),
    "FULL": Bilingual(
        "đĩa đã đầy hoặc không ghi được; chưa lưu gì cả, hãy dọn bớt chỗ rồi thử lại",
        "the disk is full or can't be written to; nothing was saved, free some space and try again",
    ),
}
SAME_FAULT = {
    "CORRUPT": "NOTADB",
    "LOCKED": "BUSY",
    "PERM": "READONLY",
    "IOERR": "FULL",
}


def utc_now() -> datetime:
    """Return the present time, in UTC."""
    return datetime.now(UTC)


def read(path: Path) -> tuple[Decision, ...]:
    """Return every decision of a store, oldest first; none if there is no file."""
    if not path.exists():
        return ()
    with _connection(path) as connection:
        version = _version(connection, path)
        if version == 0:
            return ()
        with _up_to_date(connection, version, path) as current:
            rows = current.execute("SELECT * FROM decision ORDER BY time, coder, sequence, id")
            return tuple(_decision(row) for row in rows)


@contextmanager
def _up_to_date(
    connection: sqlite3.Connection, version: int, path: Path
) -> Iterator[sqlite3.Connection]:
    """Bring an older store up to date in memory: reading writes nothing."""
    if version == len(MIGRATIONS):
        yield connection
        return
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as memory:
        memory.row_factory = sqlite3.Row
        _copy(connection, memory)
        _migrate(memory, path)
        yield memory


def append(
    path: Path, decisions: Sequence[Decision], now: Callable[[], datetime] = utc_now
) -> tuple[Decision, ...]:
    """Write all the decisions or none, and return those that the store did not have yet.

    A draft (without id) gets its id, time and sequence here; what has an id comes from another
    store and is kept as it is.
    """
    if not decisions:
        return ()
    _check_times(path, decisions)
    with _connection(path) as connection, _transaction(connection):
        _keep_old(connection, path)
        _migrate(connection, path)
        return tuple(
            complete
            for decision in decisions
            if _insert(connection, complete := _completed(connection, decision, now))
        )


def _check_times(path: Path, decisions: Sequence[Decision]) -> None:
    for decision in decisions:
        if decision.id and not _is_utc(decision.time):
            raise StudyError.at(
                str(path),
                f"quyết định {decision.id} có thời gian không đọc được: “{decision.time}”; "
                "hãy ghi giờ UTC như 2026-03-12T08:30:00.000000Z",
                f"decision {decision.id} has a time that can't be read: '{decision.time}'; "
                "write it in UTC like 2026-03-12T08:30:00.000000Z",
            )


def _is_utc(time: str) -> bool:
    """Say whether a time is in the one form that sorts as text."""
    try:
        datetime.fromisoformat(time)
    except ValueError:
        return False
    return bool(TIME.fullmatch(time))


def _completed(
    connection: sqlite3.Connection, decision: Decision, now: Callable[[], datetime]
) -> Decision:
    if decision.id:
        return decision
    (sequence,) = connection.execute(
        "SELECT coalesce(max(sequence), 0) FROM decision WHERE coder = ?", (decision.coder,)
    ).fetchone()
    return replace(
        decision, id=uuid.uuid4().hex, time=_next_time(connection, now()), sequence=sequence + 1
    )


def _next_time(connection: sqlite3.Connection, now: datetime) -> str:
    # Later than all that is in the store, not only than the coder's own: else a coder whose clock
    # is slow could reject what another had added, and the older addition would win.
    (latest,) = connection.execute("SELECT max(time) FROM decision").fetchone()
    time = now.astimezone(UTC)
    if latest:
        time = max(time, datetime.fromisoformat(latest) + timedelta(microseconds=1))
    return f"{time:%Y-%m-%dT%H:%M:%S.%f}Z"


def _insert(connection: sqlite3.Connection, decision: Decision) -> bool:
    d = decision
    cursor = connection.execute(
        "INSERT INTO decision VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            *(d.id, d.time, d.sequence, d.coder, d.action, d.transcript, d.sha256),
            *(d.span.start, d.span.end, d.exact, d.prefix, d.suffix, d.code, d.note, d.target),
            d.valence,
        ),
    )
    return cursor.rowcount == 1


def _decision(row: sqlite3.Row) -> Decision:
    fields = dict(row)
    return Decision(span=Span(fields.pop("start_at"), fields.pop("end_at")), **fields)


@contextmanager
def _connection(path: Path) -> Iterator[sqlite3.Connection]:
    try:
        with closing(sqlite3.connect(path, timeout=TIMEOUT, isolation_level=None)) as connection:
            connection.row_factory = sqlite3.Row
            connection.execute("PRAGMA synchronous = FULL")
            yield connection
    except sqlite3.Error as fault:
        message = _message(fault)
        if message is None:
            raise
        raise StudyError([Problem(str(path), message)]) from fault


def _message(fault: sqlite3.Error) -> Bilingual | None:
    name = getattr(fault, "sqlite_errorname", "").removeprefix("SQLITE_").split("_")[0]
    return FAULTS.get(SAME_FAULT.get(name, name))


@contextmanager
def _transaction(connection: sqlite3.Connection) -> Iterator[None]:
    connection.execute("BEGIN IMMEDIATE")
    with connection:
        yield


def _version(connection: sqlite3.Connection, path: Path) -> int:
    (application,) = connection.execute("PRAGMA application_id").fetchone()
    (tables,) = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    if tables and application != APPLICATION:
        raise StudyError([Problem(str(path), FAULTS["NOTADB"])])
    version: int = connection.execute("PRAGMA user_version").fetchone()[0]
    if version > len(MIGRATIONS):
        raise StudyError.at(
            str(path),
            "tệp này do bản qualcode mới hơn ghi; hãy cập nhật qualcode rồi mở lại",
            "a newer qualcode wrote this file; update qualcode and open it again",
        )
    return version


def _keep_old(connection: sqlite3.Connection, path: Path) -> None:
    """Copy a store of an older version to `coding.sqlite.v1.bak` before it is changed."""
    version = _version(connection, path)
    if 0 < version < len(MIGRATIONS):
        old = path.with_name(f"{path.name}.v{version}.bak")
        # A connection that holds the lock to write can't be copied from, another one can.
        with closing(sqlite3.connect(path)) as source, closing(sqlite3.connect(old)) as copy:
            _copy(source, copy)


def _copy(source: sqlite3.Connection, copy: sqlite3.Connection) -> None:
    # `backup` waits without end for a lock, but reading waits no longer than TIMEOUT.
    source.execute("BEGIN")
    source.execute("SELECT count(*) FROM sqlite_master").fetchone()
    source.backup(copy)
    source.rollback()


def _migrate(connection: sqlite3.Connection, path: Path) -> None:
    version = _version(connection, path)
    for number, migration in enumerate(MIGRATIONS[version:], start=version + 1):
        migration(connection)
        connection.execute(f"PRAGMA user_version = {number}")
    if version == 0:
        connection.execute(f"PRAGMA application_id = {APPLICATION}")

"""coding.sqlite: what the coders decided, kept in the order of time and never changed."""

from __future__ import annotations

import sqlite3
import uuid
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from qualcode.errors import StudyError
from qualcode.model import Decision, Problem, Span
from qualcode.store.connecting import connected, writing
from qualcode.store.faults import DAMAGED, FAULTS, DamagedStoreError
from qualcode.store.migrations import (
    APPLICATION,
    COLUMNS,
    INSERT,
    MIGRATIONS,
    checksum,
    copy_store,
    is_utc,
    keep_old,
    plain_number,
)

SMALLEST_PAGE = 512
UNWRITABLE = (FAULTS["READONLY"], FAULTS["CANTOPEN"], FAULTS["FULL"])

BESIDE = ("-journal", "-wal")
"""What SQLite leaves beside a store whose writer was killed."""


def utc_now() -> datetime:
    """Return the present time, in UTC."""
    return datetime.now(UTC)


def read(path: Path) -> tuple[Decision, ...]:
    """Return every decision of a store, oldest first; none if there is no file.

    Raises:
        DamagedStoreError: if the file is damaged, down to a single letter of a single decision.
        StudyError: if it can't be read for another reason.
    """
    try:
        return _read(path, path) if path.exists() else ()
    except OSError as fault:
        raise StudyError([Problem(str(path), FAULTS["IOERR_READ"])]) from fault
    except StudyError as fault:
        if fault.problems[0].message not in UNWRITABLE:
            raise
        try:
            return _read_elsewhere(path)
        except OSError:
            raise fault from None


def count(path: Path) -> int:
    """Return how many decisions a store has, without reading them."""
    with connected(path, path) as connection:
        (number,) = connection.execute("SELECT count(*) FROM decision").fetchone()
    return int(number)


def _read(file: Path, path: Path) -> tuple[Decision, ...]:
    with connected(file, path) as connection:
        version = _version(connection, path)
        _check_structure(connection, path)
        if version == 0:
            _check_emptiness(file, path)
            return ()
        with _up_to_date(connection, version, path) as current:
            return _decisions(current, path)


def _check_emptiness(file: Path, path: Path) -> None:
    # SQLite takes what was cut off in its first bytes for a new file.
    if 0 < file.stat().st_size < SMALLEST_PAGE:
        raise DamagedStoreError([Problem(str(path), DAMAGED)])


def _read_elsewhere(path: Path) -> tuple[Decision, ...]:
    """Read a copy: what a killed writer left is put right where writing is allowed."""
    import shutil
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        for file in (path, *(path.with_name(path.name + end) for end in BESIDE)):
            if file.exists():
                shutil.copyfile(file, Path(folder, file.name))
        return _read(Path(folder, path.name), path)


def _decisions(connection: sqlite3.Connection, path: Path) -> tuple[Decision, ...]:
    # Not through an index: where one is damaged, rows would be left out without a word.
    rows = connection.execute(
        f"SELECT {', '.join(COLUMNS)} FROM decision NOT INDEXED"  # noqa: S608
    ).fetchall()
    damaged = sum(checksum(row[:-1]) != row[-1] for row in rows)
    if damaged:
        raise DamagedStoreError.at(
            str(path),
            f"tệp đã hỏng: {damaged} trong {len(rows)} quyết định không còn như lúc được ghi; "
            "hãy chạy `qualcode recover` để cứu những gì còn đọc được",
            f"the file is damaged: {damaged} of {len(rows)} decisions are not as they were "
            "written; run `qualcode recover` to save what can be read",
        )
    return in_order(map(from_row, rows))


def in_order(decisions: Iterable[Decision]) -> tuple[Decision, ...]:
    """Return decisions oldest first."""
    return tuple(sorted(decisions, key=lambda d: (d.time, d.coder, d.sequence, d.id)))


def from_row(row: Sequence[Any]) -> Decision:
    """Return the decision that a row of the present version holds."""
    return Decision(*(*row[:7], Span(row[7], row[8]), *row[9:-1]))


@contextmanager
def _up_to_date(
    connection: sqlite3.Connection, version: int, path: Path
) -> Iterator[sqlite3.Connection]:
    """Bring an older store up to date in memory: reading writes nothing."""
    if version == len(MIGRATIONS):
        yield connection
        return
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as memory:
        copy_store(connection, memory)
        _migrate(memory, path)
        yield memory


def append(
    path: Path, decisions: Sequence[Decision], now: Callable[[], datetime] = utc_now
) -> tuple[Decision, ...]:
    """Write all the decisions or none, and return those that the store did not have yet.

    A draft (without id) gets its id, time and sequence here, and drafts written together get the
    step that says so; what has an id comes from another store and is kept as it is.
    """
    if not decisions:
        return ()
    _check_times(path, decisions)
    with connected(path, path) as connection, writing(connection):
        version = _version(connection, path)
        if 0 < version < len(MIGRATIONS):
            # A migration vouches for what it finds, so it has to be whole.
            _check_structure(connection, path)
            keep_old(path, version)
        _migrate(connection, path)
        return tuple(
            complete
            for key, draft in _with_ids(decisions)
            if _insert(connection, complete := _completed(connection, key, draft, now))
        )


def _check_times(path: Path, decisions: Sequence[Decision]) -> None:
    for decision in decisions:
        if decision.id and not is_utc(decision.time):
            raise StudyError.at(
                str(path),
                f"quyết định {decision.id} có thời gian không đọc được: “{decision.time}”; "
                "hãy ghi giờ UTC như 2026-03-12T08:30:00.000000Z",
                f"decision {decision.id} has a time that can't be read: '{decision.time}'; "
                "write it in UTC like 2026-03-12T08:30:00.000000Z",
            )


def _with_ids(decisions: Sequence[Decision]) -> list[tuple[str, Decision]]:
    """Pair each with its id; drafts that are written together get the first one's as step."""
    pairs = [(decision.id or uuid.uuid4().hex, decision) for decision in decisions]
    together = [key for key, draft in pairs if not (draft.id or draft.step)]
    step = together[0] if together[1:] else ""
    return [(key, d if d.id or d.step else replace(d, step=step)) for key, d in pairs]


def _completed(
    connection: sqlite3.Connection, key: str, draft: Decision, now: Callable[[], datetime]
) -> Decision:
    if draft.id:
        return draft
    (sequence,) = connection.execute(
        "SELECT coalesce(max(sequence), 0) FROM decision WHERE coder = ?", (draft.coder,)
    ).fetchone()
    return replace(draft, id=key, time=_next_time(connection, now()), sequence=sequence + 1)


def _next_time(connection: sqlite3.Connection, now: datetime) -> str:
    # Later than all that is in the store, not only than the coder's own: else a coder whose clock
    # is slow could reject what another had added, and the older addition would win.
    (latest,) = connection.execute("SELECT max(time) FROM decision").fetchone()
    time = now.astimezone(UTC)
    if latest:
        if not is_utc(latest):
            raise sqlite3.DatabaseError(latest)
        time = max(time, datetime.fromisoformat(latest) + timedelta(microseconds=1))
    return f"{time:%Y-%m-%dT%H:%M:%S.%f}Z"


def _insert(connection: sqlite3.Connection, decision: Decision) -> bool:
    d = decision
    values = (
        *(d.id, d.time, d.sequence, d.coder, d.action, d.transcript, d.sha256),
        *(d.span.start, d.span.end, d.exact, d.prefix, d.suffix, d.code, d.note, d.target),
        *(d.valence, d.step, d.model, plain_number(d.probability)),
    )
    cursor = connection.execute(INSERT, (*values, checksum(values)))
    return cursor.rowcount == 1


def _version(connection: sqlite3.Connection, path: Path) -> int:
    # In one statement: another program may be making the store just now.
    application, version, tables = connection.execute(
        "SELECT application_id, user_version, (SELECT count(*) FROM sqlite_master)"
        " FROM pragma_application_id, pragma_user_version"
    ).fetchone()
    if tables and application != APPLICATION:
        raise DamagedStoreError([Problem(str(path), DAMAGED)])
    if version > len(MIGRATIONS):
        raise StudyError.at(
            str(path),
            "tệp này do bản qualcode mới hơn ghi; hãy cập nhật qualcode rồi mở lại",
            "a newer qualcode wrote this file; update qualcode and open it again",
        )
    if version < 0 or bool(version) != bool(tables):
        raise DamagedStoreError([Problem(str(path), DAMAGED)])
    return int(version)


def _check_structure(connection: sqlite3.Connection, path: Path) -> None:
    if connection.execute("PRAGMA integrity_check(1)").fetchall() != [("ok",)]:
        raise DamagedStoreError([Problem(str(path), DAMAGED)])


def _migrate(connection: sqlite3.Connection, path: Path) -> None:
    version = _version(connection, path)
    for number, migration in enumerate(MIGRATIONS[version:], start=version + 1):
        migration(connection)
        connection.execute(f"PRAGMA user_version = {number}")
    if version == 0:
        connection.execute(f"PRAGMA application_id = {APPLICATION}")

"""A connection to the store: how long it waits for others, and what it tells of SQLite's faults."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from time import monotonic, sleep

from qualcode.errors import StudyError
from qualcode.model import Problem
from qualcode.store.faults import DAMAGED, DamagedStoreError, told

TIMEOUT = 5.0
"""Seconds to wait while somebody else writes."""
PAUSE = 0.002
"""Seconds between two tries; a decision takes about as long to write."""


@contextmanager
def connected(file: Path, path: Path) -> Iterator[sqlite3.Connection]:
    """Give a connection to a file; the faults that come of it name the path.

    Raises:
        StudyError: for a fault that the user can put right.
    """
    try:
        with closing(sqlite3.connect(file, timeout=TIMEOUT, isolation_level=None)) as connection:
            # EXTRA: once a decision is acknowledged, not even a power cut brings the journal back
            # that would take it away again. On macOS only a full fsync reaches the disk.
            connection.execute("PRAGMA synchronous = EXTRA")
            connection.execute("PRAGMA fullfsync = ON")
            connection.execute("PRAGMA cell_size_check = ON")
            yield connection
    except sqlite3.Error as fault:
        problem = told(fault, path)
        if problem is None:
            raise
        raise problem from fault
    except UnicodeDecodeError as fault:
        # SQLite quotes the damaged schema in its message.
        raise DamagedStoreError([Problem(str(path), DAMAGED)]) from fault
    except UnicodeEncodeError as fault:
        # A terminal in another encoding than UTF-8 hands on bytes that are no letters.
        letter = fault.object[fault.start]
        raise StudyError.at(
            str(path),
            f"có ký tự không đọc được ({letter!a}); chưa lưu gì cả, hãy gõ lại",
            f"there is a character that can't be read ({letter!a}); nothing was saved, type it "
            "again",
        ) from fault


@contextmanager
def writing(connection: sqlite3.Connection) -> Iterator[None]:
    """Let nobody else write; all that is written meanwhile is kept, or none of it."""
    # Some tool may have left the store in a mode that network folders can't keep whole.
    connection.execute("PRAGMA journal_mode = DELETE")
    _take_turn(connection)
    with connection:
        yield


def _take_turn(connection: sqlite3.Connection) -> None:
    # SQLite waits ever longer between its tries, so that one of two busy writers might starve.
    connection.execute("PRAGMA busy_timeout = 0")
    until = monotonic() + TIMEOUT
    while True:
        try:
            connection.execute("BEGIN IMMEDIATE")
        except sqlite3.OperationalError as fault:
            if "BUSY" not in fault.sqlite_errorname or monotonic() > until:
                raise
            sleep(PAUSE)
        else:
            break
    connection.execute(f"PRAGMA busy_timeout = {TIMEOUT * 1000:.0f}")

"""How coding.sqlite is laid out: its versions, one after the other, and a row's checksum."""

from __future__ import annotations

import hashlib
import json
import math
import re
import sqlite3
from collections.abc import Callable, Sequence
from contextlib import closing
from datetime import datetime
from itertools import count
from pathlib import Path

APPLICATION = 0x51434F44
"""Marks a file as ours, so that nothing is written into somebody else's database."""

TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z", re.ASCII)

COLUMNS = (
    *("id", "time", "sequence", "coder", "action", "transcript", "sha256"),
    *("start_at", "end_at", "exact", "prefix", "suffix", "code", "note", "target"),
    *("valence", "step", "model", "probability", "checksum"),
)
"""Of the present version; an older one lacks some of those behind `target`."""
BEFORE_MODELS = COLUMNS.index("model")
"""How many columns version 3 had, its checksum aside."""
INSERT = (
    f"INSERT INTO decision ({', '.join(COLUMNS)}) "  # noqa: S608 - names of ours
    f"VALUES ({', '.join('?' * len(COLUMNS))})"
)

DECISIONS = """
    CREATE TABLE decision (
        id TEXT PRIMARY KEY NOT NULL, time TEXT NOT NULL, sequence INTEGER NOT NULL,
        coder TEXT NOT NULL, action TEXT NOT NULL, transcript TEXT NOT NULL,
        sha256 TEXT NOT NULL, start_at INTEGER NOT NULL, end_at INTEGER NOT NULL,
        exact TEXT NOT NULL, prefix TEXT NOT NULL, suffix TEXT NOT NULL,
        code TEXT NOT NULL, note TEXT NOT NULL, target TEXT NOT NULL
    ) WITHOUT ROWID
"""
NEVER_CHANGED = """
    CREATE TRIGGER never_changed BEFORE UPDATE ON decision
    BEGIN SELECT RAISE(ABORT, 'a decision is never changed'); END
"""
NEVER_DELETED = """
    CREATE TRIGGER never_deleted BEFORE DELETE ON decision
    BEGIN SELECT RAISE(ABORT, 'a decision is never deleted'); END
"""
# REPLACE would pass by the two above, so a repeated id is dropped before it can replace.
NEVER_REPLACED = """
    CREATE TRIGGER never_replaced BEFORE INSERT ON decision
    WHEN EXISTS (SELECT 1 FROM decision WHERE id = NEW.id)
    BEGIN SELECT RAISE(IGNORE); END
"""


as_json = json.JSONEncoder(default=repr).encode
"""One encoder for all rows: `json.dumps` would make one for each."""


def checksum(values: Sequence[object]) -> str:
    """Return what vouches for a row: its values in the order of the columns, less the checksum.

    Where no model is told of it is the one that version 3 gave, so that no row is written anew.
    """
    plain = tuple(values[BEFORE_MODELS:]) in {(), ("", None)}
    vouched = values[:BEFORE_MODELS] if plain else values
    return hashlib.sha256(as_json(vouched).encode()).hexdigest()[:32]


def plain_number(number: float | None) -> float | None:
    """Return a number as SQLite gives it back: a float, no sign on zero, none for what is none."""
    return None if number is None or math.isnan(number) else float(number) + 0.0


def is_utc(time: str) -> bool:
    """Say whether a time is in the one form that sorts as text."""
    try:
        datetime.fromisoformat(time)
    except ValueError:
        return False
    return bool(TIME.fullmatch(time))


def create_decisions(connection: sqlite3.Connection) -> None:
    """Make the first version of the schema."""
    for statement in (DECISIONS, NEVER_CHANGED, NEVER_DELETED, NEVER_REPLACED):
        connection.execute(statement)


def add_valence(connection: sqlite3.Connection) -> None:
    """Keep what a rule had said of a code, so that it outlives the rule."""
    connection.execute("ALTER TABLE decision ADD COLUMN valence TEXT")


def add_checksum(connection: sqlite3.Connection) -> None:
    """Tell what was recorded together, and recognise a row that isn't as it was written.

    The indexes are for the two questions that come before each decision that is recorded.
    """
    connection.execute("ALTER TABLE decision ADD COLUMN step TEXT NOT NULL DEFAULT ''")
    connection.execute("ALTER TABLE decision ADD COLUMN checksum TEXT NOT NULL DEFAULT ''")
    connection.create_function("checksum_of", -1, lambda *values: checksum(values))
    connection.execute("DROP TRIGGER IF EXISTS never_changed")
    columns = ", ".join(COLUMNS[:BEFORE_MODELS])
    connection.execute(f"UPDATE decision SET checksum = checksum_of({columns})")  # noqa: S608
    connection.execute(NEVER_CHANGED)
    connection.execute("CREATE INDEX by_coder ON decision (coder, sequence)")
    connection.execute("CREATE INDEX by_time ON decision (time)")


def add_model(connection: sqlite3.Connection) -> None:
    """Keep which model had proposed what was decided on, so that it outlives what was learned."""
    connection.execute("ALTER TABLE decision ADD COLUMN model TEXT NOT NULL DEFAULT ''")
    connection.execute("ALTER TABLE decision ADD COLUMN probability REAL")


MIGRATIONS: tuple[Callable[[sqlite3.Connection], None], ...] = (
    create_decisions,
    add_valence,
    add_checksum,
    add_model,
)
"""The n-th brings a store of version n - 1 to version n; never edit one, add one."""


def keep_old(path: Path, version: int) -> None:
    """Copy a store of an older version to `coding.sqlite.v1.bak` before it is changed."""
    backup = _free(path, version)
    try:
        # A connection that holds the lock to write can't be copied from, another one can.
        with (
            closing(sqlite3.connect(path)) as source,
            closing(sqlite3.connect(backup)) as copy,
        ):
            copy_store(source, copy)
    except sqlite3.Error:
        # What is there of it would be taken for a backup.
        if backup.is_file():
            backup.unlink()
        raise


def _free(path: Path, version: int) -> Path:
    """Return the backup's name; what was kept before is never written over."""
    names = (
        path.with_name(f"{path.name}.v{version}{f'-{number}' if number > 1 else ''}.bak")
        for number in count(1)
    )
    return next(name for name in names if not name.is_file())


def copy_store(source: sqlite3.Connection, copy: sqlite3.Connection) -> None:
    """Copy a whole database, from one moment of it."""
    # `backup` waits without end for a lock, but reading waits no longer than the timeout.
    source.execute("BEGIN")
    source.execute("SELECT count(*) FROM sqlite_master").fetchone()
    source.backup(copy)
    source.rollback()

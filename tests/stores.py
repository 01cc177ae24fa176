"""A store as the first version made it, and work in processes of their own."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable

VERSION_1 = """
CREATE TABLE decision (
    id TEXT PRIMARY KEY NOT NULL, time TEXT NOT NULL, sequence INTEGER NOT NULL,
    coder TEXT NOT NULL, action TEXT NOT NULL, transcript TEXT NOT NULL,
    sha256 TEXT NOT NULL, start_at INTEGER NOT NULL, end_at INTEGER NOT NULL,
    exact TEXT NOT NULL, prefix TEXT NOT NULL, suffix TEXT NOT NULL,
    code TEXT NOT NULL, note TEXT NOT NULL, target TEXT NOT NULL
) WITHOUT ROWID;
CREATE TRIGGER never_changed BEFORE UPDATE ON decision
BEGIN SELECT RAISE(ABORT, 'a decision is never changed'); END;
CREATE TRIGGER never_deleted BEFORE DELETE ON decision
BEGIN SELECT RAISE(ABORT, 'a decision is never deleted'); END;
CREATE TRIGGER never_replaced BEFORE INSERT ON decision
WHEN EXISTS (SELECT 1 FROM decision WHERE id = NEW.id)
BEGIN SELECT RAISE(IGNORE); END;
PRAGMA application_id = 1363365700;
PRAGMA user_version = 1;
"""


def start(work: Callable[[], object]) -> int:
    """Begin the work in a process of its own; its exit code says whether it went well."""
    child = os.fork()
    if child:
        return child
    try:
        work()
    except BaseException as fault:  # noqa: BLE001 - it must not run on as a second pytest
        print(type(fault).__name__, fault, file=sys.__stderr__, flush=True)
        os._exit(1)
    os._exit(0)


VERSION_3 = (
    VERSION_1.replace("PRAGMA user_version = 1;", "")
    + """
ALTER TABLE decision ADD COLUMN valence TEXT;
ALTER TABLE decision ADD COLUMN step TEXT NOT NULL DEFAULT '';
ALTER TABLE decision ADD COLUMN checksum TEXT NOT NULL DEFAULT '';
CREATE INDEX by_coder ON decision (coder, sequence);
CREATE INDEX by_time ON decision (time);
PRAGMA user_version = 3;
"""
)

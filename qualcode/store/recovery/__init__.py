"""`qualcode recover`: a damaged store is put aside, and what can be read of it saved."""

from __future__ import annotations

import errno
import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path

from qualcode import store
from qualcode.errors import StudyError
from qualcode.model import Decision, Problem
from qualcode.store.connecting import TIMEOUT
from qualcode.store.faults import FAULTS, DamagedStoreError, told
from qualcode.store.recovery.salvage import BESIDE, Salvaged, from_images, images, salvage

__all__ = ["Recovered", "Salvaged", "recover", "salvage"]

READ_ONLY = (errno.EACCES, errno.EPERM, errno.EROFS)


@dataclass(frozen=True, slots=True)
class Recovered:
    """What the store holds now, and where the damaged one was put."""

    salvaged: Salvaged
    kept: Path | None = None
    """The damaged file under its new name; None if there was nothing to mend."""

    @property
    def decisions(self) -> tuple[Decision, ...]:
        """Return the decisions that the store holds now."""
        return self.salvaged.decisions


def recover(path: Path) -> Recovered:
    """Mend a store with all that can be read of it; the damaged file is kept beside it.

    Raises:
        StudyError: if nothing can be read, or nothing written, or another program writes; the
            store is as it was then.
    """
    before = images(path)
    try:
        return Recovered(Salvaged(store.read(path)))
    except DamagedStoreError:
        pass
    with _told(path):
        stamp = _stamp(path)
        salvaged = from_images(path, before, images(path))
        if not salvaged.decisions:
            raise _nothing(path)
        fresh = _fresh(path, salvaged.decisions)
        with _held(path, stamp) as connection:
            kept = _put_aside(path, before)
            if os.name != "posix":
                # There a file that is open can't be replaced.
                connection.close()
            _take_place(path, fresh)
    return Recovered(salvaged, kept)


@contextmanager
def _told(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as fault:
        message = FAULTS["READONLY" if fault.errno in READ_ONLY else "FULL"]
        raise StudyError([Problem(str(path), message)]) from fault


def _nothing(path: Path) -> StudyError:
    return StudyError.at(
        str(path),
        "không đọc được quyết định nào trong tệp này, nên tệp được để nguyên; nếu có bản sao ở nơi "
        "khác, hãy đổi tên tệp này rồi chép bản sao vào đây",
        "no decision can be read in this file, so it stays as it is; if there is a copy elsewhere, "
        "rename this file and put the copy in its place",
    )


def _stamp(path: Path) -> tuple[int, int]:
    state = path.stat()
    return state.st_mtime_ns, state.st_size


def _fresh(path: Path, decisions: tuple[Decision, ...]) -> Path:
    """Write a store beside the damaged one, and read it again to be sure."""
    fresh = path.with_name(f"{path.name}.recovering")
    for end in BESIDE:
        fresh.with_name(fresh.name + end).unlink(missing_ok=True)
    store.append(fresh, decisions)
    if store.read(fresh) != decisions:
        raise StudyError([Problem(str(fresh), FAULTS["FULL"])])
    shutil.copymode(path, fresh)
    return fresh


def _put_aside(path: Path, state: tuple[bytes, ...]) -> Path:
    """Keep the damaged file, and what lay beside it, under a name that is free."""
    names = (path.with_name(f"{path.name}.damaged-{number}") for number in count(1))
    kept = next(name for name in names if not any(_beside(name, end).exists() for end in BESIDE))
    for end, data in zip(BESIDE, state, strict=True):
        if data or not end:
            _write(_beside(kept, end), data)
    return kept


def _write(path: Path, data: bytes) -> None:
    try:
        with path.open("xb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
    except OSError:
        path.unlink(missing_ok=True)
        raise


def _beside(path: Path, end: str) -> Path:
    return path.with_name(path.name + end)


@contextmanager
def _held(path: Path, stamp: tuple[int, int]) -> Iterator[sqlite3.Connection]:
    """See that no other program has written to the store meanwhile, and let none do so now.

    Who waits for it to be let go then finds that the file is another one, and writes nothing.
    """
    with closing(sqlite3.connect(path, timeout=TIMEOUT, isolation_level=None)) as connection:
        try:
            connection.execute("BEGIN IMMEDIATE")
        except sqlite3.Error as fault:
            # Where the damage lets nobody lock the file, it lets nobody write to it either.
            problem = told(fault, path)
            if problem and problem.problems[0].message == FAULTS["BUSY"]:
                raise problem from fault
        if _stamp(path) != stamp:
            raise StudyError([Problem(str(path), FAULTS["BUSY"])])
        yield connection


def _take_place(path: Path, fresh: Path) -> None:
    # What SQLite left beside the damaged file would be taken for the new one's.
    for end in store.BESIDE:
        _beside(path, end).unlink(missing_ok=True)
    fresh.replace(path)
    if os.name == "posix":
        folder = os.open(path.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)

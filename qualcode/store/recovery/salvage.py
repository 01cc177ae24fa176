"""What can be read of a damaged store: every decision that is as it was written."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import get_args

from qualcode import store
from qualcode.errors import StudyError
from qualcode.model import Action, Decision, Problem, Valence
from qualcode.store.faults import FAULTS, DamagedStoreError
from qualcode.store.migrations import BEFORE_MODELS, COLUMNS, checksum, is_utc
from qualcode.store.recovery.records import Row, likely_pages, rows

BESIDE = ("", *store.BESIDE)


@dataclass(frozen=True, slots=True)
class Salvaged:
    """The decisions that could be read, and what can honestly be said of the others."""

    decisions: tuple[Decision, ...]
    damaged: int = 0
    """Rows that were found, but are not whole or not as they were written: left out."""
    lost: int = 0
    """Numbers that are missing where a coder's decisions are counted: at least so many are gone,
    unless they never were in this store."""
    unverified: int = 0
    """Of the decisions, those that an older version wrote without a checksum: all of their fields
    make sense, no more can be said."""
    backups: int = 0
    """Of the decisions, those that only a backup beside the store still had."""


@dataclass(frozen=True, slots=True)
class Found:
    """What was found in one file."""

    verified: dict[str, Decision]
    doubtful: dict[str, Decision]
    damaged: frozenset[str]


def salvage(path: Path) -> Salvaged:
    """Return what can be read of a store; all of it if it isn't damaged.

    Raises:
        StudyError: if the file can't be read for another reason than damage.
    """
    before = images(path)
    try:
        return Salvaged(store.read(path))
    except DamagedStoreError:
        return from_images(path, before, images(path))


def images(path: Path) -> tuple[bytes, ...]:
    """Return the bytes of a store and of what SQLite left beside it; empty where there is none."""
    try:
        files = [path.with_name(path.name + end) for end in BESIDE]
        return tuple(file.read_bytes() if file.is_file() else b"" for file in files)
    except OSError as fault:
        raise StudyError([Problem(str(path), FAULTS["IOERR_READ"])]) from fault


def from_images(path: Path, *states: tuple[bytes, ...]) -> Salvaged:
    """Return what can be read of a damaged store's bytes, and of the backups beside it."""
    found = [_found(state) for state in dict.fromkeys(states)]
    verified = {key: d for each in found for key, d in each.verified.items()}
    doubtful = {key: d for each in found for key, d in each.doubtful.items()}
    kept = {key: d for file in backups(path) for key, d in _kept(file).items()}
    decisions = store.in_order((doubtful | kept | verified).values())
    damaged = frozenset[str]().union(*(each.damaged for each in found))
    return Salvaged(
        decisions,
        damaged=len(damaged - {d.id for d in decisions}),
        lost=_lost(decisions),
        unverified=len(doubtful.keys() - kept.keys() - verified.keys()),
        backups=len(kept.keys() - doubtful.keys() - verified.keys()),
    )


def backups(path: Path) -> list[Path]:
    """Return the older stores beside this one: made before a migration or put aside as damaged."""
    return sorted(
        file
        for file in path.parent.iterdir()
        if file.is_file()
        and (
            (file.name.startswith(f"{path.name}.v") and file.suffix == ".bak")
            or (file.name.startswith(f"{path.name}.damaged-") and file.name[-1].isdecimal())
        )
    )


def _kept(file: Path) -> dict[str, Decision]:
    try:
        return {d.id: d for d in store.read(file)}
    except DamagedStoreError:
        # One backup that can't be read must not hold up what else can be saved.
        with suppress(StudyError):
            found = _found(images(file))
            return found.doubtful | found.verified
    except StudyError:
        pass
    return {}


def _found(state: tuple[bytes, ...]) -> Found:
    """Look through a store's bytes and what lay beside it."""
    cuts = likely_pages(state[0])
    verified: dict[str, Decision] = {}
    doubtful: dict[str, Decision] = {}
    damaged: set[str] = set()
    for name, readings in (found for data in state for found in rows(data, cuts)):
        row = next((row for row in map(_in_order, readings) if _is_verified(row)), None)
        old = next((row for row in readings if _is_plausible(row)), None)
        if row:
            verified[str(row[0])] = store.from_row(row)
        elif old:
            doubtful.setdefault(str(old[0]), _of_older_version(old))
        else:
            damaged.add(name)
    # Where rows have checksums all have: what has none is what the migration left in free space.
    return Found(verified, {} if verified else doubtful, frozenset(damaged - verified.keys()))


def _in_order(row: Row) -> Row:
    """Return a row that has a checksum with its values in the order of the columns.

    In the file those that were added later stand behind it, and whole numbers have no point.
    """
    if len(row) <= BEFORE_MODELS:
        return row
    values, vouched, later = row[:BEFORE_MODELS], row[BEFORE_MODELS], row[BEFORE_MODELS + 1 :]
    model, probability = later or ("", None)
    number = float(probability) if isinstance(probability, int) else probability
    return (*values, model, number, vouched)


def _is_verified(row: Row) -> bool:
    return len(row) == len(COLUMNS) and checksum(row[:-1]) == row[-1]


def _is_plausible(row: Row) -> bool:
    """Say whether a row without checksum can be a decision."""
    if len(row) >= BEFORE_MODELS:
        return False
    id_, time, sequence, _, action, _, _, start, end, *_ = row
    texts = (*row[3:7], *row[9:15])
    return (
        isinstance(id_, str)
        and id_.isprintable()
        and isinstance(time, str)
        and is_utc(time)
        and all(isinstance(number, int) for number in (sequence, start, end))
        and all(isinstance(text, str) for text in texts)
        and action in get_args(Action)
        and all(valence in (None, *get_args(Valence)) for valence in row[15:])
    )


def _of_older_version(row: Row) -> Decision:
    valence = row[15] if len(row) > 15 else None  # noqa: PLR2004
    return store.from_row((*row[:15], valence, "", "", None, ""))


def _lost(decisions: Iterable[Decision]) -> int:
    counted: dict[str, set[int]] = defaultdict(set)
    for decision in decisions:
        if decision.sequence > 0:
            counted[decision.coder].add(decision.sequence)
    return sum(max(numbers) - len(numbers) for numbers in counted.values())

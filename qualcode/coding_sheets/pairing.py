"""Which mark of a returned sheet is which coding that it left with."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from qualcode.coding_sheets.sheet import Known, Mark, digest


@dataclass(frozen=True, slots=True)
class Pairs:
    """What is still there, what is gone, and what is new."""

    kept: tuple[tuple[Known, Mark], ...]
    gone: tuple[Known, ...]
    new: tuple[Mark, ...]


def pair(known: Sequence[Known], marks: Sequence[Mark]) -> Pairs:
    """Match by words and code, then by code alone, then by words alone; ids and order say nothing.

    Each coding and each mark is matched once. Marks have the ids of their codes, or an empty one.
    """
    codings, left = list(known), list(marks)
    kept: list[tuple[Known, Mark]] = []
    for likeness in (_same, _other_words, _other_code):
        for mark in list(left):
            best = max(codings, key=lambda one: likeness(one, mark), default=None)
            if best is not None and likeness(best, mark) > 0:
                kept.append((best, mark))
                codings.remove(best)
                left.remove(mark)
    return Pairs(tuple(kept), tuple(codings), tuple(left))


Likeness = Callable[[Known, Mark], int]


def _same(known: Known, mark: Mark) -> int:
    """Weigh the same code on the same words; of two such, the one with the same memo."""
    is_same = known.place == mark.place and known.code == mark.code
    return is_same * (1 + (known.memo == digest(mark.memo)))


def _other_words(known: Known, mark: Mark) -> int:
    """Weigh the same code by how many characters are shared."""
    if mark.place is None or known.code != mark.code:
        return 0
    return known.place.shares(mark.place)


def _other_code(known: Known, mark: Mark) -> int:
    """Weigh the same words under another code; of two such, the one with the same memo."""
    return (known.place == mark.place) * (1 + (known.memo == digest(mark.memo)))

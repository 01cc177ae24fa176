"""Lists to choose from: what some typed letters mean, with or without accents."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from qualcode.language.normalise import clean, strip_accents


@dataclass(frozen=True, slots=True)
class Option:
    """One line of a list."""

    id: str
    label: str
    hint: str = ""
    """What stands fainter behind the label."""
    sign: str = ""
    """Between the two: it is there already, it is mine."""
    about: str = ""
    """What is said below the list while it is picked."""


def find(options: Sequence[Option], typed: str) -> tuple[Option, ...]:
    """Return the options that hold every typed word, the nearest first, else in their own order.

    Nearest are those with the accents as typed, then those where a word begins so.
    """
    words = clean(typed).lower().split()
    if not words:
        return tuple(options)
    plain = [strip_accents(word) for word in words]
    ranked = []
    for number, option in enumerate(options):
        exact, folded = _names(option.id, option.label, option.hint)
        if all(word in folded for word in plain):
            ranked.append((_distance(words, exact), _distance(plain, folded), number, option))
    return tuple(option for *_, option in sorted(ranked, key=lambda rank: rank[:3]))


def _distance(words: Sequence[str], names: str) -> int:
    """Count the words that no word of the names begins with."""
    return sum(f" {word}" not in names for word in words)


@lru_cache(maxsize=4096)
def _names(id: str, label: str, hint: str) -> tuple[str, str]:
    """Return what an option can be found by, ready to look in, with and without accents."""
    apart = id.replace(".", " ").replace("_", " ").replace(":", " ")
    names = clean(f" {id} {apart} {label} {hint}").lower()
    return names, strip_accents(names)

"""The codes that some typed letters mean: with or without accents, by id or either label."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from qualcode.language.normalise import clean, strip_accents
from qualcode.model import Code


def find(codes: Sequence[Code], typed: str) -> tuple[Code, ...]:
    """Return the codes that hold every typed word, the nearest first, else in their own order.

    Nearest are those with the accents as typed, then those where a word begins so.
    """
    words = clean(typed).lower().split()
    plain = [strip_accents(word) for word in words]
    ranked = []
    for number, code in enumerate(codes):
        exact, folded = _names(code)
        if all(word in folded for word in plain):
            ranked.append((_distance(words, exact), _distance(plain, folded), number, code))
    return tuple(code for *_, code in sorted(ranked, key=lambda rank: rank[:3]))


def _distance(words: Sequence[str], names: str) -> int:
    """Count the words that no word of the names begins with."""
    return sum(f" {word}" not in names for word in words)


@lru_cache(maxsize=4096)
def _names(code: Code) -> tuple[str, str]:
    """Return the code's id and labels, ready to look in, with and without accents."""
    ids = f"{code.id} {code.id.replace('.', ' ').replace('_', ' ')}"
    names = clean(f" {ids} {code.label.vi} {code.label.en}").lower()
    return names, strip_accents(names)

"""The words that say nothing of what talk is about."""

from __future__ import annotations

from functools import cache, lru_cache
from importlib.resources import files

from qualcode.language.syllables import keys


@lru_cache(maxsize=1 << 16)
def is_stop_word(word: str) -> bool:
    """Say whether a word is in stopwords.txt, as it stands there or in another spelling."""
    return _keys(word) in _stop_words()


def _keys(word: str) -> tuple[str, ...]:
    return tuple(key for syllable in word.split() for key in keys(syllable))


@cache
def _stop_words() -> frozenset[tuple[str, ...]]:
    listed = files("qualcode.language").joinpath("stopwords.txt").read_text(encoding="utf-8")
    lines = (line.split("#")[0].strip() for line in listed.splitlines())
    return frozenset(_keys(line) for line in lines if line)

"""Headings and answers as people type them: what two ways of writing one of them share."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from qualcode.language.normalise import clean
from qualcode.language.syllables import fold

_TAG = re.compile(r"</?[A-Za-z][^<>]{0,80}>")
_UNSEEN = re.compile(r"[\u200b-\u200f\u2060\ufeff\u00ad]")
_NUMBER = re.compile(
    r"^(?:(?:câu|phần|mục|question|q|c)\s*)?\d+(?:[.\-]\d+)*[a-z]?\s*[.:)/\-–]+\s*"
)
_LETTERED = re.compile(r"^[a-z]\d+(?:[.\-]\d+)*\s*[.:)\-–]+\s*")
_WORDED = re.compile(r"^(?:câu|question|q|c)?\s*(\d+[a-z]?)\s*[.:)/\-–]", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]+")
_NEAR = 70


@lru_cache(maxsize=1 << 14)
def one_line(text: str) -> str:
    """Return the words in one line, composed, without tags and what can't be seen."""
    return " ".join(_UNSEEN.sub("", _TAG.sub(" ", clean(text))).split())


@lru_cache(maxsize=1 << 14)
def folded(text: str) -> str:
    """Return what all ways of typing one heading or answer share: capitals, blanks, hoà or hòa."""
    return _WORD.sub(lambda word: fold(word[0]), one_line(text).casefold())


def bare(text: str) -> str:
    """Return a heading's key without the number before it and the signs behind it."""
    key = folded(text)
    without = _LETTERED.sub("", _NUMBER.sub("", key))
    return (without or key).rstrip(" *:?.…")


def number_of(heading: str) -> str:
    """Return the number that a question begins with: `5` of "Câu 5. Anh/chị …"; or nothing."""
    found = _WORDED.match(one_line(heading))
    return found[1].lower() if found else ""


def nearest(typed: str, known: Iterable[str], most: int = 1) -> list[str]:
    """Return those of the known words that are most like what was typed."""
    from rapidfuzz import fuzz, process

    words = {word: folded(word) for word in known}
    found = process.extract(folded(typed), words, scorer=fuzz.ratio, score_cutoff=_NEAR, limit=most)
    return [str(word) for _, _, word in found]


def did_you_mean(typed: str, known: Iterable[str]) -> tuple[str, str]:
    """Return the words to put behind a message, in both languages; empty if nothing is like it."""
    near = nearest(typed, known)
    return (f"; ý bạn là “{near[0]}”?", f"; did you mean “{near[0]}”?") if near else ("", "")


def short(text: str, most: int = 60) -> str:
    """Return a heading so short that it fits into a message."""
    line = one_line(text)
    return line if len(line) <= most else line[: most - 1].rstrip() + "…"

"""One token of a pattern: what it may say of its word, and how many words it stands for."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

SPELT = ("LOWER", "NORM", "ORTH", "TEXT")
TEXTS = (*SPELT, "SHAPE", "TAG")
TELLING_FLAGS = (
    *("IS_CURRENCY", "IS_DIGIT", "IS_TITLE", "IS_UPPER", "LIKE_EMAIL", "LIKE_NUM", "LIKE_URL"),
)
"""Flags that, when true, tell what a word is; a token that tells nothing is a gap."""
FLAGS = (
    *TELLING_FLAGS,
    *("IS_ALPHA", "IS_ASCII", "IS_LOWER", "IS_PUNCT", "IS_BRACKET", "IS_QUOTE"),
    *("IS_LEFT_PUNCT", "IS_RIGHT_PUNCT", "IS_SENT_START"),
)
UNFILLED: Mapping[str, str] = {
    **dict.fromkeys(
        ("DEP", "MORPH", "ENT_IOB", "ENT_ID", "ENT_KB_ID", "IS_SPACE", "SPACY", "_"), ""
    ),
    "ENT_TYPE": "TAG: Np",
    "IS_STOP": "LOWER: {IN: [...]}",
    "LEMMA": "NORM",
    "POS": "TAG",
}
"""What nothing here fills, and what to write in its place."""
TAGS = (
    *("A", "C", "CH", "E", "FW", "I", "L", "M", "N", "Nc", "Np", "Nu", "Ny", "P", "R", "T", "V"),
    *("Vy", "X", "Z"),
)
"""What underthesea's model tells apart."""
_TIMES = re.compile(r"\{(?=,?\d)(?P<least>\d{0,3})(?P<comma>,?)(?P<most>\d{0,3})\}", re.ASCII)
_SIGNS: Mapping[str, tuple[int, int | None]] = {
    "": (1, 1),
    "!": (1, 1),
    "?": (0, 1),
    "*": (0, None),
    "+": (1, None),
}

Entry = Mapping[str, Any]
"""One token of a pattern, as JSON gives it."""


def is_operator(text: str) -> bool:
    """Say whether a text can be the `OP` of a token."""
    return text != "" and (text in _SIGNS or _TIMES.fullmatch(text) is not None)


def times(entry: Entry) -> tuple[int, int | None]:
    """Return how many words a token stands for at the least and at the most."""
    operator = entry.get("OP", "")
    if counted := _TIMES.fullmatch(operator):
        least = int(counted["least"] or 0)
        most = counted["most"] if counted["comma"] else counted["least"]
        return least, int(most) if most else None
    return _SIGNS[operator]


def is_negated(entry: Entry) -> bool:
    """Say whether a token stands for any word but the one it tells of."""
    return entry.get("OP") == "!"


def named(value: Any) -> tuple[str, ...]:
    """Return the texts of which a word must be one."""
    if isinstance(value, dict):
        return tuple(value.get("IN", ()))
    return (value,) if isinstance(value, str) else ()


def tells(entry: Entry) -> bool:
    """Say whether a token tells what its word is, rather than stand for a gap."""
    return not is_negated(entry) and (
        any(named(entry.get(name)) for name in TEXTS)
        or any(entry.get(name) for name in TELLING_FLAGS)
    )

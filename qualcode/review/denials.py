"""Words beside a quote that say no to it, so that it means the opposite without being changed."""

from __future__ import annotations

import re

CLAUSE = re.compile(r"[.,;:?!…\n]")
BESIDE = 3
"""How many words of its clause, on each side, may say no to a quote."""
DENIALS = frozenset(
    ("không", "chưa", "chẳng", "chả", "đừng", "chớ", "đâu", "nổi", "hổng", "hông", "nỏ", "ko")
)


def denials(before: str, behind: str) -> tuple[int, int]:
    """Return how many words before a quote, and behind it, say no to it in its own clause."""
    last = re.findall(r"\w+", CLAUSE.split(before.lower())[-1])[-BESIDE:]
    first = re.findall(r"\w+", CLAUSE.split(behind.lower())[0])[:BESIDE]
    return sum(word in DENIALS for word in last), sum(word in DENIALS for word in first)

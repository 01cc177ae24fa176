"""The tree that the dots of ids make."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from qualcode.codebook_tools.writing import in_tree_order
from qualcode.model import Code, Codebook


def levels(book: Codebook) -> Iterator[tuple[str, Code | None]]:
    """Yield each level once, all that is below it right after: its id, its code if it is listed."""
    listed = {code.id: code for code in in_tree_order(book)}
    below: dict[str, dict[str, None]] = {}
    for code_id in listed:
        parts = code_id.split(".")
        for depth in range(len(parts)):
            above = ".".join(parts[:depth])
            below.setdefault(above, {})[".".join(parts[: depth + 1])] = None
    waiting = list(reversed(below.get("", {})))
    while waiting:
        level = waiting.pop()
        yield level, listed.get(level)
        waiting += reversed(below.get(level, {}))


def parent(code_id: str, listed: Iterable[str]) -> str:
    """Return the nearest listed id above this one, or an empty string."""
    listed = set(listed)
    while "." in code_id:
        code_id = code_id.rpartition(".")[0]
        if code_id in listed:
            return code_id
    return ""

"""The tree that the dots of ids make, and what is found of each code and group in it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from qualcode.model import Code, Codebook, Study, Valence, is_within


@dataclass(frozen=True, slots=True)
class Branch:
    """One code or group of the tree."""

    code: str
    depth: int
    """0 for a family."""
    label_vi: str
    label_en: str
    valence: Valence
    rules: int
    codings: int
    """In force, with those of the codes below it."""
    confirmed: int
    """Of these, those that a person accepted or added."""
    cases: int
    """Transcripts with at least one; a group counts each once."""


def tree(book: Codebook, study: Study) -> tuple[Branch, ...]:
    """Return every level once, each group before all that is below it.

    A parent that the file doesn't list stands in its place with its id for a label.
    """
    branches = []
    for name, known in levels(book):
        own = [coding for coding in study.codings if is_within(coding.code, name)]
        statuses = Counter(coding.status for coding in own)
        branches.append(
            Branch(
                code=name,
                depth=name.count("."),
                label_vi=known.label.say("vi") if known else name,
                label_en=known.label.say("en") if known else name,
                valence=known.valence if known else "neutral",
                rules=sum(len(code.rules) for code in book.codes if is_within(code.id, name)),
                codings=len(own),
                confirmed=statuses["accepted"] + statuses["added"],
                cases=len({coding.transcript for coding in own}),
            )
        )
    return tuple(branches)


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


def in_tree_order(book: Codebook) -> Iterator[Code]:
    """Yield groups and codes as they stand in a file: a group before what is below it."""
    groups = list(book.groups)
    for code in book.codes:
        above = [place for place, group in enumerate(groups) if code.id.startswith(group.id + ".")]
        last = max(above, default=-1) + 1
        yield from groups[:last]
        del groups[:last]
        yield code
    yield from groups

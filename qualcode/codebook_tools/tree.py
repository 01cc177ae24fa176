"""A codebook as a tree: each code with its label, its rules and what they and people found."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from qualcode.model import Codebook, Study, Valence, is_within


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
    """Return the codes in the order of the file, each group before its codes.

    A parent that the file doesn't list stands in its place with its id for a label.
    """
    seen: dict[str, None] = {}
    listed = {code.id: code for code in (*book.groups, *book.codes)}
    for code in book.codes:
        parts = code.id.split(".")
        seen |= dict.fromkeys(".".join(parts[:n]) for n in range(1, len(parts) + 1))
    branches = []
    for name in seen:
        known = listed.get(name)
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

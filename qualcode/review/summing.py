"""Which summary each cell of the framework matrix has, and which codings it was about."""

from __future__ import annotations

from collections.abc import Iterable

from qualcode.model import Decision, Summary
from qualcode.review.placing import Placed

ABOUT = "about"
"""How a summary's `target` begins if it was noted which codings it sums up, be it none."""


def noted(marks: Iterable[str]) -> str:
    """Return the marks of the codings that a summary is about, as its decision keeps them."""
    return " ".join((ABOUT, *sorted(marks)))


def about(decision: Decision) -> frozenset[str] | None:
    """Return the marks of the codings that a summary is about; None if they were not noted."""
    first, *marks = decision.target.split() or [""]
    return frozenset(marks) if first == ABOUT else None


def summaries(cells: Iterable[Placed]) -> tuple[Summary, ...]:
    """Return each cell's latest summary, in order of case and code; an empty one takes it away."""
    latest = {(item.transcript, item.code): item.decision for item in cells}
    return tuple(
        Summary(case, code, decision.note, decision.coder, about(decision))
        for (case, code), decision in sorted(latest.items(), key=lambda cell: cell[0])
        if decision.note
    )

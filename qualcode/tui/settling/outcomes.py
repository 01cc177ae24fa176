"""What settles a difference between coders, as drafts of decisions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from qualcode import decisions
from qualcode.errors import DecisionError
from qualcode.language.normalise import clean
from qualcode.model import SIGNS as STATUSES
from qualcode.model import Coding, Decision, Span, Study
from qualcode.review.differences import Difference, Side

SIGNS = {
    **dict.fromkeys(("yes", "accept"), STATUSES["accepted"]),
    **dict.fromkeys(("no", "reject"), STATUSES["rejected"]),
    "absent": "–",
}
"""How a coder's verdict, or an outcome, is shown."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What is to hold: one coder's version, another code, or, with neither, nothing."""

    take: str = ""
    """The coder."""
    code: str = ""


NOBODYS = Outcome()


def id_of(difference: Difference) -> str:
    """Return the characters that name this code on these words of this transcript."""
    return Coding(difference.transcript, difference.turn, difference.span, difference.code).id


def given(side: Side) -> tuple[Span, ...]:
    """Return the words that a coder gave the code, none if it was rejected or left out."""
    return side.spans if side.verdict == "yes" else ()


def words_of(difference: Difference) -> Span:
    """Return the words that most coders coded: then the longest, then the first."""
    coded = [span for side in difference.sides for span in given(side)]
    order = lambda span: (-coded.count(span), span.start - span.end, span)  # noqa: E731
    return min(coded, key=order, default=difference.span)


def drafts(
    study: Study, difference: Difference, outcome: Outcome, *, coder: str, note: str
) -> tuple[Decision, ...]:
    """Return the drafts that make an outcome hold, one step: what is struck, then what is kept.

    Raises:
        DecisionError: if there is no reason, or no such coder or code.
    """

    def settle(code: str, span: Span, verdict: Literal["accept", "reject"]) -> Decision:
        place = (difference.transcript, code, span)
        return decisions.adjudicate(study, *place, verdict, coder=coder, note=note)

    kept = given(_side(difference, outcome.take)) if outcome.take else ()
    struck = [settle(difference.code, span, "reject") for span in _to_strike(difference, kept)]
    kept_drafts = [settle(difference.code, span, "accept") for span in kept]
    if outcome.code:
        kept_drafts.append(settle(outcome.code, words_of(difference), "accept"))
    return (*struck, *kept_drafts)


def _side(difference: Difference, coder: str) -> Side:
    for side in difference.sides:
        if side.coder == clean(coder).strip():
            return side
    known = ", ".join(side.coder for side in difference.sides)
    raise DecisionError.at(
        coder,
        f"'{coder}' không có ý kiến ở chỗ này; đang có: {known}",
        f"'{coder}' has no side in this difference; there are: {known}",
    )


def _to_strike(difference: Difference, kept: Sequence[Span]) -> list[Span]:
    """Return spans that strike all that any coder coded, but for what is replaced anyway."""
    reached, found = [*kept], list[Span]()
    coded = sorted({span for side in difference.sides for span in given(side)})
    for span in (*([] if kept else [difference.span]), *coded):
        if not any(span.overlaps(other) for other in reached):
            reached.append(span)
            found.append(span)
    return found

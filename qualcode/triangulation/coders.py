"""What each coder alone finds, and what is proposed without them: sources of their own."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from qualcode.language.order import sort_key
from qualcode.model import Coding, Study
from qualcode.review import DECIDING, policy
from qualcode.review.standing import that_stand
from qualcode.shares import is_confirmed

MACHINE = "+machine"
"""Behind `coder`: what rules and learning propose stands beside the coders."""
RULES, LEARNING = "rules", "learning"


@dataclass(frozen=True, slots=True)
class Reader:
    """One who reads cases, or a machine that does."""

    name: str
    read: frozenset[str]
    """The transcripts that they marked as read or decided in."""
    codings: tuple[Coding, ...]
    """What they added or accepted."""


def of_coders(study: Study, *, machine: bool = False) -> tuple[Reader, ...]:
    """Return each coder with what is in force if her word alone counts, whatever the policy.

    With `machine` also what rules propose, and what was learned, on what somebody has read.
    """
    stand = that_stand(study.decisions)
    names = {d.coder for d in stand if d.action in DECIDING or d.action == "seen"}
    found = [_reader(study, name) for name in sorted(names, key=sort_key)]
    if machine:
        every = {transcript.name for transcript in study.transcripts if transcript.turns}
        read = {name for one in found for name in one.read} or every
        found += _machines(study, frozenset(read))
    return tuple(found)


def _reader(study: Study, name: str) -> Reader:
    decided = {d.transcript for d in study.decisions if d.coder == name}
    own = policy.in_force(
        # What lies elsewhere no decision of hers can touch.
        (one for one in study.proposals if one.transcript in decided),
        study.decisions,
        study.transcripts,
        study.valences,
        f"{policy.CODER}{name}",
    )
    touched = (one for one in (*own.codings, *own.rejected) if one.status != "proposed")
    read = {one.transcript for one in touched} | {transcript for transcript, _ in own.seen}
    return Reader(name, frozenset(read), tuple(c for c in own.codings if is_confirmed(c)))


def _machines(study: Study, read: frozenset[str]) -> Iterator[Reader]:
    for name, origin in ((RULES, "rule"), (LEARNING, "model")):
        proposed = tuple(one for one in study.proposals if one.origin == origin)
        if proposed:
            yield Reader(name, read, proposed)

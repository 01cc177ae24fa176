"""What each of several coders alone makes of the proposals, side by side."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from qualcode.model import Coding, Valence
from qualcode.review import DECIDING
from qualcode.review.fold import Fold, Heir
from qualcode.review.placing import Placed

OWN = DECIDING - {"adjudicate"}
"""What a coder decides for herself; to settle is to decide for all."""

Place = tuple[str, str]
"""A transcript's name and a code's id."""


class Vote(NamedTuple):
    """A coding that a coder gave or struck."""

    coder: str
    coding: Coding

    @property
    def is_yes(self) -> bool:
        """Say whether the coder stands by it."""
        return self.coding.status != "rejected"

    @property
    def is_on_proposal(self) -> bool:
        """Say whether a model had proposed it, which does not propose it again once decided."""
        return self.coding.origin == "model"


@dataclass(frozen=True, slots=True)
class Voices:
    """What the coders decided, each for herself."""

    votes: Mapping[Place, Sequence[Vote]]
    untouched: Sequence[Coding]
    """The proposals that nobody decided anything about."""
    heirs: Sequence[Heir]


def listen(
    automatic: Iterable[Coding], placed: Iterable[Placed], codes: Mapping[str, Valence]
) -> Voices:
    """Fold each coder's own decisions over the proposals, as if the others had not been there."""
    own: defaultdict[str, list[Placed]] = defaultdict(list)
    for item in placed:
        if item.decision.action in OWN:
            own[item.decision.coder].append(item)
    untouched = list(automatic)
    by_place: defaultdict[Place, list[Coding]] = defaultdict(list)
    for coding in untouched:
        by_place[coding.transcript, coding.code].append(coding)
    votes: defaultdict[Place, list[Vote]] = defaultdict(list)
    heirs: list[Heir] = []
    for coder in sorted(own):
        places = {
            (item.transcript, code) for item in own[coder] for code in (item.code, item.target)
        }
        given = [coding for place in sorted(places) for coding in by_place.get(place, ())]
        fold = Fold(given, codes)
        for item in own[coder]:
            fold.apply(item)
        heirs += fold.heirs
        # A fold keeps what nothing was decided about as the very value that it was given.
        touched = {id(coding) for coding in given} - {id(coding) for coding in fold}
        untouched = [coding for coding in untouched if id(coding) not in touched]
        for coding in fold:
            if coding.status != "proposed":
                votes[coding.transcript, coding.code].append(Vote(coder, coding))
    return Voices(votes, untouched, heirs)


def clusters(votes: Iterable[Vote]) -> Iterator[list[Vote]]:
    """Part the votes on one code into those whose words overlap, directly or by others."""
    cluster: list[Vote] = []
    end = 0
    for vote in sorted(votes, key=lambda vote: (vote.coding.span.start, vote.coding.span.end)):
        if cluster and vote.coding.span.start >= end:
            yield cluster
            cluster, end = [], 0
        cluster.append(vote)
        end = max(end, vote.coding.span.end)
    if cluster:
        yield cluster


def readers(placed: Iterable[Placed]) -> dict[tuple[str, int], set[str]]:
    """Return who marked which turn as read, if its words are still the same."""
    found: defaultdict[tuple[str, int], set[str]] = defaultdict(set)
    for item in placed:
        if item.decision.action == "seen" and item.status != "changed":
            found[item.transcript, item.turn].add(item.decision.coder)
    return found

"""The codings that the page shows, in its order: by code, in each the most telling first."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from qualcode import quotes, selection, shares
from qualcode.model import Coding, Quote, Study

TOP = 10
"""Quotes of a code that are chosen for being read together; the others follow by rank alone."""
POOL = 150
"""Quotes of a code from which these are chosen: to compare thousands with each other takes long."""
BANNED = "ban"
PINNED = "pin"


@dataclass(frozen=True, slots=True)
class Said:
    """A quote, and its place in the page's list of codings."""

    place: int
    quote: Quote

    @property
    def coding(self) -> Coding:
        """Return its coding."""
        return self.quote.coding

    @property
    def number(self) -> int:
        """Return which quote of its turn it is."""
        return int(self.quote.id.rsplit(":", 1)[1])

    @property
    def may_be_quoted(self) -> bool:
        """Say whether nobody has banned it."""
        return self.coding.cite != BANNED


def said(study: Study, most: int = TOP) -> tuple[Said, ...]:
    """Return every coding that counts as a quote, each code's together, the best first.

    What somebody banned from being quoted stands last.
    """
    groups: dict[str, list[Quote]] = defaultdict(list)
    # Left out only here, since a quote's id counts the quotes before it.
    for quote in quotes.quotes(study):
        if shares.is_counted(study, quote.coding):
            groups[quote.coding.code].append(quote)
    ordered = [quote for group in groups.values() for quote in _best_first(study, group, most)]
    return tuple(Said(place, quote) for place, quote in enumerate(ordered))


def _best_first(study: Study, group: Sequence[Quote], most: int) -> list[Quote]:
    ranked = sorted(group, key=_rank)
    best = list(selection.best(study, ranked[:POOL], most))
    chosen = {quote.coding.id for quote in best}
    return [*best, *(quote for quote in ranked if quote.coding.id not in chosen)]


def _rank(quote: Quote) -> tuple[bool, bool, quotes.Rank]:
    cite = quote.coding.cite
    return cite == BANNED, cite != PINNED, quotes.rank(quote)


def by_code(found: Iterable[Said]) -> Mapping[str, tuple[Said, ...]]:
    """Return code → what was said of it, in the page's order."""
    groups: dict[str, list[Said]] = defaultdict(list)
    for one in found:
        groups[one.coding.code].append(one)
    return {code: tuple(group) for code, group in groups.items()}


def by_turn(found: Iterable[Said]) -> Mapping[tuple[str, int], tuple[Said, ...]]:
    """Return transcript and turn → what is coded there, in order of number and place."""
    groups: dict[tuple[str, int], list[Said]] = defaultdict(list)
    for one in found:
        groups[one.coding.transcript, one.coding.turn].append(one)
    return {turn: tuple(sorted(g, key=lambda s: (s.number, s.place))) for turn, g in groups.items()}

"""Which of a theme's quotes to show, and why."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from qualcode.model import Bilingual, Quote, Study, Valence
from qualcode.selection.alike import distinct
from qualcode.selection.candidates import Candidate, candidates
from qualcode.selection.reasons import reasons
from qualcode.selection.spreading import Directions, spread

__all__ = ["Choice", "Chosen", "best", "choose"]


@dataclass(frozen=True, slots=True)
class Chosen:
    """A quote to show."""

    quote: Quote
    why: tuple[Bilingual, ...]
    """Why it was chosen, in a few words each."""
    dissents: bool = False
    """It speaks against what most of those who take a side say."""
    alike: int = 0
    """How many other quotes say much the same, and are left out for it."""


@dataclass(frozen=True, slots=True)
class Choice:
    """The quotes of one theme that are shown, and how many aren't."""

    chosen: tuple[Chosen, ...]
    total: int
    """All of the theme's quotes."""
    banned: int
    """Those that a person doesn't want shown."""
    distinct: int
    """Those that say something of their own; the chosen are among them."""


def best(
    study: Study, of: Sequence[Quote], most: int, *, english: bool = False
) -> tuple[Quote, ...]:
    """Return at most so many of one theme's quotes, the first to be shown first.

    What is pinned is always among them, what is banned never.
    """
    return tuple(each.quote for each in choose(study, of, most, english=english).chosen)


def choose(
    study: Study, of: Sequence[Quote], most: int | None = None, *, english: bool = False
) -> Choice:
    """Return the best of one theme's quotes, each with why it was chosen; None: all distinct ones.

    If they are to be read in English, what has been translated goes before what hasn't. The order
    of the quotes makes no difference.
    """
    ranked = candidates(study, of, english=english)
    kept = distinct(ranked)
    room = len(kept) if most is None else min(most, len(kept))
    directions = _directions(ranked, study.settings.thresholds.direction_cut)
    chosen = tuple(
        Chosen(
            each.one.quote,
            reasons(each, shown, directions),
            each.one.quote.coding.valence == directions.dissent,
            each.alike,
        )
        for each, shown in spread(kept, room, directions)
    )
    # What most say leads; but a person's pin stays where it is.
    chosen = tuple(sorted(chosen, key=lambda one: (one.quote.coding.cite != "pin", one.dissents)))
    banned = sum(quote.coding.cite == "ban" for quote in of)
    return Choice(chosen, len(of), banned, len(kept))


def _directions(told: Iterable[Candidate], cut: Fraction) -> Directions:
    """Return which way the cases lean, as triangulation has it."""
    cases: dict[Valence, set[str]] = {"barrier": set(), "enabler": set()}
    for one in told:
        if one.quote.coding.valence in cases:
            cases[one.quote.coding.valence].add(one.source.case)
    held = frozenset(valence for valence, names in cases.items() if names)
    hindered, helped = len(cases["barrier"]), len(cases["enabler"])
    both = hindered + helped
    if len(held) < len(cases) or Fraction(abs(hindered - helped), both) < cut:
        return Directions(held)
    few: Valence = "enabler" if helped < hindered else "barrier"
    return Directions(held, few, len(cases[few]) / both)

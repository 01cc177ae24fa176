"""The quotes that show what each side says on a theme."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable

from qualcode import shares
from qualcode.comparing.groups import groups
from qualcode.counting import Units
from qualcode.heard import up
from qualcode.model import Quote, Span, Study
from qualcode.quotes import quotes, rank

Sides = dict[str, dict[str, tuple[Quote, ...]]]
"""Theme → group → its quotes."""
Ranked = tuple[tuple[bool, int, int, Span, str], Quote]


def quotes_by(
    study: Study,
    by: str,
    themes: Collection[str],
    units: Units,
    *,
    per_side: int = 2,
    within: str = "",
) -> Sides:
    """Return for each theme the best quotes of each group compared, each from another unit.

    Give the study with all its codings: a quote's id counts those before it. Quotes of codings
    that the study doesn't count are left out.
    """
    found = groups(study, units, by, within)
    side_of = {name: value for value, members in found.compared.items() for name in members}
    best: dict[tuple[str, str], dict[str, Ranked]] = defaultdict(dict)
    wanted = frozenset(themes)
    above = {code.id: wanted.intersection(up(code.id)) for code in study.codes}
    for quote in _counted(study):
        unit, themes_of = units.whose(quote.coding), above[quote.coding.code]
        if unit in side_of and themes_of:
            ranked = rank(quote), quote
            for theme in themes_of:
                of_side = best[theme, side_of[unit]]
                if unit not in of_side or ranked[0] < of_side[unit][0]:
                    of_side[unit] = ranked
    return {
        theme: {value: _first(best[theme, value], per_side) for value in found.compared}
        for theme in themes
    }


def _counted(study: Study) -> Iterable[Quote]:
    known = {code.id for code in study.codes}
    for quote in quotes(study):
        if quote.coding.code in known and shares.is_counted(study, quote.coding):
            yield quote


def _first(of_unit: dict[str, Ranked], many: int) -> tuple[Quote, ...]:
    """Return the best of these, the same words only once."""
    said: dict[str, Quote] = {}
    for _, quote in sorted(of_unit.values(), key=lambda ranked: ranked[0]):
        said.setdefault(" ".join(quote.words.casefold().split()), quote)
    return tuple(said.values())[:many]

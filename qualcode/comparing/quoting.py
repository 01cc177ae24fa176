"""The quotes that show what each side says on a theme."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable

from qualcode import shares
from qualcode.comparing.groups import groups
from qualcode.counting import Units
from qualcode.heard import up
from qualcode.model import Coding, Quote, Study
from qualcode.quotes import Rank, of, rank_of

Sides = dict[str, dict[str, tuple[Quote, ...]]]
"""Theme → group → its quotes."""
Ranked = tuple[Rank, str, Coding]
"""How well a coding shows its code, with its words."""


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
    texts = {transcript.name: transcript.text for transcript in study.transcripts}
    for coding in shares.counted(study).codings:
        unit, themes_of = units.whose(coding), above.get(coding.code)
        if unit in side_of and themes_of:
            words = coding.span.of(texts[coding.transcript])
            ranked = rank_of(coding, words), words, coding
            for theme in themes_of:
                of_side = best[theme, side_of[unit]]
                if unit not in of_side or ranked[0] < of_side[unit][0]:
                    of_side[unit] = ranked
    chosen = {
        (theme, value): _first(best[theme, value].values(), per_side)
        for theme in themes
        for value in found.compared
    }
    named = iter(of(study, [coding for each in chosen.values() for coding in each]))
    return {
        theme: {value: tuple(next(named) for _ in chosen[theme, value]) for value in found.compared}
        for theme in themes
    }


def _first(ranked: Iterable[Ranked], many: int) -> list[Coding]:
    """Return the best of these, the same words only once."""
    said: dict[str, Coding] = {}
    for _, words, coding in sorted(ranked, key=lambda one: one[0]):
        said.setdefault(" ".join(words.casefold().split()), coding)
        if len(said) >= many:
            break
    return list(said.values())[:many]

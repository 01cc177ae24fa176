"""Agreement of coders on categories: the published coefficients, missing judgements allowed.

Each takes reliability data (a row for each coder, a column for each unit, None where a coder did
not judge) and returns a value, or why there is none.
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from typing import TYPE_CHECKING

from qualcode.agreement.reasons import (
    CODED_ONCE,
    NO_CODER,
    NOT_TWO,
    ONE_CATEGORY,
    ONE_CODER,
    Coefficient,
    undefined,
)
from qualcode.agreement.reliability import Data, Ratings, ratings

if TYPE_CHECKING:
    from numpy import ndarray

PAIR = 2


def percent(data: Data) -> Coefficient:
    """Return the share of pairs of coders who agree, averaged over units judged twice or more."""
    found = ratings(data)
    why = _not_comparable(found)
    return undefined(why) if why else Coefficient(_agreement(found), observed=_agreement(found))


def cohen_kappa(data: Data) -> Coefficient:
    """Return kappa of two coders over the units that both judged (Cohen 1960)."""
    found = ratings(data)
    if why := _not_comparable(found):
        return undefined(why)
    rows = _who_judged(found)
    if len(rows) != PAIR:
        return undefined(NOT_TWO)
    both = rows[:, (rows >= 0).all(axis=0)]
    first, second = (_shares(row, len(found.categories)) for row in both)
    return _corrected(found, float((first * second).sum()))


def scott_pi(data: Data) -> Coefficient:
    """Return pi of two coders over the units that both judged (Scott 1955)."""
    found = ratings(data)
    if why := _not_comparable(found):
        return undefined(why)
    if len(_who_judged(found)) != PAIR:
        return undefined(NOT_TWO)
    share = found.pairable.sum(axis=0) / found.pairable.sum()
    return _corrected(found, float((share**2).sum()))


def fleiss_kappa(data: Data) -> Coefficient:
    """Return kappa of any number of coders (Fleiss 1971; Gwet 2014 where judgements miss)."""
    found = ratings(data)
    if why := _not_comparable(found):
        return undefined(why)
    return _corrected(found, float((_prevalences(found) ** 2).sum()))


def fleiss_by_category(data: Data) -> dict[Hashable, Coefficient]:
    """Return Fleiss' kappa of each category against all others together."""
    found = ratings(data)
    return {
        category: fleiss_kappa([[_is(place, code) for code in row] for row in found.codes.tolist()])
        for place, category in enumerate(found.categories)
    }


def conger_kappa(data: Data) -> Coefficient:
    """Return Cohen's kappa for more than two coders (Conger 1980; Gwet 2014)."""
    found = ratings(data)
    if why := _not_comparable(found):
        return undefined(why)
    rows = [row[row >= 0] for row in found.codes if (row >= 0).any()]
    shares = _stacked([_shares(row, len(found.categories)) for row in rows])
    spread = shares.var(axis=0, ddof=1)
    return _corrected(found, float((shares.mean(axis=0) ** 2 - spread / len(shares)).sum()))


def gwet_ac1(data: Data, categories: Sequence[Hashable] = ()) -> Coefficient:
    """Return AC1 (Gwet 2008), which rare categories don't pull down."""
    found = ratings(data, categories)
    if why := _not_comparable(found):
        return undefined(why)
    share = _prevalences(found)
    # With one category in use chance explains nothing and all: as for kappa, there is no value.
    possible = max(1, len(found.categories) - 1)
    return _corrected(found, float((share * (1 - share)).sum()) / possible)


def brennan_prediger(data: Data, categories: Sequence[Hashable] = ()) -> Coefficient:
    """Return kappa with chance at one over the categories (1981); of two, also called PABAK."""
    found = ratings(data, categories)
    if why := _not_comparable(found):
        return undefined(why)
    if len(found.categories) == 1:
        return undefined(ONE_CATEGORY, _agreement(found))
    observed, chance = _agreement(found), 1 / len(found.categories)
    return Coefficient((observed - chance) / (1 - chance), "", observed, chance)


def _not_comparable(found: Ratings) -> str:
    """Return why these coders can't be compared at all; nothing if they can."""
    coders = int((found.codes >= 0).any(axis=1).sum()) if found.codes.size else 0
    if coders < PAIR:
        return ONE_CODER if coders else NO_CODER
    return "" if len(found.pairable) else CODED_ONCE


def _who_judged(found: Ratings) -> ndarray:
    """Return the rows of the coders who judged anything."""
    rows: ndarray = found.codes[(found.codes >= 0).any(axis=1)]
    return rows


def _agreement(found: Ratings) -> float:
    counts = found.pairable
    coders = counts.sum(axis=1)
    return float(((counts * (counts - 1)).sum(axis=1) / (coders * (coders - 1))).mean())


def _prevalences(found: Ratings) -> ndarray:
    """Return the share of each category, averaged over all units that anybody judged."""
    judged = found.counts[found.coders > 0]
    shares: ndarray = (judged / judged.sum(axis=1, keepdims=True)).mean(axis=0)
    return shares


def _corrected(found: Ratings, chance: float) -> Coefficient:
    observed = _agreement(found)
    if found.used == 1 or (found.pairable.sum(axis=0) > 0).sum() == 1:
        return undefined(ONE_CATEGORY, observed)
    return Coefficient((observed - chance) / (1 - chance), "", observed, chance)


def _shares(row: ndarray, categories: int) -> ndarray:
    import numpy as np

    return np.bincount(row, minlength=categories) / len(row)


def _stacked(rows: Sequence[ndarray]) -> ndarray:
    import numpy as np

    return np.vstack(rows)


def _is(place: int, code: int) -> bool | None:
    return None if code < 0 else code == place

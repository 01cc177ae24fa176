"""Intervals by drawing whole transcripts anew: what one person says is not many opinions."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from qualcode.agreement.reasons import (
    NEVER_DEFINED,
    NOT_DRAWN,
    ONE_TRANSCRIPT,
    Coefficient,
)
from qualcode.agreement.reliability import Data

if TYPE_CHECKING:
    from numpy import ndarray

DRAWS = 2000
SEED = 12345
DIGITS = 9
"""Digits that a figure is kept to: beyond them the order of adding would show."""
LEVEL = 95
"""Per cent of the draws that lie in an interval."""


@dataclass(frozen=True, slots=True)
class Interval:
    """Between which values a coefficient lies in 95% of the draws, or why that is not known."""

    low: float | None
    high: float | None
    skipped: int = 0
    """Draws in which the coefficient was undefined."""
    why: str = ""


def bootstrap(
    data: Data,
    coefficient: Callable[[Data], Coefficient],
    *,
    clusters: Sequence[Hashable] = (),
    draws: int = DRAWS,
    seed: int = SEED,
) -> Interval:
    """Return the percentile interval of a coefficient when whole clusters are drawn anew.

    `clusters` names for each unit the transcript that it is from; without it units are drawn.
    """
    import numpy as np

    units = len(data[0]) if data else 0
    whose = list(clusters) or list(range(units))
    members = {name: [u for u in range(units) if whose[u] == name] for name in dict.fromkeys(whose)}
    if why := not_drawn(len(members), draws):
        return Interval(None, None, why=why)
    groups = list(members.values())
    values = np.full((draws, 1), np.nan)
    for draw, picked in enumerate(_picks(len(groups), draws, seed)):
        chosen = [unit for number in picked for unit in groups[number]]
        value = coefficient([[row[unit] for unit in chosen] for row in data]).value
        values[draw] = np.nan if value is None else value
    return intervals(values)[0]


def not_drawn(clusters: int, draws: int) -> str:
    """Return why there is nothing to draw from; nothing if there is."""
    if draws < 1:
        return NOT_DRAWN
    return ONE_TRANSCRIPT if clusters < 2 else ""  # noqa: PLR2004 - one is always drawn the same


@lru_cache(maxsize=1)
def weights(clusters: int, draws: int, seed: int) -> ndarray:
    """Return draws × clusters: how often each is in each draw. All rows of a table share them."""
    import numpy as np

    picks = _picks(clusters, draws, seed) + np.arange(draws)[:, None] * clusters
    counted = np.bincount(picks.ravel(), minlength=draws * clusters)
    drawn = counted.reshape(draws, clusters).astype(float)
    drawn.setflags(write=False)
    return drawn


def intervals(values: ndarray) -> list[Interval]:
    """Return the percentile interval of each column of draws × figures; NaN is undefined."""
    import numpy as np

    ordered = np.sort(values, axis=0)  # NaN last
    defined = np.isfinite(values).sum(axis=0)
    tail = (1 - LEVEL / 100) / 2
    low, high = (_quantile(ordered, defined, share) for share in (tail, 1 - tail))
    return [
        Interval(round(float(a), DIGITS), round(float(b), DIGITS), len(values) - int(n))
        if n
        else Interval(None, None, len(values), NEVER_DEFINED)
        for a, b, n in zip(low, high, defined, strict=True)
    ]


def _quantile(ordered: ndarray, defined: ndarray, share: float) -> ndarray:
    """Return each column's quantile among its first `defined` values, between two neighbours."""
    import numpy as np

    place = share * np.maximum(defined - 1, 0)
    below = np.floor(place).astype(int)
    above = np.minimum(below + 1, np.maximum(defined - 1, 0))
    column = np.arange(ordered.shape[1])
    first, second = ordered[below, column], ordered[above, column]
    found: ndarray = first + (second - first) * (place - below)
    return found


def _picks(clusters: int, draws: int, seed: int) -> ndarray:
    import numpy as np

    return np.random.default_rng(seed).integers(0, clusters, (draws, clusters))

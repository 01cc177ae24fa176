"""The coefficients of yes-or-no judgements, from sums: of one study or of thousands of draws."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from qualcode.agreement.reasons import ALL_OR_NOTHING, CODED_ONCE, NEVER_BOTH, ONE_CATEGORY
from qualcode.agreement.resampling import DIGITS, Interval, intervals, not_drawn, weights
from qualcode.agreement.sums import AT, Sums

if TYPE_CHECKING:
    from numpy import ndarray

FIGURES = ("percent", "kappa", "alpha", "ac1", "bp", "u_alpha")
"""Those that get an interval."""

TOGETHER = 64
"""Codes that are drawn for at once: a thousand of them would not fit a small memory."""


@dataclass(frozen=True, slots=True)
class Figures:
    """What is said of one code and some coders."""

    units: int
    transcripts: int
    values: Mapping[str, float | None]
    intervals: Mapping[str, Interval]
    why: str
    """Why kappa, alpha and AC1 have no value."""
    why_spans: str
    why_overlap: str
    both: int
    """Places where two gave the code, on whose words the mean overlap rests."""


def figures(found: Sums, *, is_pair: bool, draws: int, seed: int) -> list[Figures]:
    """Return the figures of each code."""
    import numpy as np

    totals = found.table.sum(axis=0)
    values = coefficients(totals, is_pair=is_pair)
    limits = _limits(found, is_pair=is_pair, draws=draws, seed=seed)
    return [
        Figures(
            units=int(total[AT["units"]]),
            transcripts=int((found.table[:, code, AT["units"]] > 0).sum()),
            values={name: _plain(np.ravel(column)[code]) for name, column in values.items()},
            intervals=limits[code],
            both=int(total[AT["both"]]),
            **_reasons(total),
        )
        for code, total in enumerate(totals)
    ]


def coefficients(totals: ndarray, *, is_pair: bool) -> dict[str, ndarray]:
    """Return every figure for sums whose last axis are the fields; NaN where undefined."""
    import numpy as np

    of = {name: totals[..., place] for name, place in AT.items()}
    with np.errstate(divide="ignore", invalid="ignore"):
        units = np.where(of["units"] > 0, of["units"], np.nan)
        no = of["ratings"] - of["yes"]
        two = np.where((of["yes"] > 0) & (no > 0), 1.0, np.nan)
        percent, share = of["agree"] / units, of["share"] / units
        first, second = (of["first"] / units, of["second"] / units) if is_pair else (share, share)
        chance = first * second + (1 - first) * (1 - second)
        rare = 2 * share * (1 - share)
        expected = 2 * of["yes"] * no / (of["ratings"] - 1)
        return {
            "percent": percent,
            "kappa": two * (percent - chance) / (1 - chance),
            "alpha": two * (1 - of["differ"] / expected),
            "ac1": two * (percent - rare) / (1 - rare),
            "bp": 2 * percent - 1,
            "u_alpha": _unitized(of),
            "overlap": np.where(of["both"] > 0, of["overlap"], np.nan) / of["both"],
            "prevalence": share,
            "prevalence_index": abs(2 * share - 1),
            "bias_index": abs(first - second) if is_pair else np.full_like(share, np.nan),
        }


def _unitized(of: Mapping[str, ndarray]) -> ndarray:
    """Return |u: what is coded against what isn't, in characters."""
    import numpy as np

    gaps = of["length"] - of["coded"]
    pairs = of["length"] ** 2 - of["squares"] - gaps
    is_both = np.where((of["coded"] > 0) & (gaps > 0), 1.0, np.nan)
    differing = (of["coded"] - of["common"]) / of["length"]
    found: ndarray = is_both * (1 - differing * pairs / (of["coded"] * gaps))
    return found


def _limits(found: Sums, *, is_pair: bool, draws: int, seed: int) -> list[Mapping[str, Interval]]:
    count = found.table.shape[1]
    if why := not_drawn(len(found.transcripts), draws):
        return [dict.fromkeys(FIGURES, Interval(None, None, why=why))] * count
    weighed = weights(len(found.transcripts), draws, seed)
    limits: list[Mapping[str, Interval]] = []
    for start in range(0, count, TOGETHER):
        part = found.table[:, start : start + TOGETHER]
        drawn = weighed @ part.reshape(len(part), -1)
        values = coefficients(drawn.reshape(draws, *part.shape[1:]), is_pair=is_pair)
        columns = {name: intervals(values[name]) for name in FIGURES}
        limits += [{name: columns[name][code] for name in FIGURES} for code in range(part.shape[1])]
    return limits


def _reasons(total: ndarray) -> dict[str, str]:
    of = {name: float(total[place]) for name, place in AT.items()}
    if not of["units"]:
        return {"why": CODED_ONCE, "why_spans": CODED_ONCE, "why_overlap": CODED_ONCE}
    is_one = of["yes"] in {0, of["ratings"]}
    is_whole = of["coded"] in {0, of["length"]}
    return {
        "why": ONE_CATEGORY if is_one else "",
        "why_spans": ALL_OR_NOTHING if is_whole else "",
        "why_overlap": "" if of["both"] else NEVER_BOTH,
    }


def _plain(value: float) -> float | None:
    return None if value != value else round(float(value), DIGITS)  # noqa: PLR0124 - NaN alone does

"""Krippendorff's alpha: nominal, ordinal, interval, ratio, or by any distance between values."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Literal

from qualcode.agreement.reasons import (
    CODED_ONCE,
    NO_CODER,
    ONE_CATEGORY,
    ONE_CODER,
    Coefficient,
    undefined,
)
from qualcode.agreement.reliability import Data, ratings

if TYPE_CHECKING:
    from numpy import ndarray

Metric = Literal["nominal", "ordinal", "interval", "ratio"]
Distance = Callable[[Any, Any], float]
"""How far apart two values are: from 0, the same, on."""


def krippendorff_alpha(data: Data, metric: Metric | Distance = "nominal") -> Coefficient:
    """Return alpha, with the disagreement found and the expected one (Krippendorff 2011).

    Raises:
        ValueError: if there is no such metric.
    """
    found = ratings(data)
    counts = found.pairable
    if not len(counts):
        coders = int((found.codes >= 0).any(axis=1).sum()) if found.codes.size else 0
        return undefined((NO_CODER, ONE_CODER)[coders] if coders < 2 else CODED_ONCE)  # noqa: PLR2004
    totals = counts.sum(axis=0)
    apart = _distances(found.categories, totals, metric)
    every = totals.sum()
    expected = float(totals @ apart @ totals) / (every * (every - 1))
    coincidences = (counts / (counts.sum(axis=1, keepdims=True) - 1)).T @ counts
    # A judgement paired with itself is at no distance, so the diagonal may stay as it is.
    observed = float((coincidences * apart).sum()) / every
    if (totals > 0).sum() == 1 or expected == 0:
        return undefined(ONE_CATEGORY, float(observed))
    return Coefficient(float(1 - observed / expected), "", float(observed), float(expected))


def _distances(values: tuple[Any, ...], totals: ndarray, metric: Metric | Distance) -> ndarray:
    """Return how far apart each two values are, squared where the metric is a number's."""
    import numpy as np

    if callable(metric):
        return np.array([[metric(one, other) for other in values] for one in values], dtype=float)
    if metric == "nominal":
        return 1.0 - np.eye(len(values))
    if metric == "ordinal":
        ranks = np.cumsum(totals) - totals / 2
        return np.asarray((ranks[:, None] - ranks) ** 2)
    numbers = np.array(values, dtype=float)
    apart = numbers[:, None] - numbers
    if metric == "interval":
        return np.asarray(apart**2)
    if metric != "ratio":
        raise ValueError(f"no metric {metric!r}: nominal, ordinal, interval or ratio")
    sums = numbers[:, None] + numbers
    ratios: ndarray = np.divide(apart, sums, out=np.zeros_like(apart), where=sums != 0)
    return np.asarray(ratios**2)

"""The cumulative curve of codes, over the band of all other orders."""

from __future__ import annotations

from typing import Any

from qualcode.pictures.figures.sheet import Sheet
from qualcode.pictures.figures.style import GREY, SMALL
from qualcode.pictures.values import Curve

WIDE, HIGH = 5.4, 3.2
"""Inches within the axes."""
FEW = 40
"""Up to so many cases each has its point."""


def draw(picture: Curve, *, alone: bool) -> Sheet:
    """Return the drawing."""
    from matplotlib.ticker import MaxNLocator

    sheet = Sheet(picture.about, WIDE + 0.6, HIGH + 0.9, alone=alone)
    axes: Any = sheet.inner(0.55, 0.32, WIDE, HIGH)
    across = range(1, len(picture.steps) + 1)
    low, high = [one.low for one in picture.steps], [one.high for one in picture.steps]
    axes.fill_between(across, low, high, color="#CFE3F1", linewidth=0, label=picture.band)
    axes.plot(across, low, color=GREY, linewidth=0.5)
    axes.plot(across, high, color=GREY, linewidth=0.5)
    mean = [one.mean for one in picture.steps]
    axes.plot(across, mean, color="#0072B2", linewidth=1.4, linestyle="--", label=picture.average)
    mark = "o" if len(picture.steps) <= FEW else ""
    seen = [one.cumulative for one in picture.steps]
    look = {"color": "#000000", "linewidth": 1.6, "marker": mark, "markersize": 4}
    axes.plot(across, seen, label=picture.observed, **look)
    axes.set_xlim(0.5, len(picture.steps) + 0.5)
    axes.set_ylim(0, max(*seen, *high) * 1.08)
    axes.set_xlabel(picture.across)
    axes.set_ylabel(picture.up)
    axes.xaxis.set_major_locator(MaxNLocator(integer=True))
    axes.yaxis.set_major_locator(MaxNLocator(integer=True))
    axes.spines[["top", "right"]].set_visible(False)
    axes.grid(axis="y", color="#E2E2E2", linewidth=0.6)
    axes.set_axisbelow(True)
    handles, names = axes.get_legend_handles_labels()
    place = {"loc": "lower left", "bbox_to_anchor": (0.0, 1.0), "ncols": 3}
    axes.legend(handles[::-1], names[::-1], frameon=False, fontsize=SMALL, **place)
    last = picture.steps[-1]
    axes.annotate(
        str(last.cumulative),
        (len(picture.steps), last.cumulative),
        xytext=(0, 6),
        textcoords="offset points",
        ha="center",
        fontsize=SMALL + 1,
        fontweight="bold",
    )
    return sheet

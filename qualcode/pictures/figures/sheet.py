"""A figure's paper, measured in inches from its upper left corner; with what is said beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from qualcode.pictures.figures.style import GREY, INCH, LINE, SIZE, SMALL, TITLE, wrapped
from qualcode.pictures.values import About, Row

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

MARGIN = 0.12
NARROWEST = 5.6
"""Inches, so that title and notes have room."""
LABEL = 2.5
"""Inches that a label may be wide."""
LEADING = 1.3
"""How far lines stand apart, in their own size."""


class Sheet:
    """Paper to draw on: x to the right, y downwards, both in inches of the drawing itself."""

    def __init__(self, about: About, wide: float, high: float, *, alone: bool) -> None:
        """Make paper for a drawing; `alone` adds the title above it and the caption below."""
        from matplotlib.figure import Figure

        self.wide = max(wide, NARROWEST) if alone else wide
        above = _head(about, self.wide) if alone else []
        below = _foot(about, self.wide) if alone else []
        top, bottom = _height(above), _height(below)
        self.size = (self.wide + 2 * MARGIN, top + high + bottom + 2 * MARGIN)
        self.top = top + MARGIN
        self.figure: Figure = Figure(figsize=self.size, facecolor="white")
        self.axes: Axes = self.figure.add_axes((0, 0, 1, 1))
        self.axes.set_axis_off()
        self.axes.set_xlim(-MARGIN, self.size[0] - MARGIN)
        self.axes.set_ylim(self.size[1] - self.top, -self.top)
        self._lines(above, -top)
        self._lines(below, high)

    def write(self, x: float, y: float, words: str, size: float = SIZE, **look: Any) -> None:
        """Write words; without other wishes from here to the right, half above and half below."""
        look = {"va": "center", "ha": "left", "color": "#000000", **look}
        self.axes.text(x, y, words, fontsize=size, linespacing=1.15, **look)

    def box(self, x: float, y: float, wide: float, high: float, paper: str, **look: Any) -> None:
        """Draw a filled rectangle from its upper left corner."""
        from matplotlib.patches import Rectangle

        look = {"edgecolor": "#FFFFFF", "linewidth": 0.6, **look}
        self.axes.add_artist(Rectangle((x, y), wide, high, facecolor=paper, **look))

    def line(self, start: tuple[float, float], end: tuple[float, float], **look: Any) -> None:
        """Draw a straight line."""
        look = {"color": LINE, "linewidth": 0.8, **look}
        self.axes.plot([start[0], end[0]], [start[1], end[1]], **look)

    def inner(self, x: float, y: float, wide: float, high: float) -> Axes:
        """Return axes of their own within the drawing, for what has scales."""
        across, down = self.size
        place = ((x + MARGIN) / across, 1 - (y + high + self.top) / down, wide / across)
        return self.figure.add_axes((*place, high / down))

    def _lines(self, lines: list[tuple[str, float, dict[str, Any]]], y: float) -> None:
        for words, size, look in lines:
            y += size * LEADING / INCH
            if words:
                self.write(0, y, words, size, va="baseline", **look)


def labels(rows: tuple[Row, ...]) -> dict[str, str]:
    """Return each row's label in at most two lines."""
    return {row.id: "\n".join(wrapped(row.words, LABEL, most=2)) for row in rows}


def _head(about: About, wide: float) -> list[tuple[str, float, dict[str, Any]]]:
    title = wrapped(about.title, wide, TITLE, bold=True)
    headline = wrapped(about.headline, wide, SIZE + 1) if about.headline else []
    return [
        *((words, TITLE, {"fontweight": "bold"}) for words in title),
        *((words, SIZE + 1, {}) for words in headline),
        ("", SIZE, {}),
    ]


def _foot(about: About, wide: float) -> list[tuple[str, float, dict[str, Any]]]:
    told = [line for words in about.told for line in wrapped(words, wide, SMALL)]
    return [("", SMALL, {}), *((words, SMALL, {"color": GREY}) for words in told)]


def _height(lines: list[tuple[str, float, dict[str, Any]]]) -> float:
    return sum(size for _, size, _ in lines) * LEADING / INCH

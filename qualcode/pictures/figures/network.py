"""A network on a circle: names to the left and right of it, one to a line, so that none overlap."""

from __future__ import annotations

from math import dist, sqrt

from qualcode.pictures.figures import style
from qualcode.pictures.figures.sheet import LABEL, Sheet
from qualcode.pictures.figures.style import SMALL
from qualcode.pictures.values import Network, Node
from qualcode.pictures.wording import decimal, say

STEP = 0.34
"""Inches from one name to the next below it."""
SMALLEST, LARGEST = 0.05, 0.16
"""Radius of a circle in inches: at least, and of the most cases; its area goes by cases."""
THIN, THICK = 0.6, 6.0
"""Points of the weakest line and of the strongest."""


def draw(picture: Network, *, alone: bool) -> Sheet:
    """Return the drawing."""
    labels = [_label(node) for node in picture.nodes]
    margin = max(style.width(line) for text in labels for line in text.split("\n")) + 0.3
    places, radius = layout(len(picture.nodes))
    middle = (margin + radius, radius + LARGEST)
    high = 2 * middle[1] + 0.55
    sheet = Sheet(picture.about, 2 * middle[0], high, alone=alone)
    most = max(node.cases for node in picture.nodes)
    for edge in reversed(picture.edges):
        ends = [places[edge.first], places[edge.second]]
        _draw_edge(
            sheet,
            [(middle[0] + x, middle[1] + y) for x, y in ends],
            middle,
            _thick(picture, edge.strength),
        )
    for node, label, (x, y) in zip(picture.nodes, labels, places, strict=True):
        size = max(SMALLEST, LARGEST * sqrt(node.cases / max(most, 1)))
        _draw_node(sheet, node, (middle[0] + x, middle[1] + y), size)
        side = -1 if x < 0 else 1
        at = middle[0] + x + side * (LARGEST + 0.06)
        sheet.write(at, middle[1] + y, label, ha="left" if side > 0 else "right")
    _draw_legend(sheet, picture, high - 0.3)
    return sheet


def layout(count: int) -> tuple[list[tuple[float, float]], float]:
    """Return places on a circle around (0, 0), clockwise from the top, and its radius.

    Right and left of it the places are equally far apart in height: names beside them, too.
    """
    right = (count + 1) // 2
    radius = max(1.1, STEP * right / 2)
    places = []
    for at in range(count):
        on_right = at < right
        size, place = (right, at) if on_right else (count - right, at - right)
        y = ((place + 0.5) / size * 2 - 1) * radius
        x = sqrt(max(0.0, radius * radius - y * y))
        places.append((x, y) if on_right else (-x, -y))
    return places, radius


def _draw_edge(
    sheet: Sheet, ends: list[tuple[float, float]], middle: tuple[float, float], thick: float
) -> None:
    """Draw a line that is bent towards the middle, so that neighbours' lines are seen."""
    from matplotlib.patches import PathPatch
    from matplotlib.path import Path

    # The further apart the two are, the nearer the line comes to the middle.
    pull = min(0.5, dist(*ends) / (4 * dist(ends[0], middle)))
    bend = tuple((a + b) / 2 * (1 - pull) + c * pull for a, b, c in zip(*ends, middle, strict=True))
    path = Path([ends[0], bend, ends[1]], [Path.MOVETO, Path.CURVE3, Path.CURVE3])
    dark = style.shade(0.25 + 0.6 * (thick - THIN) / (THICK - THIN))
    sheet.axes.add_patch(PathPatch(path, fill=False, edgecolor=dark, linewidth=thick, alpha=0.8))


def _draw_node(sheet: Sheet, node: Node, place: tuple[float, float], size: float) -> None:
    from matplotlib.patches import Circle

    colour = style.BANDS[node.row.band % len(style.BANDS)]
    look = {"facecolor": colour, "edgecolor": "#FFFFFF", "linewidth": 1.0, "zorder": 3}
    sheet.axes.add_patch(Circle(place, size, **look))


def _thick(picture: Network, strength: float) -> float:
    strongest = max(edge.strength for edge in picture.edges)
    return THIN + (THICK - THIN) * strength / strongest


def _label(node: Node) -> str:
    return "\n".join(style.wrapped(f"{node.row.words} ({node.cases})", LABEL - 0.5, most=2))


def _draw_legend(sheet: Sheet, picture: Network, y: float) -> None:
    """Say what the numbers, the lines and the colours are."""
    language = picture.about.language
    strengths = sorted({picture.edges[0].strength, picture.edges[-1].strength}, reverse=True)
    x, flat = 0.0, {"solid_capstyle": "butt"}
    for strength in strengths:
        thick, words = _thick(picture, strength), decimal(strength, language)
        sheet.line((x, y), (x + 0.35, y), color=style.shade(0.6), linewidth=thick, **flat)
        sheet.write(x + 0.42, y, words, SMALL)
        x += 0.42 + style.width(words, SMALL) + 0.15
    said = say(language, f"hệ số; (n): số {picture.unit}", f"coefficient; (n): {picture.unit}")
    sheet.write(x, y, said, SMALL)
    x, y = 0.0, y + 0.2
    for band, family in dict.fromkeys((n.row.band, n.row.family) for n in picture.nodes):
        if family and x + style.width(family, SMALL) + 0.35 <= sheet.wide:
            sheet.box(x, y - 0.06, 0.12, 0.12, style.BANDS[band % len(style.BANDS)])
            sheet.write(x + 0.17, y, family, SMALL)
            x += 0.17 + style.width(family, SMALL) + 0.18

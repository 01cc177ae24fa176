"""Pictures → lines for a terminal: blocks and shades that need no colour."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from qualcode.pictures.text import bars, curve, heat_map, network, timeline
from qualcode.pictures.text.fitting import paragraph
from qualcode.pictures.values import Bars, Curve, HeatMap, Network, Nothing, Picture, Timeline

NARROWEST = 40
_DRAWERS: dict[type, Callable[[Any, int], Iterator[str]]] = {
    HeatMap: heat_map.lines,
    Bars: bars.lines,
    Curve: curve.lines,
    Network: network.lines,
    Timeline: timeline.lines,
}


def lines(picture: Picture, width: int = 100) -> list[str]:
    """Return the picture in lines no wider than this, its title and headline first."""
    width = max(NARROWEST, width)
    about = picture.about
    head = [*paragraph(about.title, width), *paragraph(about.headline, width), ""]
    if isinstance(picture, Nothing):
        return [*head, *paragraph(picture.why, width)]
    return [*head, *_DRAWERS[type(picture)](picture, width)]

"""Pictures → figures, and these as .png and .svg: the same picture gives the same bytes."""

from __future__ import annotations

from collections.abc import Callable
from html import escape
from io import BytesIO
from typing import TYPE_CHECKING, Any

from qualcode.pictures.figures import bars, curve, heat_map, network, timeline
from qualcode.pictures.figures.sheet import Sheet
from qualcode.pictures.figures.style import INCH, SIZE, Writing, look, wrapped
from qualcode.pictures.numbers import in_words
from qualcode.pictures.values import Bars, Curve, HeatMap, Network, Nothing, Picture, Timeline

if TYPE_CHECKING:
    from matplotlib.figure import Figure

DPI = 200
_DRAWERS: dict[type, Callable[..., Sheet]] = {
    HeatMap: heat_map.draw,
    Bars: bars.draw,
    Curve: curve.draw,
    Network: network.draw,
    Timeline: timeline.draw,
}


def figure(picture: Picture, *, alone: bool = True) -> Figure:
    """Return the picture as a figure; `alone` adds its title, caption and notes."""
    with look():
        return _figure(picture, alone=alone)


def size(picture: Picture, *, alone: bool = True) -> tuple[float, float]:
    """Return how wide and how high the figure is, in inches."""
    wide, high = figure(picture, alone=alone).get_size_inches()
    return float(wide), float(high)


def png(picture: Picture, *, alone: bool = True) -> bytes:
    """Return the picture as a .png."""
    return _saved(picture, "png", "paths", alone=alone)


def svg(picture: Picture, *, alone: bool = True, writing: Writing = "paths") -> str:
    """Return the picture as an .svg, with its words for those who can't see it."""
    drawn = _saved(picture, "svg", writing, alone=alone).decode()
    return _told(drawn, picture)


def _told(drawn: str, picture: Picture) -> str:
    """Return the drawing with its name and its words as its first children."""
    at = drawn.index(">", drawn.index("<svg"))
    words = f'<title id="title">{escape(picture.about.title)}</title>'
    words += f'<desc id="desc">{escape(in_words(picture))}</desc>'
    named = ' role="img" aria-labelledby="title desc"'
    return f"{drawn[:at]}{named}>\n {words}{drawn[at + 1 :]}"


def _saved(picture: Picture, kind: str, writing: Writing, *, alone: bool) -> bytes:
    written = BytesIO()
    with look(writing):
        made = _figure(picture, alone=alone)
        # Neither a date nor the version of the library: the same picture is the same file.
        empty: dict[str, Any] = {"Software": None}
        if kind == "svg":
            empty = dict.fromkeys(("Date", "Creator", "Format", "Type"))
        made.savefig(written, format=kind, dpi=DPI if kind == "png" else INCH, metadata=empty)
    return written.getvalue()


def _figure(picture: Picture, *, alone: bool) -> Figure:
    if isinstance(picture, Nothing):
        return _sentence(picture, alone=alone).figure
    return _DRAWERS[type(picture)](picture, alone=alone).figure


def _sentence(picture: Nothing, *, alone: bool) -> Sheet:
    """Return paper that says why there is no picture."""
    lines = wrapped(picture.why, 5.5, SIZE + 1)
    sheet = Sheet(picture.about, 5.6, 0.2 * len(lines) + 0.2, alone=alone)
    sheet.write(0, 0.1, "\n".join(lines), SIZE + 1, va="top")
    return sheet

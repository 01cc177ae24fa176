"""How figures look: one font that has all of Vietnamese, colours that most eyes tell apart.

Nothing rests on colour alone: numbers stand in cells, directions have signs, places or hatches.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import lru_cache
from typing import Any, Literal

from qualcode.pictures.values import Direction

FONT = "DejaVu Sans"
"""Comes with matplotlib, so that a figure is the same on every machine."""
SIZE = 8.5
SMALL = 7.0
TITLE = 12.0
INCH = 72
"""Points to an inch."""

BANDS = ("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#56B4E9", "#E69F00", "#666666")
"""Colours of the families, in turn (Okabe and Ito 2008)."""
PARTS: Mapping[str, tuple[str, str]] = {
    "barrier": ("#D55E00", ""),
    "enabler": ("#7CC5EC", "..."),
    "mixed": ("#F0D9A8", "///"),
    "neutral": ("#E2E2E2", ""),
    "confirmed": ("#0072B2", ""),
    "proposed": ("#CFE3F1", "///"),
}
"""Part of a bar → its colour and hatch."""
SHADES = ((255, 255, 255), (107, 174, 214), (8, 48, 107))
"""From nothing by half to all (ColorBrewer's Blues): ever darker."""
GREY = "#767676"
FAINT = "#EDEDED"
LINE = "#B5B5B5"

Writing = Literal["paths", "text"]


@contextmanager
def look(writing: Writing = "paths") -> Iterator[None]:
    """Draw with our settings, whatever the user's are.

    Letters are drawn as shapes, so that every sign of Vietnamese is right wherever a file goes,
    whatever fonts are there; in a page of HTML they stay text, which can be searched and read out.
    """
    import warnings

    from matplotlib import rc_context, rcParamsDefault

    ours = {
        "font.family": FONT,
        "font.size": SIZE,
        "hatch.linewidth": 0.5,
        "hatch.color": "#555555",
        "svg.fonttype": "path" if writing == "paths" else "none",
        "svg.hashsalt": "qualcode",
        "text.parse_math": False,
    }
    usual: dict[Any, Any] = dict(rcParamsDefault)
    for name in [each for each in usual if "backend" in each]:
        del usual[name]
    with rc_context(usual | ours), warnings.catch_warnings():
        # A sign that the font doesn't have is drawn as a box; Vietnamese has none of those.
        warnings.filterwarnings("ignore", message=".*missing from font.*")
        yield


def shade(strength: float) -> str:
    """Return the colour of a strength from 0 to 1: the stronger, the darker, in grey print too."""
    at = int(2 * strength >= 1)
    part = strength * 2 - at
    pairs = zip(SHADES[at], SHADES[at + 1], strict=True)
    rgb = (round(light + (dark - light) * part) for light, dark in pairs)
    return "#" + "".join(f"{one:02X}" for one in rgb)


def ink(paper: str) -> str:
    """Return black or white, whichever is read more easily on this colour."""
    return "#000000" if contrast(paper, "#000000") >= contrast(paper, "#FFFFFF") else "#FFFFFF"


def contrast(first: str, second: str) -> float:
    """Return the contrast of two colours as WCAG 2 reckons it: 1 is none, 21 black on white."""
    low, high = sorted((_luminance(first), _luminance(second)))
    return (high + 0.05) / (low + 0.05)


DARK = 0.04045
"""Below it a colour's part is linear."""


def _luminance(colour: str) -> float:
    parts = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    linear = [part / 12.92 if part <= DARK else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return sum(part * weight for part, weight in zip(linear, (0.2126, 0.7152, 0.0722), strict=True))


def direction_place(direction: Direction) -> tuple[float, float]:
    """Return where on its lane a mark begins and how high it is, from -1 (below) to 1 (above)."""
    places = {"enabler": (0.0, 1.0), "barrier": (-1.0, 1.0), "mixed": (-1.0, 2.0)}
    return places.get(direction, (-0.3, 0.6))


@lru_cache(maxsize=1 << 14)
def width(words: str, size: float = SIZE, *, bold: bool = False) -> float:
    """Return how many inches the words take in one line."""
    from matplotlib.font_manager import FontProperties
    from matplotlib.textpath import text_to_path

    font = FontProperties(family=FONT, size=size, weight="bold" if bold else "normal")
    wide, _, _ = text_to_path.get_text_width_height_descent(words, font, ismath=False)
    return float(wide) / INCH


def wrapped(
    words: str, room: float, size: float = SIZE, *, most: int = 0, bold: bool = False
) -> list[str]:
    """Return the words in lines of so many inches; what is over `most` lines ends in "…"."""
    lines = [""]
    for word in _pieces(words, room, size, bold=bold):
        longer = f"{lines[-1]} {word}".strip()
        if width(longer, size, bold=bold) <= room or not lines[-1]:
            lines[-1] = longer
        else:
            lines.append(word)
    if most and len(lines) > most:
        return [*lines[: most - 1], _cut(f"{lines[most - 1]} {lines[most]}", room, size)]
    return lines


def _pieces(words: str, room: float, size: float, *, bold: bool) -> Iterator[str]:
    """Yield the words, one that is wider than a line in pieces."""
    for word in words.split():
        rest = word
        while width(rest, size, bold=bold) > room and len(rest) > 1:
            fits = max(
                (n for n in range(1, len(rest)) if width(rest[:n], size, bold=bold) <= room),
                default=1,
            )
            yield rest[:fits]
            rest = rest[fits:]
        yield rest


def _cut(words: str, room: float, size: float) -> str:
    while words and width(f"{words}…", size) > room:
        words = words[:-1].rstrip()
    return f"{words}…"

"""How much room words take, so that none leave their box.

PowerPoint's own shrinking waits until somebody edits the slide.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from qualcode.language.normalise import strip_accents

_WIDTHS = {
    222: "ijl'‘’",
    260: "|",
    278: " !,./:;I[]\\ft·",
    333: "()-`r“”°",
    355: '"',
    400: "*^{}",
    500: "Jckvsxyz",
    556: "#$?0123456789Labdeghnopqu_–ãâ",
    584: "+<=>~−±≠≤≥×",
    611: "FTZ",
    667: "&ABEKPSVXYơư",
    722: "CDHNRUwĐ",
    778: "GOQ",
    833: "Mm",
    889: "%",
    944: "W",
    1000: "@—…●○✚✗",
}
"""Thousandths of the size that Arial's letters take, as Helvetica's published metrics have it."""
_OF = {letter: width for width, letters in _WIDTHS.items() for letter in letters}
_OTHER, _WIDE = 620, 1000
_FULL = {"W", "F"}
BOLD, BOLD_ELSEWHERE = 1.07, 1.13
"""How much wider bold letters are: Arial's, and those of what stands in for a font."""
LINE = 1.22
"""A line's height, as a part of the size of its letters."""
NARROW = frozenset({"arial", "helvetica", "liberation sans", "times new roman", "arial narrow"})
"""Fonts that every machine has, or one as wide in their place."""
WIDER = 1.16
"""How much wider others may be; a viewer that lacks Calibri takes a font that is."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Words in one size, and the space above them."""

    words: str
    size: float
    bold: bool = False
    above: float = 0
    indent: float = 0
    """Points by which it is narrower than its box."""


def width(words: str, size: float, font: str = "Arial", *, bold: bool = False) -> float:
    """Return about how many points the words take in one line."""
    total = sum(map(_of, strip_accents(words))) * size / 1000
    if font.casefold() in NARROW:
        return total * (BOLD if bold else 1.0)
    return total * WIDER * (BOLD_ELSEWHERE if bold else 1.0)


def lines(words: str, size: float, room: float, font: str = "Arial", *, bold: bool = False) -> int:
    """Return how many lines the words take in this many points, broken at blanks."""
    count = 0
    for part in words.split("\n"):
        used, here = 0.0, 1
        for word in part.split(" "):
            needs = width(f"{word} ", size, font, bold=bold)
            if needs > room:
                # A word that is longer than a line is broken wherever the line ends.
                whole = int(needs // room)
                here, used = here + whole + (used > 0), needs - whole * room
            elif used + needs > room + width(" ", size, font):
                here, used = here + 1, needs
            else:
                used += needs
        count += here
    return count


def height(paragraphs: Sequence[Paragraph], room: float, font: str = "Arial") -> float:
    """Return how many points the paragraphs take below each other."""
    return sum(
        lines(one.words, one.size, max(room - one.indent, 20), font, bold=one.bold)
        * one.size
        * LINE
        + one.above
        for one in paragraphs
    )


def _of(letter: str) -> int:
    if letter in _OF:
        return _OF[letter]
    return _WIDE if unicodedata.east_asian_width(letter) in _FULL else _OTHER

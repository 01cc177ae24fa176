"""What the slides of a brief hold, in both languages: writing them takes one, or both."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from qualcode.model import Bilingual

Look = Literal[
    "barrier", "enabler", "mixed", "neutral", "silent", "first", "second", "third", "fourth"
]
"""What a series stands for: a direction, who was asked and is silent, or a group of people."""

MOST_SLIDES = 15
MOST_QUOTES = 3


@dataclass(frozen=True, slots=True)
class Lines:
    """Sentences below each other."""

    sentences: tuple[Bilingual, ...]
    to_fill: bool = False
    """Whether the team is to write its own in place of them."""


@dataclass(frozen=True, slots=True)
class Series:
    """One colour of a chart."""

    name: Bilingual
    look: Look
    values: tuple[float | None, ...]
    """As many as the chart's categories; None: there is nothing to show."""


@dataclass(frozen=True, slots=True)
class Chart:
    """Bars that can be edited: one above the other, or stacked into one."""

    about: Bilingual
    """In words, for those who can't see it."""
    categories: tuple[Bilingual, ...]
    counted: tuple[str, ...]
    """Stands behind each category, the same in all languages: (3/4)."""
    series: tuple[Series, ...]
    stacked: bool = True
    percent: bool = False
    """Whether its numbers are shares of 100."""


@dataclass(frozen=True, slots=True)
class Table:
    """A table whose first column names its rows."""

    about: Bilingual
    headings: tuple[Bilingual, ...]
    rows: tuple[tuple[Bilingual, ...], ...]
    widths: tuple[float, ...]
    """Shares of the table's width."""


@dataclass(frozen=True, slots=True)
class Spoken:
    """What somebody said, short enough for a slide, and the id that leads back to the turn."""

    id: str
    words: str
    """As said, in Vietnamese; [...] where something is left out."""
    translation: str
    """In English; empty: there is none yet."""
    attribution: Bilingual
    sign: str
    """Whether a person stands by its coding: ●, ✚, or ○ where it is only proposed."""


@dataclass(frozen=True, slots=True)
class Quotes:
    """Quotes below each other, the first the best."""

    spoken: tuple[Spoken, ...]


Part = Lines | Chart | Table | Quotes


@dataclass(frozen=True, slots=True)
class Slide:
    """One slide; of two parts the first stands on the left."""

    id: str
    """What it is about: `finding-1`, `women-men`; the same in each run."""
    headline: Bilingual
    """A sentence that holds."""
    parts: tuple[Part, ...] = ()
    remark: Bilingual = Bilingual("", "")
    """How to read it, small below."""
    notes: tuple[Bilingual, ...] = ()
    """For who speaks: n, method, quotes in full, where the numbers come from."""
    opening: bool = False
    """Whether it is the title slide."""

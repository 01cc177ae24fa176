"""What a picture shows, as plain values: each way of drawing reads the same ones.

Every text is in the picture's language and ready to be shown.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

from qualcode.model import Language

Direction = Literal["barrier", "enabler", "mixed", "neutral"]
DIRECTIONS: tuple[Direction, ...] = get_args(Direction)
"""How a case speaks of a theme: as what hinders, what helps, as both, or as neither."""

State = Literal["counted", "not_asked", "not_coded", "blank"]


@dataclass(frozen=True, slots=True)
class About:
    """What is said of a picture beside it."""

    kind: str
    """As the command calls it: `heatmap`, `bars` …"""
    name: str
    """Of its file, without suffix: `heatmap_province`."""
    title: str
    """What it is."""
    headline: str
    """What it shows first of all, in one sentence."""
    caption: str
    """n, and what the figures rest on."""
    notes: tuple[str, ...] = ()
    """How to read its figures, the shortest way first, and what they don't say."""
    signs: tuple[str, ...] = ()
    """What is where in the drawing; a terminal has signs of its own."""
    left_out: tuple[str, ...] = ()
    """What is not in it, for lack of room or of anything said."""
    language: Language = "vi"

    @property
    def told(self) -> tuple[str, ...]:
        """Return all that is said below it."""
        return (*self.signs, *self.notes, *self.left_out, self.caption)


@dataclass(frozen=True, slots=True)
class Row:
    """A theme, as one line of a picture."""

    id: str
    words: str
    family: str = ""
    """The label that it shares with its neighbours; empty: it stands alone."""
    band: int = 0
    """Which of the families it is, so that one has the same colour in all pictures."""


@dataclass(frozen=True, slots=True)
class Column:
    """A group of cases, or a theme, as one column of a heat map."""

    words: str
    n: int | None = None
    """How many cases are in it."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One field of a heat map."""

    state: State
    words: str
    """What is written in it: "3/5"."""
    strength: float | None = None
    """From 0 to 1; None where there is none."""


@dataclass(frozen=True, slots=True)
class HeatMap:
    """Themes by groups, or themes by themes; the stronger, the darker."""

    about: About
    rows: tuple[Row, ...]
    columns: tuple[Column, ...]
    cells: tuple[tuple[Cell, ...], ...]
    """As many as rows, each as many as columns."""
    scale: str
    """What darkness stands for."""
    darkest: float = 1.0
    """The strength of the darkest cell that can be."""
    ends: tuple[str, str] = ("0%", "100%")
    """How nothing and `darkest` are written."""


@dataclass(frozen=True, slots=True)
class Part:
    """What one stretch of a bar stands for."""

    id: str
    words: str


@dataclass(frozen=True, slots=True)
class Bars:
    """How many cases mention each theme, of those asked."""

    about: About
    rows: tuple[Row, ...]
    parts: tuple[Part, ...]
    counts: tuple[tuple[int, ...], ...]
    """As many as rows, each as many as parts; together the cases that mention the theme."""
    of: tuple[int, ...]
    """For each row the cases asked."""
    unit: str
    """What is counted, in the plural: "nguồn"."""


@dataclass(frozen=True, slots=True)
class Step:
    """One case more of a curve."""

    case: str
    cumulative: int
    mean: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Curve:
    """How many codes so many cases bring, in this order and in others."""

    about: About
    steps: tuple[Step, ...]
    across: str
    up: str
    observed: str
    """What the line of this order is called."""
    average: str
    band: str


@dataclass(frozen=True, slots=True)
class Node:
    """A theme of a network."""

    row: Row
    cases: int


@dataclass(frozen=True, slots=True)
class Edge:
    """Two themes that occur together."""

    first: int
    """Its place among the nodes."""
    second: int
    strength: float
    together: int
    cases: int


@dataclass(frozen=True, slots=True)
class Network:
    """Which themes are said together; edges from the strongest on."""

    about: About
    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    unit: str


@dataclass(frozen=True, slots=True)
class Stretch:
    """One turn, by its place in the text."""

    number: int
    start: int
    end: int
    speaker: str
    asks: bool
    """Whether it is the interviewer's."""


@dataclass(frozen=True, slots=True)
class Mark:
    """One coding on its lane."""

    lane: int
    turn: int
    start: int
    end: int
    direction: Direction
    confirmed: bool


@dataclass(frozen=True, slots=True)
class Timeline:
    """A transcript from left to right, a lane for each code in it."""

    about: About
    length: int
    """Characters of the text."""
    turns: tuple[Stretch, ...]
    lanes: tuple[Row, ...]
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class Nothing:
    """In place of a picture: why there is none."""

    about: About
    why: str


Picture = HeatMap | Bars | Curve | Network | Timeline | Nothing

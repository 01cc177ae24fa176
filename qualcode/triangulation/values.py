"""What triangulation is about: a data set on a theme, assessed, and the verdict on several."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal, NamedTuple

from qualcode.proportions import wilson

Elicitation = Literal["spontaneous", "prompted", "written", "documentary", "various"]
State = Literal["mention", "silent", "not_asked"]
Band = Literal["none", "few", "some", "most"]
Direction = Literal["+", "-", "~", "na"]
Label = Literal["agreement", "partial", "silence", "dissonance", "single_source", "no_finding"]
Meaning = Literal["same", "differs", "opposed", "unknown"]
Prominence = Literal["same", "differs", "not_compared"]
Examples = Literal["same", "differ", "unknown"]
Pair = tuple[str, str]
"""The names of two sources."""

SIGNS: Mapping[Direction | None, str] = {"+": "+", "-": "−", "~": "±"}
"""How a direction is shown; `na` not at all."""


@dataclass(frozen=True, slots=True)
class DataSet:
    """What one source says on one theme, counted in cases; `examples` are sub-codes."""

    asked: int
    mention: int
    pos: int = 0
    neg: int = 0
    mixed: int = 0
    examples: frozenset[str] = frozenset()
    elicitation: Elicitation = "spontaneous"


@dataclass(frozen=True, slots=True)
class Cell:
    """A data set, assessed; one not asked has only its state, a silent one no direction."""

    data: DataSet
    state: State
    prominence: Fraction | None = None
    band: Band | None = None
    direction: Direction | None = None

    @property
    def interval(self) -> tuple[float, float] | None:
        """Return Wilson's 95% interval of the prominence."""
        asked = self.state != "not_asked"
        return wilson(self.data.mention, self.data.asked) if asked else None

    @property
    def share(self) -> str:
        """Return how many of those asked mention it, and which way they lean: "10/12 −"."""
        if self.state == "not_asked":
            return "n/a"
        sign = SIGNS.get(self.direction, "")
        return f"{self.data.mention}/{self.data.asked} {sign}".rstrip()


class Components(NamedTuple):
    """In what two data sets that both mention a theme are alike, and in what not."""

    meaning: Meaning
    prominence: Prominence
    examples: Examples


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether the sources agree on a theme; `pairs` holds every two of them that were asked."""

    verdict: Label
    pairs: Mapping[Pair, Label]
    silent: tuple[str, ...]
    not_asked: tuple[str, ...]
    cells: Mapping[str, Cell]
    fragile: tuple[str, ...]
    """`KII-1`: the verdict changes if one case of KII fewer mentions the theme."""

    @property
    def said(self) -> str:
        """Return what every source says, in a line: "KII 10/12 −; FGD 9/10 −"."""
        return "; ".join(f"{name} {cell.share}" for name, cell in self.cells.items())

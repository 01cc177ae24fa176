"""What a joint display holds: a theme's findings from the survey, from talk, and how they fit."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from qualcode.heard import Leaning, Side
from qualcode.model import Bilingual, Conclusion, QuestionKind, Quote, Valence

Fit = Literal[
    "confirmation", "expansion", "discordance", "silence", "too_few", "not_asked", "no_finding"
]

CONFIRMED_ONLY = "confirmed: "
"""How the figures begin where only what people confirmed is counted."""


@dataclass(frozen=True, slots=True)
class Item:
    """What a closed question says on the theme: who chose an answer that means it."""

    survey: str
    question: str
    words: str
    kind: QuestionKind
    answers: Mapping[Valence, tuple[str, ...]]
    """Direction → the answers that mean the theme so, in the order in which they were shown."""
    codes: frozenset[str]
    """What these answers mean: the theme, or codes below it."""
    side: Side


@dataclass(frozen=True, slots=True)
class Written:
    """What an open question's answers say on the theme: of those who wrote one."""

    survey: str
    question: str
    words: str
    side: Side


@dataclass(frozen=True, slots=True)
class Surveyed:
    """All that the survey says on the theme, each respondent counted once."""

    items: tuple[Item, ...]
    written: tuple[Written, ...]
    closed: Side
    single: Side
    """Of questions with one answer whose answers lean one way: whoever chose another denies it."""
    open: Side

    @property
    def asked(self) -> bool:
        """Say whether the survey has a question on it that somebody answered."""
        return bool(self.closed.asked or self.open.asked)

    @property
    def mentions(self) -> bool:
        """Say whether any respondent says it."""
        return bool(self.closed.mention or self.open.mention)

    @property
    def main(self) -> Side:
        """Return the side whose direction counts: of the closed questions if they have any."""
        return self.closed if self.closed.mention else self.open

    @property
    def codes(self) -> frozenset[str]:
        """Return what its closed questions ask about."""
        return frozenset(code for item in self.items for code in item.codes)


@dataclass(frozen=True, slots=True)
class Spoken:
    """All that people say on the theme in interviews and focus groups, counted by case."""

    by_type: Mapping[str, Side]
    """Type of source → what its cases say; those with a case asked."""
    all: Side
    new: Mapping[str, int]
    """Codes below the theme that no closed question asks about → how many cases say them."""


@dataclass(frozen=True, slots=True)
class Joined:
    """One theme of a joint display."""

    theme: str
    label: Bilingual
    survey: Surveyed
    talk: Spoken
    survey_leaning: Leaning
    talk_leaning: Leaning
    computed: Fit
    why: Bilingual
    """Which rule gave the fit."""
    quotes: tuple[Quote, ...] = ()
    conclusion: Conclusion | None = None
    """What a person says of the fit; the reason is the meta-inference."""
    confirmed_only: bool = False
    """Whether only codings that a person confirmed are counted."""

    @property
    def fit(self) -> str:
        """Return how survey and talk fit: a person's word before the computed one."""
        return self.conclusion.verdict if self.conclusion else self.computed

    @property
    def changed(self) -> bool:
        """Say whether figures are other than they were when a person concluded."""
        found = self.conclusion
        if found is None or found.cells.startswith(CONFIRMED_ONLY) != self.confirmed_only:
            return False
        return (found.computed, found.cells) != (self.computed, self.cells)

    @property
    def cells(self) -> str:
        """Return the figures in a line: `survey 240/400 (+0 −240 ±0); KII 5/8`."""
        sides = {"survey": self.survey.closed, "open": self.survey.open, **self.talk.by_type}
        said = "; ".join(f"{name} {counted(side)}" for name, side in sides.items() if side.asked)
        return f"{CONFIRMED_ONLY if self.confirmed_only else ''}{said}"


def counted(side: Side) -> str:
    """Return how many of those asked mention it, and how many take which side: `5/8 (+1 −4 ±0)`."""
    taken = f" (+{side.pos} −{side.neg} ±{side.mixed})" if side.pos + side.neg + side.mixed else ""
    return f"{side.mention}/{side.asked}{taken}"

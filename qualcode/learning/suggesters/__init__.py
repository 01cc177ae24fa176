"""What a suggester is: the contract for packages that add one.

A suggester is a function from passages, codebooks and its options to what it says of them. It is
named in the entry point group `qualcode.suggesters` of an installed package, and asked by studies
whose qualcode.yaml names it. What it says are proposals, believed as far as their quotes hold.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from qualcode.errors import QualcodeError
from qualcode.learning.passages import Passage
from qualcode.model import Bilingual, Codebook

GROUP = "qualcode.suggesters"


class SuggesterError(QualcodeError):
    """What keeps a suggester from answering, and the user can mend."""


@dataclass(frozen=True, slots=True)
class Said:
    """A code that a suggester proposes for a passage."""

    number: int
    """Which of the passages given, from 0."""
    code: str
    probability: float
    quote: str
    """The words of the passage that speak for it, verbatim."""


@dataclass(frozen=True, slots=True)
class Done:
    """A passage has been answered whole: that is kept, whatever becomes of the others."""

    number: int


@dataclass(frozen=True, slots=True)
class Notice:
    """What the user has to know before the suggester goes on, such as what text goes where."""

    words: Bilingual


Suggester = Callable[
    [Sequence[Passage], Sequence[Codebook], Mapping[str, str]], Iterable[Said | Done | Notice]
]
"""Called at most once a run, with passages that it has not answered before: each is to be judged
by itself. It sees neither rules nor what they found, so that its word is a second opinion."""

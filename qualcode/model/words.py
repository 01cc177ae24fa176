"""What is said to people: words in two languages, and what is wrong where."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

Severity = Literal["error", "warning"]
Language = Literal["vi", "en"]
Tongue = Literal["vi", "en", "both"]
"""What a deliverable speaks: one language, or Vietnamese beside English."""


@dataclass(frozen=True, slots=True)
class Bilingual:
    """The same words in Vietnamese and in English."""

    vi: str
    en: str

    def say(self, language: Language) -> str:
        """Return the words in this language, or in the other if this one is empty."""
        return (self.en or self.vi) if language == "en" else (self.vi or self.en)


def joined(parts: Iterable[Bilingual], between: str = "; ") -> Bilingual:
    """Return several in one, in each language with this between."""
    every = tuple(parts)
    return Bilingual(
        between.join(one.say("vi") for one in every), between.join(one.say("en") for one in every)
    )


@dataclass(frozen=True, slots=True)
class Problem:
    """A fault that the user can put right: where it is and what to do."""

    where: str
    message: Bilingual
    severity: Severity = "error"

"""What codes and cases are called on the screens, and how a list offers a code."""

from __future__ import annotations

from typing import Protocol

from qualcode.model import Code, Language, Study
from qualcode.tui.picker import Option

ATTRIBUTES = ("type", "group", "province")
"""What is said of a case beside its name."""


class Screen(Protocol):
    """Whatever shows a study in a language."""

    @property
    def study(self) -> Study:
        """Return the study that is shown."""

    @property
    def language(self) -> Language:
        """Return the screen's language."""


def chance(screen: Screen, probability: float) -> str:
    """Return a probability as every output has it: 0,83 or 0.83."""
    from qualcode import explain

    return explain.chance(probability).say(screen.language)


def label(screen: Screen, code: str) -> str:
    """Return a code's label, or its id if no codebook has it."""
    found = screen.study.code(code)
    return found.label.say(screen.language) or code if found else code


def option(screen: Screen, code: Code, sign: str = "") -> Option:
    """Return a code as a list offers it, in both languages."""
    other: Language = "vi" if screen.language == "en" else "en"
    return Option(
        id=code.id,
        label=code.label.say(screen.language) or code.id,
        hint=f"{code.id} · {code.label.say(other) or code.id}",
        sign=sign,
        about=code.definition.say(screen.language),
    )


def attributes(screen: Screen, case: str) -> list[str]:
    """Return what is known of a case beside its name."""
    found = screen.study.case(case)
    return [value for name in ATTRIBUTES if (value := found.get(name))] if found else []

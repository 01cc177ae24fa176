"""When groups differ on a theme, when they are alike, and when it can't be told."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Literal

from qualcode.heard import Side
from qualcode.model import Bilingual
from qualcode.proportions import newcombe

Verdict = Literal["differs", "similar", "too_few", "not_asked", "nobody", "alone"]

VERDICTS: Mapping[Verdict, Bilingual] = {
    "differs": Bilingual("Khác nhau", "Differs"),
    "similar": Bilingual("Giống nhau", "Similar"),
    "too_few": Bilingual("Quá ít để nói", "Too few to tell"),
    "not_asked": Bilingual("Có bên không được hỏi", "Not asked on one side"),
    "nobody": Bilingual("Không bên nào nói tới", "Nobody mentions it"),
    "alone": Bilingual("Không có bên để so", "Nothing to compare with"),
}
"""What each verdict is called, in the order in which a table has them."""
LEAST = 5
"""The fewest asked in a group of which a difference is told."""
TWO = 2


@dataclass(frozen=True, slots=True)
class Limits:
    """From where on groups differ, and of how many that is told."""

    tolerance: Fraction
    """Shares that are no further apart are alike."""
    cut: Fraction
    """From where on a group leans one way."""
    least: int = LEAST


@dataclass(frozen=True, slots=True)
class Compared:
    """How groups stand to each other on one theme."""

    verdict: Verdict
    first: str = ""
    """Of two groups the first; of more, the one with the highest share."""
    second: str = ""
    """The other; of more than two, the one with the lowest share."""
    difference: Fraction | None = None
    """The first one's share less the second one's."""
    interval: tuple[float, float] | None = None
    """Newcombe's 95% interval of the difference."""
    opposite: bool = False
    """Whether one group leans for it and another against it."""
    fragile: bool = False
    """Whether one more or one less who mentions it would change the verdict."""


def compared(sides: Mapping[str, Side], limits: Limits) -> Compared:
    """Return how these groups stand to each other on one theme."""
    if len(sides) < TWO:
        return Compared("alone")
    asked = {value: side for value, side in sides.items() if side.asked}
    if len(asked) < TWO:
        return Compared("not_asked")
    if not any(side.mention for side in asked.values()):
        return Compared("nobody")
    enough = {value: side for value, side in asked.items() if side.asked >= limits.least}
    told = len(enough) >= TWO
    found = _described(enough if told else asked, limits)
    return found if told else replace(found, verdict="too_few", fragile=False)


def _described(sides: Mapping[str, Side], limits: Limits) -> Compared:
    first, second = _ends(sides)
    one, other = sides[first], sides[second]
    leanings = {side.leaning(limits.cut) for side in sides.values()}
    opposite = {"+", "-"} <= leanings
    verdict = _verdict(sides, limits, opposite=opposite)
    others = {_verdict(each, limits, opposite=opposite) for each in _one_off(sides)}
    return Compared(
        verdict,
        first,
        second,
        Fraction(one.mention, one.asked) - Fraction(other.mention, other.asked),
        newcombe(one.mention, one.asked, other.mention, other.asked),
        opposite,
        fragile=others != {verdict},
    )


def _ends(sides: Mapping[str, Side]) -> tuple[str, str]:
    """Return the two groups whose shares are set against each other."""
    if len(sides) == TWO:
        first, second = sides
        return first, second
    names = list(sides)
    highest = max(names, key=lambda name: (_share(sides[name]), -names.index(name)))
    rest = [name for name in names if name != highest]
    return highest, min(rest, key=lambda name: (_share(sides[name]), names.index(name)))


def _verdict(sides: Mapping[str, Side], limits: Limits, *, opposite: bool) -> Verdict:
    shares = [_share(side) for side in sides.values()]
    return "differs" if opposite or max(shares) - min(shares) > limits.tolerance else "similar"


def _one_off(sides: Mapping[str, Side]) -> Iterator[Mapping[str, Side]]:
    """Yield the sides with one more, and with one less, who mention the theme in one of them."""
    for value, side in sides.items():
        for mention in (side.mention + 1, side.mention - 1):
            if 0 <= mention <= side.asked:
                yield {**sides, value: replace(side, mention=mention)}


def _share(side: Side) -> Fraction:
    return Fraction(side.mention, side.asked)

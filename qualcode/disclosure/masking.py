"""Masks over what could say who somebody is; the same value gets the same mask everywhere."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import NamedTuple

from qualcode.disclosure.patterns import AGE, DIGITS, KINDS, NAME, of_ages, of_names
from qualcode.language.bands import band
from qualcode.model import Span


class Mask(NamedTuple):
    """A stretch of a text, and what stands there instead."""

    start: int
    end: int
    words: str


@dataclass(frozen=True, slots=True)
class Own:
    """What the speakers of one transcript are known by."""

    names: frozenset[str] = frozenset()
    ages: frozenset[int] = frozenset()


NOTHING = Own()


@dataclass(frozen=True, slots=True)
class Masked:
    """A text with its masks, and where what stood in the old one stands now."""

    text: str
    masks: tuple[Mask, ...]
    gains: tuple[int, ...]
    """How much longer the text is behind so many masks."""

    def start(self, old: int) -> int:
        """Return where a stretch begins now that began there; within a mask, the mask's begin."""
        place = bisect_right(self.masks, old, key=lambda mask: mask.end)
        inside = place < len(self.masks) and self.masks[place].start < old
        return (self.masks[place].start if inside else old) + self.gains[place]

    def end(self, old: int) -> int:
        """Return where a stretch ends now that ended there; within a mask, the mask's end."""
        place = bisect_left(self.masks, old, key=lambda mask: mask.start)
        within = place and old < self.masks[place - 1].end
        return (self.masks[place - 1].end if within else old) + self.gains[place]

    def span(self, old: Span) -> Span:
        """Return where a stretch is now; one that touches a mask has all of it."""
        return Span(self.start(old.start), self.end(old.end))


class Masker:
    """Gives each value that it finds a mask, `[TÊN_1]`, the same one each time."""

    def __init__(self) -> None:
        """Start with nothing found."""
        self._known: dict[tuple[str, str], int] = {}
        self.found: Counter[str] = Counter()
        """Tag → how often something of its kind was masked."""

    def mask(self, text: str, own: Own = NOTHING) -> Masked:
        """Return the text with its masks, over its speakers' own names and ages too."""
        return masked(text, tuple(self._masks(text, own)))

    def plain(self, text: str, own: Own = NOTHING) -> str:
        """Return only the text with its masks."""
        return self.mask(text, own).text

    def _masks(self, text: str, own: Own) -> Iterator[Mask]:
        forms = [(tag, form) for tag, _, form in KINDS]
        others = ((AGE, of_ages(own.ages)), (NAME, of_names(own.names)))
        taken: list[tuple[int, int, str]] = []
        for tag, form in (*forms, *((tag, form) for tag, form in others if form)):
            for match in form.finditer(text):
                start, end = match.span("v" if "v" in form.groupindex else 0)
                if not any(start < b and a < end for a, b, _ in taken):
                    taken.append((start, end, tag))
        for start, end, tag in sorted(taken):
            self.found[tag] += 1
            yield Mask(start, end, self._words(tag, text[start:end]))

    def _words(self, tag: str, value: str) -> str:
        if tag == AGE:
            return f"[{band(_age(value))}]"
        key = tag, re.sub(r"[\s.-]+", "", value).casefold()
        return f"[{tag}_{self._known.setdefault(key, self._next(tag))}]"

    def _next(self, tag: str) -> int:
        return sum(known == tag for known, _ in self._known) + 1


def _age(said: str) -> str:
    """Return an age in digits: "sáu mốt" is 61."""
    words = [word for word in said.casefold().split() if word not in {"mươi", "chục"}]
    digits = [next((str(n) for n, d in enumerate(DIGITS) if w in d.split("|")), "") for w in words]
    return said if said.isdecimal() else "".join(digits).ljust(2, "0")


def masked(text: str, masks: Sequence[Mask]) -> Masked:
    """Return the text with these masks, which are in order and don't overlap."""
    parts, at = [], 0
    for one in masks:
        parts += [text[at : one.start], one.words]
        at = one.end
    gains = accumulate((len(m.words) - (m.end - m.start) for m in masks), initial=0)
    return Masked("".join((*parts, text[at:])), tuple(masks), tuple(gains))

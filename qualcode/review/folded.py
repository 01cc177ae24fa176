"""A text with spellings made alike that mean the same, and the way back to its own characters."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from qualcode.model import Span

TONES = "\u0300\u0301\u0303\u0309\u0323"
# "hoà" and "hòa" are one word: the tone mark goes to the first of the two vowels.
PLACES = {
    unicodedata.normalize("NFC", one + two + tone): unicodedata.normalize("NFC", one + tone + two)
    for pair in ("oa", "oe", "uy")
    for one, two in {(a, b) for a in (pair[0], pair[0].upper()) for b in (pair[1], pair[1].upper())}
    for tone in TONES
}
FOLDS = {
    **dict.fromkeys("“”„«»", '"'),
    **dict.fromkeys("‘’‚ʼ`´", "'"),
    **dict.fromkeys("‐‑‒–—−", "-"),
    "…": "...",
    **PLACES,
}
TO_FOLD = re.compile(r"\s+|" + "|".join(map(re.escape, FOLDS)))
# What parts digits (2.000, 1,5) or asks says something: only other punctuation is mere form.
MERE_FORM = re.compile(r"""(?<!\d)[.,:"'()]|[.,:"'()](?!\d)|[;!]|-(?!\d)""")


@dataclass(frozen=True, slots=True)
class Folded:
    """A text with white space, quotes, dashes, ellipses and places of tone marks made alike."""

    text: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]

    def original(self, span: Span) -> Span:
        """Return the range of the text as it was."""
        return Span(self.starts[span.start], self.ends[span.end - 1])


@lru_cache(maxsize=8)
def fold(text: str) -> Folded:
    """Return the text folded."""
    pieces: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for start, end, piece in _pieces(text):
        pieces.append(piece)
        if end - start == len(piece):
            starts.extend(range(start, end))
            ends.extend(range(start + 1, end + 1))
        else:
            # The piece stands for all of its characters.
            starts.extend([start] * len(piece))
            ends.extend([end] * len(piece))
    return Folded("".join(pieces), tuple(starts), tuple(ends))


def _pieces(text: str) -> Iterator[tuple[int, int, str]]:
    done = 0
    for match in TO_FOLD.finditer(text):
        yield done, match.start(), text[done : match.start()]
        yield match.start(), match.end(), FOLDS.get(match.group(), " ")
        done = match.end()
    yield done, len(text), text[done:]


def said(words: str) -> list[str]:
    """Return the words without what is mere form."""
    return re.findall(r"\w+|[^\w\s]", MERE_FORM.sub(" ", words))

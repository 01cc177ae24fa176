"""Where the study has what a sheet's row is about: its codings by id, by words, by code."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from qualcode import quotes
from qualcode.framework.known_quotes import KnownQuote
from qualcode.framework.written import canonical, digest
from qualcode.model import Coding, Study, Transcript
from qualcode.review.folded import fold, said

Place = tuple[str, int, int]
"""A transcript's name, and where words of it start and end."""


@dataclass(frozen=True, slots=True)
class Places:
    """The study's codings, ready to be asked for."""

    at: Mapping[Place, tuple[Coding, ...]]
    """Words → the codings on exactly them."""
    given: Mapping[tuple[str, str], tuple[Coding, ...]]
    """(transcript, code) → its codings."""
    names: Mapping[Place, str]
    """Words → the quote's id."""
    texts: Mapping[str, Transcript]

    def words(self, coding: Coding) -> str:
        """Return the words of a coding."""
        return coding.span.of(self.texts[coding.transcript].text)

    def now(self, left: KnownQuote, transcript: str, code: str) -> Coding | None:
        """Return the coding that a sheet's row is about, by what names transcript and code now.

        Where the transcript was edited since, it is the nearest one on the same words.
        """
        source = self.texts.get(transcript)
        if source is None:
            return None
        if source.sha256 == left.sha256:
            there = self.at.get((transcript, left.span.start, left.span.end), ())
            return next((c for c in there if c.code == code), None)
        same = [
            coding
            for coding in self.given.get((transcript, code), ())
            if digest(self.words(coding)) == left.words
        ]
        return min(same, key=lambda c: abs(c.span.start - left.span.start), default=None)


def place_of(coding: Coding) -> Place:
    """Return where a coding's words stand."""
    return coding.transcript, coding.span.start, coding.span.end


def places(study: Study) -> Places:
    """Return where the study has what."""
    at: defaultdict[Place, list[Coding]] = defaultdict(list)
    given: defaultdict[tuple[str, str], list[Coding]] = defaultdict(list)
    for coding in study.codings:
        at[place_of(coding)].append(coding)
        given[coding.transcript, coding.code].append(coding)
    return Places(
        {place: tuple(there) for place, there in at.items()},
        {name: tuple(there) for name, there in given.items()},
        {place_of(quote.coding): quote.id for quote in quotes.quotes(study)},
        {transcript.name: transcript for transcript in study.transcripts},
    )


def same_words(one: str, other: str) -> bool:
    """Say whether two texts have the same words, however they are quoted, spaced or dashed."""
    return one == other or as_said(one) == as_said(other)


def as_said(text: str) -> str:
    """Return a text as it is compared with others: its words without what is mere form."""
    return " ".join(said(fold(canonical(text).casefold()).text))

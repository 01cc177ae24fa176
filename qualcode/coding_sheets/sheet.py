"""What a coding sheet holds when it leaves, and what it says when it comes back."""

from __future__ import annotations

import hashlib
import re
import unicodedata
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from qualcode import __version__
from qualcode.exporters.cells import printable
from qualcode.language.normalise import clean
from qualcode.model import (
    Bilingual,
    Code,
    Coding,
    Problem,
    Segment,
    Span,
    Status,
    Study,
    Transcript,
    Turn,
)
from qualcode.shares import shares

Verdict = Literal["", "accept", "reject", "unclear"]

_ALIKE = str.maketrans(dict.fromkeys("‐‑‒–—−", "-") | dict.fromkeys("\u00a0\t\n", " "))


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A stretch of one turn's words, counted from where they start."""

    turn: int
    start: int
    end: int

    def shares(self, other: Place) -> int:
        """Return how many characters the two have in common."""
        if self.turn != other.turn:
            return 0
        return max(0, min(self.end, other.end) - max(self.start, other.start))


@dataclass(frozen=True, slots=True)
class Known:
    """A coding as the sheet showed it when it was made."""

    place: Place
    code: str
    status: Status
    memo: str = ""
    """A digest: enough to see whether it was changed."""
    translation: str = ""
    """A digest as well."""
    model: str = ""
    """The model that had proposed it, which may have learned otherwise when the sheet is back."""
    probability: float | None = None


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """What is hidden in the file: which sheet it is, and what it held."""

    transcript: str
    sha256: str
    coder: str = ""
    blind: bool = False
    latest: str = ""
    """The time of the newest decision that the sheet knew of."""
    made_by: str = __version__
    turns: Mapping[int, str] = field(default_factory=dict)
    """Turn's number → a digest of its words."""
    codings: tuple[Known, ...] = ()


@dataclass(frozen=True, slots=True)
class Sheet:
    """A transcript with its codings, ready to be written for a coder."""

    transcript: Transcript
    codes: tuple[Code, ...]
    codings: tuple[Coding, ...]
    sentences: tuple[Segment, ...]
    """Of the turns that may be coded."""
    fingerprint: Fingerprint
    facts: tuple[Bilingual, ...] = ()
    """Whose the codings are, for its reader."""


@dataclass(frozen=True, slots=True)
class Named:
    """The code that is meant, and the label and the words that stand behind it."""

    code: str = ""
    """Empty if there is none such; then `fault` says so."""
    labelled: frozenset[str] = frozenset()
    """The codes whose label stands behind the id."""
    rest: str = ""
    """Other words on the line."""
    other: str = ""
    """A second code that stands where a memo should."""
    fault: Bilingual | None = None


@dataclass(frozen=True, slots=True)
class Mark:
    """One comment or row of a sheet that came back."""

    where: str
    """The comment or row, for messages."""
    place: Place | None
    """None if it is on no words of a single turn."""
    code: str
    """As written: an id, a label, or anything else."""
    sign: str = ""
    """The status sign that stands there, if any."""
    shown: Status | Literal[""] = ""
    """The status whose words stand there, as the sheet writes them."""
    verdict: Verdict = ""
    """What is said in words: ok, đồng ý, bỏ."""
    memo: str = ""
    translation: str = ""
    is_whole: bool = True
    """Says all there is about its coding: what it leaves out was taken away."""
    named: Named = Named()
    """Filled in when the codes are known; then `code` is an id, or empty."""


@dataclass(frozen=True, slots=True)
class Returned:
    """A sheet that came back."""

    file: str
    fingerprint: Fingerprint
    words: Transcript
    """The turns as the file has them now; the text between them is made up."""
    marks: tuple[Mark, ...]
    problems: tuple[Problem, ...] = ()


def make(study: Study, name: str, *, coder: str = "", blind: bool = False) -> Sheet:
    """Return the sheet of a transcript of the study, as this coder is to see it.

    `blind` is only noted: what a blind coder may not see must not be in the study given.
    """
    transcript = next(t for t in study.transcripts if t.name == name)
    codings = sorted(
        (c for c in study.codings if c.transcript == name),
        key=lambda c: (c.span, c.code, c.origin, c.rule),
    )
    answering = {turn.number for turn in transcript.turns if turn.role != "interviewer"}
    return Sheet(
        transcript,
        study.codes,
        tuple(codings),
        tuple(s for s in study.segments if s.transcript == name and s.turn in answering),
        Fingerprint(
            transcript=name,
            sha256=transcript.sha256,
            coder=coder,
            blind=blind,
            latest=max((decision.time for decision in study.decisions), default=""),
            turns={turn.number: crc(transcript.words_of(turn)) for turn in transcript.turns},
            codings=tuple(_known(transcript, coding) for coding in codings),
        ),
        (shares(codings).say(),),
    )


def _known(transcript: Transcript, coding: Coding) -> Known:
    return Known(
        place_of(transcript, coding.turn, coding.span),
        coding.code,
        coding.status,
        digest(coding.memo),
        digest(coding.translation),
        *((coding.model, coding.probability) if coding.origin == "model" else ()),
    )


def place_of(transcript: Transcript, number: int, span: Span) -> Place:
    """Return a span as a place within its turn."""
    turn = transcript.turn(number)
    start = turn.span.start if turn else 0
    return Place(number, span.start - start, span.end - start)


def rebuilt(name: str, turns: Sequence[tuple[int, str, str]]) -> Transcript:
    """Return turns (number, speaker, words) as a transcript, one labelled line after the other."""
    text = ""
    made = []
    for number, speaker, words in turns:
        text += f"\n{speaker}: "
        made.append(Turn(number, speaker, "unknown", Span(len(text), len(text) + len(words))))
        text += words
    return Transcript(name, text, tuple(made))


def crc(words: str) -> str:
    """Return a short digest of a turn's words that no program's way of saving changes."""
    return f"{zlib.crc32(plain(words).encode()):08x}"


def plain(words: str) -> str:
    """Return the words with the spaces and hyphens that Word may swap made alike."""
    return unicodedata.normalize("NFC", printable(words)).translate(_ALIKE).rstrip()


def digest(text: str) -> str:
    """Return a short digest of a memo or translation, white space aside; empty for none."""
    words = " ".join(re.split(r"\s+", clean(printable(text, "")))).strip()
    return hashlib.sha256(words.encode()).hexdigest()[:8] if words else ""

"""What was said: transcripts, their turns, segments and tokens, and spans of their text."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

Role = Literal["interviewer", "respondent", "other", "unknown"]


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open range of code points in one transcript's text."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """Return the words this span points at."""
        return text[self.start : self.end]

    def overlaps(self, other: Span) -> bool:
        """Say whether the two share at least one character; touching is not sharing."""
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True, slots=True)
class Turn:
    """One labelled stretch of speech."""

    number: int
    """1-based, over all labelled turns of the transcript."""
    speaker: str
    """The label as typed, without what stood in brackets behind it."""
    role: Role
    span: Span
    """What was said, without the label."""
    time: str = ""
    profile: str = ""
    """What stood in brackets behind the label: "thành viên, 61 tuổi"."""


@dataclass(frozen=True, slots=True)
class Transcript:
    """A conversation: its text, which never changes, and who said what in it."""

    name: str
    """The file's name without its suffix."""
    text: str
    turns: tuple[Turn, ...]
    header: Mapping[str, str] = field(default_factory=dict)
    """The `Key: value` lines before the first turn, as typed."""
    preamble: tuple[str, ...] = ()
    """The other lines before the first turn."""
    file: str = ""
    """Where it came from, relative to the study's folder; for messages."""

    @property
    def sha256(self) -> str:
        """Return the hash that names this text."""
        return hashlib.sha256(self.text.encode()).hexdigest()

    def words_of(self, turn: Turn) -> str:
        """Return what was said in this turn."""
        return turn.span.of(self.text)

    def turn(self, number: int) -> Turn | None:
        """Return the turn of this number, if there is one."""
        return next((turn for turn in self.turns if turn.number == number), None)

    def turn_at(self, span: Span) -> Turn | None:
        """Return the turn that holds the whole span, if one does."""
        for turn in self.turns:
            if turn.span.start <= span.start and span.end <= turn.span.end:
                return turn
        return None


@dataclass(frozen=True, slots=True)
class Segment:
    """The unit of coding: a sentence or clause run within one turn."""

    transcript: str
    turn: int
    span: Span


@dataclass(frozen=True, slots=True)
class Token:
    """A word of one or more syllables."""

    span: Span
    tag: str = ""

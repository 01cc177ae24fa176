"""What an importer hands over: the words, and what it did that a user should know of."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from qualcode.model import Bilingual, Problem


@dataclass(frozen=True, slots=True)
class Imported:
    """A file's words, with notes on how they were read."""

    text: str
    notes: tuple[Problem, ...] = ()
    """Warnings: letters converted, changes accepted, words left out."""


def note(path: Path, vi: str, en: str) -> Problem:
    """Return a note on how a file was read."""
    return Problem(str(path), Bilingual(vi, en), "warning")

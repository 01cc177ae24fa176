"""What a user can put right: raised with where it is and what to do."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Self

from qualcode.model import Bilingual, Problem


class QualcodeError(Exception):
    """A fault the user can put right; carries every problem found, not only the first."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        """Make one line of message for each problem."""
        self.problems = tuple(problems)
        super().__init__("\n".join(f"{p.where}: {p.message.en}" for p in self.problems))

    @classmethod
    def at(cls, where: str, vi: str, en: str) -> Self:
        """Return the error of a single problem."""
        return cls([Problem(where, Bilingual(vi, en))])


class ImportFileError(QualcodeError):
    """A transcript file that can't be read."""


class CodebookError(QualcodeError):
    """A codebook that can't be used."""


class StudyError(QualcodeError):
    """A study folder, or a table in it, that can't be used."""


class DecisionError(QualcodeError):
    """A coder's decision that can't be recorded as given."""

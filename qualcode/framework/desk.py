"""The study beside a workbook that came back: what it has now, and what a person changed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from qualcode.framework.known_quotes import KnownQuote
from qualcode.framework.reading import Returned
from qualcode.model import Conclusion, Decision, Problem, Study, Summary, is_within
from qualcode.review.standing import migrations, that_stand

Kind = Literal[
    "written",
    "changed",
    "removed",
    "confirmed",
    "checked",
    "unchecked",
    "pinned",
    "banned",
    "released",
]


@dataclass(frozen=True, slots=True)
class Change:
    """What a person did to one cell, and the decision that records it."""

    kind: Kind
    place: str
    """The case, what sources are compared by, or the quote's id."""
    code: str
    """Empty where it is about words, whichever codes they have."""
    before: str
    after: str
    draft: Decision


Outcome = Change | Problem


@dataclass(frozen=True, slots=True)
class Desk:
    """The study, ready to be asked what it has now where the workbook has something."""

    study: Study
    returned: Returned
    coder: str
    summaries: Mapping[tuple[str, str], Summary]
    """(case, code) → the summary."""
    conclusions: Mapping[tuple[str, str], Conclusion]
    """(compared by, code) → the conclusion."""
    moves: Mapping[str, str]
    """What codes that left the codebooks are called now."""

    def case_now(self, name: str) -> str:
        """Return what a case is called now, by its name or its text; empty if it is gone."""
        if self.study.case(name):
            return name
        same = self._named_now(self.returned.known.cases.get(name, ""))
        return next((name for name in same if self.study.case(name)), "")

    def transcript_now(self, left: KnownQuote) -> str:
        """Return what a quote's transcript is called now; as it was called, if it is gone."""
        if self.study.transcript(left.transcript):
            return left.transcript
        return next(iter(self._named_now(left.sha256)), left.transcript)

    def _named_now(self, sha256: str) -> list[str]:
        return [one.name for one in self.study.transcripts if sha256 and one.sha256 == sha256]

    def code_now(self, code: str) -> str:
        """Return what a code is called now; empty if no codebook has it."""
        moved = code if self._has(code) else self.moves.get(code, "")
        return moved if self._has(moved) else ""

    def _has(self, code: str) -> bool:
        # A group that nobody listed is one nonetheless.
        return bool(code) and any(is_within(known, code) for known in self.study.valences)


def desk(study: Study, returned: Returned, coder: str) -> Desk:
    """Return the study as a returned workbook is compared with it."""
    return Desk(
        study,
        returned,
        coder,
        {(one.case, one.code): one for one in study.summaries},
        {(one.by, one.theme): one for one in study.conclusions},
        migrations(that_stand(study.decisions), study.valences),
    )

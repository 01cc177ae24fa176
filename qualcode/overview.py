"""How much of a study was read and found."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from qualcode import counting, shares
from qualcode.model import Study
from qualcode.shares import Shares


@dataclass(frozen=True, slots=True)
class Overview:
    """How much was read and found."""

    transcripts: int
    turns: int
    segments: int
    codings: int
    confirmed: int
    """Codings that a person accepted or added."""
    shares: Shares
    """Whose the codings are."""
    families: Mapping[str, int]
    """Family → codings that count, in the codebooks' order."""
    respondents: int = 0
    """Who answered the study's surveys; their open answers are among the turns."""


def overview(study: Study) -> Overview:
    """Return how much was read and found."""
    found = shares.shares(study.codings)
    families = {code.family: 0 for code in study.codes}
    for one in shares.counted(study).codings:
        families[one.code.split(".", 1)[0]] += 1
    return Overview(
        transcripts=sum(not counting.survey_of(study, one.name) for one in study.transcripts),
        turns=sum(len(transcript.turns) for transcript in study.transcripts),
        segments=len(study.segments),
        codings=len(study.codings),
        confirmed=found.person,
        shares=found,
        families=families,
        respondents=sum(len(survey.respondents) for survey in study.surveys),
    )

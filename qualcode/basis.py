"""What a result rests on: method, parameters, n, codebooks, whose word counts, how to read it."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any

from qualcode.model import Bilingual, Study
from qualcode.shares import shares

if TYPE_CHECKING:
    from pandas import DataFrame

KEY = "basis"


@dataclass(frozen=True, slots=True)
class Basis:
    """Enough to make a result again, and to read it rightly."""

    method: Bilingual
    """What was done, with its source."""
    parameters: Mapping[str, object]
    n: Mapping[str, int]
    """What was counted → how many there are of it: cases, codings, turns …"""
    notes: tuple[Bilingual, ...]
    """How to read the result, and what it doesn't say."""
    codebooks: Mapping[str, str]
    """Name → version."""
    policy: str
    count: str
    shares: Mapping[str, object] = field(default_factory=dict)
    """How many of the codings in force are whose."""
    latest: str = ""
    """The date of the latest decision; no clock, so that the same study gives the same bytes."""
    digest: str = ""
    """Sixteen characters that are the same only for the same transcripts, cases and codings."""

    def as_json(self) -> dict[str, object]:
        """Return it as plain values for programs."""
        return asdict(self)


def attach(
    frame: DataFrame,
    study: Study,
    *,
    method: Bilingual,
    n: Mapping[str, int],
    parameters: Mapping[str, object] | None = None,
    notes: Sequence[Bilingual] = (),
) -> DataFrame:
    """Return the result with its basis, which `of` gives back."""
    frame.attrs[KEY] = Basis(
        method=method,
        parameters=dict(parameters or {}),
        n=dict(n),
        notes=tuple(notes),
        codebooks={book.name: book.version for book in study.codebooks},
        policy=study.settings.policy,
        count=study.settings.count,
        shares=asdict(shares(study.codings)),
        latest=latest(study),
        digest=digest(study),
    )
    return frame


def of(frame: DataFrame) -> Basis:
    """Return what was attached to a result."""
    found: Basis = frame.attrs[KEY]
    return found


def records(frame: DataFrame) -> list[dict[str, Any]]:
    """Return a result's rows, each by the names of its columns."""
    return [{str(name): cell for name, cell in row.items()} for row in frame.to_dict("records")]


def latest(study: Study) -> str:
    """Return the date of the latest decision; empty if there is none."""
    return max((decision.time for decision in study.decisions), default="")[:10]


def digest(study: Study) -> str:
    """Return sixteen characters that name all that tables are counted from."""
    parts = hashlib.sha256()
    for transcript in study.transcripts:
        parts.update(f"{transcript.name}\0{transcript.text}\0".encode())
    for one in (*study.cases, *study.people):
        parts.update(f"{one}\0".encode())
    for coding in study.codings:
        span = f"{coding.transcript}\0{coding.span.start}\0{coding.span.end}"
        whose = f"{coding.valence}\0{coding.status}\0{coding.origin}\0{coding.coder}"
        parts.update(f"{span}\0{coding.code}\0{whose}\0".encode())
    for survey in study.surveys:
        parts.update(f"{survey.name}\0{survey.respondents}\0".encode())
        for question in survey.questions:
            parts.update(f"{question.id}\0{question.kind}\0{question.options}\0".encode())
            for meaning in question.meanings:
                # A set has another order in each process.
                answers = sorted(meaning.answers)
                parts.update(f"{meaning.code}\0{meaning.valence}\0{answers}\0".encode())
    return parts.hexdigest()[:16]

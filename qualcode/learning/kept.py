"""What was learned before: it costs only what is new, and lasts until something is learned anew.

Besides saving time it says which decisions the proposals rest on that a study shows between two
runs: a decision alone changes no proposal but those that it is about.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, astuple, dataclass, field
from pathlib import Path
from typing import Any

from qualcode import recall
from qualcode.learning.calibrating import Calibration
from qualcode.learning.figures import Figures
from qualcode.learning.teaching import Expected, Taught
from qualcode.model import Coding, Learned, Span

FILE = ".learned.json"
ENGINE = (*recall.ENGINE, "coding.py", "learning")
"""What rules match is learned from too."""


@dataclass(frozen=True, slots=True)
class Kept:
    """What was learned from codebooks, and from a study."""

    codebooks: str = ""
    """Which codebooks, examples and rules."""
    taught: Taught | None = None
    expected: Mapping[str, tuple[Expected, ...]] = field(default_factory=dict)
    """Transcript's key → what is expected of its passages."""
    study: str = ""
    """Which transcripts, codebooks and settings the rest is about."""
    decisions: str = ""
    """Up to which decisions they were learned from."""
    learned: Learned | None = None
    suggestions: tuple[Coding, ...] = ()


def read(path: Path) -> Kept:
    """Return what a file keeps; nothing if there is none that can be used."""
    try:
        held = json.loads(path.read_text(encoding="utf-8"))
        if held["engine"] != recall.engine(ENGINE):
            return Kept()
        taught, learned = held["taught"], held["learned"]
        return Kept(
            codebooks=held["codebooks"],
            taught=_read_taught(taught) if taught else None,
            expected={
                key: tuple(_read_expected(*one) for one in each)
                for key, each in held["expected"].items()
            },
            study=held["study"],
            decisions=held["decisions"],
            learned=Learned(**learned) if learned else None,
            suggestions=tuple(_read_coding(held["models"], one) for one in held["suggestions"]),
        )
    except (OSError, ValueError, LookupError, TypeError, AttributeError, RecursionError):
        # It only saves time: whatever is wrong with it, it can be learned again.
        return Kept()


def as_text(kept: Kept) -> str:
    """Return the file that `read` reads."""
    models = sorted({one.model for one in kept.suggestions})
    held = {
        "engine": recall.engine(ENGINE),
        "codebooks": kept.codebooks,
        "taught": _taught(kept.taught) if kept.taught else None,
        "expected": {
            key: [[one.margins, _words(one)] for one in each] for key, each in kept.expected.items()
        },
        "study": kept.study,
        "decisions": kept.decisions,
        "learned": asdict(kept.learned) if kept.learned else None,
        "models": models,
        "suggestions": [_coding(models, one) for one in kept.suggestions],
    }
    return json.dumps(held, ensure_ascii=False, separators=(",", ":"))


def _taught(taught: Taught) -> dict[str, Any]:
    figures = [astuple(one) for one in taught.figures]
    return {**asdict(taught), "figures": figures}


def _read_taught(held: Mapping[str, Any]) -> Taught:
    calibration = held["calibration"]
    return Taught(
        calibration=Calibration(
            tuple(calibration["weights"]), calibration["bias"], tuple(calibration["of_codes"])
        ),
        figures=tuple(Figures(*one) for one in held["figures"]),
        support=held["support"],
        examples=held["examples"],
    )


def _words(one: Expected) -> dict[str, list[tuple[int, int, float]]]:
    return {
        code: [(span.start, span.end, score) for span, score in words]
        for code, words in one.words.items()
    }


def _read_expected(margins: list[float], words: dict[str, list[list[Any]]]) -> Expected:
    return Expected(
        tuple(margins),
        {
            code: tuple((Span(start, end), score) for start, end, score in each)
            for code, each in words.items()
        },
    )


def _coding(models: list[str], one: Coding) -> list[Any]:
    return [
        *(one.transcript, one.turn, one.span.start, one.span.end, one.code, one.valence),
        *(one.origin, one.probability, models.index(one.model)),
        [offset for span in one.evidence for offset in (span.start, span.end)],
    ]


def _read_coding(models: list[str], row: list[Any]) -> Coding:
    transcript, turn, start, end, code, valence, origin, probability, model, words = row
    return Coding(
        transcript,
        turn,
        Span(start, end),
        code,
        valence,
        origin=origin,
        evidence=tuple(map(Span, words[::2], words[1::2])),
        probability=probability,
        model=models[model],
    )

"""What suggesters have answered, verified, and kept on disk.

To ask again would cost hours, and send talk again. Kept are codes, probabilities and offsets, and
none of the words that anybody said.
"""

from __future__ import annotations

import json
import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from qualcode.errors import StudyError
from qualcode.exporters import replacing
from qualcode.language.normalise import clean
from qualcode.learning.suggesters import Said
from qualcode.model import Span

FILE = ".asked.json"
VERSION = 1


@dataclass(frozen=True, slots=True)
class Proposal:
    """A code for a passage, with the words in it that speak for it."""

    code: str
    probability: float
    quote: Span
    """Offsets in the passage."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a suggester proposed for one passage, verified."""

    proposals: tuple[Proposal, ...] = ()
    faults: Mapping[str, int] = field(default_factory=dict)
    """How many other proposals were left out, by reason."""


Memory = dict[str, Answer]
"""Key of passage, codebooks, suggester and options → its answer."""


def verified(said: Iterable[Said], text: str, leaves: frozenset[str]) -> Answer:
    """Return what can be believed of what was said about this text; what can't is counted."""
    faults: Counter[str] = Counter()
    proposals: dict[str, Proposal] = {}
    for one in said:
        span = find_quote(one.quote, text) if isinstance(one.quote, str) else None
        probability = _finite(one.probability)
        if probability is None or not isinstance(one.code, str) or not one.code:
            faults["unclear"] += 1
        elif one.code not in leaves:
            faults["no code"] += 1
        elif span is None:
            faults["not said"] += 1
        elif one.code not in proposals or probability > proposals[one.code].probability:
            proposals[one.code] = Proposal(one.code, probability, span)
    return Answer(tuple(proposals[code] for code in sorted(proposals)), dict(faults))


def _finite(probability: object) -> float | None:
    """Return a number as a probability; None for what is no number."""
    if not isinstance(probability, int | float) or not math.isfinite(probability):
        return None
    return min(1.0, max(0.0, float(probability)))


def find_quote(quote: str, text: str) -> Span | None:
    """Return where these very words stand, blanks and line ends aside; None if nowhere."""
    words = clean(quote).split()
    if not words:
        return None
    start = r"(?<!\w)" if re.match(r"\w", words[0]) else ""
    end = r"(?!\w)" if re.search(r"\w$", words[-1]) else ""
    found = re.search(start + r"\s+".join(map(re.escape, words)) + end, text)
    return Span(*found.span()) if found else None


def read(path: Path | None) -> Memory:
    """Return what a file holds; nothing if there is none that can be used."""
    if path is None:
        return {}
    try:
        held = json.loads(path.read_text(encoding="utf-8"))
        if held["version"] != VERSION:
            return {}
        return {key: _answer(**answer) for key, answer in held["answers"].items()}
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        # Whatever is wrong with it, the suggesters can be asked again.
        return {}


def _answer(proposals: list[list[object]], faults: dict[str, int]) -> Answer:
    return Answer(
        tuple(_proposal(*one) for one in proposals),
        {str(reason): int(count) for reason, count in faults.items()},
    )


def _proposal(code: object, probability: object, start: object, end: object) -> Proposal:
    if not (isinstance(start, int) and isinstance(end, int)):
        raise TypeError(f"offsets {start!r}, {end!r}")
    return Proposal(str(code), float(str(probability)), Span(start, end))


def write(path: Path | None, memory: Memory) -> None:
    """Put the memory on disk; where that can't be done, it has to be asked again."""
    if path is None:
        return
    answers = {
        key: {
            "proposals": [
                [one.code, one.probability, one.quote.start, one.quote.end]
                for one in answer.proposals
            ],
            "faults": answer.faults,
        }
        for key, answer in memory.items()
    }
    held = {"version": VERSION, "answers": answers}
    with suppress(StudyError), replacing(path) as temporary:
        temporary.write_text(json.dumps(held, separators=(",", ":")), encoding="utf-8")

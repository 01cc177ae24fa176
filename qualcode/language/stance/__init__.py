"""How each syllable is said: denied, asked, imagined, put down to others, or over and gone."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from qualcode.language.stance.cues import cues_of
from qualcode.language.stance.hypothetical import imagined
from qualcode.language.stance.negation import denied
from qualcode.language.stance.past import over
from qualcode.language.stance.question import asked, tails
from qualcode.language.stance.reported import from_others
from qualcode.language.stance.talk import REACH, heard
from qualcode.language.syllables import Syllable
from qualcode.model import Stance

__all__ = ["REACH", "stances"]


def stances(
    text: str, said: Sequence[Syllable], *, accents: bool = True
) -> Mapping[Stance, tuple[range, ...]]:
    """Return, for each stance, which of the syllables are said so.

    A negator is not in its own scope: of "không biết gì" only "biết gì" is negated. Pass
    `accents=False` with keys that carry none.
    """
    if not said:
        return dict.fromkeys(("negated", "question", "hypothetical", "reported", "past"), ())
    talk = heard(text, said, accents=accents)
    cues = tuple(cues_of(talk))
    negated: set[int] = set()
    questions: set[int] = set()
    # Behind a full stop nothing is left of a denial or a question.
    for start, part in talk.statements():
        own = cues if part is talk else tuple(cues_of(part))
        by_tail = tails(part, own)
        negated.update(start + at for at in denied(part, own, by_tail))
        questions.update(start + at for at in asked(part, own, by_tail))
    return {
        "negated": _ranges(negated),
        "question": _ranges(questions),
        "hypothetical": _ranges(imagined(talk, cues)),
        "reported": _ranges(from_others(talk, cues, negated)),
        "past": _ranges(over(talk, cues)),
    }


def _ranges(places: Iterable[int]) -> tuple[range, ...]:
    """Return the places in order, neighbours together."""
    found: list[range] = []
    for at in sorted(places):
        if found and found[-1].stop == at:
            found[-1] = range(found[-1].start, at + 1)
        else:
            found.append(range(at, at + 1))
    return tuple(found)

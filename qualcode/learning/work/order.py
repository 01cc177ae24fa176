"""What to look at next: the suggestions, or the turns, in the order that saves most reading."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, TypeVar, get_args

from qualcode.learning.coded import Place, decided
from qualcode.model import Coding, Study, is_within

Order = Literal["certainty", "uncertainty", "code", "reading"]
ORDERS: tuple[Order, ...] = get_args(Order)
"""Quick confirmations first; most to learn first; one theme after the other; as it was said."""

Turn = tuple[str, int]
"""A transcript's name and a turn's number."""
Traits = tuple[str, str]
"""What must not stand in too long a row: a code, and a transcript's name."""
T = TypeVar("T")

EVEN = 0.5
IN_A_ROW = 3
"""Suggestions of one code or one transcript that may follow each other, if there are others."""
LOOK_AHEAD = 200
"""How far another code is sought: what is much less uncertain isn't worth the change."""


@dataclass(frozen=True, slots=True)
class Done:
    """What people have decided, and what they have read."""

    decided: frozenset[Place] = frozenset()
    read: frozenset[Turn] = frozenset()

    def has(self, coding: Coding) -> bool:
        """Say whether nobody has to look at this suggestion any more."""
        turn = coding.transcript, coding.turn
        return turn in self.read or (*turn, coding.code) in self.decided


def done(study: Study) -> Done:
    """Return what people have decided in this study, and which turns they have read."""
    return Done(decided(study), frozenset(study.seen))


def proposed(study: Study) -> tuple[Coding, ...]:
    """Return the proposals that wait for a decision, with the words that speak for each."""
    known = {one.id: one for one in study.suggestions}
    return tuple(known.get(one.id, one) for one in study.codings if one.status == "proposed")


def suggested(study: Study) -> tuple[Coding, ...]:
    """Return the proposals that wait, and of each other code in a turn what is likeliest."""
    waiting = proposed(study)
    places = {(one.transcript, one.turn, one.code) for one in waiting}
    others = [
        one for one in study.suggestions if (one.transcript, one.turn, one.code) not in places
    ]
    return (*waiting, *in_order(others, "reading", done=done(study)))


def turns(study: Study) -> tuple[Turn, ...]:
    """Return the turns that can be coded: what respondents said, in the order of the talk."""
    spoken = {(one.transcript, one.turn) for one in study.segments}
    return tuple(
        (transcript.name, turn.number)
        for transcript in study.transcripts
        for turn in transcript.turns
        if turn.role == "respondent" and (transcript.name, turn.number) in spoken
    )


def in_order(
    suggestions: Iterable[Coding],
    order: Order,
    *,
    threshold: float = 0.0,
    done: Done,
    each: bool = False,
) -> tuple[Coding, ...]:
    """Return what is still to be decided, from this probability on, in this order.

    Of a code in one turn the likeliest suggestion stands for all, unless `each` is asked for.
    `uncertainty` puts first what is nearest to even odds, with codes and transcripts mixed.
    """
    best: dict[tuple[object, ...], Coding] = {}
    for one in sorted(suggestions, key=lambda one: (-chance(one), _place(one))):
        if chance(one) >= threshold and not done.has(one):
            place = (one.transcript, one.turn, one.code)
            best.setdefault((*place, one.span) if each else place, one)
    left = sorted(best.values(), key=_place)
    match order:
        case "certainty":
            left.sort(key=lambda one: -chance(one))
        case "code":
            left.sort(key=lambda one: (one.code, -chance(one)))
        case "uncertainty":
            left.sort(key=lambda one: abs(chance(one) - EVEN))
            left = _mixed(left, lambda one: (one.code, one.transcript))
    return tuple(left)


def next_turns(study: Study, order: Order, *, code: str = "") -> tuple[Turn, ...]:
    """Return the turns that nobody has read, in the order in which to read them.

    Those in which something is decided already come last. A turn counts for what is suggested in
    it, for one code or family if it is given: `certainty` puts first where most is to be found,
    `uncertainty` where most is to be learned, `code` goes through the likeliest codes in turn.
    """
    finished = done(study)
    suggested = _suggested(study.suggestions, finished, code)
    begun = {(transcript, turn) for transcript, turn, _ in finished.decided}
    left = [turn for turn in turns(study) if turn not in finished.read]
    key = _KEYS[order]
    ranked = sorted(left, key=lambda turn: key(suggested.get(turn, {})))
    if order == "uncertainty":
        ranked = _mixed(ranked, lambda turn: (_likeliest(suggested.get(turn, {})), turn[0]))
    # The sort keeps what it finds equal as it is.
    return tuple(sorted(ranked, key=lambda turn: turn in begun))


def chance(coding: Coding) -> float:
    """Return a suggestion's probability; without anything learned it may be as well as not."""
    return EVEN if coding.probability is None else coding.probability


def _place(coding: Coding) -> tuple[str, int, int, str]:
    return coding.transcript, coding.span.start, coding.span.end, coding.code


def _suggested(
    suggestions: Iterable[Coding], finished: Done, code: str
) -> dict[Turn, dict[str, float]]:
    """Return for each turn the codes that may apply, with the highest probability of each."""
    found: defaultdict[Turn, dict[str, float]] = defaultdict(dict)
    for one in suggestions:
        if not finished.has(one) and (not code or is_within(one.code, code)):
            codes = found[one.transcript, one.turn]
            codes[one.code] = max(chance(one), codes.get(one.code, 0.0))
    return found


def _likeliest(codes: Mapping[str, float]) -> str:
    return min(codes, key=lambda code: (-codes[code], code), default="")


def _by_certainty(codes: Mapping[str, float]) -> tuple[float, ...]:
    """Rank a turn by how many codes it is expected to have."""
    return (-math.fsum(codes.values()),)


def _by_uncertainty(codes: Mapping[str, float]) -> tuple[float, ...]:
    """Rank a turn by the entropy of what is suggested in it: how much an answer would tell."""
    return (-math.fsum(_entropy(probability) for probability in codes.values()),)


def _by_code(codes: Mapping[str, float]) -> tuple[bool, str, float]:
    code = _likeliest(codes)
    return not codes, code, -codes.get(code, 0.0)


def _by_reading(_: Mapping[str, float]) -> tuple[float, ...]:
    return ()


_KEYS: Mapping[Order, Callable[[Mapping[str, float]], tuple[float | str, ...]]] = {
    "certainty": _by_certainty,
    "uncertainty": _by_uncertainty,
    "code": _by_code,
    "reading": _by_reading,
}


def _entropy(probability: float) -> float:
    return -math.fsum(p * math.log(p) for p in (probability, 1 - probability) if p > 0)


def _mixed(ranked: Sequence[T], traits: Callable[[T], Traits]) -> list[T]:
    """Return the same, best first, but no trait in too long a row while others are near."""
    left = [(traits(one), one) for one in reversed(ranked)]
    found: list[T] = []
    recent: list[Traits] = []
    while left:
        chosen, one = left.pop(-_next_other(left, recent))
        recent = [*recent, chosen][-IN_A_ROW:]
        found.append(one)
    return found


def _next_other(left: Sequence[tuple[Traits, T]], recent: Sequence[Traits]) -> int:
    """Return how far from the end the first is with neither worn trait, else with another code."""
    (worn_code, worn_transcript), other_code = _worn(recent), 0
    for ahead in range(1, min(LOOK_AHEAD, len(left)) + 1):
        code, transcript = left[-ahead][0]
        if code != worn_code:
            if transcript != worn_transcript:
                return ahead
            other_code = other_code or ahead
    return other_code or 1


def _worn(recent: Sequence[Traits]) -> tuple[str | None, str | None]:
    """Return the code, and the transcript, that have been in a row for long enough."""
    if len(recent) < IN_A_ROW:
        return None, None
    codes, transcripts = ({traits[which] for traits in recent} for which in (0, 1))
    return (
        codes.pop() if len(codes) == 1 else None,
        transcripts.pop() if len(transcripts) == 1 else None,
    )

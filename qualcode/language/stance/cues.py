"""Where talk holds a cue of stance.yaml, and is not another use of the same words."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from qualcode.language.stance.table import Phrase, phrases
from qualcode.language.stance.talk import FEW, REACH, Talk

RHETORICAL = {"rhetorical", "how", "around", "back", "back_last"}
"""Kinds of questions that say no."""
NEARBY = 2
"""Syllables in front of "đâu mà" or "sao nổi" that these deny."""
_RIGHT_BEHIND = 3


@dataclass(frozen=True, slots=True)
class Cue:
    """Words of talk that tell how others are said."""

    kind: str
    start: int
    end: int


def cues_of(talk: Talk) -> Iterator[Cue]:
    """Yield the cues from left to right, the longest that fits at each place."""
    known, at = phrases(accents=talk.accents), 0
    while at < len(talk.keys):
        cue = _cue_at(talk, at, known.get(talk.keys[at], ()))
        if cue:
            yield cue
        at = cue.end if cue else at + 1


def _cue_at(talk: Talk, at: int, known: Iterable[Phrase]) -> Cue | None:
    for phrase in known:
        end = at + len(phrase.keys)
        if talk.keys[at:end] == phrase.keys and not any(map(talk.pauses, range(at + 1, end))):
            cue = Cue(phrase.kind, at, at + phrase.length)
            if phrase.kind not in _FITS or _FITS[phrase.kind](talk, cue):
                return cue
    return None


def gate(talk: Talk, cue: Cue) -> int | None:
    """Return where that begins which "đâu mà" and the like deny, or None if they ask or relate."""
    start = cue.start
    gates = talk.find("gates", range(max(talk.clauses[start].start, start - REACH), start))
    if gates:
        first = gates[-1]
        while first - 1 in gates:
            first -= 1
        return first
    if talk.has(start, "where_word"):
        return None if talk.has(start - 1, "places") else talk.before(start, NEARBY).start
    if talk.has(start, "who") or talk.any(talk.rest(cue.end)[:_RIGHT_BEHIND], "none_at_all"):
        return start
    return None


def _ends(talk: Talk, cue: Cue) -> bool:
    return talk.ends(cue.end)


def _opens(talk: Talk, cue: Cue, after: str) -> bool:
    """Say whether the cue begins a clause, or follows a word of this list."""
    return cue.start == talk.clauses[cue.start].start or talk.has(cue.start - 1, after)


def _is_no_condition(talk: Talk, cue: Cue) -> bool:
    return not talk.any(talk.rest(cue.end), "then")


def _is_around(talk: Talk, cue: Cue) -> bool:
    return gate(talk, cue) is not None and _is_no_condition(talk, cue)


def _can_not(talk: Talk, cue: Cue) -> bool:
    """Say whether "sao" means that one can't: "sao đóng nổi", not "sao lâu thế"."""
    if talk.has(cue.start - 1, "not_how") or talk.has(cue.end, "aims", "people"):
        return False
    ahead = talk.rest(cue.end)[:FEW]
    long = cue.end - cue.start > 1
    return talk.any(ahead, "able") or (long and talk.any(ahead[:1], "knowing"))


def _is_no_place(talk: Talk, cue: Cue) -> bool:
    """Say whether a bare "đâu" denies: "có biết đâu", "tiền đâu đóng", not "ở đâu"."""
    at, opening = cue.start, talk.opening(cue.start)
    if not talk.ends(cue.end):
        return talk.has(at - 1, "means")
    if at == opening:
        return False
    asked = "?" in talk.breaks[talk.clauses[at].stop]
    place = talk.has(at - 1, "places")
    if talk.any(range(opening, at), "have"):
        return not (asked and place)
    return talk.has(at - 1, "open") or not (asked or place)


_FITS: Mapping[str, Callable[[Talk, Cue], bool]] = {
    "where_not": lambda talk, cue: not talk.has(cue.start - 1, "places", "guesses"),
    "which_not": lambda talk, cue: _opens(talk, cue, "own"),
    "spared": lambda talk, cue: not talk.has(cue.start - 1, "before_spared"),
    "gone": lambda talk, cue: _opens(talk, cue, "before_gone") and not talk.ends(cue.end),
    "hardly": lambda talk, cue: talk.any(talk.rest(cue.end), "where_word"),
    "rhetorical": _is_no_condition,
    "how": _can_not,
    "around": _is_around,
    "back": lambda talk, cue: (
        not (_opens(talk, cue, "not_how") or talk.has(cue.start - 1, "people"))
    ),
    "back_last": _ends,
    "where": _is_no_place,
    "ask": lambda talk, cue: talk.ends(cue.end) or talk.has(cue.end, "closed_by"),
    "tag": _ends,
    "only": lambda talk, cue: talk.any(talk.ahead(cue.end), "rather"),
    "perhaps": lambda talk, cue: (
        _opens(talk, cue, "perhaps_before") or talk.has(cue.end, "perhaps_next")
    ),
    "say": lambda talk, cue: (
        _opens(talk, cue, "perhaps_before") and talk.any(talk.ahead(cue.end), "then")
    ),
    "told": lambda talk, cue: (
        '"' in talk.breaks[cue.end] or talk.any(talk.rest(cue.end)[:FEW], "that")
    ),
}

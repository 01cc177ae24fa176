"""What is denied: by a negator in front of it, or by "đâu", "sao nổi" and the like behind it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from collections.abc import Set as AbstractSet

from qualcode.language.stance.cues import NEARBY, RHETORICAL, Cue, gate
from qualcode.language.stance.talk import FEW, REACH, Talk

_DOUBLE = 3  # syllables behind which a second negator no longer takes the first one back
_AHEAD = {
    *("negator", "where_not", "which_not", "spared", "gone", "denial", "hardly", "rhetorical"),
    *("how", "around"),
}
_TAKES_BACK = {"denial", "which_not", "hardly", *RHETORICAL}
_TAKEN_BACK = {"negator", "where_not", "denial"}


def denied(talk: Talk, cues: Sequence[Cue], tails: Mapping[int, range]) -> set[int]:
    """Return the syllables that are denied; the negators themselves are not."""
    negators = {
        cue.start: cue for cue in cues if cue.start not in tails and _denies_ahead(talk, cue)
    }
    walls = negators.keys() | {tail.start for tail in tails.values()}
    found: set[int] = set()
    taken_back: set[int] = set()
    for cue in cues:
        if cue.kind in {"around", "back", "back_last", "where"}:
            found.update(_behind(talk, cue, negators))
        if cue.start in negators and cue.start not in taken_back:
            scope = _scope(talk, cue, walls)
            found.update(scope)
            second = negators.get(scope.stop)
            if second and second.kind in _TAKEN_BACK and _takes_back(talk, cue, scope):
                taken_back.add(second.start)
                found.update(range(second.start, second.end))
    for start in negators.keys() - taken_back:
        found.difference_update(range(start, negators[start].end))
    return found


def _denies_ahead(talk: Talk, cue: Cue) -> bool:
    return cue.kind in _AHEAD or (cue.kind == "where" and not talk.ends(cue.end))


def _behind(talk: Talk, cue: Cue, negators: Mapping[int, Cue]) -> range:
    """Return what a cue denies that stands before it."""
    if cue.kind == "around":
        return range(gate(talk, cue) or 0, cue.start)
    if cue.kind == "where":
        return _before_where(talk, cue.start, negators.keys())
    return _telling(talk, talk.before(cue.start, 1 if cue.kind == "back_last" else NEARBY))


def _before_where(talk: Talk, at: int, negators: AbstractSet[int]) -> range:
    """Return what a last "đâu" denies, unless a negator does: "em có [biết gì] đâu"."""
    back = range(max(talk.clauses[at].start, at - REACH), at)
    if at in negators or not negators.isdisjoint(back):
        return range(0)
    have = talk.find("have", range(talk.opening(at), at)) or talk.find("have", back)
    if have:
        return range(min(have[0] + 1, at - 1), at)
    return _telling(talk, talk.before(at, FEW))


def _telling(talk: Talk, said: range) -> range:
    """Return the syllables without those in front that only name someone, but for the last."""
    while len(said) > 1 and talk.has(said[0], "people", "particles"):
        said = said[1:]
    return said


def _scope(talk: Talk, cue: Cue, walls: AbstractSet[int]) -> range:
    """Return what a negator denies behind it."""
    written = 0
    for at in range(cue.end, len(talk.keys)):
        written += talk.begins[at]
        wall = at in walls or talk.pauses(at)
        if wall or written > REACH or _ends_scope(talk, cue, at):
            return range(cue.end, at)
    return range(cue.end, len(talk.keys))


def _ends_scope(talk: Talk, cue: Cue, at: int) -> bool:
    first = at == cue.end
    if talk.has(at, "purposive"):  # "không có tiền mà đóng", not "không lười mà tại nghèo"
        purpose = cue.kind in RHETORICAL or (not first and talk.has(cue.end, "purposes"))
        return not purpose or talk.has(at + 1, "people", "auxiliaries", "copula")
    if first or talk.has(at, "stops"):
        return talk.has(at, "stops")
    for name, ends in _STOPS.items():
        if talk.has(at, name):
            return ends(talk, cue, at)
    return _is_subject(talk, at)


_STOPS: Mapping[str, Callable[[Talk, Cue, int], bool]] = {
    "so_that": lambda talk, cue, _: not talk.has(cue.end, "purposes"),
    "too": lambda talk, _, at: not talk.has(at - 1, "open"),
    "and_they": lambda talk, cue, at: (
        talk.has(at + 1, "people", "pointers") or at - cue.end > _DOUBLE
    ),
    "copula": lambda talk, cue, at: not talk.any(range(cue.end, at), "thoughts"),
    "joins": lambda talk, _, at: talk.has(at + 1, "joined", "people"),
    "late_stops": lambda talk, _, at: not talk.has(at - 1, "half_words"),
}


def _is_subject(talk: Talk, at: int) -> bool:
    """Say whether a new clause begins with someone: "em cũng …", or one is called by name."""
    last = at + 1 if talk.has(at + 1, "people") else at
    someone = talk.has(at, "people") or (talk.has(at, "folk") and last > at)
    return someone and talk.has(last + 1, "auxiliaries", "called")


def _takes_back(talk: Talk, cue: Cue, scope: range) -> bool:
    """Say whether the negator behind this scope says yes: "không ai không biết"."""
    if talk.pauses(scope.stop):
        return False
    if cue.kind in _TAKES_BACK:
        return len(scope) <= _DOUBLE
    anyone = talk.any(scope[:1], "anyone")
    return len(scope) <= FEW and (
        anyone or (talk.any(scope[:1], "some_of") and talk.any(scope, "anyone"))
    )

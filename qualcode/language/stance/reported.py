"""What is put down to others: "họ bảo …", "nghe nói …"."""

from __future__ import annotations

from collections.abc import Sequence
from collections.abc import Set as AbstractSet

from qualcode.language.stance.cues import Cue
from qualcode.language.stance.talk import FEW, LONG, Talk


def from_others(talk: Talk, cues: Sequence[Cue], denied: AbstractSet[int]) -> set[int]:
    """Return the syllables that others said, by what the speaker tells."""
    found: set[int] = set()
    for cue in cues:
        spoken = cue.kind == "hearsay" or (
            cue.kind in {"said", "told"} and _is_by_another(talk, cue)
        )
        if spoken and cue.start not in denied:
            found.update(_content(talk, cue))
    return found


def _is_by_another(talk: Talk, cue: Cue) -> bool:
    """Say whether someone else speaks than the one who tells of it, or is told."""
    at, start = cue.start - 1, talk.clauses[cue.start].start
    everyone = talk.has(at, "everyone")
    while at > start and talk.has(at, "skipped"):
        at -= 1
    if at < start or talk.has(at, "no_speakers", "skipped"):
        return everyone and talk.has(at, "who")
    if talk.has(at, "folk"):
        return talk.has(at - 1, "pointers")
    return not talk.has(at, "first_person") or talk.has(at - 1, "pointers", "folk", "kin")


def _content(talk: Talk, cue: Cue) -> range:
    """Return what was said: as quoted, or until the speaker turns to something else."""
    that = talk.find("that", talk.rest(cue.end)[:FEW])
    to_someone = that and talk.all(range(cue.end, that[0]), "people", "addressing")
    start = that[0] + 1 if to_someone else cue.end
    if '"' in talk.breaks[start]:
        quoted = (at for at in range(start + 1, len(talk.breaks))[:LONG] if '"' in talk.breaks[at])
        return range(start, next(quoted, start))
    ahead = talk.ahead(cue.end)
    stop = next((at for at in ahead if at >= start and _speaks_again(talk, at)), ahead.stop)
    return range(start, stop)


def _speaks_again(talk: Talk, at: int) -> bool:
    own = talk.has(at, "own") and talk.has(at + 1, "auxiliaries", "none_at_all")
    return bool(talk.breaks[at]) and (own or talk.turns(at))

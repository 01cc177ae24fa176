"""What is asked: by its last words ("có … không", "chưa", "hả"), or by a question mark."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from qualcode.language.stance.cues import NEARBY, RHETORICAL, Cue
from qualcode.language.stance.talk import Talk


def tails(talk: Talk, cues: Sequence[Cue]) -> Mapping[int, range]:
    """Return what is asked by its last words, by the place of these: "có … không"."""
    found = {}
    for cue in cues:
        if cue.kind == "tag":
            found[cue.start] = range(cue.start, cue.end)
        elif cue.kind == "ask" or (talk.has(cue.start, "yes_no") and _is_tail(talk, cue)):
            found[cue.start] = range(_question_start(talk, cue.start), cue.end)
    return found


def _is_tail(talk: Talk, cue: Cue) -> bool:
    """Say whether a "không" or "chưa" asks, rather than denies or answers."""
    clause, before = talk.clauses[cue.start], range(talk.opening(cue.start), cue.start)
    if cue.kind != "negator" or cue.end - cue.start > 1 or talk.has(cue.start - 1, "answers"):
        return False
    if talk.key(cue.start - 1) == talk.key(cue.start - 3) != "":  # "bữa có bữa không"
        return False
    if talk.ends(cue.end):
        asked = "?" in talk.breaks[clause.stop] and cue.start > clause.start
        return asked or not talk.all(before, "people", "particles")
    return talk.has(cue.end, "closed_by") and talk.any(before, "or_not")


def _question_start(talk: Talk, at: int) -> int:
    """Return where the question begins: in "em không biết có đóng được không" at "có"."""
    start = talk.opening(at)
    whether = talk.find("whether", range(start, at))
    if whether and talk.any(range(start + 1, whether[0]), "askers"):
        return whether[0]
    denied = talk.any(range(start, at), "none_at_all")  # "không xem trọng đúng hay không"
    return talk.before(at, NEARBY).start if denied else start


def asked(talk: Talk, cues: Sequence[Cue], by_tail: Mapping[int, range]) -> set[int]:
    """Return the syllables that are asked."""
    found = {at for tail in by_tail.values() for at in tail}
    no_questions = {cue.start for cue in cues if cue.kind in RHETORICAL | {"where", "tag"}}
    for stop in (at for at, marks in enumerate(talk.breaks) if at and "?" in marks):
        clause = talk.clauses[stop - 1]
        goes_on = clause.start > talk.sentences[stop - 1].start
        if goes_on and talk.all(clause, "particles", "people"):
            clause = range(talk.clauses[clause.start - 1].start, stop)
        if no_questions.isdisjoint(clause):
            found.update(clause)
    return found

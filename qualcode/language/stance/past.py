"""What is over and gone: "hồi trước … , giờ …"."""

from __future__ import annotations

from collections.abc import Sequence

from qualcode.language.stance.cues import Cue
from qualcode.language.stance.talk import FEW, LONG, Talk


def over(talk: Talk, cues: Sequence[Cue]) -> set[int]:
    """Return the syllables that tell of what no longer is."""
    found: set[int] = set()
    turns = [cue for cue in cues if cue.kind == "now"]
    for cue in cues:
        if cue.kind in {"once", "long_ago"} and not talk.any(talk.ahead(cue.end)[:FEW], "storms"):
            found.update(_gone(talk, cue, turns))
    return found


def _gone(talk: Talk, cue: Cue, turns: Sequence[Cue]) -> range:
    """Return what is over: up to the "giờ" that it is set against, or the sentence's end."""
    clause, ahead = talk.clauses[cue.start], talk.ahead(cue.end)
    start = clause.start if cue.start - clause.start <= FEW else cue.start
    now = next((turn for turn in turns if cue.end <= turn.start <= cue.end + LONG), None)
    if now:
        edge = talk.clauses[now.start].start
        stop = edge if cue.end < edge and now.start - edge <= FEW else now.start
        return range(0) if talk.any(talk.rest(now.end)[:FEW], "still") else range(start, stop)
    if talk.any(ahead, "still"):
        return range(0)
    since = talk.sentences[cue.start].start
    if talk.has(cue.start - 1, "set_against") and any(since <= t.end <= cue.start for t in turns):
        return range(cue.start, ahead.stop)
    done = any(talk.has(at + 1, "done") for at in talk.find("endings", ahead[:-1]))
    return range(start, ahead.stop) if cue.kind == "long_ago" or done else range(0)

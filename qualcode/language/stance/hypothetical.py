"""What is imagined: "nếu …", "lỡ …", "tôi mà có tiền thì …"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from qualcode.language.stance.cues import Cue
from qualcode.language.stance.talk import REACH, Talk


def imagined(talk: Talk, cues: Sequence[Cue]) -> set[int]:
    """Return the syllables of conditions and of what depends on them."""
    found: set[int] = set()
    for start, end, follows in _conditions(talk, cues):
        clause, sentence, ahead = talk.clauses[start], talk.sentences[start], talk.ahead(end)
        stop = next(filter(talk.turns, ahead), ahead.stop)
        first = talk.opening(start)
        if (
            follows
            and stop == clause.stop
            and first == start > sentence.start
            and not talk.any(ahead, "then")
        ):
            first = talk.clauses[start - 1].start  # "tôi đóng ngay, nếu rẻ"
        found.update(range(first, stop))
    return found


def _conditions(talk: Talk, cues: Sequence[Cue]) -> Iterator[tuple[int, int, bool]]:
    """Yield where a condition opens, and whether it may follow what depends on it.

    It is "nếu …", or "tôi mà có tiền thì …".
    """
    for cue in cues:
        if cue.kind in {"if", "perhaps", "say"}:
            yield cue.start, cue.end, cue.kind == "if"
    for at in talk.find("purposive", range(1, len(talk.keys))):
        who, end = at - 1, at + 1
        opens = talk.has(who, "people") and who == talk.opening(who)
        if opens and talk.any(talk.ahead(end)[:REACH], "then"):
            yield who, end, False

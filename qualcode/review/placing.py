"""Where decisions stand in the study as it is now: their words, transcripts and codes."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterable, Mapping
from functools import lru_cache
from hashlib import sha256
from typing import NamedTuple

from qualcode.model import Bilingual, Decision, Doubt, Span, Transcript, Turn, is_within
from qualcode.review.anchor import Standing, anchor
from qualcode.review.standing import MIGRATIONS, in_order, migrations, not_undone

ABOUT_OTHERS = MIGRATIONS | {"undo"}
WITHOUT_WORDS = frozenset({"summarise", "conclude", "assign"})
OF_THEMES = frozenset({"summarise", "conclude"})
"""Actions about a case or a theme: a whole group will do, and a transcript need not be there."""
EDITION = 0.5
"""The share of a text's lines that another one holds if it is the same text, edited."""

NO_TRANSCRIPT = Bilingual(
    "bản gỡ băng này không còn trong nghiên cứu; hãy đặt tệp lại vào transcripts/",
    "its transcript is no longer in the study; put the file back into transcripts/",
)
NO_CODE = Bilingual(
    "mã này không còn trong sổ mã; hãy chuyển quyết định cũ bằng qualcode codebook rename "
    "(hoặc merge, retire), hay thêm lại mã",
    "its code is no longer in a codebook; move what was decided with qualcode codebook rename "
    "(or merge, retire), or add the code again",
)
NO_WORDS = Bilingual(
    "không còn tìm thấy câu này trong bản gỡ băng; hãy tìm và mã hóa lại",
    "its words are no longer found in the transcript; look for them and code them again",
)
NO_TURN = Bilingual(
    "câu này nay không nằm trọn trong một lượt lời của người trả lời; hãy mã hóa lại",
    "its words no longer lie within one turn of a respondent; code them again",
)
NO_TARGET = Bilingual(
    "quyết định mà nó hủy không có ở đây; hãy gộp kho quyết định của người mã hóa đó",
    "the decision that it takes back isn't here; merge the store that has it",
)


class Placed(NamedTuple):
    """A decision that stands, and where it stands now."""

    decision: Decision
    transcript: str
    """The name it has now; a summary's case."""
    span: Span
    turn: int
    status: Standing
    code: str
    """What its code is called now; empty: it has none, or none that is left."""
    target: str
    """The same for what it recodes to; else as `code`."""


class Placement(NamedTuple):
    """Every decision that stands, in order of time, and those that can't be applied."""

    placed: tuple[Placed, ...]
    doubts: tuple[Doubt, ...]


def place(
    decisions: Iterable[Decision], transcripts: Iterable[Transcript], codes: Collection[str]
) -> Placement:
    """Return where every decision that stands stands now, and which can't be applied and why."""
    unique = in_order(decisions)
    stand = not_undone(unique)
    finder = Finder(transcripts, codes, migrations(stand, codes))
    placed: list[Placed] = []
    doubts: list[Doubt] = []
    for decision in stand:
        item, doubt = finder.find(decision)
        if item:
            placed.append(item)
        if doubt:
            doubts.append(doubt)
        if decision.action == "undo" and decision.target not in unique:
            doubts.append(Doubt(decision, NO_TARGET))
    return Placement(tuple(placed), tuple(doubts))


class _Home(NamedTuple):
    """The transcript that a decision is about, made ready to find turns in."""

    transcript: Transcript
    sha256: str
    starts: tuple[int, ...]

    def turn(self, span: Span) -> Turn | None:
        """Return the turn that shares most with the span, if one shares anything."""
        turns = self.transcript.turns
        first = max(0, bisect_right(self.starts, span.start) - 1)
        if turns and _holds(turns[first], span):
            return turns[first]
        last = bisect_left(self.starts, span.end, first)
        shared = [turn for turn in turns[first:last] if turn.span.overlaps(span)]
        return max(shared, key=lambda turn: _shared(turn.span, span), default=None)


def _home_of(transcript: Transcript) -> _Home:
    starts = tuple(turn.span.start for turn in transcript.turns)
    return _Home(transcript, hashed(transcript.text), starts)


class Finder:
    """Finds decisions' words, transcripts and codes in the study as it is now."""

    def __init__(
        self, transcripts: Iterable[Transcript], codes: Collection[str], moves: Mapping[str, str]
    ) -> None:
        """Take the study's transcripts, its codes, and what lost codes are called now."""
        self._named = {transcript.name: transcript for transcript in transcripts}
        self._codes = codes
        self.moves = moves
        self._homes: dict[tuple[str, str], _Home | None] = {}

    def transcript_now(self, decision: Decision) -> str:
        """Return the name that the decision's transcript has now; if it is gone, the old one."""
        key = decision.transcript, decision.sha256
        home = self._homes.get(key) or self._home(*key)
        return home.transcript.name if home else decision.transcript

    def find(self, decision: Decision) -> tuple[Placed | None, Doubt | None]:
        """Return the decision's place, or why it has none; half of a recoding may have both."""
        action = decision.action
        if action in ABOUT_OTHERS:
            return None, None
        code: str | None = decision.code
        if code and code not in self._codes:
            code = self._now(code, action)
        last = self._now(decision.target, action) if action == "recode" else code
        is_lost = not code and not last and decision.code != ""
        if is_lost and code is not None and last is not None:
            return None, None
        found = self._place(decision, code or "", last or "")
        if isinstance(found, Doubt):
            return None, found
        # A recoding from a code that is gone still adds the new one.
        doubt = Doubt(decision, NO_CODE, found.transcript) if is_lost or last is None else None
        return (None if is_lost else found), doubt

    def _now(self, code: str, action: str) -> str | None:
        """Return what the code is called now; nothing if there is none, None if it is gone."""
        if not code or code in self._codes:
            return code
        if action in OF_THEMES and any(is_within(known, code) for known in self._codes):
            return code
        moved = self.moves.get(code)
        return moved if not moved or moved in self._codes else None

    def _place(self, decision: Decision, code: str, target: str) -> Placed | Doubt:
        key = decision.transcript, decision.sha256
        home = self._homes.get(key) or self._home(*key)
        if home is None and decision.action not in OF_THEMES:
            return Doubt(decision, NO_TRANSCRIPT)
        if home is None or decision.action in WITHOUT_WORDS:
            name = home.transcript.name if home else decision.transcript
            return Placed(decision, name, decision.span, 0, "same", code, target)
        span: Span | None = decision.span
        status: Standing = "same"
        if decision.sha256 != home.sha256:
            anchored = anchor(decision, home.transcript, home.sha256)
            span, status = anchored.span, anchored.status
        if span is None or span.start >= span.end:
            return Doubt(decision, NO_WORDS, home.transcript.name)
        turn = home.turn(span)
        if turn and decision.action == "seen":
            text = home.transcript.text
            whole = turn.span == span or turn.span.of(text).strip() == span.of(text).strip()
            status = status if whole else "changed"
        elif turn is None or not _holds(turn, span) or turn.role == "interviewer":
            return Doubt(decision, NO_TURN, home.transcript.name)
        return Placed(decision, home.transcript.name, span, turn.number, status, code, target)

    def _home(self, name: str, sha256: str) -> _Home | None:
        """Return a decision's transcript: by its name, or its text under another name."""
        if (name, sha256) not in self._homes:
            found = self._find_home(name, sha256)
            self._homes[name, sha256] = _home_of(found) if found else None
        return self._homes[name, sha256]

    def _find_home(self, name: str, sha256: str) -> Transcript | None:
        named = self._named.get(name)
        if named and hashed(named.text) == sha256:
            return named
        same = [one for one in self._named.values() if hashed(one.text) == sha256]
        if len(same) != 1:
            return named
        # The name may have passed to another talk; or the old text is kept beside the edited one.
        return named if named and _is_edition(same[0].text, named.text) else same[0]


@lru_cache(maxsize=1 << 10)
def hashed(text: str) -> str:
    """Return the hash that names a text, as `Transcript.sha256` does."""
    return sha256(text.encode()).hexdigest()


def _is_edition(old: str, new: str) -> bool:
    """Say whether one text was made from the other: most of their lines are the same."""
    lines = {line.strip() for line in old.splitlines()} - {""}
    kept = lines & {line.strip() for line in new.splitlines()}
    return len(kept) >= EDITION * len(lines)


def _holds(turn: Turn, span: Span) -> bool:
    return turn.span.start <= span.start and span.end <= turn.span.end


def _shared(one: Span, other: Span) -> int:
    return min(one.end, other.end) - max(one.start, other.start)

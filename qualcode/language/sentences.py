"""The sentences of spoken Vietnamese as it is typed: where one ends and the next begins."""

from __future__ import annotations

import re
from collections.abc import Iterator

from qualcode.model import Segment, Span, Transcript

LONG = 40
"""Syllables after which a stretch without full stops may be cut before a discourse marker."""
LONGEST = 60
"""Syllables after which it is cut wherever a word ends."""
SHORTEST = 10
"""Syllables that a cut leaves at the least, so that no tail stands alone."""

_LINE = re.compile(r"[^\n\r\v\f\x1c-\x1e\x85\u2028\u2029]+")
_MARK = r"(?:\[[^\[\]]{0,80}\]|\([^().!?…]{0,40}\))"
_STOP = re.compile(rf"{_MARK}|(?P<stop>[.!?…。！？]+)(?P<close>[\"”’»')\]]*)")
_MARKS = re.compile(rf"(?:\s*{_MARK}[.!?…]*)+")
_OPENING = re.compile(r"[\s\"“‘'«(\[*•–—-]*")
_CHUNK = re.compile(r"\S+")
_QUOTES_AND_BRACKETS = "\"“”‘’'«»()[]"
_PAUSES = ",;:–—…"
_NO_EDGE = 2
_NO_START = ",;:.!?…)]”»"
_LOOK_BACK = 60
# Plain capitals only: "Ừ." and "Ờ." are answers.
_INITIALS = re.compile(r"[A-ZĐ](?:\.[A-ZĐ])*")
_VOWEL = re.compile("[aăâeêioôơuưyàằầèềìòồờùừỳáắấéếíóốớúứýảẳẩẻểỉỏổởủửỷãẵẫẽễĩõỗỡũữỹạặậẹệịọộợụựỵ]")
_NUMBER = re.compile(r"\d{1,2}|[a-zđ]")

# A name follows these, so that the capital behind their full stop starts no sentence.
_TITLE = re.compile(
    r"tp|tx|tt|kp|ts|ths|th\.s|pgs|gs|bs|ks|ls|gđ|pgđ|tgđ|đ/c|nxb|mr|mrs|ms|dr",
    re.IGNORECASE,
)
# An initial behind these is a whole name: "em chào chị L. Trước hết …", but not "Q. Bình Tân".
_BEFORE_AN_INITIAL = re.compile(
    "chị|anh|ông|bà|cô|chú|bác|em|cháu|con|dì|cậu|mợ|thầy|bạn|tên|thôn|bản|xã|huyện|tỉnh",
    re.IGNORECASE,
)
_STRONG = re.compile(
    r"(?:nhưng|với lại|cho nên|tại vì|bởi vì|vì vậy|vì thế|ngoài ra|thế là|vậy là|"
    r"nói chung|tức là|sau đó|thế còn|còn)(?!\w)",
    re.IGNORECASE,
)
_WEAK = re.compile(r"(?:thì|mà|rồi|nên|xong|chứ|chớ|vì|tại)(?!\w)", re.IGNORECASE)


def segments(transcript: Transcript) -> tuple[Segment, ...]:
    """Return the sentences of every turn, whoever speaks, in order."""
    return tuple(
        Segment(transcript.name, turn.number, sentence)
        for turn in transcript.turns
        for sentence in sentences(transcript.text, turn.span)
    )


def sentences(text: str, span: Span) -> tuple[Span, ...]:
    """Return the sentences inside this span, what runs on and on cut into clause runs."""
    return tuple(
        piece for sentence in full_sentences(text, span) for piece in _clause_runs(text, sentence)
    )


def full_sentences(text: str, span: Span) -> tuple[Span, ...]:
    """Return the sentences inside this span, however long."""
    found: list[Span] = []
    for line in _LINE.finditer(text, span.start, span.end):
        start = line.start()
        for end in (*_ends(text, Span(*line.span())), line.end()):
            found.extend(_stripped(text, start, end))
            start = end
    return tuple(found)


def _stripped(text: str, start: int, end: int) -> tuple[Span, ...]:
    """Return the range without white space at its ends; nothing if it holds nothing else."""
    words = text[start:end]
    start += len(words) - len(words.lstrip())
    end -= len(words) - len(words.rstrip())
    return (Span(start, end),) if start < end else ()


def _ends(text: str, line: Span) -> Iterator[int]:
    """Yield where the line's sentences end, save the last."""
    start = line.start
    for match in _STOP.finditer(text, line.start, line.end):
        if match["stop"] is None or match.start() < start:
            continue
        end = _past_marks(text, match.end(), line.end)
        if _is_end(text, match, Span(start, line.end), end):
            start = end
            yield end


def _past_marks(text: str, end: int, line_end: int) -> int:
    """Return the end with the marks behind it, unless these belong to what goes on."""
    marks = _MARKS.match(text, end, line_end)
    if not marks or _next_letter(text, marks.end(), line_end).islower():
        return end
    return marks.end()


def _next_letter(text: str, start: int, end: int) -> str:
    """Return the character that goes on behind blanks, opening quotes and marks."""
    at = start
    while marks := _MARKS.match(text, at, end):
        at = marks.end()
    opening = _OPENING.match(text, at, end)
    return text[opening.end() : min(opening.end() + 1, end)] if opening else ""


def _is_end(text: str, match: re.Match[str], rest: Span, end: int) -> bool:
    """Say whether a sentence ends at this stop."""
    stop, after = match["stop"], _next_letter(text, end, rest.end)
    if not after or after in _NO_START:
        return False
    before = text[max(rest.start, match.start() - _LOOK_BACK) : match.start()].split()[-2:]
    words = [word.strip(_QUOTES_AND_BRACKETS) for word in before]
    if not text[match.end()].isspace():
        return after.isupper() and (stop != "." or _is_glued(words, match))
    if len(stop) > 1 or stop == "…":
        return after.isupper() or ("?" in stop and not match["close"])
    if stop in ".。":
        return _ends_with(words, after)
    return not (match["close"] and after.islower())


def _is_glued(words: list[str], match: re.Match[str]) -> bool:
    """Say whether a blank was forgotten behind a full stop: "xong rồi.Chị về"."""
    word = words[-1] if words else ""
    return (
        len(word) > 1
        and word.isalpha()
        and word.islower()
        and match.string[match.end() + 1 : match.end() + 2].islower()
    )


def _ends_with(words: list[str], after: str) -> bool:
    """Say whether a full stop behind these words ends the sentence rather than the last word."""
    word, previous = words[-1] if words else "", words[0] if len(words) > 1 else ""
    if not previous and _NUMBER.fullmatch(word):
        return False  # "1. Chưa biết": a number in a list
    if _TITLE.fullmatch(word):
        return False
    if _INITIALS.fullmatch(word):
        return after.isupper() and bool(_BEFORE_AN_INITIAL.fullmatch(previous))
    if after.isupper() or word[:1].isdigit():
        return True
    if not _VOWEL.search(word.lower()) and word.islower():
        return False  # "tr. 5", "vd. như"
    shortened = "." in word or (len(word) > 1 and word.isupper())  # "v.v. đều", "NĐ-CP. số"
    return not (after.islower() and shortened)


def _clause_runs(text: str, sentence: Span) -> Iterator[Span]:
    """Yield the sentence whole, or in pieces if it is too long to be one."""
    chunks = [Span(*found.span()) for found in _CHUNK.finditer(text, sentence.start, sentence.end)]
    start = 0
    if _runs_on(text, chunks):
        while cut := _cut(text, chunks, start):
            yield Span(chunks[start].start, chunks[cut - 1].end)
            start = cut
    yield Span(chunks[start].start, sentence.end)


def _runs_on(text: str, chunks: list[Span]) -> bool:
    """Say whether the sentence, or a stretch of it without a comma, is too long."""
    if len(chunks) > LONGEST:
        return True
    stretch = 0
    for chunk in chunks:
        stretch = 0 if text[chunk.end - 1] in _PAUSES else stretch + 1
        if stretch > LONG:
            return True
    return False


def _cut(text: str, chunks: list[Span], start: int) -> int | None:
    """Return the chunk to begin the next piece with: the best place in reach, or the farthest."""
    farthest = min(start + LONGEST, len(chunks) - SHORTEST)
    reach = range(start + LONG, farthest + 1)
    best = min(reach, key=lambda at: _rank(text, chunks, at), default=None)
    if best is None or _rank(text, chunks, best) < _NO_EDGE:
        return best
    return farthest if len(chunks) - start > LONGEST else None


def _rank(text: str, chunks: list[Span], at: int) -> int:
    """Return how good a place this is to cut before: the lower, the better."""
    if text[chunks[at - 1].end - 1] in _PAUSES or _STRONG.match(text, chunks[at].start):
        return 0
    return 1 if _WEAK.match(text, chunks[at].start) else _NO_EDGE

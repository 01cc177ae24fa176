"""Vietnamese typed for TCVN3 or VNI fonts, or UTF-8 shown as Western letters, as Unicode."""

from __future__ import annotations

import re
import textwrap
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace

from qualcode.language import mojibake
from qualcode.language.legacy_tables import TCVN3, VNI
from qualcode.language.phonotactics import is_syllable
from qualcode.model import Span

FONTS = ("tcvn3", "vni")

ENOUGH = 12
"""Syllables with marks after which more of them say nothing new."""
CERTAIN = 0.5
GOOD = 0.9
"""Share of valid syllables that a right reading has; typing errors and names are the rest."""
POOR = 0.5
"""Share of valid syllables that text has at most when it is read in a wrong way."""
_FEW = 2
_FEW_IN_A_LINE = 4
_TWO = 2
_PREVIEW_LENGTH = 60

_MODERN = re.compile("[ăĂđĐĩĨũŨơƠưƯ\u1ea0-\u1ef9\u0300\u0301\u0303\u0309\u0323]")
"""Letters that only Unicode Vietnamese has."""
_SYMBOLS = "\u00a1-\u00bf\u00d7\u00f7"
_WORD = re.compile(f"(?:[^\\W\\d_]|[{_SYMBOLS}\u0300-\u036f])+")
_NEW_WORD = re.compile(r"[^\W\d_]+")
_LETTER = re.compile(r"[^\W\d_]")
_PRIVATE = {0xF000 + byte: byte for byte in range(0xA1, 0x100)}
"""Where Word keeps the letters of a font that calls itself a symbol font."""


@dataclass(frozen=True, slots=True)
class Guess:
    """How a text reads best, and how sure that is."""

    encoding: str
    """`tcvn3`, `vni`, `mojibake`, or empty for a text that is good as it is."""
    confidence: float
    preview: str = ""
    """The start of the first converted line."""
    line: int = 0
    """The line, from 1, that the preview is of."""

    @property
    def is_certain(self) -> bool:
        """Say whether the text may be converted without asking first."""
        return self.confidence >= CERTAIN


@dataclass(frozen=True, slots=True)
class _Score:
    """How many of the words with marks are Vietnamese syllables."""

    valid: int
    marked: int

    @property
    def share(self) -> float:
        return self.valid / self.marked if self.marked else 0.0


def convert(text: str, encoding: str) -> str:
    """Return the text in Unicode from `tcvn3`, `vni` or `mojibake`; Unicode lines stay."""
    if encoding == "mojibake":
        return mojibake.mended(text)
    from_font = _from_tcvn3 if encoding == "tcvn3" else _from_vni
    return "\n".join(
        line if line.isascii() or is_modern(line) else from_font(line) for line in text.split("\n")
    )


def recognise(text: str) -> Guess:
    """Return how a text reads best; good Unicode, and any other language, stays as it is."""
    if text.isascii():
        return _AS_IT_IS
    mended = mojibake.mended(text)
    if mended != text and valid_share(mended) > POOR:
        return Guess("mojibake", 1.0, *preview_of(text, mended))
    lines = text.split("\n")
    old = [
        (number, line)
        for number, line in enumerate(lines, 1)
        if not (line.isascii() or is_modern(line))
    ]
    if is_modern(text):
        found = (_of_lines([line], few=_FEW_IN_A_LINE) for line in old)
        stray = next((guess for guess in found if guess), None)
        # What is half in Unicode can't be converted as a whole without harm to that half.
        return replace(stray, confidence=0.0) if stray else _AS_IT_IS
    return _of_lines(old, few=_FEW) or _AS_IT_IS


def is_modern(text: str) -> bool:
    """Say whether a text holds letters that no old font has."""
    return _MODERN.search(text) is not None


def gain(text: str, encoding: str) -> int:
    """Return how many more valid syllables a text has when it is converted."""
    return _score(convert(text, encoding)).valid - _score(text).valid


def valid_share(text: str) -> float:
    """Return the share of words with marks that are Vietnamese syllables; 1 without such words."""
    score = _score(text)
    return score.share if score.marked else 1.0


def preview_of(before: str, after: str) -> tuple[str, int]:
    """Return the start of the first line that a conversion changed, and the line's number."""
    pairs = zip(before.split("\n"), after.split("\n"), strict=True)
    for number, (old, new) in enumerate(pairs, 1):
        if old != new:
            return first_words(new), number
    return "", 0


def _of_lines(lines: Sequence[tuple[int, str]], *, few: int) -> Guess | None:
    """Return the font that numbered lines are typed for, if they look so."""
    text = "\n".join(line for _, line in lines)
    as_is = _score(text)
    read = {font: convert(text, font) for font in FONTS}
    scores = {font: _score(words) for font, words in read.items()}
    font = max(FONTS, key=lambda name: scores[name].share)
    best = scores.pop(font)
    if best.marked < few or best.share < GOOD or as_is.share > POOR:
        return None
    margin = best.share - max(as_is.share, *(other.share for other in scores.values()))
    preview, place = preview_of(text, read[font])
    return Guess(font, margin * min(1.0, best.marked / ENOUGH), preview, lines[place - 1][0])


def _score(text: str) -> _Score:
    """Return how many words with marks there are, and how many of them are syllables."""
    found = (word.strip("«»") for word in _WORD.findall(unicodedata.normalize("NFC", text)))
    marked = [word for word in found if not word.isascii() and _LETTER.search(word)]
    return _Score(sum(map(is_syllable, marked)), len(marked))


def _from_tcvn3(line: str) -> str:
    """Return a TCVN3 line in Unicode.

    TCVN3 has no capital letters with a tone, so `CéNG HßA` is typed for `CỘNG HÒA`.
    """
    old = line.translate(_PRIVATE)
    new = old.translate(_TCVN3_LETTERS)
    words = [Span(*found.span()) for found in _NEW_WORD.finditer(new)]
    cases = [_case(span.of(old), span.of(new)) for span in words]
    for place, span in enumerate(words):
        beside = cases[max(0, place - 1) : place] + cases[place + 1 : place + 2]
        is_among_capitals = "CAPITALS" in beside and "small" not in beside
        if cases[place] == "CAPITALS" or (cases[place] == "either" and is_among_capitals):
            new = new[: span.start] + span.of(new).upper() + new[span.end :]
    return new


def _case(old: str, new: str) -> str:
    """Return how a word is meant; `Hà` can be the first word of `HÀ NỘI` or of `Hà Nội`."""
    plain = [letter for letter in old if letter.isascii()]
    if any(map(str.islower, plain)):
        return "small"
    if len(plain) < _TWO:
        return "either" if plain else "small"
    return "capitals" if new.isupper() else "CAPITALS"


def _from_vni(line: str) -> str:
    """Return a VNI line in Unicode; the case is that of the letter before the mark."""
    return _VNI_LETTER.sub(_vni_letter, line.translate(_PRIVATE))


def _vni_letter(found: re.Match[str]) -> str:
    letter = VNI[found[0].lower()]
    return letter.upper() if found[0][0].isupper() else letter


def first_words(text: str) -> str:
    """Return the beginning of the first line that says something."""
    line = next((line for line in text.split("\n") if line.strip()), "")
    return textwrap.shorten(line, _PREVIEW_LENGTH, placeholder="…")


_TCVN3_LETTERS = str.maketrans(TCVN3)
_VNI_LETTER = re.compile("|".join(sorted(VNI, key=len, reverse=True)), re.IGNORECASE)
_AS_IT_IS = Guess("", 1.0)

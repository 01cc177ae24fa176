"""Syllables with the key that matching compares and the place in the text they came from."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from types import MappingProxyType

from qualcode.language.normalise import strip_accents
from qualcode.model import Span

_SYLLABLE = re.compile(r"\d+(?:[.,]\d+)+|[^\W_]+(?:[\u0300-\u036f]+[^\W_]*)*|%")
# What a typist notes of the talk is no talk: "(không rõ)" must not be read as "không rõ".
_MARK = re.compile(
    r"\[[^\[\]\n]{1,60}\]"
    r"|\((?:(?:(?:nghe |nói |ghi )?không (?:nghe )?(?:được )?rõ|không nghe (?:được|thấy)|cười|khóc"
    r"|im lặng|ngập ngừng|thở dài|nghe điện thoại|mất tiếng|tiếng ồn)\b[^()\n]{0,50}"
    r"|(?:ho|ngừng|ồn)(?:[,;:][^()\n]{0,50})?)\)",
    re.IGNORECASE,
)
TONES = "\u0300\u0301\u0303\u0309\u0323"
_TONE = re.compile(f"[{TONES}]")
_LETTERS = str.maketrans("ƣðøƒ", "ưđøƒ")
# Only whole syllables: "kỹ" and "kĩ" are one word, "tay" and "tai" are two.
_I_OR_Y = re.compile(r"^(h|k|l|m|s|t|v|qu)y$")
# Numbers and abbreviations say nothing: "BHXH" has no vowel to put an accent on.
_PLAIN = re.compile("[aeiouy]")
# "1tr5" and "500k", as amounts are typed in haste: one written syllable, several spoken.
_AMOUNT = re.compile(r"(\d+)(tr|k|đ|kg|ha)(\d*)")
_UNITS = {"tr": "triệu", "k": "nghìn", "đ": "đồng", "kg": "cân", "ha": "héc ta", "%": "phần trăm"}
NO_VARIANTS: Mapping[str, str] = MappingProxyType({})
UNACCENTED_SHARE = 0.2
"""Below this share of accented syllables a stretch counts as typed without accents (99 % of
Vietnamese sentences of news and of student feedback have more than 0.57)."""


@dataclass(frozen=True, slots=True)
class Syllable:
    """What matching compares, and where in the text it stands."""

    key: str
    span: Span


def marks(text: str, span: Span) -> tuple[Span, ...]:
    """Return the typist's notes such as `[cười]` and `(không rõ)`."""
    return tuple(Span(*found.span()) for found in _MARK.finditer(text, span.start, span.end))


def syllables(
    text: str,
    span: Span | None = None,
    *,
    accents: bool = True,
    variants: Mapping[str, str] = NO_VARIANTS,
) -> tuple[Syllable, ...]:
    """Return the keys of the syllables of a span, a typist's notes left out.

    An abbreviation gives several keys with one span: BHXH is `bảo hiểm xã hội`. With
    `accents=False` the keys carry none, for talk that was typed without them. `variants` are a
    team's own, beside the built-in ones: what a written syllable stands for.
    """
    whole = span or Span(0, len(text))
    said = spoken(text, whole, accents=accents, variants=variants)
    return tuple(Syllable(key, Span(start, end)) for key, start, end in said)


def spoken(
    text: str, span: Span, *, accents: bool = True, variants: Mapping[str, str] = NO_VARIANTS
) -> Iterator[tuple[str, int, int]]:
    """Yield the key, start and end of each syllable, as `syllables` returns them."""
    notes = marks(text, span)
    for match in _SYLLABLE.finditer(text, span.start, span.end):
        start, end = match.span()
        if notes and any(note.start < end and start < note.end for note in notes):
            continue
        word = match[0]
        known = variants and written(word) in variants
        own = keys(word, variants=variants, accents=accents) if known else _keys(word, accents)
        for key in own:
            yield key, start, end


def keys(
    word: str, *, accents: bool = True, variants: Mapping[str, str] = NO_VARIANTS
) -> tuple[str, ...]:
    """Return what matching compares for one written syllable: one key, or those it stands for."""
    meant = variants.get(written(word)) if variants else None
    if meant is None:
        return _keys(word, accents)
    return tuple(key for each in meant.split() for key in _keys(each, accents))


def written(word: str) -> str:
    """Return a syllable as tables of variants have it: small letters, NFC."""
    return unicodedata.normalize("NFC", word.lower().translate(_LETTERS))


@lru_cache(maxsize=1 << 16)
def _keys(word: str, accents: bool) -> tuple[str, ...]:  # noqa: FBT001 - the cache is quicker so
    lower = written(word)
    amount = _AMOUNT.fullmatch(lower)
    if amount:
        meant = [amount[1], *_UNITS[amount[2]].split(), *filter(None, [amount[3]])]
    else:
        meant = (built_in_variants().get(lower) or _UNITS.get(lower, lower)).split()
    return tuple(fold(m) if accents else _I_OR_Y.sub(r"\1i", strip_accents(m)) for m in meant)


def fold(syllable: str) -> str:
    """Return one key for all spellings of a lower-case syllable: hoà and hòa, kỹ and kĩ.

    The tone mark is moved to the end, so that where it was put makes no difference.
    """
    parts = unicodedata.normalize("NFD", syllable)
    tones = "".join(_TONE.findall(parts))
    bare = unicodedata.normalize("NFC", _TONE.sub("", parts))
    return _I_OR_Y.sub(r"\1i", bare) + tones


def is_unaccented(text: str, span: Span | None = None) -> bool:
    """Say whether a stretch was typed without accents."""
    whole = span or Span(0, len(text))
    words: list[str] = _SYLLABLE.findall(text, whole.start, whole.end)
    plain = sum(word.isascii() and _PLAIN.search(word) is not None for word in words)
    accented = sum(not word.isascii() for word in words)
    return plain > 0 and accented < UNACCENTED_SHARE * (plain + accented)


@cache
def built_in_variants() -> Mapping[str, str]:
    """Return what abbreviations, regional words and chat spellings stand for."""
    import yaml

    path = files("qualcode.language").joinpath("variants.yaml")
    if not path.is_file():
        return {}
    loaded = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)  # noqa: S506 - strings only
    return dict(loaded or {})

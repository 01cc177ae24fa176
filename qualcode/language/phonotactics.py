"""How a Vietnamese syllable is built: onset, rhyme and tone, by rule, not by a list."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_TONE = re.compile("[\u0300\u0301\u0303\u0309\u0323]")
_RISING_OR_HEAVY = "\u0301\u0323"
"""The only tones of a syllable that ends in a stop."""

_ONSET = "b|ch|d|đ|gi|h|kh|l|m|n|nh|p|ph|r|s|t|th|tr|v|x"
_BACK_ONSET = "c|g|ng"
_FRONT_ONSET = "k|gh|ngh"
"""Written so before e, ê, i and y."""

_A = "a(?:[cimoptuy]|ch|ng?|nh|k)?|ă(?:[cmptk]|ng?)|â(?:[cmptuy]|ng?)"
_FRONT = (
    "e(?:[cmopt]|ng?)?|ê(?:[mptu]|ch|ng?|nh)?|i(?:[amptu]|ch|nh?)?"
    "|iê(?:[cmptu]|ng?)|y(?:t|ch|nh)?|yê(?:[mtu]|ng?)"
)
_BACK = (
    f"{_A}|o(?:[cimpt]|ng?)?|oo(?:c|ng?)|ô(?:[cimpt]|ng?)?|ông|ơ(?:[imnpt])?"
    "|u(?:[acimpt]|ng?)?|uô(?:[cimpt]|ng?)|ư(?:[acimtu]|ng?)?|ươ(?:[cimptu]|ng?)"
)
_ROUNDED = (
    "oa(?:[cimopty]|ch|ng?|nh)?|oă(?:[cmpt]|ng?)|oe(?:[mnot]|ng)?|uâ(?:[pty]|ng?)|uê(?:ch|nh?)?"
    "|uơ|uy(?:[aputn]|ch|nh)?|uyê[nt]|uya"
)
_AFTER_Q = (
    f"u(?:{_A}|e(?:[nomt]|ng)?|ê(?:[nt]|ch|nh)?|i(?:[tn]|nh|ch|u)?|ơ|ôc|y(?:[tnp]|nh|ch)?|yê[nt])"
)
_SYLLABLE = re.compile(
    f"(?:{_ONSET})?(?:{_FRONT}|{_BACK}|{_ROUNDED})"
    f"|(?:{_BACK_ONSET})(?:{_BACK}|{_ROUNDED})"
    f"|(?:{_FRONT_ONSET})(?:{_FRONT})|kuy|g(?:i|in|iê(?:[mtc]|ng?))|q(?:{_AFTER_Q})"
)
_STOPPED = re.compile(".*(?:[cptk]|ch)")
_TONE_BEARERS = "ăâêôơ"


@lru_cache(maxsize=1 << 16)
def is_syllable(word: str) -> bool:
    """Say whether a word is built like one Vietnamese syllable, whatever its case and form."""
    parts = unicodedata.normalize("NFD", word.lower())
    tones = _TONE.findall(parts)
    bare = unicodedata.normalize("NFC", _TONE.sub("", parts))
    if len(tones) > 1 or not _SYLLABLE.fullmatch(bare):
        return False
    if _STOPPED.fullmatch(bare) and not (tones and tones[0] in _RISING_OR_HEAVY):
        return False
    return not tones or _is_well_placed(parts[: parts.index(tones[0])], bare)


def _is_well_placed(before_tone: str, bare: str) -> bool:
    """Say whether the tone sits on a vowel that can bear it: `ươ` has it on the `ơ`."""
    place = sum(not unicodedata.combining(character) for character in before_tone) - 1
    bearers = [at for at, letter in enumerate(bare) if letter in _TONE_BEARERS] or [
        at for at, letter in enumerate(bare) if letter == "ư"
    ]
    return not bearers or bearers[-1] == place

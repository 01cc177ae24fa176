"""The words of a quote that carry it: what is left without fillers and forms of address."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from qualcode.language.syllables import Syllable, keys, spoken
from qualcode.model import Span

_FILLERS = (
    "dạ vâng thưa ạ à á ừ ừm ờ ờm ơ ô ồ ơi hả hử hở nhé nha nhỉ chứ chớ thì là mà rồi nữa luôn "
    "ấy đấy cơ kìa hén hen he ha ok oke"
)
_ADDRESS = "tôi em mình tui tao anh chị cô chú bác ông bà cháu con cậu mợ dì thím bọn chúng tụi"
_POINTING = "cái con việc chuyện này đó đây kia thế vậy nó họ hắn ta như cũng có được gì sao"
_NEGATORS = "không chưa chẳng chả đừng khỏi"


def _keys(listed: str) -> frozenset[str]:
    """Return the words as matching compares them, typed with accents and without."""
    both = (
        key for word in listed.split() for bare in (True, False) for key in keys(word, accents=bare)
    )
    return frozenset(both)


FILLERS = _keys(_FILLERS) | _keys(_ADDRESS)
"""Without these two quotes that differ in nothing else say the same."""
EMPTY = FILLERS | _keys(_POINTING)
"""A quote of these alone points at what was said before, and says nothing by itself."""
NEGATORS = _keys(_NEGATORS)


def said(words: str, variants: Mapping[str, str]) -> tuple[Syllable, ...]:
    """Return what was said: capitals, spelling and abbreviations make no difference to its keys."""
    found = spoken(words, Span(0, len(words)), variants=variants)
    return tuple(Syllable(key, Span(start, end)) for key, start, end in found)


def carrying(spoken_keys: Sequence[str]) -> tuple[str, ...]:
    """Return the keys without fillers; all of them if nothing else was said."""
    return tuple(key for key in spoken_keys if key not in FILLERS) or tuple(spoken_keys)


def denials(spoken_keys: Iterable[str]) -> int:
    """Return how often something is denied: "có tiền" and "không có tiền" are never alike."""
    return sum(key in NEGATORS for key in spoken_keys)

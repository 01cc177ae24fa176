"""A quote shortened at a sentence's or clause's end, where that changes nothing of what it says."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from qualcode.model import Language

LONGEST = 230
"""Letters of a quote on a slide."""
LEAST = 40
"""Letters of what is left of it."""
GAP = "[…]"
_SENTENCES = re.compile(r"(?<=[.!?…])[\"”’]?\s+")
_CLAUSES = re.compile(r"(?<=[;,:])\s+|\s+(?=[–—]\s)")
_TURNS: Mapping[Language, re.Pattern[str]] = {
    "vi": re.compile(
        r"\W*(nhưng|song|tuy|mà|thế mà|vậy mà|chứ|có điều|còn|trừ|ngoại trừ|nếu|miễn|với điều kiện"
        r"|chỉ khi|trái lại|ngược lại|dù|mặc dù|không phải|chưa chắc|thực ra|nói vậy|đấy là|đó là"
        r"|trước đây|hồi trước|hoặc|hay là|thì|là|nhung|tru|neu|chu|du|thuc ra)\b",
        re.IGNORECASE,
    ),
    "en": re.compile(
        r"\W*(but|yet|however|though|although|except|unless|if|only|while|whereas|not|then|or|that"
        r"|which|who|on the other hand|in fact|actually|before|still|even|provided)\b",
        re.IGNORECASE,
    ),
}
"""What follows and begins so takes back, limits or completes what was said before it."""
_OPEN: Mapping[Language, re.Pattern[str]] = {
    "vi": re.compile(
        r"\W*(nếu|giá mà|ví dụ|giả sử|tuy|dù|mặc dù|không phải|không những|chẳng phải|khi|lúc|hồi"
        r"|ai cũng bảo|người ta bảo|nghe nói|họ bảo|neu|du|khi|khong phai)\b",
        re.IGNORECASE,
    ),
    "en": re.compile(
        r"\W*(if|suppose|although|though|even|not|when|while|unless|people say|they say"
        r"|they told)\b",
        re.IGNORECASE,
    ),
}
"""What begins so says nothing without what follows."""


def shortened(
    words: str, language: Language, *, longest: int = LONGEST, keep: int = LEAST
) -> str | None:
    """Return the words, or their longest head that can stand alone; None if there is none.

    A head has at least `keep` letters: a code's evidence is not cut off.
    """
    if len(words) <= longest:
        return words
    sentences = [part for part in _SENTENCES.split(words) if part]
    least = max(keep, LEAST)
    head = _head(sentences, language, least, longest)
    if not head and sentences and not _OPEN[language].match(sentences[0]):
        head = _head(_CLAUSES.split(sentences[0]), language, least, longest)
    return f"{head.rstrip(' ,;:–—')} {GAP}" if head else None


def _head(parts: Sequence[str], language: Language, least: int, longest: int) -> str:
    """Return as many of the first parts as fit, if what follows doesn't turn what they say."""
    for count in range(len(parts) - 1, 0, -1):
        head = " ".join(parts[:count])
        if (
            least <= len(head) < longest - len(GAP)
            and not _TURNS[language].match(parts[count])
            and not _OPEN[language].match(parts[count - 1])
            and not head.rstrip(" ,;").endswith("?")
        ):
            return head
    return ""

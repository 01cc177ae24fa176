"""What a pattern can match with everyday words alone, which are in all kinds of talk."""

from __future__ import annotations

import unicodedata
from functools import cache, lru_cache

from qualcode.language.syllables import syllables
from qualcode.patterns import Choice, Edge, InOrder, Node, Word
from qualcode.patterns.reading import FREQUENT

SHORT = 2
"""Letters of a prefix that too many syllables begin with."""
EMPTY = "không có là thì mà cho được của và với cái một em tôi chị anh nó này đó cũng"
"""Words that say too little to cancel anything by themselves."""


@lru_cache(maxsize=1 << 14)
def everyday(node: Node, *, as_unless: bool = False) -> tuple[str, ...] | None:
    """Return the fewest words of a match that has only everyday ones; None if no match has.

    What cancels is judged less severely: `rồi` tells that a wish is none, and a `^` is company.
    """
    match node:
        case Word(keys, _, prefix):
            if prefix:
                return (_shown(keys[0]),) if _is_short(keys[0]) else None
            known = _written(EMPTY if as_unless else FREQUENT)
            written = tuple(known.get(key, "") for key in keys)
            return written if all(written) else None
        case Edge():
            return None if as_unless else ()
        case InOrder(items):
            parts = [everyday(item, as_unless=as_unless) for item in items]
            return None if None in parts else tuple(word for part in parts for word in part or ())
        case Choice(options):
            every = (everyday(option, as_unless=as_unless) for option in options)
            return min((words for words in every if words is not None), key=len, default=None)
        case _:
            return ()


def _shown(prefix: str) -> str:
    return unicodedata.normalize("NFC", prefix) + "*"


def _is_short(prefix: str) -> bool:
    letters = [sign for sign in prefix if not unicodedata.combining(sign)]
    return len(letters) <= SHORT and prefix[0].isalpha()


@cache
def _written(words: str) -> dict[str, str]:
    """Return the keys of these words, and how they are written."""
    return {syllables(word)[0].key: word for word in words.split()}

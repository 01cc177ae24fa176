"""The text as everything else sees it: composed, with plain line ends, otherwise as typed."""

from __future__ import annotations

import re
import unicodedata

_LINE_ENDS = re.compile("\r\n|[\r\v\f\x1c-\x1e\x85\u2028\u2029]")
# Icelandic eth, which some Vietnamese keyboards and fonts give for đ: it looks the same.
_ETH = str.maketrans("Ðð", "Đđ")


def clean(text: str) -> str:
    """Return the text in NFC with LF line ends, no byte order mark, and `Đ` for `Ð`."""
    text = _LINE_ENDS.sub("\n", text.removeprefix("\ufeff"))
    return unicodedata.normalize("NFC", text.translate(_ETH))


def strip_accents(text: str) -> str:
    """Return the text as typed without accents: `Thủ tục đó` gives `Thu tuc do`."""
    parts = unicodedata.normalize("NFD", text.translate(_ETH)).translate(_D)
    return "".join(c for c in parts if not unicodedata.combining(c))


_D = str.maketrans("Đđ", "Dd")

"""Plain values as text that Word, Excel and LibreOffice carry along unseen."""

from __future__ import annotations

import base64
import binascii
import json
import zlib
from collections.abc import Mapping, Sequence
from typing import Any

DAMAGED = (binascii.Error, zlib.error, ValueError, LookupError, TypeError)
"""What reading raises where the text was cut off or changed, or isn't of this kind."""


def packed(said: Mapping[str, Any], length: int) -> list[str]:
    """Return the values in pieces of at most this length."""
    data = zlib.compress(json.dumps(said, ensure_ascii=False).encode(), 9)
    text = base64.b64encode(data).decode()
    return [text[start : start + length] for start in range(0, len(text), length)]


def unpacked(pieces: Sequence[str], longest: int) -> Mapping[str, Any]:
    """Return the values in these pieces, if they are of at most `longest` characters."""
    unpacker = zlib.decompressobj()
    data = unpacker.decompress(base64.b64decode("".join(pieces), validate=True), longest)
    if not unpacker.eof:
        raise ValueError("too long or cut off")
    said: Mapping[str, Any] = json.loads(data)
    return said

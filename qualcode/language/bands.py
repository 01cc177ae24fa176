"""Numbers in bands: an age tells less about who somebody is than a birthday."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence

AGES = (25, 35, 45, 55)
"""Where the bands of ages begin, after the first."""
_NUMBER = re.compile(r"\d+(?:[.,]\d+)?")


def band(value: str, edges: Sequence[int] = AGES) -> str:
    """Return the band that a number is in: `<25`, `25–34`, `55+`; empty if it is none."""
    if not _NUMBER.fullmatch(value) or not edges:
        return ""
    place = bisect_right(edges, float(value.replace(",", ".")))
    if place == 0:
        return f"<{edges[0]}"
    return f"{edges[place - 1]}–{edges[place] - 1}" if place < len(edges) else f"{edges[-1]}+"

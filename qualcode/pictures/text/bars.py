"""Bars as text: each part in blocks of its own, those asked and silent in dots."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import accumulate

from qualcode.pictures.text.fitting import label_room, listed, table
from qualcode.pictures.values import Bars
from qualcode.pictures.wording import SILENT

BLOCKS = {
    "barrier": "█",
    "enabler": "░",
    "mixed": "▚",
    "neutral": "▒",
    "confirmed": "█",
    "proposed": "░",
}
SILENCE = "·"
WIDEST = 3
"""Columns that one case may take."""


def lines(picture: Bars, width: int) -> Iterator[str]:
    """Yield a line for each theme, then what the blocks mean."""
    room, most = label_room(picture.rows, width), max(*picture.of, 1)
    numbers = 2 * len(str(most)) + 2
    scale = min(WIDEST, (width - room - numbers - 1) / most)
    scale = float(int(scale)) if scale > 1 else scale

    def line(at: int) -> str:
        counts, of = picture.counts[at], picture.of[at]
        drawn = _blocks(picture, at, scale)
        return f"{drawn} {sum(counts)}/{of}"

    yield from table(picture.rows, room, line)
    yield ""
    signs = [f"{BLOCKS[part.id]} {part.words}" for part in picture.parts]
    silent = f"{SILENCE} {SILENT.say(picture.about.language)}"
    yield from listed((*signs, silent), width)


def _blocks(picture: Bars, at: int, scale: float) -> str:
    """Return the bar; each part ends where the count so far does, so that no rounding adds up."""
    counts, of = picture.counts[at], picture.of[at]
    parts = [*counts, max(0, of - sum(counts))]
    ends = [round(end * scale) for end in accumulate(parts)]
    signs = [*(BLOCKS[part.id] for part in picture.parts), SILENCE]
    starts = [0, *ends[:-1]]
    return "".join(
        sign * (end - start) for sign, start, end in zip(signs, starts, ends, strict=True)
    )

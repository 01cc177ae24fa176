"""Bars: the cases that mention a theme, within the outline of those asked."""

from __future__ import annotations

from typing import Any

from qualcode.pictures.figures import style
from qualcode.pictures.figures.heat_map import FAMILY, HIGH, HIGHER
from qualcode.pictures.figures.sheet import Sheet, labels
from qualcode.pictures.figures.style import GREY, LINE, SIZE, SMALL
from qualcode.pictures.values import Bars, Row
from qualcode.pictures.wording import SILENT

BAR = 3.4
"""Inches of the longest."""
SWATCH = 0.16


def draw(picture: Bars, *, alone: bool) -> Sheet:
    """Return the drawing."""
    words = labels(picture.rows)
    left = max(style.width(line) for text in words.values() for line in text.split("\n")) + 0.15
    legend = _legend(picture, left + BAR + 0.6)
    heads = sum(heads_family(picture.rows, at) for at in range(len(picture.rows)))
    high = sum(_high(words[row.id]) for row in picture.rows) + heads * FAMILY
    bottom = high + 0.12 + 0.22 * (1 + max(line for line, _, _ in legend))
    sheet = Sheet(picture.about, left + BAR + 0.6, bottom, alone=alone)
    scale, y = BAR / max(*picture.of, 1), 0.0
    for at, row in enumerate(picture.rows):
        if heads_family(picture.rows, at):
            colour = style.BANDS[row.band % len(style.BANDS)]
            y += FAMILY
            sheet.line((0, y - 0.03), (left + BAR, y - 0.03), color=colour, linewidth=1.2)
            sheet.write(0, y - 0.13, row.family, SIZE, fontweight="bold")
        tall = _high(words[row.id])
        sheet.write(left - 0.08, y + tall / 2, words[row.id], ha="right")
        _draw_bar(sheet, picture, at, (left, y + 0.035, scale, tall - 0.07))
        y += tall
    for line, x, (colour, hatch, said) in legend:
        place = (x, high + 0.14 + 0.22 * line)
        sheet.box(*place, SWATCH, SWATCH, colour, hatch=hatch, edgecolor=GREY, linewidth=0.4)
        sheet.write(x + SWATCH + 0.06, place[1] + SWATCH / 2, said, SMALL)
    return sheet


def _draw_bar(
    sheet: Sheet, picture: Bars, at: int, place: tuple[float, float, float, float]
) -> None:
    x, y, scale, high = place
    counts, of = picture.counts[at], picture.of[at]
    sheet.box(x, y, of * scale, high, "#FFFFFF", edgecolor=LINE, linewidth=0.6)
    start = x
    for part, count in zip(picture.parts, counts, strict=True):
        if not count:
            continue
        colour, hatch = style.PARTS[part.id]
        wide = count * scale
        sheet.box(start, y, wide, high, colour, hatch=hatch, edgecolor=GREY, linewidth=0.4)
        if wide > style.width(str(count), SMALL) + 0.06:
            paper = {"facecolor": colour, "edgecolor": "none", "pad": 0.8} if hatch else None
            middle = (start + wide / 2, y + high / 2)
            look: dict[str, Any] = {"ha": "center", "color": style.ink(colour), "bbox": paper}
            sheet.write(*middle, str(count), SMALL, **look)
        start += wide
    sheet.write(x + of * scale + 0.06, y + high / 2, f"{sum(counts)}/{of}", SMALL + 0.5)


def _legend(picture: Bars, room: float) -> list[tuple[int, float, tuple[str, str, str]]]:
    """Return for each sign its line, where on it, and its colour, hatch and words."""
    signs = [(*style.PARTS[part.id], part.words) for part in picture.parts]
    signs.append(("#FFFFFF", "", SILENT.say(picture.about.language)))
    found, line, x = [], 0, 0.0
    for sign in signs:
        wide = SWATCH + 0.06 + style.width(sign[2], SMALL) + 0.2
        if x and x + wide > room:
            line, x = line + 1, 0.0
        found.append((line, x, sign))
        x += wide
    return found


def heads_family(rows: tuple[Row, ...], at: int) -> bool:
    """Say whether the row at this place is the first of its family."""
    return bool(rows[at].family) and (at == 0 or rows[at - 1].family != rows[at].family)


def _high(words: str) -> float:
    return HIGHER if "\n" in words else HIGH

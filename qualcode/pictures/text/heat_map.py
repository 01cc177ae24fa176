"""A heat map as text: shades with their numbers; more columns than fit go below."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.cells import cell_len

from qualcode.pictures.text.fitting import label_room, listed, pad, table, wrapped
from qualcode.pictures.values import Cell, HeatMap
from qualcode.pictures.wording import NOT_ASKED, NOT_CODED, say

SHADES = " ░▒▓█"
SHORT = 2
"""A heat map whose numbers are no longer than this is drawn narrower."""
LEAST_HEADING, WIDEST_HEADING = 7, 16
FEW_LINES = 1


def lines(picture: HeatMap, width: int) -> Iterator[str]:
    """Yield the map's lines, then what its signs mean."""
    room = label_room(picture.rows, width)
    longest = max(cell_len(cell.words) for row in picture.cells for cell in row)
    strokes = 1 if longest <= SHORT else 2
    each = longest + strokes + (2 if strokes == 1 else 1)
    if any(column.n is not None for column in picture.columns):
        each = _heading_width(picture, max(each, LEAST_HEADING), width - room - 1)
    fit = max(1, (width - room - 1) // (each + 1))
    for start in range(0, len(picture.columns), fit):
        places = range(start, min(start + fit, len(picture.columns)))
        if start:
            yield ""
        yield from _headings(picture, places, room, each)
        yield from _rows(picture, places, room, each, strokes)
    yield ""
    yield from listed(_legend(picture), width)


def _heading_width(picture: HeatMap, each: int, across: int) -> int:
    """Return a width that keeps each heading on one line, as far as all columns have room."""
    while (
        each < WIDEST_HEADING
        and (each + 2) * len(picture.columns) <= across
        and any(len(wrapped(column.words, each)) > FEW_LINES for column in picture.columns)
    ):
        each += 1
    return each


def _headings(picture: HeatMap, places: Sequence[int], room: int, each: int) -> Iterator[str]:
    heads = []
    for place in places:
        column = picture.columns[place]
        size = [] if column.n is None else [f"n={column.n}"]
        heads.append([*wrapped(column.words, each), *size])
    most = max(map(len, heads))
    for at in range(most):
        # They end on one line, so that each stands above its column.
        cells = [head[at - most + len(head)] if at >= most - len(head) else "" for head in heads]
        line = " ".join(pad(words, each, right=True) for words in cells)
        yield f"{' ' * room} {line}".rstrip()


def _rows(
    picture: HeatMap, places: Sequence[int], room: int, each: int, strokes: int
) -> Iterator[str]:
    shown = [
        at
        for at, cells in enumerate(picture.cells)
        if at in places or any(cells[place].state != "blank" for place in places)
    ]

    def line(at: int) -> str:
        cells = (picture.cells[shown[at]][place] for place in places)
        return " ".join(
            pad(_cell(cell, picture.darkest, strokes), each, right=True) for cell in cells
        )

    return table([picture.rows[at] for at in shown], room, line)


def _cell(cell: Cell, darkest: float, strokes: int) -> str:
    if cell.state == "blank":
        return ""
    if cell.strength is None:
        sign = "╱" if cell.state == "not_asked" else " "
    else:
        sign = SHADES[_step(cell.strength / darkest)]
    gap = " " if strokes > 1 else ""
    return f"{sign * strokes}{gap}{cell.words}"


def _step(strength: float) -> int:
    """Return which shade it is: none for nothing, the lightest for anything above it."""
    last = len(SHADES) - 1
    return 0 if strength <= 0 else min(last, 1 + int(strength * last - 1e-9))


def _legend(picture: HeatMap) -> list[str]:
    language = picture.about.language
    states = {cell.state for row in picture.cells for cell in row}
    parts = [f"{picture.ends[0]} {SHADES} {picture.ends[1]}: {picture.scale}"]
    if "not_asked" in states:
        parts.append(f"╱╱ {NOT_ASKED}: {say(language, 'không hỏi', 'not asked')}")
    if "not_coded" in states:
        parts.append(f"{NOT_CODED}: {say(language, 'chưa mã hóa', 'not yet coded')}")
    return parts

"""Tables with many columns on a screen: as they are, on their side, or in parts."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator, Sequence

from qualcode.cli import console
from qualcode.cli.console import data, note, say

GAP = 3
WIDEST_NAME = 34
"""Columns of the screen that the words before a table's cells may take."""

LONGEST_FIGURE = 16
"""Characters above which a cell is no figure but words."""

Cells = Sequence[Sequence[object]]


def show(heads: Sequence[str], rows: Cells, lead: int) -> None:
    """Print a table in the shape that has room; `lead` columns name each row, and are repeated."""
    if not rows or len(heads) == lead:
        return
    if _fits(heads, rows, lead):
        _print(heads, rows, lead)
        return
    turned = [[heads[at], *(row[at] for row in rows)] for at in range(lead, len(heads))]
    names = [heads[0], *map(_name, (row[:lead] for row in rows))]
    if _fits(names, turned, 1):
        _print(names, turned, 1)
        return
    parts = list(_parts(heads, rows, lead))
    for number, columns in enumerate(parts):
        if number:
            data("")
        shown = [*range(lead), *columns]
        _print([heads[at] for at in shown], [[row[at] for at in shown] for row in rows], lead)
    if len(parts) > 1:
        note(
            say(
                f"Bảng rộng nên chia làm {len(parts)} phần; --csv hay --out cho cả bảng.",
                f"The table is wide: it is in {len(parts)} parts; --csv or --out give it whole.",
            )
        )


def listed(heads: Sequence[str], rows: Cells, lead: int, empty: Sequence[str]) -> Iterator[str]:
    """Yield each row's words one below the other, then what is empty and why."""
    for row in rows:
        yield " · ".join(str(cell) for cell in row[:lead] if str(cell))
        for head, cell in zip(heads[lead:], row[lead:], strict=True):
            if str(cell) not in empty:
                first, *others = str(cell).split("\n")
                yield from console.folded(f"{head}: {first}", indent=2)
                for line in others:
                    yield from console.folded(line, indent=4)
        for mark in empty:
            both = zip(heads[lead:], row[lead:], strict=True)
            if missing := [head for head, cell in both if str(cell) == mark]:
                yield from console.folded(f"{mark}  {'; '.join(missing)}", indent=2)
        yield ""


def _name(lead: Sequence[object]) -> str:
    """Return what names a row as the head of a column: "Hà Nội (4)"."""
    first, *others = lead
    return f"{first} ({', '.join(map(str, others))})" if others else str(first)


def _least(head: str, cells: Iterable[object], *, is_name: bool) -> int:
    """Return how narrow a column can be: its head breaks between words, its cells don't."""
    longest = max((len(str(cell)) for cell in cells), default=0)
    words = max(map(len, head.split()), default=0)
    return max(min(longest, WIDEST_NAME) if is_name else longest, words)


def _widths(heads: Sequence[str], rows: Cells, lead: int) -> list[int]:
    return [
        _least(head, (row[at] for row in rows), is_name=at < lead) for at, head in enumerate(heads)
    ]


def _fits(heads: Sequence[str], rows: Cells, lead: int) -> bool:
    widths = _widths(heads, rows, lead)
    return sum(widths) + GAP * (len(widths) - 1) <= console.width()


def _parts(heads: Sequence[str], rows: Cells, lead: int) -> Iterator[list[int]]:
    """Yield the columns behind the lead in groups that have room beside it."""
    widths = _widths(heads, rows, lead)
    room = console.width() - sum(widths[:lead]) - GAP * (lead - 1)
    part: list[int] = []
    for at in range(lead, len(heads)):
        if part and sum(widths[one] + GAP for one in [*part, at]) > room:
            yield part
            part = []
        part.append(at)
    yield part


def _print(heads: Sequence[str], rows: Cells, lead: int) -> None:
    """Print with what room is left given to the heads, so that they break into fewer lines."""
    widths = _widths(heads, rows, lead)
    spare = console.width() - sum(widths) - GAP * (len(widths) - 1)
    for at in range(lead):
        more = max(0, min(spare, len(heads[at]) - widths[at]))
        widths[at], spare = widths[at] + more, spare - more
    more = max(0, spare) // max(1, len(heads) - lead)
    cells = [max(len(str(row[at])) for row in rows) for at in range(lead, len(heads))]
    broken = [
        textwrap.fill(head, width + (more if at >= lead else 0), break_long_words=False)
        for at, (head, width) in enumerate(zip(heads, widths, strict=True))
    ]
    ranged = [[*row[:lead], *map(_ranged, row[lead:], cells)] for row in rows]
    console.screen().print(console.table(broken, ranged))


def _ranged(cell: object, width: int) -> object:
    """Return a short cell moved to the right of its column's longest, so that figures line up."""
    return cell if width > LONGEST_FIGURE else str(cell).rjust(width)

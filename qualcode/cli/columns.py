"""Tables of words as plain text that fits a page: columns, lists by group, keywords in a line."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from qualcode.cli import console
from qualcode.cli.console import say
from qualcode.concordance import first_words, last_words
from qualcode.language.numbers import decimal, whole

if TYPE_CHECKING:
    from pandas import DataFrame

WIDTH = 100
"""Columns that the text keeps to."""
_LEAST_CONTEXT = 16


def side_by_side(heads: Sequence[str], found: DataFrame) -> Iterator[str]:
    """Yield a table's lines: words to the left, numbers to the right of their columns."""
    rows = [[_cell(cell) for cell in row] for row in found.itertuples(index=False)]
    columns = [[head, *(row[at] for row in rows)] for at, head in enumerate(heads)]
    widths = [max(map(len, column)) for column in columns]
    right = [dtype.kind in "iuf" for dtype in found.dtypes]
    for row in [list(heads), ["─" * width for width in widths], *rows]:
        cells = zip(row, widths, right, strict=True)
        yield "  ".join(c.rjust(w) if r else c.ljust(w) for c, w, r in cells).rstrip()


def fits(heads: Sequence[str], found: DataFrame) -> bool:
    """Say whether the columns have room side by side."""
    return max(map(len, side_by_side(heads, found))) <= WIDTH


def one_by_one(found: DataFrame, groups: Mapping[str, int], top: int) -> Iterator[str]:
    """Yield each group with its most frequent words, for more groups than columns have room."""
    for group, size in groups.items():
        first = found.nlargest(top, group, keep="first")
        said = zip(first["word"], first[group], strict=True)
        yield f"{group} ({number(size)} {say('từ', 'words')})"
        yield from wrapped(
            " · ".join(f"{word} {count}" for word, count in said if count), indent="  "
        )


def in_line(found: DataFrame) -> Iterator[str]:
    """Yield the places of a concordance, the keywords one under the other."""
    roles = {"interviewer": say("PVV", "INT"), "respondent": say("NTL", "RES")}
    rows = list(found.itertuples(index=False))
    places = [f"{row.transcript}:{row.turn} {roles.get(str(row.role), '–')}" for row in rows]
    keyword = max((len(str(row.keyword)) for row in rows), default=0)
    room = WIDTH - keyword - max(map(len, places), default=0) - 4
    side = max(_LEAST_CONTEXT, room // 2)
    for row, place in zip(rows, places, strict=True):
        left, right = last_words(str(row.left), side), first_words(str(row.right), side)
        yield f"{left:>{side}} {row.keyword:^{keyword}} {right:<{side}}  {place}"


def wrapped(words: str, indent: str = "") -> list[str]:
    """Return the words in lines that fit."""
    return textwrap.wrap(
        words,
        WIDTH,
        initial_indent=indent,
        subsequent_indent=indent,
        break_long_words=False,
        break_on_hyphens=False,
    )


def number(value: int) -> str:
    """Return a whole number as the user's language writes it: 12.345 or 12,345."""
    return whole(value).say(console.language())


def rate(value: float) -> str:
    """Return a share with two decimals, as the user's language writes it."""
    return decimal(value, 2).say(console.language())


def percent(value: float) -> str:
    """Return a probability in per cent; what is only likely never reads as if it were certain."""
    return f"{min(99, max(1, round(100 * value)))} %"


def _cell(value: object) -> str:
    if isinstance(value, float):
        return decimal(value, 1).say(console.language())
    return number(value) if isinstance(value, int) else str(value)

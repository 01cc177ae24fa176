"""What stands in a cell: several answers apart, numbers as numbers, and what kind that tells."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from itertools import pairwise

from qualcode.model import QuestionKind
from qualcode.survey.headings import folded, one_line

_GROUPED = re.compile(r"-?\d{1,3}(?:([.,\s])\d{3})(?:\1\d{3})*")
_DECIMAL = re.compile(r"-?\d+(?:[.,]\d+)?")
_MANY_OPTIONS = 25
_FEW_NUMBERS = 10
_WORDS_OF_TALK = 6
_VARIED = 0.6
_FEW_PARTS = 20
_OFTEN = 5
"""Times after which what always stands side by side is taken for one."""


def parts(
    cell: str, options: Iterable[str], separator: str, *, complete: bool = False
) -> tuple[str, ...]:
    """Return the answers in one cell; an option may itself hold what parts them.

    With `complete`, what stands between two options is one answer in own words.
    """
    longest = sorted({one_line(option) for option in options if option}, key=len, reverse=True)
    mark, found, unknown = separator.strip() or separator, [], False
    rest = one_line(cell).strip(f" {mark}")
    while rest:
        option = next((one for one in longest if _begins(rest, one, mark)), "")
        piece = option or rest.partition(mark)[0].strip()
        if option or not unknown or not complete:
            found.append(piece)
        else:
            found[-1] += f"{separator.rstrip()} {piece}"
        unknown = not option
        rest = rest[len(option or rest.partition(mark)[0]) :].strip(f" {mark}")
    return tuple(dict.fromkeys(found))


def _begins(rest: str, option: str, mark: str) -> bool:
    size = len(option)
    if rest[:size].casefold() != option.casefold():
        return False
    behind = rest[size:]
    return not behind or behind.lstrip(" ").startswith(mark) or behind.startswith(mark)


def number_reader(values: Sequence[str], *, point: bool) -> Callable[[str], float | None]:
    """Return what reads a column's numbers; None for what is none.

    3.500 is three thousand five hundred where all of the column's numbers with a sign have three
    digits behind it; with `point` a point is always a decimal one, as programs write it.
    """
    signed = [value for value in values if re.search(r"\d[.,]\d", value)]
    thousands = bool(signed) and all(_GROUPED.fullmatch(value) for value in signed)

    def read(value: str) -> float | None:
        plain = one_line(value)
        if not point and thousands and _GROUPED.fullmatch(plain) and not plain.startswith("0"):
            return float(re.sub(r"[.,\s]", "", plain))
        return float(plain.replace(",", ".")) if _DECIMAL.fullmatch(plain) else None

    return read


def told(values: Sequence[str]) -> QuestionKind:
    """Return the kind of question that its answers look like."""
    if not values:
        return "open"
    distinct = Counter(map(folded, values))
    if all(_DECIMAL.fullmatch(one_line(value)) for value in values):
        return "number" if len(distinct) > _FEW_NUMBERS else "single"
    words = sum(len(value.split()) for value in values) / len(values)
    varied = len(distinct) / len(values)
    separator = separator_of(values)
    if separator and _recur(values, separator):
        return "multiple"
    if (words >= _WORDS_OF_TALK and varied >= _VARIED) or len(distinct) > _MANY_OPTIONS:
        return "open"
    return "single"


def separator_of(values: Iterable[str]) -> str:
    """Return what parts the answers in these cells, if something does; a semicolon goes first."""
    listed = list(values)
    for mark, between in (("; ", ";"), (", ", ", ")):
        if sum(between in value for value in listed) * 10 >= len(listed):
            return mark
    return ""


def options_in(values: Sequence[str], separator: str) -> tuple[str, ...]:
    """Return the options that cells with several answers are put together from.

    Two parts that never occur but side by side are one option with what parts answers in it.
    """
    cells = [list(parts(value, (), separator)) for value in values]
    while pair := _inseparable(cells):
        whole = f"{pair[0]}{separator.rstrip()} {pair[1]}"
        cells = [_merged(cell, pair, whole) for cell in cells]
    return tuple(dict.fromkeys(one for cell in cells for one in cell))


def _inseparable(cells: Sequence[Sequence[str]]) -> tuple[str, str] | None:
    counts = Counter(one for cell in cells for one in cell)
    pairs = Counter(pair for cell in cells for pair in pairwise(cell))
    alike = (
        pair
        for pair, times in pairs.items()
        if times >= _OFTEN and counts[pair[0]] == counts[pair[1]] == times
    )
    return next(alike, None)


def _merged(cell: Sequence[str], pair: tuple[str, str], whole: str) -> list[str]:
    if pair[0] not in cell:
        return list(cell)
    place = cell.index(pair[0])
    return [*cell[:place], whole, *cell[place + 2 :]]


def _recur(values: Sequence[str], separator: str) -> bool:
    """Say whether the cells are put together from a few parts that come again and again."""
    pieces = Counter(folded(p) for value in values for p in parts(value, (), separator))
    wholes = len(set(map(folded, values)))
    again = sum(count for count in pieces.values() if count > 1)
    return len(pieces) <= _FEW_PARTS and len(pieces) < wholes and again >= pieces.total() * 0.8

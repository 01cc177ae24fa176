"""How often each two themes meet in the units that hold codings, as grids of numbers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Any, Literal

from qualcode.model import Coding, Segment, Span

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Grid = NDArray[Any]

Within = Literal["segment", "overlap", "turn", "case"] | int
"""Where two codes have to stand; a number: in turns at most so far from each other."""


@dataclass(frozen=True, slots=True)
class Placed:
    """A coding, whose words it is on, and its theme; both by number."""

    owner: int
    theme: int
    coding: Coding


@dataclass(frozen=True, slots=True)
class Meetings:
    """Of each two themes how often they meet; a unit is a segment, turn, case or coding."""

    together: Grid
    both: Grid
    """Units that count as holding both."""
    either: Grid
    """Units that hold at least one."""
    cases: Grid
    """Owners in whose words they meet."""
    alone: Grid
    """One number a theme: units that hold it, whatever else they hold."""
    units: int
    unplaced: int
    """Codings that are in no unit: no segment is where they are."""


_Key = tuple[int, str, int, int]
"""A unit: its owner, its transcript (empty: all of them), where it stands; a coding's number."""


def meetings(
    placed: Sequence[Placed], themes: int, segments: Iterable[Segment], within: Within
) -> Meetings:
    """Return how often each two of so many themes meet; nothing meets itself.

    A unit holds both if it has one and, within reach, the other: in itself, in a turn that is
    near, or, for a coding, in a coding that it overlaps.
    """
    held = list(_held(placed, segments, within))
    units = sorted({unit for unit, _ in held})
    present = _present(units, held, placed, themes)
    if within == "overlap":
        meets = _overlapping(units, placed, themes)
    else:
        meets = _near(units, present, within) if isinstance(within, int) else present
    reach = (meets > 0).astype(present.dtype)
    inside = _product(present, present)
    alone = inside.diagonal()
    # Who has a, with b in reach, and who has b, with a in reach; who has both is in each of them.
    near = _product(present, reach)
    both = near + near.T - inside
    together = _product(present, meets) if within == "overlap" else both
    return Meetings(
        together=_between(together),
        both=_between(both),
        either=_between(alone[:, None] + alone[None, :] - inside),
        cases=_between(_cases(units, present, reach)),
        alone=alone.astype("int64"),
        units=len(units),
        unplaced=len(placed) - len({number for _, number in held}),
    )


def _held(
    placed: Sequence[Placed], segments: Iterable[Segment], within: Within
) -> Iterator[tuple[_Key, int]]:
    """Yield each unit with the number of a coding that it holds."""
    spans: dict[tuple[str, int], list[Span]] = defaultdict(list)
    for segment in segments if within == "segment" else ():
        spans[segment.transcript, segment.turn].append(segment.span)
    for number, one in enumerate(placed):
        coding, owner = one.coding, one.owner
        if within == "segment":
            for span in spans[coding.transcript, coding.turn]:
                if span.overlaps(coding.span):
                    yield (owner, coding.transcript, span.start, 0), number
        elif within == "case":
            yield (owner, "", 0, 0), number
        elif within == "overlap":
            yield (owner, coding.transcript, coding.span.start, number), number
        else:
            yield (owner, coding.transcript, coding.turn, 0), number


def _present(
    units: Sequence[_Key], held: Iterable[tuple[_Key, int]], placed: Sequence[Placed], themes: int
) -> Grid:
    """Return units × themes: 1 where the unit holds the theme."""
    from numpy import zeros

    row = {unit: place for place, unit in enumerate(units)}
    present = zeros((len(units), themes))
    present[[row[unit] for unit, _ in held], [placed[number].theme for _, number in held]] = 1
    return present


def _near(units: Sequence[_Key], present: Grid, reach: int) -> Grid:
    """Return units × themes: in how many turns the theme is, at most so far from the unit."""
    from numpy import concatenate, searchsorted, zeros

    if not units:
        return present
    last = max(unit[2] for unit in units)
    reach = min(reach, last)
    # So far apart that no turn of one transcript is near a turn of the next.
    places = _talks(units) * (last + reach + 1) + [unit[2] for unit in units]
    sums = concatenate([zeros((1, present.shape[1])), present.cumsum(axis=0)])
    begin = searchsorted(places, places - reach, side="left")
    end = searchsorted(places, places + reach, side="right")
    near: Grid = sums[end] - sums[begin]
    return near


def _overlapping(units: Sequence[_Key], placed: Sequence[Placed], themes: int) -> Grid:
    """Return codings × themes: how many codings of the theme share a character with it."""
    from numpy import add, array, zeros

    meets = zeros((len(units), themes))
    if units:
        theme = array([placed[unit[3]].theme for unit in units])
        one, other = _overlaps(units, [placed[unit[3]].coding.span for unit in units])
        add.at(meets, (one, theme[other]), 1)
        add.at(meets, (other, theme[one]), 1)
    return meets


def _overlaps(units: Sequence[_Key], spans: Sequence[Span]) -> tuple[Grid, Grid]:
    """Return the rows of each two codings that share a character; rows stand in order of text."""
    from numpy import arange, array, maximum, repeat, searchsorted

    rows = arange(len(units))
    # So far apart that no coding of one transcript reaches into the next.
    offset = _talks(units) * (max(span.end for span in spans) + 1)
    starts = offset + [span.start for span in spans]
    ends = offset + array([span.end for span in spans])
    # Those that begin before this one ends.
    following = maximum(searchsorted(starts, ends, side="left") - rows - 1, 0)
    one = repeat(rows, following)
    before = repeat(following.cumsum() - following, following)
    return one, one + 1 + arange(len(one)) - before


def _talks(units: Sequence[_Key]) -> Grid:
    """Return a number for each unit that those of one owner's transcript share."""
    from numpy import array

    numbers = {talk: number for number, talk in enumerate(dict.fromkeys(u[:2] for u in units))}
    return array([numbers[unit[:2]] for unit in units])


def _product(first: Grid, second: Grid) -> Grid:
    """Return themes × themes: over all units the one's themes by the other's.

    By sparse grids: a unit holds few themes, and no threads get into each other's way.
    """
    from scipy.sparse import csr_matrix

    found: Grid = (csr_matrix(first).T @ csr_matrix(second)).toarray()
    return found


def _cases(units: Sequence[_Key], present: Grid, reach: Grid) -> Grid:
    """Return themes × themes: the owners with a unit that holds both."""
    from numpy import zeros

    found = zeros((present.shape[1], present.shape[1]))
    start = 0
    for _, rows in groupby(unit[0] for unit in units):
        end = start + len(list(rows))
        found += present[start:end].T @ reach[start:end] > 0
        start = end
    return found


def _between(grid: Grid) -> Grid:
    """Return the grid in whole numbers, with nothing where a theme meets itself."""
    from numpy import fill_diagonal

    whole = grid.astype("int64")
    fill_diagonal(whole, 0)
    return whole

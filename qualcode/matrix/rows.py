"""What a matrix has in its rows, and in which order: by role, by time, by a code, or stacked.

Role-ordered, time-ordered, case-ordered and meta-matrices (Miles, Huberman & Saldaña) are one
table whose rows stand in another order.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from qualcode.counting import UNKNOWN
from qualcode.language.order import sort_key
from qualcode.matrix.counted import Counted

BY_CODE = "code:"
"""How an order by references of a code begins."""
DATE = "date"


@dataclass(frozen=True, slots=True)
class Row:
    """One row: who is counted in it."""

    name: str
    members: tuple[int, ...]
    """Places among the counted."""


def rows(counted: Counted, attribute: str = "", order: str = "") -> tuple[Row, ...]:
    """Return a row for each of the counted, or for each value that they have for an attribute.

    `order` names what to sort by, the first before the second: `province,date,code:awareness`;
    what lacks a value stands last, and what is equal as in the study. A code sorts by references,
    most first; `date` by time.
    """
    members = counted.units.members
    if not attribute:
        found = [Row(unit.name, (place,)) for place, unit in enumerate(members)]
    else:
        places = {unit.name: place for place, unit in enumerate(members)}
        found = [
            Row(value, tuple(places[unit.name] for unit in having))
            for value, having in counted.units.by(attribute).items()
        ]
    for name in reversed(keys(order)):
        found.sort(key=_key(counted, name))
    return tuple(found)


def keys(order: str) -> tuple[str, ...]:
    """Return the attributes and codes that an order names."""
    return tuple(name.strip() for name in order.split(",") if name.strip())


def attributes(order: str) -> tuple[str, ...]:
    """Return the attributes that an order names, which a matrix shows beside its rows."""
    return tuple(dict.fromkeys(name for name in keys(order) if not name.startswith(BY_CODE)))


def value(counted: Counted, row: Row, attribute: str) -> str:
    """Return what all of a row have for an attribute; nothing if they differ."""
    values = {counted.units.members[place].get(attribute).strip() for place in row.members}
    return (values.pop() or UNKNOWN) if len(values) == 1 else ""


def in_time(text: str) -> tuple[int, ...]:
    """Return what to sort a date by, as typed in a header: 2026-03-02 or 2/3/2026."""
    numbers = [int(number) for number in re.findall(r"\d+", text)[:3]]
    in_order = numbers if re.match(r"\s*\d{4}", text) else numbers[::-1]
    return (len(numbers) < len("ymd"), *in_order)


def _key(counted: Counted, name: str) -> Callable[[Row], Any]:
    members = counted.units.members
    if name.startswith(BY_CODE):
        columns = counted.within(name.removeprefix(BY_CODE))
        said = counted.references[:, columns].sum(axis=1)
        return lambda row: -sum(int(said[place]) for place in row.members)

    def each(row: Row) -> Sequence[str]:
        return [members[place].get(name).strip() for place in row.members]

    if name == DATE:
        return lambda row: min(in_time(date) for date in each(row))
    return lambda row: min((not typed, sort_key(typed)) for typed in each(row))

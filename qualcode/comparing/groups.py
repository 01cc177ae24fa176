"""Which groups an attribute makes of those who spoke, and what a reader calls them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from qualcode.counting import UNKNOWN, Unit, Units
from qualcode.heard import talks
from qualcode.language.order import sort_key
from qualcode.language.source_types import source_type
from qualcode.model import Bilingual, Study

GENDERS: Mapping[str, Bilingual] = {
    "nữ": Bilingual("nữ", "women"),
    "nam": Bilingual("nam", "men"),
    "nam và nữ": Bilingual("nam và nữ", "women and men together"),
}
MIXED = frozenset({"hỗn hợp", "cả hai", "mixed", "both"})
"""Values that say of a focus group that it has people of several kinds."""
_BETWEEN = re.compile(r"\s*(?:[,;/+&]|\b(?:và|and)\b)\s*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Groups:
    """An attribute's values, those that can be compared apart from the others."""

    compared: Mapping[str, tuple[str, ...]]
    """Value → the names of its units with words; women first, else the largest group."""
    apart: Mapping[str, tuple[str, ...]]
    """The same of those of several values at once, and of those whose value nobody knows."""
    wordless: int
    """Units whose words nobody has, so that nothing can be said of them."""
    types: Mapping[str, Mapping[str, int]]
    """Value → type of source → how many of its units are of it."""

    @property
    def shown(self) -> Mapping[str, tuple[str, ...]]:
        """Return all groups, those that are compared first."""
        return {**self.compared, **self.apart}


def groups(study: Study, units: Units, by: str, within: str = "") -> Groups:
    """Return the groups that an attribute makes of those units that belong to a type of source."""
    types = {case.name: case.get("type") for case in study.cases}
    spoken = talks(units)

    def kind(unit: Unit) -> str:
        kinds = sorted(types.get(name, "") for name in spoken.get(unit.name, ()))
        return unit.get("type") or "".join(kinds[:1])

    values = {
        value: [unit for unit in found if not within or kind(unit) == within]
        for value, found in units.by(by).items()
    }
    named = {
        value: tuple(sorted(unit.name for unit in found if unit.name in spoken))
        for value, found in values.items()
    }
    first = list(GENDERS)
    ordered = sorted(
        named,
        key=lambda value: (
            first.index(value) if value in first else len(first),
            -len(named[value]),
            sort_key(value),
        ),
    )
    single = [value for value in ordered if named[value] and not _is_apart(value, named)]
    return Groups(
        {value: named[value] for value in single},
        {value: named[value] for value in ordered if named[value] and value not in single},
        sum(map(len, values.values())) - sum(map(len, named.values())),
        {
            value: Counter(kind(unit) for unit in found if unit.name in spoken)
            for value, found in values.items()
        },
    )


def names(study: Study, by: str, values: Iterable[str]) -> dict[str, Bilingual]:
    """Return each value as a reader is shown it: `nữ` is women in English, `IDI` PVS."""
    english: dict[str, str] = {}
    attributes = [case.attributes for case in study.cases]
    for each in (*attributes, *(person.attributes for person in study.people)):
        if said := each.get(f"{by}_en", "").strip():
            english.setdefault(each.get(by, "").strip(), said)
    return {value: _name(by, value, english) for value in values}


def _name(by: str, value: str, english: Mapping[str, str]) -> Bilingual:
    if value == UNKNOWN:
        return Bilingual(UNKNOWN, "(unknown)")
    if by == "type":
        return source_type(value).short
    if by == "gender" and value in GENDERS:
        return GENDERS[value]
    return Bilingual(value, english.get(value, value))


def _is_apart(value: str, values: Collection[str]) -> bool:
    """Say whether a value is unknown, or several others at once: "nam và nữ"."""
    parts = {part.casefold() for part in _BETWEEN.split(value) if part}
    known = {other.casefold() for other in values} | {"nam", "nữ"}
    several = len(parts) > 1 and parts <= known
    return value == UNKNOWN or several or value.casefold() in MIXED

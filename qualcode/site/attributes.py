"""What is known of cases, as the page shows it and lets it be filtered by."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from qualcode import counting
from qualcode.attribution import GENDERS
from qualcode.language.attributes import title as attribute_title
from qualcode.language.order import sort_key
from qualcode.language.source_types import source_type
from qualcode.model import Bilingual, Study

FEW = 24
"""Values that an attribute may have to be filtered by: a date or a name is no group."""
ENGLISH = "_en"
"""How the column with an attribute's English values ends."""
BOTH = {"nam và nữ": Bilingual("nam và nữ", "women and men")}
"""What a group of both is called."""


@dataclass(frozen=True, slots=True)
class Attribute:
    """An attribute that somebody has."""

    name: str
    title: Bilingual
    values: tuple[str, ...]
    """In order, as cases have them."""
    labels: Mapping[str, Bilingual]
    """Value → what it is called."""

    @property
    def is_filter(self) -> bool:
        """Say whether there is something to choose from."""
        return 1 < len(self.values) <= FEW

    def label(self, value: str) -> Bilingual:
        """Return what a value is called."""
        return self.labels.get(value, Bilingual(value, value))


def attributes(study: Study) -> tuple[Attribute, ...]:
    """Return what is known of cases and of who answered surveys, the well-known first."""
    having = [case.attributes for case in study.cases]
    having += [unit.attributes for unit in counting.respondents(study).members]
    names = dict.fromkeys(name for each in having for name, value in each.items() if value)
    shown = [name for name in names if not _is_translation(name, names)]
    return tuple(_attribute(name, having) for name in shown)


def valued(of: Mapping[str, str], name: str) -> str:
    """Return an attribute's value without blanks around it."""
    return of.get(name, "").strip()


def _is_translation(name: str, names: Mapping[str, None]) -> bool:
    return name.endswith(ENGLISH) and name.removesuffix(ENGLISH) in names


def _attribute(name: str, having: list[Mapping[str, str]]) -> Attribute:
    values = sorted({valued(each, name) for each in having} - {""}, key=sort_key)
    english = {valued(each, name): valued(each, f"{name}{ENGLISH}") for each in having}
    labels = {value: _called(name, value, english[value]) for value in values}
    return Attribute(name, attribute_title(name), tuple(values), labels)


def _called(name: str, value: str, english: str) -> Bilingual:
    """Return what a value is called: a type and a gender as in attributions."""
    if name == "type":
        return source_type(value).short
    if name == "gender" and not english:
        return {**GENDERS, **BOTH}.get(value.casefold(), Bilingual(value, value))
    return Bilingual(value, english or value)

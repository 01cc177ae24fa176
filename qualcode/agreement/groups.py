"""Who is compared with whom: all people together, each two of them, each with a machine."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from qualcode.agreement.reasons import NO_CODER, ONE_CODER
from qualcode.agreement.views import LEARNING, MACHINES, RULES, View, of_machine, views
from qualcode.errors import StudyError
from qualcode.model import Study

Group = tuple[int, ...]
"""Places in the list of the coders compared."""


@dataclass(frozen=True, slots=True)
class Compared:
    """The views to compare, in which groups, or why there is nothing to compare."""

    views: tuple[View, ...]
    groups: tuple[Group, ...]
    why: str = ""

    def names(self, group: Group) -> tuple[str, ...]:
        """Return who is in a group."""
        return tuple(self.views[place].coder for place in group)


def compared(study: Study, coders: Sequence[str] = (), machines: Sequence[str] = ()) -> Compared:
    """Return the coders asked for, else all people who coded or read something, and machines.

    Raises:
        StudyError: if one of them has decided nothing and is no machine.
    """
    people = views(study)
    wanted = tuple(dict.fromkeys((*(coders or people), *machines)))
    _check(wanted, people)
    found = tuple(people[n] if n in people else of_machine(study, n) for n in wanted)
    persons = [place for place, view in enumerate(found) if view.coder in people]
    groups: list[Group] = [tuple(persons)] if len(persons) > 2 else []  # noqa: PLR2004 - pairs below
    groups += combinations(persons, 2)
    others = [place for place in range(len(found)) if place not in persons]
    groups += [(person, machine) for machine in others for person in persons]
    if groups:
        return Compared(found, tuple(groups))
    return Compared(found, (), ONE_CODER if persons else NO_CODER)


def _check(wanted: Sequence[str], people: Mapping[str, View]) -> None:
    unknown = [name for name in wanted if name not in people and name not in MACHINES]
    if unknown:
        listed = ", ".join((*people, RULES, LEARNING))
        raise StudyError.at(
            "--coders",
            f"'{', '.join(unknown)}' chưa quyết định gì trong nghiên cứu này; hãy chọn: {listed}",
            f"'{', '.join(unknown)}' has decided nothing in this study; choose from: {listed}",
        )

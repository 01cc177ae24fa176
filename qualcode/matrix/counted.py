"""How often each case or person says each code; where nothing is said, which kind of nothing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, get_args

from qualcode import counting
from qualcode.counting import Units
from qualcode.heard import talks
from qualcode.model import Action, Study, is_within
from qualcode.review.standing import that_stand

if TYPE_CHECKING:
    from numpy import bool_, int64
    from numpy.typing import NDArray

    Grid = NDArray[int64]
    Flags = NDArray[bool_]

Asked = Mapping[str, frozenset[str]]
"""Case name → ids of the codes (or families) that were put to that case."""

State = Literal["not_coded", "not_asked", "silent", "mention"]
STATES: tuple[State, ...] = ("not_coded", "not_asked", "silent", "mention")
"""What a cell is. A theme or a group of cases is what the last of these is in any of its cells."""
NOT_CODED, NOT_ASKED, SILENT, MENTION = range(4)

Themes = Mapping[str, Sequence[int]]
"""Theme → which of the codes are in it."""

_ACTIONS: tuple[Action, ...] = get_args(Action)
ABOUT_WORDS = frozenset(_ACTIONS[: _ACTIONS.index("adjudicate") + 1])
"""What only who has read the words decides."""


@dataclass(frozen=True, slots=True, eq=False)
class Counted:
    """Each of the counted by each code."""

    units: Units
    codes: tuple[str, ...]
    references: Grid
    states: Grid
    """Places in `STATES`."""
    nobody: int
    """References in the same talk that belong to none of the counted."""

    def within(self, theme: str) -> list[int]:
        """Return the columns of the codes that are this one or below it."""
        return [place for place, code in enumerate(self.codes) if is_within(code, theme)]

    def themes(self, names: Iterable[str]) -> dict[str, list[int]]:
        """Return each theme with the columns of its codes."""
        return {name: self.within(name) for name in names}

    def each(self) -> dict[str, list[int]]:
        """Return each code by itself."""
        return {code: [place] for place, code in enumerate(self.codes)}


@dataclass(frozen=True, slots=True, eq=False)
class Sums:
    """Groups of the counted by themes: references add up, those who say it count once."""

    references: Grid
    mention: Grid
    """How many say it."""
    asked: Grid
    """How many were asked or say it."""
    states: Grid


def count(study: Study, units: Units, asked: Asked | None = None) -> Counted:
    """Return how often each unit says each of the study's codes, and why it says it not at all."""
    import numpy as np

    codes = {code.id: place for place, code in enumerate(study.codes)}
    places = {unit.name: place for place, unit in enumerate(units.members)}
    references = np.zeros((len(places), len(codes)), dtype=np.int64)
    talk = counting.cases(study).whole if units.kind == "person" else {}
    nobody = 0
    for coding in study.codings:
        if (code := codes.get(coding.code)) is None:
            continue
        unit = places.get(units.whose(coding))
        if unit is not None:
            references[unit, code] += 1
        else:
            nobody += coding.transcript in talk
    put = _asked(units, list(codes), study.asked if asked is None else asked)
    states = np.where(put, SILENT, NOT_ASKED)
    states[~_looked(study, units, list(codes))] = NOT_CODED
    states[references > 0] = MENTION
    return Counted(units, tuple(codes), references, states, nobody)


def sums(counted: Counted, groups: Sequence[Sequence[int]], themes: Themes) -> Sums:
    """Return the sums over each group of units and each theme."""
    import numpy as np

    by_theme = [np.zeros((len(counted.units.members), len(themes)), dtype=np.int64) for _ in "ab"]
    for place, columns in enumerate(themes.values()):
        if columns:
            by_theme[0][:, place] = counted.references[:, columns].sum(axis=1)
            by_theme[1][:, place] = counted.states[:, columns].max(axis=1)
    references, states = by_theme
    shape = (len(groups), len(themes))
    found = Sums(*(np.zeros(shape, dtype=np.int64) for _ in range(4)))
    for row, members in enumerate(map(list, groups)):
        found.references[row] = references[members].sum(axis=0)
        found.mention[row] = (states[members] == MENTION).sum(axis=0)
        found.asked[row] = (states[members] >= SILENT).sum(axis=0)
        found.states[row] = states[members].max(axis=0, initial=NOT_CODED)
    return found


def was_asked(code: str, asked: frozenset[str]) -> bool:
    """Say whether the code, a code above it or one below it was put to the case."""
    return any(is_within(code, one) or is_within(one, code) for one in asked)


def _asked(units: Units, codes: Sequence[str], asked: Asked) -> Flags:
    """Return to whom which codes were put; a group's questions are put to each person in it."""
    import numpy as np

    reached: dict[str, Flags] = {}

    def reach(topic: str) -> Flags:
        if topic not in reached:
            reached[topic] = np.array([was_asked(code, frozenset({topic})) for code in codes])
        return reached[topic]

    heard = talks(units)
    put = np.zeros((len(units.members), len(codes)), dtype=bool)
    for place, unit in enumerate(units.members):
        for name in {unit.name, *heard.get(unit.name, ())}:
            for topic in asked.get(name, ()):
                put[place] |= reach(topic)
    return put


def _looked(study: Study, units: Units, codes: Sequence[str]) -> Flags:
    """Return in whose words which codes were looked for: by a person, a rule or what was learned.

    Where only what people confirmed is counted, only what they have read counts as looked at, and
    not while proposals wait there to be decided on.
    """
    import numpy as np

    sought = {code.id for code in study.codes if code.rules}
    for found in (study.proposals, study.suggestions, study.codings):
        sought |= {coding.code for coding in found if coding.status == "proposed"}
    by_machine = study.settings.count == "all"
    can_be_found = np.array([by_machine and code in sought for code in codes], dtype=bool)
    read = _read(study, units)
    by_person = np.array([unit.name in read for unit in units.members], dtype=bool)
    there = np.array([unit.is_coded for unit in units.members], dtype=bool)
    looked: Flags = there[:, None] & (by_person[:, None] | can_be_found[None, :])
    if not by_machine:
        waiting = _waiting(study, units)
        looked[[unit.name in waiting for unit in units.members]] = False
    return looked


def _waiting(study: Study, units: Units) -> set[str]:
    """Return whose words have proposals that nobody has decided on, in turns not marked as read."""
    decided = {
        (coding.transcript, coding.turn, coding.code)
        for coding in (*study.codings, *study.rejected)
        if coding.status != "proposed"
    }
    return {
        units.whose(one)
        for one in study.proposals
        if (one.transcript, one.turn) not in study.seen
        and (one.transcript, one.turn, one.code) not in decided
    }


def _read(study: Study, units: Units) -> set[str]:
    """Return whose words somebody has read: talk counts as read whole, an answer by itself."""
    read = set(study.seen)
    read |= {
        (coding.transcript, coding.turn)
        for coding in (*study.codings, *study.rejected)
        if coding.status != "proposed"
    }
    if units.kind == "respondent":
        return {units.of[place] for place in read if place in units.of}
    known = {name for name, _ in read} | _decided(study)
    names = {name for (transcript, _), name in units.of.items() if transcript in known}
    return names | {name for transcript, name in units.whole.items() if transcript in known}


def _decided(study: Study) -> set[str]:
    """Return the transcripts on whose words a decision stands."""
    about = [one for one in that_stand(study.decisions) if one.action in ABOUT_WORDS]
    names = {one.sha256: one.name for one in study.transcripts} if about else {}
    return {name for one in about for name in (one.transcript, names.get(one.sha256, "")) if name}

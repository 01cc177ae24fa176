"""What people say on themes in interviews and focus groups, and the quotes that show it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace

from qualcode import counting, shares
from qualcode.heard import Heard, heard, up
from qualcode.joint.values import Fit, Spoken, Surveyed
from qualcode.language.order import sort_key
from qualcode.model import Quote, Study
from qualcode.quotes import rank

NO_TALK = frozenset({"survey", "desk_review"})
"""Types of source in which nobody speaks."""
LEANS = {"+": "enabler", "-": "barrier"}


def talk(study: Study, themes: Sequence[str], surveys: Mapping[str, Surveyed]) -> dict[str, Spoken]:
    """Return what cases say on each theme, by type of source and all together."""
    units = counting.cases(study)
    spoken = tuple(unit for unit in units.members if unit.get("type") not in NO_TALK)
    known = heard(study, replace(units, members=spoken), themes)
    by_type: dict[str, list[str]] = {}
    for unit in sorted(spoken, key=lambda one: sort_key(one.get("type"))):
        by_type.setdefault(unit.get("type") or counting.UNKNOWN, []).append(unit.name)
    every = [unit.name for unit in spoken]
    return {theme: _spoken(known, theme, by_type, every, surveys[theme]) for theme in themes}


def _spoken(
    known: Heard,
    theme: str,
    by_type: Mapping[str, Sequence[str]],
    every: Sequence[str],
    survey: Surveyed,
) -> Spoken:
    sides = {kind: known.side(theme, names) for kind, names in by_type.items()}
    whole = known.side(theme, every)
    new = {code: count for code, count in whole.codes.items() if code not in survey.codes}
    return Spoken({kind: side for kind, side in sides.items() if side.asked}, whole, new)


def of_talk(
    study: Study, quotes: Iterable[Quote], themes: Collection[str]
) -> dict[str, list[Quote]]:
    """Return theme → the quotes of cases that speak of it; only codings that the study counts."""
    told = {case.name for case in study.cases if case.get("type") not in NO_TALK}
    told -= written(study)
    known = {code.id for code in study.codes}
    found: dict[str, list[Quote]] = {theme: [] for theme in themes}
    for quote in quotes:
        coding = quote.coding
        if coding.transcript in told and coding.code in known and shares.is_counted(study, coding):
            for theme in found.keys() & set(up(coding.code)):
                found[theme].append(quote)
    return found


def written(study: Study) -> frozenset[str]:
    """Return the names of the transcripts that hold a survey's open answers."""
    return frozenset(
        f"{survey.name}.{question.id}"
        for survey in study.surveys
        for question in survey.questions
        if question.kind == "open"
    )


def telling(
    quotes: Iterable[Quote], fit: Fit, new: Collection[str], leaning: str, many: int = 2
) -> tuple[Quote, ...]:
    """Return the quotes that show a fit best, each of another case.

    For an expansion first those with a code that no question asks about; else those that lean the
    way that talk does.
    """

    def place(quote: Quote) -> tuple[bool, object]:
        coding = quote.coding
        apt = coding.code in new if fit == "expansion" and new else _leans(coding.valence, leaning)
        return not apt, rank(quote)

    best: dict[str, Quote] = {}
    for quote in sorted(quotes, key=place):
        best.setdefault(quote.coding.transcript, quote)
    return tuple(best.values())[:many]


def _leans(valence: str, leaning: str) -> bool:
    return valence == LEANS.get(leaning, valence)

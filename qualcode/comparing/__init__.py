"""Where groups of people differ in what they speak of: women and men, provinces, any attribute.

No test of significance: who takes part in interviews and focus groups is chosen, not drawn.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from typing import TYPE_CHECKING

from qualcode import basis, counting
from qualcode.comparing import telling
from qualcode.comparing.groups import Groups, groups, names
from qualcode.comparing.quoting import quotes_by
from qualcode.comparing.rule import LEAST, VERDICTS, Compared, Limits, Verdict, compared
from qualcode.counting import Units
from qualcode.heard import Heard, Side, heard, label, themes
from qualcode.model import Bilingual, Study

if TYPE_CHECKING:
    from pandas import DataFrame

__all__ = [
    "COLUMNS",
    "LEAST",
    "OF_GROUP",
    "VERDICTS",
    "column",
    "compare",
    "compared",
    "groups",
    "names",
    "quotes_by",
    "sentence",
]

ANSWER = "answer"
COLUMNS = (
    *("theme", "label_vi", "label_en", "verdict", "verdict_vi", "verdict_en"),
    *("difference", "low", "high", "first", "second", "opposite", "fragile"),
)
"""The columns before those of the groups.

`difference`, from `low` to `high`, is the share of `first` less that of `second`: 0.25 is 25
points. Where more than two groups are compared these are the one with the highest share and the one
with the lowest. It is empty where `verdict` says why.
"""
OF_GROUP = ("mention", "asked", "share", "low", "high", "direction", "only")
"""The columns of each group, named by `column`; `only`: codes below that no other group says."""


def compare(
    study: Study,
    by: str,
    *,
    units: Units | None = None,
    level: int | None = None,
    codes: Collection[str] = (),
    within: str = "",
    least: int = LEAST,
) -> DataFrame:
    """Return one row a theme, those first where the groups of an attribute differ most.

    Counted are cases, or the `units` given: `counting.people` tells a mixed focus group's women
    and men apart. `level` takes the groups of that depth of the code tree in place of codes,
    `codes` only what is within these, `within` only sources of that type: KII, IDI, FGD.
    Columns: `COLUMNS`, then `OF_GROUP` for each value of the attribute.
    """
    counted = units or counting.cases(study)
    found, chosen = groups(study, counted, by, within), themes(study, level, codes)
    settled = study.settings.thresholds
    least = max(1, least, settled.min_asked)
    limits = Limits(settled.prominence_tolerance, settled.direction_cut, least)
    rows = _rows(heard(study, counted, chosen), chosen, found, limits)
    asked_for = {"by": by, "units": counted.kind, "level": level, "codes": sorted(codes)}
    settled_on = {"within": within, **_settled_on(limits, found)}
    tally = Counter[Verdict](one.verdict for _, one, _ in rows)
    shaky = sum(one.verdict == "differs" and one.fragile for _, one, _ in rows)
    called = names(study, by, found.shown)
    told = telling.Told(by, within, counted.kind, found, called, tally, shaky)
    frame = _frame(study, rows, found, limits)
    frame.attrs[ANSWER] = telling.sentence(told)
    return basis.attach(
        frame,
        study,
        method=telling.METHOD,
        n={value: len(members) for value, members in found.shown.items()},
        parameters=asked_for | settled_on,
        notes=tuple(telling.notes(study, told, limits)),
    )


def _settled_on(limits: Limits, found: Groups) -> dict[str, object]:
    return {
        "least": limits.least,
        "tolerance": str(limits.tolerance),
        "direction_cut": str(limits.cut),
        "groups": list(found.compared),
        "apart": list(found.apart),
    }


def sentence(frame: DataFrame) -> Bilingual:
    """Return how similar or different the groups of a comparison are, in one sentence."""
    found: Bilingual = frame.attrs[ANSWER]
    return found


def column(value: str, what: str) -> str:
    """Return the name of one of a group's columns: `nữ: asked`."""
    return f"{value}: {what}"


Row = tuple[str, Compared, Mapping[str, Side]]


def _rows(known: Heard, chosen: Collection[str], found: Groups, limits: Limits) -> list[Row]:
    """Return each theme, compared, with what each group says; those that differ most first."""
    rows: list[Row] = []
    for theme in chosen:
        sides = {value: known.side(theme, members) for value, members in found.shown.items()}
        told = compared({value: sides[value] for value in found.compared}, limits)
        rows.append((theme, told, sides))
    # Sorting keeps the codebook's order among equals.
    return sorted(rows, key=lambda row: _order(row[1]))


def _order(one: Compared) -> tuple[int, bool, object]:
    return list(VERDICTS).index(one.verdict), not one.opposite, -abs(one.difference or 0)


def _frame(study: Study, rows: Collection[Row], found: Groups, limits: Limits) -> DataFrame:
    from pandas import DataFrame

    columns = [*COLUMNS, *(column(value, what) for value in found.shown for what in OF_GROUP)]
    cells = [[*_lead(study, *row[:2]), *_cells(found, row[2], limits)] for row in rows]
    # As objects, since pandas makes NaN of what is missing among numbers.
    return DataFrame(cells, columns=columns, dtype="object")


def _lead(study: Study, theme: str, one: Compared) -> Iterator[object]:
    named, verdict = label(study, theme), VERDICTS[one.verdict]
    yield from (theme, named.vi, named.en, one.verdict, verdict.vi, verdict.en)
    yield None if one.difference is None else float(one.difference)
    yield from one.interval or (None, None)
    yield from (one.first, one.second, one.opposite, one.fragile)


def _cells(found: Groups, sides: Mapping[str, Side], limits: Limits) -> Iterator[object]:
    for value, side in sides.items():
        yield from (side.mention, side.asked)
        yield None if side.share is None else float(side.share)
        yield from side.interval or (None, None)
        yield side.leaning(limits.cut)
        yield "; ".join(_only(value, found, sides))


def _only(value: str, found: Groups, sides: Mapping[str, Side]) -> Iterator[str]:
    """Yield the codes below the theme that only this one of the groups compared says."""
    others = [sides[other] for other in found.compared if other != value]
    if value in found.compared and any(side.asked for side in others):
        yield from (c for c in sides[value].codes if not any(c in side.codes for side in others))

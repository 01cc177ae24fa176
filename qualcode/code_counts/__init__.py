"""How many say what: frequencies of codes, and codes by the values of an attribute.

Each themes' cases, people or respondents are counted once, of those who were asked. Whether
groups differ is tested only where a test holds; else the table says why it has none.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import astuple, dataclass
from typing import TYPE_CHECKING

from qualcode import basis, counting, matrix
from qualcode.code_counts import notes
from qualcode.code_counts.significance import Group, Outcome, outcome_of
from qualcode.counting import UNKNOWN, Units
from qualcode.heard import label, up
from qualcode.matrix.counted import Counted, Sums, count, sums
from qualcode.matrix.notes import PLURALS
from qualcode.model import Coding, Study
from qualcode.proportions import wilson
from qualcode.shares import is_confirmed

if TYPE_CHECKING:
    from pandas import DataFrame

__all__ = ["BY_ATTRIBUTE", "FREQUENCIES", "by_attribute", "frequencies", "notes"]

OF = ("mention", "asked", "n", "of_asked", "low", "high", "of_all", "why")
"""How many mention it, were asked or mention it, and are counted; their shares of the last two.

`low` and `high` are Wilson's 95% interval of `of_asked`. Where nobody was asked these are None,
and `why` is one of `notes.WHY`.
"""
FREQUENCIES = (
    *("code", "label_vi", "label_en", "references", *OF),
    *("turns", "confirmed", "confirmed_share"),
)
"""The columns of `frequencies`; `confirmed_share` is None without references."""
BY_ATTRIBUTE = (
    *("code", "label_vi", "label_en", "value", "references", *OF),
    *("difference", "test", "statistic", "df", "p", "why_no_test"),
)
"""The columns of `by_attribute`; from `difference` on they are the same for all of a code.

`difference` is the highest share of those asked less the lowest; `test` is `chi-square`,
`fisher` or empty, and then `why_no_test` is one of `notes.WHY`.
"""


@dataclass(frozen=True, slots=True)
class Share:
    """How many of some mention a theme: `OF`."""

    mention: int
    asked: int
    n: int
    of_asked: float | None
    low: float | None
    high: float | None
    of_all: float | None
    why: str


def frequencies(study: Study, units: Units | None = None) -> DataFrame:
    """Return one row a theme, families and groups before their codes, columns `FREQUENCIES`."""
    from pandas import DataFrame

    counted, themes = _counted(study, units)
    every = range(len(counted.units.members))
    found, codings = sums(counted, [every], counted.themes(themes)), _by_theme(study, counted)
    rows = []
    for column, theme in enumerate(themes):
        words, those = label(study, theme), codings[theme]
        turns = len({(coding.transcript, coding.turn) for coding in those})
        confirmed = sum(map(is_confirmed, those))
        of_those = confirmed / len(those) if those else None
        share = astuple(_share(found, 0, column, len(every)))
        rows.append((theme, words.vi, words.en, len(those), *share, turns, confirmed, of_those))
    return basis.attach(
        DataFrame(rows, columns=list(FREQUENCIES), dtype=object),
        study,
        method=notes.FREQUENCIES,
        n=_n(counted),
        parameters={"counted": counted.units.kind, "interval": "Wilson 95%"},
        notes=tuple(notes.of(counted, len(themes))),
    )


def by_attribute(study: Study, attribute: str, units: Units | None = None) -> DataFrame:
    """Return one row a theme and value of the attribute, columns `BY_ATTRIBUTE`."""
    from pandas import DataFrame

    counted, themes = _counted(study, units)
    values = matrix.rows(counted, attribute)
    found = sums(counted, [value.members for value in values], counted.themes(themes))
    rows, outcomes = [], []
    for column, theme in enumerate(themes):
        words = label(study, theme)
        shares = [_share(found, r, column, len(v.members)) for r, v in enumerate(values)]
        outcome = _outcome(counted, values, shares)
        outcomes.append(outcome)
        of_code = (_difference(shares), *astuple(outcome))
        for row, (value, share) in enumerate(zip(values, shares, strict=True)):
            references = int(found.references[row, column])
            lead = (theme, words.vi, words.en, value.name, references)
            rows.append((*lead, *astuple(share), *of_code))
    tests = sum(bool(outcome.name) for outcome in outcomes)
    return basis.attach(
        DataFrame(rows, columns=list(BY_ATTRIBUTE), dtype=object),
        study,
        method=notes.BY_ATTRIBUTE,
        n={**_n(counted), "values": len(values), "tests": tests},
        parameters={"counted": counted.units.kind, "by": attribute, "interval": "Wilson 95%"},
        notes=tuple(notes.by(counted, attribute, len(themes), tests)),
    )


def _counted(study: Study, units: Units | None) -> tuple[Counted, list[str]]:
    counted = count(study, counting.cases(study) if units is None else units)
    return counted, list(dict.fromkeys(theme for code in counted.codes for theme in up(code)))


def _by_theme(study: Study, counted: Counted) -> dict[str, list[Coding]]:
    """Return each code and group with the codings of the counted that are in it."""
    above = {code: up(code) for code in counted.codes}
    found: dict[str, list[Coding]] = {theme: [] for each in above.values() for theme in each}
    for coding in study.codings:
        if coding.code in above and counted.units.whose(coding):
            for theme in above[coding.code]:
                found[theme].append(coding)
    return found


def _share(found: Sums, row: int, column: int, n: int) -> Share:
    mention, asked = int(found.mention[row, column]), int(found.asked[row, column])
    if not asked:
        of_all = mention / n if n else None
        why = notes.why_empty(int(found.states[row, column]))
        return Share(mention, asked, n, None, None, None, of_all, why)
    return Share(mention, asked, n, mention / asked, *wilson(mention, asked), mention / n, "")


def _difference(shares: Sequence[Share]) -> float | None:
    found = [share.of_asked for share in shares if share.of_asked is not None]
    return max(found) - min(found) if len(found) > 1 else None


def _outcome(counted: Counted, values: Sequence[matrix.Row], shares: Sequence[Share]) -> Outcome:
    """Return a test of whether groups differ, or why there is none."""
    if counted.units.kind != "respondent":
        return Outcome(why="purposive")
    both = zip(values, shares, strict=True)
    return outcome_of([Group(s.mention, s.asked) for value, s in both if value.name != UNKNOWN])


def _n(counted: Counted) -> dict[str, int]:
    members = counted.units.members
    return {
        PLURALS[counted.units.kind]: len(members),
        "coded": sum(unit.is_coded for unit in members),
        "references": int(counted.references.sum()),
    }

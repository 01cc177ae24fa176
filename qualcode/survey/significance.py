"""Whether a table of two questions shows more than chance would, where that can be tested at all.

Pearson's chi-square if at least 80% of the expected counts are 5 or more and none is below 1
(Cochran, Biometrics 1954;10:417-451); else Fisher's exact test for a table of two by two (Fisher,
Statistical Methods for Research Workers, 5th ed., 1934); else none.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

_EXPECTED = 5
_SHARE = 0.8
_TWO = 2


@dataclass(frozen=True, slots=True)
class Tested:
    """A test, or why there is none."""

    test: str | None = None
    """`chi2` or `fisher`."""
    statistic: float | None = None
    df: int | None = None
    p: float | None = None
    why: str = ""
    """Why it is no chi-square test: `small_expected`, `one_answer`, `one_group`, `nobody` …"""


def tested(counts: Sequence[Sequence[int]]) -> Tested:
    """Return the test of a table of counts, answers × groups."""
    columns = [
        place for place in range(len(counts[0]) if counts else 0) if any(r[place] for r in counts)
    ]
    rows = [[row[place] for place in columns] for row in counts if any(row)]
    if not rows:
        return Tested(why="nobody")
    if len(columns) < _TWO:
        return Tested(why="one_group")
    if len(rows) < _TWO:
        return Tested(why="one_answer")
    return _chi_square(rows) if _is_large(rows) else _exact(rows)


def _is_large(rows: Sequence[Sequence[int]]) -> bool:
    total = sum(map(sum, rows))
    sums = [sum(column) for column in zip(*rows, strict=True)]
    expected = [sum(row) * each / total for row in rows for each in sums]
    enough = sum(one >= _EXPECTED for one in expected)
    return bool(min(expected) >= 1 and enough / len(expected) >= _SHARE)


def _chi_square(rows: Sequence[Sequence[int]]) -> Tested:
    from scipy.stats import chi2_contingency

    statistic, p, df, _ = chi2_contingency(rows, correction=False)
    return Tested("chi2", float(statistic), int(df), float(p))


def _exact(rows: Sequence[Sequence[int]]) -> Tested:
    if len(rows) > _TWO or len(rows[0]) > _TWO:
        return Tested(why="small_expected")
    from scipy.stats import fisher_exact

    return Tested("fisher", None, None, float(fisher_exact(rows)[1]), "small_expected")

"""Whether groups of respondents differ: chi-square or Fisher's test, and only where they hold."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

CHI_SQUARE, FISHER = "chi-square", "fisher"
LEAST_EXPECTED = 5
MOST_BELOW = 0.2
"""The share of expected counts that may be below that, if none is below 1."""


@dataclass(frozen=True, slots=True)
class Group:
    """How many of those asked mention it."""

    mention: int
    asked: int


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a test gave; without a name none was made, and `why` says for which reason."""

    name: str = ""
    statistic: float | None = None
    df: int | None = None
    p: float | None = None
    why: str = ""


def outcome_of(groups: Sequence[Group]) -> Outcome:
    """Return whether the shares differ between groups of independent respondents.

    Pearson's chi-square without correction where at least 80% of the expected counts are 5 or more
    and none is below 1 (Cochran WG, Biometrics 1954;10:417-451); Fisher's exact test (two-sided)
    where two groups have too few for it; else none.
    """
    asked = [group for group in groups if group.asked]
    if len(asked) <= 1:
        return Outcome(why="one_group")
    mention, total = sum(g.mention for g in asked), sum(g.asked for g in asked)
    if mention in (0, total):
        return Outcome(why="all_alike")
    expected = [
        group.asked * column / total for group in asked for column in (mention, total - mention)
    ]
    few = sum(count < LEAST_EXPECTED for count in expected)
    if min(expected) >= 1 and few <= MOST_BELOW * len(expected):
        return _chi_square(asked)
    return _fisher(asked) if len(asked) == len("ab") else Outcome(why="too_few")


def _table(groups: Sequence[Group]) -> list[list[int]]:
    return [[group.mention, group.asked - group.mention] for group in groups]


def _chi_square(groups: Sequence[Group]) -> Outcome:
    from scipy.stats import chi2_contingency

    found = chi2_contingency(_table(groups), correction=False)
    return Outcome(CHI_SQUARE, float(found.statistic), int(found.dof), float(found.pvalue))


def _fisher(groups: Sequence[Group]) -> Outcome:
    from scipy.stats import fisher_exact

    return Outcome(FISHER, p=float(fisher_exact(_table(groups)).pvalue))

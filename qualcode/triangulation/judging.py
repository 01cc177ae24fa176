"""From data sets to a verdict, as methods for it are published; thresholds are parameters."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import replace
from fractions import Fraction
from itertools import combinations

from qualcode.language.order import sort_key
from qualcode.model import Thresholds
from qualcode.triangulation.values import (
    Band,
    Cell,
    Components,
    DataSet,
    Direction,
    Examples,
    Label,
    Meaning,
    Pair,
    Prominence,
    Verdict,
)

DEFAULTS = Thresholds()
WORST_FIRST: tuple[Label, ...] = ("dissonance", "partial", "agreement")
"""Of the sources that mention a theme, the two that agree least decide."""


def judge(sets: Mapping[str, DataSet], thresholds: Thresholds = DEFAULTS) -> Verdict:
    """Return the verdict on one theme from each source's data set."""
    cells = {source: assess(data, thresholds) for source, data in sets.items()}
    asked = [source for source, cell in cells.items() if cell.state != "not_asked"]
    pairs = {(a, b): compare(cells[a], cells[b], thresholds) for a, b in combinations(asked, 2)}
    verdict = _overall(cells.values(), set(pairs.values()))
    return Verdict(
        verdict,
        pairs,
        tuple(source for source in asked if cells[source].state == "silent"),
        tuple(source for source, cell in cells.items() if cell.state == "not_asked"),
        cells,
        tuple(n for n, other in _one_off(cells, pairs, thresholds) if other != verdict),
    )


def assess(data: DataSet, thresholds: Thresholds = DEFAULTS) -> Cell:
    """Return how prominent the theme is in one data set, and in which direction."""
    if data.asked < max(1, thresholds.min_asked):
        return Cell(data, "not_asked")
    share = Fraction(data.mention, data.asked)
    if not data.mention:
        return Cell(data, "silent", share, "none")
    few, some = share < thresholds.few_below, share < thresholds.some_below
    band: Band = "few" if few else "some" if some else "most"
    return Cell(data, "mention", share, band, _direction(data, thresholds.direction_cut))


def compare(first: Cell, second: Cell, thresholds: Thresholds = DEFAULTS) -> Label:
    """Return the verdict on two data sets that were both asked."""
    mentions = [first.state, second.state].count("mention")
    if mentions <= 1:
        return "silence" if mentions else "no_finding"
    meaning, prominence, examples = components(first, second, thresholds)
    if meaning == "opposed":
        return "dissonance"
    if meaning != "differs" and prominence != "differs":
        return "partial" if examples == "differ" else "agreement"
    nothing_shared = prominence == "differs" if examples == "unknown" else examples == "differ"
    return "dissonance" if meaning == "differs" and nothing_shared else "partial"


def components(first: Cell, second: Cell, thresholds: Thresholds = DEFAULTS) -> Components:
    """Return in what two data sets that both mention a theme are alike."""
    tolerance, cut = thresholds.prominence_tolerance, thresholds.examples_cut
    return Components(
        _meaning({first.direction, second.direction}),
        _prominence(first, second, tolerance),
        _examples(first.data.examples, second.data.examples, cut),
    )


def _meaning(directions: AbstractSet[Direction | None]) -> Meaning:
    if "na" in directions:
        return "unknown"
    if len(directions) == 1:
        return "same"
    return "opposed" if directions == {"+", "-"} else "differs"


def _prominence(first: Cell, second: Cell, tolerance: Fraction) -> Prominence:
    """Compare how prominent it is, if both came to it the same way."""
    a, b = first.data, second.data
    if not a.elicitation == b.elicitation != "various":
        return "not_compared"
    gap = abs(a.mention * b.asked - b.mention * a.asked)
    far_apart = first.band != second.band and gap > tolerance * a.asked * b.asked
    return "differs" if far_apart else "same"


def _examples(a: AbstractSet[str], b: AbstractSet[str], cut: Fraction) -> Examples:
    if not (a and b):
        return "unknown"
    return "same" if len(a & b) >= cut * len(a | b) else "differ"


def _overall(cells: Collection[Cell], labels: Collection[Label]) -> Label:
    """Return the verdict from each source's cell and the labels that occur among their pairs."""
    states = [cell.state for cell in cells]
    if states.count("not_asked") == len(states) - 1:
        return "single_source"
    if states.count("mention") <= 1:
        return "silence" if "mention" in states else "no_finding"
    return next(label for label in WORST_FIRST if label in labels)


def _one_off(
    cells: Mapping[str, Cell], pairs: Mapping[Pair, Label], thresholds: Thresholds
) -> Iterator[tuple[str, Label]]:
    """Give each set one case more, and one less; which way that case leans isn't known.

    Only the pairs of the set that changes are compared anew, or many sources would take forever.
    """
    unchanged = _labels_without(cells, pairs)
    for source in sorted(cells, key=sort_key):
        data = cells[source].data
        others = [cell for name, cell in cells.items() if name != source]
        for mention in (data.mention + 1, data.mention - 1):
            if 0 <= mention <= data.asked:
                cell = assess(replace(data, mention=mention), thresholds)
                labels = unchanged[source] | _labels(cell, others, thresholds)
                yield f"{source}{mention - data.mention:+d}", _overall([*others, cell], labels)


def _labels_without(
    cells: Mapping[str, Cell], pairs: Mapping[Pair, Label]
) -> dict[str, set[Label]]:
    """Return source → the labels that occur among the pairs it has no part in."""
    own: dict[str, Counter[Label]] = defaultdict(Counter)
    for pair, label in pairs.items():
        for source in pair:
            own[source][label] += 1
    every = Counter(pairs.values())
    return {source: set(every - own[source]) for source in cells}


def _labels(cell: Cell, others: Iterable[Cell], thresholds: Thresholds) -> set[Label]:
    """Return the labels that a cell has beside each other one that mentions the theme."""
    if cell.state != "mention":
        return set()
    return {compare(cell, other, thresholds) for other in others if other.state == "mention"}


def _direction(data: DataSet, cut: Fraction) -> Direction:
    total = data.pos + data.neg + data.mixed
    if not total:
        return "na"
    balance = Fraction(data.pos - data.neg, total)
    return "~" if abs(balance) < cut else "+" if balance > 0 else "-"

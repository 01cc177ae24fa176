"""Whether sources agree on a theme, in the four categories of Farmer et al. (2006).

Farmer T, Robinson K, Elliott SJ, Eyles J. Developing and implementing a triangulation protocol for
qualitative health research. Qualitative Health Research 2006;16(3):377-394. The categories are
theirs; the thresholds are ours, so every export prints them. A person has the last word.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import combinations
from typing import TYPE_CHECKING, Literal

from qualcode.language.order import sort_key
from qualcode.matrix import Asked, cases_by, coded_cases, parents, was_asked
from qualcode.model import Bilingual, Coding, Study, Thresholds, is_within
from qualcode.proportions import wilson

if TYPE_CHECKING:
    from pandas import DataFrame

Elicitation = Literal["spontaneous", "prompted", "documentary", "various"]
Band = Literal["none", "few", "some", "most"]
Direction = Literal["+", "-", "~", "na"]
Label = Literal["agreement", "partial", "silence", "dissonance", "single_source", "no_finding"]
Cells = Mapping[str, "Cell"]
Pairs = Mapping[tuple[str, str], Label]

VERDICT_LABELS: Mapping[str, Bilingual] = {
    "agreement": Bilingual("Thống nhất", "Agreement"),
    "partial": Bilingual("Thống nhất một phần", "Partial agreement"),
    "silence": Bilingual("Chỉ một nguồn nói tới", "Silence"),
    "dissonance": Bilingual("Trái ngược", "Dissonance"),
    "single_source": Bilingual("Chỉ một nguồn được hỏi", "Single source"),
    "no_finding": Bilingual("Không nguồn nào nói tới", "No finding"),
}
"""What each verdict is called in a report."""

ELICITATION: Mapping[str, Elicitation] = {"survey": "prompted", "desk_review": "documentary"}
"""Source type → how its findings come about; every other type speaks spontaneously."""

COLUMNS = (
    ("code", "label_vi", "label_en"),
    ("verdict", "verdict_vi", "verdict_en", "silent", "not_asked", "fragile", "confirmed", "pairs"),
)
"""The columns of `triangulate` before and after those of the sources.

`confirmed` is how many of the theme's codings a person has confirmed: 2/9. `pairs` lists only the
sources that differ: where both mention a theme and agree, or neither does, there is nothing to say.
"""

ALIKE = frozenset({"agreement", "no_finding"})
"""The labels of pairs that `pairs` leaves out."""

WORST_FIRST: tuple[Label, ...] = ("dissonance", "partial", "agreement")
"""Of the sources that mention a theme, the two that agree least decide."""


DEFAULTS = Thresholds()


@dataclass(frozen=True, slots=True)
class DataSet:
    """What one source says on one theme, counted in cases; `examples` are sub-codes."""

    asked: int
    mention: int
    pos: int = 0
    neg: int = 0
    mixed: int = 0
    examples: frozenset[str] = frozenset()
    elicitation: Elicitation = "spontaneous"


@dataclass(frozen=True, slots=True)
class Cell:
    """A data set, assessed; one not asked has only its state, a silent one no direction."""

    data: DataSet
    state: Literal["mention", "silent", "not_asked"]
    prominence: Fraction | None = None
    band: Band | None = None
    direction: Direction | None = None

    @property
    def interval(self) -> tuple[float, float] | None:
        """Return Wilson's 95% interval of the prominence."""
        asked = self.state != "not_asked"
        return wilson(self.data.mention, self.data.asked) if asked else None


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether the sources agree on a theme; `pairs` holds every two of them that were asked."""

    verdict: Label
    pairs: Pairs
    silent: tuple[str, ...]
    not_asked: tuple[str, ...]
    cells: Cells
    fragile: tuple[str, ...]
    """`KII-1`: the verdict changes if one case of KII fewer mentions the theme."""


def triangulate(
    study: Study, by: str, asked: Asked, thresholds: Thresholds = DEFAULTS
) -> DataFrame:
    """Return one row a code, parents before their children; every cell is a string.

    Columns: `COLUMNS`, with one in between for each value of the attribute `by`: cases that mention
    the code / cases asked. Give a study with the cases of one type to keep method and group apart.
    """
    from pandas import DataFrame

    rows, sources = [], _source_names(cases_by(study.cases, by), by)
    for theme in dict.fromkeys(t for c in study.codes for t in (*parents([c.id]), c.id)):
        found, code = data_sets(study, theme, by, asked), study.code(theme)
        sets = {sources[value]: data for value, data in found.items()}
        label = code.label if code else Bilingual(theme, theme)
        counts = [f"{data.mention}/{data.asked}" for data in sets.values()]
        verdict = _row(judge(sets, thresholds), _confirmed(study, theme))
        rows.append((theme, label.vi, label.en, *counts, *verdict))
    return DataFrame(rows, columns=[*COLUMNS[0], *sources.values(), *COLUMNS[1]], dtype="object")


def data_sets(study: Study, theme: str, by: str, asked: Asked) -> dict[str, DataSet]:
    """Return each source's data set on a theme: a code, with all codes below it in the tree."""
    heard: dict[str, list[Coding]] = {case.name: [] for case in study.cases}
    for coding in study.codings:
        if coding.transcript in heard and is_within(coding.code, theme):
            heard[coding.transcript].append(coding)
    put = {name for name in coded_cases(study) if was_asked(theme, asked.get(name, frozenset()))}
    types = {case.name: case.get("type") for case in study.cases}
    sets = {}
    for source, names in cases_by(study.cases, by).items():
        said = [heard[name] for name in names if heard[name] or name in put]
        elicitations = {ELICITATION.get(types[name], "spontaneous") for name in names}
        sets[source] = _data_set(theme, said, elicitations)
    return sets


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
        tuple(source for source in cells if source not in asked),
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
    directions = {first.direction, second.direction} - {"na"}
    if directions == {"+", "-"}:
        return "dissonance"
    meaning_differs = len(directions) > 1
    prominence_differs = _far_apart(first, second, thresholds.prominence_tolerance)
    a, b = first.data.examples, second.data.examples
    known = bool(a and b)
    examples_differ = known and len(a & b) < thresholds.examples_cut * len(a | b)
    if not meaning_differs and not prominence_differs:
        return "partial" if examples_differ else "agreement"
    nothing_shared = examples_differ if known else prominence_differs
    return "dissonance" if meaning_differs and nothing_shared else "partial"


def _data_set(theme: str, asked: list[list[Coding]], elicitations: set[Elicitation]) -> DataSet:
    mentions = [codings for codings in asked if codings]
    valences = [{coding.valence for coding in codings} - {"neutral"} for codings in mentions]
    both = sum(len(valence) > 1 for valence in valences)
    pos, neg = valences.count({"enabler"}), valences.count({"barrier"})
    examples = frozenset({c.code for codings in mentions for c in codings} - {theme})
    elicitation = next(iter(elicitations)) if len(elicitations) == 1 else "various"
    return DataSet(len(asked), len(mentions), pos, neg, both, examples, elicitation)


def _far_apart(first: Cell, second: Cell, tolerance: Fraction) -> bool:
    """Say whether two sources that came to it the same way differ in how prominent it is."""
    a, b = first.data, second.data
    if first.band == second.band or not a.elicitation == b.elicitation != "various":
        return False
    return abs(a.mention * b.asked - b.mention * a.asked) > tolerance * a.asked * b.asked


def _overall(cells: Collection[Cell], labels: Collection[Label]) -> Label:
    """Return the verdict from each source's cell and the labels that occur among their pairs."""
    states = [cell.state for cell in cells]
    if states.count("not_asked") == len(states) - 1:
        return "single_source"
    if states.count("mention") <= 1:
        return "silence" if "mention" in states else "no_finding"
    return next(label for label in WORST_FIRST if label in labels)


def _one_off(cells: Cells, pairs: Pairs, thresholds: Thresholds) -> Iterator[tuple[str, Label]]:
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


def _labels_without(cells: Cells, pairs: Pairs) -> dict[str, set[Label]]:
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


def _source_names(values: Iterable[str], by: str) -> dict[str, str]:
    """Return value → its column's name: never another column's, and without the mark of a list."""
    names: dict[str, str] = {}
    for value in values:
        name = " ".join(value.replace(";", ",").split())
        while name in {*COLUMNS[0], *COLUMNS[1], *names.values()}:
            name = f"{name} ({by})"
        names[value] = name
    return names


def _confirmed(study: Study, theme: str) -> str:
    """Return how many of the theme's codings a person has confirmed: 2/9."""
    cases = {case.name for case in study.cases}
    proposed = [
        coding.status == "proposed"
        for coding in study.codings
        if coding.transcript in cases and is_within(coding.code, theme)
    ]
    return f"{proposed.count(False)}/{len(proposed)}"


def _row(verdict: Verdict, confirmed: str) -> tuple[str, ...]:
    signs = {"+": " (+)", "-": " (−)", "~": " (±)"}
    shown = {
        name: name + signs.get(cell.direction or "", "") for name, cell in verdict.cells.items()
    }
    pairs = (
        f"{shown[a]} – {shown[b]}: {label}"
        for (a, b), label in verdict.pairs.items()
        if label not in ALIKE
    )
    parts = ("; ".join(part) for part in (verdict.silent, verdict.not_asked, verdict.fragile))
    words = VERDICT_LABELS[verdict.verdict]
    return (verdict.verdict, words.vi, words.en, *parts, confirmed, "; ".join(pairs))

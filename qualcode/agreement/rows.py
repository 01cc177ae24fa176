"""The rows of the table of agreement: all codes, then each family with its codes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from qualcode.agreement.figures import FIGURES, Figures, figures
from qualcode.agreement.groups import Group
from qualcode.agreement.judgements import Judgements
from qualcode.agreement.reasons import OVERALL_ONLY
from qualcode.agreement.sets import SetFigures, set_figures
from qualcode.agreement.sums import Sums, sums

PAIR = 2
SETS = ("masi", "jaccard")
COLUMNS = (
    *("value", "coders", "scope", "code", "label_vi", "label_en", "units", "transcripts"),
    *("prevalence", "kappa_is"),
    *(name + part for name in FIGURES for part in ("", "_low", "_high")),
    *("overlap", "overlap_n", "set_units", "sets_sampled"),
    *(name + part for name in SETS for part in ("", "_low", "_high")),
    *("prevalence_index", "bias_index", "skipped", "warning"),
    *("why", "why_interval", "why_spans", "why_overlap", "why_sets"),
)
AGREED, GAP, RARE = 0.8, 0.2, 0.1
"""Where prevalence makes kappa mislead: they agree so often, AC1 is so far above, so rare."""

Row = dict[str, object]


@dataclass(frozen=True, slots=True, eq=False)
class Part:
    """The judgements of some transcripts, by code and by family."""

    value: str
    """The value of the attribute that the transcripts share, if they were parted by one."""
    by_code: Judgements
    by_family: Judgements


def rows(part: Part, group: Group, *, draws: int, seed: int) -> Iterator[Row]:
    """Yield the rows of a group of coders."""
    is_pair = len(group) == PAIR
    codes = sums(part.by_code, group)
    whole = Sums(codes.transcripts, codes.table.sum(axis=1, keepdims=True))
    overall, families, single = (
        figures(one, is_pair=is_pair, draws=draws, seed=seed)
        for one in (whole, sums(part.by_family, group), codes)
    )
    sets = set_figures(part.by_code, group, draws=draws, seed=seed)
    who = ", ".join(part.by_code.coders[place] for place in group)
    start: Row = {
        "value": part.value,
        "coders": who,
        "kappa_is": "cohen" if is_pair else "fleiss",
    }
    yield start | {"scope": "overall", "code": ""} | _cells(overall[0]) | _set_cells(sets)
    start |= _set_cells()
    for family, found in zip(part.by_family.codes, families, strict=True):
        yield start | {"scope": "family", "code": family} | _cells(found)
        for code, one in zip(part.by_code.codes, single, strict=True):
            if family_of(code) == family:
                yield start | {"scope": "code", "code": code} | _cells(one)


def family_of(code: str) -> str:
    """Return the first part of a code's id."""
    return code.split(".", 1)[0]


def misleads(values: Mapping[str, float | None]) -> bool:
    """Say whether kappa is low since the code is rare or common, and not for lack of agreement.

    Feinstein & Cicchetti (J Clin Epidemiol 1990;43:543-549); Byrt, Bishop & Carlin (1993;46:423).
    """
    percent, kappa, ac1 = values["percent"], values["kappa"], values["ac1"]
    share = values["prevalence"]
    if percent is None or kappa is None or ac1 is None or share is None:
        return False
    return percent >= AGREED and ac1 - kappa >= GAP and min(share, 1 - share) < RARE


def _cells(found: Figures) -> Row:
    cells: Row = dict(found.values)
    for name in FIGURES:
        limits = found.intervals[name]
        cells |= {f"{name}_low": limits.low, f"{name}_high": limits.high}
    alpha = found.intervals["alpha"]
    return cells | {
        "units": found.units,
        "transcripts": found.transcripts,
        "overlap_n": found.both,
        "skipped": alpha.skipped,
        "warning": "prevalence" if misleads(found.values) else "",
        "why": found.why,
        "why_interval": found.intervals["percent"].why or alpha.why,
        "why_spans": found.why_spans,
        "why_overlap": found.why_overlap,
    }


def _set_cells(found: SetFigures | None = None) -> Row:
    """Return what is said of sets of codes: of all codes together only."""
    if found is None:
        names = (name + part for name in SETS for part in ("", "_low", "_high"))
        alone: Row = {"set_units": None, "sets_sampled": False, "why_sets": OVERALL_ONLY}
        return dict.fromkeys(names) | alone
    cells: Row = {"set_units": found.units, "sets_sampled": found.sampled, "why_sets": found.why}
    for name, value in found.values.items():
        limits = found.intervals[name]
        cells |= {name: value, f"{name}_low": limits.low, f"{name}_high": limits.high}
    return cells

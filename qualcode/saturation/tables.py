"""The tables of saturation: runs, and how many codes there may be; by stratum."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from qualcode import basis
from qualcode.model import Bilingual, Study
from qualcode.saturation import notes
from qualcode.saturation.base_and_run import Run, Saturation, check, saturated
from qualcode.saturation.estimators import chao2, chao2_classic, missing_mass
from qualcode.saturation.incidence import Stratum, sample

if TYPE_CHECKING:
    from pandas import DataFrame

RUNS = (
    *("stratum", "cases", "codes", "base_codes", "first", "last", "first_case", "last_case"),
    *("new", "ratio", "reached", "saturated_after", "notation", "codes_then", "why"),
)
"""The columns of `saturation`."""
RICHNESS = (
    *("stratum", "T", "S_obs", "Q1", "Q2", "incidences", "chao2", "chao2_classic"),
    *("missing_mass", "why"),
)
"""The columns of `richness`."""
WHY: Mapping[str, Bilingual] = {
    "": Bilingual("", ""),
    "not_reached": Bilingual("chưa loạt nào đạt ngưỡng", "no run reached the threshold"),
    "too_few_cases": Bilingual("ít nguồn hơn base + run", "fewer cases than base + run"),
    "empty_base": Bilingual(
        "không xác định: những nguồn đầu không có mã nào", "undefined: the base has no code"
    ),
    "no_cases": Bilingual("không có nguồn nào", "there are no cases"),
    "no_codes": Bilingual("không xác định: không có mã nào", "undefined: there are no codes"),
    "one_case": Bilingual("không xác định: chỉ có một nguồn", "undefined: there is one case only"),
}
"""Why a figure isn't there."""


def saturation(
    study: Study,
    *,
    base: int = 4,
    run: int = 2,
    threshold: float = 0.05,
    order: str = "date",
    by: str = "",
    level: int | None = None,
) -> DataFrame:
    """Return one row a run, with what the rule finds for its stratum beside it.

    `saturated_after` and `notation` are None where the rule is not met, and `why` says so. A
    stratum to which it can't be applied has one row without a run. `codes_then` is how many of
    the stratum's `codes` had occurred when the rule was met.
    """
    from pandas import DataFrame

    check(base, run, threshold)
    found = sample(study, order=order, by=by, level=level)
    rows = [
        row
        for stratum in found.strata
        for row in _runs(stratum, base=base, run=run, threshold=threshold)
    ]
    parameters = {"base": base, "run": run, "threshold": threshold, "order": order, "by": by}
    return basis.attach(
        DataFrame(rows, columns=list(RUNS), dtype="object"),
        study,
        method=notes.GUEST,
        n={"cases": found.cases, "codings": found.codings},
        parameters={**parameters, "level": level},
        notes=(
            notes.NO_PROMISE,
            *notes.of_sample(study, found, by),
            *notes.of_order(found),
            *notes.of_rule(base, run, threshold),
            notes.OTHER_STUDIES,
        ),
    )


def richness(study: Study, *, by: str = "", level: int | None = None) -> DataFrame:
    """Return one row a stratum: codes seen, and a lower bound of how many there are.

    T cases, S_obs codes in them, Q1 of these in one case only and Q2 in two; `incidences` counts
    cases × codes. Figures that aren't defined are None, and `why` says so.
    """
    from pandas import DataFrame

    found = sample(study, order="name", by=by, level=level)
    rows = [_richness(stratum) for stratum in found.strata]
    return basis.attach(
        DataFrame(rows, columns=list(RICHNESS), dtype="object"),
        study,
        method=notes.CHAO,
        n={"cases": found.cases, "codings": found.codings},
        parameters={"by": by, "level": level},
        notes=(notes.EXPLORATORY, *notes.of_sample(study, found, by)),
    )


def _runs(
    stratum: Stratum, *, base: int, run: int, threshold: float
) -> Iterator[tuple[object, ...]]:
    new = [len(codes) for codes in stratum.new]
    found = saturated(new, base=base, run=run, threshold=threshold)
    after = found.saturated_after
    then = None if after is None else sum(new[:after])
    why = _why(len(new), base + run, found)
    own = (stratum.value, len(new), len(stratum.codes), found.base_codes)
    verdict = (after, found.notation, then, why)
    for one in found.runs:
        yield (*own, *_run(one, stratum), *verdict)
    if not found.runs:
        yield (*own, *[None] * 7, *verdict)


def _run(one: Run, stratum: Stratum) -> tuple[object, ...]:
    first, last = stratum.cases[one.first - 1].name, stratum.cases[one.last - 1].name
    return one.first, one.last, first, last, one.new, one.ratio, one.reached


def _why(cases: int, needed: int, found: Saturation) -> str:
    if not cases:
        return "no_cases"
    if cases < needed:
        return "too_few_cases"
    if not found.base_codes:
        return "empty_base"
    return "not_reached" if found.saturated_after is None else ""


def _richness(stratum: Stratum) -> tuple[object, ...]:
    cases = Counter(code for case in stratum.cases for code in case.codes)
    counts = Counter(cases.values())
    seen, samples, once, twice = len(cases), len(stratum.cases), counts[1], counts[2]
    own = (stratum.value, samples, seen, once, twice, cases.total())
    if samples < 2 or not seen:  # noqa: PLR2004 - what one case lacks, it can't tell
        why = ("no_cases", "one_case")[samples] if samples < 2 else "no_codes"  # noqa: PLR2004
        return (*own, None, None, None, why)
    estimates = (estimate(seen, samples, once, twice) for estimate in (chao2, chao2_classic))
    return (*own, *estimates, missing_mass(once, cases.total()), "")

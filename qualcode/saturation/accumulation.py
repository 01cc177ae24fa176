"""How codes accumulate from case to case, and how they would in any other order."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from qualcode import basis
from qualcode.errors import StudyError
from qualcode.model import Study
from qualcode.saturation import notes
from qualcode.saturation.incidence import Stratum, sample

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from pandas import DataFrame

CURVE = (
    *("stratum", "position", "case", "date", "new", "new_codes", "cumulative"),
    *("mean", "low", "high"),
)
"""The columns of `curve`."""
SEED = 1
_EDGES = (2.5, 97.5)


def curve(
    study: Study,
    *,
    permutations: int = 500,
    seed: int = SEED,
    order: str = "date",
    by: str = "",
    level: int | None = None,
) -> DataFrame:
    """Return one row a case in order: the codes new in it, all so far, and a band around that.

    `mean`, `low` and `high` are the mean and the 2.5th and 97.5th percentile of codes after so
    many cases over random orders of the stratum's cases.
    """
    from pandas import DataFrame

    if permutations < 1:
        raise StudyError.at("--permutations", "phải từ 1 trở lên", "has to be 1 or more")
    found = sample(study, order=order, by=by, level=level)
    rows = [row for stratum in found.strata for row in _rows(stratum, permutations, seed)]
    text = ("stratum", "case", "date", "new_codes")
    types = {name: "object" if name in text else "int64" for name in CURVE[:7]}
    frame = DataFrame(rows, columns=list(CURVE))
    frame = frame.astype(types | dict.fromkeys(CURVE[7:], "float64"))
    parameters = {"permutations": permutations, "seed": seed, "order": order, "by": by}
    return basis.attach(
        frame,
        study,
        method=notes.CURVE,
        n={"cases": found.cases, "codings": found.codings},
        parameters={**parameters, "level": level},
        notes=(*notes.of_sample(study, found, by), *notes.of_order(found), notes.BAND),
    )


def _rows(stratum: Stratum, permutations: int, seed: int) -> list[tuple[object, ...]]:
    total, rows = 0, []
    for place, (case, new) in enumerate(zip(stratum.cases, stratum.new, strict=True)):
        total += len(new)
        said = "; ".join(new)
        rows.append((stratum.value, place + 1, case.name, case.date, len(new), said, total))
    band = _band(stratum, permutations, seed) if rows else ()
    return [(*row, *map(float, edge)) for row, edge in zip(rows, band, strict=True)]


def _band(stratum: Stratum, permutations: int, seed: int) -> NDArray[Any]:
    """Return mean and edges for each number of cases.

    Cases are shuffled from their order by name, so that the same cases have the same band
    however they are listed.
    """
    from numpy import column_stack, percentile
    from numpy.random import default_rng

    cases = sorted(stratum.cases, key=lambda case: case.name)
    # A random number for each case, ranked: where it stands in that order.
    ranks = default_rng(seed).random((permutations, len(cases))).argsort(axis=1).argsort(axis=1)
    curves = _accumulated(ranks, [[code in case.codes for case in cases] for code in stratum.codes])
    edges = percentile(curves, _EDGES, axis=0)
    return column_stack([curves.mean(axis=0), edges[0], edges[1]])


def _accumulated(ranks: NDArray[Any], has: list[list[bool]]) -> NDArray[Any]:
    """Return orders × cases: how many codes the first so many cases have, in each order."""
    from numpy import arange, array, bincount, zeros

    orders, cases = ranks.shape
    firsts = zeros(orders * cases, dtype="int64")
    for row in array(has, dtype=bool).reshape(-1, cases):
        first = ranks[:, row].min(axis=1)
        firsts += bincount(arange(orders) * cases + first, minlength=orders * cases)
    counts: NDArray[Any] = firsts.reshape(orders, cases).cumsum(axis=1)
    return counts

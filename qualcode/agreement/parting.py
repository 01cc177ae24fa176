"""Judgements parted by an attribute of the transcripts' cases."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from qualcode.agreement.judgements import Judgements
from qualcode.counting import UNKNOWN
from qualcode.model import Study


def by_value(study: Study, judged: Judgements, by: str) -> Iterator[tuple[str, Judgements]]:
    """Yield each value of the attribute with the judgements in its transcripts."""
    if not by:
        yield "", judged
        return
    values = {case.name: case.get(by).strip() for case in study.cases}
    of = [values.get(unit.transcript) or UNKNOWN for unit in judged.units]
    for value in sorted(set(of), key=lambda one: (one == UNKNOWN, of.index(one))):
        yield value, _only(judged, [number for number, one in enumerate(of) if one == value])


def _only(judged: Judgements, rows: Sequence[int]) -> Judgements:
    """Return the judgements of these units."""
    import numpy as np

    place = np.full(len(judged.units), -1)
    place[list(rows)] = np.arange(len(rows))
    spans = tuple(
        replace(
            one,
            units=place[one.units[kept]],
            codes=one.codes[kept],
            starts=one.starts[kept],
            ends=one.ends[kept],
        )
        for one in judged.spans
        for kept in [place[one.units] >= 0]
    )
    units = tuple(judged.units[row] for row in rows)
    return replace(judged, units=units, verdicts=judged.verdicts[:, list(rows)], spans=spans)

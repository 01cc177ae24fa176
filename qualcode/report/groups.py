"""Themes by groups of sources, in as many tables as their columns need."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from qualcode import comparing, heard, matrix
from qualcode.documents.values import Table
from qualcode.model import Bilingual, Study
from qualcode.report.evidence import Evidence
from qualcode.report.tables import CODE, MARKS, OF_ASKED, table, transposed

COLUMNS = 6
"""Groups that a table has room for."""


def by_groups(
    evidence: Evidence,
    study: Study,
    by: str,
    themes: Sequence[str],
    caption: Bilingual,
    *,
    most: int | None = None,
) -> Iterator[Table]:
    """Yield themes by an attribute's values, the largest groups first: how many of those asked.

    With `most` only so many groups are shown.
    """
    frame = matrix.table(study, rows=by, within=themes, cell="cases")
    frame = frame.sort_values("n", ascending=False, kind="stable").head(most or len(frame))
    values = [str(value) for value in frame[by]]
    names, cells = comparing.names(study, by, values), transposed(frame, by)
    heads = [
        f"{evidence.voice.one(names[value], chr(10))}\n(n = {n})"
        for value, n in zip(values, frame["n"], strict=True)
    ]
    starts = range(0, len(values), COLUMNS)
    for place, start in enumerate(starts, 1):
        shown = heads[start : start + COLUMNS]
        which = f" ({place}/{len(starts)})" if len(starts) > 1 else ""
        first = max(0.28, 0.64 - 0.12 * len(shown))
        yield table(
            evidence.voice,
            Bilingual(f"{caption.vi}{which}", f"{caption.en}{which}"),
            (CODE, *shown),
            [
                (heard.label(study, one), *cells[one][start : start + COLUMNS])
                for one in themes
                if one in cells
            ],
            widths=(first, *[(1 - first) / len(shown)] * len(shown)),
            notes=(OF_ASKED, MARKS),
            centred=range(1, len(shown) + 1),
        )

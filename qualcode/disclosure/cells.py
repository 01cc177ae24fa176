"""Cells of province × gender × role that hold so few people that one can be guessed."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from qualcode import counting
from qualcode.language.english import plural
from qualcode.model import Bilingual, Study

CROSSED = ("province", "gender", "group")
SHOWN = 4
"""Cells that the warning names."""


@dataclass(frozen=True, slots=True)
class SmallCell:
    """Values that too few people share."""

    values: tuple[str, ...]
    people: int


def small_cells(study: Study) -> tuple[SmallCell, ...]:
    """Return the cells with fewer people than `share: smallest:`, the smallest first.

    A case whose people aren't known counts as one, a survey's respondents count each.
    """
    known = {person.case for person in study.people}
    surveys = {survey.name for survey in study.surveys}
    of_surveys = {f"{s.name}.{q.id}" for s in study.surveys for q in s.questions}
    everyone = [person.get for person in study.people]
    everyone += [
        case.get
        for case in study.cases
        if case.has_transcript and case.name not in known | surveys | of_surveys
    ]
    crossed = [name for name in CROSSED if any(get(name).strip() for get in everyone)]
    cells = Counter(tuple(get(name).strip() for name in crossed) for get in everyone)
    few = study.settings.sharing.smallest
    found = [SmallCell(values, n) for values, n in cells.items() if n < few and any(values)]
    return tuple(sorted(found, key=lambda cell: (cell.people, cell.values)))


def warnings(study: Study) -> tuple[Bilingual, ...]:
    """Return a line if cells are too small to hide anybody in, with what to do; else nothing."""
    few = study.settings.sharing.smallest
    found = small_cells(study)
    if not found:
        return ()
    named = [" × ".join(v or counting.UNKNOWN for v in cell.values) for cell in found[:SHOWN]]
    more = " …" if len(found) > SHOWN else ""
    listed = "; ".join(f"{name}: {cell.people}" for name, cell in zip(named, found, strict=False))
    n, cells = len(found), plural(len(found), "cell")
    return (
        Bilingual(
            f"Cẩn thận: {n} ô tỉnh × giới × nhóm có ít hơn {few} người ({listed}{more}); người "
            "quen có thể đoán ra ai. Hãy gộp nhóm trong cases.csv, hoặc bớt cột ở share: keep: và "
            "ở attribution: trong qualcode.yaml.",
            f"Careful: {n} {cells} of province × gender × group with fewer than {few} people "
            f"({listed}{more}); who knows them may guess. Merge groups in cases.csv, or take "
            "columns out of share: keep: and attribution: in qualcode.yaml.",
        ),
    )

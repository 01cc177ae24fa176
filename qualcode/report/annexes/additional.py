"""Tables that chapters have no room for: all codes by each attribute, convergence, and the rest."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from qualcode import triangulation
from qualcode.documents.values import Block
from qualcode.language.attributes import called
from qualcode.model import Bilingual
from qualcode.report import convergence
from qualcode.report.annexes.other_tables import saturated, together
from qualcode.report.annexes.survey_tables import tables
from qualcode.report.evidence import Evidence
from qualcode.report.groups import by_groups

NONE = Bilingual(
    "Chưa có lượt mã hóa nào được tính, nên chưa có bảng nào.",
    "No coding counts yet, so there are no tables.",
)


def parts(evidence: Evidence) -> Iterator[tuple[str, Iterable[Block]]]:
    """Yield the tables, each kind under a name of its own."""
    study = evidence.study
    if evidence.whole.themes:
        attributes = {name for case in study.cases for name in case.attributes}
        for by in study.settings.compare:
            if by in attributes:
                yield f"codes-{by}", _codes(evidence, by)
            yield f"sources-{by}", _sources(evidence, by)
        yield "together", together(evidence)
        yield "saturation", saturated(evidence)
    for place, survey in enumerate(study.surveys, 1):
        yield f"survey-{place}", tables(evidence, survey)
    if not (evidence.whole.themes or study.surveys):
        yield "none", evidence.voice.said(NONE)


def _codes(evidence: Evidence, by: str) -> Iterator[Block]:
    scope = evidence.whole
    mentioned = {one.id for one in scope.themes}
    ids = [code.id for code in evidence.study.codes if code.id in mentioned]
    caption = Bilingual(f"Mã theo {called(by).vi}", f"Codes by {called(by).en}")
    yield from by_groups(evidence, scope.study, by, ids, caption)


def _sources(evidence: Evidence, by: str) -> Iterator[Block]:
    first = evidence.study.settings.compare[0]
    found = evidence.compared if by == first else triangulation.compared(evidence.study, by)
    if found and len(found.sources) > 1:
        mentioned = {one.id for one in evidence.whole.themes}
        ids = [code.id for code in evidence.study.codes if code.id in mentioned]
        of = Bilingual(f"theo {called(by).vi}", f"by {called(by).en}")
        yield convergence.converging(evidence, found, ids, of)

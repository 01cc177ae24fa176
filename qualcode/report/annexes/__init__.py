"""The annexes: complete, and made again at each run."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

from qualcode.documents.values import Block, Part
from qualcode.model import Chapter
from qualcode.report.annexes import (
    additional,
    codebook,
    informants,
    instruments,
    methods,
    untranslated,
)
from qualcode.report.evidence import Evidence

UNTRANSLATED = "untranslated"
"""The annex that a report in Vietnamese alone has no need of."""

_MAKERS: Mapping[str, Callable[[Evidence], Iterable[tuple[str, Iterable[Block]]]]] = {
    "informants": informants.parts,
    "instruments": instruments.parts,
    "codebook": codebook.parts,
    "methods": methods.parts,
    "coreq": methods.coreq_alone,
    "tables": additional.parts,
    UNTRANSLATED: untranslated.parts,
}


def parts(evidence: Evidence, chapter: Chapter) -> Iterator[Part]:
    """Yield what fills an annex, a part for each thing in it."""
    title = evidence.voice.one(chapter.title)
    for name, blocks in _MAKERS[chapter.annex](evidence):
        made = tuple(blocks)
        if made:
            yield Part(f"{chapter.id}:{name}"[:60], made, title=title)

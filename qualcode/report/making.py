"""A study → the report as a document: its outline, what fills each chapter, what is to write."""

from __future__ import annotations

from collections.abc import Iterator

from qualcode.documents.values import Block, Contents, Document, PageBreak, Part
from qualcode.documents.voice import Voice
from qualcode.model import Bilingual, Study, Tongue
from qualcode.report import annexes, explaining, fields, filling, outline, overall, parties
from qualcode.report.evidence import Evidence, Scope
from qualcode.report.numbering import Placed, placed

REPORT = Bilingual("Báo cáo", "Report")
CONTENTS = Bilingual("Mục lục", "Contents")


def document(study: Study, tongue: Tongue) -> Document:
    """Return the report: placeholders for what people write, and ours that is made at each run."""
    evidence = Evidence(study, Voice(tongue))
    voice, title = evidence.voice, study.settings.title
    chapters = placed(outline.chapters(study))
    # Annexes last: one of them lists which of the report's quotes have no translation.
    made = {
        one.chapter.id: tuple(_parts(evidence, one))
        for one in sorted(chapters, key=lambda one: bool(one.chapter.annex))
        if not (one.chapter.annex == annexes.UNTRANSLATED and tongue == "vi")
    }
    parts = tuple(part for one in chapters for part in made.get(one.chapter.id, ()))
    named = title.say(voice.language) or voice.one(REPORT)
    beside = title.en if tongue == "both" and title.en != title.vi else ""
    contents = Contents(voice.one(CONTENTS), 2, voice.language)
    front = Part("report:contents", (contents,), title=voice.one(CONTENTS))
    return Document(
        named,
        (overall.about(evidence), front, *parts),
        voice.language,
        beside or (voice.one(REPORT) if named != voice.one(REPORT) else ""),
        fields.fields(evidence, named, parts),
        edition=tongue,
    )


def _parts(evidence: Evidence, one: Placed) -> Iterator[Part]:
    scope = evidence.scope(one.chapter)
    yield _written(evidence, one, scope)
    yield from _ours(evidence, scope)


def _written(evidence: Evidence, one: Placed, scope: Scope) -> Part:
    """Return what is written once and then belongs to who writes the report."""
    voice, chapter = evidence.voice, one.chapter
    blocks: list[Block] = [PageBreak()] if one.begins_page else []
    blocks.append(one.heading(voice))
    blocks += voice.asked(chapter.prose)
    if chapter.codes:
        told = explaining.explain(scope, evidence.compared)
        blocks += voice.asked(*([told] if told and "recommendations" not in chapter.show else []))
    return Part(f"{chapter.id}:prose", tuple(blocks), ours=False)


def _ours(evidence: Evidence, scope: Scope) -> Iterator[Part]:
    chapter = scope.chapter
    if chapter.annex:
        yield from annexes.parts(evidence, chapter)
        return
    yield from filling.parts(evidence, scope)
    if "recommendations" in chapter.show and scope.themes:
        lines = evidence.voice.asked(*parties.to_write(scope))
        yield Part(f"{chapter.id}:to-write", lines, ours=False)

"""How it was done: the methods in paragraphs, and COREQ's 32 items with what is known of each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from qualcode import coreq
from qualcode.documents.values import Block, Cell, PageBreak
from qualcode.model import Bilingual
from qualcode.report.evidence import Evidence
from qualcode.report.tables import Written, table

CHECKLIST = Bilingual("Bảng kiểm COREQ, 32 mục", "COREQ checklist, 32 items")


def parts(evidence: Evidence) -> Iterator[tuple[str, Iterable[Block]]]:
    """Yield the methods, then the checklist."""
    voice = evidence.voice
    blocks: list[Block] = []
    for heading, paragraphs in coreq.methods(evidence.given):
        blocks += [*voice.said(heading, manner="label"), *voice.said(*paragraphs)]
    yield "text", blocks
    yield "coreq", (PageBreak(), _checklist(evidence))


def coreq_alone(evidence: Evidence) -> Iterator[tuple[str, Iterable[Block]]]:
    """Yield the checklist."""
    yield "coreq", (_checklist(evidence),)


def _checklist(evidence: Evidence) -> Block:
    voice = evidence.voice
    items = coreq.items(evidence.given)
    rows: list[tuple[Written | Cell, ...]] = []
    for item in items:
        if domain := coreq.DOMAINS.get(item.number):
            rows.append((Cell(""), Cell(voice.one(domain), bold=True), Cell("")))
        answer = _answer(evidence, item)
        rows.append(
            (item.number, "\n".join((voice.one(item.name), *voice.each(item.asks))), answer)
        )
    known = sum(item.answer is not None for item in items)
    return table(
        voice,
        CHECKLIST,
        (
            Bilingual("Mục", "Item"),
            Bilingual("Điều cần nêu", "What is to be said"),
            Bilingual("Trả lời, lấy từ đâu", "Answer, and where it is from"),
        ),
        rows,
        widths=(0.08, 0.4, 0.52),
        notes=(
            Bilingual(
                f"{known} trong {len(items)} mục đã có câu trả lời. Nguồn: {coreq.SOURCE}.",
                f"{known} of {len(items)} items are answered. Source: {coreq.SOURCE}.",
            ),
        ),
        centred=(0,),
    )


def _answer(evidence: Evidence, item: coreq.Item) -> str | Cell:
    voice = evidence.voice
    if item.answer is None:
        ask = Bilingual(
            f"Cần bổ sung: report: methods: {item.key} trong qualcode.yaml",
            f"To be filled in: report: methods: {item.key} in qualcode.yaml",
        )
        return Cell(voice.one(ask, "\n"), fill="FFF2CC")
    said = "\n".join(voice.each(item.answer))
    source = voice.one(item.source)
    return f"{said} ({source})" if source else said

"""Which codes are said together most often, and whether interviews stopped bringing new ones."""

from __future__ import annotations

from collections.abc import Iterator

from qualcode import basis, cooccurrence, heard, saturation
from qualcode.documents.values import Block
from qualcode.language.numbers import decimal, percent
from qualcode.model import Bilingual
from qualcode.report.evidence import Evidence
from qualcode.report.tables import NOTHING, Written, table

PAIRS = 15
NO_PAIRS = Bilingual(
    "Không có hai mã nào được nói trong cùng một đoạn.", "No two codes are said in one segment."
)


def together(evidence: Evidence) -> Iterator[Block]:
    """Yield the pairs of codes that are said in one segment, most often first."""
    study, voice = evidence.study, evidence.voice
    found = basis.records(cooccurrence.pairs(study).head(PAIRS))
    if not found:
        yield from voice.said(NO_PAIRS, manner="small")
        return
    yield table(
        voice,
        Bilingual("Mã đi cùng nhau trong một đoạn", "Codes said together in one segment"),
        (
            Bilingual("Mã", "Code"),
            Bilingual("cùng với", "with"),
            Bilingual("Đoạn", "Segments"),
            Bilingual("Nguồn", "Sources"),
            Bilingual("Jaccard", "Jaccard"),
        ),
        [
            (
                heard.label(study, row["code_a"]),
                heard.label(study, row["code_b"]),
                int(row["together"]),
                int(row["cases"]),
                decimal(row["coefficient"], 2).say(voice.language),
            )
            for row in found
        ],
        widths=(0.33, 0.33, 0.12, 0.11, 0.11),
        notes=(
            Bilingual(
                f"Nhiều nhất {PAIRS} cặp. Đi cùng nhau không có nghĩa là ý này dẫn đến ý kia.",
                f"At most {PAIRS} pairs. Said together doesn't mean that one leads to the other.",
            ),
        ),
        centred=(2, 3, 4),
    )


def saturated(evidence: Evidence) -> Iterator[Block]:
    """Yield how many new codes each run of interviews brought, and whether that was enough."""
    study, voice = evidence.study, evidence.voice
    found = basis.records(saturation.saturation(study))
    if not found:
        return
    why = saturation.WHY[found[0]["why"]]
    notation = found[0]["notation"]
    reached = Bilingual(
        f"Đạt bão hòa: {notation}." if notation else f"Chưa nói được là bão hòa: {why.vi}.",
        f"Saturation reached: {notation}." if notation else f"Saturation not shown: {why.en}.",
    )
    runs = [row for row in found if row["first"] is not None]
    if not runs:
        yield from voice.said(reached, manner="small")
        return
    rows: list[tuple[Written, ...]] = [
        (
            f"{int(row['first'])}–{int(row['last'])}",
            int(row["new"]),
            NOTHING if row["ratio"] is None else percent(row["ratio"]).say(voice.language),
        )
        for row in runs
    ]
    yield table(
        voice,
        Bilingual("Bão hòa theo Guest, Namey và Chen (2020)", "Saturation (Guest et al. 2020)"),
        (
            Bilingual("Nguồn thứ", "Sources no."),
            Bilingual("Mã mới", "New codes"),
            Bilingual("So với ban đầu", "Of the base"),
        ),
        rows,
        widths=(0.4, 0.3, 0.3),
        notes=(reached,),
        centred=(0, 1, 2),
    )

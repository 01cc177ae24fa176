"""The sheets that say what the study is made of: codebook, summaries."""

from __future__ import annotations

from qualcode import summaries
from qualcode.exporters.cells import Cell, Column, Family, Sheet, families
from qualcode.exporters.matrices import case_width, named
from qualcode.model import Bilingual, Code, Codebook, Results

VALENCES = {
    "barrier": Bilingual("rào cản", "barrier"),
    "enabler": Bilingual("thuận lợi", "enabler"),
    "neutral": Bilingual("trung tính", "neutral"),
}


def codebook_sheet(results: Results) -> Sheet:
    """Return one row for each code with what a person needs to use it."""
    names = {family.id: family for family in families(results.study)}
    return Sheet(
        "Codebook",
        (
            Column(Bilingual("Nhóm mã", "Family"), 16),
            Column(Bilingual("Mã", "Code"), 26),
            Column(Bilingual("Tên mã", "Label"), 26),
            Column(Bilingual("Định nghĩa", "Definition"), 44),
            Column(Bilingual("Gồm", "Include"), 30),
            Column(Bilingual("Không gồm", "Exclude"), 30),
            Column(Bilingual("Ví dụ", "Examples"), 40),
            Column(Bilingual("Chiều", "Valence"), 12),
            Column(Bilingual("Sổ mã", "Codebook"), 20),
            Column(Bilingual("Phiên bản", "Version"), 11),
            Column(Bilingual("Số quy tắc", "Rules"), 9),
        ),
        tuple(
            _code_row(names[code.family], code, book)
            for book in results.study.codebooks
            for code in book.codes
        ),
        frozen=3,
        printed=8,
        see="codebooks/",
    )


def summaries_sheet(results: Results) -> Sheet:
    """Return what people wrote into the cells of the framework matrix, one row a cell."""
    labels = {
        c.id: c.label for book in results.study.codebooks for c in (*book.codes, *book.groups)
    }
    cells = summaries.Cells(results.study)
    return Sheet(
        "Summaries",
        (
            Column(Bilingual("Nguồn", "Case"), case_width(results.study.cases)),
            Column(Bilingual("Mã", "Code"), 30),
            Column(Bilingual("Tên mã", "Label"), 30),
            Column(Bilingual("Tóm tắt", "Summary"), 90),
            Column(Bilingual("Người viết", "Written by"), 16),
            Column(Bilingual("Còn khớp với mã hóa?", "Up to date?"), 34),
        ),
        tuple(
            (
                Cell(summary.case, "strong"),
                Cell(summary.code),
                Cell(labels.get(summary.code, ""), between="\n"),
                Cell(summary.text),
                Cell(summary.coder),
                _standing(cells.since(summary)),
            )
            for summary in results.study.summaries
        ),
    )


def _standing(changes: summaries.Changes | None) -> Cell:
    """Return whether a summary still fits what is coded."""
    state = "unknown" if changes is None else "changed" if changes else "current"
    said, counts = summaries.STATES[state], changes.say() if changes else None
    words = Bilingual(f"{counts.vi}: {said.vi}", f"{counts.en}: {said.en}") if counts else said
    return Cell(words, "stale" if changes else "text", between="\n")


def _code_row(family: Family, code: Code, book: Codebook) -> tuple[Cell, ...]:
    return (
        Cell(named(family), between="\n"),
        Cell(code.id, "strong"),
        Cell(code.label, between="\n"),
        *(Cell(words, between="\n") for words in (code.definition, code.include, code.exclude)),
        Cell("\n".join(f"“{example}”" for example in code.examples)),
        Cell(VALENCES[code.valence]),
        Cell(book.name),
        Cell(book.version),
        Cell(len(code.rules)),
    )

"""The sheets that say what the study is made of: codebook, quotes, summaries."""

from __future__ import annotations

from collections.abc import Mapping

from qualcode import summaries
from qualcode.exporters.cells import Cell, Column, Family, Sheet, both, families, proposed_by
from qualcode.exporters.matrices import ATTRIBUTES, attribute_value, case_width
from qualcode.exporters.table import turns_of
from qualcode.model import (
    SIGNS,
    Bilingual,
    Case,
    Code,
    Codebook,
    Quote,
    Results,
    Transcript,
    Turn,
)

ROLES = {
    "respondent": Bilingual("người trả lời", "respondent"),
    "interviewer": Bilingual("người hỏi", "interviewer"),
    "other": Bilingual("người khác", "other"),
    "unknown": Bilingual("chưa rõ", "unknown"),
}
STATUSES = {
    "proposed": Bilingual("chưa xem", "proposed"),
    "accepted": Bilingual("đã chấp nhận", "accepted"),
    "added": Bilingual("người mã hóa thêm", "added"),
    "rejected": Bilingual("đã bỏ", "rejected"),
}
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
            Column(Bilingual("Nhóm mã", "Family"), 18),
            Column(Bilingual("Mã", "Code"), 30),
            Column(Bilingual("Tên mã", "Label"), 24),
            Column(Bilingual("Tên tiếng Anh", "English label"), 24),
            Column(Bilingual("Định nghĩa", "Definition"), 50),
            Column(Bilingual("Gồm", "Include"), 36),
            Column(Bilingual("Không gồm", "Exclude"), 36),
            Column(Bilingual("Ví dụ", "Examples"), 50),
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
    )


def quotes_sheet(results: Results) -> Sheet:
    """Return one row for each coding in force, ready to be filtered and cited."""
    study = results.study
    cases = {case.name: case for case in study.cases}
    sources = {transcript.name: transcript for transcript in study.transcripts}
    turns = turns_of(study)
    names = {family.id: family for family in families(study)}
    labels = {code.id: both(code.label, "\n") for code in study.codes}
    return Sheet(
        "Quotes",
        (
            Column(Bilingual("Mã trích dẫn", "Quote id"), 6 + case_width(study.cases)),
            Column(Bilingual("Nguồn", "Case"), case_width(study.cases)),
            *(Column(ATTRIBUTES[name], 14) for name in ("type", "province")),
            Column(ATTRIBUTES["group"], 20),
            Column(Bilingual("Lượt lời", "Turn"), 8),
            Column(Bilingual("Vai", "Role"), 14),
            Column(Bilingual("Nhóm mã", "Family"), 18),
            Column(Bilingual("Mã", "Code"), 30),
            Column(Bilingual("Tên mã", "Label"), 24),
            Column(Bilingual("Trích dẫn", "Quote"), 60),
            Column(Bilingual("Bản dịch tiếng Anh", "English translation"), 40),
            Column(Bilingual("Từ khớp quy tắc", "Words that fired"), 30),
            Column(Bilingual("Quy tắc", "Rule"), 22),
            Column(Bilingual("Chiều", "Valence"), 12),
            Column(Bilingual("Tình trạng", "Status"), 16),
            Column(Bilingual("Người mã hóa", "Coder"), 14),
            Column(Bilingual("Ghi chú", "Memo"), 26),
            Column(Bilingual("Ghi nguồn", "Attribution"), 28),
            Column(Bilingual("Ghi nguồn tiếng Anh", "English attribution"), 28),
            Column(Bilingual("Xác suất", "Probability"), 11),
            Column(Bilingual("Mô hình", "Model"), 30),
        ),
        tuple(
            (
                *_quote_place(quote, cases, turns),
                *_quote_code(quote.coding.code, names, labels),
                *_quote_words(quote, sources[quote.coding.transcript]),
            )
            for quote in results.quotes
        ),
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
                Cell(both(labels.get(summary.code, Bilingual("", "")), "\n")),
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
    return Cell(both(words, "\n"), "stale" if changes else "text")


def _code_row(family: Family, code: Code, book: Codebook) -> tuple[Cell, ...]:
    return (
        Cell(both(family.label, "\n") or family.id),
        Cell(code.id, "strong"),
        Cell(code.label.vi),
        Cell(code.label.en),
        *(Cell(both(words, "\n")) for words in (code.definition, code.include, code.exclude)),
        Cell("\n".join(f"“{example}”" for example in code.examples)),
        Cell(both(VALENCES[code.valence], " / ")),
        Cell(book.name),
        Cell(book.version),
        Cell(len(code.rules)),
    )


def _quote_place(
    quote: Quote, cases: Mapping[str, Case], turns: Mapping[tuple[str, int], Turn]
) -> tuple[Cell, ...]:
    name, number = quote.coding.transcript, quote.coding.turn
    case, turn = cases.get(name, Case(name)), turns.get((name, number))
    return (
        Cell(quote.id, "strong"),
        Cell(name),
        *(Cell(attribute_value(case, attribute)) for attribute in ("type", "province", "group")),
        Cell(number),
        Cell(both(ROLES[turn.role if turn else "unknown"], " / ")),
    )


def _quote_code(
    code: str, names: Mapping[str, Family], labels: Mapping[str, str]
) -> tuple[Cell, ...]:
    family = names[code.split(".", 1)[0]]
    label = both(family.label, "\n") or family.id
    return Cell(label), Cell(code), Cell(labels.get(code, ""))


def _quote_words(quote: Quote, transcript: Transcript) -> tuple[Cell, ...]:
    coding = quote.coding
    return (
        Cell(quote.words),
        Cell(coding.translation),
        Cell(" … ".join(span.of(transcript.text) for span in coding.evidence)),
        Cell(proposed_by(coding)),
        Cell(both(VALENCES[coding.valence], " / ")),
        Cell(
            f"{SIGNS[coding.status]} {both(STATUSES[coding.status], ' / ')}", _look(coding.status)
        ),
        Cell(coding.coder),
        Cell(coding.memo),
        Cell(quote.attribution.vi),
        Cell(quote.attribution.en),
        Cell("" if coding.probability is None else round(coding.probability, 3)),
        Cell(coding.model),
    )


def _look(status: str) -> str:
    return "proposed" if status == "proposed" else "text"

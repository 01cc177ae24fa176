"""Results → the Word document of coded quotes, ready to paste into a report."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from qualcode.exporters import word
from qualcode.exporters.cells import Family, both, families, signed
from qualcode.exporters.notes import learned_from, words_changed
from qualcode.exporters.table import by_code
from qualcode.model import Bilingual, Code, Quote, Results
from qualcode.shares import told

LEAD = (
    Bilingual(
        "Trích dẫn xếp theo nhóm mã rồi theo mã, nguyên văn như trong bản gỡ băng, không ghi tên "
        "người trả lời.",
        "Quotes are grouped by code family and code, verbatim from the transcripts, without "
        "respondents' names.",
    ),
    Bilingual(
        "○ là trích dẫn do quy tắc hoặc máy gợi ý, chưa có người xem (“máy học 0,83”: do máy học "
        "từ những đoạn người đã mã hóa mà đề xuất, xác suất 0,83); ● là đã chấp nhận, ✚ là "
        "người mã hóa thêm, kèm tên người mã hóa. Mã trong ngoặc vuông để tìm lại trong "
        "qualitative_matrix.xlsx. Lời giống hệt nhau của một nguồn về một mã chỉ in một lần. "
        "Nguồn được hỏi gồm cả nguồn tự nói tới. Số đếm không phải tỷ lệ trong dân số.",
        "○ marks a quote proposed by a rule or a model that nobody has looked at yet (“máy học "
        "0,83”: learned from passages that people coded, with a probability of 0.83); ● one that "
        "was accepted, ✚ one that a person added, with the coder's name. The id in square brackets "
        "finds it in qualitative_matrix.xlsx. The same words of one case on one code are printed "
        "once. Cases asked include those that brought it up themselves. Counts are not prevalence.",
    ),
)

CASES = "Nguồn / được hỏi\nCases / asked"


@dataclass(frozen=True, slots=True)
class Section:
    """One code with its quotes, and how many of the cases asked mention it."""

    code: Code
    quotes: tuple[Quote, ...]
    cases: int
    asked: int

    @property
    def count(self) -> str:
        """Return the line that says how many quotes there are and from where."""
        number = len(self.quotes)
        return (
            f"{number} trích dẫn, {self.cases}/{self.asked} nguồn được hỏi · "
            f"{number} quote{'s' if number != 1 else ''}, {self.cases} of {self.asked} cases asked"
        )


def write_document(results: Results, path: Path) -> None:
    """Write the quotes under a heading for each family and code."""
    from docx import Document

    document = Document()
    word.prepare(document)
    title = results.study.settings.title
    name = both(Bilingual(title.vi or "Trích dẫn theo mã", title.en or "Coded quotes"), " – ")
    document.core_properties.title = word.clean(name)[:250]
    document.add_paragraph(word.clean(name), style="Title")
    for words in LEAD:
        document.add_paragraph(both(words, "\n"))
    for words in (*told(results.study), *_models(results), results.policy):
        document.add_paragraph(word.clean(both(words, "\n")))
    if results.study.doubted:
        document.add_paragraph(both(words_changed(len(results.study.doubted)), "\n"))
    sections = _sections(results)
    groups = families(results.study)
    _add_list(document, groups, sections)
    models = {proposed: _quote_model(document, proposed=proposed) for proposed in (False, True)}
    for family in groups:
        _add_family(document, family, [sections[code.id] for code in family.codes], models)
    _add_silent(document, sections.values())
    word.save(document, path)


def _models(results: Results) -> tuple[Bilingual, ...]:
    return learned_from(quote.coding.model for quote in results.quotes)


def _sections(results: Results) -> Mapping[str, Section]:
    summary = by_code(results.summary)
    quotes: dict[str, list[Quote]] = {}
    for quote in _distinct(results.quotes):
        quotes.setdefault(quote.coding.code, []).append(quote)
    return {
        code.id: Section(
            code,
            tuple(quotes.get(code.id, ())),
            int(summary[code.id]["cases"]) if code.id in summary else 0,
            int(summary[code.id]["asked"]) if code.id in summary else 0,
        )
        for code in results.study.codes
    }


def _distinct(quotes: Iterable[Quote]) -> Iterable[Quote]:
    """Leave out what a case says again in the same words on one code; a person's coding stays."""
    kept: dict[tuple[str, str, str], Quote] = {}
    for quote in quotes:
        words = " ".join(quote.words.casefold().split())
        key = quote.coding.code, quote.coding.transcript, words
        if key not in kept or (_is_proposed(kept[key]) and not _is_proposed(quote)):
            kept[key] = quote
    return kept.values()


def _is_proposed(quote: Quote) -> bool:
    return quote.coding.status == "proposed"


def _add_list(document: Any, groups: Iterable[Family], sections: Mapping[str, Section]) -> None:
    """Add a table of the codes with their counts: unlike a contents field, it is never stale."""
    rows = [
        (family, section)
        for family in groups
        for code in family.codes
        if (section := sections[code.id]).quotes
    ]
    if not rows:
        document.add_paragraph("Chưa có trích dẫn nào.\nThere are no quotes yet.")
        return
    table = word.add_table(document, ("Mã / Code", "Trích dẫn / Quotes", CASES))
    shown = ""
    for family, section in rows:
        if family.id != shown:
            word.add_row(table, (family.name, "", ""), bold=True)
            shown = family.id
        cases = f"{section.cases}/{section.asked}"
        word.add_row(table, (both(section.code.label, " – "), str(len(section.quotes)), cases))


def _add_family(
    document: Any, family: Family, sections: Iterable[Section], models: Mapping[bool, Any]
) -> None:
    said = [section for section in sections if section.quotes]
    if not said:
        return
    document.add_heading(word.clean(family.name), 1)
    for section in said:
        document.add_heading(word.clean(both(section.code.label, " – ") or section.code.id), 2)
        count = document.add_paragraph(section.count)
        count.paragraph_format.keep_with_next = True
        word.paint(count.runs[0], word.GREY)
        for quote in section.quotes:
            word.add_copy(document, models[_is_proposed(quote)], _quote_texts(quote))


def _quote_model(document: Any, *, proposed: bool) -> Any:
    """Return a paragraph to copy for each quote.

    Its runs: the words, their English, whom to attribute them to, the quote's id.
    """
    paragraph = document.add_paragraph(style="Quote")
    paragraph.add_run()
    word.paint(paragraph.add_run(), word.GREY)
    paragraph.add_run().italic = False
    found = paragraph.add_run()
    found.italic = False
    word.paint(found, word.ORANGE if proposed else word.GREY, 8)
    return word.take_out(paragraph)


def _quote_texts(quote: Quote) -> tuple[str, str, str, str]:
    found = signed(quote.id, quote.coding)
    english = f"\n“{quote.coding.translation}”" if quote.coding.translation else ""
    return f"“{quote.words}”", english, f"\n— {quote.attribution.say('vi')}", f"  [{found}]"


def _add_silent(document: Any, sections: Iterable[Section]) -> None:
    silent = [section.code for section in sections if not section.quotes]
    if not silent:
        return
    document.add_heading("Mã chưa có trích dẫn – Codes without quotes", 1)
    for code in silent:
        label = both(code.label, " – ")
        document.add_paragraph(word.clean(f"{label} ({code.id})"), style="List Bullet")

"""A codebook as the Word annex of a report: a table for each code, families as headings."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Literal

from qualcode.codebook_tools.exchange import annex_cells
from qualcode.codebook_tools.tree import in_tree_order
from qualcode.exporters import word
from qualcode.exporters.cells import both
from qualcode.exporters.office import LANGUAGES
from qualcode.model import Bilingual, Code, Codebook, Language, Problem, is_within

Shown = Literal["vi", "en", "both"]

WIDTH = 160
"""Millimetres between the margins."""
HEAD_WIDTH = 34
SHADE = "DCE9F5"
PALE = "F2F2F2"
TITLE = Bilingual("Sổ mã", "Codebook")
VERSION = Bilingual("Phiên bản", "Version")
CODES = Bilingual("mã", "codes")
LIST = Bilingual("Danh sách mã", "List of codes")
LABEL = Bilingual("Tên mã", "Label")
OTHERS = Bilingual("Mã khác", "Other codes")
HEADS = {
    "definition": Bilingual("Định nghĩa", "Definition"),
    "include": Bilingual("Bao gồm", "Include"),
    "exclude": Bilingual("Không bao gồm", "Exclude"),
    "examples": Bilingual("Ví dụ", "Examples"),
    "counter_examples": Bilingual("Không phải mã này", "Not this code"),
}
_TEXTS = ("definition", "include", "exclude")


def write(book: Codebook, language: Shown = "vi") -> bytes:
    """Return the annex in one language, or in both side by side."""
    from docx import Document

    document = Document()
    word.prepare(document)
    _set_up(document, language)
    columns = _columns(language)
    titles = [f"{TITLE.say(each)}: {book.title.say(each) or book.name}" for each in columns]
    document.core_properties.title = word.clean(" – ".join(titles))[:250]
    document.core_properties.language = LANGUAGES["en" if language == "en" else "vi"]
    document.add_paragraph(word.clean("\n".join(titles)), style="Title")
    facts = f"{_one(VERSION, language)} {book.version} · {len(book.codes)} {_one(CODES, language)}"
    document.add_paragraph(word.clean(facts))
    families = list(_families(book))
    _add_list(document, families, language)
    for family, codes in families:
        _add_family(document, family, codes, language)
    return _bytes(document)


def losses(book: Codebook) -> tuple[Problem, ...]:
    """Return nothing: an annex is for people, who need no rules."""
    del book
    return ()


def _families(book: Codebook) -> Iterator[tuple[Code | None, list[Code]]]:
    """Yield each family's group, if it is listed, with its codes; what stands alone comes last."""
    names = dict.fromkeys(code.family for code in book.codes)
    alone = [name for name in names if all(c.id == name for c in book.codes if c.family == name)]
    for name in names:
        if name not in alone:
            codes = [c for c in in_tree_order(book) if c.family == name and c.id != name]
            own = book.code(name)
            is_coded = own in book.codes
            group = own or Code(name, Bilingual(name, name))
            yield group, [group, *codes] if is_coded else codes
    if alone:
        yield None, [code for code in book.codes if code.id in alone]


def _set_up(document: Any, language: Shown) -> None:
    from docx.oxml.ns import qn
    from docx.shared import Pt

    if language == "en":
        for mark in document.styles.element.iter(qn("w:lang")):
            mark.set(qn("w:val"), LANGUAGES["en"])
    document.styles["Normal"].paragraph_format.space_after = Pt(6)


def _add_list(document: Any, families: Sequence[Any], language: Shown) -> None:
    """Add the codes at a glance: unlike a contents field, this is never stale."""
    document.add_heading(word.clean(_one(LIST, language)), 1)
    columns = _columns(language)
    widths = [WIDTH - 62, 62] if len(columns) == 1 else [49, 49, 62]
    table = annex_cells.add_table(document, widths)
    cells = annex_cells.add_row(table, widths, shade=SHADE, repeats=True, keeps=True)
    for cell, words in zip(cells, [*(LABEL.say(each) for each in columns), "Id"], strict=True):
        annex_cells.fill(cell, words, bold=True)
    for family, codes in families:
        if family:
            cells = annex_cells.add_row(table, widths, shade=PALE, keeps=True)
            for cell, each in zip(cells, columns, strict=False):
                annex_cells.fill(cell, family.label.say(each), each, bold=True)
        for code in codes:
            cells = annex_cells.add_row(table, widths)
            for cell, each in zip(cells, columns, strict=False):
                annex_cells.fill(cell, code.label.say(each), each)
            annex_cells.fill(cells[-1], code.id)


def _add_family(document: Any, family: Code | None, codes: Sequence[Code], language: Shown) -> None:
    if family is None or family not in codes:
        _add_group(document, family or Code("", OTHERS), 1, language)
    else:
        document.add_heading(word.clean(_one(family.label, language)), 1)
    for code in codes:
        if any(is_within(each.id, code.id) and each != code for each in codes) and not code.rules:
            _add_group(document, code, 2, language)
        else:
            _add_code(document, code, language)


def _add_group(document: Any, group: Code, level: int, language: Shown) -> None:
    document.add_heading(word.clean(_one(group.label, language)), level)
    for each in _columns(language):
        if words := group.definition.say(each):
            paragraph = document.add_paragraph()
            paragraph.paragraph_format.keep_with_next = True
            annex_cells.speak(paragraph.add_run(word.clean(words)), each)


def _add_code(document: Any, code: Code, language: Shown) -> None:
    """Add a code's table; its first row, the label, is repeated where the table goes on."""
    columns = _columns(language)
    width = (WIDTH - HEAD_WIDTH) // len(columns)
    widths = [HEAD_WIDTH, *([width] * len(columns))]
    lead = document.add_paragraph()
    lead.paragraph_format.keep_with_next = True
    annex_cells.shrink(lead)
    table = annex_cells.add_table(document, widths)
    cells = annex_cells.add_row(table, widths, shade=SHADE, repeats=True, keeps=True)
    annex_cells.fill(cells[0], _one(Bilingual("Mã", "Code"), language), bold=True)
    for cell, each in zip(cells[1:], columns, strict=True):
        annex_cells.fill(cell, code.label.say(each), each, bold=True)
    annex_cells.add_id(cells[1], code.id)
    rows = [(key, getattr(code, key)) for key in _TEXTS]
    filled = [(key, words) for key, words in rows if words.vi or words.en]
    for key, words in filled:
        cells = annex_cells.add_row(table, widths, keeps=True)
        annex_cells.fill(cells[0], _head(HEADS[key], language), bold=True)
        said = dict.fromkeys(words.say(each) for each in columns)
        if len(said) < len(cells) - 1:
            cells[1].merge(cells[-1])
        for cell, each in zip(cells[1:], columns, strict=True):
            if len(said) == len(columns) or each == columns[0]:
                annex_cells.fill(cell, words.say(each), each)
    _add_examples(table, code, widths, language)
    annex_cells.let_go(table)


def _add_examples(table: Any, code: Code, widths: Sequence[int], language: Shown) -> None:
    """Add what people say, in the language in which they say it, over all columns."""
    for key in ("examples", "counter_examples"):
        texts: tuple[str, ...] = getattr(code, key)
        if not texts:
            continue
        cells = annex_cells.add_row(table, widths, keeps=True)
        annex_cells.fill(cells[0], _head(HEADS[key], language), bold=True)
        wide = cells[1].merge(cells[-1]) if len(cells) > 2 else cells[1]  # noqa: PLR2004 - both languages
        for place, text in enumerate(texts):
            paragraph = wide.paragraphs[0] if not place else wide.add_paragraph()
            annex_cells.write(paragraph, f"“{text}”", "vi")
            paragraph.runs[-1].italic = True


def _columns(language: Shown) -> tuple[Language, ...]:
    return ("vi", "en") if language == "both" else (language,)


def _one(words: Bilingual, language: Shown) -> str:
    return both(words, " – ") if language == "both" else words.say(language)


def _head(words: Bilingual, language: Shown) -> str:
    return both(words, "\n") if language == "both" else words.say(language)


def _bytes(document: Any) -> bytes:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "annex.docx"
        word.save(document, path)
        return path.read_bytes()

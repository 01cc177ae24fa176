"""The tables of a codebook's Word annex: their rows, cells and the language of their words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from qualcode.exporters import word
from qualcode.exporters.office import LANGUAGES
from qualcode.model import Language

SIZE = 9.5


def add_table(document: Any, widths: Sequence[int]) -> Any:
    """Add a table without rows, its columns this many millimetres wide."""
    from docx.shared import Mm

    table = document.add_table(rows=0, cols=len(widths), style="Table Grid")
    table.autofit = False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Mm(width)
    return table


def add_row(
    table: Any,
    widths: Sequence[int],
    *,
    shade: str = "",
    repeats: bool = False,
    keeps: bool = False,
) -> list[Any]:
    """Add a row that no page end splits; one that keeps stays with the row that follows."""
    from docx.oxml.parser import OxmlElement
    from docx.shared import Mm, Pt

    row = table.add_row()
    properties = row._tr.get_or_add_trPr()  # noqa: SLF001 - no API
    for name in ["w:cantSplit", *(["w:tblHeader"] if repeats else [])]:
        properties.append(OxmlElement(name))
    for cell, width in zip(row.cells, widths, strict=True):
        cell.width = Mm(width)
        look = cell.paragraphs[0].paragraph_format
        look.keep_with_next, look.space_before, look.space_after = keeps, Pt(1), Pt(2)
        if shade:
            _shade(cell, shade)
    return list(row.cells)


def _shade(cell: Any, colour: str) -> None:
    from docx.oxml.ns import qn
    from docx.oxml.parser import OxmlElement

    fill = OxmlElement("w:shd")
    for name, value in (("w:val", "clear"), ("w:color", "auto"), ("w:fill", colour)):
        fill.set(qn(name), value)
    cell._tc.get_or_add_tcPr().append(fill)  # noqa: SLF001 - no API


def fill(cell: Any, text: str, language: Language | None = None, *, bold: bool = False) -> None:
    """Write a text into a cell."""
    write(cell.paragraphs[0], text, language, bold=bold)


def write(paragraph: Any, text: str, language: Language | None, *, bold: bool = False) -> None:
    """Add a text to a paragraph, marked with its language."""
    from docx.shared import Pt

    run = paragraph.add_run(word.clean(text))
    run.bold = bold
    run.font.size = Pt(SIZE)
    paragraph.paragraph_format.space_after = Pt(2)
    if language:
        speak(run, language)


def add_id(cell: Any, code_id: str) -> None:
    """Add a code's id below what stands in the cell, small and grey."""
    run = cell.paragraphs[0].add_run(f"\n{word.clean(code_id)}")
    word.paint(run, word.GREY, 8.5)


def speak(run: Any, language: Language) -> None:
    """Mark the words' language, by which Word checks their spelling."""
    from docx.oxml.ns import qn
    from docx.oxml.parser import OxmlElement

    mark = OxmlElement("w:lang")
    mark.set(qn("w:val"), LANGUAGES[language])
    run._r.get_or_add_rPr().append(mark)  # noqa: SLF001 - no API


def shrink(paragraph: Any) -> None:
    """Make the empty line between two tables a thin one."""
    from docx.shared import Pt

    paragraph.paragraph_format.space_after = Pt(0)
    paragraph.paragraph_format.line_spacing = Pt(8)


def let_go(table: Any) -> None:
    """Let the last row part from what follows, so that only the table is kept together."""
    for cell in table.rows[-1].cells:
        for paragraph in cell.paragraphs:
            paragraph.paragraph_format.keep_with_next = False

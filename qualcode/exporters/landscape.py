"""A Word document with a wide table: landscape pages, headings repeated, rows kept whole."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from qualcode.exporters import word

MARGIN = 15
ROOM = 297 - 2 * MARGIN
"""Millimetres that a landscape page has for a table."""


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph of a table's cell."""

    text: str
    bold: bool = False
    italic: bool = False
    colour: str = ""
    size: float = 9


def begin(title: str) -> Any:
    """Return a document of landscape pages with this title."""
    from docx import Document
    from docx.enum.section import WD_ORIENT
    from docx.shared import Mm

    document = Document()
    word.prepare(document)
    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Mm(297), Mm(210)
    section.left_margin = section.right_margin = Mm(MARGIN)
    section.top_margin = section.bottom_margin = Mm(MARGIN)
    document.core_properties.title = word.clean(title)[:250]
    document.add_paragraph(word.clean(title), style="Title")
    return document


def add_lines(document: Any, lines: Iterable[Line]) -> None:
    """Add paragraphs below what is there."""
    for line in lines:
        _write(document.add_paragraph(), line)


def add_table(document: Any, headings: Sequence[str], widths: Sequence[float]) -> Any:
    """Add a table whose headings are repeated on each page; widths are shares of the page's."""
    from docx.oxml.parser import OxmlElement
    from docx.shared import Mm

    table = document.add_table(rows=1, cols=len(headings), style="Table Grid")
    table.autofit = False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Mm(ROOM * width / sum(widths))
    _fill(table, table.rows[0], [[Line(heading, bold=True)] for heading in headings])
    for cell in table.rows[0].cells:
        shade(cell, "DCE9F5")
    table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))  # noqa: SLF001 - no API
    return table


def add_row(table: Any, cells: Sequence[Sequence[Line]], fills: Sequence[str] = ()) -> None:
    """Add a row that no page breaks, with these fills of its cells; an empty one is white."""
    from docx.oxml.parser import OxmlElement

    row = table.add_row()
    row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))  # noqa: SLF001 - no API
    _fill(table, row, cells)
    for cell, fill in zip(row.cells, fills, strict=False):
        if fill:
            shade(cell, fill)


def shade(cell: Any, fill: str) -> None:
    """Give a cell a colour behind its words."""
    from docx.oxml.ns import qn
    from docx.oxml.parser import OxmlElement

    shading = OxmlElement("w:shd")
    for name, value in (("val", "clear"), ("color", "auto"), ("fill", fill)):
        shading.set(qn(f"w:{name}"), value)
    cell._tc.get_or_add_tcPr().append(shading)  # noqa: SLF001 - no API


def _fill(table: Any, row: Any, cells: Sequence[Sequence[Line]]) -> None:
    for column, cell, lines in zip(table.columns, row.cells, cells, strict=True):
        cell.width = column.width
        paragraph = cell.paragraphs[0]
        for place, line in enumerate(lines):
            _write(cell.add_paragraph() if place else paragraph, line)


def _write(paragraph: Any, line: Line) -> None:
    from docx.shared import Pt

    run = paragraph.add_run(word.clean(line.text))
    run.bold, run.italic = line.bold, line.italic
    word.paint(run, line.colour or "000000", line.size)
    paragraph.paragraph_format.space_after = Pt(2)

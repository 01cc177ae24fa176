"""A Word document's look: fonts that have all of Vietnamese, page numbers, tables."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from typing import Any

from qualcode.exporters.cells import printable
from qualcode.exporters.office import FONT, LANGUAGES, MADE, timeless

GREY = "767676"
SIZES = {
    "Normal": 11,
    "Title": 20,
    "Heading 1": 15,
    "Heading 2": 12,
    "Quote": 11,
    "List Bullet": 11,
}


def prepare(document: Any) -> None:
    """Give a new document its fonts, language, A4 pages and page numbers."""
    from docx.shared import Mm

    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(25)
    section.top_margin = section.bottom_margin = Mm(22)
    _set_language(document.styles.element)
    for name, size in SIZES.items():
        _set_font(document.styles[name], size)
    _set_spacing(document.styles)
    _number_pages(section.footer.paragraphs[0])
    properties = document.core_properties
    properties.author = properties.comments = properties.last_modified_by = ""
    properties.created = properties.modified = MADE
    properties.language = LANGUAGES["vi"]


def clean(text: str) -> str:
    """Return the text without the characters that a Word file can't hold."""
    return printable(text, "")


def paint(run: Any, colour: str, size: float = 9.5) -> None:
    """Give a run this colour and size."""
    from docx.shared import Pt, RGBColor

    run.font.color.rgb = RGBColor.from_string(colour)
    run.font.size = Pt(size)


def save(document: Any, path: Path) -> None:
    """Write the document, packed without the clock's time."""
    packed = BytesIO()
    document.save(packed)
    path.write_bytes(timeless(packed.getvalue()))


def _set_font(style: Any, size: float) -> None:
    """Set the font for every script: a theme's font would win over the style's own."""
    from docx.oxml.ns import qn
    from docx.shared import Pt, RGBColor

    style.font.name = FONT
    style.font.size = Pt(size)
    style.font.color.rgb = RGBColor(0, 0, 0)
    fonts = style.element.rPr.rFonts
    for name in [key for key in fonts.attrib if "heme" in key]:
        del fonts.attrib[name]
    for script in ("ascii", "hAnsi", "cs", "eastAsia"):
        fonts.set(qn(f"w:{script}"), FONT)


def _set_language(styles: Any) -> None:
    """Make Vietnamese the language of all text, and our font the one nothing else overrides."""
    from docx.oxml.ns import qn

    for fonts in styles.iter(qn("w:rFonts")):
        for name in [key for key in fonts.attrib if "heme" in key]:
            del fonts.attrib[name]
        for script in ("ascii", "hAnsi", "cs", "eastAsia"):
            fonts.set(qn(f"w:{script}"), FONT)
    for language in styles.iter(qn("w:lang")):
        language.set(qn("w:val"), LANGUAGES["vi"])
        language.set(qn("w:eastAsia"), LANGUAGES["vi"])


def _set_spacing(styles: Any) -> None:
    from docx.shared import Mm, Pt

    for name, before in (("Heading 1", 18), ("Heading 2", 12)):
        styles[name].paragraph_format.keep_with_next = True
        styles[name].paragraph_format.space_before = Pt(before)
        styles[name].paragraph_format.space_after = Pt(4)
    quote = styles["Quote"].paragraph_format
    quote.left_indent, quote.space_after = Mm(8), Pt(9)
    quote.keep_together = True


def _number_pages(paragraph: Any) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH

    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    _add_field(paragraph, "PAGE")
    paragraph.add_run(" / ")
    _add_field(paragraph, "NUMPAGES")


def _add_field(paragraph: Any, code: str) -> None:
    from docx.oxml.ns import qn
    from docx.oxml.parser import OxmlElement

    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), code)
    run = OxmlElement("w:r")
    text = OxmlElement("w:t")
    text.text = "1"
    run.append(text)
    field.append(run)
    paragraph._p.append(field)  # noqa: SLF001 - the library has no fields

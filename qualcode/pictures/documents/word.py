"""Pictures → a Word document: each with its caption, its n, and words in place of it."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from pathlib import Path
from typing import Any

from qualcode.exporters import word
from qualcode.exporters.office import LANGUAGES
from qualcode.pictures.numbers import in_words
from qualcode.pictures.values import Nothing, Picture
from qualcode.pictures.wording import say

WIDEST, HIGHEST = 160.0, 172.0
"""Millimetres that a picture may take of a page; the rest is for its caption."""
INCH = 25.4
SMALL = 8.5


def write_document(pictures: Sequence[Picture], title: str, path: Path) -> None:
    """Write the pictures, a caption under each."""
    from docx import Document

    document = Document()
    word.prepare(document)
    language = pictures[0].about.language if pictures else "vi"
    document.core_properties.title = word.clean(title)[:250]
    document.core_properties.language = LANGUAGES[language]
    document.add_paragraph(word.clean(title), style="Title")
    for number, picture in enumerate(pictures, 1):
        _add(document, picture, number)
    word.save(document, path)


def _add(document: Any, picture: Picture, number: int) -> None:
    about = picture.about
    document.add_heading(word.clean(about.title), 1)
    if about.headline:
        document.add_paragraph(word.clean(about.headline)).paragraph_format.keep_with_next = True
    if isinstance(picture, Nothing):
        document.add_paragraph(word.clean(picture.why))
        _small(document, about.caption)
        return
    _add_picture(document, picture, number)
    _caption(document, picture, number)
    for note in about.told[:-1]:
        # All that is said of a picture stays on its page.
        _small(document, note).paragraph_format.keep_with_next = True
    _small(document, about.caption)


def _add_picture(document: Any, picture: Picture, number: int) -> None:
    from docx.shared import Mm

    from qualcode.pictures import figures

    size = figures.size(picture, alone=False)
    scale = min(1.0, WIDEST / (size[0] * INCH), HIGHEST / (size[1] * INCH))
    paragraph = document.add_paragraph()
    paragraph.paragraph_format.keep_with_next = True
    shape = paragraph.add_run().add_picture(
        BytesIO(figures.png(picture, alone=False)), width=Mm(size[0] * INCH * scale)
    )
    named = shape._inline.docPr  # noqa: SLF001 - the library has no words for it
    named.set("descr", word.clean(in_words(picture)))
    named.set("title", word.clean(picture.about.title))
    named.set("name", f"{picture.about.name} {number}")


def _caption(document: Any, picture: Picture, number: int) -> None:
    """Add the caption with a number that Word keeps in order and can list."""
    from docx.oxml.ns import qn
    from docx.oxml.parser import OxmlElement

    language = picture.about.language
    paragraph = document.add_paragraph(style="Caption")
    paragraph.paragraph_format.keep_with_next = True
    word.paint(paragraph.add_run(say(language, "Hình ", "Figure ")), "000000", 10)
    field, run, text = (OxmlElement(f"w:{name}") for name in ("fldSimple", "r", "t"))
    field.set(qn("w:instr"), r"SEQ Hình \* ARABIC" if language == "vi" else r"SEQ Figure \* ARABIC")
    text.text = str(number)
    run.append(text)
    field.append(run)
    paragraph._p.append(field)  # noqa: SLF001 - the library has no fields
    words = f". {word.clean(picture.about.title)}"
    word.paint(paragraph.add_run(words), "000000", 10)


def _small(document: Any, words: str) -> Any:
    paragraph = document.add_paragraph()
    paragraph.paragraph_format.space_after = 0
    word.paint(paragraph.add_run(word.clean(words)), word.GREY, SMALL)
    return paragraph

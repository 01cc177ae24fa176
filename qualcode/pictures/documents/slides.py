"""Pictures → PowerPoint, one to a slide: charts that can be edited, where it has the kind."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from pathlib import Path
from typing import Any

from qualcode.exporters.cells import printable
from qualcode.exporters.office import FONT, MADE, timeless
from qualcode.pictures.documents import charts
from qualcode.pictures.numbers import in_words
from qualcode.pictures.values import Bars, Curve, Nothing, Picture

WIDE, HIGH = 338.7, 190.5
"""Millimetres of a slide, 16:9."""
MARGIN = 14.0
TOP, BOTTOM = 34.0, 27.0
"""Millimetres for the headline above the picture, and for the notes below it."""
INCH = 25.4
TITLE_ONLY = 5
"""The layout that has a title and nothing else."""
LARGE, SMALL, FITS = 22, 17, 72
"""Points of a headline of up to so many letters, and of a longer one."""
ROWS = 14
"""Themes that a slide has room for."""


def write_slides(pictures: Sequence[Picture], title: str, path: Path) -> None:
    """Write a slide for each picture, what it shows first as its title."""
    from pptx import Presentation
    from pptx.util import Mm

    deck = Presentation()
    deck.slide_width, deck.slide_height = Mm(WIDE), Mm(HIGH)
    properties = deck.core_properties
    properties.author = properties.last_modified_by = properties.comments = ""
    properties.title = printable(title)[:250]
    properties.created = properties.modified = MADE
    for picture in pictures:
        _add(deck, picture)
    written = BytesIO()
    deck.save(written)
    path.write_bytes(timeless(written.getvalue()))


def _add(deck: Any, picture: Picture) -> None:
    about = picture.about
    slide = deck.slides.add_slide(deck.slide_layouts[TITLE_ONLY])
    _place(slide.shapes.title, MARGIN, 6, WIDE - 2 * MARGIN, 17)
    headline = about.headline or about.title
    size = LARGE if len(headline) <= FITS else SMALL
    _write(slide.shapes.title.text_frame, [headline], size, bold=True)
    if about.headline:
        _text(slide, [about.title], (MARGIN, 23, WIDE - 2 * MARGIN, 9), 14)
    place = (MARGIN, TOP, WIDE - 2 * MARGIN, HIGH - TOP - BOTTOM)
    if isinstance(picture, Nothing):
        _text(slide, [picture.why], place, 18)
    elif isinstance(picture, Bars | Curve):
        _describe(charts.add(slide, picture, _millimetres(*place)), picture)
    else:
        _add_figure(slide, picture, place)
    # The first note says how to read it; all of them are on the speaker's page.
    below = (MARGIN, HIGH - BOTTOM, WIDE - 2 * MARGIN, BOTTOM - 4)
    _text(slide, [*(about.signs or about.notes)[:1], *about.left_out, about.caption], below, 9)
    slide.notes_slide.notes_text_frame.text = printable("\n".join((in_words(picture), *about.told)))


def _add_figure(slide: Any, picture: Picture, place: tuple[float, float, float, float]) -> None:
    from qualcode.pictures import figures

    x, y, wide, high = place
    size = [inches * INCH for inches in figures.size(picture, alone=False)]
    scale = min(wide / size[0], high / size[1])
    left = x + (wide - size[0] * scale) / 2
    image = BytesIO(figures.png(picture, alone=False))
    at = _millimetres(left, y, size[0] * scale, size[1] * scale)
    _describe(slide.shapes.add_picture(image, *at), picture)


def _describe(shape: Any, picture: Picture) -> None:
    """Give a shape its words for those who can't see it."""
    named = shape._element.xpath("./*/p:cNvPr")[0]  # noqa: SLF001 - the library has no words for it
    named.set("descr", printable(in_words(picture), ""))
    shape.name = picture.about.name


def _text(
    slide: Any, paragraphs: Sequence[str], place: tuple[float, float, float, float], size: int
) -> None:
    box = slide.shapes.add_textbox(*_millimetres(*place))
    _write(box.text_frame, paragraphs, size)


def _write(frame: Any, paragraphs: Sequence[str], size: int, *, bold: bool = False) -> None:
    from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
    from pptx.util import Pt

    frame.word_wrap = True
    frame.vertical_anchor = MSO_ANCHOR.TOP
    for at, words in enumerate(paragraphs):
        paragraph = frame.paragraphs[0] if at == 0 else frame.add_paragraph()
        paragraph.alignment = PP_ALIGN.LEFT
        run = paragraph.add_run()
        run.text = printable(words, "")
        run.font.size, run.font.bold, run.font.name = Pt(size), bold, FONT


def _place(shape: Any, *place: float) -> None:
    shape.left, shape.top, shape.width, shape.height = _millimetres(*place)


def _millimetres(*lengths: float) -> tuple[Any, ...]:
    from pptx.util import Mm

    return tuple(Mm(length) for length in lengths)

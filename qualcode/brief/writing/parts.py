"""What stands below a slide's title: sentences, quotes, a chart, a table."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from qualcode.brief.values import Chart, Lines, Part, Quotes, Spoken, Table
from qualcode.brief.writing import charts, tables
from qualcode.brief.writing.text import (
    POINT,
    Box,
    Paragraph,
    Run,
    Style,
    fill,
    height,
    joined,
    said,
    size,
)
from qualcode.exporters.cells import printable
from qualcode.model import Bilingual

SENTENCES = (20.0, 18.0, 17.0, 16.0, 15.0, 14.0, 13.0, 12.0, 11.0, 10.5)
QUOTED = (17.0, 16.0, 15.0, 14.0, 13.0, 12.0)
LEAST_QUOTED = 11.0
"""A size for one quote that is long in both languages."""
INDENT = 18.0
ACCENT = 38100
"""How wide the line beside quotes is."""
SMALL = (12.0, 11.0, 10.0, 9.0)
NOT_TRANSLATED = Bilingual("(chưa có bản dịch)", "(not translated yet)")


def put(slide: Any, part: Part, box: Box, style: Style, frame: Any | None = None) -> list[str]:
    """Put a part into its box, sentences into a placeholder's frame if there is one.

    Returns:
        What has no room there, for the notes.
    """
    match part:
        case Lines():
            return _lines(slide, part, box, style, frame)
        case Quotes():
            return _quotes(slide, part, box, style)
        case Chart():
            _describe(charts.add(slide, part, box, style), part.about, "chart", style)
            return []
        case Table():
            shape, left = tables.add_table(slide, part, box, style)
            _describe(shape, part.about, "table", style)
            lost = part.rows[len(part.rows) - left :]
            return ["; ".join(joined(cell, style.tongue) for cell in row) for row in lost]


def remark(slide: Any, words: Bilingual, box: Box, style: Style) -> Box:
    """Write the words small at the foot of a box; return what is left of it."""
    if not (words.vi or words.en):
        return box
    paragraphs = [
        Paragraph((Run(each, language, dim=True),)) for each, language in said(words, style.tongue)
    ]
    most = box.height // 4
    sizes = [each for each in SMALL if height(paragraphs, each, box, style) * POINT <= most]
    points = sizes[0] if sizes else SMALL[-1]
    high = int((height(paragraphs, points, box, style) + 10) * POINT)
    foot = Box(box.left, box.top + box.height - high, box.width, high)
    shape = slide.shapes.add_textbox(*foot.place)
    shape.name = "remark"
    fill(shape.text_frame, paragraphs, points)
    return box.without_foot(high + 6 * POINT)


def _lines(slide: Any, part: Lines, box: Box, style: Style, frame: Any | None) -> list[str]:
    shown = list(part.sentences)
    found = size(_sentences(shown, style, part), SENTENCES, box, style)
    while found is None and len(shown) > 1:
        shown.pop()
        found = size(_sentences(shown, style, part), SENTENCES, box, style)
    if found is None:
        style.overflowing.append("sentences")
    if frame is None:
        shape = slide.shapes.add_textbox(*box.place)
        shape.name, frame = "sentences", shape.text_frame
    fill(frame, _sentences(shown, style, part), found or SENTENCES[-1])
    return [joined(one, style.tongue) for one in part.sentences[len(shown) :]]


def _sentences(sentences: Sequence[Bilingual], style: Style, part: Lines) -> list[Paragraph]:
    """Return a bulleted paragraph for each sentence, in the second language one below it."""
    found = []
    for words in sentences:
        for at, (each, language) in enumerate(said(words, style.tongue)):
            run = Run(each, language, dim=bool(at), italic=part.to_fill)
            found.append(Paragraph((run,), 0.85 if at else 1, 1 if at else 7, at == 0, INDENT))
    return found


def _quotes(slide: Any, part: Quotes, box: Box, style: Style) -> list[str]:
    """Write as many of the quotes as have room; the best is always there."""
    inner = Box(box.left + 2 * ACCENT, box.top, box.width - 2 * ACCENT, box.height)
    many, found = len(part.spoken), None
    for many in range(len(part.spoken), 0, -1):
        found = size(_spoken(part.spoken[:many], style), QUOTED, inner, style)
        if found:
            break
    shown = _spoken(part.spoken[:many], style)
    points = found or LEAST_QUOTED
    if not found and height(shown, points, inner, style) > inner.high:
        style.overflowing.append("quotes")
    high = min(box.height, int((height(shown, points, inner, style) + 12) * POINT))
    shape = slide.shapes.add_textbox(inner.left, inner.top, inner.width, high)
    shape.name = "quotes"
    fill(shape.text_frame, shown, points)
    _line(slide, Box(box.left, box.top, ACCENT, high))
    # All quotes are in the notes already.
    return []


def _spoken(quotes: Sequence[Spoken], style: Style) -> list[Paragraph]:
    """Return the paragraphs of these quotes: words, then whom they are from and the id."""
    found = []
    for at, one in enumerate(quotes):
        above = 12.0 if at else 0.0
        for place, run in enumerate(_words(one, style)):
            found.append(Paragraph((run,), 0.9 if place else 1, 2 if place else above))
        who = joined(one.attribution, style.tongue)
        runs = [Run(f"— {who}", "en" if style.tongue == "en" else "vi", dim=True)]
        if style.tongue != "vi" and not one.translation:
            runs.append(Run(f" {NOT_TRANSLATED.en}", "en", dim=True))
        runs.append(Run(f"  {one.sign} [{one.id}]", "en", dim=True, scale=0.85))
        found.append(Paragraph(tuple(runs), 0.8, 2))
    return found


def _words(one: Spoken, style: Style) -> list[Run]:
    """Return what was said: in English its translation if there is one, else as it was said."""
    original = Run(f"“{one.words}”", "vi", italic=style.tongue == "en")
    english = Run(f"“{one.translation}”", "en", dim=style.tongue == "both")
    if not one.translation or style.tongue == "vi":
        return [original]
    return [english] if style.tongue == "en" else [original, english]


def _describe(shape: Any, about: Bilingual, name: str, style: Style) -> None:
    """Give a shape its words for those who can't see it."""
    named = shape._element.xpath("./*/p:cNvPr")[0]  # noqa: SLF001 - the library has no words for it
    named.set("descr", printable(joined(about, style.tongue), ""))
    shape.name = name


def _line(slide: Any, box: Box) -> None:
    """Draw a line beside quotes, for the eye alone."""
    from pptx.enum.dml import MSO_THEME_COLOR
    from pptx.enum.shapes import MSO_SHAPE

    shape = slide.shapes.add_shape(MSO_SHAPE.RECTANGLE, *box.place)
    shape.name = "line"
    shape.fill.solid()
    shape.fill.fore_color.theme_color = MSO_THEME_COLOR.ACCENT_1
    shape.line.fill.background()
    shape.shadow.inherit = False

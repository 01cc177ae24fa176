"""Slides → a .pptx, in our look or the client's template, every chart one of PowerPoint's own."""

from __future__ import annotations

from collections.abc import Sequence
from copy import deepcopy
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from qualcode.brief.values import Lines, Slide
from qualcode.brief.writing import layouts, measuring, packing, parts, template
from qualcode.brief.writing.layouts import Layouts
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
from qualcode.exporters import replacing
from qualcode.exporters.cells import printable
from qualcode.exporters.office import LANGUAGES
from qualcode.model import Bilingual, Language, Tongue

__all__ = ["Written", "write"]

GAP = 16 * POINT
LEFT = 0.5
"""What the first of two parts takes of the width."""
TITLES = (40.0, 36.0, 32.0, 28.0, 26.0, 24.0, 22.0, 20.0, 18.0, 17.0, 16.0, 15.0, 14.0, 13.0, 12.0)
OPENING = (20.0, 18.0, 16.0, 14.0, 12.0, 11.0)
READABLE, TWO = 20.0, 2
"""Points down to which a title is made smaller to stand in two lines."""
BELOW = 0.66
"""The size of a headline's second language beside the first."""


@dataclass(frozen=True, slots=True)
class Written:
    """Where a brief was written, and what there is to say of it."""

    path: Path
    told: tuple[Bilingual, ...] = ()
    overflowing: tuple[str, ...] = ()
    """Slides on which words don't fit even in their smallest size."""


def write(
    slides: Sequence[Slide], path: Path, tongue: Tongue = "vi", client: Path | None = None
) -> Written:
    """Write the slides; a file that a person has changed is left, and the new one put beside it.

    Raises:
        StudyError: if the client's template can't be used, or the disk refuses.
    """
    deck, told = template.deck(client)
    found = layouts.chosen(deck)
    fonts = template.fonts(found.bare.slide_master)
    overflowing = []
    for slide in slides:
        style = Style(tongue, fonts[1] or "Arial")
        _add(deck, slide, found, style, fonts[0] or style.font)
        if style.overflowing:
            overflowing.append(slide.id)
    title = joined(slides[0].headline, tongue, " – ") if slides else ""
    data = packing.packed(deck, title, LANGUAGES["en" if tongue == "en" else "vi"])
    target = packing.beside(path)
    with replacing(target) as temporary:
        temporary.write_bytes(data)
    return Written(target, (*told, *_kept(path, target)), tuple(overflowing))


def _kept(path: Path, target: Path) -> tuple[Bilingual, ...]:
    if path == target:
        return ()
    return (
        Bilingual(
            f"{path.name} đã có người sửa nên được giữ nguyên; bản mới là {target.name}.",
            f"Somebody has changed {path.name}, so it is left as it is; the new one is "
            f"{target.name}.",
        ),
    )


def _add(deck: Any, slide: Slide, found: Layouts, style: Style, head: str) -> None:
    """Add one slide with its notes."""
    text = _as_text(slide, found)
    layout = found.opening if slide.opening else found.text if text else found.bare
    made = deck.slides.add_slide(layout)
    lost: list[str] = []
    _headline(made, slide, found, Style(style.tongue, head, style.overflowing))
    if slide.opening:
        _opening(made, slide, found, style)
    else:
        body = parts.remark(made, slide.remark, found.body, style)
        frame = _placeholder(made, body) if text else None
        for part, box in zip(slide.parts, _boxes(slide, body), strict=True):
            lost += parts.put(made, part, box, style, frame)
    _without_empty(made)
    _number(made, layout)
    _notes(made, slide, lost, style)


def _as_text(slide: Slide, found: Layouts) -> bool:
    """Say whether a slide is sentences alone, which go into the template's own place for text."""
    alone = len(slide.parts) == 1 and isinstance(slide.parts[0], Lines)
    return alone and found.text is not None and not slide.opening


def _boxes(slide: Slide, body: Box) -> tuple[Box, ...]:
    return (body,) if len(slide.parts) <= 1 else body.split(LEFT, GAP)


def _headline(made: Any, slide: Slide, found: Layouts, style: Style) -> None:
    """Fill the title in the largest size that fits, no larger than the template's own."""
    shape = layouts.title_of(made)
    if shape is None:
        shape = made.shapes.add_textbox(*found.title.place)
        shape.name = "title"
    box = layouts.box_of(shape) or found.title
    paragraphs = []
    for at, (words, language) in enumerate(said(slide.headline, style.tongue)):
        # Measured as bold capitals would be where a template has them.
        run = Run(words, language, bold=None if at == 0 else False)
        paragraphs.append(Paragraph((run,), BELOW if at else 1.0, 2.0 if at else 0.0))
    most = template.title_size(made)
    measured = [
        Paragraph((Run(template.as_shown(made, one.words), bold=True),), one.scale, one.above)
        for one in paragraphs
    ]
    sizes = [each for each in TITLES if each <= most] or TITLES[-1:]
    points = _short(measured, sizes, box, style) or size(measured, sizes, box, style)
    if points is None:
        style.overflowing.append("title")
    fill(shape.text_frame, paragraphs, points or TITLES[-1])


def _short(
    paragraphs: Sequence[Paragraph], sizes: Sequence[float], box: Box, style: Style
) -> float | None:
    """Return the largest size in which a title takes two lines in each language, if it can."""
    for points in (each for each in sizes if each >= READABLE):
        two = all(
            measuring.lines(one.words, points * one.scale, box.room, style.font, bold=True) <= TWO
            for one in paragraphs
        )
        if two and height(paragraphs, points, box, style) <= box.high:
            return points
    return None


def _opening(made: Any, slide: Slide, found: Layouts, style: Style) -> None:
    """Write the title slide's lines into its place for them, or below its title."""
    lines = [one for part in slide.parts if isinstance(part, Lines) for one in part.sentences]
    paragraphs = [
        Paragraph(
            (Run(words, language, dim=bool(at)),),
            scale=0.85 if at else 1,
            above=1 if at else 6,
            bullet=False,
        )
        for one in lines
        for at, (words, language) in enumerate(said(one, style.tongue))
    ]
    place = next(
        (one for one in made.placeholders if layouts.kind(one) not in layouts.TITLES), None
    )
    box = layouts.box_of(place) if place is not None else None
    if place is None or box is None:
        box = found.body
        place = made.shapes.add_textbox(*box.place)
    points = size(paragraphs, OPENING, box, style)
    if points is None and box.high < height(paragraphs, OPENING[-1], box, style):
        needed = int((height(paragraphs, OPENING[-1], box, style) + 10) * POINT)
        place.left, place.top, place.width, place.height = box.left, box.top, box.width, needed
    fill(place.text_frame, paragraphs, points or OPENING[-1])


def _placeholder(made: Any, body: Box) -> Any:
    """Return the frame of the template's place for text, as large as the room that is left."""
    place = next(one for one in made.placeholders if layouts.kind(one) in layouts.TEXTS)
    place.left, place.top, place.width, place.height = body.place
    return place.text_frame


def _without_empty(made: Any) -> None:
    """Take out placeholders that nothing was written into: viewers show their prompts."""
    for one in list(made.placeholders):
        is_empty = not (one.has_text_frame and one.text_frame.text)
        if is_empty and layouts.kind(one) not in layouts.APART:
            one._element.getparent().remove(one._element)  # noqa: SLF001 - the library can't


def _number(made: Any, layout: Any) -> None:
    """Give a slide its number, where its layout has a place for it."""
    place = next((one for one in layout.placeholders if layouts.kind(one) == "sldNum"), None)
    if place is None:
        return
    copy = deepcopy(place._element)  # noqa: SLF001 - the library leaves numbers out
    copy.xpath("./p:nvSpPr/p:cNvPr")[0].set("id", str(_max_id(made) + 1))
    made.shapes._spTree.append(copy)  # noqa: SLF001 - the library leaves numbers out


def _max_id(made: Any) -> int:
    """Return the highest id of a slide's shapes."""
    ids = made.shapes._spTree.xpath(".//p:cNvPr/@id")  # noqa: SLF001 - ids have to differ
    return max((int(one) for one in ids if str(one).isdecimal()), default=1)


def _notes(made: Any, slide: Slide, lost: Sequence[str], style: Style) -> None:
    """Write what who speaks should know on the notes' page."""
    frame = made.notes_slide.notes_text_frame
    if frame is None:
        return
    told = [pair for words in slide.notes for pair in said(words, style.tongue)]
    frame.text = printable("\n".join([*lost, *(words for words, _ in told)]), "")
    languages: list[Language] = ["vi"] * len(lost)
    languages += [language for _, language in told]
    for paragraph, language in zip(frame.paragraphs, languages, strict=False):
        for run in paragraph.runs:
            run._r.get_or_add_rPr().set("lang", LANGUAGES[language])  # noqa: SLF001 - by its name

"""Which of a template's layouts to use, by what stands in them and not by what they are called."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from qualcode.brief.writing.text import Box

GAP = 144000
"""Between a title and what stands below it."""
EDGE = 0.05
"""The part of a slide that stays free at its sides where a layout doesn't say."""
FOOT = 0.09
ABOVE = 0.16
"""Where what stands below a title starts, if the layout doesn't say."""
TEXTS = frozenset({"obj", "body"})
"""Placeholders that text can be written into."""
APART = frozenset({"dt", "ftr", "sldNum"})
TITLES = frozenset({"title", "ctrTitle"})


@dataclass(frozen=True, slots=True)
class Layouts:
    """What slides are made with."""

    opening: Any
    text: Any | None
    """One with a title and one place for text; None: the template has none."""
    bare: Any
    """One with a title, and nothing else if there is such a one."""
    body: Box
    """What is below a title."""
    title: Box


def chosen(deck: Any) -> Layouts:
    """Return the layouts that fit each kind of slide."""
    layouts = [layout for master in deck.slide_masters for layout in master.slide_layouts]
    # Of several masters one, so that all slides look alike.
    masters = ([*master.slide_layouts] for master in deck.slide_masters)
    of_titles = ([one for one in each if "title" in kinds(one)] for each in masters)
    titled = next(filter(None, of_titles), layouts)
    plain = [one for one in titled if not _content(one)]
    bare = min(plain or titled, key=lambda one: len(_content(one)))
    text = _text(titled, deck)
    opening = next((one for one in layouts if "ctrTitle" in kinds(one)), None)
    opening = opening or next((one for one in layouts if "subTitle" in kinds(one)), None)
    title = _title(deck, bare)
    return Layouts(opening or bare, text, bare, _body(deck, title, text, bare), title)


def kind(shape: Any) -> str:
    """Return what a placeholder is for, as the file names it; `obj` where it doesn't."""
    found = shape._element.xpath(".//p:nvPr/p:ph")  # noqa: SLF001 - as the file names it
    return str(found[0].get("type", "obj")) if found else ""


def kinds(layout: Any) -> list[str]:
    """Return what a layout's placeholders are for."""
    return [kind(shape) for shape in layout.placeholders]


def title_of(slide: Any) -> Any | None:
    """Return a slide's or layout's title."""
    return next((one for one in slide.placeholders if kind(one) in TITLES), None)


def box_of(shape: Any) -> Box | None:
    """Return where a placeholder stands, if it or its master says."""
    place = shape.left, shape.top, shape.width, shape.height
    return None if None in place else Box(*map(int, place))


def _content(layout: Any) -> list[Any]:
    return [one for one in layout.placeholders if kind(one) not in APART | TITLES]


def _text(layouts: list[Any], deck: Any) -> Any | None:
    """Return the layout with the largest single place for text, if it takes a good part."""
    single = [
        (box.width * box.height, layout)
        for layout in layouts
        for content in [_content(layout)]
        if len(content) == 1
        and kind(content[0]) in TEXTS
        and content[0]._element.xpath(".//p:nvPr/p:ph[not(@orient='vert')]")  # noqa: SLF001 - as named
        for box in [box_of(content[0])]
        if box
    ]
    if not single:
        return None
    area, layout = max(single, key=lambda pair: pair[0])
    return layout if area >= deck.slide_width * deck.slide_height / 3 else None


def _title(deck: Any, bare: Any) -> Box:
    shape = title_of(bare)
    wide, high = int(deck.slide_width), int(deck.slide_height)
    usual = Box(int(wide * EDGE), int(high * 0.04), int(wide * (1 - 2 * EDGE)), int(high * 0.13))
    return (box_of(shape) if shape is not None else None) or usual


def _body(deck: Any, title: Box, text: Any | None, bare: Any) -> Box:
    """Return the room below titles: the layout's own, else down to its footers."""
    wide, high = int(deck.slide_width), int(deck.slide_height)
    below = title.top + title.height
    # A title at a slide's foot, or all over it, leaves the usual place.
    top = below + GAP // 4 if below < high / 2 else int(high * ABOVE)
    found = box_of(_content(text)[0]) if text is not None else None
    if found:
        start = max(found.top, top)
        return Box(found.left, start, found.width, found.top + found.height - start)
    feet = [box for one in bare.placeholders if kind(one) in APART and (box := box_of(one))]
    ends = [box.top for box in feet if box.top > high / 2]
    end = min([*ends, int(high * (1 - FOOT))])
    return Box(int(wide * EDGE), top, int(wide * (1 - 2 * EDGE)), end - top)

"""Our own look: 16:9, one font that has all of Vietnamese, colours that differ in grey too."""

from __future__ import annotations

import re
from typing import Any

from qualcode.exporters.office import FONT

WIDE, HIGH = 12192000, 6858000
"""A slide, 16:9, in the file's units."""
MILLIMETRE = 36000
MARGIN = 17 * MILLIMETRE
TITLE = (MARGIN, 9 * MILLIMETRE, WIDE - 2 * MARGIN, 29 * MILLIMETRE)
BODY = (MARGIN, 43 * MILLIMETRE, WIDE - 2 * MARGIN, 134 * MILLIMETRE)
OPENING = {
    "ctrTitle": (MARGIN, 45 * MILLIMETRE, WIDE - 2 * MARGIN, 52 * MILLIMETRE),
    "subTitle": (MARGIN, 104 * MILLIMETRE, WIDE - 2 * MARGIN, 50 * MILLIMETRE),
}
NUMBER = (WIDE - MARGIN - 40 * MILLIMETRE, 179 * MILLIMETRE, 40 * MILLIMETRE, 8 * MILLIMETRE)
COLOURS = {
    "dk2": "1F3A5F",
    "accent1": "1F5A8C",
    "accent2": "C55A11",
    "accent3": "5B8C5A",
    "accent4": "8064A2",
}
"""The theme's colours that are ours."""
SIZES = {"titleStyle": 2800, "bodyStyle": 2000}


def dress(deck: Any) -> None:
    """Give a new presentation our look."""
    from pptx.util import Emu

    old = deck.slide_width
    deck.slide_width, deck.slide_height = Emu(WIDE), Emu(HIGH)
    master = deck.slide_master
    _theme(master)
    for shapes in (master.shapes, *(layout.shapes for layout in deck.slide_layouts)):
        _widen(shapes, WIDE / old)
    _placed(master.placeholders, {"title": TITLE, "body": BODY, "sldNum": NUMBER})
    for layout in deck.slide_layouts:
        _placed(layout.placeholders, OPENING)
    _styled(master)
    _lined(master, deck.slide_layouts)


def _theme(master: Any) -> None:
    """Put our font and colours into the theme, so that whoever edits the deck gets them too."""
    for relation in master.part.rels.values():
        if relation.reltype.endswith("/theme"):
            part = relation.target_part
            text = part.blob.decode()
            text = re.sub(
                r'(<a:(?:major|minor)Font>\s*<a:latin typeface=")[^"]*', rf"\1{FONT}", text
            )
            for name, colour in COLOURS.items():
                text = re.sub(
                    rf"(<a:{name}>)\s*<[^>]*/>\s*(</a:{name}>)",
                    rf'\1<a:srgbClr val="{colour}"/>\2',
                    text,
                )
            part._blob = text.encode()  # noqa: SLF001 - the library can't write a theme


def _widen(shapes: Any, times: float) -> None:
    from pptx.util import Emu

    for shape in shapes:
        if shape._element.xpath(".//a:xfrm"):  # noqa: SLF001 - else its place is its master's
            shape.left, shape.width = Emu(int(shape.left * times)), Emu(int(shape.width * times))


def _placed(placeholders: Any, places: dict[str, tuple[int, int, int, int]]) -> None:
    """Put placeholders of these kinds where ours stand."""
    for shape in placeholders:
        kind = shape._element.xpath(".//p:nvPr/p:ph/@type")  # noqa: SLF001 - as the file names it
        if kind and kind[0] in places:
            shape.left, shape.top, shape.width, shape.height = places[kind[0]]


def _styled(master: Any) -> None:
    """Make titles bold and blue, on the left; text of a size that can be read."""
    element = master._element  # noqa: SLF001 - the library has no words for styles
    for name, size in SIZES.items():
        first = element.find(f".//{{*}}txStyles/{{*}}{name}/{{*}}lvl1pPr")
        first.set("algn", "l")
        run = first.find("{*}defRPr")
        run.set("sz", str(size))
        if name == "titleStyle":
            run.set("b", "1")
            run.find("{*}solidFill/{*}schemeClr").set("val", "tx2")
    for layout in master.slide_layouts:
        for first in layout._element.iterfind(".//{*}lstStyle/{*}lvl1pPr"):  # noqa: SLF001 - as above
            first.set("algn", "l")
    for shape in element.iterfind(".//{*}sp"):
        box = shape.find("{*}txBody/{*}bodyPr")
        for shrinking in box.findall("{*}normAutofit"):
            box.remove(shrinking)
        if shape.find(".//{*}ph").get("type") == "title":
            box.set("anchor", "b")


def _lined(master: Any, layouts: Any) -> None:
    """Draw a line below titles, but for the title slide's own."""
    for layout in layouts:
        kinds = layout._element.xpath(".//p:nvPr/p:ph/@type")  # noqa: SLF001 - as the file names it
        if "title" in kinds:
            _bar(layout, TITLE[0], TITLE[1] + TITLE[3] + MILLIMETRE, TITLE[2], MILLIMETRE // 2)
        elif "ctrTitle" in kinds:
            _bar(layout, MARGIN, 99 * MILLIMETRE, 60 * MILLIMETRE, MILLIMETRE)
    del master


def _bar(layout: Any, *place: int) -> None:
    """Add a rectangle without a line around it, which nobody reads out."""
    from pptx.oxml import parse_xml
    from pptx.oxml.ns import nsdecls

    left, top, wide, high = place
    layout.shapes._spTree.append(  # noqa: SLF001 - the library adds no shapes to layouts
        parse_xml(
            f'<p:sp {nsdecls("p", "a")}><p:nvSpPr><p:cNvPr id="99" name="line"/><p:cNvSpPr/>'
            f'<p:nvPr userDrawn="1"/></p:nvSpPr><p:spPr><a:xfrm><a:off x="{left}" y="{top}"/>'
            f'<a:ext cx="{wide}" cy="{high}"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/>'
            '</a:prstGeom><a:solidFill><a:schemeClr val="accent1"/></a:solidFill><a:ln>'
            "<a:noFill/></a:ln></p:spPr></p:sp>"
        )
    )

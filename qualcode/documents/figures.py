"""Figures: a picture that fits the page, words in its place, a caption that Word numbers."""

from __future__ import annotations

from hashlib import sha256
from xml.sax.saxutils import quoteattr

from qualcode.documents import markup
from qualcode.documents.look import KEEP
from qualcode.documents.making import Maker
from qualcode.documents.tables import caption
from qualcode.documents.values import Figure
from qualcode.exporters.cells import printable
from qualcode.model import Bilingual

NAME = Bilingual("Hình", "Figure")
MEDIA = "word/media/qualcode_"
HIGHEST = 9700
"""Twentieths of a point that a picture may take of a page; the rest is for its caption."""
INCH, EMU = 1440, 635
_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006"


def made(block: Figure, maker: Maker) -> str:
    """Return the picture, its caption and what is to be said of it, all on one page."""
    from qualcode.pictures.values import Nothing

    about = block.picture.about
    told: tuple[str, ...] = about.told
    if isinstance(block.picture, Nothing):
        first = markup.paragraph(
            maker.styles.of("body"), markup.run(block.picture.why, block.language), more=KEEP
        )
        told = (about.caption,)
    else:
        shown = markup.paragraph(maker.styles.of("figure"), _drawing(block, maker), more=KEEP)
        first = shown + caption(
            NAME.say(block.language), block.caption, maker, block, keep=bool(told)
        )
    small = maker.styles.of("small")
    return first + "".join(
        markup.paragraph(
            small, markup.run(words, about.language), more=KEEP if words is not told[-1] else ""
        )
        for words in told
        if words
    )


def _drawing(block: Figure, maker: Maker) -> str:
    from qualcode.pictures import figures
    from qualcode.pictures.numbers import in_words

    drawn = figures.png(block.picture, alone=False)
    name = f"{MEDIA}{sha256(drawn).hexdigest()[:16]}.png"
    if name not in maker.package.parts:
        maker.package.put(name, drawn, "image/png")
    wide, high = (round(side * INCH) for side in figures.size(block.picture, alone=False))
    scale = min(1.0, maker.width / wide, HIGHEST / high)
    number = maker.next_picture
    maker.next_picture += 1
    return _inline(
        maker.package.relate(maker.package.main, "image", name),
        (round(wide * scale) * EMU, round(high * scale) * EMU),
        number,
        printable(in_words(block.picture), ""),
        printable(block.caption, ""),
    )


def _inline(relation: str, size: tuple[int, int], number: int, words: str, title: str) -> str:
    extent = f'cx="{size[0]}" cy="{size[1]}"'
    named = f'id="{number}" name="qualcode {number}"'
    told = f"descr={quoteattr(words)} title={quoteattr(title)}"
    return (
        '<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0" '
        f'xmlns:wp="{_DRAWING}/wordprocessingDrawing"><wp:extent {extent}/>'
        f"<wp:docPr {named} {told}/><wp:cNvGraphicFramePr>"
        f'<a:graphicFrameLocks xmlns:a="{_DRAWING}/main" noChangeAspect="1"/>'
        f'</wp:cNvGraphicFramePr><a:graphic xmlns:a="{_DRAWING}/main">'
        f'<a:graphicData uri="{_DRAWING}/picture"><pic:pic xmlns:pic="{_DRAWING}/picture">'
        f"<pic:nvPicPr><pic:cNvPr {named}/><pic:cNvPicPr/></pic:nvPicPr>"
        f'<pic:blipFill><a:blip r:embed="{relation}"/><a:stretch><a:fillRect/></a:stretch>'
        f'</pic:blipFill><pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext {extent}/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic>'
        "</a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
    )

"""The table of contents: a field of Word's that is filled from the start."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from qualcode.documents import markup
from qualcode.documents.making import Maker
from qualcode.documents.outline import Listed
from qualcode.documents.package import R, W
from qualcode.documents.values import Contents

_TARGET = "contents"


def kept(block: Contents) -> str:
    """Return what stands for the contents until all headings are known; then see `fill`."""
    return f"<?{_TARGET} {block.language} {block.deepest} {markup.text_only(block.title)}?>"


def fill(root: Any, listed: Sequence[Listed], maker: Maker) -> None:
    """Put the headings where contents were kept for."""
    from lxml import etree

    for each in list(root.iter(etree.PI)):
        if each.target == _TARGET:
            language, deepest, title = str(each.text).split(" ", 2)
            block = Contents(title, int(deepest), "en" if language == "en" else "vi")
            made = f'<w:x xmlns:w="{W}" xmlns:r="{R}">{_made(block, listed, maker)}</w:x>'
            for element in etree.fromstring(made)[:]:
                each.addprevious(element)
            each.getparent().remove(each)


def _made(block: Contents, headings: Sequence[Listed], maker: Maker) -> str:
    """Return the headings with links to them, and fields that show their pages."""
    title = markup.paragraph(maker.styles.of("contents"), markup.run(block.title, block.language))
    listed = [each for each in headings if each.level <= block.deepest]
    begin = markup.opened(f' TOC \\o "1-{block.deepest}" \\h \\z \\u ')
    return title + "".join(
        markup.paragraph(
            maker.styles.of(f"toc{each.level}"),
            (begin if number == 0 else "")
            + _line(each, maker)
            + (markup.CLOSED if number == len(listed) - 1 else ""),
            more=_leader(maker),
        )
        for number, each in enumerate(listed)
    )


def _line(each: Listed, maker: Maker) -> str:
    words = markup.run(each.words, each.language)
    if not each.bookmark:
        return words
    tab = "<w:r><w:tab/></w:r>"
    page = markup.page_of(each.bookmark, str(each.page), maker.language)
    return f'<w:hyperlink w:anchor="{each.bookmark}" w:history="1">{words}{tab}{page}</w:hyperlink>'


def _leader(maker: Maker) -> str:
    return f'<w:tabs><w:tab w:val="right" w:leader="dot" w:pos="{maker.width}"/></w:tabs>'

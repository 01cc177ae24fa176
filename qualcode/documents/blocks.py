"""Each kind of block → its XML."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from itertools import groupby
from typing import cast

from qualcode.documents import contents, figures, markup, quotations, tables
from qualcode.documents.look import KEEP, LEVELS
from qualcode.documents.making import Maker
from qualcode.documents.values import (
    Block,
    Contents,
    Figure,
    Heading,
    PageBreak,
    Paragraph,
    Placeholder,
    Quotation,
    Table,
)

_FIRST = re.compile(r"<w:pStyle [^>]*>(?:<w:keepNext/>)?(?:<w:keepLines/>)?")
_BREAK = '<w:p><w:r><w:br w:type="page"/></w:r></w:p>'


def made(blocks: Sequence[Block], maker: Maker) -> str:
    """Return the blocks as XML; neighbouring quotations share a table."""
    written: list[str] = []
    begins_page = False
    for are_quotes, group in groupby(blocks, lambda block: isinstance(block, Quotation)):
        together = list(group)
        if are_quotes:
            pieces = [quotations.made(cast("list[Quotation]", together), maker)]
        else:
            pieces = [
                "" if isinstance(each, PageBreak) else _made(each, maker) for each in together
            ]
        for piece in pieces:
            written.append(_on_new_page(piece) if begins_page and piece else piece)
            begins_page = not piece
    return "".join(written)


def _on_new_page(piece: str) -> str:
    """Let a piece begin a page; a break by itself would leave an empty one below a full one."""
    if not _FIRST.search(piece):
        return _BREAK + piece
    return _FIRST.sub(r"\g<0><w:pageBreakBefore/>", piece, count=1)


def _made(block: Block, maker: Maker) -> str:
    return _MAKERS[type(block)](block, maker)


def heading(block: Heading, maker: Maker) -> str:
    """Return a heading under a bookmark that the contents and cross-references point to."""
    level = max(1, min(block.level, LEVELS))
    words = maker.bookmarked(markup.run(block.words, block.language))
    return markup.paragraph(maker.styles.of(f"h{level}"), words)


def placeholder(block: Placeholder, maker: Maker) -> str:
    """Return what is to be written there, in brackets; a part that begins so is found by it."""
    words = block.words if block.words.startswith("[") else f"[{block.words}]"
    content = markup.run(words, block.language)
    if not maker.named:
        content = maker.bookmarked(content)
    return markup.paragraph(maker.styles.of("placeholder"), content)


def _paragraph(block: Paragraph, maker: Maker) -> str:
    style = maker.styles.of(block.manner)
    more = KEEP if block.stays else ""
    return markup.paragraph(style, markup.run(block.words, block.language), more=more)


_MAKERS: dict[type, Callable[..., str]] = {
    Heading: heading,
    Paragraph: _paragraph,
    Placeholder: placeholder,
    Table: tables.made,
    Figure: figures.made,
    Contents: lambda block, _: contents.kept(block),
    PageBreak: lambda _, __: "",
}

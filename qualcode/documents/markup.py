"""Pieces of a Word document's text as XML: runs, paragraphs, fields, bookmarks.

They are made as text and parsed once for each part of a document: thousands of quotations through
a library's objects would take minutes.
"""

from __future__ import annotations

import re
from xml.sax.saxutils import escape

from qualcode.exporters.cells import printable
from qualcode.exporters.office import LANGUAGES
from qualcode.model import Language

GREY = "767676"
ORANGE = "C55A11"
_BREAKS = re.compile(r"([\n\t])")
_PIECES = {"\n": "<w:br/>", "\t": "<w:tab/>"}


def run(words: str, language: Language, *, style: str = "", look: str = "") -> str:
    """Return words in one language; `look` is what else stands in the run's properties."""
    if not words:
        return ""
    named = f'<w:rStyle w:val="{style}"/>' if style else ""
    spoken = f'<w:lang w:val="{LANGUAGES[language]}"/>'
    return f"<w:r><w:rPr>{named}{look}{spoken}</w:rPr>{text(words)}</w:r>"


def text(words: str) -> str:
    """Return a run's content: words, line ends, tabs."""
    pieces = _BREAKS.split(printable(words, ""))
    return "".join(
        _PIECES.get(piece) or f'<w:t xml:space="preserve">{escape(piece)}</w:t>'
        for piece in pieces
        if piece
    )


def coloured(colour: str) -> str:
    """Return a colour for a run's `look`."""
    return f'<w:color w:val="{colour}"/>'


def paragraph(style: str, content: str, *, more: str = "") -> str:
    """Return a paragraph; `more` is what else stands in its properties, in Word's order."""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{more}</w:pPr>{content}</w:p>'


def counter(name: str, number: int, language: Language) -> str:
    """Return the field that numbers captions of one kind."""
    return field(f" SEQ {name} \\* ARABIC ", run(str(number), language))


def page_of(bookmark: str, shown: str, language: Language) -> str:
    """Return the field that shows the page of a bookmark."""
    return field(f" PAGEREF {bookmark} \\h ", run(shown, language))


def field(code: str, shown: str) -> str:
    """Return a field with what it shows until Word reckons it anew."""
    return f"{opened(code)}{shown}{CLOSED}"


def opened(code: str) -> str:
    """Return where a field begins; what it shows follows, then `CLOSED`."""
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r><w:instrText xml:space="preserve">{escape(code)}</w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    )


CLOSED = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'


def bookmarked(name: str, number: int, content: str) -> str:
    """Return the content under a name that links and cross-references point to."""
    return (
        f'<w:bookmarkStart w:id="{number}" w:name="{name}"/>{content}'
        f'<w:bookmarkEnd w:id="{number}"/>'
    )


def text_only(words: str) -> str:
    """Return words that may stand in a processing instruction."""
    return printable(words, "").replace("?>", "")

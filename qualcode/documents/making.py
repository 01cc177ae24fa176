"""Blocks → a Word file's text: what one part needs while it is made."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any
from zlib import crc32

from qualcode.documents import footnotes, markup
from qualcode.documents.package import Package, w
from qualcode.documents.styles import Styles
from qualcode.model import Language

LONGEST_NAME = 34
_NOT_PLAIN = re.compile(r"[^A-Za-z0-9]+")


@dataclass(slots=True)
class Maker:
    """The file that blocks are made for, and the numbers that were given in it."""

    package: Package
    styles: Styles
    language: Language
    width: int
    """Of its text, in twentieths of a point."""
    next_bookmark: int = 1
    next_note: int = 1
    next_picture: int = 1
    counters: dict[str, int] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    part: str = ""
    """The id of the part that is being made."""
    named: int = 0
    """How many bookmarks it has."""

    def begin(self, part: str) -> None:
        """Go on to another part: bookmarks are named for it."""
        self.part, self.named = part, 0

    def bookmarked(self, content: str) -> str:
        """Return the content under a name of its own, the same at each run."""
        self.named += 1
        return self.named_as(bookmark_name(self.part, self.named), content)

    def named_as(self, name: str, content: str) -> str:
        """Return the content under a bookmark of this name."""
        self.next_bookmark += 1
        return markup.bookmarked(name, self.next_bookmark - 1, content)

    def counted(self, name: str) -> int:
        """Return the number of the next caption of one kind."""
        self.counters[name] = self.counters.get(name, 0) + 1
        return self.counters[name]

    def noted(self, words: str, language: Language, more: str = "") -> str:
        """Keep a footnote and return what stands for it in the text."""
        number = self.next_note
        self.next_note += 1
        self.notes.append(footnotes.note(number, words, language, self.styles, more))
        return footnotes.reference(number, self.styles)


def maker(package: Package, styles: Styles, language: Language) -> Maker:
    """Return what blocks for this file are made with; its numbers follow those in the file."""
    root = package.tree(package.main)
    bookmarks = [_number(each) for each in root.iter(w("bookmarkStart"))]
    pictures = [int(each.get("id") or 0) for each in root.iter(_PICTURE)]
    return Maker(
        package,
        styles,
        language,
        text_width(root),
        next_bookmark=max((0, *bookmarks)) + 1,
        next_note=footnotes.next_number(package),
        next_picture=max((0, *pictures)) + 1,
    )


_PICTURE = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"


def slug(part: str) -> str:
    """Return a part's id as a name of letters, digits and underscores."""
    return _NOT_PLAIN.sub("_", part).strip("_")


def bookmark_name(part: str, number: int) -> str:
    """Return the bookmark of a part's heading or caption: at most 40 plain characters."""
    name = slug(part)
    if len(name) > LONGEST_NAME - 3:
        name = f"{name[: LONGEST_NAME - 12]}_{crc32(part.encode()):08x}"
    return f"qc_{name}" if number == 1 else f"qc_{name}_{number}"


def text_width(root: Any) -> int:
    """Return the width of the text on the document's last kind of page."""
    sections = list(root.iter(w("sectPr")))
    size = sections[-1].find(w("pgSz")) if sections else None
    margins = sections[-1].find(w("pgMar")) if sections else None
    if size is None or margins is None:
        return 9072
    wide = _twips(size, "w") - _twips(margins, "left") - _twips(margins, "right")
    return max(wide, 2000)


def _twips(element: Any, name: str) -> int:
    return round(float(element.get(w(name), "0")))


def _number(element: Any) -> int:
    written = element.get(w("id"), "0")
    return int(written) if written.lstrip("-").isdigit() else 0

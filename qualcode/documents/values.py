"""What a Word document holds, as plain values: each block knows what it is, not how it looks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from qualcode.model import Bilingual, Language, Tongue

if TYPE_CHECKING:
    from qualcode.pictures import Picture

Manner = Literal["body", "lead", "small", "bullet", "label"]
"""What a paragraph is: text, what is said first, a remark below something, one of a list, a name
that stays with what follows."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Words in one language; with `both` languages two of them follow each other."""

    words: str
    language: Language = "vi"
    manner: Manner = "body"
    stays: bool = False
    """Whether it stands on the page of what follows, whatever its manner."""


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading that the contents list; its number, if any, is part of its words."""

    words: str
    level: int = 1
    language: Language = "vi"


@dataclass(frozen=True, slots=True)
class Placeholder:
    """What the researcher is to write there; it looks like no text of ours."""

    words: str
    language: Language = "vi"


@dataclass(frozen=True, slots=True)
class Cell:
    """A table's cell."""

    words: str
    bold: bool = False
    fill: str = ""
    """Six hexadecimal digits; empty: none."""


@dataclass(frozen=True, slots=True)
class Table:
    """A table with its caption, which Word numbers, its headings repeated on each page."""

    caption: str
    headings: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    widths: tuple[float, ...] = ()
    """Shares of the page's width; empty: all alike."""
    notes: tuple[str, ...] = ()
    """Stand small below it."""
    language: Language = "vi"
    centred: frozenset[int] = frozenset()
    """Columns of numbers or signs."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A picture with its caption, which Word numbers, and words in its place for who can't see."""

    picture: Picture
    caption: str
    language: Language = "vi"


@dataclass(frozen=True, slots=True)
class Quotation:
    """What somebody said, whom it is attributed to, and the id that leads back to the turn."""

    id: str
    words: str
    """As said, in Vietnamese."""
    translation: str
    """In English; empty: there is none yet."""
    attribution: Bilingual
    mark: str = ""
    """Who stands by the coding, or what proposed it: `● Lan`, `○`."""
    translated: Bilingual = Bilingual("", "")
    """Who translated it, and whether somebody has checked it."""
    tongue: Tongue = "vi"
    """`both`: original and English side by side; `en`: the English, the original in a note."""
    is_proposed: bool = False


@dataclass(frozen=True, slots=True)
class Contents:
    """The table of contents: filled with the headings there are, numbers and links by Word."""

    title: str
    deepest: int = 2
    language: Language = "vi"


@dataclass(frozen=True, slots=True)
class PageBreak:
    """What follows begins a page."""


Block = Paragraph | Heading | Placeholder | Table | Figure | Quotation | Contents | PageBreak


@dataclass(frozen=True, slots=True)
class Part:
    """Blocks that stand together under one name.

    What is ours is held by a content control of that name, and made again at each run. The rest,
    headings and placeholders, is written once: from then on it belongs to who writes the report.
    """

    id: str
    """`3.2:quotes`-like, at most 60 plain characters; the same at each run."""
    blocks: tuple[Block, ...]
    ours: bool = True
    title: str = ""
    """What Word shows on the control."""


@dataclass(frozen=True, slots=True)
class Document:
    """A whole Word document."""

    title: str
    parts: tuple[Part, ...]
    language: Language = "vi"
    """Of what doesn't say its own."""
    subtitle: str = ""
    fields: Mapping[str, str] = field(default_factory=dict)
    """What a client's template may name in braces → what it says: `cases`, `title` …"""
    edition: str = ""
    """What kind of file it is, `en` or `both shared`; one kind never renews another's."""

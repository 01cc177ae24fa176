"""Words on a slide: which language each run is in, and how large it may be in its box."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from qualcode.brief.writing import measuring
from qualcode.exporters.cells import printable
from qualcode.exporters.office import LANGUAGES
from qualcode.model import Bilingual, Language, Tongue

POINT = 12700
"""The file's units of a point."""
SIDES, ENDS = 16.0, 8.0
"""Points that a box keeps free on its sides and ends together."""


@dataclass(frozen=True, slots=True)
class Run:
    """Words in one style."""

    words: str
    language: Language = "vi"
    bold: bool | None = None
    """None: as the box has it."""
    dim: bool = False
    italic: bool = False
    scale: float = 1.0
    """Its size beside its paragraph's."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Runs in one paragraph."""

    runs: tuple[Run, ...]
    scale: float = 1.0
    """Its size beside the box's."""
    above: float = 0
    """Points of space above it."""
    bullet: bool | None = None
    """Whether it has one; None: as the box has it."""
    indent: float = 0
    """Points that its box's style indents it by."""

    @property
    def words(self) -> str:
        """Return all its words."""
        return "".join(run.words for run in self.runs)


@dataclass(frozen=True, slots=True)
class Box:
    """A place on a slide, in the file's units."""

    left: int
    top: int
    width: int
    height: int

    @property
    def room(self) -> float:
        """Return the points that a line of text has."""
        return self.width / POINT - SIDES

    @property
    def high(self) -> float:
        """Return the points that lines of text have below each other."""
        return self.height / POINT - ENDS

    @property
    def place(self) -> tuple[int, int, int, int]:
        """Return where it is."""
        return self.left, self.top, self.width, self.height

    def split(self, share: float, gap: int) -> tuple[Box, Box]:
        """Return its left share and the rest, with a gap in between."""
        left = int((self.width - gap) * share)
        start = self.left + left + gap
        rest = self.width - left - gap
        return (
            Box(self.left, self.top, left, self.height),
            Box(start, self.top, rest, self.height),
        )

    def without_foot(self, height: int) -> Box:
        """Return it without so much at its end."""
        return Box(self.left, self.top, self.width, self.height - height)


@dataclass(frozen=True, slots=True)
class Style:
    """How a deck writes: in which language, and in which font it is measured."""

    tongue: Tongue
    font: str = "Arial"
    overflowing: list[str] = field(default_factory=list)
    """The names of boxes whose words don't fit even in their smallest size."""


def said(words: Bilingual, tongue: Tongue) -> tuple[tuple[str, Language], ...]:
    """Return the words in each language that is spoken; once if both are the same."""
    if tongue != "both":
        own: Language = tongue if (words.en if tongue == "en" else words.vi) else _other(tongue)
        return ((words.say(tongue), own),)
    pair: tuple[tuple[str, Language], ...] = ((words.vi, "vi"), (words.en, "en"))
    told = tuple((each, language) for each, language in pair if each)
    return told[:1] if words.vi == words.en else told


def line(words: Bilingual, tongue: Tongue, between: str = " / ") -> tuple[Run, ...]:
    """Return the words as runs of one line, both languages beside each other."""
    parts = [Run(each, language) for each, language in said(words, tongue)]
    if len(parts) < len("ab"):
        return tuple(parts)
    return parts[0], Run(between + parts[1].words, parts[1].language, dim=True)


def joined(words: Bilingual, tongue: Tongue, between: str = " / ") -> str:
    """Return the words in one line."""
    return between.join(each for each, _ in said(words, tongue))


def height(paragraphs: Sequence[Paragraph], size: float, box: Box, style: Style) -> float:
    """Return how many points the paragraphs take in this size."""
    return measuring.height(
        [
            measuring.Paragraph(
                one.words,
                size * one.scale * max((run.scale for run in one.runs), default=1.0),
                any(run.bold for run in one.runs),
                one.above,
                one.indent,
            )
            for one in paragraphs
        ],
        box.room,
        style.font,
    )


def size(
    made: Callable[[float], Sequence[Paragraph]] | Sequence[Paragraph],
    sizes: Sequence[float],
    box: Box,
    style: Style,
) -> float | None:
    """Return the largest of these sizes in which the paragraphs fit the box, if any."""
    for each in sizes:
        paragraphs = made(each) if callable(made) else made
        if height(paragraphs, each, box, style) <= box.high:
            return each
    return None


def fill(frame: Any, paragraphs: Sequence[Paragraph], points: float) -> None:
    """Write the paragraphs into an empty text frame, every run in its language."""
    from pptx.util import Pt

    frame.word_wrap = True
    for at, one in enumerate(paragraphs):
        paragraph = frame.paragraphs[0] if at == 0 else frame.add_paragraph()
        paragraph.space_before, paragraph.space_after = Pt(one.above), Pt(0)
        paragraph.line_spacing = 1.0
        if one.bullet is not None:
            _bullet(paragraph, shown=one.bullet, indent=one.indent)
        for run in one.runs:
            add(paragraph, run, round(points * one.scale * run.scale * 2) / 2)


def add(paragraph: Any, run: Run, points: float) -> None:
    """Add a run to a paragraph."""
    from pptx.enum.dml import MSO_THEME_COLOR
    from pptx.util import Pt

    written = paragraph.add_run()
    written.text = printable(run.words, "").replace("\n", " ")
    written.font.size = Pt(points)
    if run.bold is not None:
        written.font.bold = run.bold
    if run.italic:
        written.font.italic = True
    if run.dim:
        written.font.color.theme_color = MSO_THEME_COLOR.TEXT_1
        written.font.color.brightness = 0.35
    written._r.get_or_add_rPr().set("lang", LANGUAGES[run.language])  # noqa: SLF001 - by its name


def _bullet(paragraph: Any, *, shown: bool, indent: float) -> None:
    """Give a paragraph a bullet that hangs, or none."""
    from pptx.oxml import parse_xml
    from pptx.oxml.ns import nsdecls

    properties = paragraph._p.get_or_add_pPr()  # noqa: SLF001 - the library has no bullets
    properties.set("marL", str(int(indent * POINT)))
    properties.set("indent", str(-int(indent * POINT) if shown else 0))
    kind = f'<a:buChar {nsdecls("a")} char="•"/>' if shown else f"<a:buNone {nsdecls('a')}/>"
    properties.append(parse_xml(kind))


def _other(language: Language) -> Language:
    return "vi" if language == "en" else "en"

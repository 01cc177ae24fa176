"""What a sheet of a workbook holds, before any of it is written."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from qualcode.explain import proposer
from qualcode.model import SIGNS, Bilingual, Code, Coding, Study

LONGEST = 32_767
"""Characters that Excel keeps in one cell."""

BANDS = ("#DCE9F5", "#E3F1DE", "#FBE9D5", "#F3DFE6", "#E8E2F3", "#DDF0EE", "#F6F0CF", "#E9E4DD")
"""Fills of the code families, in turn."""

_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words of which some parts are in two languages: "KII: 3/5; PVS/IDI: 1/2"."""

    parts: tuple[Words, ...]
    between: str = "/"
    """Parts the two languages of a part, where both are said."""


@dataclass(frozen=True, slots=True)
class Lines:
    """Lines of words: where both languages are said first all in the one, then in the other."""

    lines: tuple[Bilingual, ...]


Words = str | Bilingual | Phrase | Lines
"""What a cell says: the same in every language, or by the language that its sheet speaks."""


@dataclass(frozen=True, slots=True)
class Run:
    """Words within a cell in a style of their own."""

    words: Words
    style: str


@dataclass(frozen=True, slots=True)
class Link:
    """Where a click on a cell leads."""

    place: str
    """A name that the workbook has, or a cell: `'Matrix'!A1`."""
    tip: str = ""
    """Shown while the pointer is on the cell."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A number or words; with runs, words of several styles."""

    value: Words | int | float = ""
    style: str = "text"
    runs: tuple[Run, ...] = ()
    between: str = " / "
    """Parts the two languages, where both are said."""
    link: Link | None = None

    @property
    def text(self) -> str:
        """Return what a reader sees where both languages are said."""
        if self.runs:
            return "".join(joined(run.words, self.between) for run in self.runs)
        if isinstance(self.value, int | float):
            return str(self.value)
        return joined(self.value, self.between)


@dataclass(frozen=True, slots=True)
class Column:
    """A heading in two languages, and how wide what is below it needs to be."""

    title: Bilingual
    width: float = 14
    fill: str = "#D9D9D9"
    band: str = ""
    """Stands above the headings, in the first column of its band."""
    banner: Words = ""  # stands there in its place, where it depends on the language
    upright: bool = False
    """Turns the heading, so that many narrow columns fit."""
    hidden: bool = False
    choices: tuple[Words, ...] = ()
    """What may stand in its cells, to be chosen from; empty: anything."""
    longest: int = 0
    """Characters that a person may write into its cells; 0: nobody is to write there."""

    @property
    def heading(self) -> str:
        """Return the Vietnamese heading and the English one, once if they are the same."""
        return both(self.title, " / ")


@dataclass(frozen=True, slots=True)
class Chart:
    """A native line chart of some columns of its sheet."""

    title: Bilingual
    across: Bilingual
    """What the horizontal axis counts."""
    up: Bilingual
    place: int  # the column along which it runs
    lines: Mapping[int, str]
    """The column of each line → how it is drawn: `thick`, `thin` or `dotted`."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table, or with `filtered` off a page of text."""

    name: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    frozen: int = 1
    """Columns that stay in sight."""
    notes: tuple[Bilingual, ...] = ()
    """Stand below the table."""
    breaks: tuple[int, ...] = ()
    """Columns that start a printed page; without any the table is as wide as one page."""
    bar: int | None = None
    """The column whose numbers are also drawn as bars."""
    filtered: bool = True
    repeated: int = 1
    """Columns that every printed page has, if `breaks` part the table."""
    scale: int = 55
    """The size, in percent, at which it is printed then."""
    legend: Words = ""
    """Stands below each printed page, in place of the notes."""
    keys: tuple[str, ...] = ()
    """A name for each column that outlasts its heading, in a hidden row above; or none."""
    printed: int = 0
    """Columns that are printed, from the first; those after them are for the screen. 0: all."""
    see: str = "codings.csv"
    """Where to find what is too long for a cell, or for a sheet."""
    charts: tuple[Chart, ...] = ()
    """Stand to the right of the table."""

    @property
    def headings(self) -> int:
        """Return how many rows stand above the first row of data."""
        return self.filtered * (1 + self.has_bands + bool(self.keys))

    @property
    def has_bands(self) -> bool:
        """Say whether a row of bands stands above the headings."""
        return any(column.band for column in self.columns)


@dataclass(frozen=True, slots=True)
class Family:
    """Codes whose ids start alike, with the label and colour they share."""

    id: str
    label: Bilingual
    fill: str
    codes: tuple[Code, ...] = field(default=())

    @property
    def name(self) -> str:
        """Return the label in both languages, or the id if nobody gave one."""
        return both(self.label, " – ") or self.id

    @property
    def title(self) -> Words:
        """Return the label, or the id if nobody gave one."""
        return Phrase((self.label,), " – ") if both(self.label, "") else self.id


def families(study: Study) -> tuple[Family, ...]:
    """Return the code families in the codebooks' order, each with its codes."""
    names = dict.fromkeys(code.family for code in study.codes)
    return tuple(
        Family(
            name,
            group.label if (group := study.code(name)) else Bilingual("", ""),
            BANDS[place % len(BANDS)],
            tuple(code for code in study.codes if code.family == name),
        )
        for place, name in enumerate(names)
    )


def both(words: Bilingual, between: str) -> str:
    """Return both languages' words, once if they are the same, without what is empty."""
    return between.join(dict.fromkeys(part for part in (words.vi, words.en) if part))


def joined(words: Words, between: str = " / ") -> str:
    """Return words with both languages of what is in two."""
    if isinstance(words, str):
        return words
    if isinstance(words, Phrase):
        return "".join(joined(part, words.between) for part in words.parts)
    if isinstance(words, Lines):
        every = (*(one.vi for one in words.lines), *(one.en for one in words.lines))
        return "\n".join(dict.fromkeys(every))
    return both(words, between)


def signed(id: str, coding: Coding) -> str:
    """Return a quote's id with its coding's sign, and the name of who confirmed it: "… ● Lan".

    What a model proposed says so: "○ … máy học 0,83".
    """
    sign = SIGNS[coding.status]
    if coding.status == "proposed":
        by = proposer(coding).vi if coding.origin == "model" else ""
        parts = (f"{sign} {id}", by)
        return " ".join(part.replace(" ", "\N{NO-BREAK SPACE}") for part in parts if part)
    return " ".join((id, "\N{NO-BREAK SPACE}".join((sign, *coding.coder.split()))))


def proposed_by(coding: Coding) -> str:
    """Return what proposed a coding, in both languages: a rule's id, "máy học 0,83 / learned …"."""
    return both(proposer(coding), " / ")


def printable(text: str, instead: str = "\ufffd") -> str:
    """Return the text with every character that XML can't hold replaced."""
    if text.isprintable():
        return text
    return _UNPRINTABLE.sub(instead, text.replace("\r\n", "\n").replace("\r", "\n"))


def fitting(words: str, see: str = "codings.csv") -> str:
    """Return a text as a cell holds it: its head, and where the rest is, if it is too long."""
    text = printable(words)
    if len(text) <= LONGEST // 2:
        return text
    # Excel counts what is not in the basic plane twice.
    length = len(text.encode("utf-16-le", "surrogatepass")) // 2
    return cut(text, LONGEST if length in {len(text), min(length, LONGEST)} else LONGEST // 2, see)


def cut(text: str, longest: int, see: str) -> str:
    """Return the text, or its head and where the rest is if it is longer."""
    if len(text) <= longest:
        return text
    pointer = f"… (xem / see {see})"
    return text[: longest - len(pointer)].rstrip() + pointer

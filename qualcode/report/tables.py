"""Tables of a report: cells from words, and figures as each language writes them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from qualcode import basis
from qualcode.documents.values import Cell, Table
from qualcode.documents.voice import Voice
from qualcode.language.numbers import percent, whole
from qualcode.model import Bilingual, joined

if TYPE_CHECKING:
    from pandas import DataFrame

Written = str | int | Bilingual
NOTHING = "–"
CODE = Bilingual("Mã", "Theme")
OF_ASKED = Bilingual(
    "n/N: n nguồn có nói tới, trong N nguồn được hỏi hoặc tự nói tới.",
    "n/N: n sources mention it, of N that were asked or brought it up.",
)
MARKS = Bilingual(
    "0/N và –: được hỏi mà không ai nói tới; n/a: không hỏi; …: chưa mã hóa.",
    "0/N and –: asked, nobody mentions it; n/a: not asked; …: not yet coded.",
)


def table(
    voice: Voice,
    caption: Bilingual,
    headings: Sequence[Bilingual | str],
    rows: Iterable[Sequence[Written | Cell]],
    *,
    widths: Sequence[float] = (),
    notes: Sequence[Bilingual] = (),
    centred: Iterable[int] = (),
) -> Table:
    """Return a table in the report's language or languages."""
    return Table(
        voice.one(caption),
        tuple(each if isinstance(each, str) else voice.one(each, "\n") for each in headings),
        tuple(tuple(cell(voice, each) for each in row) for row in rows),
        tuple(widths),
        voice.each(joined(notes, " ")) if notes else (),
        voice.language,
        frozenset(centred),
    )


def cell(voice: Voice, written: Written | Cell, *, bold: bool = False) -> Cell:
    """Return a cell; a number is written as the language has it."""
    if isinstance(written, Cell):
        return written
    if isinstance(written, int):
        return Cell(number(voice, written), bold)
    return Cell(voice.one(written) if isinstance(written, Bilingual) else written, bold)


def number(voice: Voice, value: int) -> str:
    """Return a whole number in the report's language."""
    return whole(value).say(voice.language)


def rate(voice: Voice, part: int, of: int) -> str:
    """Return a share as a whole percentage, the same in all languages; – of nothing."""
    return percent(round(part / of, 2)).say(voice.language) if of else NOTHING


def tenths(voice: Voice, share: float | None) -> str:
    """Return a percentage with one decimal; – where there is none."""
    return NOTHING if share is None else percent(share / 100).say(voice.language)


def transposed(frame: DataFrame, by: str) -> dict[str, list[str]]:
    """Return theme → its cells, from a matrix with a row for each value of an attribute."""
    rows = basis.records(frame)
    themes = [str(name) for name in frame.columns if name not in (by, "n")]
    return {theme: [str(row[theme]) for row in rows] for theme in themes}

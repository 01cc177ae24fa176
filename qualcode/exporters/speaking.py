"""A sheet in the language it is to speak: plain words in every cell."""

from __future__ import annotations

from dataclasses import replace

from qualcode.exporters.cells import Cell, Chart, Column, Lines, Phrase, Run, Sheet, Words, joined
from qualcode.model import Bilingual, Tongue

PLAIN = (str, int, float)


def say(words: Words, tongue: Tongue, between: str = " / ") -> str:
    """Return the words in this language; of two languages both, parted so."""
    if isinstance(words, str):
        return words
    if tongue == "both":
        return joined(words, between)
    if isinstance(words, Phrase):
        return "".join(say(part, tongue) for part in words.parts)
    if isinstance(words, Lines):
        return "\n".join(one.say(tongue) for one in words.lines)
    return words.say(tongue)


def in_tongue(sheet: Sheet, tongue: Tongue) -> Sheet:
    """Return the sheet with all its words as the language has them."""
    return replace(
        sheet,
        columns=tuple(_column(column, tongue) for column in sheet.columns),
        rows=tuple(
            tuple([c if _is_plain(c) else _cell(c, tongue) for c in row]) for row in sheet.rows
        ),
        notes=tuple(_one(note, tongue) for note in sheet.notes),
        legend=say(sheet.legend, tongue),
        charts=tuple(_chart(chart, tongue) for chart in sheet.charts),
    )


def _is_plain(cell: Cell) -> bool:
    return isinstance(cell.value, PLAIN) and not cell.runs


def _cell(cell: Cell, tongue: Tongue) -> Cell:
    if cell.runs:
        runs = tuple(Run(say(one.words, tongue, cell.between), one.style) for one in cell.runs)
        return replace(cell, runs=runs)
    value = cell.value
    if isinstance(value, PLAIN):
        return cell
    return replace(cell, value=say(value, tongue, cell.between))


def _column(column: Column, tongue: Tongue) -> Column:
    return replace(
        column,
        title=_one(column.title, tongue),
        band=say(column.banner, tongue) or column.band,
        choices=tuple(say(choice, tongue) for choice in column.choices),
    )


def _chart(chart: Chart, tongue: Tongue) -> Chart:
    words = (say(one, tongue) for one in (chart.title, chart.across, chart.up))
    title, across, up = (Bilingual(one, one) for one in words)
    return replace(chart, title=title, across=across, up=up)


def _one(words: Bilingual, tongue: Tongue) -> Bilingual:
    """Return the words as they are if both languages are said, else one language for both."""
    if tongue == "both":
        return words
    said = words.say(tongue)
    return Bilingual(said, said)

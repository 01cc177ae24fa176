"""A joint display → a sheet, a workbook, a document."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from qualcode import basis, shares
from qualcode import joint as stage
from qualcode.exporters import landscape, word
from qualcode.exporters.cells import Cell, Column, Lines, Link, Phrase, Sheet, Words, both
from qualcode.exporters.joint_words import fit_named, inference_lines, survey_lines, talk_lines
from qualcode.exporters.landscape import Line
from qualcode.exporters.links import of_quote
from qualcode.exporters.single import write_sheets
from qualcode.joint import Joined
from qualcode.model import Bilingual, Quote, Results, Study, is_within
from qualcode.quotes import said

if TYPE_CHECKING:
    from pandas import DataFrame

LOOKS = {
    "confirmation": "agreement",
    "expansion": "partial",
    "discordance": "dissonance",
    "silence": "silence",
}
FILLS = {
    "confirmation": "C6E5C3",
    "expansion": "FFF0B8",
    "discordance": "F6C2BC",
    "silence": "D6E3F3",
}
HEADINGS = (
    Bilingual("Chủ đề", "Theme"),
    Bilingual("Khảo sát nói gì", "What the survey says"),
    Bilingual("Người ta nói gì", "What people say"),
    Bilingual("Trích dẫn", "Quotes"),
    Bilingual("Khớp", "Fit"),
    Bilingual("Suy luận chung", "Meta-inference"),
)
QUOTES = HEADINGS[3]
TO_QUOTE = Bilingual("→", "→")
SHEET_WIDTHS = (24, 46, 38, 56, 16, 38)
WIDTHS = (28, 60, 46, 66, 27, 40)
TITLE = Bilingual("Khảo sát cạnh lời kể", "Survey beside talk")


@dataclass(frozen=True, slots=True)
class Display:
    """A joint display: the study that counts, its themes, and their table for the figures."""

    study: Study
    found: tuple[Joined, ...]
    frame: DataFrame


def display(
    study: Study,
    quotes: Iterable[Quote],
    *,
    theme: str = "",
    level: int | None = None,
    every: bool = False,
) -> Display:
    """Return the joint display: of one theme and what the survey has within it, or of all.

    The study comes with all its codings, and so do the quotes.
    """
    counted = shares.counted(study)
    themes = stage.mapped(counted, level, every=every)
    if theme:
        themes = tuple(dict.fromkeys((theme, *(one for one in themes if is_within(one, theme)))))
    found = stage.joined(counted, themes, quotes)
    parameters = {"theme": theme, "level": level, "every": every}
    return Display(counted, found, stage.as_table(found, counted, parameters))


def joint_sheet(results: Results) -> Sheet:
    """Return the joint display of a study with a survey: one row a theme."""
    return sheet_of(display(results.study, results.quotes), leads=True)


def sheet_of(shown: Display, *, leads: bool = False) -> Sheet:
    """Return a joint display as a sheet; it `leads` to quotes where the workbook has them."""
    made = basis.of(shown.frame)
    return Sheet(
        "Joint display",
        (
            Column(Bilingual("Mã", "Code"), 22),
            *_columns(leads=leads),
        ),
        tuple(_sheet_row(shown.study, one, leads=leads) for one in shown.found),
        frozen=2,
        notes=(*made.notes, made.method),
    )


def write(shown: Display, path: Path) -> None:
    """Write a document or a workbook, as the file's name has it."""
    if path.suffix.lower() == ".xlsx":
        write_sheets([sheet_of(shown)], shown.study.settings.title, path)
    else:
        _write_document(shown, path)


def _sheet_row(study: Study, one: Joined, *, leads: bool) -> tuple[Cell, ...]:
    survey, talk = list(survey_lines(study, one)), list(talk_lines(study, one))
    return (
        Cell(one.theme),
        Cell(one.label, "strong", between="\n"),
        Cell(Lines(tuple(survey))),
        Cell(Lines(tuple(talk))),
        Cell(Phrase(tuple(_quotes(one)))),
        *((_to_first(one.quotes),) if leads else ()),
        Cell(fit_named(one), LOOKS.get(one.fit, "undecided"), between="\n"),
        Cell(Lines(tuple(inference_lines(one)))),
    )


def _quotes(one: Joined) -> Iterator[Words]:
    """Yield the quotes' words, whose they are and their ids, a line each."""
    for place, quote in enumerate(one.quotes):
        english = f" “{quote.coding.translation}”" if quote.coding.translation else ""
        start = "\n" if place else ""
        yield f"{start}{said(quote)}{english} — "
        yield Phrase((quote.attribution,), " / ")
        yield f" [{quote.id}]"


def _columns(*, leads: bool) -> Iterator[Column]:
    for place, (title, width) in enumerate(zip(HEADINGS, SHEET_WIDTHS, strict=True)):
        yield Column(title, width)
        if leads and place == HEADINGS.index(QUOTES):
            yield Column(TO_QUOTE, 5)


def _to_first(quotes: Sequence[Quote]) -> Cell:
    """Return the cell that leads to the first quote's row, in a workbook that has one."""
    if not quotes:
        return Cell("", "count_link")
    return Cell("→", "count_link", link=Link(of_quote(quotes[0].coding), quotes[0].id))


def _write_document(shown: Display, path: Path) -> None:
    title = shown.study.settings.title
    document = landscape.begin(both(TITLE, " – "))
    named = both(title, "\n")
    if named:
        landscape.add_lines(document, [Line(named, colour=word.GREY)])
    summary = stage.summary(shown.found)
    landscape.add_lines(document, [Line(summary.vi, bold=True, size=11), Line(summary.en, size=11)])
    if shown.found:
        heads = [both(heading, "\n") for heading in HEADINGS]
        table = landscape.add_table(document, heads, WIDTHS)
        for one in shown.found:
            _add_row(table, shown.study, one)
    document.add_heading("Cách đọc – How to read", 1)
    made = basis.of(shown.frame)
    for words in (*made.notes[1:], made.method):
        landscape.add_lines(document, [Line(words.vi), Line(words.en, colour=word.GREY)])
    word.save(document, path)


def _add_row(table: Any, study: Study, one: Joined) -> None:
    cells = (
        [
            Line(one.label.vi, bold=True),
            *_english([one.label]),
            Line(one.theme.replace(".", ".\n"), size=7),
        ],
        _both_lines(list(survey_lines(study, one))),
        _both_lines(list(talk_lines(study, one))),
        [line for quote in one.quotes for line in _quote_lines(quote)],
        [Line(fit_named(one).vi, bold=True), *_english([fit_named(one)])],
        _both_lines(list(inference_lines(one))),
    )
    landscape.add_row(table, cells, ("", "", "", "", FILLS.get(one.fit, ""), ""))


def _both_lines(words: Sequence[Bilingual]) -> list[Line]:
    return [*(Line(one.vi) for one in words), *_english(words)]


def _english(words: Sequence[Bilingual]) -> list[Line]:
    return [Line(one.en, colour=word.GREY, size=8) for one in words if one.en != one.vi]


def _quote_lines(quote: Quote) -> list[Line]:
    lines = [Line(said(quote), italic=True)]
    if quote.coding.translation:
        lines.append(Line(f"“{quote.coding.translation}”", colour=word.GREY, size=8))
    by = f"— {both(quote.attribution, ' / ')} [{quote.id}]"
    return [*lines, Line(by, colour=word.GREY, size=7)]

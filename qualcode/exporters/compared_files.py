"""A comparison of groups → a document or a workbook."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from qualcode import basis
from qualcode.comparing import column, sentence
from qualcode.exporters import landscape, word
from qualcode.exporters.cells import Cell, Column, Sheet, both
from qualcode.exporters.compared import (
    Comparison,
    Row,
    count,
    gap,
    gap_heading,
    groups_of,
    has_several,
    headed,
    label,
    least_of,
    only,
    told,
)
from qualcode.exporters.landscape import Line
from qualcode.exporters.single import write_sheets
from qualcode.language.attributes import title as attribute_title
from qualcode.model import Bilingual
from qualcode.quotes import cited, said

LOOKS = {"differs": "partial", "similar": "agreement"}
FILLS = {"differs": "FFF0B8", "similar": "C6E5C3"}
TOGETHER = 5
"""Groups above which a document's table has their counts in one column."""


def write(found: Comparison, path: Path) -> None:
    """Write a document or a workbook, as the file's name has it."""
    if path.suffix.lower() == ".xlsx":
        _write_workbook(found, path)
    else:
        _write_document(found, path)


def comparison_sheet(found: Comparison) -> Sheet:
    """Return the comparison as a sheet: one row a theme, with a quote from each side."""
    least, several = least_of(found.frame), has_several(found.frame)
    values, sides = list(found.names), groups_of(found.frame)
    rows = basis.records(found.frame)
    apart = [value for value in sides if any(row[column(value, "only")] for row in rows)]
    title = attribute_title(found.by)
    return Sheet(
        "Compare",
        (
            Column(Bilingual("Mã", "Code"), 28),
            Column(Bilingual("Chủ đề", "Theme"), 30),
            Column(Bilingual("Kết luận", "Verdict"), 22),
            *(Column(headed(found.names[value]), 12) for value in values),
            Column(gap_heading(found.frame, found.names), 22),
            *(Column(headed(found.names[value], "chỉ có ở: ", "only: "), 24) for value in apart),
            *(Column(headed(found.names[value], "lời của: ", "quotes: "), 44) for value in sides),
        ),
        tuple(
            (
                Cell(str(row["theme"])),
                Cell(both(label(row), "\n"), "strong"),
                Cell(both(_verdict(row), "\n"), LOOKS.get(str(row["verdict"]), "undecided")),
                *(Cell(count(row, value, least), "mark") for value in values),
                Cell(both(gap(row, found.names, several), "\n")),
                *(Cell(both(only(found.study, row, value), "\n")) for value in apart),
                *(Cell(_quotes_cell(found, str(row["theme"]), value)) for value in sides),
            )
            for row in rows
        ),
        frozen=2,
        notes=(
            Bilingual(f"{title.vi}: {sentence(found.frame).vi}", sentence(found.frame).en),
            *basis.of(found.frame).notes,
            basis.of(found.frame).method,
        ),
    )


def _write_workbook(found: Comparison, path: Path) -> None:
    write_sheets([comparison_sheet(found)], found.study.settings.title, path)


def _write_document(found: Comparison, path: Path) -> None:
    title = attribute_title(found.by)
    document = landscape.begin(f"So sánh theo {title.vi.lower()} – Compared by {title.en.lower()}")
    answer = sentence(found.frame)
    landscape.add_lines(document, [Line(answer.vi, bold=True, size=11), Line(answer.en, size=11)])
    _add_table(document, found)
    for row in basis.records(found.frame):
        _add_quotes(document, found, row)
    document.add_heading("Cách đọc – How to read", 1)
    made = basis.of(found.frame)
    for words in (*made.notes, made.method):
        landscape.add_lines(document, [Line(words.vi), Line(words.en, colour=word.GREY)])
    word.save(document, path)


def _add_table(document: Any, found: Comparison) -> None:
    values, several = list(found.names), has_several(found.frame)
    if not len(found.frame):
        return
    together = len(values) > TOGETHER
    groups = [both(found.names[value], " / ") for value in values]
    heads = (
        "Chủ đề / Theme",
        *(["Các nhóm / Groups"] if together else groups),
        both(gap_heading(found.frame, found.names), "\n"),
        "Kết luận / Verdict",
    )
    widths = (5, *([7] if together else [2] * len(values)), 4, 3.5)
    table = landscape.add_table(document, heads, widths)
    for row in basis.records(found.frame):
        counts = [count(row, value, least_of(found.frame)) for value in values]
        lines = [[Line(one)] for one in counts]
        if together:
            named = zip(values, counts, strict=True)
            lines = [[Line("; ".join(f"{found.names[v].vi} {one}" for v, one in named))]]
        name, told = label(row), gap(row, found.names, several)
        cells = (
            [Line(name.vi, bold=True), *_english(name)],
            *lines,
            [Line(told.vi), *_english(told)],
            [Line(both(_verdict(row), " / "))],
        )
        fill = FILLS.get(str(row["verdict"]), "")
        landscape.add_row(table, cells, ("",) * (len(cells) - 1) + (fill,))


def _english(words: Bilingual) -> list[Line]:
    return [] if words.en == words.vi else [Line(words.en, colour=word.GREY)]


def _add_quotes(document: Any, found: Comparison, row: Row) -> None:
    """Add what each side says on a theme, under the theme's name."""
    sides = found.said.get(str(row["theme"]), {})
    if not any(sides.values()):
        return
    document.add_heading(word.clean(both(label(row), " – ")), 2)
    for value, quotes in sides.items():
        if quotes:
            head = f"{both(headed(found.names[value]), ' / ')}: {count(row, value, 0)}"
            paragraph = document.add_paragraph()
            paragraph.paragraph_format.keep_with_next = True
            paragraph.add_run(word.clean(head)).bold = True
            alone = both(only(found.study, row, value), " / ")
            if alone:
                paragraph.add_run(word.clean(f"\nChỉ bên này nói – Only this side says: {alone}"))
        for quote in quotes:
            paragraph = document.add_paragraph(style="Quote")
            paragraph.add_run(word.clean(said(quote)))
            if quote.coding.translation:
                english = f"\n“{quote.coding.translation}”"
                word.paint(paragraph.add_run(word.clean(english)), word.GREY)
            by = paragraph.add_run(word.clean(f" — {quote.attribution.vi}"))
            by.italic = False
            word.paint(paragraph.add_run(f"  [{quote.id}]"), word.GREY, 8)


def _quotes_cell(found: Comparison, theme: str, value: str) -> str:
    quotes = found.said.get(theme, {}).get(value, ())
    return "\n".join(cited(quote, "vi") for quote in quotes)


def _verdict(row: Row) -> Bilingual:
    return Bilingual(told(row, "vi"), told(row, "en"))

"""A sheet as a workbook: how to use it, a row for each coding or sentence, the talk, the codes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

from qualcode.coding_sheets import comment, wording
from qualcode.coding_sheets.columns import (
    CODES,
    CODING,
    CODING_COLUMNS,
    HIDDEN,
    TALK,
    TALK_COLUMNS,
    RowId,
    place_in,
)
from qualcode.coding_sheets.fingerprint import pack
from qualcode.coding_sheets.sheet import Sheet, place_of
from qualcode.exporters import cells
from qualcode.exporters.cells import Cell, Column, both, printable
from qualcode.exporters.pen import BASE, FONT, MADE, STYLES, Pen
from qualcode.model import Bilingual, Code, Coding, Span, Turn

PIECE = 30_000
"""Excel keeps no more than 32,767 characters in one cell."""
MORE = 300
"""Rows below the last that get the drop-downs as well."""
_LOCKED = "undecided"
"""The grey style of the deliverables' workbook."""
_NAME = "CodeList"


def write(sheet: Sheet, path: Path) -> None:
    """Write the workbook."""
    from xlsxwriter import Workbook

    content = BytesIO()
    options = {"in_memory": True, "default_format_properties": dict(FONT)}
    with Workbook(content, options) as workbook:
        title = printable(sheet.transcript.name)[:250]
        workbook.set_properties({"title": title, "created": MADE})
        pen = _pen(workbook)
        rows = tuple(_rows(sheet))
        pen.draw(_how_to(sheet))
        pen.draw(cells.Sheet(CODING, CODING_COLUMNS, tuple(map(_cells, rows)), frozen=4))
        pen.draw(cells.Sheet(TALK, TALK_COLUMNS, tuple(_talk(sheet)), frozen=2))
        pen.draw(_codes(sheet))
        _finish_coding(workbook, rows, sheet)
        _label_codes(workbook, rows, pen)
        workbook.get_worksheet_by_name(TALK).set_row(0, None, None, {"hidden": True})
        _hide(workbook, sheet)
    path.write_bytes(content.getvalue())


@dataclass(frozen=True, slots=True)
class Row:
    """A coding on a sentence, or a sentence without one."""

    id: RowId
    turn: Turn
    sentence: str
    part: str
    """The coded words, if they aren't the sentence."""
    coding: Coding | None = None
    code: Code | None = None


def _rows(sheet: Sheet) -> Iterator[Row]:
    """Yield a row for each coding, and for each sentence in which none starts."""
    codes = {code.id: code for code in sheet.codes}
    for turn in sheet.transcript.turns:
        sentences = [segment.span for segment in sheet.sentences if segment.turn == turn.number]
        codings = [coding for coding in sheet.codings if coding.turn == turn.number]
        bare = [s for s in sentences if all(_start(c, sentences) != s for c in codings)]
        said: list[tuple[Span, Coding | None]] = [(sentence, None) for sentence in bare]
        said += [(_start(coding, sentences), coding) for coding in codings]
        for sentence, coding in sorted(said, key=lambda pair: pair[0]):
            yield _row(sheet, turn, sentence, coding, codes)


def _start(coding: Coding, sentences: Sequence[Span]) -> Span:
    """Return the sentence in which a coding starts, or its own words if it starts in none."""
    at = coding.span.start
    return next((s for s in sentences if s.start <= at < s.end), coding.span)


def _row(
    sheet: Sheet, turn: Turn, sentence: Span, coding: Coding | None, codes: Mapping[str, Code]
) -> Row:
    text = sheet.transcript.text
    span = coding.span if coding else sentence
    return Row(
        RowId(
            sheet.fingerprint.sha256,
            place_of(sheet.transcript, turn.number, span),
            coding.code if coding else "",
        ),
        turn,
        sentence.of(text),
        "" if span == sentence else span.of(text),
        coding,
        codes.get(coding.code) if coding else None,
    )


def _cells(row: Row) -> tuple[Cell, ...]:
    coding = row.coding
    return (
        Cell(str(row.id), "mark"),
        Cell(row.turn.number, "mark"),
        Cell(" ".join(row.turn.speaker.split()), _LOCKED),
        Cell(row.sentence, _LOCKED),
        Cell(row.part),
        Cell(coding.code if coding else ""),
        Cell(_label(row.code), _LOCKED),
        Cell(comment.status_of(coding) if coding else "", _LOCKED),
        Cell(),
        Cell(coding.memo if coding else ""),
        Cell(coding.translation if coding else ""),
    )


def _label(code: Code | None) -> str:
    return both(code.label, " / ") if code else ""


def _talk(sheet: Sheet) -> Iterator[tuple[Cell, ...]]:
    """Yield each turn's words, those of a very long turn in several rows."""
    for turn in sheet.transcript.turns:
        words = sheet.transcript.words_of(turn)
        style = _LOCKED if turn.role == "interviewer" else "text"
        speaker = Cell(" ".join(turn.speaker.split()), style)
        for start in range(0, max(len(words), 1), PIECE):
            piece = Cell(words[start : start + PIECE], style)
            yield Cell(turn.number, "mark"), speaker, piece


def _how_to(sheet: Sheet) -> cells.Sheet:
    name = Bilingual(sheet.transcript.name, "")
    lines = (
        (Cell(name.vi, "title"), Cell("", "page")),
        *((Cell(words.vi, "page"), Cell(words.en, "page")) for words in sheet.facts),
        (Cell(wording.HOW_TO.vi, "section"), Cell(wording.HOW_TO.en, "section")),
        *((Cell(words.vi, "page"), Cell(words.en, "page")) for words in wording.IN_EXCEL),
    )
    columns = (Column(Bilingual("", ""), 60), Column(Bilingual("", ""), 60))
    return cells.Sheet("How to", columns, lines, filtered=False)


def _codes(sheet: Sheet) -> cells.Sheet:
    columns = (
        Column(Bilingual("Mã", "Code"), 34),
        Column(Bilingual("Tên mã", "Label"), 36),
        Column(Bilingual("Định nghĩa", "Definition"), 60),
        Column(Bilingual("Không gồm", "Exclude"), 44),
    )
    rows = (
        (
            Cell(code.id, "strong"),
            Cell(_label(code)),
            Cell(both(code.definition, "\n")),
            Cell(both(code.exclude, "\n")),
        )
        for code in sheet.codes
    )
    return cells.Sheet(CODES, columns, tuple(rows))


def _pen(workbook: Any) -> Pen:
    """Return a pen whose grey has lines as light as the white cells'."""
    pen = Pen(workbook)
    look = BASE | STYLES["text"] | {"bg_color": "#F0F0F0"}
    pen.made[_LOCKED] = workbook.add_format(look)
    return pen


def _finish_coding(workbook: Any, rows: Sequence[Row], sheet: Sheet) -> None:
    """Hide the names and ids, put in the drop-downs, guard the grey columns."""
    page = workbook.get_worksheet_by_name(CODING)
    page.set_row(0, None, None, {"hidden": True})
    page.set_column(0, 0, 12, None, {"hidden": True})
    last = 1 + len(rows) + MORE
    count = max(len(sheet.codes), 1)
    workbook.define_name(_NAME, f"={CODES}!$A$2:$A${count + 1}")
    lists: dict[str, str | list[str]] = {
        "code": f"={_NAME}",
        "decision": [wording.ACCEPT, wording.REJECT],
    }
    checks = {key: _list(source) for key, source in lists.items()}
    checks |= dict.fromkeys(("turn", "speaker", "words", "label", "status"), _LEAVE_ALONE)
    for key, check in checks.items():
        column = place_in(CODING_COLUMNS, f"qualcode_{key}")
        page.data_validation(2, column, last, column, check)


def _label_codes(workbook: Any, rows: Sequence[Row], pen: Pen) -> None:
    """Let each label follow its row's code."""
    page = workbook.get_worksheet_by_name(CODING)
    code, label = (place_in(CODING_COLUMNS, f"qualcode_{key}") for key in ("code", "label"))
    for number, row in enumerate(rows, start=2):
        found = f'=IFERROR(VLOOKUP({_cell(number, code)},{CODES}!$A:$B,2,FALSE),"")'
        page.write_formula(number, label, found, pen.style(_LOCKED), printable(_label(row.code)))


_LEAVE_ALONE = {
    "validate": "custom",
    "value": "=FALSE",
    "ignore_blank": False,
    "error_title": "qualcode",
    "error_message": "Xin để nguyên cột xám. / Please leave the grey columns as they are.",
}


def _list(source: str | list[str]) -> dict[str, Any]:
    return {
        "validate": "list",
        "source": source,
        "error_title": "qualcode",
        "error_message": "Hãy chọn trong danh sách. / Please choose from the list.",
    }


def _cell(row: int, column: int) -> str:
    from xlsxwriter.utility import xl_rowcol_to_cell

    return str(xl_rowcol_to_cell(row, column, col_abs=True))


def _hide(workbook: Any, sheet: Sheet) -> None:
    """Put the fingerprint on a sheet that nobody sees."""
    page = workbook.add_worksheet(HIDDEN)
    for row, piece in enumerate(pack(sheet.fingerprint, PIECE)):
        page.write_string(row, 0, piece)
    page.hide()

"""A sheet as a Word file: how to use it, the codes, the talk, and a comment for each coding."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

from qualcode.coding_sheets import comment, wording
from qualcode.coding_sheets.fingerprint import pack
from qualcode.coding_sheets.sheet import Fingerprint, Sheet
from qualcode.exporters import word
from qualcode.exporters.cells import both, printable
from qualcode.model import Code, Coding, Span, Transcript, Turn

PROPERTY = "qualcode"
"""What the names of the hidden properties start with; a number follows."""
PIECE = 240
"""Word keeps no more than 255 characters of one property."""
_SPEAKER, _WORDS = 15, 38
"""Millimetres from the left at which these stand."""
_CODE_WIDTHS = (62, 50, 48)
_FORMAT = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"
_NAMESPACE = "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"
_TYPES = "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"


def write(sheet: Sheet, path: Path) -> None:
    """Write the Word file."""
    from docx import Document

    document = Document()
    word.prepare(document)
    document.core_properties.title = printable(sheet.transcript.name)[:250]
    document.add_paragraph(printable(sheet.transcript.name), style="Title")
    for words in sheet.facts:
        document.add_paragraph(printable(both(words, "\n")))
    _add_how_to(document)
    _add_codes(document, sheet.codes)
    document.add_heading(both(wording.TALK, " – "), 1)
    codes = {code.id: code for code in sheet.codes}
    for turn in sheet.transcript.turns:
        codings = [c for c in sheet.codings if c.turn == turn.number]
        _add_turn(document, sheet.transcript, turn, codings, codes)
    _hide(document, sheet.fingerprint)
    word.save(document, path)


def _add_how_to(document: Any) -> None:
    document.add_heading(both(wording.HOW_TO, " – "), 1)
    for words in wording.IN_WORD:
        paragraph = document.add_paragraph(words.vi, style="List Bullet")
        word.paint(paragraph.add_run(f"\n{words.en}"), word.GREY)


def _add_codes(document: Any, codes: Iterable[Code]) -> None:
    """Add the table of codes, to be copied from."""
    from docx.shared import Mm

    document.add_heading(both(wording.CODES, " – "), 1)
    table = document.add_table(rows=0, cols=len(_CODE_WIDTHS), style="Table Grid")
    table.autofit = False
    for column, width in zip(table.columns, _CODE_WIDTHS, strict=True):
        column.width = Mm(width)
    for code in codes:
        row = table.add_row()
        texts = (code.id, code.label.vi, code.label.en)
        for cell, text, width in zip(row.cells, texts, _CODE_WIDTHS, strict=True):
            cell.width = Mm(width)
            word.paint(cell.paragraphs[0].add_run(printable(text)), "000000")
            cell.paragraphs[0].paragraph_format.space_after = 0


def _add_turn(
    document: Any,
    transcript: Transcript,
    turn: Turn,
    codings: Sequence[Coding],
    codes: Mapping[str, Code],
) -> None:
    """Add a turn as one paragraph: number, speaker, words, each after a tab."""
    paragraph = document.add_paragraph()
    _indent(paragraph)
    is_asking = turn.role == "interviewer"
    word.paint(paragraph.add_run(f"T{turn.number:03}\t"), word.GREY, 8.5)
    label = paragraph.add_run(f"{printable(' '.join(turn.speaker.split()))}\t")
    label.bold = not is_asking
    runs = _add_words(paragraph, transcript.text, turn.span, codings)
    for run in (label, *(run for _, run in runs)):
        if is_asking:
            word.paint(run, word.GREY, 10)
    for coding in codings:
        covered = [run for span, run in runs if span.overlaps(coding.span)]
        if covered:
            _comment(document, covered, coding, codes.get(coding.code))


def _indent(paragraph: Any) -> None:
    from docx.shared import Mm

    look = paragraph.paragraph_format
    look.left_indent, look.first_line_indent = Mm(_WORDS), -Mm(_WORDS)
    look.tab_stops.add_tab_stop(Mm(_SPEAKER))
    look.tab_stops.add_tab_stop(Mm(_WORDS))


def _add_words(
    paragraph: Any, text: str, whole: Span, codings: Iterable[Coding]
) -> list[tuple[Span, Any]]:
    """Add the words in runs that end wherever a coding starts or ends."""
    inside = {at for coding in codings for at in (coding.span.start, coding.span.end)}
    cuts = sorted({whole.start, whole.end, *(a for a in inside if whole.start < a < whole.end)})
    pieces = [Span(start, end) for start, end in itertools.pairwise(cuts)]
    return [(piece, paragraph.add_run(printable(piece.of(text)))) for piece in pieces]


def _comment(document: Any, runs: Sequence[Any], coding: Coding, code: Code | None) -> None:
    from docx.oxml.ns import qn

    author = printable(coding.coder) or comment.AUTHOR
    initials = "".join(part[0] for part in author.split())
    made = document.add_comment(runs, comment.write(coding, code), author, initials)
    # The same study gives the same bytes, whatever the clock says.
    made._comment_elm.attrib.pop(qn("w:date"), None)  # noqa: SLF001 - no API


def _hide(document: Any, fingerprint: Fingerprint) -> None:
    """Put the fingerprint into the file's custom properties, which no page shows."""
    from docx.opc.constants import RELATIONSHIP_TYPE
    from docx.opc.packuri import PackURI
    from docx.opc.part import Part

    properties = "".join(
        f'<property fmtid="{_FORMAT}" pid="{number + 2}" name="{PROPERTY}{number:04}">'
        f"<vt:lpwstr>{escape(piece)}</vt:lpwstr></property>"
        for number, piece in enumerate(pack(fingerprint, PIECE))
    )
    xml = (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
        f'<Properties xmlns="{_NAMESPACE}" xmlns:vt="{_TYPES}">{properties}</Properties>'
    )
    kind = "application/vnd.openxmlformats-officedocument.custom-properties+xml"
    package = document.part.package
    part = Part(PackURI("/docProps/custom.xml"), kind, xml.encode(), package)
    package.relate_to(part, RELATIONSHIP_TYPE.CUSTOM_PROPERTIES)

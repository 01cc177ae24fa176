"""The audit trail → a CSV file with one row a decision, and a Word annex to read."""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from copy import deepcopy
from pathlib import Path
from typing import Any

from qualcode.audit import WITH_TEXT, Entry, tallies, words_of
from qualcode.explain import LEADING, RESTORE, TERMS, learned, named
from qualcode.exporters import word
from qualcode.exporters.cells import both
from qualcode.exporters.notes import learned_from
from qualcode.exporters.table import share_of_one
from qualcode.language.english import plural
from qualcode.language.order import sort_key
from qualcode.model import SIGNS, Bilingual, Language

COLUMNS = (
    *("id", "time", "coder", "sequence", "action", "transcript", "turn", "code", "target"),
    *("words", "before", "after", "note", "standing", "step", "sha256"),
    *("probability", "model"),
)
LEGEND = (
    Bilingual(
        "Giờ ghi theo UTC (giờ Việt Nam = UTC + 7). Không quyết định nào bị sửa hay xóa; rút "
        "lại cũng là một quyết định. Giờ và việc bị gạch ngang: đã rút lại.",
        "Times are UTC. No decision is ever changed or deleted; taking one back is a decision "
        "too. Time and action struck through: taken back.",
    ),
    Bilingual(
        "Trước và Sau: theo thứ tự thời gian các quyết định của mọi người.",
        "Before and After follow everybody's decisions in order of time.",
    ),
    Bilingual(
        "; ".join(f"{sign} {TERMS[status].vi}" for status, sign in SIGNS.items()),
        "; ".join(f"{sign} {TERMS[status].en}" for status, sign in SIGNS.items()),
    ),
)
HEADS = (
    (Bilingual("Giờ, người", "Time, who"), 36),
    (Bilingual("Lượt", "Turn"), 12),
    (Bilingual("Việc, mã", "Action, code"), 54),
    (Bilingual("Lời", "Words"), 57),
    (Bilingual("Trước", "Before"), 34),
    (Bilingual("Sau", "After"), 38),
    (Bilingual("Lý do", "Reason"), 26),
)
"""Columns of a transcript's table and their millimetres, which fill a page across."""
TALLY = (
    (Bilingual("Người mã hóa", "Coder"), 60),
    (Bilingual("Quyết định", "Decisions"), 30),
    (Bilingual("Còn hiệu lực", "Standing"), 30),
)
STRUCK = (0, 2)
"""The cells that are struck through; a line through Vietnamese words makes them hard to read."""
ELSEWHERE = Bilingual("Về sổ mã", "About the codebook")


def write_log(entries: Iterable[Entry], path: Path, language: Language) -> None:
    """Write one row a decision; `before` and `after` in this language, all else as recorded."""
    # The byte order mark is how Excel knows UTF-8.
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        table = csv.DictWriter(file, COLUMNS)
        table.writeheader()
        table.writerows(_row(entry, language) for entry in entries)


def write_annex(
    title: Bilingual,
    entries: Sequence[Entry],
    facts: Iterable[Bilingual],
    path: Path,
    language: Language,
) -> None:
    """Write the trail by transcript, in tables across the page; `facts` stand above them."""
    from docx import Document

    document = Document()
    word.prepare(document)
    _turn_pages(document)
    name = Bilingual("Nhật ký mã hóa", "Audit trail of the coding")
    document.core_properties.title = word.clean(both(name, " – "))
    document.add_paragraph(both(name, " – "), style="Title")
    models = learned_from(entry.about.model for entry in entries)
    for words in (title, *facts, _count(entries), *models, *LEGEND):
        if both(words, ""):
            document.add_paragraph(word.clean(both(words, "\n")))
    made = [(t.coder, str(t.decisions), str(t.stand)) for t in tallies(entries)]
    if made:
        _add_table(document, TALLY, ((row, False) for row in made))
    for place, listed in _by_transcript(entries):
        document.add_heading(word.clean(place), 1)
        rows = ((_cells(entry, language), not entry.stands) for entry in listed)
        _add_table(document, HEADS, rows)
    word.save(document, path)


def _row(entry: Entry, language: Language) -> dict[str, str | int]:
    decision, about = entry.decision, entry.about
    return {
        "id": decision.id,
        "time": decision.time,
        "coder": decision.coder,
        "sequence": decision.sequence,
        "action": decision.action,
        "transcript": about.transcript,
        "turn": entry.turn or "",
        "code": about.code,
        # A summary's is no place it leads to: it says which codings it is about.
        "target": "" if decision.action == "summarise" else decision.target,
        "words": about.exact if about.action != "conclude" else "",
        "before": entry.before.say(language),
        "after": entry.after.say(language),
        "note": decision.note,
        "standing": "yes" if entry.stands else "no",
        "step": decision.step,
        "sha256": about.sha256,
        "probability": share_of_one(about.probability),
        "model": about.model,
    }


def _turn_pages(document: Any) -> None:
    from docx.enum.section import WD_ORIENT
    from docx.shared import Mm

    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Mm(297), Mm(210)
    section.left_margin = section.right_margin = Mm(20)
    section.top_margin = section.bottom_margin = Mm(18)


def _count(entries: Sequence[Entry]) -> Bilingual:
    gone = sum(not entry.stands for entry in entries)
    times = sorted(entry.decision.time[:10] for entry in entries)
    when = f", {' – '.join(dict.fromkeys((times[0], times[-1])))}" if times else ""
    return Bilingual(
        f"{len(entries)} quyết định, {gone} đã rút lại{when}.",
        f"{len(entries)} {plural(len(entries), 'decision')}, {gone} taken back{when}.",
    )


def _by_transcript(entries: Iterable[Entry]) -> Iterator[tuple[str, list[Entry]]]:
    """Yield each transcript's decisions under its name, last those about no transcript."""
    found: defaultdict[str, list[Entry]] = defaultdict(list)
    for entry in entries:
        found[entry.about.transcript].append(entry)
    for name in sorted(found, key=lambda name: (not name, sort_key(name))):
        yield name or both(ELSEWHERE, " – "), found[name]


def _cells(entry: Entry, language: Language) -> tuple[str, ...]:
    decision, about = entry.decision, entry.about
    action = (RESTORE if entry.restores else named(decision)).say(language)
    if about is not decision:
        action += f": {named(about).say(language)}"
    target = f" → {about.target}" if about.action in LEADING else ""
    by = learned(about.model, about.probability).say(language) if about.model else ""
    return (
        f"{decision.time[:10]} {decision.time[11:19]}\n{decision.coder}",
        f"T{entry.turn:03}" if entry.turn else "",
        f"{action}\n{about.code}{target}\n{by}".strip(),
        words_of(about),
        entry.before.say(language),
        entry.after.say(language),
        "" if decision.action in WITH_TEXT else decision.note,
    )


def _add_table(
    document: Any,
    heads: Sequence[tuple[Bilingual, int]],
    rows: Iterable[tuple[Sequence[str], bool]],
) -> None:
    """Add a table whose headings are repeated on each page; a row may be struck through."""
    from docx.oxml.parser import OxmlElement
    from docx.shared import Mm

    table = document.add_table(rows=2, cols=len(heads), style="Table Grid")
    table.autofit = False
    for column, (_, width) in zip(table.columns, heads, strict=True):
        column.width = Mm(width)
    head, model = table.rows
    for row in (head, model):
        row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))  # noqa: SLF001 - no API
    head._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))  # noqa: SLF001 - no API
    _prepare(head, heads)
    _prepare(model, heads)
    _fill(head._tr, [both(name, "\n") for name, _ in heads], bold=True)  # noqa: SLF001 - no API
    # A copy of one row: to make each cell's font anew would take minutes for a long log.
    plain = model._tr  # noqa: SLF001 - no API
    plain.getparent().remove(plain)
    for texts, struck in rows:
        copy = deepcopy(plain)
        table._tbl.append(copy)  # noqa: SLF001 - no API
        _fill(copy, texts, struck=struck)


def _prepare(row: Any, heads: Sequence[tuple[Bilingual, int]]) -> None:
    from docx.shared import Mm, Pt

    for cell, (_, width) in zip(row.cells, heads, strict=True):
        cell.width = Mm(width)
        cell.paragraphs[0].paragraph_format.space_after = Pt(1)
        cell.paragraphs[0].add_run().font.size = Pt(8.5)


def _fill(row: Any, texts: Sequence[str], *, bold: bool = False, struck: bool = False) -> None:
    from docx.oxml.ns import qn
    from docx.text.run import Run

    for place, (run, text) in enumerate(zip(row.iter(qn("w:r")), texts, strict=True)):
        shown = Run(run, None)  # type: ignore[arg-type]
        shown.text = word.clean(text)
        if bold:
            shown.bold = True
        if struck and place in STRUCK:
            shown.font.strike = True

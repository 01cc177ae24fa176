"""The sheet of the audit trail: who decided what and when, one row a decision."""

from __future__ import annotations

from qualcode.audit import WITH_TEXT, Entry, entries, words_of
from qualcode.explain import LEADING, RESTORE, named
from qualcode.exporters.audit import LEGEND
from qualcode.exporters.cells import Cell, Column, Sheet
from qualcode.model import Bilingual, Results

NAME = "Audit"
COLUMNS = (
    Column(Bilingual("Giờ (UTC)", "Time (UTC)"), 19),
    Column(Bilingual("Ai", "Who"), 12),
    Column(Bilingual("Việc", "What"), 18),
    Column(Bilingual("Nguồn", "Case"), 30),
    Column(Bilingual("Lượt lời", "Turn"), 7),
    Column(Bilingual("Mã", "Code"), 32),
    Column(Bilingual("Lời", "Words"), 60),
    Column(Bilingual("Trước", "Before"), 22),
    Column(Bilingual("Sau", "After"), 28),
    Column(Bilingual("Lý do", "Reason"), 22),
    Column(Bilingual("Còn hiệu lực?", "Stands?"), 11),
)
STANDS = {True: Bilingual("còn", "yes"), False: Bilingual("đã rút lại", "taken back")}
LONGEST_WORDS = 120
"""Characters of the words decided on, so that a long trail isn't a book when it is printed."""
SHORTENED = Bilingual(
    "Lời dài được rút gọn (…); xem đủ ở trang Quotes, hoặc bằng qualcode log.",
    "Long words are shortened (…); the whole is in the sheet Quotes, or in qualcode log.",
)
NOTHING = Bilingual("Chưa có quyết định nào.", "There are no decisions yet.")


def audit_sheet(results: Results) -> Sheet:
    """Return a row for each decision, oldest first, with what it found and what it left."""
    found = entries(results.study)
    return Sheet(
        NAME,
        COLUMNS,
        tuple(map(_row, found)),
        frozen=2,
        notes=(*LEGEND, SHORTENED) if found else (NOTHING,),
        see="qualcode log --csv",
    )


def _row(entry: Entry) -> tuple[Cell, ...]:
    decision, about = entry.decision, entry.about
    target = f" → {about.target}" if about.action in LEADING else ""
    return (
        Cell(f"{decision.time[:10]} {decision.time[11:19]}"),
        Cell(decision.coder, "strong"),
        Cell(_action(entry)),
        Cell(about.transcript),
        Cell(entry.turn or "", "number"),
        Cell(f"{about.code}{target}"),
        Cell(_shortened(words_of(about))),
        Cell(entry.before),
        Cell(entry.after),
        Cell("" if decision.action in WITH_TEXT else decision.note),
        Cell(STANDS[entry.stands]),
    )


def _shortened(words: str) -> str:
    if len(words) <= LONGEST_WORDS:
        return words
    return words[: LONGEST_WORDS - 1].rsplit(maxsplit=1)[0].rstrip() + "…"


def _action(entry: Entry) -> Bilingual:
    decision, about = entry.decision, entry.about
    term = RESTORE if entry.restores else named(decision)
    if about is decision:
        return term
    undone = named(about)
    return Bilingual(f"{term.vi}: {undone.vi}", f"{term.en}: {undone.en}")

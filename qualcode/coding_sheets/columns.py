"""The columns of a workbook's sheets, by names that outlast a renamed heading."""

from __future__ import annotations

import re
from dataclasses import dataclass

from qualcode.coding_sheets.sheet import Place
from qualcode.exporters.cells import Column
from qualcode.model import Bilingual

GREEN, GREY = "#C6E5C3", "#D9D9D9"
CODING, TALK, CODES, HIDDEN = "Coding", "Transcript", "Codes", "qualcode"
"""The sheets' names, of which only what stands in them matters on the way back."""


def _column(key: str, vi: str, en: str, width: float, fill: str = GREY) -> Column:
    return Column(Bilingual(vi, en), width, fill, band=key)


CODING_COLUMNS = (
    _column("qualcode_id", "Mã dòng", "Row id", 90),
    _column("qualcode_turn", "Lượt", "Turn", 7),
    _column("qualcode_speaker", "Người nói", "Speaker", 14),
    _column("qualcode_words", "Câu", "Sentence", 62),
    _column("qualcode_part", "Phần được mã hóa", "Coded part", 26, GREEN),
    _column("qualcode_code", "Mã", "Code", 32, GREEN),
    _column("qualcode_label", "Tên mã", "Label", 24),
    _column("qualcode_status", "Tình trạng", "Status", 14),
    _column("qualcode_decision", "Quyết định", "Decision", 16, GREEN),
    _column("qualcode_memo", "Ghi chú", "Memo", 28, GREEN),
    _column("qualcode_english", "Tiếng Anh", "English", 32, GREEN),
)
TALK_COLUMNS = (
    _column("talk_turn", "Lượt", "Turn", 7),
    _column("talk_speaker", "Người nói", "Speaker", 16),
    _column("talk_words", "Lời", "Words", 110),
)
_ID = re.compile(r"([0-9a-f]{10}):T(\d{1,6}):(\d{1,8})-(\d{1,8}):(.*)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class RowId:
    """Which words, under which code, a row left with."""

    sha256: str
    """The beginning of it."""
    place: Place
    code: str

    def __str__(self) -> str:
        """Return the id as the hidden column has it."""
        place = self.place
        return f"{self.sha256[:10]}:T{place.turn:03}:{place.start}-{place.end}:{self.code}"


def row_id(text: str) -> RowId | None:
    """Return the id in a cell, if there is one."""
    match = _ID.fullmatch(text.strip())
    if match is None:
        return None
    place = Place(int(match[2]), int(match[3]), int(match[4]))
    return RowId(match[1], place, match[5])


def place_in(keys: tuple[Column, ...], key: str) -> int:
    """Return a column's place, counted from 0."""
    return next(place for place, column in enumerate(keys) if column.band == key)

"""The worksheet of disagreements as a file: a styled workbook, or CSV."""

from __future__ import annotations

from collections.abc import Mapping
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from qualcode import basis
from qualcode.agreement.worksheet import AFTER, BEFORE
from qualcode.exporters.cells import Cell, Column, Sheet
from qualcode.model import SIGNS, Bilingual

if TYPE_CHECKING:
    from pandas import DataFrame

SUFFIXES = (".xlsx", ".csv")
NAME = "Disagreements"
TO_FILL, PERSON = "#C6E5C3", "#DCE9F5"
COLUMNS: Mapping[str, Column] = {
    "transcript": Column(Bilingual("Bản gỡ băng", "Transcript"), 18),
    "turn": Column(Bilingual("Lượt", "Turn"), 7),
    "speaker": Column(Bilingual("Người nói", "Speaker"), 11),
    "words": Column(Bilingual("Lời được mã hóa", "Words coded"), 48),
    "code": Column(Bilingual("Mã", "Code"), 30),
    "label": Column(Bilingual("Tên mã", "Label"), 22),
    "definition": Column(Bilingual("Định nghĩa", "Definition"), 36),
    "include": Column(Bilingual("Gồm", "Include"), 28),
    "exclude": Column(Bilingual("Không gồm", "Exclude"), 28),
    "memo": Column(Bilingual("Ghi chú", "Memo"), 28),
    "agreed": Column(Bilingual("Thống nhất", "Agreed"), 20, TO_FILL),
    "settled": Column(Bilingual("Đã phân xử", "Settled"), 20),
    "id": Column(Bilingual("ID", "ID"), 13),
}
SHOWN: Mapping[str, tuple[str, str]] = {
    "yes": (f"{SIGNS['accepted']} có / yes", "agreement"),
    "no": (f"{SIGNS['rejected']} không / no", "dissonance"),
    "": ("– chưa rõ / not judged", "mark"),
}


def write(frame: DataFrame, path: Path) -> None:
    """Write the worksheet as the file's suffix says; the same worksheet gives the same bytes."""
    if path.suffix.lower() == ".csv":
        frame.to_csv(path, index=False, encoding="utf-8-sig", lineterminator="\n")
        return
    from xlsxwriter import Workbook

    from qualcode.exporters.pen import FONT, MADE, Pen

    content = BytesIO()
    options = {"in_memory": True, "default_format_properties": dict(FONT)}
    with Workbook(content, options) as workbook:
        workbook.set_properties({"title": NAME, "created": MADE})
        Pen(workbook).draw(sheet(frame))
    path.write_bytes(content.getvalue())


def sheet(frame: DataFrame) -> Sheet:
    """Return the worksheet as the sheet of a workbook."""
    fixed = {*BEFORE, "exclude", *AFTER}
    names = [str(name) for name in frame.columns]
    columns = tuple(
        COLUMNS[name] if name in fixed else Column(Bilingual(name, name), 14, PERSON)
        for name in names
    )
    rows = tuple(
        tuple(
            _cell(name, value, is_verdict=name not in fixed)
            for name, value in zip(names, row, strict=True)
        )
        for row in frame.itertuples(index=False)
    )
    return Sheet(NAME, columns, rows, frozen=3, notes=basis.of(frame).notes)


def _cell(name: str, value: object, *, is_verdict: bool) -> Cell:
    if is_verdict:
        words, style = SHOWN[str(value)]
        return Cell(words, style)
    if name == "turn":
        return Cell(int(str(value)))
    return Cell(str(value), "strong" if name == "label" else "text")

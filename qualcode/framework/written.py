"""What stands in a spreadsheet's cell, as words; or why it can't be read as words."""

from __future__ import annotations

import re
import zlib
from dataclasses import dataclass
from typing import Any

from qualcode.exporters.cells import printable
from qualcode.language.normalise import clean
from qualcode.model import Bilingual

FORMULA = Bilingual(
    "ô này là công thức nên không đọc được lời; hãy gõ lại thành chữ (thêm dấu ' ở đầu nếu lời bắt "
    "đầu bằng = + - @)",
    "this cell has a formula, not words; type it as text (put ' in front if it begins with = + - "
    "@)",
)
MERGED = Bilingual(
    "ô này đã bị gộp với ô khác nên không rõ lời nào của dòng nào; hãy bỏ gộp ô (Unmerge) rồi nhập "
    "lại",
    "this cell is merged with another, so that it can't be told which row the words belong to; "
    "unmerge the cells and import again",
)

_ESCAPED = re.compile("_x000D_", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Written:
    """What stands in a cell now."""

    where: str
    """Its sheet and place: `Framework!F7`."""
    text: str
    fault: Bilingual | None = None
    """Why it can't be read as words."""


def canonical(text: str) -> str:
    """Return the text without what a spreadsheet may change of it unasked."""
    text = _ESCAPED.sub("", text)
    while "x005F_" in text:
        text = text.replace("x005F_", "")
    lines = clean(printable(text)).split("\n")
    return "\n".join(line.rstrip() for line in lines).strip()


def digest(text: str) -> str:
    """Return eight characters that tell a text from any other."""
    return f"{zlib.crc32(canonical(text).encode()):08x}"


def written(where: str, cell: Any, *, is_merged: bool = False) -> Written:
    """Return what stands in a cell of openpyxl's; where it isn't words, the fault says why."""
    value = cell.value
    if is_merged:
        return Written(where, "", MERGED)
    if cell.data_type in {"f", "e"}:
        return Written(where, "", FORMULA)
    if value is None:
        return Written(where, "")
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return Written(where, canonical(str(value)))


def letters(column: int) -> str:
    """Return what a spreadsheet calls a column, from 0: A, B … AA."""
    from openpyxl.utils import get_column_letter

    return str(get_column_letter(column + 1))


@dataclass(frozen=True, slots=True)
class Merged:
    """The stretches of a page whose cells somebody has merged."""

    ranges: tuple[tuple[int, int, int, int], ...] = ()
    """Left, top, right, bottom of each, from 1."""

    def hides(self, row: int, column: int) -> bool:
        """Say whether a cell (row from 1, column from 0) is behind another."""
        x = column + 1
        return bool(self.ranges) and any(
            left <= x <= right and top <= row <= bottom and (x, row) != (left, top)
            for left, top, right, bottom in self.ranges
        )


def merged(page: Any) -> Merged:
    """Return what is merged on a page of openpyxl's."""
    from openpyxl.utils import range_boundaries

    with page._get_source() as source:  # noqa: SLF001 - a page that is only read has no API for it
        found = _MERGE.findall(source.read())
    ranges = (range_boundaries(reference.decode()) for reference in found)
    return Merged(tuple((x or 0, y or 0, right or 0, low or 0) for x, y, right, low in ranges))


_MERGE = re.compile(rb'<(?:\w+:)?mergeCell\s[^>]*?ref="([A-Z]+[0-9]+:[A-Z]+[0-9]+)"')

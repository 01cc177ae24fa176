"""A file of coded passages: a table such as codings.csv, or a text with codes as headings."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from qualcode.errors import ImportFileError
from qualcode.importers.text import decode
from qualcode.language.normalise import clean

WORDS = ("quote", "passage", "text", "đoạn", "lời")
CODES = ("code", "codes", "mã")
QUESTION = ("question", "câu hỏi")
"""What a table's columns may be called, in any case of letters."""
NOT_A_PERSONS = frozenset({"rejected", "reject", "proposed"})
"""In the column `status` or `action`: a coding that a person struck, or that nobody has seen: a
draft from what rules found would but say these rules again."""
_CODE_LINE = re.compile(r"\[\s*([^\W_][\w.-]*(?:\s*[;,]\s*[^\W_][\w.-]*)*)\s*\]")
_BETWEEN = re.compile(r"[;,]")


@dataclass(frozen=True, slots=True)
class Passage:
    """What someone said, and the codes a person gave it."""

    words: str
    codes: tuple[str, ...]
    question: str = ""
    """What the interviewer had just asked, where the file tells."""


def read(path: Path) -> tuple[Passage, ...]:
    """Return the passages of a .csv or .txt file that a person coded, in its order.

    Raises:
        ImportFileError: if it can't be read, with the line and what to do.
    """
    text = _text(path)
    is_list = path.suffix.lower() == ".txt"
    found = tuple(_listed(text, path)) if is_list else _tabled(text, path)
    if not found:
        raise _wrong(
            path,
            1,
            "chưa có đoạn nào được người gán mã (đề xuất chưa xác nhận không tính); hãy ghi đoạn "
            "trích và mã của nó",
            "no passage here has a code that a person gave (proposals don't count); write passages "
            "with their codes",
        )
    return found


def _text(path: Path) -> str:
    if path.suffix.lower() not in {".csv", ".tsv", ".txt"}:
        raise ImportFileError.at(
            str(path),
            "chỉ đọc được tệp .csv và .txt; trong Excel hãy chọn Lưu thành > CSV UTF-8",
            "only .csv and .txt can be read; in Excel choose Save As > CSV UTF-8",
        )
    try:
        data = path.read_bytes()
    except OSError as error:
        raise ImportFileError.at(
            str(path),
            f"không đọc được tệp này ({error.strerror}); hãy xem lại tên và quyền đọc",
            f"this file can't be read ({error.strerror}); see that its name and rights are right",
        ) from error
    return clean(decode(data, path))


def _listed(text: str, path: Path) -> Iterator[Passage]:
    """Yield the passages of a text: one a line, below the `[code]` they have."""
    codes: tuple[str, ...] = ()
    for number, line in enumerate(map(str.strip, text.split("\n")), 1):
        if not line or line.startswith("#"):
            continue
        if opened := _CODE_LINE.fullmatch(line):
            codes = _codes(opened[1])
        elif codes:
            yield Passage(line, codes)
        else:
            raise _wrong(
                path,
                number,
                "đoạn này chưa có mã; hãy ghi một dòng [mã] ở trên, ví dụ [awareness.no_knowledge]",
                "this passage has no code; put a line [code] above it, as [awareness.no_knowledge]",
            )


def _tabled(text: str, path: Path) -> tuple[Passage, ...]:
    """Return a table's passages; rows that give one place of a transcript codes are one passage."""
    found: dict[tuple[str, ...], Passage] = {}
    for line, row in _rows(text, path):
        words, codes = _cell(row, WORDS), _codes(_cell(row, CODES))
        if not words or not codes or {row.get("status"), row.get("action")} & NOT_A_PERSONS:
            continue
        place = (row["transcript"], row.get("turn", "")) if row.get("transcript") else (str(line),)
        known = found.get((*place, words))
        both = (*known.codes, *codes) if known else codes
        passage = Passage(words, tuple(dict.fromkeys(both)), _cell(row, QUESTION))
        found[(*place, words)] = passage
    return tuple(found.values())


def _rows(text: str, path: Path) -> Iterator[tuple[int, dict[str, str]]]:
    """Yield each row with the line it ends in; columns by their names in small letters."""
    head = text.split("\n", 1)[0]
    separator = max(",;\t", key=head.count)
    reader = csv.reader(text.splitlines(keepends=True), delimiter=separator, strict=True)
    try:
        names = [name.strip().casefold() for name in next(reader, [])]
        _check_head(names, path)
        for cells in reader:
            if len(cells) > len(names):
                raise _wrong(
                    path,
                    reader.line_num,
                    f"dòng này có {len(cells)} ô mà đầu bảng có {len(names)}; ô có dấu ngăn cách "
                    "phải để trong ngoặc kép",
                    f"this row has {len(cells)} cells and the head {len(names)}; put a cell with "
                    "a separator in quotes",
                )
            yield reader.line_num, dict(zip(names, map(str.strip, cells), strict=False))
    except csv.Error as error:
        raise _wrong(
            path,
            reader.line_num,
            "bảng CSV hỏng từ đây: có dấu ngoặc kép chưa đóng; hãy mở bằng Excel và lưu lại",
            "the CSV is broken from here on: a quotation mark is not closed; save it anew in Excel",
        ) from error


def _check_head(names: list[str], path: Path) -> None:
    for wanted in (WORDS, CODES):
        if not set(wanted) & set(names):
            known = ", ".join(filter(None, names)) or "–"
            raise _wrong(
                path,
                1,
                f"thiếu cột {' / '.join(wanted)} (dòng đầu có: {known}); hãy thêm một cột như vậy",
                f"no column {' / '.join(wanted)} (the first line has: {known}); add one",
            )


def _cell(row: Mapping[str, str], names: tuple[str, ...]) -> str:
    """Return what stands in the first of these columns that the table has."""
    return next((row[name] for name in names if name in row), "")


def _codes(cell: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(filter(None, map(str.strip, _BETWEEN.split(cell)))))


def _wrong(path: Path, line: int, vi: str, en: str) -> ImportFileError:
    return ImportFileError.at(f"{path}:{line}", vi, en)

"""Codebooks in .xlsx: the sheet whose headings name codes, and ours for patterns and lexicons."""

from __future__ import annotations

import warnings
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from io import BytesIO
from typing import Any

from qualcode.codebook_tools.exchange import table_rows
from qualcode.codebook_tools.exchange.headings import IN_TWO_LANGUAGES, TITLES
from qualcode.codebook_tools.exchange.imported import Imported, Notes
from qualcode.codebook_tools.exchange.table import MOST_BLANK, MOST_ROWS, Rows, headings
from qualcode.codebook_tools.exchange.table_codes import read_rows
from qualcode.errors import CodebookError, ImportFileError
from qualcode.exporters.cells import Cell, Column, Sheet, both, printable
from qualcode.exporters.pen import FONT, MADE, Pen
from qualcode.importers.guard_zip import PART_LIMIT, PARTS_LIMIT, TOTAL_LIMIT
from qualcode.model import Bilingual, Codebook, Language, Problem

LEXICONS, PATTERNS = "Lexicons", "Patterns"
MOST_COLUMNS = 100
_UNREADABLE = (
    zipfile.BadZipFile,
    zlib.error,
    KeyError,
    IndexError,
    TypeError,
    AttributeError,
    ValueError,
    SyntaxError,
    EOFError,
    OSError,
    NotImplementedError,
    OverflowError,
)
"""What the library raises for files that are broken in one way or another."""
_OLE = bytes.fromhex("D0CF11E0A1B11AE1")
_WIDTHS = {"id": 32, "parent": 18, "label": 24, "valence": 10, "definition": 44}
_LEXICON_HEADS = (Bilingual("Bộ từ", "Lexicon"), Bilingual("Từ", "Words"))


def read(data: bytes, file: str) -> Imported:
    """Return the rows of a workbook's codebook sheet as codes.

    Raises:
        ImportFileError: if it is no workbook, or one that could do harm.
        CodebookError: if none of its sheets lists codes.
    """
    _check(data, file)
    notes = Notes(file)
    sheets = _sheets(data, file)
    lexicons, said = _lexicons(sheets.pop(LEXICONS, [])), sheets.pop(PATTERNS, [])
    best = max(sheets, key=lambda name: len(headings(sheets[name])[1]), default="")
    if not best:
        raise CodebookError.at(
            file, "tệp không có trang tính nào", "the workbook has no sheet with cells"
        )
    others = [name for name in sheets if name != best and any(any(row) for row in sheets[name])]
    if others:
        shown = ", ".join(others)
        notes.add(
            f"đọc trang '{best}'; không đọc: {shown}", f"read sheet '{best}'; not read: {shown}"
        )
    return read_rows(_joined(sheets[best], said), file, notes, lexicons)


def write(book: Codebook, language: Language = "vi") -> bytes:
    """Return a workbook: codes, patterns and lexicons, all cells as text."""
    from xlsxwriter import Workbook

    content = BytesIO()
    options = {"in_memory": True, "default_format_properties": dict(FONT)}
    with Workbook(content, options) as workbook:
        title = both(book.title, " / ") or book.name
        workbook.set_properties({"title": printable(title)[:250], "created": MADE})
        pen = Pen(workbook)
        for sheet in _sheets_of(book, language):
            pen.draw(sheet)
    return content.getvalue()


def losses(book: Codebook) -> tuple[Problem, ...]:
    """Return what such a workbook can't hold of a codebook."""
    notes = Notes(book.file or book.name)
    table_rows.note_losses(book, notes, holds_lexicons=True)
    return tuple(notes.found)


def _sheets_of(book: Codebook, language: Language) -> Iterator[Sheet]:
    """Yield a row for each code, and on sheets of their own one for each pattern and word."""
    rows = list(table_rows.rows_of(book))
    fields = [name for name in TITLES for _ in range(1 + (name in IN_TWO_LANGUAGES))]
    widths = [_WIDTHS.get(name, 36) for name in fields]
    titles = table_rows.titles(language)
    yield _sheet("Codebook", zip(titles[:-2], widths, strict=False), [row[:-2] for row in rows])
    said = [
        [code_id, pattern, "" if place else unless]
        for code_id, *_, patterns, unless in rows
        for place, pattern in enumerate(patterns.split("\n"))
        if pattern or unless
    ]
    if said:
        yield _sheet(PATTERNS, zip([titles[0], *titles[-2:]], (32, 90, 60), strict=True), said)
    words = [[name, word] for name, words in book.lexicons.items() for word in words]
    if words:
        heads = (head.say(language) for head in _LEXICON_HEADS)
        yield _sheet(LEXICONS, zip(heads, (20, 90), strict=True), words)


def _sheet(name: str, heads: Iterable[tuple[str, float]], rows: Rows) -> Sheet:
    columns = tuple(Column(Bilingual(title, title), width) for title, width in heads)
    cells = (
        tuple(Cell(text, "text" if place else "strong") for place, text in enumerate(row))
        for row in rows
    )
    return Sheet(name, columns, tuple(cells))


def _lexicons(rows: Rows) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for row in rows[1:]:
        if len(row) > 1 and row[0] and row[1]:
            found[row[0]] = (*found.get(row[0], ()), row[1])
    return found


def _joined(rows: Rows, said: Rows) -> Rows:
    """Return the codes' rows with the patterns that a sheet of their own holds."""
    start, columns = headings(rows)
    place = next((at for at, column in columns.items() if column.field == "id"), None)
    _, own = headings(said)
    names = {column.field: at for at, column in own.items()}
    if place is None or not {"id", "patterns"} <= names.keys():
        return rows
    found: dict[str, list[Sequence[str]]] = {}
    for row in said[1:]:
        found.setdefault(row[names["id"]], []).append(row)
    keys = [key for key in ("patterns", "unless") if key in names]
    width = max(len(row) for row in rows)
    joined = [[*row, *[""] * (width - len(row))] for row in rows]
    joined[start] += [TITLES[key].vi for key in keys]
    for row in joined[start + 1 :]:
        row += ["\n".join(each[names[key]] for each in found.get(row[place], ())) for key in keys]
    return joined


def _check(data: bytes, file: str) -> None:
    """Refuse what is no workbook, or unpacks to more than any codebook."""
    if data.startswith(_OLE):
        raise ImportFileError.at(
            file,
            "đây là tệp Excel kiểu cũ (.xls) hoặc có mật khẩu; hãy mở bằng Excel, bỏ mật khẩu và "
            "lưu lại thành .xlsx",
            "this is an old Excel file (.xls) or one with a password; open it in Excel, remove "
            "the password and save it as .xlsx",
        )
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            parts = archive.infolist()
            sizes = [part.file_size for part in parts]
            is_big = len(parts) > PARTS_LIMIT or sum(sizes) > TOTAL_LIMIT
            is_big = is_big or max(sizes, default=0) > PART_LIMIT
            has_types = not is_big and any(
                b"<!DOCTYPE" in archive.read(part) for part in parts if _is_xml(part.filename)
            )
            is_workbook = any(part.filename.startswith("xl/") for part in parts)
    except _UNREADABLE:
        raise _broken(file) from None
    if is_big or has_types:
        raise ImportFileError.at(
            file,
            "tệp quá lớn khi giải nén, hoặc có phần không an toàn (<!DOCTYPE>); hãy chép riêng "
            "bảng mã sang một tệp mới",
            "the file is far too big once unpacked, or holds an unsafe <!DOCTYPE>; copy the table "
            "of codes into a new file",
        )
    if not is_workbook:
        raise ImportFileError.at(
            file,
            "đây không phải bảng tính Excel (.xlsx); hãy mở ra và lưu lại thành .xlsx",
            "this is no Excel workbook (.xlsx); open it and save it as .xlsx",
        )


def _is_xml(name: str) -> bool:
    return name.lower().endswith((".xml", ".rels"))


def _broken(file: str) -> ImportFileError:
    return ImportFileError.at(
        file,
        "tệp hỏng hoặc tải về chưa xong; hãy chép lại, hoặc mở bằng Excel rồi lưu lại",
        "the file is broken or was not fully downloaded; copy it again, or open it in Excel and "
        "save it",
    )


def _sheets(data: bytes, file: str) -> dict[str, list[list[str]]]:
    """Return each sheet's cells as text, up to where nothing more stands."""
    import openpyxl

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of what the library can't draw, such as drop-downs
            book = openpyxl.load_workbook(BytesIO(data), read_only=True, data_only=True)
            return {
                page.title: list(_rows(page.iter_rows(values_only=True)))
                for page in book.worksheets
            }
    except _UNREADABLE:
        raise _broken(file) from None


def _rows(rows: Iterable[Sequence[Any]]) -> Iterator[list[str]]:
    blank = 0
    for number, row in enumerate(rows):
        cells = [_text(value) for value in row[:MOST_COLUMNS]]
        blank = 0 if any(cells) else blank + 1
        if blank > MOST_BLANK or number > MOST_ROWS:
            return
        yield cells


def _text(value: object) -> str:
    """Return what a cell shows: 1 for 1.0, a date without its midnight."""
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime | date):
        return value.isoformat()[:10]
    return printable(str(value), "")

"""LIWC-22 dictionaries (.dicx): a table of terms by categories, an X where they belong."""

from __future__ import annotations

import csv
import io

from qualcode.codebook_tools.exchange.decoding import decoded_western
from qualcode.codebook_tools.exchange.delimited import rows_of
from qualcode.codebook_tools.exchange.imported import Imported, Notes, book_of, same
from qualcode.codebook_tools.exchange.phrases import Reader, losses, told
from qualcode.codebook_tools.ids import id_below, unique
from qualcode.codebook_tools.tree import levels
from qualcode.errors import CodebookError
from qualcode.model import Code, Codebook, Language

__all__ = ["losses", "read", "write"]

TERM = "DicTerm"
_NO = {"", "0", "0.0"}
_YES = {"x", "1", "1.0"}


def read(data: bytes, file: str) -> Imported:
    """Return a table's categories as codes and its terms as their patterns."""
    notes = Notes(file)
    text = decoded_western(data, file, notes)
    head = text.split("\n", 1)[0]
    rows = rows_of(text, max(",;\t", key=head.count), file)
    if len(rows[0]) < 2 or rows[0][0].strip().lower() != TERM.lower():  # noqa: PLR2004 - and one category
        raise CodebookError.at(
            f"{file}:1",
            f"đây không phải từ điển LIWC-22: dòng đầu phải là '{TERM},nhóm,nhóm'",
            f"this is no LIWC-22 dictionary: its first line must be '{TERM},category,category'",
        )
    codes: dict[str, Code] = {}
    reader = Reader()
    for column, name in enumerate(rows[0][1:], 1):
        if not name.strip():
            continue
        marked = [
            (line, row[0])
            for line, row in enumerate(rows[1:], 2)
            if column < len(row) and row[column].strip().lower() not in _NO
        ]
        code_id = unique(id_below("", name.strip()), codes)
        codes[code_id] = Code(code_id, same(name.strip()), rules=reader.rules(marked))
    reader.note(notes)
    _note_weights(rows, notes)
    return Imported(book_of(codes.values(), file), tuple(notes.found))


def write(book: Codebook, language: Language = "vi") -> bytes:  # noqa: ARG001 - ids are in neither
    """Return a codebook's phrases as a table whose categories are the codes' ids."""
    found = told(book)
    phrases = {
        code_id: found[code_id].phrases
        for code_id, code in levels(book)
        if code and found[code_id].phrases
    }
    terms = dict.fromkeys(phrase for said in phrases.values() for phrase in said)
    belongs = {code_id: set(said) for code_id, said in phrases.items()}
    text = io.StringIO()
    table = csv.writer(text, lineterminator="\n")
    table.writerow([TERM, *phrases])
    table.writerows(
        [term, *("X" if term in belongs[code_id] else "" for code_id in phrases)] for term in terms
    )
    return text.getvalue().encode()


def _note_weights(rows: list[list[str]], notes: Notes) -> None:
    cells = (cell.strip().lower() for row in rows[1:] for cell in row[1:])
    weights = sum(cell not in _NO | _YES for cell in cells)
    if weights:
        notes.add(
            f"{weights} ô có trọng số; chỉ giữ lại việc từ thuộc nhóm, không giữ con số",
            f"{weights} cells hold weights; that the term belongs is kept, the number is not",
        )

"""Tables in text files: which sign parts the cells, and cells that a spreadsheet would run."""

from __future__ import annotations

import csv
import io
import re

from qualcode.errors import ImportFileError

_FORMULA = re.compile(r"'*[=+\-@\t\r]")


def rows_of(text: str, separator: str, file: str) -> list[list[str]]:
    """Return the rows of a table in a text.

    Raises:
        ImportFileError: if the quotes don't close, or a cell is longer than any text.
    """
    table = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    try:
        return list(table) or [[]]
    except csv.Error as error:
        raise ImportFileError.at(
            f"{file}:{table.line_num}",
            "dòng này không đọc được như một dòng của bảng; hãy xem dấu ngoặc kép có đủ đôi không",
            f"this line can't be read as a line of a table ({error}); see that its quotes close",
        ) from error


def guarded(text: str) -> str:
    """Return a text that no spreadsheet takes for a formula."""
    return f"'{text}" if _FORMULA.match(text) else text


def unguarded(text: str) -> str:
    """Return the text that was guarded."""
    return text[1:] if text.startswith("'") and _FORMULA.match(text) else text

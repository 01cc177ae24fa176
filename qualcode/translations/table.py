"""A translator's sheet as a CSV."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from pathlib import Path

from qualcode.exporters.cells import fitting, printable
from qualcode.translations.choosing import Line
from qualcode.translations.columns import COLUMNS, key
from qualcode.translations.plain import guarded

IS_CHECKED = "checked"
FIRST = "1"


def write(lines: Iterable[Line], path: Path) -> None:
    """Write the lines with the byte order mark by which Excel knows UTF-8."""
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        # All in quotation marks: else a program that parts cells by ; would do so within words.
        table = csv.writer(file, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
        table.writerow(COLUMNS)
        table.writerows([guarded(printable(cell)) for cell in _cells(line)] for line in lines)


def _cells(line: Line) -> tuple[str, ...]:
    coding = line.quote.coding
    terms = "; ".join(f"{term.vi} = {term.en}" for term in line.terms)
    texts = (line.before, line.quote.words, line.after, coding.translation)
    return (
        *(line.quote.id, *map(fitting, texts), terms),
        *(coding.translator, IS_CHECKED if coding.checked else ""),
        *(FIRST if line.is_first else "", key(coding)),
    )

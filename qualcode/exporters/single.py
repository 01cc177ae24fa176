"""A workbook of a few sheets, for one result of its own."""

from __future__ import annotations

from collections.abc import Iterable
from io import BytesIO
from pathlib import Path

from qualcode.exporters.cells import Sheet, both, printable
from qualcode.exporters.pen import FONT, MADE, Pen
from qualcode.model import Bilingual


def write_sheets(sheets: Iterable[Sheet], title: Bilingual, path: Path) -> None:
    """Write these sheets as a workbook of this title."""
    from xlsxwriter import Workbook

    content = BytesIO()
    with Workbook(
        content, {"in_memory": True, "default_format_properties": dict(FONT)}
    ) as workbook:
        named = printable(both(title, " / "))[:250]
        workbook.set_properties({"title": named, "created": MADE})
        pen = Pen(workbook)
        for sheet in sheets:
            pen.draw(sheet)
    path.write_bytes(content.getvalue())

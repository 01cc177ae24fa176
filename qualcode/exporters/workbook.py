"""Results → the Excel workbook that the client gets."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from io import BytesIO
from pathlib import Path

from qualcode.exporters import verdicts
from qualcode.exporters.cases import cases_sheet
from qualcode.exporters.cells import Sheet, both, printable
from qualcode.exporters.comparisons import triangulation_sheet
from qualcode.exporters.framework import framework_sheet, hide
from qualcode.exporters.joint import joint_sheet
from qualcode.exporters.matrices import counts_sheet, matrix_sheet
from qualcode.exporters.pen import FONT, MADE, Pen
from qualcode.exporters.readme import readme_sheet
from qualcode.exporters.sheets import codebook_sheet, quotes_sheet, summaries_sheet
from qualcode.exporters.triangulated import cells_sheet
from qualcode.framework.grid import grid
from qualcode.framework.known import Known
from qualcode.model import Results


def write_workbook(results: Results, path: Path) -> None:
    """Write the workbook: what it is, cases, codebook, matrices, what they add up to, quotes."""
    study = results.study
    framework, cells = framework_sheet(study, grid(study, results.best_quotes))
    known = replace(cells, verdicts=verdicts.known(results))
    sheets = (
        cases_sheet(results),
        codebook_sheet(results),
        framework,
        matrix_sheet(results),
        *((summaries_sheet(results),) if study.summaries else ()),
        counts_sheet(results),
        triangulation_sheet(results),
        *((cells_sheet(results),) if results.cells else ()),
        *((joint_sheet(results),) if study.surveys else ()),
        quotes_sheet(results),
    )
    first = readme_sheet(results, [sheet.name for sheet in sheets])
    write_sheets(both(study.settings.title, " / "), (first, *sheets), known, path)


def write_sheets(title: str, sheets: Iterable[Sheet], known: Known, path: Path) -> None:
    """Write these sheets, and unseen what tells later what a person changed in them."""
    from xlsxwriter import Workbook

    content = BytesIO()
    with Workbook(
        content, {"in_memory": True, "default_format_properties": dict(FONT)}
    ) as workbook:
        workbook.set_properties({"title": printable(title)[:250], "created": MADE})
        pen = Pen(workbook)
        for sheet in sheets:
            pen.draw(sheet)
        hide(workbook, known)
    path.write_bytes(content.getvalue())

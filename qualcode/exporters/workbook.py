"""Results → the Excel workbook that the client gets."""

from __future__ import annotations

import gc
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from io import BytesIO
from pathlib import Path

from qualcode.exporters import quotes_sheet, verdicts
from qualcode.exporters.agreed import agreement_sheet
from qualcode.exporters.audited import audit_sheet
from qualcode.exporters.cases import cases_sheet
from qualcode.exporters.cells import Sheet, printable
from qualcode.exporters.comparisons import triangulation_sheet
from qualcode.exporters.counts import counts_sheet
from qualcode.exporters.framework import framework_sheet, hide
from qualcode.exporters.grouped import groups_sheet
from qualcode.exporters.joint import joint_sheet
from qualcode.exporters.links import home, resolved
from qualcode.exporters.matrices import matrix_sheet
from qualcode.exporters.pen import FONT, MADE, Pen
from qualcode.exporters.readme import NAME, readme_sheet
from qualcode.exporters.saturated import saturation_sheet
from qualcode.exporters.sharing import to_share
from qualcode.exporters.sheets import codebook_sheet, summaries_sheet
from qualcode.exporters.speaking import say
from qualcode.exporters.triangulated import cells_sheet
from qualcode.framework.grid import grid
from qualcode.framework.known import Known
from qualcode.model import Results, Tongue

KIND = "workbook"


def write_workbook(results: Results, path: Path) -> None:
    """Write the workbook in the language that the study's settings say."""
    chosen = results.study.settings.deliverables.get(KIND)
    write(results, path, (chosen.language if chosen else None) or "both")


def write(results: Results, path: Path, tongue: Tongue, *, is_shared: bool = False) -> None:
    """Write the workbook: what it is, cases, codebook, matrices, what they add up to, quotes.

    One to be shared has nothing hidden in it from which edits could be read back.
    """
    with _nothing_collected():
        _write(results, path, tongue, is_shared=is_shared)


def _write(results: Results, path: Path, tongue: Tongue, *, is_shared: bool) -> None:
    study = results.study
    framework, cells = framework_sheet(study, grid(study, results.best_quotes), tongue)
    known = replace(cells, verdicts=verdicts.known(results), quotes=quotes_sheet.known(results))
    sheets = list(_sheets(results, framework))
    first = readme_sheet(results, [one.name for one in sheets], tongue, is_shared=is_shared)
    sheets = [first, *(to_share(sheets) if is_shared else sheets)]
    title = say(study.settings.title, tongue)
    write_sheets(title, sheets, None if is_shared else known, path, tongue)


def _sheets(results: Results, framework: Sheet) -> Iterator[Sheet]:
    study = results.study
    yield cases_sheet(results)
    yield codebook_sheet(results)
    yield framework
    yield matrix_sheet(results)
    if study.summaries:
        yield summaries_sheet(results)
    yield counts_sheet(results)
    yield groups_sheet(results)
    yield triangulation_sheet(results)
    if results.cells:
        yield cells_sheet(results)
    if study.surveys:
        yield joint_sheet(results)
    yield quotes_sheet.quotes_sheet(results)
    yield saturation_sheet(results)
    yield agreement_sheet(results)
    yield audit_sheet(results)


@contextmanager
def _nothing_collected() -> Iterator[None]:
    """Look for no garbage meanwhile: every cell stays to the end, and it takes a fifth longer."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def write_sheets(
    title: str, sheets: Iterable[Sheet], known: Known | None, path: Path, tongue: Tongue
) -> None:
    """Write these sheets, and unseen what tells later what a person changed in them."""
    from xlsxwriter import Workbook

    drawn, names = resolved(list(sheets))
    content = BytesIO()
    with Workbook(
        content, {"in_memory": True, "default_format_properties": dict(FONT)}
    ) as workbook:
        workbook.set_properties({"title": printable(title)[:250], "created": MADE})
        has_first = any(sheet.name == NAME for sheet in drawn)
        pen = Pen(workbook, tongue, home(NAME) if has_first else "")
        for sheet in drawn:
            pen.draw(sheet)
        for name, formula in names.items():
            workbook.define_name(name, formula)
        if known:
            hide(workbook, known)
    path.write_bytes(content.getvalue())

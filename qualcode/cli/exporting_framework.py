"""The framework matrix as a workbook to write summaries into: `export framework`, `matrix`."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from qualcode.cli import console
from qualcode.cli.code_counts import CASES
from qualcode.cli.console import data, note, say
from qualcode.errors import StudyError
from qualcode.model import Study


def export(
    root: Path, cases: Sequence[str], level: int, output: Path | None, *, replace: bool
) -> None:
    """Write the framework of these cases, or of all, at this level of the code tree."""
    from qualcode import project as projects
    from qualcode.decisions.checks import check_case

    path = output or root / ("framework.xlsx" if level == 1 else f"framework_{level}.xlsx")
    _check_level(level)
    check(path, is_replaced=replace)
    with console.progress() as progress:
        study = projects.load(root, progress=progress)
    for case in cases:
        check_case(study, case)
    _write(study, path, level=level, cases=cases)


def is_workbook(path: Path) -> bool:
    """Say whether a file of this name is a workbook."""
    return path.suffix.lower() == ".xlsx"


def write(study: Study, path: Path, level: int, codes: Sequence[str], order: str) -> None:
    """Write the framework of these codes, or of all, its cases in the matrix's order."""
    from qualcode import matrix, shares

    cases = matrix.table(shares.counted(study), cell="summary", level=level, order=order)[CASES]
    _write(study, path, level=level, codes=codes, cases=list(map(str, cases)))


def check(path: Path, *, is_replaced: bool = False) -> None:
    """Raise an error for a file that is no workbook, or that somebody may have worked in."""
    if not is_workbook(path):
        raise StudyError.at(
            str(path),
            "ma trận khung được ghi thành bảng tính; hãy chọn tên có đuôi .xlsx",
            "the framework is written as a workbook; choose a name that ends in .xlsx",
        )
    if path.exists() and not is_replaced:
        raise StudyError.at(
            str(path),
            "đã có tệp này, có thể đang được viết; hãy nhập nó bằng qualcode import rồi chọn tên "
            "khác, hoặc ghi đè bằng qualcode export framework --replace",
            "this file is there and may have been written into; take it in with qualcode import, "
            "then choose another name, or write over it with qualcode export framework --replace",
        )


def _write(
    study: Study, path: Path, *, level: int, cases: Sequence[str], codes: Sequence[str] = ()
) -> None:
    from qualcode import exporters
    from qualcode.exporters.framework import write_framework

    with exporters.replacing(path) as temporary:
        write_framework(study, temporary, level=level, codes=codes, order=cases)
    data(str(path))
    note(
        say(
            f"Viết tóm tắt vào các ô, lưu lại, rồi chạy: qualcode import {path}",
            f"Write summaries into the cells, save, then run: qualcode import {path}",
        )
    )


def _check_level(level: int) -> None:
    if level < 1:
        raise StudyError.at(
            "--level",
            "hãy ghi 1 (nhóm mã), 2 (mã bên dưới), …",
            "write 1 (families), 2 (what is below them), …",
        )

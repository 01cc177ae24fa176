"""`export framework`: the framework matrix as a workbook to write summaries into."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from qualcode.cli import console
from qualcode.cli.console import data, note, say
from qualcode.errors import StudyError


def export(
    root: Path, cases: Sequence[str], level: int, output: Path | None, *, replace: bool
) -> None:
    """Write the framework of these cases, or of all, at this level of the code tree."""
    from qualcode import exporters
    from qualcode import project as projects
    from qualcode.decisions.checks import check_case
    from qualcode.exporters.framework import write_framework

    path = output or root / ("framework.xlsx" if level == 1 else f"framework_{level}.xlsx")
    _check(path, level, replace=replace)
    with console.progress() as progress:
        study = projects.load(root, progress=progress)
    for case in cases:
        check_case(study, case)
    with exporters.replacing(path) as temporary:
        write_framework(study, temporary, level=level, order=cases)
    data(str(path))
    note(
        say(
            f"Viết tóm tắt vào các ô, lưu lại, rồi chạy: qualcode import {path}",
            f"Write summaries into the cells, save, then run: qualcode import {path}",
        )
    )


def _check(path: Path, level: int, *, replace: bool) -> None:
    """Raise an error for a level that is none, or a file that somebody may have worked in."""
    if level < 1:
        raise StudyError.at(
            "--level",
            "hãy ghi 1 (nhóm mã), 2 (mã bên dưới), …",
            "write 1 (families), 2 (what is below them), …",
        )
    if path.suffix.lower() != ".xlsx":
        raise StudyError.at(
            str(path),
            "ma trận khung được ghi thành bảng tính; hãy chọn tên có đuôi .xlsx",
            "the framework is written as a workbook; choose a name that ends in .xlsx",
        )
    if path.exists() and not replace:
        raise StudyError.at(
            str(path),
            "đã có tệp này, có thể đang được viết; hãy nhập nó bằng qualcode import, rồi chọn tên "
            "khác bằng --output, hoặc --replace để ghi đè",
            "this file is there and may have been written into; take it in with qualcode import, "
            "then choose another name with --output, or --replace to write over it",
        )

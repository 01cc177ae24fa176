"""`export workbook`: the client's workbook, in a language, and as a copy to be shared."""

from __future__ import annotations

from pathlib import Path

from qualcode import project as projects
from qualcode.cli import console, delivering
from qualcode.cli.console import note, say
from qualcode.errors import StudyError

FILE = "qualitative_matrix.xlsx"


def export(root: Path, out: Path | None, given: str, *, share: bool, confirmed: bool) -> None:
    """Write the workbook, by default beside the study's other results.

    One that somebody has written into and that isn't imported yet is kept under another name.
    """
    from qualcode import exporters
    from qualcode.exporters import workbook
    from qualcode.exporters.edited import put_aside

    path = out or root / projects.RESULTS / FILE
    _check(path)
    study = delivering.load(root, confirmed=confirmed, share=share)
    tongue = delivering.tongue(given, study, workbook.KIND, "both")
    results = projects.results(study)
    if path.is_file():
        console.show_problems(put_aside(study, path))
    with exporters.replacing(path) as temporary:
        workbook.write(results, temporary, tongue, is_shared=share)
    note(say(f"Đã ghi: {path}", f"Written: {path}"))


def _check(path: Path) -> None:
    """Raise an error for a file that is no workbook."""
    if path.suffix.lower() != ".xlsx":
        raise StudyError.at(
            str(path),
            "bảng tính phải là tệp .xlsx; hãy chọn tên có đuôi .xlsx",
            "a workbook is a .xlsx file; choose a name that ends in .xlsx",
        )

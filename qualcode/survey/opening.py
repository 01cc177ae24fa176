"""A study's folder → its surveys: the tables and forms that qualcode.yaml names, read."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from qualcode.errors import QualcodeError, StudyError
from qualcode.model import Bilingual, Codebook, Problem, Survey, SurveyFile
from qualcode.survey.grid import of_csv, of_workbook, pages_of
from qualcode.survey.labels import Labels, of_form
from qualcode.survey.layout import Table, understood
from qualcode.survey.reading import read

TEXT = (".csv", ".tsv", ".txt")
WORKBOOKS = (".xlsx", ".xlsm")


def read_all(
    root: Path, chosen: Iterable[SurveyFile], books: Sequence[Codebook] | None
) -> tuple[tuple[Survey, ...], list[Problem]]:
    """Return the surveys that can be read, and what can't be used of each.

    Without codebooks the codes that answers mean are not checked.
    """
    codes = {code.id: code.valence for book in books or () for code in (*book.groups, *book.codes)}
    found: list[Survey] = []
    problems: list[Problem] = []
    for one in chosen:
        try:
            table = table_of(root, one)
        except QualcodeError as error:
            problems += error.problems
            continue
        labels, noted = labels_of(root, one)
        survey, more = read(table, one, labels, None if books is None else codes)
        found.append(survey)
        problems += [*noted, *more]
    return tuple(found), problems


def table_of(root: Path, chosen: SurveyFile) -> Table:
    """Return a survey's table, from a .csv or an .xlsx file.

    Raises:
        QualcodeError: if it can't be read.
    """
    path, where = root / chosen.file, chosen.where or chosen.file
    suffix = path.suffix.lower()
    if not path.is_file():
        raise StudyError.at(
            where,
            f"không có tệp '{chosen.file}'; hãy chép tệp vào thư mục nghiên cứu hoặc sửa đường dẫn",
            f"there is no file '{chosen.file}'; copy it into the study's folder or mend the path",
        )
    if suffix not in (*TEXT, *WORKBOOKS):
        raise StudyError.at(
            where,
            f"chưa đọc được bảng {suffix}; hãy xuất hay lưu lại thành .csv hoặc .xlsx",
            f"{suffix} tables can't be read; export or save it as .csv or .xlsx",
        )
    try:
        if suffix in WORKBOOKS:
            grid = of_workbook(path, chosen.file, chosen.sheet)
        else:
            grid = of_csv(_text(path), chosen.file)
    except QualcodeError as error:
        named = (one.where.startswith(chosen.file) for one in error.problems)
        if all(named):
            raise
        told = [replace(one, where=chosen.file) for one in error.problems]
        raise StudyError(told) from error
    return understood(grid, chosen.layout)


def labels_of(root: Path, chosen: SurveyFile) -> tuple[Labels | None, list[Problem]]:
    """Return what a survey's XLSForm calls its questions and answers, and a note if it has none."""
    if not chosen.labels:
        return None, []
    try:
        found = of_form(pages_of(root / chosen.labels), chosen.language)
    except QualcodeError as error:
        return None, [replace(one, where=chosen.labels) for one in error.problems]
    if found:
        return found, []
    told = Bilingual(
        f"labels: {chosen.labels} không có trang tính survey như một XLSForm, nên giá trị được "
        "dùng như trong bảng",
        f"labels: {chosen.labels} has no sheet survey as an XLSForm has, so values are used as "
        "the table has them",
    )
    return None, [Problem(chosen.where or chosen.labels, told)]


def _text(path: Path) -> str:
    from qualcode.importers import guard
    from qualcode.importers.text import decode

    guard.check(path)
    return decode(path.read_bytes(), path)

"""`export translations`: a sheet for a translator, the quotes that matter most first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from qualcode.cli import console, delivering
from qualcode.cli.console import data, note, say
from qualcode.errors import StudyError
from qualcode.model import Study

FILE = "translations.xlsx"


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which quotes to write, and how."""

    transcripts: Sequence[str]
    codes: Sequence[str]
    missing: bool
    language: str
    output: Path | None
    replace: bool


def export(root: Path, wanted: Wanted) -> None:
    """Write the sheet, and say what is in it and how it comes back."""
    from qualcode import decisions, exporters, translations
    from qualcode import project as projects

    path = wanted.output or root / FILE
    _check(path, is_replaced=wanted.replace)
    with console.progress() as progress:
        study = projects.load(root, progress=progress)
    tongue = delivering.tongue(wanted.language, study, "translations", "both")
    named = {decisions.transcript_named(study, each).name for each in wanted.transcripts}
    for code in wanted.codes:
        decisions.check_code_or_family(study, code)
    lines = translations.lines(study, transcripts=named, codes=wanted.codes, missing=wanted.missing)
    if not lines:
        raise _nothing(study, is_missing=wanted.missing)
    with exporters.replacing(path) as temporary:
        translations.write(study, lines, temporary, tongue)
    data(str(path))
    first = sum(line.is_first for line in lines)
    left = sum(not line.quote.coding.translation for line in lines)
    note(
        say(
            f"{len(lines)} câu, {left} câu chưa có bản dịch; {first} câu nên dịch trước đứng đầu.",
            f"Quotes: {len(lines)}, {left} without English; the {first} to translate first stand "
            "on top.",
        ),
        say(
            f"Đây là lời riêng của người trả lời. Khi nhận lại, hãy chạy: qualcode import {path}",
            f"These are respondents' own words. When it comes back, run: qualcode import {path}",
        ),
    )


def _check(path: Path, *, is_replaced: bool) -> None:
    """Raise an error for a file of another kind, or one that somebody may have worked in."""
    from qualcode.translations import FORMATS

    if path.suffix.lower() not in FORMATS:
        raise StudyError.at(
            str(path),
            "bảng cho người dịch là bảng tính hay CSV; hãy chọn tên có đuôi .xlsx hoặc .csv",
            "a translator's sheet is a workbook or a CSV; choose a name that ends in .xlsx or .csv",
        )
    if path.exists() and not is_replaced:
        raise StudyError.at(
            str(path),
            "đã có tệp này, có thể đang được dịch; hãy nhập nó bằng qualcode import rồi chọn tên "
            "khác bằng --output, hoặc --replace để ghi đè",
            "this file is there and may have been translated in; take it in with qualcode import, "
            "then choose another name with --output, or --replace to write over it",
        )


def _nothing(study: Study, *, is_missing: bool) -> StudyError:
    if is_missing and study.codings:
        return StudyError.at(
            "--missing",
            "mọi trích dẫn ở đây đều đã có bản dịch; bỏ --missing để xuất cả những câu đó",
            "every quote here has its English already; leave out --missing to export them too",
        )
    return StudyError.at(
        "translations",
        "ở đây chưa có trích dẫn nào để dịch",
        "there is no quote here to translate",
    )

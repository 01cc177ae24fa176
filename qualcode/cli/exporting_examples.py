"""`export examples`: what people decided on in a study, as a codebook's experience."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace as with_other
from pathlib import Path

from qualcode.cli import console
from qualcode.cli.codebook_files import one_of
from qualcode.cli.console import data, note, say
from qualcode.errors import StudyError
from qualcode.model import Codebook, Example, Study


def export(
    root: Path, transcripts: Sequence[str], codebook: str, output: Path | None, *, replace: bool
) -> None:
    """Write the examples of one codebook, and say what they are and what to do with them."""
    from qualcode import example_files
    from qualcode import project as projects
    from qualcode.exporters import replacing

    with console.progress() as progress:
        study = projects.load(root, progress=progress)
    book = one_of(study.codebooks, codebook)
    name = f"{Path(book.file).parent.as_posix()}/{Path(book.file).stem}.examples.csv"
    path = output or root / name
    examples = _examples(study, book, transcripts)
    _check(path, replace=replace)
    with replacing(path) as temporary:
        temporary.write_text(example_files.as_text(examples), encoding="utf-8-sig")
    data(str(path))
    note(*_told(book, examples))


def _check(path: Path, *, replace: bool) -> None:
    """Raise an error for a file that is not to be written to."""
    if path.suffix.lower() != ".csv":
        raise StudyError.at(
            str(path),
            "ví dụ được ghi thành bảng CSV; hãy chọn tên có đuôi .csv",
            "examples are written as a CSV table; choose a name that ends in .csv",
        )
    if path.exists() and not replace:
        raise StudyError.at(
            str(path),
            "đã có tệp này; hãy chọn tên khác bằng --output, hoặc --replace để ghi đè",
            "this file is there already; choose another name with --output, or --replace to "
            "write over it",
        )


def _examples(study: Study, book: Codebook, transcripts: Sequence[str]) -> tuple[Example, ...]:
    """Return what was decided on in these transcripts, with the codes of this codebook only."""
    from qualcode import decisions
    from qualcode.learning.exporting import examples_of

    chosen = {decisions.transcript_named(study, each).name for each in transcripts}
    known = {code.id for code in (*book.codes, *book.groups)}
    examples = tuple(
        with_other(one, codes=one.codes & known)
        for one in examples_of(study)
        if not chosen or one.source in chosen
    )
    if not examples:
        raise StudyError.at(
            "examples",
            "chưa có đoạn nào được người mã hóa quyết định; hãy chấp nhận, thêm mã, hoặc đánh dấu "
            "lượt lời đã đọc (seen), rồi chạy lại",
            "nobody has decided on any passage yet; accept or add codes, or mark turns as read "
            "(seen), then run this again",
        )
    return examples


def _told(book: Codebook, examples: Sequence[Example]) -> list[str]:
    coded = sum(bool(one.codes) for one in examples)
    sources = len({one.source for one in examples})
    return [
        say(
            f"{len(examples)} đoạn trong {sources} bản gỡ băng, {coded} đoạn có mã; chỉ những gì "
            "có người xác nhận.",
            f"{len(examples)} passages of {sources} transcripts, {coded} with a code; only what "
            "people confirmed.",
        ),
        say(
            "Đây là lời của người trả lời: trước khi đưa cho ai, hãy đọc lại xem có tên người, "
            "nơi chốn nào cần che không.",
            "These are respondents' own words: before you pass them on, read them for names and "
            "places to be hidden.",
        ),
        say(
            f"Để sổ mã dùng tệp này, hãy ghi vào {book.file} dòng: examples: [đường dẫn tính từ "
            "thư mục nghiên cứu]",
            f"For a codebook to use the file, write into {book.file}: examples: [its path from "
            "the study's folder]",
        ),
    ]

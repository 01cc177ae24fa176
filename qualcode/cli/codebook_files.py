"""`codebook new|import|export`: codebooks from passages, from other programs and for them."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Annotated

import typer

from qualcode.cli import console
from qualcode.cli.console import data, note, say
from qualcode.cli.options import ProjectOption, folder
from qualcode.errors import StudyError
from qualcode.model import Codebook

OutputOption = Annotated[
    Path | None,
    typer.Option(
        "--output",
        metavar="FILE",
        help=say("Ghi vào tệp mới này.", "Write to this new file."),
    ),
]

CodebookOption = Annotated[
    str,
    typer.Option(
        "--codebook",
        metavar="NAME",
        help=say("Sổ mã nào, nếu có nhiều sổ.", "Which codebook, if there are several."),
    ),
]
ReplaceOption = Annotated[
    bool,
    typer.Option("--replace", help=say("Ghi đè tệp đã có.", "Write over a file that is there.")),
]


def new(
    name: Annotated[
        str, typer.Argument(metavar="NAME", help=say("Tên sổ mã mới.", "The new book's name."))
    ],
    passages: Annotated[
        Path,
        typer.Option(
            "--from",
            metavar="PASSAGES",
            help=say(
                "Đoạn đã gán mã: .csv (quote, code) hoặc .txt ([mã], rồi mỗi dòng một đoạn).",
                "Coded passages: .csv (quote, code) or .txt ([code], then a passage a line).",
            ),
        ),
    ],
    output: OutputOption = None,
    project: ProjectOption = None,
) -> None:
    """Propose patterns from coded passages, for a person to edit."""
    from qualcode import project as projects
    from qualcode.codebook_tools import drafting
    from qualcode.codebook_tools.drafting.passages import read

    given = read(passages)
    drafts = drafting.draft(given, projects.respondents_words(folder(project)))
    made = drafting.as_yaml(name, drafts)
    if output:
        _write_new(output, made)
    else:
        data(made.rstrip())
    proposed = sum(len(draft.proposals) for draft in drafts)
    note(
        say(
            f"{proposed} mẫu đề xuất cho {len(drafts)} mã, từ {len(given)} đoạn; hãy đọc và sửa.",
            f"Patterns proposed: {proposed}; codes: {len(drafts)}; passages: {len(given)}. "
            "Read and edit them.",
        )
    )


def import_(
    file: Annotated[
        Path,
        typer.Argument(
            metavar="FILE",
            help=say(
                "Từ điển quanteda (.yml) hay LIWC (.dic, .dicx), sổ mã REFI (.qdc), .xlsx, .csv.",
                "A quanteda (.yml) or LIWC (.dic, .dicx) dictionary, REFI (.qdc), .xlsx, .csv.",
            ),
        ),
    ],
    output: OutputOption = None,
    project: ProjectOption = None,
) -> None:
    """Make a codebook of another program's."""
    from qualcode.codebook_tools import exchange, writing

    imported = exchange.read(file)
    path = output or folder(project) / "codebooks" / f"{imported.book.name}.yaml"
    _write_new(path, writing.to_yaml(imported.book))
    console.show_problems(imported.notes)
    rules = sum(len(code.rules) for code in imported.book.codes)
    note(
        say(
            f"{len(imported.book.codes)} mã, {rules} mẫu.",
            f"{len(imported.book.codes)} codes, {rules} rules.",
        )
    )


def export(
    file: Annotated[
        Path,
        typer.Argument(
            metavar="FILE",
            help=say(
                "Tệp cần ghi; đuôi cho biết loại: .docx (phụ lục), .xlsx, .csv, .qdc, .yml "
                "(quanteda), .dic, .dicx (LIWC), .yaml.",
                "The file to write; its suffix says which kind: .docx (annex), .xlsx, .csv, .qdc, "
                ".yml (quanteda), .dic, .dicx (LIWC), .yaml.",
            ),
        ),
    ],
    codebook: CodebookOption = "",
    language: Annotated[
        str,
        typer.Option(
            "--language",
            metavar="vi|en|both",
            help=say("Ngôn ngữ của tệp.", "The file's language."),
        ),
    ] = "",
    project: ProjectOption = None,
    *,
    replace: ReplaceOption = False,
) -> None:
    """Write a codebook for people or for another program."""
    from qualcode import project as projects
    from qualcode.codebook_tools import exchange

    chosen = language or console.language()
    if chosen not in {"vi", "en", "both"}:
        message = say("--language là vi, en hoặc both", "--language is vi, en or both")
        raise typer.BadParameter(message)
    books = projects.codebooks(folder(project))
    book = one_of(books, codebook)
    if file.exists() and (not replace or _is_in_use(books, file, folder(project))):
        raise StudyError.at(
            str(file),
            "đã có tệp này; hãy chọn tên khác, hoặc --replace để ghi đè (trừ sổ mã đang dùng)",
            "this file is there already; choose another name, or --replace to write over it "
            "(never over a codebook in use)",
        )
    lost = exchange.write(book, file, chosen)  # type: ignore[arg-type]  # checked above
    console.show_problems(lost)
    note(say(f"Đã ghi: {file}", f"Written: {file}"))


def _is_in_use(books: Iterable[Codebook], file: Path, root: Path) -> bool:
    """Say whether a file is one of the study's codebooks, which the program never changes."""
    return any(file.resolve() == (root / book.file).resolve() for book in books)


def one_of(books: tuple[Codebook, ...], name: str) -> Codebook:
    """Return the codebook of this name, or the only one."""
    found = [book for book in books if not name or book.name == name]
    if len(found) == 1:
        return found[0]
    known = ", ".join(book.name for book in books)
    raise StudyError.at(
        "--codebook",
        f"hãy chọn một sổ mã bằng --codebook: {known}",
        f"choose a codebook with --codebook: {known}",
    )


def _write_new(path: Path, text: str) -> None:
    """Write a codebook that is not there yet: what people wrote is never overwritten."""
    from qualcode.codebook_tools import schema
    from qualcode.exporters import replacing

    if path.exists():
        raise StudyError.at(
            str(path),
            "đã có tệp này; hãy chọn tên khác bằng --output",
            "this file is there already; choose another name with --output",
        )
    with replacing(path) as temporary:
        temporary.write_text(text, encoding="utf-8")
    note(say(f"Đã ghi: {path}", f"Written: {path}"))
    beside = path.with_name(schema.FILE)
    if not beside.exists():
        # The codebook's first line names it: editors complete its keys then.
        with replacing(beside) as temporary:
            temporary.write_text(schema.as_text(), encoding="utf-8")

"""`themes --promote`: a theme becomes a code of the codebook, its quotes the code's examples."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from qualcode import decisions
from qualcode.cli import passages
from qualcode.cli.console import note, say
from qualcode.cli.options import coder_name, folder
from qualcode.cli.recording import record
from qualcode.errors import StudyError
from qualcode.model import Bilingual, Code, Codebook, Decision, Segment, Study

if TYPE_CHECKING:
    from qualcode.learning.likeness.themes import Theme

CENTRAL = "central"
MOST_EXAMPLES = 5


@dataclass(frozen=True, slots=True)
class New:
    """The code that is to be made, and the codebook that gets it."""

    code: Code
    book: Codebook


def new_code(study: Study, code: str, label_vi: str, label_en: str, codebook: str) -> New:
    """Return the code as it was asked for, or say what is missing or there already."""
    from qualcode.codebook_tools import appending

    appending.check_new(study, code.strip())
    if not label_vi.strip() and not label_en.strip():
        raise StudyError.at(
            "--label-vi",
            "hãy đặt tên cho mã mới: --label-vi “…” (và --label-en “…”)",
            "give the new code a name: --label-vi “…” (and --label-en “…”)",
        )
    label = Bilingual(label_vi.strip(), label_en.strip())
    return New(Code(code.strip(), label), _book(study, codebook))


def _book(study: Study, name: str) -> Codebook:
    """Return the codebook of this name, or the only one."""
    found = [book for book in study.codebooks if not name or book.name == name]
    if len(found) == 1:
        return found[0]
    known = ", ".join(book.name for book in study.codebooks)
    raise StudyError.at(
        "--codebook",
        f"hãy chọn một sổ mã bằng --codebook: {known}",
        f"choose a codebook with --codebook: {known}",
    )


def promote(
    study: Study, theme: Theme, new: New, chosen: str, *, coder: str, project: Path | None
) -> None:
    """Put the code into its codebook, then give it to the chosen passages."""
    picked = _picked(theme, chosen)
    if picked:
        # Who decides is to be known before anything is written.
        coder_name(coder, study)
    root = folder(project)
    # Who picked passages has said which of them show the code.
    shown = (picked or theme.central)[:MOST_EXAMPLES]
    examples = tuple(dict.fromkeys(passages.words(study, one) for one in shown))
    line = _append(root, new, examples)
    note(
        say(
            f"Đã thêm mã '{new.code.id}' vào {line}, với {len(examples)} ví dụ từ chủ đề "
            f"{theme.number} ({' · '.join(theme.words)}). Hãy mở tệp để sửa ví dụ, viết định "
            "nghĩa và mẫu.",
            f"Added the code '{new.code.id}' to {line}, with {len(examples)} examples of theme "
            f"{theme.number} ({' · '.join(theme.words)}). Open the file to edit the examples and "
            "write a definition and patterns.",
        )
    )
    if picked:
        record(project, coder, lambda loaded, name: _drafts(loaded, picked, new.code.id, name))
    else:
        _say_next(theme.central[0], examples[0], new.code.id)


def _say_next(first: Segment, quote: str, code: str) -> None:
    """Say how passages are found and given the code."""
    sought = f'qualcode similar "{quote.replace(chr(34), "")}" --without {code}'
    given = f"qualcode add {first.transcript} {first.turn} {code}"
    note(
        say(
            f"Chưa gán mã cho đoạn nào. Tiếp theo, tìm các đoạn giống vậy:\n  {sought}\n"
            f"rồi gán, với --quote nếu chỉ một phần lượt lời:\n  {given}",
            f"No passage was given the code yet. Next, find passages like these:\n  {sought}\n"
            f"then give it, with --quote if only to a part of the turn:\n  {given}",
        )
    )


def _picked(theme: Theme, chosen: str) -> Sequence[Segment]:
    """Return the passages whose numbers were given."""
    if chosen.strip() == CENTRAL:
        return theme.central
    numbers = [part.strip() for part in chosen.split(",") if part.strip()]
    wrong = [n for n in numbers if not n.isdecimal() or not 0 < int(n) <= len(theme.passages)]
    if wrong:
        raise StudyError.at(
            "--passages",
            f"không có đoạn {', '.join(wrong)}; chủ đề {theme.number} có {len(theme.passages)} "
            f"đoạn, xem --theme {theme.number}",
            f"there is no passage {', '.join(wrong)}; theme {theme.number} has "
            f"{len(theme.passages)}, see --theme {theme.number}",
        )
    return [theme.passages[n - 1] for n in dict.fromkeys(map(int, numbers))]


def _append(root: Path, new: New, examples: tuple[str, ...]) -> str:
    """Write the code at the end of its codebook's file; return the file and the line."""
    from dataclasses import replace

    from qualcode import files
    from qualcode.codebook_tools import appending
    from qualcode.exporters import replacing

    path, file = root / new.book.file, new.book.file
    text = files.read_text(path, file)
    ends = "\r\n" if b"\r\n" in path.read_bytes() else "\n"
    whole = appending.with_code(text, replace(new.code, examples=examples), file)
    with replacing(path) as temporary:
        temporary.write_text(whole, encoding="utf-8", newline=ends)
    lines = whole.split("\n")
    own = (n for n, line in enumerate(lines, 1) if line.strip() == f"- id: {new.code.id}")
    return f"{file}:{next(own, len(lines))}"


def _drafts(study: Study, picked: Sequence[Segment], code: str, coder: str) -> list[Decision]:
    return [decisions.add(study, one.transcript, code, one.span, coder=coder) for one in picked]

"""A study's folder → the values in its files, with what is wrong with each of them."""

from __future__ import annotations

import csv
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from qualcode import importers, settings, turns
from qualcode.errors import QualcodeError, StudyError
from qualcode.language.normalise import clean
from qualcode.model import Bilingual, Case, Codebook, Problem, Settings, Transcript

SETTINGS = "qualcode.yaml"
CODEBOOKS = "codebooks"
TRANSCRIPTS = "transcripts"
CASES = "cases.csv"
STORE = "coding.sqlite"
NOT_TALK = frozenset({"readme.md", "readme.txt", "cases.csv", "speakers.csv", "thumbs.db"})

Progress = Callable[[Bilingual, int, int], None]
"""Called with what is being done, how many are done, and of how many."""

READING = Bilingual("Đọc bản gỡ băng", "Reading transcripts")


def silent(_what: Bilingual, _done: int, _of: int) -> None:
    """Show no progress."""


def find_folder(start: Path) -> Path:
    """Return the study folder that holds `start`, searched upwards.

    Raises:
        StudyError: if there is none.
    """
    for folder in (start.resolve(), *start.resolve().parents):
        if (folder / SETTINGS).is_file() or (folder / TRANSCRIPTS).is_dir():
            return folder
    raise StudyError.at(
        str(start),
        "đây không phải thư mục nghiên cứu; tạo mới bằng: qualcode init THƯ_MỤC",
        "this is no study folder; make one with: qualcode init FOLDER",
    )


def transcript_files(folder: Path) -> tuple[Path, ...]:
    """Return the files below transcripts/ that should hold talk, in a fixed order."""
    try:
        return tuple(
            path
            for path in sorted((folder / TRANSCRIPTS).rglob("*"))
            if path.is_file()
            and path.name.lower() not in NOT_TALK
            and not _is_scratch(path.relative_to(folder))
        )
    except PermissionError as error:
        raise StudyError.at(
            f"{TRANSCRIPTS}/",
            "không được phép đọc thư mục này; hãy xem lại quyền của thư mục",
            "this folder may not be read; see its permissions",
        ) from error


def _is_scratch(path: Path) -> bool:
    """Say whether a file is Word's lock file or hidden."""
    return any(part.startswith((".", "~$")) for part in path.parts)


def read_settings(root: Path) -> Settings:
    """Return what qualcode.yaml says, or the defaults without one."""
    path = root / SETTINGS
    return settings.parse(read_text(path, SETTINGS), SETTINGS) if path.is_file() else Settings()


def read_codebooks(root: Path, chosen: Settings) -> tuple[tuple[Codebook, ...], list[Problem]]:
    """Return the codebooks that can be used, and every fault of the others."""
    found = sorted(p for p in (root / CODEBOOKS).glob("*") if p.suffix in {".yaml", ".yml"})
    from qualcode import codebook

    names = chosen.codebooks or tuple(path.relative_to(root).as_posix() for path in found)
    books: list[Codebook] = []
    problems: list[Problem] = []
    for name in names:
        try:
            books.append(codebook.parse(read_text(root / name, name), name))
        except QualcodeError as error:
            problems += error.problems
    if not names:
        problems.append(
            _problem(
                f"{CODEBOOKS}/",
                "chưa có sổ mã; hãy đặt một tệp .yaml vào đây (qualcode init tạo một tệp mẫu)",
                "there is no codebook; put a .yaml file here (qualcode init makes a sample)",
            )
        )
    return tuple(books), [*problems, *_repeated_ids(books)]


def read_codebook(path: Path) -> Codebook:
    """Return the codebook in a file.

    Raises:
        QualcodeError: with every fault of it.
    """
    from qualcode import codebook

    return codebook.parse(read_text(path, str(path)), str(path))


def _repeated_ids(books: Iterable[Codebook]) -> list[Problem]:
    first: dict[str, str] = {}
    problems = []
    named: dict[str, str] = {}
    for book in books:
        if book.name in named:
            problems.append(
                _problem(
                    book.file,
                    f"tên sổ mã '{book.name}' đã có ở {named[book.name]}; hãy đặt tên khác",
                    f"codebook name '{book.name}' is that of {named[book.name]}; choose another",
                )
            )
        named.setdefault(book.name, book.file)
        for code in book.codes:
            if code.id in first:
                problems.append(
                    _problem(
                        book.file,
                        f"mã '{code.id}' đã có trong {first[code.id]}; mỗi mã chỉ ở một sổ",
                        f"code '{code.id}' is in {first[code.id]} already; one codebook a code",
                    )
                )
            first.setdefault(code.id, book.file)
    return problems


def read_transcripts(
    root: Path, chosen: Settings, progress: Progress
) -> tuple[tuple[Transcript, ...], list[Problem]]:
    """Return the transcripts that can be read, and what is wrong with them or the others."""
    paths = transcript_files(root)
    found: dict[str, Transcript] = {}
    problems: list[Problem] = []
    for number, path in enumerate(paths):
        progress(READING, number, len(paths))
        file = path.relative_to(root).as_posix()
        try:
            transcript, notes = read_transcript(root, path, file, chosen)
        except QualcodeError as error:
            problems += [replace(p, where=file) for p in error.problems]
            continue
        twin = found.get(transcript.name.casefold()) or _same_words(transcript, found.values())
        if twin:
            problems.append(_twice(transcript, twin))
            continue
        found[transcript.name.casefold()] = transcript
        problems += [*notes, *turns.problems(transcript)]
    progress(READING, len(paths), len(paths))
    if not paths:
        problems.append(
            _problem(
                f"{TRANSCRIPTS}/",
                "chưa có bản gỡ băng nào; hãy chép các tệp .docx hoặc .txt vào đây",
                "there are no transcripts; put .docx or .txt files here",
            )
        )
    return tuple(found.values()), problems


def read_transcript(
    root: Path, path: Path, file: str, chosen: Settings
) -> tuple[Transcript, list[Problem]]:
    """Return one file as a transcript, with what its importer noted."""
    if not path.resolve().is_relative_to(root.resolve()):
        raise StudyError.at(
            file,
            "là liên kết ra ngoài thư mục nghiên cứu nên không được đọc; hãy chép hẳn tệp vào đây",
            "is a link to outside the study, so it was not read; copy the file itself here",
        )
    name = unicodedata.normalize("NFC", path.stem)
    imported = importers.load(path, chosen.encodings.get(name, ""))
    notes = [replace(note, where=file) for note in imported.notes]
    return turns.parse(name, imported.text, roles=chosen.roles, file=file), notes


def _same_words(transcript: Transcript, others: Iterable[Transcript]) -> Transcript | None:
    """Return another transcript with the very same text: a copy would be counted twice."""
    return next((o for o in others if o.text == transcript.text and o.text.strip()), None)


def _twice(transcript: Transcript, twin: Transcript) -> Problem:
    if transcript.name.casefold() == twin.name.casefold():
        return _same_name(transcript.file, twin.file)
    return _problem(
        transcript.file,
        f"giống hệt {twin.file} nên không được đọc lần nữa; hãy xóa một trong hai tệp",
        f"has the very words of {twin.file}, so it was not read again; delete one of the two",
    )


def _same_name(file: str, other: str) -> Problem:
    return _problem(
        file,
        f"trùng tên với {other} nên không được đọc; hãy đổi tên một trong hai tệp",
        f"has the same name as {other}, so it was not read; rename one of the two",
    )


def read_cases(
    root: Path, transcripts: Sequence[Transcript], chosen: Settings
) -> tuple[tuple[Case, ...], tuple[Problem, ...]]:
    """Return the cases that cases.csv and the transcripts' headers tell."""
    from qualcode import cases as cases_stage

    path = root / TRANSCRIPTS / CASES
    rows: list[dict[str, str]] = []
    if path.is_file():
        try:
            rows = read_csv(path, f"{TRANSCRIPTS}/{CASES}")
        except QualcodeError as error:
            found, problems = cases_stage.cases(transcripts, [], chosen)
            return found, (*error.problems, *problems)
    return cases_stage.cases(transcripts, rows, chosen)


def read_csv(path: Path, shown: str) -> list[dict[str, str]]:
    """Return a table's rows with their line under `__line__`; `;` and tabs separate as well.

    Raises:
        StudyError: if the file can't be read or a quotation mark is not closed.
    """
    text = read_text(path, shown)
    first = text.split("\n", 1)[0]
    separator = max(",;\t", key=first.count)
    reader = csv.DictReader(text.splitlines(keepends=True), delimiter=separator, strict=True)
    rows, problems = [], []
    try:
        names = [name.strip() for name in reader.fieldnames or ()]
        problems += [_repeated_column(shown, n) for n in set(names) if n and names.count(n) > 1]
        for row in reader:
            if extra := row.pop(None, None):
                problems.append(_too_many_cells(f"{shown}:{reader.line_num}", names, extra))
            cells = {name.strip(): (cell or "").strip() for name, cell in row.items()}
            rows.append({**cells, "__line__": str(reader.line_num)})
    except csv.Error as error:
        raise StudyError.at(
            f"{shown}:{reader.line_num}",
            "bảng CSV hỏng từ đây: có dấu ngoặc kép chưa đóng; hãy mở bằng Excel và lưu lại",
            "the CSV is broken from here on: a quotation mark is not closed; save it anew in Excel",
        ) from error
    if problems:
        raise StudyError(problems)
    return rows


def _repeated_column(shown: str, name: str) -> Problem:
    return _problem(
        f"{shown}:1",
        f"cột '{name}' có hai lần; hãy đổi tên hoặc xóa một cột",
        f"column '{name}' is there twice; rename or delete one",
    )


def _too_many_cells(where: str, names: Sequence[str], extra: Sequence[str]) -> Problem:
    cells = len(names) + len(extra)
    return _problem(
        where,
        f"dòng này có {cells} ô mà đầu bảng có {len(names)}; ô có dấu phẩy phải để trong ngoặc kép",
        f"this row has {cells} cells and the head {len(names)}; put a cell with a comma in quotes",
    )


def read_text(path: Path, shown: str) -> str:
    """Return a text file that people wrote, whatever its encoding; `shown` names it in messages."""
    from qualcode.importers.text import decode

    try:
        data = path.read_bytes()
    except OSError as error:
        raise StudyError.at(
            shown,
            f"không đọc được tệp này ({error.strerror}); hãy xem lại tên và quyền đọc",
            f"this file can't be read ({error.strerror}); see that its name and rights are right",
        ) from error
    return clean(decode(data, Path(shown)))


def _problem(where: str, vi: str, en: str) -> Problem:
    return Problem(where, Bilingual(vi, en))

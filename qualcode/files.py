"""A study's folder → the values in its files, with what is wrong with each of them."""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from qualcode import csv_tables, example_files, importers, settings, turns
from qualcode.errors import CodebookError, QualcodeError, StudyError
from qualcode.language.normalise import clean
from qualcode.model import (
    Bilingual,
    Case,
    Codebook,
    Example,
    Person,
    Problem,
    Settings,
    Survey,
    Transcript,
)
from qualcode.progress import Progress

SETTINGS = "qualcode.yaml"
CODEBOOKS = "codebooks"
TRANSCRIPTS = "transcripts"
CASES = "cases.csv"
SPEAKERS = "speakers.csv"
STORE = "coding.sqlite"
NOT_TALK = frozenset({"readme.md", "readme.txt", "cases.csv", "speakers.csv", "thumbs.db"})

READING = Bilingual("Đọc bản gỡ băng", "Reading transcripts")


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


def codebook_names(root: Path, chosen: Settings) -> tuple[str, ...]:
    """Return the paths of the study's codebooks: those it names, or all there are."""
    found = sorted(p for p in (root / CODEBOOKS).glob("*") if p.suffix in {".yaml", ".yml"})
    return chosen.codebooks or tuple(path.relative_to(root).as_posix() for path in found)


def read_codebooks(root: Path, chosen: Settings) -> tuple[tuple[Codebook, ...], list[Problem]]:
    """Return the codebooks that can be used, and every fault of the others."""
    names = codebook_names(root, chosen)
    books: list[Codebook] = []
    problems: list[Problem] = []
    for name in names:
        try:
            books.append(_book(root, root / name, name))
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


def read_codebook(
    path: Path, root: Path | None = None, *, former: Collection[str] = ()
) -> Codebook:
    """Return the codebook in a file; its example files are sought in this study, or in its own.

    An example may name a former code, which this version of the codebook has no more.

    Raises:
        QualcodeError: with every fault of it.
    """
    return _book(root or _study_of(path), path, str(path), former)


def _study_of(path: Path) -> Path:
    try:
        return find_folder(path.parent)
    except StudyError:
        return path.parent


def _book(root: Path, path: Path, shown: str, former: Collection[str] = ()) -> Codebook:
    from qualcode import codebook

    text = read_text(path, shown)
    book = codebook.parse(text, shown)
    if not book.example_files:
        return book
    known = frozenset(code.id for code in (*book.codes, *book.groups))
    examples: list[Example] = []
    problems: list[Problem] = []
    amiss: list[Problem] = []
    for name in book.example_files:
        if fault := example_fault(root, name):
            # A codebook that was sent without its examples still has its rules.
            where = codebook.example_places(text, shown)[name]
            amiss.append(Problem(where, fault, "warning"))
            continue
        try:
            said = read_text(root / name, name)
            examples += example_files.parse(said, name, known.union(former))
        except QualcodeError as error:
            problems += error.problems
    if problems:
        raise CodebookError(problems)
    experience = tuple(replace(e, codes=e.codes & known) for e in examples)
    return replace(book, experience=experience, problems=tuple(amiss))


def example_fault(root: Path, name: str) -> Bilingual | None:
    """Return why an example file can't be used where it is said to be, if it can't."""
    if not (root / name).resolve().is_relative_to(root.resolve()):
        return Bilingual(
            f"tệp ví dụ '{name}' nằm ngoài thư mục nghiên cứu; hãy chép tệp vào đây",
            f"the example file '{name}' is outside the study's folder; copy it here",
        )
    if not (root / name).is_file():
        return Bilingual(
            f"không có tệp ví dụ '{name}' nên không học từ đó; hãy chép tệp vào thư mục nghiên "
            "cứu, sửa đường dẫn, hoặc bỏ tên này đi",
            f"there is no example file '{name}', so nothing is learned from it; copy it into the "
            "study's folder, mend its path, or take the name out",
        )
    return None


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


def read_people(
    root: Path, transcripts: Sequence[Transcript], cases: Sequence[Case], chosen: Settings
) -> tuple[tuple[Person, ...], tuple[Problem, ...]]:
    """Return the people whom the transcripts tell apart, with what speakers.csv says of them."""
    from qualcode import people

    path = root / TRANSCRIPTS / SPEAKERS
    rows: list[dict[str, str]] = []
    if path.is_file():
        try:
            rows = read_csv(path, f"{TRANSCRIPTS}/{SPEAKERS}")
        except QualcodeError as error:
            found, problems = people.people(transcripts, cases, [], chosen)
            return found, (*error.problems, *problems)
    return people.people(transcripts, cases, rows, chosen)


def read_surveys(
    root: Path, chosen: Settings, books: Sequence[Codebook] | None = None
) -> tuple[tuple[Survey, ...], list[Problem]]:
    """Return the surveys that qualcode.yaml names, and what can't be used of each.

    Without codebooks the codes that answers mean are not checked, and have no direction of their
    own.
    """
    from qualcode.survey.opening import read_all

    return read_all(root, chosen.surveys, books)


def read_csv(path: Path, shown: str) -> list[dict[str, str]]:
    """Return a table's rows with their line under `__line__`; `;` and tabs separate as well.

    Raises:
        StudyError: if the file can't be read, or is no table.
    """
    return csv_tables.rows_of(read_text(path, shown), shown)


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

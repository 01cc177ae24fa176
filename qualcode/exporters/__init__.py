"""Results → files: our own deliverables and those that installed packages add."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from functools import partial
from importlib.metadata import EntryPoint, entry_points
from pathlib import Path
from tempfile import TemporaryDirectory

from qualcode.errors import StudyError
from qualcode.model import Problem, Results

Exporter = Callable[[Results, Path], None]

GROUP = "qualcode.exporters"
BUILT_IN = tuple(
    EntryPoint(name, f"qualcode.exporters.{function}", GROUP)
    for name, function in (
        ("codings.csv", "table:export_codings"),
        ("qualitative_matrix.xlsx", "workbook:write_workbook"),
        ("quotes.docx", "document:write_document"),
    )
)


def exporters() -> dict[str, Exporter]:
    """Return the exporters by the name of the file they write; none is imported before its call."""
    found = (*BUILT_IN, *entry_points(group=GROUP))
    return {point.name: partial(_export, point) for point in found}


def write_all(results: Results, folder: Path) -> tuple[tuple[Path, ...], tuple[Problem, ...]]:
    """Write every deliverable into this folder; return those written and what went wrong.

    What an earlier run compared by and this one doesn't is removed, lest it be taken for a result.
    """
    from qualcode.exporters.table import (
        CELLS,
        COMPARISONS,
        comparison_file,
        write_cells,
        write_comparison,
    )

    jobs: dict[Path, Callable[[Path], None]] = {
        folder / name: partial(export, results) for name, export in exporters().items()
    }
    settings = results.study.settings
    jobs |= {
        folder / comparison_file(attribute): partial(write_comparison, table, settings)
        for attribute, table in results.comparisons.items()
    }
    if results.cells:
        jobs[folder / CELLS] = partial(write_cells, results.cells, settings)
    kept = _put_aside(results, jobs)
    written, problems = write_each(jobs)
    problems = (*kept, *problems)
    for path in set(folder.glob(COMPARISONS)) - jobs.keys():
        try:
            _remove(path)
        except StudyError as error:
            problems += error.problems
    return written, problems


def _put_aside(results: Results, paths: Iterable[Path]) -> tuple[Problem, ...]:
    """Keep each workbook that somebody has written into; return the notes that say where."""
    from qualcode.exporters.edited import put_aside

    problems: list[Problem] = []
    for path in paths:
        if path.suffix == ".xlsx" and path.is_file():
            # What can't be moved can't be written over either, and that is told then.
            with suppress(StudyError), _explained(path):
                problems += put_aside(results.study, path)
    return tuple(problems)


def write_each(
    jobs: Mapping[Path, Callable[[Path], None]],
) -> tuple[tuple[Path, ...], tuple[Problem, ...]]:
    """Write each file, whatever becomes of the others; return those written and what went wrong."""
    written: list[Path] = []
    problems: list[Problem] = []
    for path, write in jobs.items():
        try:
            with replacing(path) as temporary:
                write(temporary)
        except StudyError as error:
            problems += error.problems
        else:
            written.append(path)
    return tuple(written), tuple(problems)


@contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """Give a path to write to; put that file in this one's place once it is whole."""
    with _explained(path), _beside(path) as temporary:
        yield temporary


@contextmanager
def _explained(path: Path) -> Iterator[None]:
    """Turn what the disk refuses into what the user can do about it."""
    try:
        yield
    except PermissionError as error:
        raise StudyError.at(
            str(path),
            "không ghi được: hãy đóng tệp trong Excel hoặc Word, xem thư mục có cho ghi không, "
            "rồi chạy lại",
            "can't be written: close the file in Excel or Word, see that the folder can be "
            "written to, then run again",
        ) from error
    except OSError as error:
        reason = error.strerror or str(error)
        raise StudyError.at(
            str(path),
            f"không ghi được ({reason}): hãy xem ổ đĩa còn chỗ không, rồi chạy lại",
            f"can't be written ({reason}): see that the disk has room, then run again",
        ) from error


@contextmanager
def _beside(path: Path) -> Iterator[Path]:
    """Give a path in a folder of its own beside this one, on the same disk."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(dir=path.parent, prefix=".qualcode-") as folder:
        temporary = Path(folder) / path.name
        yield temporary
        temporary.replace(path)


def _remove(path: Path) -> None:
    with _explained(path):
        path.unlink()


def _export(point: EntryPoint, results: Results, path: Path) -> None:
    point.load()(results, path)

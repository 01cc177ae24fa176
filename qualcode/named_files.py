"""Files that qualcode.yaml names: the report's instruments, and the clients' templates."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from qualcode import files, importers
from qualcode.errors import QualcodeError
from qualcode.model import Bilingual, Problem, Settings
from qualcode.plain_yaml import nearest

PLAIN = frozenset({".md", ".markdown"})
WHERE = "qualcode.yaml"


def read(root: Path, chosen: Settings) -> tuple[Settings, list[Problem]]:
    """Return the settings with the words of the instruments, and a note for each file not there.

    A template is only looked for: who fills it reads it.
    """
    texts: dict[str, str] = {}
    problems = []
    for name in chosen.report.instruments:
        if fault := _fault(root, name, "report: instruments"):
            problems.append(fault)
            continue
        try:
            texts[name] = _words(root / name, name)
        except QualcodeError as error:
            problems += [replace(one, where=name, severity="warning") for one in error.problems]
    templates = ((kind, one.template) for kind, one in chosen.deliverables.items() if one.template)
    found = (_missing(root, name, f"{kind}: template") for kind, name in templates)
    problems += filter(None, found)
    return replace(chosen, report=replace(chosen.report, texts=texts)), problems


def _words(path: Path, name: str) -> str:
    if path.suffix.lower() in PLAIN:
        return files.read_text(path, name)
    return importers.load(path).text


def _fault(root: Path, name: str, key: str) -> Problem | None:
    if not (root / name).resolve().is_relative_to(root.resolve()):
        return _problem(
            f"{key}: '{name}' nằm ngoài thư mục nghiên cứu; hãy chép tệp vào đây",
            f"{key}: '{name}' is outside the study's folder; copy it here",
        )
    return _missing(root, name, key)


def _missing(root: Path, name: str, key: str) -> Problem | None:
    if (root / name).is_file():
        return None
    near = nearest(name, _like(root, Path(name).suffix.lower()))
    vi, en = (f"ý bạn là '{near}'?", f"did you mean '{near}'?") if near else ("", "")
    return _problem(
        f"{key}: không có tệp '{name}'; {vi or 'hãy chép tệp vào thư mục nghiên cứu'}",
        f"{key}: there is no file '{name}'; {en or 'copy it into the folder of the study'}",
    )


def _like(root: Path, suffix: str) -> Iterable[str]:
    """Return the paths of the study's files in this format, but for its transcripts."""
    found = (path for folder in (root, *_folders(root)) for path in sorted(folder.glob("*")))
    return [
        path.relative_to(root).as_posix()
        for path in found
        if path.suffix.lower() == suffix and not path.name.startswith((".", "~$"))
    ]


def _folders(root: Path) -> Iterable[Path]:
    passed = {files.TRANSCRIPTS, "matrices"}
    return [one for one in sorted(root.glob("[!.]*")) if one.is_dir() and one.name not in passed]


def _problem(vi: str, en: str) -> Problem:
    return Problem(WHERE, Bilingual(vi, en), "warning")

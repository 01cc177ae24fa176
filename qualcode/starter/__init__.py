"""A new study's folder: settings, a small codebook to edit, one invented transcript."""

from __future__ import annotations

from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from qualcode.errors import StudyError


def make(folder: Path) -> tuple[Path, ...]:
    """Write a new study into a folder that holds none yet; return the files written.

    Raises:
        StudyError: if the folder holds a study or can't be written.
    """
    if (folder / "qualcode.yaml").exists() or (folder / "transcripts").exists():
        raise StudyError.at(
            str(folder),
            "ở đây đã có một nghiên cứu; hãy chọn thư mục khác",
            "there is a study here already; choose another folder",
        )
    try:
        return tuple(_copy(files("qualcode.starter"), folder))
    except OSError as error:
        raise StudyError.at(
            str(folder),
            f"không ghi được vào thư mục này ({error.strerror}); hãy chọn thư mục khác",
            f"this folder can't be written ({error.strerror}); choose another",
        ) from error


def _copy(source: Traversable, target: Path) -> list[Path]:
    """Copy all but Python's own files."""
    written = []
    target.mkdir(parents=True, exist_ok=True)
    for item in sorted(source.iterdir(), key=lambda each: each.name):
        if item.name.startswith("__"):
            continue
        if item.is_dir():
            written += _copy(item, target / item.name)
        else:
            (target / item.name).write_bytes(item.read_bytes())
            written.append(target / item.name)
    return written

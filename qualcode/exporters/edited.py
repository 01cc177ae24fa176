"""A deliverable that somebody has written into since it was made: kept, never written over."""

from __future__ import annotations

import zipfile
from pathlib import Path

from qualcode.errors import QualcodeError
from qualcode.exporters.pen import MADE
from qualcode.model import Bilingual, Problem, Study

CORE = "docProps/core.xml"
"""Where a workbook says when it was last saved."""


def put_aside(study: Study, path: Path) -> tuple[Problem, ...]:
    """Give an edited workbook that isn't imported yet another name; return the note that says so.

    One that was left alone, or whose changes are all recorded, may be made anew.
    """
    if not _was_saved(path) or not _has_news(study, path):
        return ()
    aside = _free(path)
    path.replace(aside)
    words = Bilingual(
        f"{path.name} đã được sửa mà chưa nhập, nên bản sửa được giữ dưới tên này; hãy nhập bằng: "
        f"qualcode import {aside}",
        f"{path.name} was edited and not imported, so it is kept under this name; take it in with: "
        f"qualcode import {aside}",
    )
    return (Problem(str(aside), words, "warning"),)


def _was_saved(path: Path) -> bool:
    """Say whether a program has saved the workbook since it was made."""
    try:
        with zipfile.ZipFile(path) as archive:
            core = archive.read(CORE).decode("utf-8", "replace")
    except (OSError, KeyError, zipfile.BadZipFile):
        return False
    return f"{MADE:%Y-%m-%dT%H:%M:%SZ}</dcterms:modified>" not in core


def _has_news(study: Study, path: Path) -> bool:
    from qualcode.framework import comparing, reading

    try:
        returned = reading.read(path)
    except QualcodeError:
        return False
    if returned is None:
        return False
    found = comparing.compare(study, returned, coder="qualcode")
    return bool(found.changes or any(each.severity == "error" for each in found.problems))


def _free(path: Path) -> Path:
    """Return a name beside this one that no file has."""
    number = 1
    while (aside := path.with_name(f"{path.stem}.edited{number}{path.suffix}")).exists():
        number += 1
    return aside

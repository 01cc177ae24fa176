"""What `import` was given: workbooks, sheets of translations, coding sheets; each as it is now."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from qualcode.errors import QualcodeError
from qualcode.model import Problem

if TYPE_CHECKING:
    from qualcode import coding_sheets
    from qualcode.framework import reading
    from qualcode.translations import reading as translations

TABLES = (".xlsx", ".xlsm")
TEXTS = (".csv", ".tsv")


@dataclass(slots=True)
class Read:
    """The files by what they are, and what is wrong with those that are nothing of ours."""

    workbooks: list[reading.Returned] = field(default_factory=list)
    translations: list[translations.Returned] = field(default_factory=list)
    sheets: list[coding_sheets.Returned] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    @property
    def is_empty(self) -> bool:
        """Say whether no file could be read."""
        return not (self.workbooks or self.translations or self.sheets)


def read(files: Iterable[Path]) -> Read:
    """Return what the files are and have, a file given twice once."""
    found = Read()
    for path in dict.fromkeys(files):
        try:
            _read(path, found)
        except QualcodeError as error:
            found.problems += error.problems
    return found


def _read(path: Path, found: Read) -> None:
    from qualcode import coding_sheets
    from qualcode.framework import reading
    from qualcode.translations import reading as translations

    suffix = path.suffix.lower()
    if suffix in TABLES and (workbook := reading.read(path)):
        found.workbooks.append(workbook)
    elif suffix in (*TABLES, *TEXTS) and (table := translations.read(path)):
        found.translations.append(table)
    else:
        found.sheets.append(coding_sheets.read(path))

"""Quotes out to a translator, and back: a sheet with a row for the same words.

```
out:   study → choosing.lines → write: sheet (a workbook), table (a CSV)
back:  a file → reading.read → Returned → comparing.compare with the study
       → drafts of decisions, and what isn't understood → framework.report.lines
```
What a row asks for is judged as in the workbook's sheet of quotes: `framework.translating`.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from qualcode.model import Study, Tongue
from qualcode.translations.choosing import Line, lines
from qualcode.translations.comparing import compare
from qualcode.translations.reading import Returned, read

FORMATS = (".xlsx", ".csv")


def write(study: Study, chosen: Sequence[Line], path: Path, tongue: Tongue = "both") -> None:
    """Write the lines as the suffix says: a workbook with headings in this language, or a CSV."""
    from qualcode.translations import sheet, table

    if path.suffix.lower() == ".csv":
        table.write(chosen, path)
    else:
        sheet.write(study, chosen, path, tongue)


__all__ = ["FORMATS", "Line", "Returned", "compare", "lines", "read", "write"]

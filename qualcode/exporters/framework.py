"""The sheet of cases × themes whose cells people write: summaries, what to sum up, marks."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any

from qualcode import shares
from qualcode.exporters.cells import (
    Cell,
    Column,
    Family,
    Phrase,
    Run,
    Sheet,
    Words,
    both,
    cut,
    families,
    printable,
)
from qualcode.exporters.framework_words import HOW_TO, LEGEND, UNKNOWN
from qualcode.exporters.matrices import (
    MARKS,
    NOT_CODED,
    attribute_value,
    case_width,
    signed_words,
)
from qualcode.exporters.printing import scale
from qualcode.exporters.speaking import say
from qualcode.framework.grid import Grid, GridCell, Theme, grid
from qualcode.framework.known import (
    CASE,
    HIDDEN,
    THEME,
    Known,
    KnownCell,
    pack,
)
from qualcode.framework.signs import STALE, TO_WRITE
from qualcode.framework.written import digest
from qualcode.language.attributes import ATTRIBUTES
from qualcode.language.english import plural
from qualcode.model import Bilingual, Case, Code, Study, Tongue

NAME = "Framework"
WIDTH, WIDTH_BELOW = 60, 40
"""Of a family's column, and of one below it: a family's stand on one page."""
NARROW = 18
"""Of a column without summaries and without anything to sum up."""
LONGEST_SUMMARY = 32_000
"""What a cell holds of a summary; Excel has room for a mark beside it."""
LONGEST_QUOTE = 200


def framework_sheet(study: Study, matrix: Grid, tongue: Tongue = "both") -> tuple[Sheet, Known]:
    """Return the sheet, and what a later reader needs to tell what a person changed in it."""
    labels = {code.id: _label(code, tongue) for code in study.codes}
    shown = {place: _shown(cell, labels, tongue) for place, cell in matrix.cells.items()}
    attributes = [name for name in ATTRIBUTES if any(case.get(name) for case in matrix.cases)]
    columns = _columns(study, matrix, attributes)
    deeper = any(theme.id != theme.family for theme in matrix.themes)
    sheet = Sheet(
        NAME,
        columns,
        tuple(
            (
                Cell(case.name, "strong"),
                *(Cell(attribute_value(case, name)) for name in attributes),
                *(shown[case.name, theme.id][0] for theme in matrix.themes),
            )
            for case in matrix.cases
        ),
        notes=(_written(matrix), *HOW_TO),
        breaks=_breaks(matrix.themes, len(attributes) + 1),
        repeated=1 if deeper else len(attributes) + 1,
        keys=(
            CASE,
            *(f"qualcode_{name}" for name in attributes),
            *(f"{THEME}{theme.id}" for theme in matrix.themes),
        ),
        legend=LEGEND,
    )
    sheet = replace(sheet, scale=scale(sheet))
    return sheet, Known(_hashes(study, matrix.cases), {p: k for p, (_, k) in shown.items() if k})


def write_framework(
    study: Study,
    path: Path,
    *,
    level: int = 1,
    codes: Sequence[str] = (),
    order: Sequence[str] = (),
    tongue: Tongue = "both",
) -> None:
    """Write a workbook of the framework alone, for people to write into.

    The study is as it was loaded, not only what counts in it. `level` 1 has a column a family, 2
    one for what is below it; `codes` leaves what is within these; `order` names cases in order.
    """
    from qualcode import quotes
    from qualcode.exporters.workbook import write_sheets

    counted = (q for q in quotes.quotes(study) if shares.is_counted(study, q.coding))
    cells = grid(study, quotes.best_quotes(counted), level=level, codes=codes, order=order)
    sheet, known = framework_sheet(study, cells, tongue)
    write_sheets(say(study.settings.title, tongue), [sheet], known, path, tongue)


def hide(workbook: Any, known: Known) -> None:
    """Put what is known on a sheet that nobody sees."""
    page = workbook.add_worksheet(HIDDEN)
    for row, piece in enumerate(pack(known)):
        page.write_string(row, 0, piece)
    page.hide()


def _hashes(study: Study, cases: Iterable[Case]) -> dict[str, str]:
    texts = {transcript.name: transcript for transcript in study.transcripts}
    return {c.name: texts[c.name].sha256 if c.name in texts else "" for c in cases}


def _columns(study: Study, matrix: Grid, attributes: Sequence[str]) -> tuple[Column, ...]:
    groups = {family.id: family for family in families(study)}
    deeper = any(theme.id != theme.family for theme in matrix.themes)
    return (
        Column(Bilingual("Nguồn", "Case"), case_width(matrix.cases)),
        *(Column(ATTRIBUTES[name], 20 if name == "group" else 11) for name in attributes),
        *(
            _theme_column(matrix, theme, groups[theme.family], deeper=deeper)
            for theme in matrix.themes
        ),
    )


def _theme_column(matrix: Grid, theme: Theme, family: Family, *, deeper: bool) -> Column:
    cells = [matrix[case.name, theme.id] for case in matrix.cases]
    filled = any(cell.summary or cell.counts for cell in cells)
    label = theme.label if both(theme.label, "") else Bilingual(theme.id, theme.id)
    width = (WIDTH_BELOW if deeper else WIDTH) if filled else NARROW
    band = (family.name, family.title) if deeper else ("", "")
    return Column(label, width, family.fill, band=band[0], banner=band[1], longest=LONGEST_SUMMARY)


def _breaks(themes: Sequence[Theme], lead: int) -> tuple[int, ...]:
    """Return the columns at which another family begins."""
    return tuple(
        lead + place
        for place, (one, other) in enumerate(pairwise(themes), start=1)
        if one.family != other.family
    )


def _written(matrix: Grid) -> Bilingual:
    cells = matrix.cells.values()
    said = sum(bool(cell.counts) for cell in cells)
    left = sum(cell.is_to_write for cell in cells)
    stale = sum(bool(cell.changes) for cell in cells)
    return Bilingual(
        f"{said} ô có lượt mã hóa, {left} ô chưa có tóm tắt, {stale} tóm tắt cũ hơn mã hóa.",
        f"{said} cells with codings, {left} without a summary yet, {stale} stale summaries.",
    )


def _label(code: Code, tongue: Tongue) -> str:
    """Return what a hint calls a code: in one language, so that a hint stays short."""
    return code.label.say("en" if tongue == "en" else "vi") or code.id


def _shown(
    cell: GridCell, labels: Mapping[str, str], tongue: Tongue
) -> tuple[Cell, KnownCell | None]:
    """Return a cell, and what it left with if that is more than a mark."""
    if cell.summary:
        return _summed_up(cell, tongue)
    if not cell.counts:
        return Cell(MARKS.get(cell.state, NOT_CODED), "mark"), None
    hint = _hint(cell, labels, tongue)
    text = "\n".join(hint)
    own = tuple(map(digest, hint))
    return Cell(text, "to_write"), KnownCell("", digest(text), own, cell.marks)


def _summed_up(cell: GridCell, tongue: Tongue) -> tuple[Cell, KnownCell]:
    whole = cell.summary.text if cell.summary else ""
    words, mark = fitting(printable(whole)), say(_mark(cell), tongue)
    runs = (Run(words, "summary"), Run(f"\n{mark}", "proposal")) if mark else ()
    made = Cell(words, "stale" if cell.changes else "editable", runs)
    own = (digest(mark),) if mark else ()
    return made, KnownCell(
        whole, digest(made.text), own, cell.marks, is_whole=words == printable(whole)
    )


def _mark(cell: GridCell) -> Words:
    """Return the line that says whether a summary is stale; empty if it isn't."""
    if cell.changes is None:
        return Phrase((f"{STALE} ", UNKNOWN), " / ")
    if not cell.changes:
        return ""
    said = cell.changes.say()
    since = Bilingual(f"{said.vi} từ khi viết", f"{said.en} since it was written")
    return Phrase((f"{STALE} ", since), " / ")


def _hint(cell: GridCell, labels: Mapping[str, str], tongue: Tongue) -> list[str]:
    """Return lines that say what is there to sum up."""
    total = sum(cell.counts.values())
    parts = "; ".join(f"{labels[code]} ({count})" for code, count in cell.counts.items())
    codings = say(
        Bilingual("lượt", plural(total, "coding") if tongue == "en" else "codings"), tongue
    )
    lines = [f"{TO_WRITE} {total} {codings}: {' '.join(parts.split())}"]
    if quote := cell.quote:
        words = cut(" ".join(printable(quote.words).split()), LONGEST_QUOTE, "Quotes")
        lines.append(say(Phrase((f"{TO_WRITE} “{words}” [", signed_words(quote), "]")), tongue))
    return lines


def fitting(text: str) -> str:
    """Return the text, or its head and where the rest is if it is too long for a cell."""
    # Excel counts what is not in the basic plane twice.
    if len(text.encode("utf-16-le", "surrogatepass")) <= 2 * LONGEST_SUMMARY:
        return text
    return cut(text, LONGEST_SUMMARY // 2, "qualcode summarise --list")

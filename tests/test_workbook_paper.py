"""What the workbook is on paper, and what Excel would refuse to open."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from openpyxl.utils import column_index_from_string
from test_workbook import STUDY, TWO, made, written

from qualcode import decisions, project
from qualcode.exporters import links
from qualcode.exporters.audited import audit_sheet
from qualcode.exporters.cells import LONGEST, Cell, Column, Link, Sheet, fitting
from qualcode.exporters.workbook import write_sheets
from qualcode.model import Bilingual, Coding
from qualcode.turns import parse


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "matrix.xlsx"


def of_rows(number: int, path: Path) -> Any:
    """Return the page of a sheet with so many rows of two narrow columns."""
    columns = (Column(Bilingual("Mã", "Code")), Column(Bilingual("Số", "Count")))
    sheet = Sheet("Counts", columns, ((Cell("a"), Cell(1)),) * number)
    write_sheets("", [sheet], None, path, "en")
    return load_workbook(path)["Counts"]


def test_a_long_narrow_table_is_printed_small_and_a_short_one_fills_its_page(path: Path) -> None:
    assert of_rows(101, path).page_setup.scale == 60
    short = of_rows(100, path)
    assert short.page_setup.scale is None
    assert short.sheet_properties.pageSetUpPr.fitToPage


def test_the_figures_of_sources_print_without_what_is_for_the_screen(path: Path) -> None:
    page = written(TWO, path, "en")["Triangulation_n"]
    assert [cell.value for cell in page[1]][10:] == ["+/−/±", "Elicitation", "Sub-codes"]
    assert str(page.print_area).replace("$", "").partition(":")[2].startswith("K")


def test_sub_codes_run_on_in_one_line(path: Path) -> None:
    page = written(TWO, path, "vi")["Triangulation_n"]
    cells = [row[12] for row in page.iter_rows(min_row=2, max_row=page.max_row)]
    told = next(cell for cell in cells if cell.value)
    assert "\n" not in told.value
    assert not told.alignment.wrap_text


def test_a_persons_verdict_is_printed_beside_the_computed_one_on_the_same_page(path: Path) -> None:
    drafts = decisions.conclude(TWO, "cost", "type", "dissonance", reason="Khác.", coder="Lan")
    study = made(*TWO.decisions, drafts, study=TWO)
    page = written(study, path, "en")["Triangulation"]
    printed = [cell.value for cell in page[2]][: column_of(page.print_area)]
    assert printed[-3:] == ["A person's verdict", "Reason", "By whom"]
    assert not page.col_breaks.brk
    computed = written(TWO, path, "en")["Triangulation"]
    assert column_of(computed.print_area) == 10


def column_of(area: str) -> int:
    """Return the number of the last column of an area."""
    return column_index_from_string(area.rpartition(":")[2].split("$")[1])


def test_long_words_are_shortened_in_the_trail_and_a_note_says_where_they_are_whole() -> None:
    words = "dài lắm " * 40
    text = f"NTL: {words.strip()}.\n"
    talk = parse("kii_01", text)
    coding = Coding("kii_01", 1, talk.turns[0].span, "cost.fee")
    study = replace(STUDY, transcripts=(talk,), proposals=(coding,), codings=(coding,))
    drafts = [decisions.accept(study, coding, coder="Lan")]
    sheet = audit_sheet(project.results(made(*drafts, study=study)))
    told = sheet.rows[0][6].text
    assert talk.turns[0].span.of(talk.text).startswith(told.removesuffix("…"))
    assert told.endswith(("lắm…", "dài…"))
    assert len(told) <= 120
    assert any("qualcode log" in note.en for note in sheet.notes)


def test_no_cell_has_more_characters_than_excel_counts() -> None:
    def counted(text: str) -> int:
        return len(text.encode("utf-16-le")) // 2

    for text in ("ă" * 40_000, "😀" * 20_000, "a" * 30_000 + "😀" * 2_000):
        assert counted(fitting(text)) <= LONGEST
    assert fitting("😀" * 16_000) == "😀" * 16_000


def test_the_formula_of_a_link_has_no_character_that_a_workbook_cannot_hold() -> None:
    name = "a\x01b"
    cases = Sheet(
        "Cases", (Column(Bilingual("", "")),), ((Cell(name, link=Link(f"case_{name}")),),)
    )
    matrix = Sheet("Matrix", (Column(Bilingual("", "")),), ((Cell(name),),))
    _, names = links.resolved([cases, matrix])
    assert [formula.count("\x01") for formula in names.values()] == [0]


def test_what_a_links_formula_seeks_is_never_longer_than_excel_takes() -> None:
    name = "*" * 150
    cases = Sheet(
        "Cases", (Column(Bilingual("", "")),), ((Cell(name, link=Link(f"case_{name}")),),)
    )
    matrix = Sheet("Matrix", (Column(Bilingual("", "")),), ((Cell(name),),))
    drawn, names = links.resolved([cases, matrix])
    assert names == {}
    assert drawn[0].rows[0][0].link == Link("'Matrix'!$A$2")

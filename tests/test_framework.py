"""The framework matrix: what its sheet shows, and what an edited copy of it brings back."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import typer
from hypothesis import HealthCheck, example, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook
from typer.testing import CliRunner, Result

from qualcode import codebook, decisions, project, summaries, turns
from qualcode.cli import exporting, importing
from qualcode.decided import with_decisions
from qualcode.errors import ImportFileError, StudyError
from qualcode.exporters.cells import printable
from qualcode.exporters.framework import write_framework
from qualcode.framework import grid as grids
from qualcode.framework import reading
from qualcode.framework.comparing import Comparison, compare, settled
from qualcode.framework.known import Known, KnownCell, KnownVerdict, pack, unpack
from qualcode.model import Case, Coding, Decision, Settings, Span, Study, Summary

BOOK = codebook.parse(
    """
codebook: test
version: 1
codes:
  - {id: cost, label: {vi: Chi phí, en: Cost}}
  - {id: cost.fee, label: {vi: Mức đóng cao, en: Fee too high}, patterns: [không có]}
  - {id: cost.income.season, label: {vi: Theo mùa, en: Seasonal}, patterns: [không có]}
  - {id: trust.rumour, label: {vi: Tin đồn, en: Rumour}, patterns: [không có]}
""",
    "codebooks/test.yaml",
)
WORDS = "Đóng thế thì cao quá. Chỉ có tiền lúc vào mùa. Nghe nói quỹ vỡ."
NAMES = ("pvs_01", "pvs_02", "tln_03", "so_cai")
TALKS = tuple(
    turns.parse(name, f"PVV: Chị {name} thấy sao?\nNTL: {WORDS}\n", file=f"transcripts/{name}.txt")
    for name in NAMES[:3]
)


def coded(case: str, words: str, code: str, **more: Any) -> Coding:
    talk = next(talk for talk in TALKS if talk.name == case)
    start = talk.text.index(words)
    return Coding(case, 2, Span(start, start + len(words)), code, **more)


CODINGS = (
    coded("pvs_01", "cao quá", "cost.fee"),
    coded("pvs_01", "Chỉ có tiền lúc vào mùa", "cost.income.season"),
    coded("pvs_01", "Đóng thế thì cao quá", "cost.fee"),
    coded("pvs_02", "cao quá", "cost.fee", status="accepted", coder="Hoa"),
)
STUDY = Study(
    Settings(),
    codebooks=(BOOK,),
    transcripts=TALKS,
    cases=(
        Case("pvs_01", {"type": "IDI", "province": "Lào Cai", "gender": "nữ"}),
        Case("pvs_02", {"type": "IDI", "province": "Nghệ An"}),
        Case("tln_03", {"type": "FGD"}),
        Case("so_cai", {"type": "KII"}, has_transcript=False),
    ),
    proposals=CODINGS,
    codings=CODINGS,
    asked={"pvs_01": frozenset({"cost"}), "pvs_02": frozenset({"trust"})},
)
Edit = Callable[[Any], None]


def summed_up(text: str, case: str = "pvs_01", code: str = "cost", at: int = 1) -> Decision:
    draft = decisions.summarise(STUDY, case, code, text, coder="Lan")
    return replace(draft, id=f"a{at}", time=f"2026-01-0{at}", sequence=at)


def having(*made: Decision, study: Study = STUDY) -> Study:
    return with_decisions(study, (*study.decisions, *made))


def exported(study: Study, path: Path, **options: Any) -> Path:
    write_framework(study, path, **options)
    return path


def edited(path: Path, *edits: Edit) -> Path:
    book = load_workbook(path, rich_text=True)
    for edit in edits:
        edit(book["Framework"])
    book.save(path)
    return path


def cell_of(page: Any, case: str, theme: str) -> Any:
    """Return the cell of a case and a theme, found as a person would: by row and column."""
    keys = [cell.value for cell in page[1]]
    column = keys.index(f"qualcode_theme:{theme}") + 1
    row = next(r for r in range(1, page.max_row + 1) if page.cell(r, 1).value == case)
    return page.cell(row, column)


def test_where_only_what_people_confirmed_counts_nothing_said_needs_a_reader(
    tmp_path: Path,
) -> None:
    """Of the two who were asked about cost, somebody has read the second one only."""
    asked = dict.fromkeys(("pvs_01", "pvs_02"), frozenset({"cost", "trust"}))
    study = replace(STUDY, settings=Settings(count="confirmed"), asked=asked)
    page = load_workbook(exported(study, tmp_path / "khung.xlsx"))["Framework"]

    assert [cell_of(page, "pvs_01", theme).value for theme in ("cost", "trust")] == ["…", "…"]
    assert cell_of(page, "pvs_02", "cost").value.startswith("✎ 1")
    assert cell_of(page, "pvs_02", "trust").value == "–"


def put(text: object, case: str = "pvs_01", theme: str = "cost") -> Edit:
    def edit(page: Any) -> None:
        cell_of(page, case, theme).value = text

    return edit


def shown(study: Study, path: Path, case: str, theme: str, **options: Any) -> str:
    page = load_workbook(exported(study, path, **options))["Framework"]
    return str(cell_of(page, case, theme).value)


def back(study: Study, path: Path) -> Comparison:
    returned = reading.read(path)
    assert returned
    return compare(study, returned, coder="Mai")


def told(comparison: Comparison) -> list[tuple[str, str, str, str]]:
    assert comparison.problems == ()
    return [(c.kind, c.place, c.code, c.after) for c in comparison.changes]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "framework.xlsx"


# What the sheet shows


def test_a_column_is_a_family_or_at_a_level_what_is_below_it() -> None:
    def ids(level: int, codes: tuple[str, ...] = ()) -> list[str]:
        return [theme.id for theme in grids.themes(STUDY, level=level, codes=codes)]

    assert ids(1) == ["cost", "trust"]
    assert ids(2) == ["cost.fee", "cost.income", "trust.rumour"]
    assert ids(3) == ["cost.fee", "cost.income.season", "trust.rumour"]
    assert ids(1, ("trust",)) == ["trust"]


def test_the_three_kinds_of_empty_are_told_apart(path: Path) -> None:
    nothing = replace(STUDY, codings=(), proposals=())
    page = load_workbook(exported(nothing, path))["Framework"]
    assert cell_of(page, "pvs_01", "cost").value == "–"
    assert cell_of(page, "pvs_01", "trust").value == "n/a"
    assert cell_of(page, "so_cai", "cost").value == "…"


def test_a_cell_to_write_hints_at_what_is_there(path: Path) -> None:
    assert shown(STUDY, path, "pvs_01", "cost").splitlines() == [
        "✎ 3 lượt / codings: Mức đóng cao (2); Theo mùa (1)",
        "✎ “Đóng thế thì cao quá” [○\N{NO-BREAK SPACE}pvs_01:T002:1]",
    ]


def test_a_summary_stands_as_it_was_written(path: Path) -> None:
    text = "Thấy mức đóng cao.\n\nChỉ có tiền theo mùa."
    assert shown(having(summed_up(text)), path, "pvs_01", "cost") == text


def test_a_stale_summary_is_coloured_and_says_what_changed(path: Path) -> None:
    study = having(summed_up("Thấy mức đóng cao."))
    now = having(study=replace(study, proposals=(*CODINGS[1:], coded("pvs_01", "thì", "cost.fee"))))
    page = load_workbook(exported(now, path))["Framework"]
    stale = cell_of(page, "pvs_01", "cost")
    assert str(stale.value).splitlines() == [
        "Thấy mức đóng cao.",
        "↻ 1 lượt thêm, 1 lượt bớt từ khi viết / 1 more, 1 fewer since it was written",
    ]
    fills = {cell.fill.fgColor.rgb for cell in (stale, cell_of(page, "pvs_02", "cost"))}
    assert len(fills) == 2


def test_a_summary_whose_codings_were_not_noted_says_so(path: Path) -> None:
    study = having(replace(summed_up("Đắt."), target=""))
    assert "not known whether codings changed" in shown(study, path, "pvs_01", "cost")


def test_cases_stand_in_the_order_asked_for(path: Path) -> None:
    page = load_workbook(exported(STUDY, path, order=("tln_03", "pvs_01")))["Framework"]
    assert [page.cell(row, 1).value for row in (3, 4)] == ["tln_03", "pvs_01"]


def test_at_a_deeper_level_each_family_starts_a_printed_page(path: Path) -> None:
    page = load_workbook(exported(STUDY, path, level=2))["Framework"]
    # Case, type, province, gender; then two themes of the first family.
    assert [brk.id for brk in page.col_breaks.brk] == [6]
    assert page.print_title_cols == "$A:$A"
    assert (page.freeze_panes, page.auto_filter.ref) == ("B4", "A3:G7")
    assert page.row_dimensions[1].hidden


def test_a_study_without_anything_gives_a_sheet_with_headings_only(path: Path) -> None:
    nothing = Study(Settings())
    page = load_workbook(exported(nothing, path))["Framework"]
    assert page["A2"].value == "Nguồn / Case"
    assert back(nothing, path).changes == ()


def test_two_exports_of_the_same_study_are_the_same_bytes(path: Path) -> None:
    study = having(summed_up("Đắt."))
    assert exported(study, path).read_bytes() == exported(study, path).read_bytes()


# What comes back


def test_a_workbook_that_was_left_alone_changes_nothing(path: Path) -> None:
    study = having(summed_up("Đắt."), replace(summed_up("Tin.", "pvs_02", "trust", 2), target=""))
    assert told(back(study, exported(study, path))) == []


NASTY = st.text(
    st.one_of(st.sampled_from("=+-@'\"\n\t ✎↻–…_x005FD"), st.characters(exclude_categories=["Cs"])),
    min_size=1,
    max_size=60,
)


@given(NASTY)
@example("=1+1")
@example("-")
@example("n/a")
@example("…")
@example("@SUM(A1)")
@example("'=x\n\n  hai dòng \n")
@example("✎ 3 lượt / codings: Mức đóng cao (2); Theo mùa (1)")
@example("↻ cũ rồi")
@example("_x000D_ và _x005F_ _x0041_ x005Fx005F__")
@example("Tie\u0302\u0301ng Vie\u0323\u0302t 😀 \u0000\u200b\x85\u2028")
@hypothesis_settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_was_written_unchanged_changes_nothing(tmp_path: Path, text: str) -> None:
    stale = (
        Summary("pvs_01", "cost", text, "Lan", summaries.marks(STUDY, "pvs_01", "cost")),
        Summary("pvs_02", "cost", text, "Lan", None),
        Summary("tln_03", "trust", text, "Lan", frozenset({"00000000"})),
    )
    study = replace(STUDY, summaries=stale)
    assert told(back(study, exported(study, tmp_path / "x.xlsx"))) == []


@given(NASTY)
@hypothesis_settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_what_is_read_back_and_recorded_is_nothing_new_the_second_time(
    tmp_path: Path, text: str
) -> None:
    file = exported(STUDY, tmp_path / "x.xlsx")
    book = load_workbook(file)
    cell = cell_of(book["Framework"], "pvs_01", "cost")
    cell.value = printable(text)
    cell.data_type = "s"
    book.save(file)
    first = back(STUDY, file)
    made = [
        replace(change.draft, id=f"d{n}", time="2026-02-01", sequence=n)
        for n, change in enumerate(first.changes, start=1)
    ]
    assert back(having(*made), file).changes == ()


def test_what_a_person_wrote_over_a_hint_is_a_summary_of_what_was_coded_then(path: Path) -> None:
    edited(exported(STUDY, path), put("Thấy đắt."))
    now = having(study=replace(STUDY, proposals=CODINGS[1:]))
    (change,) = back(now, path).changes
    assert (change.kind, change.after) == ("written", "Thấy đắt.")
    assert change.draft == replace(
        decisions.summarise(STUDY, "pvs_01", "cost", "Thấy đắt.", coder="Mai")
    )


def test_a_summary_below_or_above_a_hint_that_was_left_is_read_without_it(path: Path) -> None:
    hint = shown(STUDY, path, "pvs_01", "cost")
    edited(exported(STUDY, path), put(f"{hint}\nThấy đắt."))
    assert told(back(STUDY, path)) == [("written", "pvs_01", "cost", "Thấy đắt.")]
    edited(exported(STUDY, path), put(f"Thấy đắt.\n{hint}"))
    assert told(back(STUDY, path)) == [("written", "pvs_01", "cost", "Thấy đắt.")]


def test_an_edited_hint_is_no_summary_and_is_said(path: Path) -> None:
    hint = shown(STUDY, path, "pvs_01", "cost")
    edited(exported(STUDY, path), put(f"{hint} và thấy đắt"))
    found = back(STUDY, path)
    assert found.changes == ()
    assert [p.where for p in found.problems] == ["framework.xlsx Framework!E3"]
    assert "was edited" in found.problems[0].message.en


@pytest.mark.parametrize("typed", ["", None, "–", "-", "n/a", "…", " … "])
def test_emptying_a_hint_or_typing_a_mark_changes_nothing(path: Path, typed: str | None) -> None:
    edited(exported(STUDY, path), put(typed), put(typed, "so_cai"), put(typed, "tln_03", "trust"))
    assert told(back(STUDY, path)) == []


def test_a_cell_that_was_only_a_mark_can_be_summed_up(path: Path) -> None:
    edited(exported(STUDY, path), put("Không ai nhắc, dù được hỏi.", "pvs_02", "trust"))
    assert told(back(STUDY, path)) == [
        ("written", "pvs_02", "trust", "Không ai nhắc, dù được hỏi.")
    ]


def test_an_emptied_summary_is_taken_away(path: Path) -> None:
    study = having(summed_up("Đắt."))
    edited(exported(study, path), put(None))
    (change,) = back(study, path).changes
    assert (change.kind, change.before, change.draft.note) == ("removed", "Đắt.", "")


def test_a_mark_typed_over_a_summary_is_asked_about_and_takes_nothing_away(path: Path) -> None:
    study = having(summed_up("Đắt."))
    edited(exported(study, path), put("n/a"))
    found = back(study, path)
    assert (found.changes, [p.severity for p in found.problems]) == ((), ["warning"])


def test_an_edited_stale_summary_comes_back_without_its_mark(path: Path) -> None:
    old = having(summed_up("Đắt."))
    study = having(study=replace(old, proposals=CODINGS[1:]))
    text = shown(study, path, "pvs_01", "cost")
    edited(path, put(text.replace("Đắt.", "Đắt, mà thất thường.")))
    assert told(back(study, path)) == [("changed", "pvs_01", "cost", "Đắt, mà thất thường.")]


def test_deleting_only_the_mark_says_that_the_summary_still_holds(path: Path) -> None:
    old = having(summed_up("Đắt."))
    study = having(study=replace(old, proposals=CODINGS[1:]))
    edited(exported(study, path), put("Đắt."))
    found = back(study, path)
    assert told(found) == [("confirmed", "pvs_01", "cost", "Đắt.")]
    draft = replace(found.changes[0].draft, id="b1", time="2026-02-01", sequence=1)
    again = with_decisions(study, (*study.decisions, draft))
    assert told(back(again, path)) == []


def test_where_the_study_has_another_summary_by_now_neither_is_lost(path: Path) -> None:
    old = having(summed_up("Đắt."))
    edited(exported(old, path), put("Đắt quá."))
    now = having(replace(summed_up("Rất đắt.", at=2), coder="Hoa"), study=old)
    found = back(now, path)
    assert found.changes == ()
    (problem,) = found.problems
    assert problem.where == "framework.xlsx Framework!E3"
    assert "“Đắt quá.”" in problem.message.en
    assert "study (Hoa): “Rất đắt.”" in problem.message.en


def test_where_both_wrote_the_same_there_is_nothing_to_do(path: Path) -> None:
    edited(exported(STUDY, path), put("Đắt."))
    assert told(back(having(summed_up("Đắt.")), path)) == []


def test_a_summary_changed_in_the_study_only_stays(path: Path) -> None:
    old = having(summed_up("Đắt."))
    exported(old, path)
    assert told(back(having(summed_up("Rất đắt.", at=2), study=old), path)) == []


def sort_rows(page: Any) -> None:
    rows = [[cell.value for cell in row] for row in page.iter_rows(min_row=3, max_row=6)]
    for number, row in enumerate(sorted(rows, key=lambda r: str(r[-1])), start=3):
        for place, value in enumerate(row, start=1):
            page.cell(number, place).value = value


def swap_columns(page: Any) -> None:
    for row in range(1, 7):
        first, last = page.cell(row, 1), page.cell(row, page.max_column)
        first.value, last.value = last.value, first.value


def test_rows_that_were_sorted_and_columns_that_were_moved_are_found(path: Path) -> None:
    study = having(summed_up("Đắt."))
    edited(exported(study, path), put("Tin đồn vỡ quỹ.", "pvs_02", "trust"))
    edited(path, sort_rows, swap_columns)
    assert told(back(study, path)) == [("written", "pvs_02", "trust", "Tin đồn vỡ quỹ.")]


def test_rows_and_columns_that_are_gone_say_nothing(path: Path) -> None:
    study = having(summed_up("Đắt."), summed_up("Tin.", "pvs_02", "trust", 2))
    edited(exported(study, path), lambda page: page.delete_rows(3))
    edited(path, lambda page: page.delete_cols(6))
    assert told(back(study, path)) == []


def test_a_row_that_stands_twice_counts_by_what_was_changed_in_it(path: Path) -> None:
    def twice(page: Any) -> None:
        for place in range(1, 7):
            page.cell(20, place).value = page.cell(3, place).value
        page.cell(20, 5).value = "Đắt."

    edited(exported(STUDY, path), twice)
    assert told(back(STUDY, path)) == [("written", "pvs_01", "cost", "Đắt.")]
    edited(path, put("Rẻ."))
    found = back(STUDY, path)
    assert found.changes == ()
    assert "two places" in found.problems[0].message.en


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        (12, "12"),
        (12.0, "12"),
        ("Dòng một\r\nDòng hai", "Dòng một\nDòng hai"),
        ("  Tie\u0302\u0301ng Vie\u0323\u0302t  ", "Tiếng Việt"),
        ("- gạch đầu dòng\n- gạch nữa", "- gạch đầu dòng\n- gạch nữa"),
    ],
)
def test_whatever_is_typed_is_read_as_words(path: Path, typed: object, read: str) -> None:
    edited(exported(STUDY, path), put(typed))
    assert told(back(STUDY, path)) == [("written", "pvs_01", "cost", read)]


@pytest.mark.parametrize("typed", ["=SUM(A1:A2)", "=-không biết"])
def test_a_formula_is_no_summary_and_is_said(path: Path, typed: str) -> None:
    edited(exported(STUDY, path), put(typed))
    found = back(STUDY, path)
    assert found.changes == ()
    assert "formula" in found.problems[0].message.en


def test_a_row_of_an_unknown_case_is_named(path: Path) -> None:
    def add(page: Any) -> None:
        page.cell(12, 1).value, page.cell(12, 5).value = "pvs_77", "Lời ở đâu ra."

    edited(exported(STUDY, path), add)
    found = back(STUDY, path)
    assert [(p.where, p.message.en[:27]) for p in found.problems] == [
        ("framework.xlsx Framework!E12", "there is no case 'pvs_77' i")
    ]


def test_a_code_that_is_gone_is_named_and_a_renamed_one_followed(path: Path) -> None:
    edited(exported(STUDY, path), put("Đắt."), put("Tin đồn.", "pvs_02", "trust"))
    book = codebook.parse(
        "codebook: test\nversion: 2\ncodes: [{id: price, label: {vi: Giá}}]\n", "codebooks/t.yaml"
    )
    move = Decision("m1", "2026-01-05", 1, "Lan", "rename", code="cost", target="price")
    now = having(move, study=replace(STUDY, codebooks=(book,)))
    found = back(now, path)
    assert [(c.place, c.code, c.after) for c in found.changes] == [("pvs_01", "price", "Đắt.")]
    assert ["'trust' is in no codebook" in p.message.en for p in found.problems] == [True]


def test_a_case_whose_file_was_renamed_is_found_by_its_text(path: Path) -> None:
    edited(exported(STUDY, path), put("Đắt."))
    talk = replace(TALKS[0], name="pvs_lc_01")
    now = replace(
        STUDY,
        transcripts=(talk, *TALKS[1:]),
        cases=(Case("pvs_lc_01"), *STUDY.cases[1:]),
        proposals=(),
        codings=(),
    )
    assert told(back(now, path)) == [("written", "pvs_lc_01", "cost", "Đắt.")]


def test_a_summary_too_long_for_a_cell_is_shown_in_part_and_not_edited_there(path: Path) -> None:
    study = replace(STUDY, summaries=(Summary("pvs_01", "cost", "dài " * 10_000, "Lan", None),))
    text = shown(study, path, "pvs_01", "cost")
    assert len(text) < 32_767
    assert "qualcode summarise --list" in text
    assert told(back(study, path)) == []
    edited(path, put("ngắn"))
    assert "longer than a cell" in back(study, path).problems[0].message.en


def test_a_text_longer_than_a_summary_may_be_is_refused_with_its_cell(path: Path) -> None:
    edited(exported(STUDY, path), put("a" * 32_000))
    found = back(STUDY, path)
    assert found.changes == ()
    assert found.problems[0].where == "framework.xlsx Framework!E3"
    assert "shorten it" in found.problems[0].message.en


def test_files_that_do_not_agree_on_a_cell_change_nothing_there(tmp_path: Path) -> None:
    one = edited(
        exported(STUDY, tmp_path / "lan.xlsx"), put("Đắt."), put("Tin.", "tln_03", "trust")
    )
    other = edited(exported(STUDY, tmp_path / "hoa.xlsx"), put("Rẻ."))
    first, second = settled([back(STUDY, one), back(STUDY, other)])
    assert told(replace(first, problems=())) == [("written", "tln_03", "trust", "Tin.")]
    assert second.changes == ()
    assert "lan.xlsx, hoa.xlsx" in second.problems[0].message.en


def test_a_workbook_of_somebody_elses_is_not_ours(path: Path) -> None:
    book = Workbook()
    book.active["A1"] = "qualcode"
    book.save(path)
    assert reading.read(path) is None


def test_a_damaged_hidden_part_is_refused(path: Path) -> None:
    book = load_workbook(exported(STUDY, path))
    book["qualcode"]["A2"] = "hỏng"
    book.save(path)
    with pytest.raises(ImportFileError, match="damaged"):
        reading.read(path)


def test_a_workbook_without_its_hidden_row_is_named(path: Path) -> None:
    edited(exported(STUDY, path), lambda page: page.delete_rows(1))
    assert "hidden row" in back(STUDY, path).problems[0].message.en


TEXT = st.text(max_size=20)
EIGHT = st.text("0123456789abcdef", min_size=8, max_size=8)
CELLS = st.builds(
    KnownCell, TEXT, EIGHT, st.tuples(EIGHT, EIGHT), st.frozensets(EIGHT), st.booleans()
)


@given(
    st.dictionaries(TEXT, TEXT, max_size=3),
    st.lists(st.tuples(TEXT, CELLS), max_size=3),
    st.dictionaries(st.tuples(TEXT, TEXT), st.builds(KnownVerdict, TEXT, TEXT, TEXT), max_size=3),
)
def test_what_is_hidden_is_read_back_as_it_was(
    cases: dict[str, str],
    cells: list[tuple[str, KnownCell]],
    verdicts: dict[tuple[str, str], KnownVerdict],
) -> None:
    placed = {(case, theme): cell for case in cases for theme, cell in cells}
    known = Known(cases, placed, verdicts)
    assert unpack(pack(known), "x.xlsx") == known


@pytest.mark.skipif(not shutil.which("soffice"), reason="needs LibreOffice")
def test_a_copy_that_libreoffice_saved_says_the_same(tmp_path: Path) -> None:
    nasty = "=1+1\n'quoted'  \n– @x 😀 Tie\u0302\u0301ng"
    study = having(summed_up(nasty), replace(summed_up("Tin.", "pvs_02", "trust", 2), target=""))
    path = edited(exported(study, tmp_path / "in.xlsx"), put("Đắt.\nRất đắt.", "tln_03"))
    subprocess.run(
        [
            *("soffice", f"-env:UserInstallation=file://{tmp_path}/profile", "--headless"),
            *("--convert-to", "xlsx", "--outdir", str(tmp_path / "out"), str(path)),
        ],
        check=True,
        capture_output=True,
        timeout=300,
    )
    assert told(back(study, tmp_path / "out" / "in.xlsx")) == [
        ("written", "tln_03", "cost", "Đắt.\nRất đắt.")
    ]


# The commands


@pytest.fixture(autouse=True)
def _in_english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QUALCODE_LANG", "en")
    monkeypatch.delenv("QUALCODE_CODER", raising=False)


def run(folder: Path, *arguments: str | Path) -> Result:
    app = typer.Typer()
    exporting.add_to(app)
    importing.add_to(app)
    return CliRunner().invoke(app, [*map(str, arguments), "--project", str(folder)])


def test_a_framework_is_exported_edited_shown_recorded_and_then_nothing_new(folder: Path) -> None:
    path = folder / "framework.xlsx"
    assert run(folder, "export", "framework").stdout.strip() == str(path)
    edited(path, put("Chưa nghe bao giờ.", "pvs_01", "awareness"))
    looked = run(folder, "import", path)
    assert looked.stdout.splitlines() == [
        "framework.xlsx (Lan): changes: 1",
        "  ✚ pvs_01 · awareness: written",
        "      + “Chưa nghe bao giờ.”",
    ]
    assert "Nothing is recorded yet" in looked.stderr
    assert project.load(folder).summaries == ()
    assert run(folder, "import", path, "--apply", "--coder", "Mai").exit_code == 0
    (summary,) = project.load(folder).summaries
    assert (summary.text, summary.coder) == ("Chưa nghe bao giờ.", "Mai")
    assert "no change to record" in run(folder, "import", path, "--apply").stderr


def test_the_workbook_of_a_run_is_read_back_too(folder: Path) -> None:
    project.run(folder)
    path = folder / "matrices" / "qualitative_matrix.xlsx"
    edited(path, put("Chưa nghe bao giờ.", "pvs_01", "awareness"))
    assert run(folder, "import", path, "--apply").exit_code == 0
    assert [one.text for one in project.load(folder).summaries] == ["Chưa nghe bao giờ."]


def test_a_run_keeps_an_edited_workbook_that_nobody_has_imported(folder: Path) -> None:
    project.run(folder)
    path = folder / "matrices" / "qualitative_matrix.xlsx"
    edited(path, put("Chưa nghe bao giờ.", "pvs_01", "awareness"))
    study, _ = project.run(folder)
    aside = path.with_name("qualitative_matrix.edited1.xlsx")
    assert [p.where for p in study.problems if p.where == str(aside)] == [str(aside)]
    assert run(folder, "import", aside, "--apply").exit_code == 0
    assert len(project.load(folder).summaries) == 1


def test_a_run_makes_a_workbook_anew_whose_changes_are_recorded(folder: Path) -> None:
    project.run(folder)
    path = folder / "matrices" / "qualitative_matrix.xlsx"
    edited(path, put("Chưa nghe bao giờ.", "pvs_01", "awareness"))
    run(folder, "import", path, "--apply")
    project.run(folder)
    assert [found.name for found in path.parent.glob("*.xlsx")] == [path.name]
    page = load_workbook(path)["Framework"]
    assert cell_of(page, "pvs_01", "awareness").value == "Chưa nghe bao giờ."


def test_a_framework_that_is_there_is_not_written_over(folder: Path) -> None:
    run(folder, "export", "framework")
    again = run(folder, "export", "framework")
    assert isinstance(again.exception, StudyError)
    assert "may have been written into" in str(again.exception)
    assert run(folder, "export", "framework", "--replace").exit_code == 0


def test_a_level_that_is_none_is_refused(folder: Path) -> None:
    assert "write 1 (families)" in str(run(folder, "export", "framework", "--level", "0").exception)

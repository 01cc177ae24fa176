"""The sheet of quotes: what it shows, and what an edited copy of it brings back."""

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
from openpyxl import load_workbook
from typer.testing import CliRunner, Result

from qualcode import codebook, decisions, project, turns
from qualcode.cli import importing
from qualcode.decided import with_decisions
from qualcode.exporters.cells import printable
from qualcode.exporters.workbook import write_workbook
from qualcode.framework import reading
from qualcode.framework.comparing import Comparison, compare, settled
from qualcode.framework.known import Known, pack, unpack
from qualcode.framework.known_quotes import KnownQuote
from qualcode.model import Case, Cite, Coding, Decision, Settings, Span, Study

BOOK = codebook.parse(
    """
codebook: test
version: 1
codes:
  - {id: cost.fee, label: {vi: Mức đóng cao, en: Fee too high}, patterns: [không có]}
  - {id: cost.season, label: {vi: Theo mùa, en: Seasonal}, patterns: [không có]}
  - {id: trust.rumour, label: {vi: Tin đồn, en: Rumour}, patterns: [không có]}
""",
    "codebooks/test.yaml",
)
WORDS = "Đóng thế thì cao quá. Chỉ có tiền lúc vào mùa. “Nghe nói” quỹ vỡ. Thôi thì thôi."
TALKS = tuple(
    turns.parse(name, f"PVV: Chị {name} thấy sao?\nNTL: {WORDS}\n", file=f"transcripts/{name}.txt")
    for name in ("pvs_01", "pvs_02")
)
FEE, SEASON, RUMOUR = "Đóng thế thì cao quá", "Chỉ có tiền lúc vào mùa", "“Nghe nói” quỹ vỡ"


def coded(case: str, words: str, code: str, **more: Any) -> Coding:
    talk = next(talk for talk in TALKS if talk.name == case)
    start = talk.text.index(words)
    return Coding(case, 2, Span(start, start + len(words)), code, **more)


FEE_1 = coded("pvs_01", FEE, "cost.fee")
SEASON_1 = coded("pvs_01", SEASON, "cost.season")
SEASON_AS_FEE_1 = coded("pvs_01", SEASON, "cost.fee")
RUMOUR_1 = coded("pvs_01", RUMOUR, "trust.rumour")
FEE_2 = coded("pvs_02", FEE, "cost.fee")
CODINGS = (FEE_1, SEASON_1, SEASON_AS_FEE_1, RUMOUR_1, FEE_2)
STUDY = Study(
    Settings(),
    codebooks=(BOOK,),
    transcripts=TALKS,
    cases=(Case("pvs_01", {"type": "IDI", "province": "Lào Cai"}), Case("pvs_02")),
    proposals=CODINGS,
    codings=CODINGS,
)
QUOTE, WORDS_KEY = "qualcode_quote", "qualcode_words"
ENGLISH, CHECKED, CITE = "qualcode_english", "qualcode_checked", "qualcode_cite"
TICK, PIN, BAN = "đã kiểm tra / checked", "ghim / pin", "loại / ban"
Edit = Callable[[Any], None]


def having(*drafts: Decision, study: Study = STUDY) -> Study:
    """Return the study with these decided, one after the other."""
    last = len(study.decisions)
    made = [
        replace(draft, id=f"a{at}", time=f"2026-01-01T00:00:{at:02}.000000Z", sequence=at)
        for at, draft in enumerate(drafts, start=last + 1)
    ]
    return with_decisions(study, (*study.decisions, *made))


def now(study: Study, coding: Coding) -> Coding:
    return next(one for one in study.codings if one.id == coding.id)


def translated(study: Study, coding: Coding, text: str, coder: str = "Lan") -> Study:
    return having(decisions.translate(study, coding, text, coder=coder), study=study)


def checked(study: Study, coding: Coding, coder: str = "Hoa") -> Study:
    draft = decisions.check_translation(study, now(study, coding), coder=coder)
    return having(draft, study=study)


def cited(study: Study, coding: Coding, choice: Cite) -> Study:
    return having(decisions.cite(study, coding, choice, coder="Lan"), study=study)


def exported(study: Study, path: Path) -> Path:
    write_workbook(project.results(study), path)
    return path


def edited(path: Path, *edits: Edit) -> Path:
    book = load_workbook(path, rich_text=True)
    for edit in edits:
        edit(book["Quotes"])
    book.save(path)
    return path


def column_of(page: Any, key: str) -> int:
    return [cell.value for cell in page[1]].index(key) + 1


def rows_of(page: Any, coding: Coding) -> list[int]:
    ids = column_of(page, "qualcode_coding")
    return [row for row in range(3, page.max_row + 1) if page.cell(row, ids).value == coding.id]


def put(value: object, coding: Coding, key: str = ENGLISH) -> Edit:
    def edit(page: Any) -> None:
        page.cell(rows_of(page, coding)[0], column_of(page, key)).value = value

    return edit


def back(study: Study, path: Path, coder: str = "Mai") -> Comparison:
    returned = reading.read(path)
    assert returned is not None
    return compare(study, returned, coder=coder)


def told(comparison: Comparison) -> list[tuple[str, str, str, str]]:
    """Return what changed; nothing may be amiss."""
    assert [one.message.en for one in comparison.problems] == []
    return changes(comparison)


def changes(comparison: Comparison) -> list[tuple[str, str, str, str]]:
    return [(c.kind, c.place, c.code, c.after) for c in comparison.changes]


def faults(comparison: Comparison, severity: str = "error") -> list[tuple[str, str]]:
    return [(p.where, p.message.en) for p in comparison.problems if p.severity == severity]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "matrix.xlsx"


@pytest.fixture(autouse=True)
def _in_english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QUALCODE_LANG", "en")
    monkeypatch.delenv("QUALCODE_CODER", raising=False)


# What it shows


def test_a_reader_sees_id_label_words_english_and_attribution_first(path: Path) -> None:
    page = load_workbook(exported(STUDY, path))["Quotes"]
    assert [cell.value.split(" / ")[-1] for cell in page[2]][:7] == [
        *("Quote id", "Label", "Quote", "English translation"),
        *("Attribution", "English attribution", "Status"),
    ]


def test_a_quote_of_two_codes_stands_there_once_a_code_with_the_same_english(path: Path) -> None:
    study = translated(STUDY, SEASON_1, "Only in season.")
    page = load_workbook(exported(study, path))["Quotes"]
    row = [rows_of(page, one)[0] for one in (SEASON_1, SEASON_AS_FEE_1)]
    assert row[0] != row[1]
    english = [page.cell(one, column_of(page, ENGLISH)).value for one in row]
    assert english == ["Only in season.", "Only in season."]


def test_who_translated_who_checked_and_what_is_pinned_is_shown(path: Path) -> None:
    study = cited(checked(translated(STUDY, FEE_1, "Too dear."), FEE_1), FEE_1, "pin")
    page = load_workbook(exported(study, path))["Quotes"]
    (row,) = rows_of(page, FEE_1)
    keys = (CHECKED, CITE, "qualcode_translator", "qualcode_checker")
    values = [page.cell(row, column_of(page, key)).value for key in keys]
    assert values == [TICK, PIN, "Lan", "Hoa"]


def test_a_person_chooses_from_a_list_and_english_has_a_limit(path: Path) -> None:
    page = load_workbook(exported(STUDY, path))["Quotes"]
    rules = {rule.formula1: rule.type for rule in page.data_validations.dataValidation}
    assert rules == {f'"{TICK}"': "list", f'"{PIN},{BAN}"': "list", "30000": "textLength"}


def test_the_hidden_row_and_the_hidden_column_are_out_of_sight(path: Path) -> None:
    page = load_workbook(exported(STUDY, path))["Quotes"]
    assert page.row_dimensions[1].hidden
    letter = page.cell(1, column_of(page, "qualcode_coding")).column_letter
    assert page.column_dimensions[letter].hidden


# What comes back


def test_a_workbook_that_was_left_alone_changes_nothing(path: Path) -> None:
    study = cited(checked(translated(STUDY, FEE_1, "Too dear."), FEE_1), RUMOUR_1, "ban")
    assert told(back(study, exported(study, path))) == []


TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=60)


@given(text=TEXTS)
@example("=1+1")
@example("'quoted' _x000D_ – @x 😀 Tie\u0302\u0301ng\r\nline  \n")
@hypothesis_settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=15)
def test_whatever_english_there_is_unchanged_it_changes_nothing(tmp_path: Path, text: str) -> None:
    study = translated(STUDY, FEE_1, printable(text))
    assert told(back(study, exported(study, tmp_path / "x.xlsx"))) == []


def test_new_english_belongs_to_the_words_and_is_the_importers(path: Path) -> None:
    edited(exported(STUDY, path), put("Only in season.\nTruly.", SEASON_1))
    comparison = back(STUDY, path)
    assert told(comparison) == [("written", "pvs_01:T002:2", "", "Only in season.\nTruly.")]
    study = having(*(change.draft for change in comparison.changes))
    texts = {(c.code, c.translation, c.translator) for c in study.codings if c.translation}
    assert texts == {
        ("cost.season", "Only in season.\nTruly.", "Mai"),
        ("cost.fee", "Only in season.\nTruly.", "Mai"),
    }


def test_what_is_recorded_is_nothing_new_the_second_time(path: Path) -> None:
    study = translated(STUDY, RUMOUR_1, "They say it went bust.")
    edited(
        exported(study, path),
        put("Too dear.", FEE_1),
        put(TICK, RUMOUR_1, CHECKED),
        put(PIN, FEE_2, CITE),
    )
    comparison = back(study, path)
    assert {kind for kind, *_ in told(comparison)} == {"written", "checked", "pinned"}
    study = having(*(change.draft for change in comparison.changes), study=study)
    assert now(study, RUMOUR_1).checked == "Mai"
    assert now(study, FEE_2).cite == "pin"
    assert told(back(study, path)) == []


def test_two_different_translations_of_the_same_words_name_both_cells(path: Path) -> None:
    edited(
        exported(STUDY, path),
        put("In season only.", SEASON_1),
        put("Seasonal money.", SEASON_AS_FEE_1),
        put(PIN, SEASON_1, CITE),
        put("Too dear.", FEE_1),
    )
    comparison = back(STUDY, path)
    assert changes(comparison) == [("written", "pvs_01:T002:1", "", "Too dear.")]
    [(_, message)] = faults(comparison)
    assert "In season only." in message
    assert "Seasonal money." in message
    assert message.count("Quotes!D") == 2


def test_the_same_new_english_in_both_rows_is_one_translation(path: Path) -> None:
    edited(exported(STUDY, path), put("In season.", SEASON_1), put("In season.", SEASON_AS_FEE_1))
    assert told(back(STUDY, path)) == [("written", "pvs_01:T002:2", "", "In season.")]


def test_english_emptied_in_every_row_is_taken_away(path: Path) -> None:
    study = translated(STUDY, SEASON_1, "In season.")
    edited(exported(study, path), put(None, SEASON_1), put(None, SEASON_AS_FEE_1))
    assert told(back(study, path)) == [("removed", "pvs_01:T002:2", "", "")]


def test_english_emptied_in_one_row_of_two_is_kept_and_said(path: Path) -> None:
    study = translated(STUDY, SEASON_1, "In season.")
    edited(exported(study, path), put(None, SEASON_1))
    comparison = back(study, path)
    assert changes(comparison) == []
    assert ["it is kept" in message for _, message in faults(comparison, "warning")] == [True]


def test_where_the_study_has_other_english_by_now_both_are_shown_and_neither_is_lost(
    path: Path,
) -> None:
    study = translated(STUDY, FEE_1, "Dear.")
    edited(exported(study, path), put("Costly.", FEE_1))
    comparison = back(translated(study, FEE_1, "Too dear.", "Hoa"), path)
    assert changes(comparison) == []
    [(where, message)] = faults(comparison)
    assert where.startswith("matrix.xlsx Quotes!D")
    assert "“Costly.”" in message
    assert "study (Hoa): “Too dear.”" in message


def test_english_changed_in_the_study_only_stays(path: Path) -> None:
    study = translated(STUDY, FEE_1, "Dear.")
    exported(study, path)
    assert told(back(translated(study, FEE_1, "Too dear."), path)) == []


def test_a_check_by_another_person_than_the_translator_counts(path: Path) -> None:
    study = translated(STUDY, FEE_1, "Too dear.")
    edited(exported(study, path), put(TICK, FEE_1, CHECKED))
    comparison = back(study, path)
    assert told(comparison) == [("checked", "pvs_01:T002:1", "", "Too dear.")]
    study = having(*(change.draft for change in comparison.changes), study=study)
    assert now(study, FEE_1).checked == "Mai"


def test_who_translates_and_checks_at_once_is_told_why_the_check_does_not_count(
    path: Path,
) -> None:
    edited(exported(STUDY, path), put("Too dear.", FEE_1), put(TICK, FEE_1, CHECKED))
    comparison = back(STUDY, path)
    assert changes(comparison) == [("written", "pvs_01:T002:1", "", "Too dear.")]
    [(_, message)] = faults(comparison, "warning")
    assert message.startswith("Mai is the translator of these words")
    assert faults(comparison) == []


def test_a_check_does_not_outlive_the_english_that_it_was_of(path: Path) -> None:
    study = checked(translated(STUDY, FEE_1, "Dear."), FEE_1)
    edited(exported(study, path), put("Too dear.", FEE_1))
    comparison = back(study, path)
    assert changes(comparison) == [("changed", "pvs_01:T002:1", "", "Too dear.")]
    assert "no longer holds" in faults(comparison, "warning")[0][1]
    study = having(*(change.draft for change in comparison.changes), study=study)
    assert now(study, FEE_1).checked == ""


def test_an_emptied_check_is_taken_back(path: Path) -> None:
    study = checked(translated(STUDY, FEE_1, "Dear."), FEE_1)
    edited(exported(study, path), put(None, FEE_1, CHECKED))
    comparison = back(study, path)
    assert [kind for kind, *_ in told(comparison)] == ["unchecked"]
    study = having(*(change.draft for change in comparison.changes), study=study)
    assert now(study, FEE_1).checked == ""


def test_a_check_of_english_that_is_another_by_now_is_a_conflict(path: Path) -> None:
    study = translated(STUDY, FEE_1, "Dear.")
    edited(exported(study, path), put(TICK, FEE_1, CHECKED))
    comparison = back(translated(study, FEE_1, "Too dear."), path)
    assert changes(comparison) == []
    [(_, message)] = faults(comparison)
    assert "workbook: “Dear.”; study (Lan): “Too dear.”" in message


def test_there_is_nothing_to_check_without_english(path: Path) -> None:
    edited(exported(STUDY, path), put(TICK, FEE_1, CHECKED))
    comparison = back(STUDY, path)
    assert changes(comparison) == []
    assert "no translation to check" in faults(comparison)[0][1]


@pytest.mark.parametrize(
    ("typed", "kind"),
    [(PIN, "pinned"), ("Pin", "pinned"), ("ghim", "pinned"), ("Loại", "banned"), (BAN, "banned")],
)
def test_a_choice_may_be_typed_in_either_language(path: Path, typed: str, kind: str) -> None:
    edited(exported(STUDY, path), put(typed, SEASON_1, CITE))
    assert [(k, place, code) for k, place, code, _ in told(back(STUDY, path))] == [
        (kind, "pvs_01:T002:2", "cost.season")
    ]


@pytest.mark.parametrize("typed", [True, "x", "Checked", "đã kiểm tra", "✓"])
def test_a_check_may_be_ticked_in_many_ways(path: Path, typed: object) -> None:
    study = translated(STUDY, FEE_1, "Too dear.")
    edited(exported(study, path), put(typed, FEE_1, CHECKED))
    assert [kind for kind, *_ in told(back(study, path))] == ["checked"]


def test_what_is_no_choice_is_named_with_its_cell(path: Path) -> None:
    study = translated(STUDY, FEE_1, "Too dear.")
    edited(exported(study, path), put("maybe", FEE_1, CITE), put("?", FEE_1, CHECKED))
    comparison = back(study, path)
    assert changes(comparison) == []
    wheres = sorted(where.split("!")[1][0] for where, _ in faults(comparison))
    assert wheres == ["H", "I"]


def test_an_emptied_choice_lets_a_quote_go_and_a_conflict_is_shown(path: Path) -> None:
    study = cited(STUDY, FEE_1, "pin")
    edited(exported(study, path), put(None, FEE_1, CITE))
    assert [kind for kind, *_ in told(back(study, path))] == ["released"]
    comparison = back(cited(study, FEE_1, "ban"), path)
    assert changes(comparison) == []
    assert "study: “loại / ban”" in faults(comparison)[0][1]


# What people do to sheets


def test_rows_that_were_sorted_and_columns_that_were_moved_or_deleted_are_found(
    path: Path,
) -> None:
    def reversed_rows(page: Any) -> None:
        rows = [[cell.value for cell in row] for row in page.iter_rows(min_row=3)]
        filled = [row for row in rows if row[-1]]
        for at, row in enumerate(reversed(filled), start=3):
            for place, value in enumerate(row, start=1):
                page.cell(at, place).value = value
        page.delete_cols(1, 2)
        page.insert_cols(2)
        page.insert_rows(4)

    edited(exported(STUDY, path), put("Too dear.", FEE_1), reversed_rows)
    assert told(back(STUDY, path)) == [("written", "pvs_01:T002:1", "", "Too dear.")]


def test_a_row_is_told_by_its_quote_and_code_if_the_hidden_column_is_gone(path: Path) -> None:
    def without_ids(page: Any) -> None:
        page.delete_cols(column_of(page, "qualcode_coding"))

    edited(exported(STUDY, path), put("In season.", SEASON_1), without_ids)
    assert told(back(STUDY, path)) == [("written", "pvs_01:T002:2", "", "In season.")]


def test_a_sheet_without_its_hidden_row_is_named_and_a_deleted_one_says_nothing(
    path: Path,
) -> None:
    edited(exported(STUDY, path), lambda page: page.delete_rows(1))
    assert "hidden row" in faults(back(STUDY, path))[0][1]
    edited(exported(STUDY, path), lambda page: page.parent.remove(page))
    assert told(back(STUDY, path)) == []


def test_a_column_of_english_that_was_sorted_by_itself_changes_nothing(path: Path) -> None:
    study = STUDY
    for coding, text in zip((FEE_1, SEASON_1, RUMOUR_1, FEE_2), "DCBA", strict=True):
        study = translated(study, coding, f"{text} text.")

    def sort_english(page: Any) -> None:
        place = column_of(page, ENGLISH)
        cells = [page.cell(row, place) for row in range(3, 3 + len(CODINGS))]
        for cell, value in zip(cells, sorted(cell.value for cell in cells), strict=True):
            cell.value = value

    edited(exported(study, path), sort_english)
    comparison = back(study, path)
    assert changes(comparison) == []
    assert "sorted by itself" in faults(comparison)[0][1]


def test_a_row_whose_vietnamese_is_anothers_is_not_applied(path: Path) -> None:
    edited(exported(STUDY, path), put("Rumour.", FEE_1), put(RUMOUR, FEE_1, WORDS_KEY))
    comparison = back(STUDY, path)
    assert changes(comparison) == []
    assert "is not this quote's" in faults(comparison)[0][1]


def test_quotation_marks_that_excel_changed_in_the_vietnamese_do_no_harm(path: Path) -> None:
    edited(
        exported(STUDY, path),
        put("They say it went bust.", RUMOUR_1),
        put('"Nghe nói"  quỹ vỡ', RUMOUR_1, WORDS_KEY),
    )
    assert [kind for kind, *_ in told(back(STUDY, path))] == ["written"]


def test_a_row_that_stands_twice_counts_by_what_was_changed_in_it(path: Path) -> None:
    def copy_row(page: Any) -> None:
        (row,) = rows_of(page, FEE_1)
        values = [cell.value for cell in page[row]]
        for place, value in enumerate(values, start=1):
            page.cell(page.max_row + (place == 1), place).value = value

    edited(exported(STUDY, path), copy_row, put("Too dear.", FEE_1))
    assert told(back(STUDY, path)) == [("written", "pvs_01:T002:1", "", "Too dear.")]


def test_merged_cells_delete_no_english(path: Path) -> None:
    study = translated(translated(STUDY, FEE_1, "Dear."), FEE_2, "Also dear.")

    def merge(page: Any) -> None:
        place = column_of(page, ENGLISH)
        (first,) = rows_of(page, FEE_1)
        page.merge_cells(start_row=first, end_row=first + 1, start_column=place, end_column=place)

    comparison = back(study, edited(exported(study, path), merge))
    assert changes(comparison) == []
    assert "unmerge" in faults(comparison)[0][1]


@pytest.mark.parametrize(("typed", "read"), [(12, "12"), (1.5, "1.5"), (3.0, "3"), (" a \n", "a")])
def test_whatever_is_typed_is_read_as_words(path: Path, typed: object, read: str) -> None:
    edited(exported(STUDY, path), put(typed, FEE_1))
    assert told(back(STUDY, path)) == [("written", "pvs_01:T002:1", "", read)]


def test_a_formula_is_no_english_and_the_quote_stays_as_it_is(path: Path) -> None:
    edited(exported(STUDY, path), put("=1+1", FEE_1), put(PIN, FEE_1, CITE))
    comparison = back(STUDY, path)
    assert changes(comparison) == []
    assert "formula" in faults(comparison)[0][1]


def test_english_that_no_cell_can_hold_is_refused_with_its_length(path: Path) -> None:
    edited(exported(STUDY, path), put("x" * 30_001, FEE_1))
    comparison = back(STUDY, path)
    assert changes(comparison) == []
    assert "30001 characters" in faults(comparison)[0][1]


def test_english_too_long_for_a_cell_is_shown_in_part_and_not_edited_there(path: Path) -> None:
    study = translated(STUDY, FEE_1, "long " * 8_000)
    assert told(back(study, exported(study, path))) == []
    edited(path, put("short", FEE_1))
    comparison = back(study, path)
    assert changes(comparison) == []
    assert "longer than a cell" in faults(comparison)[0][1]


def test_a_row_of_somebodys_own_is_named(path: Path) -> None:
    def add(page: Any) -> None:
        page.cell(20, column_of(page, ENGLISH)).value = "whose?"

    comparison = back(STUDY, edited(exported(STUDY, path), add))
    assert [where for where, _ in faults(comparison)] == ["matrix.xlsx Quotes!A20"]


def test_a_coding_that_was_rejected_since_is_named(path: Path) -> None:
    edited(exported(STUDY, path), put("Too dear.", FEE_1))
    study = having(decisions.reject(STUDY, FEE_1, coder="Lan"))
    comparison = back(study, path)
    assert changes(comparison) == []
    assert "no longer there" in faults(comparison)[0][1]


def test_the_same_words_are_found_in_a_transcript_that_was_edited_since(path: Path) -> None:
    edited(exported(STUDY, path), put("Too dear.", FEE_2))
    longer = turns.parse("pvs_02", TALKS[1].text.replace("NTL: ", "NTL: Vâng. "), file="x.txt")
    start = longer.text.index(FEE)
    moved = replace(FEE_2, span=Span(start, start + len(FEE)))
    codings = (*CODINGS[:-1], moved)
    study = replace(STUDY, transcripts=(TALKS[0], longer), codings=codings, proposals=codings)
    comparison = back(study, path)
    assert [change.draft.span for change in comparison.changes] == [moved.span]


def test_files_that_do_not_agree_on_words_change_nothing_there(tmp_path: Path) -> None:
    one = edited(exported(STUDY, tmp_path / "a.xlsx"), put("Dear.", FEE_1))
    other = edited(
        exported(STUDY, tmp_path / "b.xlsx"), put("Costly.", FEE_1), put(PIN, FEE_2, CITE)
    )
    found = settled([back(STUDY, one), back(STUDY, other)])
    assert [changes(each) for each in found] == [
        [],
        [("pinned", "pvs_02:T002:1", "cost.fee", PIN)],
    ]
    assert "import them one by one" in faults(found[0])[0][1]


@given(
    known=st.dictionaries(
        st.text(max_size=10),
        st.builds(
            KnownQuote,
            *(st.text(max_size=9), st.text(max_size=9)),
            st.builds(Span, st.integers(0, 99), st.integers(0, 99)),
            *(st.text(max_size=9) for _ in range(4)),
            *(st.booleans(), st.booleans()),
            st.sampled_from(["", "pin", "ban"]),
        ),
        max_size=5,
    )
)
def test_what_is_hidden_is_read_back_as_it_was(known: dict[str, KnownQuote]) -> None:
    assert unpack(pack(Known(quotes=known)), "x.xlsx").quotes == known


@pytest.mark.skipif(not shutil.which("soffice"), reason="needs LibreOffice")
def test_a_copy_that_libreoffice_saved_says_the_same(tmp_path: Path) -> None:
    nasty = "=1+1\n'quoted'  \n– @x 😀 Tie\u0302\u0301ng"
    study = checked(translated(STUDY, RUMOUR_1, nasty), RUMOUR_1)
    path = edited(exported(study, tmp_path / "in.xlsx"), put("Too dear.\nTruly.", FEE_2))
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
        ("written", "pvs_02:T002:1", "", "Too dear.\nTruly.")
    ]


# The commands


def run(folder: Path, *arguments: str | Path) -> Result:
    app = typer.Typer()
    importing.add_to(app)
    app.command("nothing")(lambda: None)
    return CliRunner().invoke(app, [*map(str, arguments), "--project", str(folder)])


def put_first(value: str, key: str = ENGLISH) -> Edit:
    def edit(page: Any) -> None:
        page.cell(3, column_of(page, key)).value = value

    return edit


def test_the_workbook_of_a_run_is_edited_shown_recorded_and_then_nothing_new(folder: Path) -> None:
    project.run(folder)
    path = folder / "matrices" / "qualitative_matrix.xlsx"
    edited(path, put_first("Never heard of it."), put_first(PIN, CITE))
    looked = run(folder, "import", path)
    assert looked.stdout.splitlines()[0] == "qualitative_matrix.xlsx (Lan): changes: 2"
    assert "“Never heard of it.”" in looked.stdout
    assert not any(one.translation for one in project.load(folder).codings)
    assert run(folder, "import", path, "--apply", "--coder", "Mai").exit_code == 0
    found = [(c.translation, c.translator) for c in project.load(folder).codings if c.translation]
    assert found == [("Never heard of it.", "Mai")]
    assert "no change to record" in run(folder, "import", path, "--apply").stderr


def test_a_run_keeps_an_edited_workbook_that_nobody_has_imported(folder: Path) -> None:
    project.run(folder)
    path = folder / "matrices" / "qualitative_matrix.xlsx"
    edited(path, put_first("Never heard of it."))
    project.run(folder)
    aside = path.with_name("qualitative_matrix.edited1.xlsx")
    assert run(folder, "import", aside, "--apply").exit_code == 0
    project.run(folder)
    page = load_workbook(path)["Quotes"]
    assert page.cell(3, column_of(page, ENGLISH)).value == "Never heard of it."
    edited(path, put_first("Never heard of it."))
    project.run(folder)
    assert len([*path.parent.glob("*.xlsx")]) == 2

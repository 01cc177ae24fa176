"""Excel sheets: drop-downs out, and what a coder's sorting, copying and deleting brings back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from test_coding_sheets import (
    CORRECTED,
    INCOME,
    NO_KNOWLEDGE,
    compared,
    exported,
    faults,
    make_study,
    span_of,
    told,
)

from qualcode import coding_sheets
from qualcode.errors import ImportFileError

TURN, WORDS, PART, CODE, DECISION, MEMO, ENGLISH = 2, 4, 5, 6, 9, 10, 11
"""Columns, counted from 1."""
POOR = "Tiền đâu ra mà đóng hả em."


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "pvs_01.xlsx"


def edited(path: Path, edit: Callable[[Any], None]) -> Path:
    """Open the workbook, let a coder work on the sheet Coding, save it."""
    book = openpyxl.load_workbook(path)
    edit(book["Coding"])
    book.save(path)
    return path


def row_of(page: Any, words: str, code: str | None = None) -> int:
    """The number of the row with this sentence, and this code if one is given."""
    return next(
        row
        for row in range(3, page.max_row + 1)
        if page.cell(row, WORDS).value == words
        and (code is None or page.cell(row, CODE).value == code)
    )


def write(words: str, **cells: str | None) -> Callable[[Any], None]:
    """Return the edit that fills cells of this sentence's row."""
    columns = {"part": PART, "code": CODE, "decision": DECISION, "memo": MEMO, "english": ENGLISH}

    def edit(page: Any) -> None:
        row = row_of(page, words)
        for name, text in cells.items():
            page.cell(row, columns[name]).value = text

    return edit


def copy_row(page: Any, row: int, **cells: str) -> None:
    """Copy a row below the last one, and change these cells of the copy."""
    columns = {"part": PART, "code": CODE, "turn": TURN}
    last = page.max_row + 1
    for column in range(1, page.max_column + 1):
        page.cell(last, column).value = page.cell(row, column).value
    for name, text in cells.items():
        page.cell(last, columns[name]).value = text


# What leaves


def test_each_sentence_of_a_respondent_has_a_row_and_the_codes_a_drop_down(path: Path) -> None:
    page = openpyxl.load_workbook(exported(make_study(), path))["Coding"]
    sentences = [page.cell(row, WORDS).value for row in range(3, page.max_row + 1)]
    assert sentences == [
        "Dạ chưa ạ.",
        "Tôi chưa nghe nói bảo hiểm bao giờ. [cười]",
        "Tiền đâu ra mà đóng hả em.",
        "Bán rau & nuôi gà, =1+1 cũng không đủ.",
        "Mưa thì nghỉ.",
        "Hết chuyện rồi.",
    ]
    lists = {v.formula1 for v in page.data_validations.dataValidation if v.type == "list"}
    assert lists == {"CodeList", '"chấp nhận / accept,bỏ / reject"'}


def test_the_names_and_ids_are_hidden_and_the_head_stays_in_sight(path: Path) -> None:
    book = openpyxl.load_workbook(exported(make_study(), path))
    page = book["Coding"]
    assert page.row_dimensions[1].hidden
    assert page.column_dimensions["A"].hidden
    assert page.freeze_panes == "E3"
    assert book["qualcode"].sheet_state == "hidden"


def test_words_that_look_like_a_formula_stay_words(path: Path) -> None:
    study = make_study(
        "PVV: Chị có nghe nói bảo hiểm xã hội chưa?\nNTL: =1+1 là hai. Tiền đâu ra mà đóng.\n"
    )
    page = openpyxl.load_workbook(exported(study, path))["Coding"]
    cell = page.cell(3, WORDS)
    assert (cell.value, cell.data_type) == ("=1+1 là hai.", "s")


# What comes back


@pytest.mark.parametrize(
    ("cells", "found"),
    [
        ({"decision": "chấp nhận / accept"}, ("accept", INCOME, POOR)),
        ({"decision": "ok"}, ("accept", INCOME, POOR)),
        ({"decision": "CHAP NHAN"}, ("accept", INCOME, POOR)),
        ({"decision": "bo"}, ("reject", INCOME, POOR)),
        ({"decision": "x"}, None),
        ({"memo": "ok"}, None),
        ({"code": "khong biet"}, ("recode", f"{INCOME} → {NO_KNOWLEDGE}", POOR)),
        ({"decision": "bỏ / reject"}, ("reject", INCOME, POOR)),
        ({"code": None}, ("reject", INCOME, POOR)),
        ({"code": NO_KNOWLEDGE}, ("recode", f"{INCOME} → {NO_KNOWLEDGE}", POOR)),
        ({"part": "Tiền đâu ra"}, ("respan", INCOME, "Tiền đâu ra")),
        ({"part": "tiền  đâu"}, None),
        ({"memo": "hay"}, ("memo", f"{INCOME}: hay", POOR)),
        ({"english": "No money, =1+1"}, ("translate", "No money, =1+1", POOR)),
    ],
)
def test_a_cell_that_was_filled_says_one_thing(
    path: Path, cells: dict[str, str | None], found: tuple[str, str, str] | None
) -> None:
    study = make_study()
    comparison = compared(study, edited(exported(study, path), write(POOR, **cells)))
    assert told(comparison) == ([found] if found else [])
    assert bool(faults(comparison)) == (found is None)


def test_a_code_in_a_row_without_one_is_added_to_the_sentence(path: Path) -> None:
    study = make_study()
    edit = write("Mưa thì nghỉ.", code=INCOME, memo="mùa mưa")
    found = compared(study, edited(exported(study, path), edit))
    assert told(found) == [
        ("add", INCOME, "Mưa thì nghỉ."),
        ("memo", f"{INCOME}: mùa mưa", "Mưa thì nghỉ."),
    ]
    assert found.changes[0].span == span_of(study, "Mưa thì nghỉ.")


def test_a_copied_row_with_another_code_is_added_and_the_first_is_kept(path: Path) -> None:
    study = make_study()
    found = compared(
        study,
        edited(exported(study, path), lambda p: copy_row(p, row_of(p, POOR), code=NO_KNOWLEDGE)),
    )
    assert told(found) == [("add", NO_KNOWLEDGE, POOR)]


def test_a_copied_row_left_as_it_was_is_asked_about(path: Path) -> None:
    study = make_study()
    found = compared(
        study, edited(exported(study, path), lambda page: copy_row(page, row_of(page, POOR)))
    )
    assert told(found) == []
    assert "has this code on these very words already" in faults(found)[0]


def test_a_deleted_row_rejects_its_coding_but_a_row_without_a_code_says_nothing(path: Path) -> None:
    study = make_study()

    def edit(page: Any) -> None:
        page.delete_rows(row_of(page, "Hết chuyện rồi."))
        page.delete_rows(row_of(page, POOR))

    assert told(compared(study, edited(exported(study, path), edit))) == [("reject", INCOME, POOR)]


def test_sorted_filtered_and_renamed_is_the_same_sheet(path: Path) -> None:
    study = make_study()

    def edit(page: Any) -> None:
        rows = [
            [page.cell(row, column).value for column in range(1, page.max_column + 1)]
            for row in range(3, page.max_row + 1)
        ]
        for number, values in enumerate(reversed(rows), start=3):
            for column, value in enumerate(values, start=1):
                page.cell(number, column).value = value
        page.row_dimensions[4].hidden = True
        page.cell(2, CODE).value = "mã của tôi"
        page.title = "Phiếu của Lan"

    found = compared(study, edited(exported(study, path), edit))
    assert (found.changes, found.problems) == ((), ())


def test_columns_in_another_order_are_known_by_their_hidden_names(path: Path) -> None:
    study = make_study()

    def edit(page: Any) -> None:
        page.insert_cols(1)
        for row in range(1, page.max_row + 1):
            page.cell(row, 1).value = page.cell(row, 11).value
        page.delete_cols(11)
        row = next(r for r in range(3, page.max_row + 1) if page.cell(r, 5).value == POOR)
        page.cell(row, 1).value = "hay"

    found = compared(study, edited(exported(study, path), edit))
    assert told(found) == [("memo", f"{INCOME}: hay", POOR)]


def test_without_the_hidden_names_the_headings_do(path: Path) -> None:
    study = make_study()

    def edit(page: Any) -> None:
        write(POOR, decision="ok")(page)
        page.delete_rows(1)

    found = compared(study, edited(exported(study, path), edit))
    assert told(found) == [("accept", INCOME, POOR)]


@pytest.mark.parametrize("turn", [6, "T006", None])
def test_a_row_typed_by_hand_is_found_by_turn_and_words_or_by_words_said_once(
    path: Path, turn: int | str | None
) -> None:
    study = make_study()

    def edit(page: Any) -> None:
        last = page.max_row + 1
        page.cell(last, TURN).value = turn
        page.cell(last, WORDS).value = "Hết chuyện"
        page.cell(last, CODE).value = INCOME

    found = compared(study, edited(exported(study, path), edit))
    assert told(found) == [("add", INCOME, "Hết chuyện")]


def test_an_unknown_code_is_named_with_its_row_and_the_nearest(path: Path) -> None:
    study = make_study()
    found = compared(study, edited(exported(study, path), write(POOR, code="affordability.income")))
    assert told(found) == []
    (problem,) = found.problems
    assert problem.where == "pvs_01.xlsx Coding!5 T004 “Tiền đâu ra mà đóng hả em.”"
    assert problem.message.en.startswith("there is no code “affordability.income”")


def test_a_memo_without_a_code_is_reported(path: Path) -> None:
    study = make_study()
    found = compared(study, edited(exported(study, path), write("Mưa thì nghỉ.", memo="hay")))
    assert told(found) == []
    assert "has no code but a decision, memo or translation" in faults(found)[0]


def test_a_row_of_another_transcripts_sheet_is_refused(path: Path) -> None:
    study = make_study()

    def edit(page: Any) -> None:
        copy_row(page, row_of(page, POOR), code=NO_KNOWLEDGE)
        page.cell(page.max_row, 1).value = f"0123456789:T004:0-26:{INCOME}"

    found = compared(study, edited(exported(study, path), edit))
    assert told(found) == []
    assert "copied from another transcript's sheet" in faults(found)[0]


def test_a_decision_nobody_understands_is_asked_about(path: Path) -> None:
    study = make_study()
    found = compared(study, edited(exported(study, path), write(POOR, decision="để sau")))
    assert told(found) == []
    assert "isn't clear whether this accepts or rejects" in faults(found)[0]


def test_a_corrected_transcript_gets_the_edits_where_the_words_are_now(path: Path) -> None:
    exported(make_study(), path)
    edited(path, write("Mưa thì nghỉ.", code=INCOME))
    study = make_study(CORRECTED)
    found = compared(study, edited(path, write(POOR, part="Tiền đâu ra")))
    assert told(found) == [("respan", INCOME, "Tiền đâu ra"), ("add", INCOME, "Mưa thì nghỉ.")]
    assert found.changes[1].span == span_of(study, "Mưa thì nghỉ.")


def test_a_turn_too_long_for_a_cell_comes_back_whole(path: Path) -> None:
    long = " ".join(["rất dài"] * 6000)
    study = make_study(f"PVV: Sao ạ?\nNTL: {long} tiền đâu ra mà đóng\n")
    words = study.transcripts[0].words_of(study.transcripts[0].turns[1])
    assert len(words) > 32_767
    returned = coding_sheets.read(exported(study, path))
    assert returned.words.words_of(returned.words.turns[1]) == words
    assert compared(study, path).changes == ()


def test_a_workbook_of_ones_own_is_no_sheet(path: Path) -> None:
    openpyxl.Workbook().save(path)
    with pytest.raises(ImportFileError, match="is no coding sheet of qualcode"):
        coding_sheets.read(path)


def test_headings_that_nobody_knows_are_told_and_reject_nothing(path: Path) -> None:
    def edit(page: Any) -> None:
        for column in range(1, page.max_column + 1):
            page.cell(2, column).value = f"Cột {column}"
        page.delete_rows(1)

    edited(exported(make_study(), path), edit)
    with pytest.raises(ImportFileError, match="its column Mã / Code isn't recognised"):
        coding_sheets.read(path)


def test_a_workbook_without_its_talk_is_refused_in_one_line(path: Path) -> None:
    book = openpyxl.load_workbook(exported(make_study(), path))
    del book["Transcript"]
    book.save(path)
    with pytest.raises(ImportFileError, match="words are no longer in the sheet"):
        coding_sheets.read(path)


@pytest.mark.parametrize("suffix", ["xls", "ods", "csv", "odt", "doc", "pdf"])
def test_another_kind_of_file_gets_told_what_to_save_as(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"pvs_01.{suffix}"
    path.write_bytes(b"words")
    with pytest.raises(ImportFileError, match=r"save it as \.docx or \.xlsx"):
        coding_sheets.read(path)


def test_a_word_sheet_or_an_old_workbook_named_xlsx_is_no_password(path: Path) -> None:
    word = exported(make_study(), path.with_suffix(".docx"))
    for data in (word.read_bytes(), bytes.fromhex("D0CF11E0A1B11AE1") + bytes(600)):
        path.write_bytes(data)
        with pytest.raises(ImportFileError, match=r"save it as \.docx or \.xlsx"):
            coding_sheets.read(path)


def test_what_another_coder_added_is_shown_and_can_be_rejected(path: Path) -> None:
    study = make_study()
    added = [
        replace(c, status="added", coder="Minh", memo="của Minh") if c.code == INCOME else c
        for c in study.codings
    ]
    study = replace(study, codings=tuple(added))
    found = compared(study, edited(exported(study, path), write(POOR, decision="bỏ / reject")))
    assert told(found) == [("reject", INCOME, POOR)]

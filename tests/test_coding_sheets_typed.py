"""Coding sheets as people type in them: without accents, by label, of a codebook since changed."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from test_coding_sheets import (
    INCOME,
    NO_KNOWLEDGE,
    compared,
    decided,
    exported,
    faults,
    make_study,
    path,
    told,
    word,
)

from qualcode import coding_sheets, decisions
from qualcode.coding_sheets import Comparison
from qualcode.errors import ImportFileError
from qualcode.model import Study

__all__ = ["path"]
POOR, RAIN = "Tiền đâu ra mà đóng hả em.", "Mưa thì nghỉ."


def said(path: Path, *lines: str) -> Comparison:
    """What the comment on the poor woman's sentence says after these lines were typed into it."""
    study = make_study()
    sheet = word(study, path)
    sheet.rewrite(INCOME, lambda _: list(lines))
    return compared(study, sheet.save())


def renamed(study: Study, old: str, new: str) -> Study:
    """The study after its codebook was edited, and no more."""
    (book,) = study.codebooks
    codes = tuple(replace(code, id=code.id.replace(old, new)) for code in book.codes)
    return replace(study, codebooks=(replace(book, codes=codes),), codings=(), proposals=())


# Which code


@pytest.mark.parametrize(
    "line",
    [
        "thu nhap thap",
        "THU NHẬP THẤP",
        "Thu nhập thấp - Low income",
        "affordability worker income",
        "affordability. worker_income",
        "[affordability.worker_income]",
        "✚ affordability.worker_income",
    ],
)
def test_a_code_is_known_however_it_is_typed(path: Path, line: str) -> None:
    study = make_study()
    sheet = word(study, path)
    sheet.add("Hết chuyện", line)
    assert told(compared(study, sheet.save())) == [("add", INCOME, "Hết chuyện")]


def test_accents_tell_two_labels_apart_and_without_them_both_are_named(path: Path) -> None:
    study = make_study()
    (book,) = study.codebooks
    labels = {INCOME: "Bò", NO_KNOWLEDGE: "Bố"}
    codes = tuple(
        replace(code, label=replace(code.label, vi=labels.get(code.id, code.label.vi)))
        for code in book.codes
    )
    study = replace(study, codebooks=(replace(book, codes=codes),))
    sheet = word(study, path)
    sheet.add("Hết chuyện", "bố")
    sheet.add("rau & nuôi gà", "bo")
    found = compared(study, sheet.save())
    assert told(found) == [("add", NO_KNOWLEDGE, "Hết chuyện")]
    assert faults(found) == [
        f"“bo” is the label of several codes ({INCOME}, {NO_KNOWLEDGE}); write the id"
    ]


@pytest.mark.parametrize("line", ["Mã: affordability.worker_income", "thu nhập", "worker_income"])
def test_what_is_nearly_a_code_gets_the_question_which(path: Path, line: str) -> None:
    study = make_study()
    sheet = word(study, path)
    sheet.add("Hết chuyện", line)
    found = compared(study, sheet.save())
    assert told(found) == []
    assert faults(found) == [f"there is no code “{line}”; did you mean {INCOME}?"]


@pytest.mark.parametrize("between", [", ", "; ", "\n", " + "])
def test_two_codes_in_one_comment_are_asked_about(path: Path, between: str) -> None:
    study = make_study()
    sheet = word(study, path)
    sheet.add("Hết chuyện", f"{INCOME}{between}{NO_KNOWLEDGE}")
    found = compared(study, sheet.save())
    assert told(found) == []
    assert faults(found)[0].startswith("two codes stand in one comment")


def test_an_emptied_comment_is_asked_about(path: Path) -> None:
    found = said(path, "")
    assert told(found) == []
    assert faults(found)[0].startswith("no code stands here")


# What is decided


@pytest.mark.parametrize(
    "line", ["dong y", "chap nhan", "chấp nhận / accepted", "○ chấp nhận / accepted", "giữ lại"]
)
def test_agreement_is_understood_without_accents_and_in_the_sheets_own_words(
    path: Path, line: str
) -> None:
    assert told(said(path, INCOME, line)) == [("accept", INCOME, POOR)]


@pytest.mark.parametrize("line", ["bo", "○ bo", "xóa", "○ bỏ / rejected", "bỏ / rejected"])
def test_rejection_is_understood_without_accents_and_in_the_sheets_own_words(
    path: Path, line: str
) -> None:
    assert told(said(path, INCOME, line)) == [("reject", INCOME, POOR)]


@pytest.mark.parametrize("line", ["bo me noi the", "x", "được"])
def test_a_memo_in_the_place_of_the_status_is_kept_and_said_so(path: Path, line: str) -> None:
    found = said(path, INCOME, line)
    assert told(found) == [("memo", f"{INCOME}: {line}", POOR)]
    (note,) = found.problems
    assert note.severity == "warning"
    assert "its status line is gone" in note.message.en


@pytest.mark.parametrize(
    "lines",
    [
        (INCOME, "○ đề xuất / proposed", "ok"),
        (f"{INCOME} · Thu nhập thấp / Low income ok", "○ đề xuất / proposed"),
    ],
)
def test_an_ok_in_the_place_of_a_memo_is_asked_about(path: Path, lines: tuple[str, ...]) -> None:
    found = said(path, *lines)
    assert told(found) == []
    assert "stands where a memo should" in faults(found)[0]


def test_a_memo_that_says_ok_and_was_there_before_is_left_alone(path: Path) -> None:
    study = make_study()
    noted = [replace(c, memo="ok") for c in study.codings]
    study = replace(study, codings=tuple(noted))
    assert compared(study, exported(study, path)) == Comparison("pvs_01")


def test_an_empty_line_above_the_status_changes_nothing(path: Path) -> None:
    assert said(path, INCOME, "", "○ đề xuất / proposed") == Comparison("pvs_01")


# A codebook that changed after the sheet was made


def test_a_renamed_code_is_known_by_its_old_id_in_an_older_sheet(path: Path) -> None:
    study = make_study()
    sheet = word(study, path)
    sheet.add("Hết chuyện", INCOME)
    sheet.rewrite(INCOME, lambda lines: [lines[0], "ok"])
    sheet.save()
    moved = decisions.migrate(study, "rename", INCOME, "affordability.poverty", coder="Chủ")
    found = compared(decided(renamed(study, INCOME, "affordability.poverty"), [moved]), path)
    assert told(found) == [
        ("accept", "affordability.poverty", POOR),
        ("add", "affordability.poverty", "Hết chuyện"),
    ]
    assert found.problems == ()


def test_what_was_left_under_a_code_that_is_gone_is_one_note(path: Path) -> None:
    study = make_study()
    exported(study, path)
    found = compared(renamed(study, NO_KNOWLEDGE, "awareness.none"), path)
    assert told(found) == []
    (note,) = found.problems
    assert (note.severity, NO_KNOWLEDGE in note.message.en) == ("warning", True)


def test_what_was_decided_under_a_code_that_is_gone_is_reported(path: Path) -> None:
    study = make_study()
    sheet = word(study, path)
    sheet.rewrite(INCOME, lambda lines: [lines[0], "ok"])
    sheet.save()
    found = compared(renamed(study, INCOME, "affordability.poverty"), path)
    assert told(found) == []
    assert faults(found)[0].startswith(f"there is no code “{INCOME}")


# A sheet that lost what it needs


def test_a_turns_number_without_its_tab_is_still_a_turn(path: Path) -> None:
    study = make_study()
    sheet = word(study, path)
    sheet.replace("T004\t", "T004 ")
    assert compared(study, sheet.save()) == Comparison("pvs_01")


def test_a_sheet_without_its_talk_is_refused(path: Path) -> None:
    sheet = word(make_study(), path)
    for paragraph in sheet.document.paragraphs:
        if paragraph.text.startswith("T0"):
            paragraph._p.getparent().remove(paragraph._p)
    with pytest.raises(ImportFileError, match="words are no longer in"):
        coding_sheets.read(sheet.save())

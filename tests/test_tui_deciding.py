"""The coding screen: what its keys decide, and taking it back."""

from __future__ import annotations

from dataclasses import replace

import pytest
from desk import (
    actions_of,
    after,
    code_at,
    drafts_of,
    record,
    said,
    screen,
    study_of,
    words_at,
)

from qualcode import project
from qualcode.model import Decision
from qualcode.tui.cursor import chosen, undecided
from qualcode.tui.keys import press
from qualcode.tui.lines import lines
from qualcode.tui.panel import panel
from qualcode.tui.state import State, start


def test_accept_is_about_the_coding_under_the_cursor() -> None:
    state = after(screen(), "G", "tab")
    coding = chosen(state)
    (draft,) = drafts_of(state, "a")

    assert coding is not None
    assert (draft.action, draft.code, draft.span, draft.coder) == (
        "accept",
        coding.code,
        coding.span,
        "Lan",
    )
    assert code_at(after(state, "a")) == f"accepted {coding.code}"


def test_a_rejected_code_stays_in_sight_and_can_be_accepted_after_all() -> None:
    state = after(screen(), "x")

    assert code_at(state) == "rejected awareness.no_knowledge"
    assert any("✗ − Không biết" in line for line in said(lines(state, 80)))
    assert code_at(after(state, "a")) == "accepted awareness.no_knowledge"


def test_deciding_the_same_again_records_nothing() -> None:
    assert drafts_of(after(screen(), "a"), "a") == ()
    assert drafts_of(after(screen(), "x"), "x") == ()


def test_capital_a_accepts_all_proposals_of_the_turn_and_of_no_other() -> None:
    state = screen()
    drafts = drafts_of(state, "A")

    assert [draft.code for draft in drafts] == [
        "awareness.no_knowledge",
        "affordability.worker_income",
    ]
    state = after(state, "A")
    assert {state.rows[row].turn.speaker for row, _ in undecided(state)} == {"Chị B"}


def test_undo_takes_back_the_latest_and_goes_where_it_was() -> None:
    state = after(screen(), "a", "n", "x", "g", "u")

    assert code_at(state) == "proposed affordability.worker_income"
    assert len(undecided(state)) == 3
    assert len(undecided(after(state, "u"))) == 4
    assert "không có quyết định" in after(state, "u", "u").message


def test_undo_opens_the_transcript_in_which_it_undoes() -> None:
    state = after(screen(), "a", "]", "u")

    assert state.transcript.name == "t1"
    assert code_at(state) == "proposed awareness.no_knowledge"


def test_the_picker_adds_to_the_sentence_what_was_typed_without_accents() -> None:
    state = after(screen(), "j", "j", "/", *"thu tuc")
    (draft,) = drafts_of(state, "enter")

    assert (draft.action, draft.code) == ("add", "institutional.procedures")
    assert draft.exact == words_at(state)
    assert code_at(after(state, "enter")) == "added institutional.procedures"


def test_the_arrows_choose_in_the_picker() -> None:
    state = after(screen(), "c", *"thu", "down")

    assert drafts_of(state, "enter")[0].code == "institutional.procedures"
    assert drafts_of(after(state, "up"), "enter")[0].code == "affordability.worker_income"


def test_escape_leaves_the_picker_without_a_decision() -> None:
    for opening in ("/", "e"):
        state = after(screen(), opening, "t", "escape")
        assert (state.mode, state.study.decisions) == ("read", ())


def test_picking_what_a_rule_proposes_here_accepts_it_with_its_reasons() -> None:
    (draft,) = drafts_of(after(screen(), "/", *"khong biet"), "enter")
    assert draft.action == "accept"


def test_an_interviewers_words_take_no_code() -> None:
    state = after(screen(), "g", "/")

    assert state.mode == "read"
    assert "người phỏng vấn" in state.message


@pytest.mark.parametrize("key", ["a", "x", "e", "m", "t", "s", "v", "/"])
def test_a_key_for_codes_says_why_there_can_be_none(key: str) -> None:
    assert "người phỏng vấn" in after(screen(), "g", key).message
    assert "không có lượt lời nào" in after(screen("Loại: PVS\n"), key).message


def test_a_step_is_taken_back_whole_and_done_again_whole() -> None:
    state = after(screen(), "A", "u")
    assert len(undecided(state)) == 4
    assert "×2" in state.message

    state = after(state, "g", "U")
    assert len(undecided(state)) == 2
    assert words_at(state) == "Tôi chưa nghe bao giờ."


def test_undo_and_redo_go_any_number_of_steps_also_after_a_restart() -> None:
    state = after(screen(), "a", "n", "x", "m", *"nhớ", "enter")
    codings = state.study.codings

    state = after(state, "u", "u", "u")
    assert len(undecided(state)) == 4
    state = start(state.study, state.transcript, "Lan")
    state = after(state, "U", "ctrl+r", "U")
    assert state.study.codings == codings
    assert "không có gì" in after(state, "U").message


def test_what_is_decided_after_an_undo_ends_what_can_be_done_again() -> None:
    state = after(screen(), "a", "u", "x", "U")
    assert actions_of(state) == ["accept", "undo", "reject"]


def test_undo_of_a_read_turn_makes_it_unread() -> None:
    state = after(screen(), "r")
    assert state.read

    assert not after(state, "u").read


def test_recode_puts_another_code_in_the_place_and_keeps_the_old_one_in_sight() -> None:
    state = after(screen(), "e", *"luong")
    (draft,) = drafts_of(state, "enter")
    assert (draft.action, draft.code, draft.target) == (
        "recode",
        "awareness.no_knowledge",
        "benefits.pension",
    )

    state = after(state, "enter")
    assert code_at(state) == "added benefits.pension"
    assert {c.status for c in state.codings[state.row]} == {"added", "rejected"}


def test_recoding_to_the_same_code_says_so() -> None:
    state = after(screen(), "e", *"khong biet", "enter")
    assert actions_of(state) == []
    assert "chọn một mã khác" in state.message


def test_the_codes_given_last_stand_first_in_the_picker() -> None:
    state = after(screen(), "/", *"luong", "enter", "/", *"thu tuc", "enter", "j", "/")
    assert [option.id for option in state.options][:3] == [
        "institutional.procedures",
        "benefits.pension",
        "awareness.no_knowledge",
    ]


def test_a_memo_is_saved_and_comes_back_for_editing() -> None:
    state = after(screen(), "m", *"xem lại", "enter")
    coding = chosen(state)

    assert coding is not None
    assert coding.memo == "xem lại"
    assert after(state, "m").typed.text == "xem lại"
    assert drafts_of(after(state, "m"), "enter") == ()
    assert drafts_of(after(state, "m", "ctrl+u"), "enter")[0].note == ""


def test_a_memo_may_have_several_lines() -> None:
    state = after(screen(), "m", *"một", "ctrl+j", *"hai", "up", "home", "0", "enter")
    coding = chosen(state)

    assert coding is not None
    assert coding.memo == "0một\nhai"
    assert any("hai" in line for line in said(panel(state, 60, 12)))


def test_a_memo_needs_a_code() -> None:
    assert "/" in after(screen("NTL: Dạ thế thôi."), "m").message


def test_what_was_typed_is_dropped_only_by_a_second_escape() -> None:
    state = after(screen(), "m", *"dài dòng", "escape")
    assert (state.mode, state.typed.text) == ("memo", "dài dòng")
    assert "Chưa lưu" in state.message

    assert after(state, "!", "escape").mode == "memo"
    assert after(state, "escape").mode == "read"
    assert actions_of(after(state, "escape")) == []
    assert actions_of(after(state, "enter")) == ["memo"]


def test_a_memo_that_says_what_it_said_is_left_at_once() -> None:
    assert after(screen(), "m", "escape").mode == "read"


def test_the_english_of_a_quote_holds_for_all_codes_of_these_words_and_comes_back() -> None:
    state = after(screen(), "/", *"luong", "enter", "t", *"Never heard.", "enter")

    assert {c.translation for c in state.codings[state.row]} == {"Never heard."}
    assert after(state, "t").typed.text == "Never heard."
    assert any("Never heard." in line for line in said(panel(state, 60, 12)))
    assert any(line.endswith(" en") for line in said(lines(state, 60)))


def test_a_quote_is_pinned_banned_and_let_go_by_the_same_keys() -> None:
    pinned = after(screen(), "*")
    assert any(line.endswith("[ghim]") for line in said(lines(pinned, 60)))
    assert any("luôn chọn làm trích dẫn" in line for line in said(panel(pinned, 60, 12)))
    banned = after(pinned, "b")
    assert any(line.endswith("[loại]") for line in said(lines(banned, 60)))
    coding = chosen(after(banned, "b"))
    assert coding is not None
    assert (coding.cite, coding.status) == ("", "proposed")
    back = chosen(after(banned, "u"))
    assert back is not None
    assert back.cite == "pin"


def test_a_translation_is_checked_by_another_coder_and_not_by_its_translator() -> None:
    state = after(screen(), "t", *"Never heard.", "enter")
    own = after(state, "T")
    assert "Lan là người dịch" in own.message
    assert actions_of(own) == ["translate"]

    other = after(replace(state, coder="Minh"), "T")
    assert any(line.endswith(" en✓") for line in said(lines(other, 60)))
    assert any("Minh đã kiểm tra" in line for line in said(panel(other, 80, 12)))
    again = chosen(after(other, "T"))
    assert again is not None
    assert again.checked == ""
    assert "chưa có bản dịch" in after(screen(), "T").message


def test_while_one_translates_the_glossarys_terms_stand_by_and_are_ticked_off() -> None:
    """NTL: Tôi không biết BHXH tự nguyện."""
    talk = test_while_one_translates_the_glossarys_terms_stand_by_and_are_ticked_off.__doc__
    state = after(screen(f"{talk}\n"), "/", *"luong", "enter", "t")
    assert any(
        "bảo hiểm xã hội tự nguyện = voluntary social insurance" in line
        for line in said(panel(state, 80, 12))
    )
    state = after(state, *"Voluntary social insurance")
    assert any("voluntary social insurance ✓" in line for line in said(panel(state, 80, 12)))


def test_quotes_are_filtered_by_choice_and_by_what_is_not_checked() -> None:
    state = after(screen(), "*", "t", *"No.", "enter", "F")
    names = {option.id for option in state.options}
    assert {"note:pin", "note:unchecked"} <= names
    assert "note:ban" not in names


def test_what_several_coders_decided_together_can_be_accepted_once_only() -> None:
    state = after(screen(), "a")
    coding = chosen(state)
    assert coding is not None
    both = replace(coding, coder="Lan, Minh")
    others = tuple(c for c in state.study.codings if c.id != coding.id)
    shared = start(replace(state.study, codings=(both, *others)), state.transcript, "Minh")
    here = replace(shared, row=state.row, coding=coding.id)

    assert drafts_of(here, "a") == ()


def test_a_key_after_a_decision_of_somebody_else_sees_it() -> None:
    """The store may have grown by another program's decisions when ours are written."""
    study = study_of("NTL: Tôi chưa nghe.\nNTL: Tôi không biết.\n")
    minh = start(study, study.transcripts[0], "Minh")
    study = record(study, drafts_of(minh, "x"))
    lan = start(study, study.transcripts[0], "Lan")

    assert code_at(after(lan, "k")) == "rejected awareness.no_knowledge"


def test_undos_in_a_circle_do_not_hang_the_screen() -> None:
    state = screen()
    circle = [
        Decision(f"u{n}", f"2026-01-01T00:00:0{n}Z", n, "Lan", "undo", target=f"u{n % 3 + 1}")
        for n in (1, 2, 3)
    ]
    study = project.with_decisions(state.study, circle)
    _, drafts = press(start(study, state.transcript, "Lan"), "U")
    assert [(draft.action, draft.target) for draft in drafts] == [("undo", "u3")]


@pytest.mark.parametrize(
    ("policy", "said_in_vi", "said_in_en"),
    [
        ("majority", "(tính theo: majority)", "(policy: majority)"),
        ("coder:Minh", "(tính theo: coder:Minh)", "(policy: coder:Minh)"),
    ],
)
def test_under_another_policy_what_was_done_ends_with_it(
    policy: str, said_in_vi: str, said_in_en: str
) -> None:
    state = under(policy)

    assert after(state, "a").message == f"● Đã chấp nhận: Không biết {said_in_vi}"
    assert after(state, "r").message.endswith(said_in_vi)
    assert after(replace(state, language="en"), "x").message.endswith(said_in_en)
    assert "(" not in after(state, "n").message


@pytest.mark.parametrize("policy", ["latest", "coder:Lan", "coder: Lan"])
def test_where_her_own_word_counts_no_policy_is_said(policy: str) -> None:
    assert after(under(policy), "a").message == "● Đã chấp nhận: Không biết"


def under(policy: str) -> State:
    """The screen of a study with this policy."""
    state = screen()
    settings = replace(state.study.settings, policy=policy)
    study = project.with_decisions(replace(state.study, settings=settings), ())
    return start(study, state.transcript, "Lan")

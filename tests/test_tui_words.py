"""The coding screen: choosing words, fewer or more than a sentence."""

from __future__ import annotations

from desk import actions_of, after, code_at, drafts_of, said, screen

from qualcode.tui.cursor import chosen
from qualcode.tui.lines import lines
from qualcode.tui.panel import panel
from qualcode.tui.state import State

TALK = """
PVV: Chị có nghe chưa?
NTL: Tôi bận lắm, tôi chưa nghe bao giờ! Mà tiền [cười to] đâu. Hết.
"""


def chosen_words(state: State) -> str:
    return state.words.of(state.transcript.text) if state.words else ""


def test_choosing_begins_with_the_sentence_and_moves_its_end_by_words() -> None:
    state = after(screen(TALK), "v")
    whole = "Tôi bận lắm, tôi chưa nghe bao giờ!"
    assert chosen_words(state) == whole

    assert chosen_words(after(state, "left")) == whole[:-1]
    assert chosen_words(after(state, "left", "left")) == "Tôi bận lắm, tôi chưa nghe bao"
    assert chosen_words(after(state, "left", "left", "right", "right")) == whole


def test_a_typists_mark_is_one_step() -> None:
    state = after(screen(TALK), "v")
    assert chosen_words(after(state, "right", "right", "right")).endswith("Mà tiền [cười to]")


def test_capital_letters_or_shift_move_the_start() -> None:
    state = after(screen(TALK), "v", *"LLLL")

    assert chosen_words(state) == "tôi chưa nghe bao giờ!"
    assert chosen_words(after(state, "shift+right")) == "chưa nghe bao giờ!"
    assert chosen_words(after(state, "H", "shift+left")) == "lắm, tôi chưa nghe bao giờ!"


def test_plus_and_minus_take_whole_sentences_within_the_turn() -> None:
    state = after(screen(TALK), "v", "+")
    assert chosen_words(state).endswith("bao giờ! Mà tiền [cười to] đâu.")

    most = after(state, *"++++++")
    assert chosen_words(most).endswith("Hết.")
    assert chosen_words(most).startswith("Tôi bận")
    assert chosen_words(after(most, *"------")) == "Tôi bận lắm, tôi chưa nghe bao giờ!"


def test_the_words_never_run_out() -> None:
    state = after(screen(TALK), "v", *["left"] * 50)
    assert chosen_words(state) == "Tôi"
    assert chosen_words(after(state, *"LLL")) == "Tôi"


def test_a_code_is_added_to_the_chosen_words() -> None:
    state = after(screen(TALK), "v", *"LLLL", "enter", *"luong")
    (draft,) = drafts_of(state, "enter")
    assert (draft.action, draft.code, draft.exact) == (
        "add",
        "benefits.pension",
        "tôi chưa nghe bao giờ!",
    )

    state = after(state, "enter")
    assert code_at(state) == "added benefits.pension"
    assert (state.mode, state.words) == ("read", None)


def test_escape_in_the_list_leads_back_to_the_words_and_then_to_reading() -> None:
    state = after(screen(TALK), "v", "L", "enter", "escape")
    assert state.mode == "select"

    state = after(state, "escape")
    assert (state.mode, state.words) == ("read", None)


def test_choosing_a_code_that_some_of_the_words_have_changes_its_words_and_keeps_its_reasons() -> (
    None
):
    state = after(screen(TALK), "v", *"LLLL", "enter", *"khong biet", "enter")
    coding = chosen(state)

    assert actions_of(state) == ["respan"]
    assert coding is not None
    assert coding.span.of(state.transcript.text) == "tôi chưa nghe bao giờ!"
    assert (coding.status, bool(coding.evidence), bool(coding.rule)) == ("accepted", True, True)


def test_s_changes_the_words_of_the_coding_under_the_cursor() -> None:
    state = after(screen(TALK), "s", *"LLLL", "left")
    (draft,) = drafts_of(state, "enter")
    assert (draft.action, draft.code, draft.exact) == (
        "respan",
        "awareness.no_knowledge",
        "tôi chưa nghe bao giờ",
    )

    state = after(state, "enter")
    assert code_at(state) == "accepted awareness.no_knowledge"
    assert code_at(after(state, "u")) == "proposed awareness.no_knowledge"


def test_words_left_as_they_were_record_nothing() -> None:
    assert actions_of(after(screen(TALK), "s", "enter")) == []
    assert actions_of(after(screen(TALK), "s", "L", "escape")) == []


def test_questions_and_rejected_codes_have_no_words_to_choose() -> None:
    assert after(screen(TALK), "g", "v").mode == "read"
    assert after(screen(TALK), "x", "s").mode == "read"


def test_the_pane_shows_the_chosen_words_and_how_many() -> None:
    shown = said(panel(after(screen(TALK), "v", *"LLLL"), 40, 8))
    assert "5 từ" in shown[0]
    assert "“tôi chưa nghe bao giờ!”" in shown


def test_a_coding_of_part_of_a_sentence_stands_between_signs_and_moves_no_word() -> None:
    before = said(lines(screen(TALK), 60))
    state = after(screen(TALK), "s", *"LLLL", "enter")
    shown = said(lines(state, 60))

    (line,) = [line for line in shown if "‹" in line]
    assert "‹tôi chưa nghe bao giờ!›" in line
    assert len(before) == len(shown)
    assert not any("‹" in one for one in before)
    assert not any("‹" in one for one in said(lines(after(state, "j"), 60)))


def test_words_chosen_at_the_edges_of_a_line_stand_between_signs_too() -> None:
    shown = said(lines(after(screen(TALK), "v"), 60))
    assert any("‹Tôi bận lắm, tôi chưa nghe bao giờ!›" in line for line in shown)

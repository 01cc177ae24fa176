"""The coding screen: where its cursor goes."""

from __future__ import annotations

from dataclasses import replace

import pytest
from desk import TALK, after, code_at, screen, study_of, words_at

from qualcode.model import Settings, Study
from qualcode.tui.lines import heights, lines
from qualcode.tui.state import State, arrived, show, start


def test_the_screen_opens_at_the_first_undecided_proposal() -> None:
    assert words_at(screen()) == "Tôi chưa nghe bao giờ."


def test_down_and_up_stop_at_the_ends_of_the_transcript() -> None:
    state = screen()

    assert after(state, *["j"] * 50).row == len(state.rows) - 1
    assert after(state, *["k"] * 50).row == 0
    assert after(state, "G").row == len(state.rows) - 1
    assert after(state, "G", "g").row == 0


def test_a_question_is_one_stop_and_an_answer_one_a_sentence() -> None:
    state = screen("PVV: Chào chị. Chị khỏe không?\nNTL: Khỏe. Cảm ơn em.\n")

    stops = [row.span.of(state.transcript.text) for row in state.rows]
    assert stops == ["Chào chị. Chị khỏe không?", "Khỏe.", "Cảm ơn em."]


def test_n_and_p_go_over_what_is_decided() -> None:
    state = after(screen(), "n", "a", "g", "n")
    assert code_at(state) == "proposed awareness.no_knowledge"

    state = after(state, "n")
    assert (state.rows[state.row].turn.speaker, code_at(state)) == (
        "Chị B",
        "proposed affordability.worker_income",
    )
    assert after(state, "p").row < state.row


def test_the_last_proposal_says_that_there_is_no_other() -> None:
    state = after(screen(), *["n"] * 9)
    assert "Không còn đề xuất" in state.message

    state = after(screen("NTL: Tôi chưa nghe."), "a", "n")
    assert "không còn đề xuất" in state.message


def test_a_blind_coder_is_not_told_that_proposals_are_decided() -> None:
    state = replace(screen("NTL: Tôi chưa nghe."), blind=True, waiting=())

    for key in ("n", "p", "A"):
        assert "không hiện đề xuất" in after(state, key).message


def test_tab_goes_round_the_codes_of_a_sentence() -> None:
    state = after(screen(), "G")
    codes = [code_at(after(state, *["tab"] * n)) for n in range(3)]

    assert codes[0] != codes[1]
    assert codes[0] == codes[2]
    assert code_at(after(state, "h")) == codes[1]


def test_brackets_open_the_neighbouring_transcripts_and_no_others() -> None:
    state = after(screen(), "]")
    assert (state.transcript.name, state.row) == ("t2", 0)
    assert "cuối cùng" in after(state, "]").message
    assert after(state, "[").transcript.name == "t1"


LONG = """
PVV: Chị làm nghề gì?
NTL: Tôi đi biển. Chồng tôi cũng đi biển. Con tôi đi học.
PVV: Thế à?
NTL: Vâng. Tôi chưa nghe nói gì.
Chị B: Tôi không biết.
"""


def turn_at(state: State) -> tuple[int, bool]:
    """The turn's number, and whether the cursor is at its beginning."""
    return state.rows[state.row].turn.number, state.rows[state.row].opens


def test_capital_j_and_k_go_by_turns() -> None:
    state = after(screen(LONG), "g")

    assert [turn_at(after(state, *["J"] * n)) for n in range(6)] == [
        (1, True),
        (2, True),
        (3, True),
        (4, True),
        (5, True),
        (5, True),
    ]
    inside = after(state, "j", "j", "j")
    assert turn_at(after(inside, "K")) == (2, True)
    assert turn_at(after(inside, "K", "K")) == (1, True)
    assert turn_at(after(inside, *["K"] * 9)) == (1, True)


def test_capital_n_and_p_stop_at_what_nobody_is_through_with() -> None:
    state = after(screen(LONG), "g")
    said = []
    for _ in range(6):
        state = after(state, "N")
        said.append(words_at(state))

    assert said[:4] == ["Tôi đi biển.", "Chồng tôi cũng đi biển.", "Con tôi đi học.", "Vâng."]
    assert "Không còn câu chưa xem" in after(state, "N").message
    assert words_at(after(state, "P")) == "Tôi chưa nghe nói gì."


def test_a_sentence_whose_codes_are_all_decided_is_reviewed() -> None:
    state = screen(LONG)
    assert words_at(state) == "Tôi chưa nghe nói gì."
    assert state.row not in after(state, "x").unreviewed
    assert state.row in after(state, "x", "u").unreviewed


def test_r_marks_the_turn_as_read_and_goes_to_the_next_that_is_not() -> None:
    state = after(screen(LONG), "g", "N", "r")

    assert [(d.action, d.span) for d in state.study.decisions] == [
        ("seen", state.transcript.turns[1].span)
    ]
    assert words_at(state) == "Vâng."
    assert state.read == {2}
    assert not {1, 2, 3} & set(state.unreviewed)


def test_r_says_when_proposals_are_left_behind_and_marks_a_turn_once() -> None:
    state = after(screen(LONG), "r")
    assert "còn 1 đề xuất" in state.message

    state = after(state, "K", "r")
    assert [d.action for d in state.study.decisions] == ["seen"]


def test_a_question_is_not_marked_but_passed_over() -> None:
    state = after(screen(LONG), "g", "r")
    assert state.study.decisions == ()
    assert words_at(state) == "Tôi đi biển."


def test_what_another_coder_has_read_is_still_unreviewed() -> None:
    state = after(screen(LONG), "g", "N", "r")
    other = start(state.study, state.transcript, "Minh")
    assert other.read == frozenset()


# The study comes while the transcript is being read


def bare(study: Study) -> State:
    """The screen before anything but a part of the text was read."""
    whole = study.transcripts[0]
    part = replace(whole, turns=whole.turns[2:])
    state = State(Study(Settings(), transcripts=(part,)), part, "Lan", loading=True)
    return show(state, part)


def test_while_the_study_is_read_keys_that_move_work_and_the_others_wait() -> None:
    state = bare(study_of(TALK))

    assert after(state, "j").row == 1
    for key in "axA/cvsemtruUFnpNPow[]":
        assert after(state, key) == replace(state, message="Đang mở sổ mã…")


def test_who_has_not_moved_gets_to_the_next_thing_to_do_when_the_study_is_there() -> None:
    study = study_of(TALK)
    state = arrived(bare(study), study)

    assert not state.loading
    assert state.rows[state.row].turn.speaker == "Chị B"
    assert code_at(state).startswith("proposed")


def test_who_has_moved_stays_at_the_words_when_the_study_is_there() -> None:
    study = study_of(TALK)
    state = after(bare(study), "j", "k")
    words = words_at(state)

    assert words_at(arrived(state, study)) == words == "Dạ vâng ạ."


@pytest.mark.parametrize("text", ["", "Loại: PVS\n", "NTL:\n"])
def test_a_transcript_in_which_nobody_speaks_can_be_opened(text: str) -> None:
    state = after(screen(text), *"jkJKnpNPaxAmteuUrvsfFow.,/c?gGq")
    assert (state.row, state.study.decisions) == (0, ())
    assert len(lines(state, 60)) == sum(heights(state, 60))

"""The coding screen: finding words, showing only some sentences, lists of what there is."""

from __future__ import annotations

from dataclasses import replace

import pytest
from desk import TALK, actions_of, after, code_at, drafts_of, record, said, screen, words_at

from qualcode import decisions, turns
from qualcode.model import Doubt, Span, Study
from qualcode.project import with_codings
from qualcode.tui import bars, finding
from qualcode.tui.cursor import shown_rows
from qualcode.tui.lines import heights, lines
from qualcode.tui.panel import panel
from qualcode.tui.state import State, start

# Finding words


def found(text: str, typed: str) -> list[str]:
    return [span.of(text) for span in finding.find(text, typed)]


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("thu", ["thu", "Thủ", "thư", "Thu"]),
        ("thu nhap", ["thu nhập", "Thu\nnhập"]),
        ("thủ", ["Thủ"]),
        ("thư", ["thư"]),
        ("nhâp", ["nhập", "nhập"]),
        ("nhàp", []),
        ("do", ["đó"]),
        ("đo", ["đó"]),
        ("[cuoi]", ["[cười]"]),
        (".*", []),
        ("", []),
    ],
)
def test_letters_without_accents_find_all_and_typed_accents_narrow(
    typed: str, words: list[str]
) -> None:
    assert found("thu nhập, Thủ tục, lá thư, Thu\nnhập [cười] đó", typed) == words


def test_finding_goes_to_the_first_place_behind_while_one_types() -> None:
    state = after(screen(), "g", "f", *"tien")
    assert words_at(state).startswith("Mà tiền đâu")
    assert "1/2" in said([bars.status(state, 80)])[0]

    state = after(state, "enter")
    assert state.mode == "read"
    assert "“tien” 1/2" in said([bars.status(state, 80)])[0]


def test_full_stop_and_comma_go_round_the_places_found() -> None:
    state = after(screen(), "g", "f", *"tien", "enter", ".")
    assert state.rows[state.row].turn.speaker == "Chị B"
    assert after(state, ".").row < state.row
    assert after(state, ",").row < state.row
    assert after(state, ",", ",").row == state.row


def test_the_next_place_is_the_next_from_where_the_cursor_went() -> None:
    state = after(screen(), "f", *"tien", "enter", "G", ",")
    assert words_at(state).startswith("Mà tiền đâu")


def test_escape_while_finding_goes_back_and_escape_while_reading_takes_the_marks_off() -> None:
    state = after(screen(), "g", "f", *"tien", "escape")
    assert (state.row, state.matches) == (0, ())

    state = after(screen(), "g", "f", *"tien", "enter", "escape")
    assert state.row > 0
    assert state.matches == ()


def test_what_is_found_stands_out_and_what_is_not_is_said() -> None:
    state = after(screen(), "f", *"tien", "enter")
    marked = [text for line in lines(state, 80) for text, style in line if style == "match"]
    assert marked == ["tiền", "tiền"]

    state = after(screen(), "f", *"xyz", "enter")
    assert "Không thấy “xyz”" in state.message
    assert state.row == screen().row


def test_labels_of_speakers_are_not_searched() -> None:
    assert after(screen(), "f", *"NTL").matches == ()


def test_full_stop_without_a_search_says_how_to_begin_one() -> None:
    assert "f" in after(screen(), ".").message


# Showing only some sentences


def rows_shown(state: State) -> list[str]:
    text = state.transcript.text
    return [state.rows[row].span.of(text)[:12] for row in shown_rows(state)]


def only(state: State, words: str) -> State:
    return after(state, "F", *words, "enter")


def test_a_filter_shows_what_has_the_code_with_a_line_for_what_is_hidden() -> None:
    state = only(screen(), "thu nhap")

    assert rows_shown(state) == ["Mà tiền đâu ", "Tôi thì khôn"]
    shown = said(lines(state, 60))
    assert [line.strip() for line in shown if "câu" in line] == ["… 2 câu", "… 2 câu"]
    assert len(shown) == sum(heights(state, 60))
    assert [line for line in shown if "Chị B" in line]
    assert [line for line in shown if "NTL" in line]


def test_the_filter_is_in_sight_whatever_is_said() -> None:
    state = replace(only(screen(), "thu nhap"), message="x" * 300)
    assert "LỌC 2 câu (Esc bỏ): Thu nhập thấp" in said([bars.status(state, 100)])[0]


def test_filters_of_two_kinds_must_both_hold_and_of_one_kind_either() -> None:
    state = after(screen(), "a")
    chosen = only(only(state, "khong biet"), "da chap nhan")
    assert rows_shown(chosen) == ["Tôi chưa ngh"]
    assert rows_shown(only(only(state, "thu nhap"), "khong biet")) == [
        "Tôi chưa ngh",
        "Mà tiền đâu ",
        "Tôi thì khôn",
    ]
    assert rows_shown(only(only(state, "thu nhap"), "chi b")) == ["Tôi thì khôn"]


def test_code_and_status_must_hold_of_the_same_coding() -> None:
    state = after(screen(), "G", "tab", "a")
    accepted = code_at(state).removeprefix("accepted ")
    other = {"awareness.no_knowledge": "thu nhap", "affordability.worker_income": "khong biet"}
    assert "không câu nào" in only(only(state, "da chap nhan"), other[accepted]).message.lower()


@pytest.mark.parametrize(
    ("words", "first"),
    [
        ("awareness", "Tôi chưa ngh"),
        ("de xuat", "Tôi chưa ngh"),
        ("chua co ma", "Dạ [không rõ"),
        ("chua xem", "Tôi chưa ngh"),
        ("pvv", "Chị có nghe "),
    ],
)
def test_families_statuses_speakers_and_work_left_can_be_asked_for(words: str, first: str) -> None:
    shown = rows_shown(only(screen(), words))
    assert shown[0] == first
    assert len(shown) < len(screen().rows)


def test_memos_and_translations_can_be_asked_for() -> None:
    state = after(screen(), "m", *"nhớ", "enter", "n", "t", *"No money", "enter")
    assert rows_shown(only(state, "ghi chu")) == ["Tôi chưa ngh"]
    assert rows_shown(only(state, "ban dich")) == ["Mà tiền đâu "]


def test_with_a_filter_keys_go_only_to_what_is_shown() -> None:
    state = after(only(screen(), "thu nhap"), "g")
    assert words_at(state).startswith("Mà tiền")
    assert words_at(after(state, "j")).startswith("Tôi thì")
    assert after(state, "j", "j") == after(state, "j")
    assert words_at(after(state, "J")).startswith("Tôi thì")
    assert words_at(after(state, "G", "K")).startswith("Mà tiền")
    assert words_at(after(state, "N")).startswith("Tôi thì")


def test_what_was_decided_stays_in_sight_until_the_filter_is_set_anew() -> None:
    state = after(only(screen(), "de xuat"), "a")
    assert words_at(state) in " ".join(rows_shown(state)) or rows_shown(state)[0] == "Tôi chưa ngh"
    assert code_at(state).startswith("accepted")


def test_a_filter_is_taken_off_by_itself_all_by_escape_or_capital_f() -> None:
    two = only(only(screen(), "thu nhap"), "chi b")
    assert len(only(two, "chi b").filters) == 1
    assert len(rows_shown(after(two, "escape"))) == len(screen().rows)
    assert len(rows_shown(after(two, "F", "F"))) == len(screen().rows)


def test_undo_and_find_show_the_place_they_go_to_even_if_it_is_filtered_out() -> None:
    state = after(only(after(screen(), "a"), "chi b"), "u")
    assert words_at(state) == "Tôi chưa nghe bao giờ."
    assert "Tôi chưa ngh" in rows_shown(state)

    state = after(only(screen(), "chi b"), "f", *"nghe bao gio", "enter")
    assert words_at(state) == "Tôi chưa nghe bao giờ."


def test_with_a_filter_the_next_transcript_is_the_next_that_has_it() -> None:
    state = only(screen(TALK, "NTL: Vâng.", "NTL: Thôi. Tôi chưa nghe."), "khong biet")
    state = after(state, "]")
    assert (state.transcript.name, words_at(state)) == ("t3", "Tôi chưa nghe.")
    assert "Phía này không còn bản nào" in after(state, "]").message


# Lists


def test_the_list_of_transcripts_shows_how_far_one_is_and_what_is_assigned_first() -> None:
    state = after(screen(), "a")
    draft = decisions.assign(state.study, "t2", "Lan", coder="Minh")
    state = start(record(state.study, [draft]), state.transcript, "Lan")
    shown = said(panel(after(state, "o"), 60, 10))

    assert shown[1].startswith("  t2 ▸  0/1 câu")
    assert shown[2].startswith("► t1  1/4 câu")


def test_a_transcript_is_opened_by_a_few_letters_of_its_name() -> None:
    state = after(screen(), "o", *"t2", "enter")
    assert (state.transcript.name, state.mode) == ("t2", "read")
    assert words_at(state) == "Tôi cũng chưa nghe."


def doubtful() -> State:
    """A decision on words that were changed afterwards, and one on words that are gone."""
    state = after(screen(TALK), "a", "G", "x")
    changed = TALK.replace("Tôi chưa nghe bao giờ.", "Tôi mới nghe bao giờ.")
    changed = changed.replace("Chị B: Tôi thì không biết, mà tiền đâu tôi đóng.", "Chị B: Vâng.")
    study = Study(
        state.study.settings,
        codebooks=state.study.codebooks,
        transcripts=(turns.parse("t1", changed),),
        decisions=state.study.decisions,
    )
    return start(with_codings(study), turns.parse("t1", changed), "Lan")


def test_what_needs_a_look_is_counted_and_listed_with_its_old_words() -> None:
    state = doubtful()
    count = len(state.study.doubts)
    assert count >= 1
    assert f"w: {count} cần xem lại" in said([bars.status(state, 80)])[0]

    shown = "\n".join(said(panel(after(state, "w"), 70, 12)))
    assert "Lời cũ:" in shown
    assert any(doubt.reason.vi[:20] in shown for doubt in state.study.doubts)


def test_enter_goes_to_the_place_of_what_needs_a_look() -> None:
    state = doubtful()
    orphans = [doubt for doubt in state.study.doubts if doubt.span is None]
    placed = Doubt(orphans[0].decision, orphans[0].reason, "t1", Span(*_place(state, "Vâng.")))
    state = replace(state, study=replace(state.study, doubts=(placed,)))

    assert words_at(after(state, "g", "w", "enter")) == "Vâng."


def test_d_takes_back_the_decision_that_needs_a_look() -> None:
    state = doubtful()
    first = after(state, "w").options[0]
    (draft,) = drafts_of(after(state, "w"), "d")

    assert (draft.action, draft.target) == ("undo", first.id)
    assert len(after(state, "w", "d").study.doubts) == len(state.study.doubts) - 1
    assert actions_of(after(state, "w", "d"))[-1] == "undo"


def test_where_nothing_needs_a_look_it_says_so() -> None:
    assert "Không có gì cần xem lại" in after(screen(), "w").message


def _place(state: State, words: str) -> tuple[int, int]:
    at = state.transcript.text.rindex(words)
    return at, at + len(words)

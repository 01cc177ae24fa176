"""The coding screen: what its keys decide, what it shows, and that it all reaches the disk."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len

from qualcode import codebook, project, store, turns
from qualcode.errors import StudyError
from qualcode.model import Decision, Settings, Study
from qualcode.project import with_codings
from qualcode.tui import bars, editor, find_transcript, open_screen, picker
from qualcode.tui.app import CodingScreen, Lines, Talk
from qualcode.tui.keys import paste, press
from qualcode.tui.lines import heights, lines
from qualcode.tui.panel import panel
from qualcode.tui.state import State, chosen, current, progress, saved, start, undecided

BOOK = codebook.parse(
    """
codebook: test
version: 1
codes:
  - id: awareness.no_knowledge
    label: {vi: Không biết, en: No knowledge}
    definition: {vi: "Chưa nghe nói", en: "Has not heard"}
    exclude: {vi: "biết mà hiểu sai", en: "knows it wrongly"}
    valence: barrier
    patterns: ["(không|chưa) ~2 (biết|nghe)"]
  - id: affordability.worker_income
    label: {vi: Thu nhập thấp, en: Low income}
    valence: barrier
    patterns: ["tiền đâu ~3 đóng"]
  - id: institutional.procedures
    label: {vi: Thủ tục phức tạp, en: Complex procedures}
  - id: benefits.pension
    label: {vi: Lương hưu, en: Pension}
    valence: enabler
""",
    "codebooks/test.yaml",
)
TALK = """Loại: PVS

PVV: Chị có nghe nói bảo hiểm xã hội chưa?
NTL (nữ, 41 tuổi): Tôi chưa nghe bao giờ. Mà tiền đâu ra mà đóng! [cười] Dạ [không rõ] thế thôi.
PVV: Dạ vâng ạ.
Chị B: Tôi thì không biết, mà tiền đâu tôi đóng.
"""
SECOND = "PVV: Còn bác?\nNTL: Tôi cũng chưa nghe.\n"
KEYS = [*"jkhlnpaAxcmu][gG?/ thuqđế[]", "down", "up", "tab", "shift+tab", "left", "right"]
KEYS += ["enter", "escape", "backspace", "home", "end", "pagedown", "pageup", "f5", "ctrl+u"]


def study_of(*texts: str) -> Study:
    parsed = tuple(turns.parse(f"t{n}", text) for n, text in enumerate(texts, 1))
    return with_codings(Study(Settings(), codebooks=(BOOK,), transcripts=parsed))


def screen(*texts: str) -> State:
    study = study_of(*(texts or (TALK, SECOND)))
    return start(study, study.transcripts[0], "Lan")


def record(study: Study, drafts: Sequence[Decision]) -> Study:
    """What the store does to drafts, without a file: an id, a time, a number."""
    first = len(study.decisions) + 1
    done = (
        replace(draft, id=f"{n:08}", time=f"2026-01-01T00:00:00.{n:06}Z", sequence=n)
        for n, draft in enumerate(drafts, first)
    )
    return project.with_decisions(study, (*study.decisions, *done))


def after(state: State, *keys: str) -> State:
    for key in keys:
        state, drafts = press(state, key)
        if drafts:
            state = saved(state, record(state.study, drafts))
    return state


def drafts_of(state: State, key: str) -> tuple[Decision, ...]:
    return press(state, key)[1]


def words_at(state: State) -> str:
    row = current(state)
    return row.span.of(state.transcript.text) if row else ""


def code_at(state: State) -> str:
    coding = chosen(state)
    return f"{coding.status} {coding.code}" if coding else ""


def said(drawn: Sequence[Sequence[tuple[str, str]]]) -> list[str]:
    return ["".join(text for text, _ in line) for line in drawn]


# Moving


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
    assert "Đã xét hết" in state.message


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


# Deciding


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
    assert progress(state) == (2, 4)
    assert {state.rows[row].turn.speaker for row, _ in undecided(state)} == {"Chị B"}


def test_undo_takes_back_the_latest_and_goes_where_it_was() -> None:
    state = after(screen(), "a", "n", "x", "g", "u")

    assert code_at(state) == "proposed affordability.worker_income"
    assert progress(state) == (1, 4)
    assert progress(after(state, "u")) == (0, 4)
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


def test_escape_leaves_the_picker_and_the_memo_without_a_decision() -> None:
    for opening in "/m":
        state = after(screen(), opening, "t", "escape")
        assert (state.mode, state.study.decisions) == ("read", ())


def test_picking_what_a_rule_proposes_here_accepts_it_with_its_reasons() -> None:
    (draft,) = drafts_of(after(screen(), "/", *"khong biet"), "enter")
    assert draft.action == "accept"


def test_an_interviewers_words_take_no_code() -> None:
    state = after(screen(), "g", "/")

    assert state.mode == "read"
    assert "người phỏng vấn" in state.message


def test_a_memo_is_saved_and_comes_back_for_editing() -> None:
    state = after(screen(), "m", *"xem lại", "enter")
    coding = chosen(state)

    assert coding is not None
    assert coding.memo == "xem lại"
    assert after(state, "m").typed.text == "xem lại"
    assert drafts_of(after(state, "m"), "enter") == ()
    assert drafts_of(after(state, "m", "ctrl+u"), "enter")[0].note == ""


def test_a_memo_needs_a_code() -> None:
    assert "/" in after(screen(), "g", "m").message


@given(st.lists(st.sampled_from(KEYS), max_size=60))
@settings(deadline=None, max_examples=60)
def test_no_row_of_keys_breaks_the_screen_or_takes_the_cursor_out(keys: list[str]) -> None:
    state = screen()
    for key in keys:
        state = after(state, key)
        assert 0 <= state.row < len(state.rows)
        assert len(state.codings) == len(state.rows)
        assert bool(chosen(state)) == bool(state.codings[state.row])
        assert len(panel(state, 40, 7)) <= 7
        bars.status(state, 80)


@pytest.mark.parametrize("text", ["", "Loại: PVS\n", "NTL:\n"])
def test_a_transcript_in_which_nobody_speaks_can_be_opened(text: str) -> None:
    state = after(screen(text), *"jknpaxAmu/c?gGq")
    assert lines(state, 60) == [] or said(lines(state, 60))


# Typing


def typed(*keys: str) -> editor.Line:
    line = editor.EMPTY
    for key in keys:
        line = editor.edit(line, key)
    return line


def test_backspaces_of_an_input_method_come_out_right() -> None:
    """UniKey retypes a syllable when its tone is known (Textual issue 6605)."""
    assert typed(*"chinh", *["backspace"] * 3, *"ính").text == "chính"


def test_letters_that_arrive_with_their_marks_apart_become_one() -> None:
    line = typed(*unicodedata.normalize("NFD", "xã hội"))
    assert (line.text, line.at) == ("xã hội", 6)
    assert typed(*unicodedata.normalize("NFD", "xã"), "backspace").text == "x"


def test_letters_go_in_and_out_at_the_cursor() -> None:
    assert typed(*"bo him", "left", "ể", "home", "right", "right", "delete").text == "bohiểm"


@given(st.lists(st.sampled_from([*"aăđ ̣́x", *editor.KEYS]), max_size=40))
def test_a_typed_line_is_composed_and_its_cursor_inside(keys: list[str]) -> None:
    line = typed(*keys)
    assert unicodedata.is_normalized("NFC", line.text)
    assert 0 <= line.at <= len(line.text)


def test_what_is_pasted_into_a_memo_stays_on_one_line() -> None:
    state = paste(after(screen(), "m"), "dòng một\r\ndòng hai\x1b[2J")
    assert state.typed.text == "dòng một dòng hai[2J"


def test_a_paste_while_reading_presses_no_keys() -> None:
    state = screen()
    assert paste(state, "xxaq") == state


def test_codes_are_found_by_id_and_by_either_label_the_accents_as_typed_first() -> None:
    def found(words: str) -> list[str]:
        return [code.id for code in picker.find(BOOK.codes, words)]

    assert found("thu") == ["affordability.worker_income", "institutional.procedures"]
    assert found("thủ")[0] == "institutional.procedures"
    assert found("pension") == found("luong huu") == found("benefits") == ["benefits.pension"]
    assert found("worker_inc") == found("income low") == ["affordability.worker_income"]
    assert found("zzz") == []
    assert len(found("")) == 4


# Drawing


def test_every_word_of_the_transcript_is_shown_with_the_typists_marks() -> None:
    state = screen()
    text = " ".join(said(lines(state, 40)))

    assert "[cười]" in text
    assert "[không rõ]" in text
    for turn in state.transcript.turns:
        assert all(word in text for word in state.transcript.words_of(turn).split())


@given(st.text(max_size=300), st.integers(16, 90))
@settings(deadline=None)
def test_no_line_is_wider_than_the_screen_and_no_letter_is_lost(text: str, width: int) -> None:
    state = screen("NTL: Vâng " + text)
    drawn = said(lines(state, width))

    assert all(cell_len(line) <= width for line in drawn)
    assert len(drawn) == sum(heights(state, width))
    shown = "".join("".join(drawn).split())
    letters = [c for word in state.transcript.words_of(state.transcript.turns[0]) for c in word]
    assert all(c in shown for c in letters if c.isalpha())


def test_wide_letters_and_loose_marks_are_measured_in_columns() -> None:
    state = screen("NTL: " + "漢字한국어" * 30 + " a\u0323\u0302\u0302\u0302 " + "x\u0301" * 200)
    assert max(map(cell_len, said(lines(state, 30)))) <= 30


def test_the_words_that_fired_stand_out() -> None:
    strong = [text for line in lines(screen(), 80) for text, style in line if style == "evidence"]
    assert "chưa nghe" in " ".join(strong)


def test_signs_say_status_and_direction_without_colour() -> None:
    state = after(screen(), "a", "/", *"luong", "enter", "n", "x")
    shown = "\n".join(said(lines(state, 80)))

    assert "● − Không biết" in shown
    assert "✚ " in shown
    assert "✗ − Thu nhập thấp" in shown
    assert "○ − Không biết" in shown


def test_the_panel_says_what_the_code_is_and_why_it_is_proposed() -> None:
    shown = "\n".join(said(panel(screen(), 90, 20)))

    assert "Không biết · No knowledge" in shown
    assert "Chưa nghe nói" in shown
    assert "biết mà hiểu sai" in shown
    assert "“chưa” … “nghe”" in shown or "“chưa nghe”" in shown
    assert "(không|chưa) ~2 (biết|nghe)" in shown
    assert "codebooks/test.yaml:10" in shown


def test_the_panel_has_a_line_of_everything_where_there_is_little_room() -> None:
    shown = said(panel(screen(), 78, 7))

    assert len(shown) <= 7
    assert shown[0].startswith("○ − Không biết")
    assert any("Không dùng khi" in line for line in shown)


def test_the_picker_keeps_the_chosen_code_in_sight() -> None:
    state = after(screen(), "/", *["down"] * 3)
    assert any(line.startswith("▶ Lương hưu") for line in said(panel(state, 60, 4)))


def test_the_top_line_says_how_far_one_is() -> None:
    state = after(screen(), "a")

    assert "đã xét 1/4 đề xuất · đã lưu" in said([bars.top(state, 100)])[0]
    english = replace(state, language="en")
    assert "decided 1 of 4 proposals · saved" in said([bars.top(english, 100)])[0]


@pytest.mark.parametrize("width", [60, 80, 100, 200])
def test_the_bars_fit_and_help_and_quit_are_always_among_the_keys(width: int) -> None:
    for state in (screen(), replace(screen(), language="en")):
        (keys,) = said([bars.keys(state, width)])
        (top,) = said([bars.top(state, width)])

        assert "? " in keys
        assert "q " in keys
        assert cell_len(keys) <= width
        assert cell_len(top) == width


# Opening


def test_a_wrong_name_gets_the_near_ones() -> None:
    study = study_of(TALK, SECOND)
    with pytest.raises(StudyError, match="t1"):
        find_transcript(study, "t11")


def test_without_a_name_the_first_with_undecided_proposals_opens() -> None:
    study = study_of("PVV: Chào bác.\nNTL: Chào cô.\n", SECOND)
    assert find_transcript(study, "").name == "t2"


def test_a_study_without_transcripts_says_so() -> None:
    with pytest.raises(StudyError, match="no transcripts"):
        find_transcript(Study(Settings()), "")


def test_without_a_terminal_it_says_what_to_do(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(StudyError, match="needs a terminal"):
        open_screen(study_of(TALK), "", "Lan", record)
    assert capsys.readouterr().out == ""


# The real screen, on a real study


def app_on(folder: Path) -> CodingScreen:
    study = project.load(folder)
    return CodingScreen(
        start(study, find_transcript(study, ""), "Lan"),
        lambda current, drafts: project.record(folder, current, drafts)[0],
    )


def on_disk(folder: Path) -> list[tuple[str, str, str]]:
    return [(d.action, d.code, d.note) for d in store.read(folder / "coding.sqlite")]


async def test_each_decision_is_on_disk_before_the_next_key(folder: Path) -> None:
    app = app_on(folder)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("a")
        assert on_disk(folder) == [("accept", "awareness.no_knowledge", "")]
        await pilot.press("n", "x", "u")
        assert [action for action, *_ in on_disk(folder)] == ["accept", "reject", "undo"]
        await pilot.press("slash", *"thu", "enter")
        assert on_disk(folder)[-1] == ("add", "affordability.worker_income", "")

    assert progress(app_on(folder).state) == (1, 3)


async def test_vietnamese_typed_by_an_input_method_reaches_the_disk(folder: Path) -> None:
    app = app_on(folder)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("m", *"chinh", *["backspace"] * 3, *"ính", "space", *"tri", "enter")

    assert on_disk(folder) == [("memo", "awareness.no_knowledge", "chính tri")]


async def test_what_cannot_be_written_is_said_and_the_screen_goes_on(folder: Path) -> None:
    app = app_on(folder)
    async with app.run_test(size=(120, 40)) as pilot:
        (folder / "coding.sqlite").write_text("không phải kho quyết định " * 100, encoding="utf-8")
        await pilot.press("m", *"nhớ", "enter")
        assert app.state.typed.text == "nhớ"
        assert "sao lưu" in app.state.message
        assert "CHƯA LƯU" in app.query_one("#top", Lines).render_line(0).text
        await pilot.press("escape", "j")
        assert app.is_running


async def test_the_panel_stands_below_on_a_narrow_and_beside_on_a_wide_screen(folder: Path) -> None:
    app = app_on(folder)
    async with app.run_test(size=(80, 24)) as pilot:
        talk, panel = app.query_one(Talk), app.query_one("#panel")
        assert (talk.region.width, panel.region.width) == (80, 80)
        await pilot.resize_terminal(120, 40)
        await pilot.pause()
        assert talk.region.right == panel.region.x
        assert talk.region.height == panel.region.height


async def test_a_window_too_small_says_so_and_decides_nothing(folder: Path) -> None:
    app = app_on(folder)
    async with app.run_test(size=(50, 10)) as pilot:
        await pilot.press("a")
        assert "60×15" in app.query_one("#small", Lines).render_line(0).text
        assert on_disk(folder) == []
        await pilot.press("q")

    assert app.state.mode == "left"

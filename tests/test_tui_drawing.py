"""The coding screen: what stands in its lines, and that they fit."""

from __future__ import annotations

from dataclasses import replace

import pytest
from desk import after, said, screen
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len

from qualcode import codebook
from qualcode.model import Bilingual, Problem
from qualcode.tui import bars
from qualcode.tui import keys as keys_module
from qualcode.tui.help import help_lines
from qualcode.tui.lines import heights, lines
from qualcode.tui.panel import panel

LARGE = codebook.parse(
    """
codebook: large
version: 1
codes:
  - {id: benefits, label: {vi: Quyền lợi, en: Benefits}}
  - {id: benefits.pension, label: {vi: Lương hưu, en: Pension}}
  - {id: benefits.level, label: {vi: Mức hưởng, en: Level}}
""",
    "codebooks/large.yaml",
)


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


def test_a_tall_panel_shows_the_codes_beside_and_without_a_code_all_of_the_codebook() -> None:
    state = after(screen(), "/", *"luong", "enter")
    beside = replace(state, study=replace(state.study, codebooks=(LARGE,)))
    assert "Cùng nhóm: Mức hưởng" in "\n".join(said(panel(beside, 60, 30)))
    assert "Cùng nhóm" not in "\n".join(said(panel(beside, 60, 8)))

    nothing = said(panel(replace(after(beside, "g"), row=3), 60, 30))
    assert "Quyền lợi: Lương hưu · Mức hưởng" in nothing


def test_the_picker_keeps_the_chosen_code_in_sight() -> None:
    state = after(screen(), "/", *["down"] * 3)
    assert any(line.startswith("► Lương hưu") for line in said(panel(state, 60, 4)))


def test_the_top_line_says_how_far_one_is_in_sentences_and_what_is_left() -> None:
    state = after(screen(), "G", "A")

    assert "Lan · 1/4 câu · còn 2 đề xuất · đã lưu" in said([bars.top(state, 100)])[0]
    english = replace(state, language="en")
    assert "Lan · 1 of 4 · 2 proposals left · saved" in said([bars.top(english, 100)])[0]


@pytest.mark.parametrize("width", [60, 80])
def test_a_long_name_hides_neither_the_transcript_nor_what_is_saved(width: int) -> None:
    state = replace(screen(), coder="Nguyễn Thị Phương Thảo (nhóm điều tra số 2)")
    top = said([bars.top(state, width)])[0]

    assert top.startswith(" t1 ")
    assert "Nguyễn" in top
    assert top.endswith("4 đề xuất · đã lưu ")


@pytest.mark.parametrize("width", range(60, 100))
def test_the_line_of_keys_ends_with_a_whole_word(width: int) -> None:
    state = replace(screen(), language="en")
    assert "…" not in said([bars.keys(state, width)])[0]


def test_numbers_are_written_as_the_language_writes_them() -> None:
    state = screen("NTL: " + "Thế thôi. " * 3000)
    assert "0/3.000 câu" in said([bars.top(state, 100)])[0]
    assert "0 of 3,000 sentences" in said([bars.top(replace(state, language="en"), 100)])[0]


def test_blindness_and_a_policy_are_always_in_sight() -> None:
    state = screen()
    assert "mã hóa độc lập" in said([bars.status(replace(state, blind=True), 80)])[0]

    settings = replace(state.study.settings, policy="majority")
    voted = replace(state, study=replace(state.study, settings=settings), message="x" * 200)
    assert "majority" in said([bars.status(voted, 80)])[0]


def test_signs_before_a_sentence_say_what_codes_it_has_and_before_a_turn_that_it_is_read() -> None:
    state = after(screen(), "x", "/", *"luong", "enter", "j", "a", "r")
    shown = said(lines(state, 80))

    assert any(line.startswith("✓ 2 NTL") for line in shown)
    assert any(line[1:].startswith("✗✚   Tôi chưa nghe") for line in shown)
    assert any(line[1:].startswith("●    Mà tiền đâu") for line in shown)
    assert any(line.startswith("  4 Chị B") for line in shown)


def test_where_there_are_more_codes_than_room_for_signs_it_shows_that() -> None:
    state = screen("NTL: Tôi chưa nghe, mà tiền đâu mà đóng.")
    state = after(state, "v", *["left"] * 9, "enter", *"luong", "enter", "/", *"thu tuc", "enter")
    state = after(state, "v", *"LLLLLLLL", "enter", *"luong", "enter")
    (line,) = [line for line in said(lines(state, 80)) if "chưa nghe" in line]
    assert len(state.codings[0]) == 5
    assert line[5:].startswith(" Tôi")
    assert "…" in line[:5]


def test_a_blind_coder_is_shown_no_keys_for_proposals() -> None:
    shown = said([bars.keys(replace(screen(), blind=True), 300)])[0]

    assert "đề xuất" not in shown
    assert "nhận cả lượt" not in shown
    assert "N P chưa xem" in shown


def test_where_nobody_speaks_the_panel_says_what_is_wrong_with_the_file() -> None:
    state = screen("Tôi chưa nghe bao giờ.")
    fault = Problem(state.transcript.file, Bilingual("không nhận ra người nói nào", "no speaker"))
    state = replace(state, study=replace(state.study, problems=(fault,)))

    assert "không nhận ra người nói nào" in " ".join(said(panel(state, 60, 9)))


def test_help_shows_every_key_on_80_by_24_without_scrolling() -> None:
    for language in ("vi", "en"):
        shown = said(help_lines(replace(screen(), language=language, mode="help"), 80, 21))
        text = "\n".join(shown)
        keys = {key for line in shown for key in line.split()}

        assert all(cell_len(line) <= 80 for line in shown)
        assert "…" not in text.replace("show only …", "").replace("chỉ xem câu…", "")
        assert {key for key in keys_module.MOVING | keys_module.WORKING if len(key) == 1} <= {
            *keys,
            *" {}",
        }


def test_help_scrolls_where_it_does_not_fit() -> None:
    state = after(screen(), "?")
    first = said(help_lines(state, 60, 12))
    assert said(help_lines(after(state, "j"), 60, 12))[:-1] == first[1:]
    assert said(help_lines(after(state, *["pagedown"] * 9), 60, 12))[-1].startswith(" Ctrl+J")
    assert said(help_lines(after(state, "j", "j"), 80, 30)) == said(help_lines(state, 80, 30))


@pytest.mark.parametrize("width", [60, 80, 100, 200])
def test_the_bars_fit_and_help_and_quit_are_always_among_the_keys(width: int) -> None:
    found = after(screen(), "F", *"khong biet", "enter", "f", *"chua", "enter")
    for state in (screen(), replace(screen(), language="en"), found):
        (keys,) = said([bars.keys(state, width)])
        (top,) = said([bars.top(state, width)])

        assert "? " in keys
        assert "q " in keys
        assert cell_len(keys) <= width
        assert cell_len(top) == width
        assert cell_len(said([bars.status(state, width)])[0]) <= width

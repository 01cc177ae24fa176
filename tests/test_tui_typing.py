"""The coding screen: letters typed and pasted, and the codes they find."""

from __future__ import annotations

import unicodedata

from desk import after, screen
from hypothesis import given
from hypothesis import strategies as st

from qualcode.tui import editor, picker
from qualcode.tui.keys import paste


def typed(*keys: str) -> editor.Line:
    return edit_all(editor.EMPTY, *keys)


def test_backspaces_of_an_input_method_come_out_right() -> None:
    """UniKey retypes a syllable when its tone is known (Textual issue 6605)."""
    assert typed(*"chinh", *["backspace"] * 3, *"ính").text == "chính"


def test_letters_that_arrive_with_their_marks_apart_become_one() -> None:
    line = typed(*unicodedata.normalize("NFD", "xã hội"))
    assert (line.text, line.at) == ("xã hội", 6)
    assert typed(*unicodedata.normalize("NFD", "xã"), "backspace").text == "x"


def test_letters_go_in_and_out_at_the_cursor() -> None:
    assert typed(*"bo him", "left", "ể", "home", "right", "right", "delete").text == "bohiểm"


def edit_all(line: editor.Line, *keys: str) -> editor.Line:
    for key in keys:
        line = editor.edit(line, key)
    return line


@given(st.lists(st.sampled_from([*"aăđ ̣́x", *editor.KEYS]), max_size=40))
def test_typed_text_is_composed_and_its_cursor_inside(keys: list[str]) -> None:
    for line in (typed(*keys), edit_all(editor.lines_of("đã\n\nnói"), *keys)):
        assert unicodedata.is_normalized("NFC", line.text)
        assert 0 <= line.at <= len(line.text)


def test_what_is_pasted_into_a_memo_keeps_its_lines_and_orders_no_terminal_about() -> None:
    state = paste(after(screen(), "m"), "dòng một\r\ndòng hai\x1b[2J")
    assert state.typed.text == "dòng một\ndòng hai[2J"


def test_what_is_pasted_into_a_list_stays_on_one_line() -> None:
    assert paste(after(screen(), "/"), "thu\nnhập").typed.text == "thu nhập"


def test_a_paste_while_reading_presses_no_keys() -> None:
    state = screen()
    assert paste(state, "xxaq") == state


def test_words_and_lines_are_deleted_and_passed_as_in_a_shell() -> None:
    line = typed(*"một hai ba", "ctrl+w")
    assert line.text == "một hai "
    assert edit_all(line, "ctrl+left", "ctrl+k").text == "một "
    assert edit_all(line, "home", "ctrl+right", *"!").text == "một! hai "
    assert edit_all(line, "ctrl+a", "ctrl+e", "ctrl+u").text == ""


def test_arrows_go_from_line_to_line_where_there_are_several() -> None:
    line = editor.lines_of("một hai\nba\nbốn")
    assert edit_all(line, "up", "up", "x").text == "mộxt hai\nba\nbốn"
    assert edit_all(line, "home", "up", "down", "x").text == "một hai\nba\nxbốn"
    assert edit_all(line, "ctrl+j", "x").text == "một hai\nba\nbốn\nx"
    assert typed(*"a", "ctrl+j", *"b").text == "ab"


def test_codes_are_found_by_id_and_by_either_label_the_accents_as_typed_first() -> None:
    options = after(screen(), "/").options

    def found(words: str) -> list[str]:
        return [option.id for option in picker.find(options, words)]

    assert found("thu") == ["affordability.worker_income", "institutional.procedures"]
    assert found("thủ")[0] == "institutional.procedures"
    assert found("pension") == found("luong huu") == found("benefits") == ["benefits.pension"]
    assert found("worker_inc") == found("income low") == ["affordability.worker_income"]
    assert found("zzz") == []
    assert len(found("")) == 4

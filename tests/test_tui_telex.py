"""The coding screen while a Vietnamese input method is on, which takes letters back."""

from __future__ import annotations

import pytest
from desk import actions_of, after, screen
from hypothesis import given
from hypothesis import strategies as st

from qualcode.tui.telex import NOTHING, pressed

BACK = "backspace"


def meant(*arrived: str) -> list[str]:
    heard, keys = NOTHING, []
    for key in arrived:
        heard, key_meant = pressed(heard, key)
        keys += [key_meant] if key_meant else []
    return keys


@pytest.mark.parametrize(
    ("arrived", "keys"),
    [
        (("a", BACK, "ã"), "ax"),
        (("a", BACK, "ạ"), "aj"),
        (("a", BACK, "â"), "aa"),
        (("a", BACK, "ạ", BACK, "ậ"), "aja"),
        (("A", BACK, "Ã"), "Ax"),
        (("e", BACK, "é"), "es"),
        (("u", BACK, "ư"), "uw"),
        (("a", "n", BACK, BACK, "â", "n"), "ana"),
        (("a", "n", BACK, BACK, "ã", "n", "j"), "anxj"),
        (("a", BACK, "ã", BACK, "a", "x"), "axx"),
        (("ơ",), "["),
        ((BACK, "j"), None),
        (("j", "k", "down", "a"), None),
    ],
)
def test_what_is_taken_back_and_sent_again_means_the_key_that_was_pressed(
    arrived: tuple[str, ...], keys: str | None
) -> None:
    assert meant(*arrived) == (list(keys) if keys is not None else list(arrived))


@given(st.lists(st.sampled_from([*"jknpaxAmcuGrvsNP/?.", "down", "enter", "escape", "tab"])))
def test_without_an_input_method_every_key_is_itself(keys: list[str]) -> None:
    assert meant(*keys) == keys


def test_accepting_and_going_on_works_with_the_input_method_on() -> None:
    state = screen()
    assert after(state, "a", BACK, "ạ").row == state.row + 1
    assert actions_of(after(state, "a", BACK, "ạ")) == ["accept"]
    assert actions_of(after(state, "a", BACK, "ã")) == ["accept", "reject"]


def test_a_letter_that_may_be_two_keys_is_none_and_says_why() -> None:
    state = after(screen(), "ư")
    assert "bộ gõ" in state.message.lower()
    assert actions_of(state) == []


def test_where_one_types_letters_are_text() -> None:
    assert after(screen(), "m", "a", BACK, "ã").typed.text == "ã"

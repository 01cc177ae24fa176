"""Names in the order of a Vietnamese dictionary."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.language.order import sort_key


@pytest.mark.parametrize(
    ("ordered", "why"),
    [
        ("ma mà mả mã má mạ", "tones: none, huyền, hỏi, ngã, sắc, nặng"),
        ("a ă â b c d đ e ê g h i k l m n o ô ơ p q r s t u ư v x y", "the alphabet"),
        ("Ăn Ân Ba", "Ă before Â"),
        ("dê đá", "đ is a letter of its own, behind all d"),
        ("tạm tan tàn", "letters decide before tones"),
        ("hoa hóa hoang", "what is shorter comes first, whatever its tone"),
    ],
)
def test_dictionary_order(ordered: str, why: str) -> None:
    assert sorted(set(ordered.split()), key=sort_key) == ordered.split(), why


def test_provinces_are_where_a_reader_looks_for_them() -> None:
    provinces = ["An Giang", "Cần Thơ", "Đà Nẵng", "Đắk Lắk", "Hà Nội", "Hải Phòng"]
    provinces += ["Khánh Hòa", "Quảng Nam", "Quảng Ngãi", "TP. Hồ Chí Minh", "Yên Bái"]
    assert sorted(set(provinces), key=sort_key) == provinces


def test_the_first_syllables_tone_comes_before_the_second_syllable() -> None:
    words = ["má anh", "ma zin", "mà bò"]
    assert sorted(words, key=sort_key) == ["ma zin", "mà bò", "má anh"]


def test_numbers_are_ordered_by_value() -> None:
    assert sorted(["P10", "P2", "P1"], key=sort_key) == ["P1", "P2", "P10"]
    assert sorted(["tổ 12", "tổ 007", "tổ 9"], key=sort_key) == ["tổ 007", "tổ 9", "tổ 12"]


def test_blanks_signs_and_capitals_decide_last() -> None:
    assert sort_key("Hà  Nội")[0] == sort_key("hà nội")[0] == sort_key("HÀ-NỘI")[0]
    assert sorted(["Lan", "lan", "Là", "la"], key=sort_key) == ["la", "Là", "lan", "Lan"]


def test_spellings_of_one_syllable_stand_together() -> None:
    assert sort_key("hoà")[0] == sort_key("hòa")[0]
    assert sort_key("Ðắk Lắk")[0] == sort_key("Đắk Lắk")[0]


@given(st.text(max_size=20))
def test_decomposed_text_is_ordered_as_composed(text: str) -> None:
    composed = unicodedata.normalize("NFC", text)
    assert sort_key(unicodedata.normalize("NFD", composed))[0] == sort_key(composed)[0]


@given(st.lists(st.text(alphabet="aAăâdđẠà 019-.éü漢", max_size=6), max_size=6))
def test_the_order_does_not_depend_on_where_one_started(names: list[str]) -> None:
    other = names[::-1]
    assert sorted(names, key=sort_key) == sorted(other, key=sort_key)

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.language.normalise import clean, strip_accents
from qualcode.language.syllables import is_unaccented, keys, syllables
from qualcode.model import Span

VIETNAMESE = st.text(
    "aăâbcdđeêghiklmnoôơpqrstuưvxyàáảãạấầẩẫậắằẳẵặéèẻẽẹíìỉĩịóòỏõọúùủũụ ,.[]()\n1%", max_size=60
)


def joined(text: str, *, accents: bool = True) -> str:
    return " ".join(s.key for s in syllables(text, accents=accents))


def test_clean_gives_nfc_and_plain_line_ends() -> None:
    raw = "\ufeff" + unicodedata.normalize("NFD", "Chị\r\nở\rđâu\u2028Ðông")
    assert clean(raw) == "Chị\nở\nđâu\nĐông"


@given(st.text())
def test_clean_twice_is_clean_once(text: str) -> None:
    assert clean(clean(text)) == clean(text)


@given(st.text() | VIETNAMESE)
def test_every_syllable_points_into_the_text_in_order(text: str) -> None:
    spans = [s.span for s in syllables(text)]
    assert spans == sorted(spans)
    assert all(0 <= s.start < s.end <= len(text) and not s.of(text).isspace() for s in spans)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("hoà", "hòa"),
        ("thuỷ", "thủy"),
        ("KỸ", "kĩ"),
        ("Khoẻ", "khỏe"),
        ("quý", "quí"),
        ("Ðóng", "đóng"),
    ],
)
def test_spellings_of_one_word_have_one_key(one: str, other: str) -> None:
    assert keys(one) == keys(other)


@pytest.mark.parametrize(
    ("one", "other"), [("ma", "mà"), ("tay", "tai"), ("đo", "do"), ("mai", "may")]
)
def test_other_words_have_other_keys(one: str, other: str) -> None:
    assert keys(one) != keys(other)


def test_decomposed_text_has_the_keys_of_composed_text() -> None:
    text = "Bảo hiểm xã hội tự nguyện"
    assert joined(unicodedata.normalize("NFD", text)) == joined(text)


def test_an_abbreviation_gives_its_words_at_one_place() -> None:
    found = syllables("có BHXH rồi")
    assert [s.key for s in found[1:5]] == [k for w in ["bảo", "hiểm", "xã", "hội"] for k in keys(w)]
    assert {s.span for s in found[1:5]} == {Span(3, 7)}


def test_regional_words_have_the_key_of_the_standard_word() -> None:
    assert joined("tui hổng biết") == joined("tôi không biết")


def test_what_the_typist_noted_is_no_talk() -> None:
    assert joined("Tôi (không rõ) đóng [cười] rồi") == joined("Tôi đóng rồi")


@pytest.mark.parametrize(
    "said",
    ["gần đây", "hoặc phường", "hoàn cảnh khó khăn", "ngừng đóng bảo hiểm", "tiếng là tự nguyện"],
)
def test_brackets_of_speech_are_talk(said: str) -> None:
    assert joined(f"ở xã ({said})") == joined(f"ở xã {said}")


@pytest.mark.parametrize(
    "note", ["(ho)", "(ho, cười)", "(tiếng ồn)", "(im lặng 3 giây)", "(nghe không rõ)", "[TÊN_1]"]
)
def test_a_note_is_left_out(note: str) -> None:
    assert joined(f"ở xã {note} ạ") == joined("ở xã ạ")


def test_i_and_y_are_one_without_accents_too() -> None:
    assert keys("ký", accents=False) == keys("ki", accents=False)


def test_an_amount_is_one_syllable() -> None:
    assert joined("1.500.000 hay 10,5") == "1.500.000 hay 10,5"


def test_unaccented_talk_is_recognised() -> None:
    assert is_unaccented("toi ke cho nghe, hoi ba xa toi con lam cong ty")
    assert not is_unaccented("tôi kể cho nghe, hồi bà xã tôi còn làm công ty")
    assert not is_unaccented("")


def test_without_accents_d_is_a_plain_letter() -> None:
    assert strip_accents("Đóng tiền ở đâu") == "Dong tien o dau"


@pytest.mark.parametrize(
    ("typed", "said"),
    [("4tr", "4 triệu"), ("1tr5", "1 triệu 5"), ("500k", "500 nghìn"), ("32%", "32 phần trăm")],
)
def test_an_amount_typed_in_haste_is_what_is_said(typed: str, said: str) -> None:
    assert joined(f"đóng {typed} nha") == joined(f"đóng {said} nha")
    assert {s.span.of(typed) for s in syllables(typed)} <= {typed, "32", "%"}

"""Quotes on a slide: shortened only where nothing of what they say changes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.brief.making.shortening import GAP, shortened
from qualcode.brief.writing import measuring

LONG = "Tôi đóng bảo hiểm từ năm ngoái, tháng nào cũng đóng đủ."
"""A sentence of about sixty letters."""


def test_a_short_quote_stays_as_it_was_said() -> None:
    assert shortened(LONG, "vi") == LONG


def test_a_long_quote_ends_at_a_sentence_with_a_sign_that_there_is_more() -> None:
    words = f"{LONG} {LONG} Nhà tôi ở xa lắm."
    assert shortened(words, "vi", longest=90) == f"{LONG.rstrip()} {GAP}"


@pytest.mark.parametrize(
    "turn",
    [
        "Nhưng giờ thì thôi rồi.",
        "Thế mà chẳng được gì cả.",
        "Nếu nhà nước có hỗ trợ.",
        "Trừ mấy tháng mùa bão.",
        "Thực ra là chồng tôi đóng.",
        "Nói vậy chứ đóng có mấy tháng.",
    ],
)
def test_what_is_taken_back_in_the_next_sentence_is_not_cut_off(turn: str) -> None:
    assert shortened(f"{LONG} {turn}", "vi", longest=70) is None


@pytest.mark.parametrize(
    "words",
    [
        "Nếu mà thu nhập của nhà tôi đều đặn mỗi tháng, tôi sẽ đóng ngay bảo hiểm tự nguyện",
        "Không phải là tôi không muốn đóng bảo hiểm cho gia đình, mà là không có tiền",
        "Nghe nói là bảo hiểm ấy được hưởng nhiều quyền lợi lắm, tôi không tin đâu",
    ],
)
def test_a_condition_is_not_cut_from_what_it_holds_for(words: str) -> None:
    assert shortened(words, "vi", longest=70) is None


def test_a_clause_is_cut_where_the_next_only_adds() -> None:
    words = "Tôi làm ruộng ba tháng mới thấy đồng tiền một lần, lúa vô kho là trả đại lý trước"
    assert shortened(words, "vi", longest=70) == (
        f"Tôi làm ruộng ba tháng mới thấy đồng tiền một lần {GAP}"
    )


def test_in_english_but_is_not_cut_off() -> None:
    words = "I pay my contribution every single month of the year, but my husband doesn't pay"
    assert shortened(words, "en", longest=70) is None


def test_the_evidence_of_a_code_is_not_cut_off() -> None:
    words = f"{LONG} Tiền đâu mà đóng hả em. Nhà tôi ở xa lắm."
    assert shortened(words, "vi", longest=90, keep=70) == f"{LONG} Tiền đâu mà đóng hả em. {GAP}"
    assert shortened(words, "vi", longest=75, keep=80) is None


@given(st.text(alphabet="aăâ bcd.,;!? nhưng nếu", max_size=400), st.integers(60, 200))
def test_a_shortened_quote_is_the_quotes_head(words: str, longest: int) -> None:
    found = shortened(words, "vi", longest=longest)
    if found is not None and len(words) > longest:
        assert len(found) <= longest
        head = found.removesuffix(f" {GAP}")
        assert " ".join(words.split()).startswith(" ".join(head.split()))


@given(st.text(max_size=80), st.floats(6, 40))
def test_more_words_never_take_less_room(words: str, size: float) -> None:
    assert measuring.width(words + "a", size) > measuring.width(words, size)
    assert measuring.lines(words + " a", size, 200) >= measuring.lines(words, size, 200)


def test_arial_s_letters_have_their_published_widths() -> None:
    # Adobe's Helvetica metrics, which Arial shares: H 722, e 556, l 222, o 556 thousandths.
    assert measuring.width("Hello", 10) == pytest.approx(10 * (722 + 556 + 222 + 222 + 556) / 1000)


def test_a_letter_takes_as_much_with_its_accents_as_without() -> None:
    assert measuring.width("Tiếng Việt", 12) == measuring.width("Tieng Viet", 12)

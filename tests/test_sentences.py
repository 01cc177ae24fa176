"""Where a sentence of typed talk ends."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qualcode.language.sentences import full_sentences, segments, sentences
from qualcode.model import Segment, Span, Transcript, Turn


def said(text: str) -> list[str]:
    return [sentence.of(text) for sentence in sentences(text, Span(0, len(text)))]


ENDS = [*' \n\t.?!…"”()[]', "[cười]", "(không rõ)", "\u0301", "\u200b", "😀"]
WORDS = ["Chị", "thì", "H.", "TP.", "1.", "mà ", "nhưng ", "tôi đi làm ở đấy ", "có gì đâu em ạ "]
TALK = st.lists(st.sampled_from(ENDS + WORDS), max_size=60).map("".join)


@settings(deadline=None)  # other work on the machine is no fault of ours
@given(st.one_of(st.text(), TALK), st.data())
def test_sentences_hold_every_character_but_blanks_in_order(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    span = Span(start, data.draw(st.integers(start, len(text))))
    found = sentences(text, span)

    edges = [span.start, *(edge for s in found for edge in (s.start, s.end)), span.end]
    assert edges == sorted(edges)
    assert "".join("".join(s.of(text).split()) for s in found) == "".join(span.of(text).split())
    assert all(s.of(text) and s.of(text) == s.of(text).strip() for s in found)
    assert not any("\n" in s.of(text) for s in found)


@pytest.mark.parametrize(
    "text",
    [
        "Chị ở TP. Hồ Chí Minh, gần TP.HCM.",
        "Theo NĐ-CP. số 5 thì TS. Nguyễn An và ThS. Hoa, Th.S. Lan nói.",
        "GĐ. HTX với đ/c. Lan ở Q. Bình Tân, P. An Lạc.",
        "Giấy tờ, sổ sách v.v. đều có.",
        "Xem tr. 5, vd. như thế.",
        "Hết 1.500.000 đ, 10,5% của 1.7 triệu, từ 17.05.2025.",
        "Chị H. bảo anh Q. rồi, tên L., năm ni 39.",
        "Chị tên Nguyễn V. An ạ.",
        "Vâng thì… nhà cháu làm dâu tằm... hai sào.",
        "Ừ thì… 5 sào.",
        "“Sao lại thế?” chị ấy hỏi.",
        "Hai thằng lớn… (không rõ) …nó học nội trú.",
        "1. Chưa biết.",
        "Vào https://baohiemxahoi.gov.vn/tra-cuu?ma=A mà xem.",
        "Dạ. . . rồi ạ.",
        "[giải thích... khoảng 2 phút] việc đã rồi.",
    ],
)
def test_this_is_one_sentence(text: str) -> None:
    assert said(text) == [text]


@pytest.mark.parametrize(
    "text",
    [
        "Em chào chị L. | Trước hết chị kể nhé.",
        "Chị ở Q.12. | Giờ nghỉ rồi.",
        "Giấy tờ, sổ sách, v.v. | Còn lại là ruộng.",
        "Hết 1.500.000 đ. | Nhưng mà có 500k. | 31 thành viên.",
        "Không rõ... | Rồi sao nữa… | Thôi.",
        'Họ bảo "đóng thì thiệt thôi." | Rồi họ về.',
        "“Biết chứ!” | Họ nói thế.",
        "(Tôi nói thật. | Đừng ghi.) | Thế nhé.",
        "Trời, ai đồn vậy. [cười] | Chị làm từ 2019.",
        "Xong. (không rõ) | Ai cũng vậy.",
        "Ừ. | (không rõ) thì thôi.",
        "Vâng. [cười]. | Thế à?",
        "Ừ. | Ở lại uống chén rượu.",
        "Có. | nhưng không nhiều.",
        "Có không? | có ạ.",
        "Thật?! | có chứ!! | Ừ.",
        "1. Chưa biết. | 2. Không có tiền.",
        "Lớp 2. | Chín năm rồi.",
        "Làm ở HTX. | 31 thành viên.",
    ],
)
def test_a_sentence_ends_at_each_bar(text: str) -> None:
    assert said(text.replace(" | ", " ")) == text.split(" | ")


def test_a_blank_forgotten_behind_a_full_stop_is_no_matter() -> None:
    assert said("Xong rồi.Chị về nhé?Vâng.") == ["Xong rồi.", "Chị về nhé?", "Vâng."]


def test_a_line_ends_a_sentence() -> None:
    assert said("tiền không có \n\n  giấy cũng không") == ["tiền không có", "giấy cũng không"]


def test_blanks_hold_no_sentence() -> None:
    assert said(" \n \t") == []


def test_talk_without_stops_is_cut_before_a_discourse_marker() -> None:
    first = "tôi đi làm " * 14
    rest = "nhưng họ không đóng cho tôi đồng nào cả năm nay"

    assert said(first + rest) == [first.strip(), rest]


def test_a_conjunction_is_a_better_place_to_cut_than_a_particle() -> None:
    talk = "tôi đi làm " * 14 + "thì cũng thế " + "tại vì họ không có tiền mà trả " * 2

    assert said(talk)[1].startswith("tại vì")


def test_talk_without_any_marker_is_cut_between_words_at_sixty_syllables() -> None:
    pieces = said("đi làm " * 100)

    assert [len(piece.split()) for piece in pieces] == [60, 60, 60, 20]
    assert set(" ".join(pieces).split()) == {"đi", "làm"}


def test_a_sentence_of_fifty_syllables_with_commas_stays_whole() -> None:
    talk = "sáng đi chợ bán rau, chiều về trông cháu, " * 5 + "tối nghỉ."

    assert said(talk) == [talk]


def test_a_sentence_of_more_than_sixty_syllables_is_cut_behind_a_comma() -> None:
    pieces = said("sáng đi chợ bán rau, chiều về trông cháu, " * 8)

    assert len(pieces) > 1
    assert all(piece.endswith(",") for piece in pieces)


def test_full_sentences_are_not_cut_for_their_length() -> None:
    text = "đi làm " * 100

    assert len(full_sentences(text, Span(0, len(text)))) == 1


def test_segments_are_the_sentences_of_all_turns_whoever_speaks() -> None:
    """
    PVV: Chị biết không? Nói đi.
    NTL: Nỏ biết. Nỏ nghe.
    """
    text = "PVV: Chị biết không? Nói đi.\nNTL: Nỏ biết. Nỏ nghe."
    asked = Turn(1, "PVV", "interviewer", Span(5, 28))
    answered = Turn(2, "NTL", "respondent", Span(34, 52))
    found = segments(Transcript("t1", text, (asked, answered)))

    assert found[0] == Segment("t1", 1, Span(5, 20))
    assert [(s.turn, s.span.of(text)) for s in found] == [
        (1, "Chị biết không?"),
        (1, "Nói đi."),
        (2, "Nỏ biết."),
        (2, "Nỏ nghe."),
    ]

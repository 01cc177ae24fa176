from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.anchor import Anchored, anchor
from qualcode.language.normalise import clean
from qualcode.model import CONTEXT, Decision, Span, Transcript

VECTORS = json.loads((Path(__file__).parent / "data" / "reanchor.json").read_text("utf-8"))["cases"]

TALK = """PVV: Chị có biết BHXH tự nguyện không?
NTL: Em chưa nghe bao giờ, chị ơi. Ở đây ít ai nói lắm.
PVV: Vì sao chị chưa tham gia?
NTL: Em không hiểu thủ tục. Mỗi tháng đóng 2.000 đồng thì được.
PVV: Chị có biết đóng ở đâu không?
NTL: Dạ biết. Ra bưu điện xã là được.
"""


def transcript(text: str) -> Transcript:
    return Transcript("t", clean(text), ())


def decision_on(words: str, text: str = TALK, nth: int = 0) -> Decision:
    start = [match.start() for match in re.finditer(re.escape(words), text)][nth]
    end = start + len(words)
    return Decision(
        "d1",
        "",
        1,
        "Lan",
        "add",
        "t",
        transcript(text).sha256,
        Span(start, end),
        words,
        text[max(0, start - CONTEXT) : start],
        text[end : end + CONTEXT],
        "a",
    )


def found(words: str, old: str, new: str, *, text: str = TALK) -> tuple[str | None, str]:
    """Edit the talk once, and return what the words are anchored to, and how."""
    assert old in text
    edited = transcript(text.replace(old, new, 1))
    anchored = anchor(decision_on(words, text), edited)
    return (anchored.span.of(edited.text) if anchored.span else None), anchored.status


@pytest.mark.parametrize("case", VECTORS, ids=lambda case: case["id"])
def test_the_words_are_found_where_the_vector_says(case: dict) -> None:
    decision = Decision(
        id="d1",
        time="",
        sequence=1,
        coder="Lan",
        action="add",
        sha256=transcript(case["old"]).sha256,
        span=Span(*case["span"]),
        exact=case["exact"],
        prefix=case["prefix"],
        suffix=case["suffix"],
    )
    anchored = anchor(decision, transcript(case["new"]))
    if case["expected"] == "orphan":
        assert anchored.span is None
        assert anchored.status == "orphan"
    else:
        # The vector counts in the text as given; a transcript's text is cleaned.
        start, end = (len(clean(case["new"][:offset])) for offset in case["expected"])
        assert anchored.span == Span(start, end)
        assert anchored.span.of(clean(case["new"])) == clean(case["expected_text"])


@pytest.mark.parametrize(
    ("name", "status"),
    [
        ("insert_before", "moved"),
        ("whitespace_reflow", "moved"),
        ("smart_quotes", "moved"),
        ("moved_turn", "moved"),
        ("nfd_new", "same"),
        ("speaker_label_changed", "same"),
        ("typo_fixed_inside", "changed"),
        ("word_removed_inside", "changed"),
        ("anonymised_inside", "changed"),
    ],
)
def test_only_words_that_read_differently_are_for_a_person_to_look_at(
    name: str, status: str
) -> None:
    case = next(case for case in VECTORS if case["id"] == name)
    decision = Decision(
        "d1",
        "",
        1,
        "Lan",
        "add",
        "t",
        "",
        Span(*case["span"]),
        case["exact"],
        case["prefix"],
        case["suffix"],
    )
    assert anchor(decision, transcript(case["new"])).status == status


def test_the_same_text_keeps_the_span() -> None:
    decision = decision_on("Dạ biết.")
    assert anchor(decision, transcript(TALK)) == Anchored(decision.span, "same")


def test_a_negation_that_was_corrected_is_changed() -> None:
    assert found("Em chưa nghe bao giờ, chị ơi.", "chưa nghe", "có nghe") == (
        "Em có nghe bao giờ, chị ơi.",
        "changed",
    )


def test_a_comma_that_went_is_no_change() -> None:
    assert found("Em chưa nghe bao giờ, chị ơi.", "giờ, chị", "giờ chị") == (
        "Em chưa nghe bao giờ chị ơi.",
        "moved",
    )


def test_a_statement_that_became_a_question_is_changed() -> None:
    words = "Ra bưu điện xã là được."
    assert found(words, words, "Ra bưu điện xã là được?") == ("Ra bưu điện xã là được?", "changed")


def test_a_point_that_parts_digits_is_no_mere_form() -> None:
    words = "Mỗi tháng đóng 2.000 đồng thì được."
    assert found(words, "2.000", "2000")[1] == "changed"


def test_a_tone_mark_makes_another_word() -> None:
    assert found("Em không hiểu thủ tục.", "hiểu", "hiếu")[1] == "changed"


def test_a_capital_is_a_change() -> None:
    assert found("Em không hiểu thủ tục.", "Em không", "em không")[1] == "changed"


def test_a_short_quote_needs_an_exact_neighbour() -> None:
    old = "NTL: Dạ biết. Ra bưu điện xã là được."
    assert found("Dạ biết", old, "Chị Hoa: Ừ, dạ thì cũng Dạ biết đại khái thế") == (None, "orphan")


def test_a_short_quote_is_found_beside_its_exact_neighbour() -> None:
    assert found("Dạ biết", "PVV: Chị có", "PVV: Mời chị. Chị có") == ("Dạ biết", "moved")


def test_a_word_is_not_found_within_a_longer_one() -> None:
    """`Chị` does not stand in `Chịu`."""
    text = "PVV: Ai đi nộp tiền?\nNTL: Chị đi nộp.\n"
    assert found("Chị", "Chị đi", "Chịu đi", text=text) == (None, "orphan")


def test_the_reworded_place_wins_over_the_same_words_elsewhere() -> None:
    """The coded answer was corrected; the same words stand in another answer."""
    text = (
        "PVV: Chị nghe về lương hưu chưa?\nNTL: Dạ em không biết gì.\n"
        "PVV: Thế còn thẻ bảo hiểm y tế?\nNTL: Dạ em không biết gì. Hỏi trên xã thử.\n"
    )
    decision = decision_on("Dạ em không biết gì.", text, nth=1)
    edited = transcript(text.replace("gì. Hỏi", "rõ. Hỏi"))
    anchored = anchor(decision, edited)
    assert anchored.status == "changed"
    assert anchored.span is not None
    assert anchored.span.of(edited.text) == "Dạ em không biết rõ."


def test_common_words_without_their_neighbours_are_for_a_person_to_look_at() -> None:
    decision = decision_on("Em không hiểu")
    other = transcript("Hỏi: Cô làm nghề gì?\nĐáp: Em không hiểu câu hỏi, nói lại đi cô.\n")
    assert anchor(decision, other).status == "changed"


def test_of_equal_places_the_nearest_to_the_old_one_is_taken() -> None:
    """
    The same question and answer three times; the coder meant the middle one.
    """
    again = "PVV: Rồi sao nữa, kể tiếp cho tôi nghe với nhé?\nNTL: Em không nhớ rõ đâu ạ.\n"
    text = again + again + again + "PVV: Thôi cảm ơn chị nhiều, hôm nay dừng ở đây nhé.\n"
    decision = decision_on("Em không nhớ rõ", text, nth=1)
    anchored = anchor(decision, transcript("Ghi\n" + text))
    assert anchored.span == Span(decision.span.start + 4, decision.span.end + 4)


def test_an_empty_text_leaves_an_orphan() -> None:
    assert anchor(decision_on("Dạ biết."), transcript("")).status == "orphan"


def test_a_quote_longer_than_the_new_text_is_an_orphan() -> None:
    decision = decision_on("Em chưa nghe bao giờ, chị ơi. Ở đây ít ai nói lắm.")
    assert anchor(decision, transcript("NTL: Dạ.")).status == "orphan"


WORDS = st.lists(
    st.sampled_from(
        ["em", "chị", "không", "chưa", "biết", "BHXH", "20", "năm", ".", ",", "?", "…"]
    ),
    min_size=1,
    max_size=40,
).map(" ".join)


@given(before=WORDS, quote=WORDS, behind=WORDS, new=WORDS)
def test_what_is_anchored_without_a_look_says_the_same_words(
    before: str, quote: str, behind: str, new: str
) -> None:
    old = f"NTL: {before} {quote} {behind}"
    decision = decision_on(quote, old)
    anchored = anchor(decision, transcript(new))
    if anchored.status in {"same", "moved"}:
        assert anchored.span is not None
        there = re.findall(r"\w+|\?", anchored.span.of(new))
        assert there == re.findall(r"\w+|\?", quote)


@given(before=WORDS, quote=WORDS, behind=WORDS, header=WORDS)
def test_a_header_put_before_moves_the_span_by_its_length(
    before: str, quote: str, behind: str, header: str
) -> None:
    old = f"PVV: {before}?\nNTL: {quote}\nPVV: {behind}"
    decision = Decision(
        "d1",
        "",
        1,
        "Lan",
        "add",
        "t",
        "old",
        span := Span(start := len(f"PVV: {before}?\nNTL: "), start + len(quote)),
        span.of(old),
        old[max(0, start - CONTEXT) : start],
        old[span.end : span.end + CONTEXT],
    )
    anchored = anchor(decision, transcript(f"{header}\n{old}"))
    shift = len(header) + 1
    assert anchored.span is not None
    assert anchored.span.of(f"{header}\n{old}") == quote
    # The same words may stand in the header with the very same neighbours; else it is the shift.
    if header.count(quote) == 0 and old.count(quote) == 1:
        assert anchored.span == Span(start + shift, span.end + shift)


@given(text=st.text(max_size=200), exact=st.text(min_size=1, max_size=30))
def test_whatever_is_anchored_lies_within_the_text(text: str, exact: str) -> None:
    decision = Decision("d1", "", 1, "Lan", "add", "t", "", Span(0, len(exact)), exact)
    span = anchor(decision, Transcript("t", text, ())).span
    assert span is None or 0 <= span.start < span.end <= len(text)

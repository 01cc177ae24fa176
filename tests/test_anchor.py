from __future__ import annotations

import json
import re
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.language.normalise import clean
from qualcode.model import CONTEXT, Decision, Span, Transcript
from qualcode.review.anchor import Anchored, anchor

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
        ("nfd_new", "same"),
        ("speaker_label_changed", "same"),
        ("moved_turn", "changed"),
        ("typo_fixed_inside", "changed"),
        ("word_removed_inside", "changed"),
        ("anonymised_inside", "changed"),
    ],
)
def test_only_other_words_or_other_surroundings_are_for_a_person_to_look_at(
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


@pytest.mark.parametrize(
    ("words", "old", "new"),
    [
        ("Em chưa nghe bao giờ, chị ơi.", "chưa nghe", "đã nghe"),
        ("Em không hiểu thủ tục.", "không hiểu", "đã hiểu"),
        ("Em không hiểu thủ tục.", "không hiểu", "hiểu"),
        ("Mỗi tháng đóng 2.000 đồng thì được.", "2.000", "20.000"),
        ("Mỗi tháng đóng 2.000 đồng thì được.", "2.000", "2,000"),
        ("Mỗi tháng đóng 2.000 đồng thì được.", "thì được", "thì không được"),
    ],
)
def test_words_that_mean_something_else_now_are_for_a_person_to_look_at(
    words: str, old: str, new: str
) -> None:
    assert found(words, old, new)[1] == "changed"


@pytest.mark.parametrize(
    ("words", "old", "new"),
    [
        ("nghe bao giờ", "Em chưa nghe", "Em từng nghe"),
        ("hiểu thủ tục", "Em không hiểu", "Em cũng hiểu"),
        ("Dạ biết", "Dạ biết.", "Dạ biết đâu."),
        ("đóng 2.000 đồng thì được", "thì được.", "thì được đâu em."),
    ],
)
def test_a_no_put_beside_the_words_or_taken_away_is_for_a_person_to_look_at(
    words: str, old: str, new: str
) -> None:
    assert found(words, old, new) == (words, "changed")


def test_a_no_in_another_clause_is_no_concern() -> None:
    said = "Ở đây ít ai nói lắm."
    assert found(said, "Em chưa nghe bao giờ", "Em từng nghe mà thôi") == (said, "same")


TONES = (
    "PVV: Gia đình chị thế nào?\n"
    "NTL: Dạ hoà thuận. Chồng em khoẻ, đi làm thuỷ sản. Còn em thì ở nhà thôi chị.\n"
)


@pytest.mark.parametrize("words", ["Dạ hoà thuận.", "Chồng em khoẻ, đi làm thuỷ sản.", "đi làm"])
def test_tone_marks_put_on_the_other_vowel_are_no_change(words: str) -> None:
    old = transcript(TONES)
    start = old.text.index(words)
    retyped = TONES.replace("hoà", "hòa").replace("khoẻ", "khỏe").replace("thuỷ", "thủy")
    for new, shift in ((retyped, 0), ("BIÊN BẢN\n" + retyped, 9)):
        anchored = anchor(decision_on(words, TONES), transcript(new))
        assert anchored.span == Span(start + shift, start + shift + len(words))
        assert anchored.status in {"same", "moved"}


@pytest.mark.parametrize("words", ["Dạ hoà thuận.", "Chồng em khoẻ, đi làm thuỷ sản."])
def test_a_text_typed_in_parts_of_letters_is_the_same(words: str) -> None:
    new = transcript(unicodedata.normalize("NFD", TONES))
    assert anchor(decision_on(words, TONES), new) == Anchored(
        decision_on(words, TONES).span, "same"
    )


def test_a_turn_put_within_the_words_is_for_a_person_to_look_at() -> None:
    said = "Em không hiểu thủ tục. Mỗi tháng đóng 2.000 đồng thì được."
    assert found(said, "tục. Mỗi", "tục.\nPVV: Dạ.\nNTL: Mỗi")[1] == "changed"


def test_words_whose_turn_was_joined_to_the_one_before_stay_the_same() -> None:
    said = "Em không hiểu thủ tục."
    joined = TALK.replace("\nPVV: Chị có biết đóng ở đâu không?\nNTL:", "")
    assert anchor(decision_on(said), transcript(joined)).status == "same"


def test_a_masked_name_is_for_a_person_to_look_at_within_the_words_and_not_beside_them() -> None:
    text = TALK.replace("thì được.", "thì được. Chị Nguyễn Thị Hoa ở xã có nói với em rồi.")
    masked = ("Nguyễn Thị Hoa", "[TÊN_1]")
    within = "Chị Nguyễn Thị Hoa ở xã có nói với em rồi."
    assert found(within, *masked, text=text) == (
        "Chị [TÊN_1] ở xã có nói với em rồi.",
        "changed",
    )
    beside = "Mỗi tháng đóng 2.000 đồng thì được."
    assert found(beside, *masked, text=text) == (beside, "same")


@pytest.mark.parametrize("nth", range(5))
@pytest.mark.parametrize("gone", range(5))
def test_of_five_like_answers_none_becomes_another_silently_when_one_goes(
    nth: int, gone: int
) -> None:
    turns = [f"PVV: Câu {n} thế nào ạ?\nNTL: Dạ em không biết.\n" for n in range(5)]
    decision = decision_on("Dạ em không biết.", "".join(turns), nth)
    left = turns[:gone] + turns[gone + 1 :]
    anchored = anchor(decision, transcript("".join(left)))
    if anchored.status in {"same", "moved"}:
        assert anchored.span is not None
        assert nth != gone
        assert anchored.span.start // len(turns[0]) == left.index(turns[nth])


def test_words_moved_to_another_turn_are_for_a_person_to_look_at() -> None:
    said = "Em chưa nghe bao giờ, chị ơi."
    moved = TALK.replace(said + " ", "").replace("Dạ biết.", f"Dạ biết. {said}")
    anchored = anchor(decision_on(said), transcript(moved))
    assert (anchored.status, anchored.span) == (
        "changed",
        Span(i := moved.index(said), i + len(said)),
    )


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


def test_of_equal_places_the_nearest_to_the_old_one_is_for_a_person_to_look_at() -> None:
    """
    The same question and answer three times; the coder meant the middle one.
    """
    again = "PVV: Rồi sao nữa, kể tiếp cho tôi nghe với nhé?\nNTL: Em không nhớ rõ đâu ạ.\n"
    text = again + again + again + "PVV: Thôi cảm ơn chị nhiều, hôm nay dừng ở đây nhé.\n"
    decision = decision_on("Em không nhớ rõ", text, nth=1)
    anchored = anchor(decision, transcript("Ghi\n" + text))
    assert anchored == Anchored(Span(decision.span.start + 4, decision.span.end + 4), "changed")


def test_of_equal_places_none_is_taken_silently_though_one_is_the_old_one() -> None:
    """The same exchange was put in before, so the old place holds the one before the coded."""
    again = "PVV: Rồi sao nữa, kể tiếp cho tôi nghe với nhé?\nNTL: Em không nhớ rõ đâu ạ.\n"
    text = "PVV: Mời chị.\nNTL: Ừ.\n" + again * 4 + "PVV: Thôi cảm ơn chị nhiều.\n"
    decision = decision_on("Em không nhớ rõ", text, nth=1)
    assert anchor(decision, transcript(again + text)).status == "changed"


def test_the_third_of_six_equal_answers_does_not_become_the_second() -> None:
    again = "PVV: Vâng ạ, rồi sao nữa ạ?\nNTL: Dạ đúng rồi em.\n"
    text = "PVV: Chị kể đi.\nNTL: Ừ.\n" + again * 6 + "PVV: Hết.\n"
    decision = decision_on("Dạ đúng rồi em.", text, nth=2)
    more = "PVV: Chị cho em hỏi tên tuổi quê quán trước đã ạ, rồi vào chuyện.\nNTL: Ừ em hỏi.\n"
    assert anchor(decision, transcript(more + text)).status == "changed"


def test_what_one_said_does_not_pass_to_another_who_said_the_same() -> None:
    text = (
        "PVV: Các bác có đóng không?\nNam 1: Đóng thì tiền đâu ra mà đóng hả em.\n"
        "PVV: Thế bác bên kia?\nNam 2: Nhà tôi làm ruộng, mùa màng thất bát.\n"
        "PVV: Còn ai nữa không ạ, mời các bác nói.\n"
        "Nam 3: Đóng thì tiền đâu ra mà đóng hả em.\nPVV: Vâng.\n"
    )
    said = "Đóng thì tiền đâu ra mà đóng hả em."
    edited = text.replace(said, "Tôi xin phép không trả lời câu này nhé.", 1)
    assert anchor(decision_on(said, text), transcript(edited)).status == "changed"


def test_what_one_said_does_not_pass_to_another_who_was_asked_the_same() -> None:
    """The coded answer and its question were deleted; the next differs in the label alone."""
    asked = "PVV: Còn bác thì sao, bác có đóng không ạ?\n"
    said = "Đóng thì tiền đâu ra mà đóng hả em."
    turns = [f"{asked}Nam {number}: {said}\n" for number in (1, 2)]
    other = f"{asked}Nam 3: Nhà tôi làm ruộng.\n"
    text = turns[0] + other + turns[1] + other
    assert anchor(decision_on(said, text), transcript(other + turns[1] + other)).status == "changed"


def test_the_very_surroundings_tell_one_of_two_equal_answers() -> None:
    text = (
        TALK + "PVV: Thế còn chồng chị, anh ấy có biết gì không?\nNTL: Dạ biết. Anh ấy nghe đài.\n"
    )
    decision = decision_on("Dạ biết.", text, nth=1)
    edited = transcript("BIÊN BẢN PHỎNG VẤN\n" + text)
    assert anchor(decision, edited) == Anchored(
        Span(decision.span.start + 19, decision.span.end + 19), "moved"
    )


def test_moved_words_with_a_typo_put_right_beside_them_are_for_a_person_to_look_at() -> None:
    words = "Mỗi tháng đóng 2.000 đồng thì được."
    text = TALK.replace("thủ tục. Mỗi", "thủ tuc. Mỗi")
    edited = transcript("BIÊN BẢN\n" + TALK)
    anchored = anchor(decision_on(words, text), edited)
    assert anchored.span is not None
    assert (anchored.span.of(edited.text), anchored.status) == (words, "changed")


def test_words_in_their_old_place_stay_the_same_though_a_typo_beside_them_was_put_right() -> None:
    words = "Mỗi tháng đóng 2.000 đồng thì được."
    text = TALK.replace("thủ tục. Mỗi", "thủ tuc. Mỗi")
    assert anchor(decision_on(words, text), transcript(TALK)).status == "same"


def test_a_caller_may_give_the_texts_hash() -> None:
    decision = decision_on("Dạ biết.")
    longer = transcript("BIÊN BẢN\n" + TALK)
    assert anchor(decision, longer, longer.sha256) == anchor(decision, longer)


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


QUESTIONS = st.sampled_from(
    ["Dạ?", "Rồi sao nữa ạ?", "Vâng ạ, rồi sao nữa ạ?", "Chị kể tiếp cho em nghe về chuyện đó nhé?"]
)
ANSWERS = st.sampled_from(
    ["Dạ.", "Dạ vâng.", "Dạ đúng rồi em.", "Em không biết gì đâu.", "Tiền đâu ra mà đóng hả em ơi."]
)
SPEAKERS = st.sampled_from(["NTL", "Nam 1", "Nam 2", "Chị Hoa"])
EXCHANGES = st.builds(lambda q, who, a: f"PVV: {q}\n{who}: {a}\n", QUESTIONS, SPEAKERS, ANSWERS)


def decision_at(start: int, words: str, text: str) -> Decision:
    behind = text[start + len(words) :][:CONTEXT]
    before = text[max(0, start - CONTEXT) : start]
    span = Span(start, start + len(words))
    return Decision("d1", "", 1, "Lan", "add", "t", "old", span, words, before, behind, "a")


@given(data=st.data(), again=EXCHANGES, repeats=st.integers(1, 6))
def test_one_of_repeated_exchanges_is_found_again_or_for_a_person_to_look_at(
    data: st.DataObject, again: str, repeats: int
) -> None:
    intro = "PVV: Mời chị kể cho em nghe chuyện đi làm.\nNTL: Ừ, chị kể.\n"
    end = "PVV: Hết rồi, em cảm ơn chị nhiều.\n"
    nth = data.draw(st.integers(0, repeats - 1))
    words = again.rsplit(": ", maxsplit=1)[-1].strip()
    start = len(intro + again * nth) + again.rindex(words)
    decision = decision_at(start, words, intro + again * repeats + end)
    # The exchange itself, put in beside its like, would be any of them: it comes before them all.
    header = "".join(data.draw(st.lists(EXCHANGES | st.just(again), max_size=4)))
    other = data.draw(EXCHANGES.filter(lambda exchange: exchange != again) | st.just(""))
    place = data.draw(st.integers(0, repeats))
    new = header + intro + again * place + other + again * (repeats - place) + end
    shift = len(header) + (len(other) if place <= nth else 0)
    anchored = anchor(decision, transcript(new))
    if anchored.status in {"same", "moved"}:
        assert anchored.span == Span(start + shift, start + shift + len(words))


@given(data=st.data(), said=ANSWERS, new=ANSWERS | st.just(""))
def test_words_that_are_gone_are_not_found_silently_where_another_says_them(
    data: st.DataObject, said: str, new: str
) -> None:
    others = EXCHANGES | st.builds(lambda q, who: f"PVV: {q}\n{who}: {said}\n", QUESTIONS, SPEAKERS)
    before = "".join(data.draw(st.lists(others, max_size=4)))
    behind = "".join(data.draw(st.lists(others, max_size=4)))
    asked = f"PVV: {data.draw(QUESTIONS)}\n{data.draw(SPEAKERS)}: "
    decision = decision_at(len(before + asked), said, f"{before}{asked}{said}\n{behind}")
    header = data.draw(st.sampled_from(["", "BIÊN BẢN\n", "PVV: Mời chị.\nNTL: Ừ, em hỏi đi.\n"]))
    anchored = anchor(decision, transcript(f"{header}{before}{asked}{new}\n{behind}"))
    if said not in new:
        assert anchored.status in {"changed", "orphan"}


@given(text=st.text(max_size=200), exact=st.text(min_size=1, max_size=30))
def test_whatever_is_anchored_lies_within_the_text(text: str, exact: str) -> None:
    decision = Decision("d1", "", 1, "Lan", "add", "t", "", Span(0, len(exact)), exact)
    span = anchor(decision, Transcript("t", text, ())).span
    assert span is None or 0 <= span.start < span.end <= len(text)


@pytest.mark.parametrize(
    ("words", "gone", "text"),
    [
        (
            "em sổ qua bảo cái bác rồi họ",
            "họ",
            "NTL: bảo thế cái không cái rồi ơi em sổ qua bảo cái bác rồi  tôi em ơi đã thẻ biết\n",
        ),
        (
            "chị hôm cái biệt không sổ",
            "chị",
            "NTL: mà họ phân bảo không  hôm cái biệt không sổ với tôi qua thẻ cái đã với thẻ\n",
        ),
    ],
)
def test_where_a_word_at_its_edge_was_deleted_a_quote_cuts_no_word_and_has_no_blank_there(
    words: str, gone: str, text: str
) -> None:
    now, _ = found(words, f" {gone} ", "  ", text=text.replace("  ", f" {gone} ", 1))
    assert now == words.removeprefix(gone).removesuffix(gone).strip()

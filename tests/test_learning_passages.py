"""What can be coded, with the talk around it."""

from __future__ import annotations

from sayings import POOR, book, study

from qualcode import turns
from qualcode.learning import Passage, passages
from qualcode.learning.passages import AROUND
from qualcode.model import Settings

TALK = """Loại: TLN

PVV: Bác kể về thu nhập đi ạ.
Bà Tư (thành viên, 61 tuổi): Tháng nào cũng thiếu. Tiền đâu ra mà đóng hả em.
Ông Ba: Nhà tôi cũng thế.
PVV: Thế còn bão lũ ạ?
Ông Ba: Năm ngoái trôi hết lồng cá.
"""


def found(text: str = TALK, settings: Settings | None = None) -> tuple[Passage, ...]:
    roles = settings.roles if settings else {}
    return passages(study([turns.parse("t1", text, roles=roles)], settings=settings))


def test_every_sentence_of_respondents_is_a_passage_and_no_word_of_interviewers() -> None:
    assert [one.text for one in found()] == [
        "Tháng nào cũng thiếu.",
        "Tiền đâu ra mà đóng hả em.",
        "Nhà tôi cũng thế.",
        "Năm ngoái trôi hết lồng cá.",
    ]


def test_whom_the_settings_make_an_interviewer_says_no_passage() -> None:
    chosen = Settings(roles={"Ông Ba": "interviewer"})
    assert {one.turn for one in found(settings=chosen)} == {("t1", 2)}


def test_a_passage_knows_what_was_asked_last_and_what_another_has_said_since() -> None:
    told = {one.text: (one.question, one.before) for one in found()}
    assert told["Tháng nào cũng thiếu."] == ("Bác kể về thu nhập đi ạ.", "")
    assert told["Nhà tôi cũng thế."] == (
        "Bác kể về thu nhập đi ạ.",
        "Tháng nào cũng thiếu. Tiền đâu ra mà đóng hả em.",
    )
    assert told["Năm ngoái trôi hết lồng cá."] == ("Thế còn bão lũ ạ?", "")


def test_a_rules_match_is_in_its_sentence_and_around_the_rest_of_the_turn() -> None:
    first, second, third, _ = found()
    assert (first.hits, first.turn_hits) == (frozenset(), {POOR})
    assert (second.hits, second.turn_hits) == ({POOR}, {POOR})
    assert (third.hits, third.turn_hits) == (frozenset(), frozenset())


def test_the_context_is_the_sentences_near_by_not_a_whole_speech() -> None:
    said = [f"Chuyện thứ {number} là như thế." for number in range(10)]
    told = found(f"NTL: {' '.join(said)}\n")
    assert told[5].context == " ".join(said[5 - AROUND : 5 + AROUND + 1])
    assert told[0].context == " ".join(said[: AROUND + 1])
    assert told[9].context == " ".join(said[9 - AROUND :])


def test_without_transcripts_or_answers_there_are_no_passages() -> None:
    assert passages(study([])) == ()
    assert found("PVV: Có ai ở nhà không ạ?\n") == ()


def test_passages_come_in_the_order_of_the_transcripts() -> None:
    both = [turns.parse("b", "NTL: Vâng.\n"), turns.parse("a", "NTL: Dạ.\n")]
    assert [one.segment.transcript for one in passages(study(both, book()))] == ["b", "a"]

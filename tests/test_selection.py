"""Which of a theme's quotes are shown: pins, confirmation, clarity, dissent, spread, no echoes."""

from __future__ import annotations

import random
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from qualcode import selection
from qualcode.model import (
    Bilingual,
    Case,
    Code,
    Codebook,
    Coding,
    Person,
    Question,
    Quote,
    Respondent,
    Settings,
    Span,
    Study,
    Survey,
    Transcript,
    Turn,
)
from qualcode.quotes import quotes
from qualcode.selection import choose

CODE = "money.income"
BOOK = Codebook("test", "1", (Code(CODE, Bilingual("Thu nhập", "Income")),))
PLACES = {"a": "Lào Cai", "b": "An Giang", "c": "Lào Cai", "d": "Nghệ An"}

RICE = "Làm ruộng ba tháng mới thấy đồng tiền một lần, trả nợ xong là hết sạch."
BOATS = "Biển động thì nằm bờ mượn gạo, lấy đâu ra mà đóng bảo hiểm hằng tháng."
MILK = "Tiền sữa tiền học cho ba đứa nhỏ đã bở hơi tai rồi, chẳng còn dư đồng nào."
STEADY = "Từ ngày vào hợp tác xã tháng nào cũng có lương nên tôi đóng đều đặn được."
SILK = "Nuôi tằm như đánh bạc, lứa được lứa mất, bảo đóng đều hằng tháng thì tôi chịu."
TELLING = (RICE, BOATS, MILK, STEADY, SILK)


def said(words: str, case: str = "a", /, question: str = "", **more: Any) -> dict[str, Any]:
    """Return one answer, all of which is coded, and what was asked before it."""
    return {"words": words, "case": case, "question": question, **more}


def study_of(*answers: dict[str, Any]) -> Study:
    """Return a study in which each answer is a turn of its case, coded with the one code."""
    texts: dict[str, str] = {}
    turns: dict[str, list[Turn]] = {}
    codings = []
    for answer in answers:
        more = dict(answer)
        words, case, question = more.pop("words"), more.pop("case"), more.pop("question")
        role = more.pop("role", "respondent")
        own = turns.setdefault(case, [])
        text = texts.get(case, "")
        for label, kind, spoken in (("PVV", "interviewer", question), ("NTL", role, words)):
            if spoken:
                start = len(text) + len(label) + 2
                text += f"{label}: {spoken}\n"
                span = Span(start, start + len(spoken))
                own.append(Turn(len(own) + 1, label, kind, span))  # type: ignore[arg-type]
        texts[case] = text
        start, end = more.pop("part", (0, len(words)))
        part = Span(span.start + start, span.start + end)
        fired = more.pop("evidence", "")
        if fired:
            at = text.index(fired, part.start)
            more["evidence"] = (Span(at, at + len(fired)),)
        if more.get("status", "proposed") != "proposed":
            more["coder"] = "Lan"
        valence = more.pop("valence", "barrier")
        codings.append(Coding(case, own[-1].number, part, CODE, valence, **more))
    return Study(
        Settings(),
        (BOOK,),
        tuple(Transcript(name, text, tuple(turns[name])) for name, text in texts.items()),
        tuple(
            Case(name, {"type": "IDI", "group": "lao động", "province": PLACES.get(name, name)})
            for name in texts
        ),
        codings=tuple(codings),
    )


def best(study: Study, most: int = 6) -> list[str]:
    return [quote.words for quote in selection.best(study, quotes(study), most)]


# Pins and bans


def test_a_banned_quote_is_never_shown_though_there_is_room() -> None:
    assert best(study_of(said(RICE, cite="ban"), said(BOATS, "b"))) == [BOATS]


def test_a_pinned_quote_comes_first_whatever_it_is() -> None:
    scrap = said("Dạ chưa.", "b", cite="pin")

    assert best(study_of(said(RICE, status="accepted"), scrap)) == ["Dạ chưa.", RICE]


def test_pinned_quotes_are_all_shown_even_if_they_are_too_many() -> None:
    pinned = [said(words, cite="pin") for words in TELLING]

    assert set(best(study_of(*pinned, said("Ở đây ai cũng túng thiếu cả thôi.", "b")), 2)) == set(
        TELLING
    )


def test_two_pinned_quotes_are_both_shown_though_they_are_alike() -> None:
    assert len(best(study_of(said(RICE, cite="pin"), said(RICE, "b", cite="pin")))) == 2


# What a person stands by, and what says something by itself


@pytest.mark.parametrize("status", ["accepted", "added"])
def test_what_a_person_confirmed_goes_before_a_proposal(status: str) -> None:
    proposed = said(RICE, "a", evidence="Làm ruộng ba tháng")

    assert best(study_of(proposed, said(BOATS, "b", status=status)), 1) == [BOATS]


@pytest.mark.parametrize(
    "scrap", ["Dạ chưa ạ.", "Cái đó thì em cũng thế thôi.", "Vâng, đúng rồi chị ạ.", "[cười]"]
)
def test_an_answer_that_only_points_at_the_question_goes_last(scrap: str) -> None:
    study = study_of(said(scrap, "a", status="accepted"), said(RICE, "b"))

    assert best(study) == [RICE, scrap]


def test_an_interviewers_words_are_nobodys_quote() -> None:
    assert best(study_of(said(RICE, "a", role="interviewer"), said(BOATS, "b"))) == [BOATS]


# Prominence and clarity


@pytest.mark.parametrize(
    ("better", "worse"),
    [
        (said(RICE, "a", evidence="đồng tiền một lần"), said(BOATS, "b", evidence="gạo")),
        (said(RICE, "a", probability=0.9), said(BOATS, "b", probability=0.2)),
        (said(BOATS, "b"), said("Nếu mà mất mùa thì chắc tôi đành bán bớt con trâu đi trả nợ.")),
        (said(RICE, "a"), said("Người ta bảo là dân buôn họ khổ lắm, chạy ăn từng bữa một.", "b")),
        (said(RICE, "a"), said("nhà thì dột mà tiền công thì họ khất tới khất lui mấy", "b")),
        (said(RICE, "a"), said("Lúa thì [không rõ] … còn tiền [ồn] thì … tôi trả nợ xong.", "b")),
        (said(RICE, "a"), said("Nghèo lắm cô ơi.", "b")),
        (said(RICE, "a"), said("Tien sua tien hoc cho ba dua nho da bo hoi tai roi chi oi.", "b")),
        (
            said(RICE, "a"),
            said(
                "Vâng, thu nhập của tôi thì bấp bênh, không đủ đóng bảo hiểm xã hội tự nguyện.",
                "b",
                question="Thu nhập của chị bấp bênh, không đủ đóng bảo hiểm xã hội tự nguyện ạ?",
            ),
        ),
    ],
    ids=[
        "more words of evidence",
        "more likely",
        "not imagined",
        "not put down to others",
        "a whole sentence",
        "without gaps",
        "of readable length",
        "typed with accents",
        "no echo of the question",
    ],
)
def test_of_two_quotes_of_one_standing_this_is_shown(better: Any, worse: Any) -> None:
    assert best(study_of(better, worse), 1) == [better["words"]]
    assert best(study_of(worse, better), 1) == [better["words"]]


def test_a_speech_goes_behind_a_readable_quote() -> None:
    speech = " ".join(f"Vụ thứ {number} thì mất giá, bán rẻ như cho." for number in range(20))

    assert best(study_of(said(speech, "a"), said(RICE, "b")), 1) == [RICE]


# Dissent


def many(count: int, valence: str, status: str = "proposed") -> list[dict[str, Any]]:
    """Return so many cases, each with words of its own."""
    return [
        said(
            f"Nhà {chr(97 + number) * 3} thì mỗi vụ {valence} thu {chr(98 + number) * 4} bao lúa.",
            f"{valence}{number}",
            valence=valence,
            status=status,
        )
        for number in range(count)
    ]


def test_one_place_is_kept_for_a_dissenting_quote_and_it_comes_last() -> None:
    study = study_of(*many(8, "barrier", "accepted"), said(STEADY, "d", valence="enabler"))

    chosen = choose(study, quotes(study), 4).chosen

    assert [one.dissents for one in chosen] == [False, False, False, True]
    assert chosen[-1].quote.words == STEADY


def test_a_single_quote_is_of_what_most_say() -> None:
    dissent = said(STEADY, "d", valence="enabler", evidence="có lương nên tôi đóng đều đặn")

    assert best(study_of(*many(8, "barrier"), dissent), 1) != [STEADY]


def test_dissent_gets_no_more_places_than_its_share() -> None:
    study = study_of(*many(9, "barrier"), *many(3, "enabler", "proposed"))

    chosen = choose(study, quotes(study), 4).chosen

    assert [one.quote.coding.valence for one in chosen] == [*["barrier"] * 3, "enabler"]


def test_where_cases_are_split_both_sides_are_shown_and_neither_dissents() -> None:
    study = study_of(*many(4, "barrier", "accepted"), *many(4, "enabler"))

    chosen = choose(study, quotes(study), 3).chosen

    assert {one.quote.coding.valence for one in chosen} == {"barrier", "enabler"}
    assert not any(one.dissents for one in chosen)


# Spread


def test_every_case_is_heard_before_one_is_heard_twice() -> None:
    study = study_of(*(said(words, "a") for words in TELLING[:3]), said(SILK, "b"))

    chosen = choose(study, quotes(study), 2).chosen

    assert {one.quote.coding.transcript for one in chosen} == {"a", "b"}


def test_a_province_not_heard_yet_goes_before_one_that_was() -> None:
    """Cases a and c are of one province."""
    first = said(RICE, "a", evidence="Làm ruộng ba tháng mới thấy")
    same = said(BOATS, "c", evidence="nằm bờ mượn gạo")
    study = study_of(first, same, said(MILK, "b"))

    assert best(study, 2) == [RICE, MILK]


def test_no_case_is_shown_twice_before_another_is_shown_at_all() -> None:
    confirmed = [said(words, "a", status="accepted") for words in (RICE, BOATS, MILK)]
    study = study_of(*confirmed, said(SILK, "b"))

    assert SILK in best(study, 2)


def test_read_in_english_what_is_translated_goes_before_what_somebody_only_confirmed() -> None:
    study = study_of(
        said(RICE, "a", status="accepted"), said(BOATS, "b", translation="Boats stay in port.")
    )

    for english, first in ((True, BOATS), (False, RICE)):
        [quote] = selection.best(study, quotes(study), 1, english=english)
        assert quote.words == first


def test_respondents_of_a_survey_are_told_apart() -> None:
    words = (RICE, BOATS)
    study = study_of(*(said(each, "ks.q1") for each in words))
    respondents = tuple(
        Respondent(key, {"province": place}) for key, place in (("1", "Huế"), ("2", "Hà Nội"))
    )
    survey = Survey("ks", "", (Question("q1", "?", "open"),), respondents)
    turns = tuple(
        replace(turn, speaker=str(number))
        for number, turn in enumerate(study.transcripts[0].turns, 1)
    )
    study = replace(
        study,
        surveys=(survey,),
        transcripts=(replace(study.transcripts[0], turns=turns),),
        people=tuple(Person("ks", one.id, one.attributes) for one in respondents),
    )

    chosen = choose(study, quotes(study), 2).chosen

    assert [[why.en for why in one.why if "first of" in why.en] for one in chosen] in (
        [["new case, first of: Huế"], ["new case, first of: Hà Nội"]],
        [["new case, first of: Hà Nội"], ["new case, first of: Huế"]],
    )


# Near duplicates


@pytest.mark.parametrize(
    "again",
    [
        RICE.upper(),
        f"Dạ thì {RICE[0].lower()}{RICE[1:-1]} ạ.",
        RICE.replace("hết sạch", "hết rồi chị"),
        "Trả nợ xong là hết sạch, làm ruộng ba tháng mới thấy đồng tiền một lần.",
        "mới thấy đồng tiền một lần",
        RICE.replace("sạch", "sa\u0323ch"),
    ],
    ids=["capitals", "fillers", "a word", "order", "a part of it", "decomposed"],
)
def test_what_says_nearly_the_same_is_shown_once(again: str) -> None:
    study = study_of(said(RICE, "a", status="accepted"), said(again, "b"))

    [chosen] = choose(study, quotes(study), 6).chosen

    assert (chosen.quote.words, chosen.alike) == (RICE, 1)


def test_where_the_tone_mark_stands_makes_no_difference() -> None:
    study = study_of(said("Hoà giải cũng chẳng hoàn được đồng nào.", "a"))
    other = study_of(
        said("Hoà giải cũng chẳng hoàn được đồng nào.", "a"),
        said("Hòa giải cũng chẳng hoàn được đồng nào.", "b"),
    )

    assert len(best(other)) == len(best(study)) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Tôi có tiền đóng bảo hiểm hằng tháng cho cả nhà.",) * 2,
        ("Nhà tôi còn trâu bán được.", "Nhà tôi còn lúa bán được."),
    ],
)
def test_what_denies_it_or_is_of_another_thing_is_not_the_same(one: str, other: str) -> None:
    if one == other:
        other = one.replace("có tiền", "không có tiền")

    assert len(best(study_of(said(one, "a"), said(other, "b")))) == 2


def test_quotes_that_overlap_in_a_turn_are_shown_once() -> None:
    words = f"{RICE} {BOATS}"
    whole = said(words, "a", status="accepted")
    study = study_of(whole)
    start = study.codings[0].span.start
    part = replace(study.codings[0], span=Span(start + 20, start + 90), status="proposed")

    found = quotes(replace(study, codings=(*study.codings, part)))

    assert [quote.words for quote in selection.best(study, found, 6)] == [words]


def test_a_longer_quote_that_only_contains_a_short_better_one_is_still_shown() -> None:
    short = said("Nợ ngập đầu rồi.", "a", status="accepted")
    longer = said(f"Nợ ngập đầu rồi. {RICE}", "b")

    assert len(best(study_of(short, longer))) == 2


# Laws

SYLLABLES = ("lúa", "cá", "nợ", "tiền", "không", "đóng", "bão", "vay")
answers = st.lists(
    st.builds(
        lambda words, case, status, valence, cite: said(
            words, case, status=status, valence=valence, cite=cite
        ),
        st.one_of(
            st.sampled_from((*TELLING, "Dạ chưa.", "tiền sữa tiền học")),
            st.lists(st.sampled_from(SYLLABLES), min_size=1).map(" ".join),
        ),
        st.sampled_from("abcd"),
        st.sampled_from(("proposed", "accepted", "added")),
        st.sampled_from(("barrier", "enabler", "neutral")),
        st.sampled_from(("", "", "", "", "pin", "ban")),
    ),
    max_size=14,
)


@given(answers, st.integers(1, 8), st.randoms(use_true_random=False))
def test_the_order_of_the_quotes_makes_no_difference(
    said_things: list[dict[str, Any]], most: int, shuffle: random.Random
) -> None:
    study = study_of(*said_things)
    found = list(quotes(study))
    chosen = choose(study, found, most)
    shuffle.shuffle(found)

    assert choose(study, found, most) == chosen


@given(answers, st.integers(1, 8))
def test_pins_are_in_bans_are_out_and_no_more_than_asked_for(
    said_things: list[dict[str, Any]], most: int
) -> None:
    study = study_of(*said_things)
    found = quotes(study)
    chosen = selection.best(study, found, most)
    pinned = [quote for quote in found if quote.coding.cite == "pin"]

    assert set(pinned) <= set(chosen)
    assert not [quote for quote in chosen if quote.coding.cite == "ban"]
    assert len(chosen) <= max(most, len(pinned))
    assert len(set(chosen)) == len(chosen)


@given(answers)
def test_with_room_for_all_each_distinct_quote_is_shown_and_each_other_is_counted(
    said_things: list[dict[str, Any]],
) -> None:
    study = study_of(*said_things)
    choice = choose(study, quotes(study))

    assert len(choice.chosen) == choice.distinct
    assert choice == choose(study, quotes(study), 99)
    assert choice.total == choice.banned + sum(1 + one.alike for one in choice.chosen)


@given(answers, st.integers(1, 6))
def test_a_worse_duplicate_of_a_shown_quote_changes_nothing(
    said_things: list[dict[str, Any]], most: int
) -> None:
    study = study_of(*said_things)
    chosen = selection.best(study, quotes(study), most)
    assume(chosen)
    first = chosen[0]
    coding = first.coding
    again = said(
        # Rises behind all others of its words: it is only a proposal, and comes later.
        first.words,
        coding.transcript,
        valence=coding.valence,
        status="proposed",
    )
    more = study_of(*said_things, again)

    shown = selection.best(more, quotes(more), most)

    assert [one.words for one in shown] == [one.words for one in chosen]


def test_every_direction_that_somebody_speaks_of_is_shown_if_there_are_two_places() -> None:
    for seed in range(40):
        draw = random.Random(seed)  # noqa: S311 - nothing secret
        several = [*many(draw.randint(1, 9), "barrier", draw.choice(("accepted", "proposed")))]
        several += many(draw.randint(1, 9), "enabler")
        study = study_of(*several)
        shown = {one.coding.valence for one in selection.best(study, quotes(study), 2)}
        assert shown == {"barrier", "enabler"}


def test_no_quotes_are_no_choice() -> None:
    assert selection.best(Study(Settings()), (), 6) == ()


def test_a_quote_without_its_transcript_is_still_chosen() -> None:
    quote = Quote("x:T001:1", Coding("x", 1, Span(0, 9), CODE), RICE, Bilingual("", ""))

    assert selection.best(Study(Settings()), [quote], 1) == (quote,)


# Reasons


def test_the_reasons_say_who_stands_by_it_where_it_is_from_and_what_it_is() -> None:
    study = study_of(
        said(RICE, "a", status="accepted", evidence="đồng tiền một lần"), said(RICE, "b")
    )

    [chosen] = choose(study, quotes(study), 6).chosen

    assert [why.en for why in chosen.why] == [
        "confirmed by Lan",
        "new case, first of: Lào Cai, lao động",
        "16 syllables",
        "4 of them evidence",
        "whole sentence",
        "stands for 1 more that says the same",
    ]

"""A scheme's terms in Vietnamese, however they were typed, and the English to write for them."""

from __future__ import annotations

import unicodedata
from dataclasses import replace

import pytest
from desk import record, study_of
from hypothesis import given
from hypothesis import strategies as st

from qualcode import decisions, glossary
from qualcode.model import Coding, Settings, Study


def english(words: str) -> list[str]:
    return [term.en for term in glossary.found(words, glossary.built_in())]


@pytest.mark.parametrize(
    "words",
    [
        "tôi rút bảo hiểm xã hội một lần",
        "Tôi rút BHXH một lần rồi",
        "RÚT BHXH 1 LẦN",
        "rút một lần cho xong",
        "rút 1 lần",
        "Toi rut bao hiem xa hoi mot lan roi",
        unicodedata.normalize("NFD", "Bảo hiểm xã hội một lần"),
    ],
)
def test_a_lump_sum_is_found_however_it_was_said_or_typed(words: str) -> None:
    assert english(words) == ["lump-sum withdrawal"]


def test_where_the_tone_mark_was_put_makes_no_difference() -> None:
    assert english("Uỷ ban nhân dân") == english("Ủy ban nhân dân") == ["People's Committee"]


def test_of_terms_that_overlap_only_the_longest_is_found() -> None:
    assert english("hộ cận nghèo đóng BHXH tự nguyện") == [
        "near-poor household",
        "voluntary social insurance",
    ]
    assert english("bảo hiểm xã hội") == ["social insurance"]


def test_a_term_said_twice_is_found_once_and_words_without_any_have_none() -> None:
    assert english("hợp tác xã này, HTX kia") == ["cooperative"]
    assert english("Tiền đâu ra mà đóng hả em.") == []
    assert english("") == []


def test_what_people_say_of_the_scheme_has_its_term() -> None:
    said = "tổ trưởng dân phố bảo cài VssID, lên Cổng Dịch vụ công, không thì ra đại lý thu"
    assert english(said) == [
        "head of the residential group",
        "VssID",
        "National Public Service Portal",
        "collection agent",
    ]


@pytest.mark.parametrize(
    "given",
    ["Lump-sum withdrawals are easy.", "They paid a lump sum", "a LUMP‐SUM", "one-off benefit"],
)
def test_english_has_a_term_in_any_accepted_form_one_or_many(given: str) -> None:
    term = glossary.found("rút một lần", glossary.built_in())[0]
    assert term.is_in(given)


def test_english_that_only_begins_like_a_term_lacks_it() -> None:
    term = glossary.found("công đoàn", glossary.built_in())[0]
    assert not term.is_in("the unionised lump")


def study(words: str, translation: str, **said: str) -> Study:
    """A study whose one answer is coded, translated by Lan."""
    made = replace(study_of(f"NTL: {words}\n"), settings=Settings(glossary=said))
    transcript = made.transcripts[0]
    turn = transcript.turns[0]
    coding = Coding(transcript.name, 1, turn.span, made.codes[0].id)
    add = decisions.add(made, transcript.name, coding.code, turn.span, coder="Lan")
    other = decisions.add(made, transcript.name, made.codes[1].id, turn.span, coder="Lan")
    return record(made, (add, other, decisions.translate(made, coding, translation, coder="Lan")))


def test_a_translation_without_the_terms_english_is_told_once_with_the_quotes_id() -> None:
    found = glossary.amiss(study("Rút một lần cho xong.", "I took everything."))
    assert [(one.where, one.severity) for one in found] == [("t1:T001:1", "warning")]
    assert "lump-sum withdrawal" in found[0].message.en
    assert "bảo hiểm xã hội một lần" in found[0].message.vi


def test_a_translation_with_the_terms_english_is_not_told() -> None:
    assert glossary.amiss(study("Rút một lần cho xong.", "A lump-sum withdrawal.")) == ()
    assert glossary.amiss(study("Rút một lần cho xong.", "")) == ()


def test_the_studys_own_terms_stand_above_those_built_in() -> None:
    own = {"Hợp tác xã": "co-operative society; society", "hụi": "rotating savings"}
    made = study("Hợp tác xã tôi chơi hụi.", "Our society saves.", **own)
    told = glossary.found("hợp tác xã chơi hụi", glossary.terms(made))
    assert [term.en for term in told] == ["co-operative society", "rotating savings"]
    (problem,) = glossary.amiss(made)
    assert "rotating savings" in problem.message.en


def test_every_built_in_term_finds_itself_and_each_of_its_other_names() -> None:
    terms = glossary.built_in()
    assert len(terms) >= 60
    for term in terms:
        assert term.is_in(term.en)
        for phrase in (term.vi, *term.said):
            assert glossary.found(phrase, terms) == (term,)


@given(st.lists(st.sampled_from(["BHXH", "một", "1", "lần", "rút", "tự", "nguyện", "hộ", "nghèo"])))
def test_terms_are_found_the_same_in_capitals_and_decomposed(words: list[str]) -> None:
    said = " ".join(words)
    found = glossary.found(said, glossary.built_in())
    assert glossary.found(said.upper(), glossary.built_in()) == found
    assert glossary.found(unicodedata.normalize("NFD", said), glossary.built_in()) == found

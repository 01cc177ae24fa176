"""What there is to learn from: decisions, and what codebooks bring along."""

from __future__ import annotations

import pytest
from sayings import CODES, POOR, STORM, UNAWARE, book, examples, place, recorded, study

from qualcode import decisions, turns
from qualcode.learning import passages
from qualcode.learning.examples import of_codes, of_decisions, of_files
from qualcode.model import Decision, Example, Settings, Span, Study

FIRST = "Tiền đâu ra mà đóng hả em."
SECOND = "Lũ lên nhanh, nhà cửa ngập tới nóc."
THIRD = "Tôi chưa biết bảo hiểm là gì."
TALK = f"PVV: Bác kể đi ạ. Tiền đâu mà đóng?\nNTL: {FIRST} {SECOND}\nNTL: {THIRD}\n"
EVERY = frozenset(CODES)


@pytest.fixture
def talk() -> Study:
    return study([turns.parse("t1", TALK)])


def known(study: Study, *drafts: Decision) -> dict[str, tuple[frozenset[str], frozenset[str]]]:
    after = recorded(study, drafts)
    told = of_decisions(after, passages(after))
    return {one.passage.text: (one.yes, one.no) for one in told}


def added(study: Study, code: str, words: str, end: str = "") -> Decision:
    name, _, span = place(study, words)
    last = place(study, end)[2] if end else span
    return decisions.add(study, name, code, Span(span.start, last.end), coder="Lan")


def test_without_decisions_nothing_is_known_though_rules_propose(talk: Study) -> None:
    assert {one.code for one in talk.codings} == {POOR, UNAWARE}
    assert known(talk) == {}


def test_what_a_person_accepted_is_a_yes_for_this_code_and_nothing_for_others(talk: Study) -> None:
    [poor] = (one for one in talk.codings if one.code == POOR)
    assert known(talk, decisions.accept(talk, poor, coder="Lan")) == {FIRST: ({POOR}, frozenset())}


def test_what_a_person_rejected_is_a_no_for_this_code_and_nothing_for_others(talk: Study) -> None:
    [poor] = (one for one in talk.codings if one.code == POOR)
    assert known(talk, decisions.reject(talk, poor, coder="Lan")) == {FIRST: (frozenset(), {POOR})}


def test_what_a_person_added_is_a_yes(talk: Study) -> None:
    assert known(talk, added(talk, STORM, SECOND)) == {SECOND: ({STORM}, frozenset())}


def test_a_decision_taken_back_teaches_nothing(talk: Study) -> None:
    once = recorded(talk, [added(talk, STORM, SECOND)])
    undo = Decision("", "", 0, "Lan", "undo", target=once.decisions[0].id)
    assert known(once, undo) == {}


def test_a_turn_that_was_read_has_no_code_that_nobody_gave_or_proposed_there(talk: Study) -> None:
    read = decisions.seen(talk, "t1", 2, coder="Lan")
    assert known(talk, added(talk, STORM, SECOND), read) == {
        # A rule's proposal that the reader left standing was neither confirmed nor struck.
        FIRST: (frozenset(), EVERY - {POOR}),
        SECOND: ({STORM}, EVERY - {STORM}),
    }


def test_a_proposal_struck_in_a_turn_that_was_read_is_a_no(talk: Study) -> None:
    [poor] = (one for one in talk.codings if one.code == POOR)
    read = decisions.seen(talk, "t1", 2, coder="Lan")
    found = known(talk, decisions.reject(talk, poor, coder="Lan"), read)
    assert found[FIRST] == (frozenset(), EVERY)


def test_a_few_words_of_a_sentence_stand_for_it(talk: Study) -> None:
    assert known(talk, added(talk, STORM, "ngập tới nóc")) == {SECOND: ({STORM}, frozenset())}


def test_a_coding_over_two_sentences_is_a_yes_for_both(talk: Study) -> None:
    assert known(talk, added(talk, STORM, FIRST, SECOND)) == {
        FIRST: ({STORM}, frozenset()),
        SECOND: ({STORM}, frozenset()),
    }


def test_a_word_too_many_does_not_draw_in_the_next_sentence(talk: Study) -> None:
    assert known(talk, added(talk, STORM, "hả em.", SECOND)) == {SECOND: ({STORM}, frozenset())}


def test_a_group_that_was_given_is_not_learned(talk: Study) -> None:
    # Now the codebook lists it among the codes to give.
    given = recorded(talk, [added(talk, "disaster", SECOND)])
    assert "disaster" in {code.id for code in given.codes}
    assert known(given) == {}
    read = known(given, decisions.seen(given, "t1", 3, coder="Lan"))
    assert read == {THIRD: (frozenset(), EVERY - {UNAWARE})}


def test_with_a_coder_named_by_the_policy_only_this_coders_word_teaches() -> None:
    alone = study([turns.parse("t1", TALK)], settings=Settings(policy="coder:Minh"))
    name, _, span = place(alone, SECOND)
    lans = decisions.add(alone, name, STORM, span, coder="Lan")
    assert known(alone, lans) == {}
    assert known(alone, lans, decisions.add(alone, name, STORM, span, coder="Minh")) != {}


# What codebooks bring along


def test_an_example_of_a_file_has_its_codes_and_no_other_that_the_file_gives() -> None:
    poor = Example(FIRST, frozenset({POOR}), "", "pvs_07", "2")
    told = next(
        one
        for one in of_files(
            book([poor, Example(SECOND, frozenset({STORM}), "Bão thì sao ạ?", "pvs_07", "4")])
        )
        if one.passage.text == SECOND
    )
    assert (told.yes, told.no) == ({STORM}, {POOR})
    assert (told.passage.text, told.passage.question) == (SECOND, "Bão thì sao ạ?")
    assert told.source == "pvs_07"


def test_examples_of_one_turn_are_each_others_context() -> None:
    rows = [Example(said, frozenset(), "", "pvs_07", "4") for said in (FIRST, SECOND)]
    assert [one.passage.context for one in of_files(book(rows))] == [f"{FIRST} {SECOND}"] * 2


def test_no_two_examples_are_taken_for_one_passage() -> None:
    twins = BOOK_WITH_EXAMPLES.replace("Nhà sập.", "Lúa úa.")
    for text in (BOOK_WITH_EXAMPLES, twins):
        told = [*of_codes(book(text=text)), *of_files(book(examples(), text=text))]
        assert len({one.passage.segment for one in told}) == len(told)


def test_an_example_under_a_code_says_yes_and_a_counter_example_no_to_this_code_alone() -> None:
    told = {one.passage.text: (one.yes, one.no) for one in of_codes(book(text=BOOK_WITH_EXAMPLES))}
    assert told == {
        "Nhà sập.": ({STORM}, frozenset()),
        "Lúa hư.": ({STORM}, frozenset()),
        "Dạ có.": ({STORM}, frozenset()),
        "Nhà mới xây.": (frozenset(), {STORM}),
    }


BOOK_WITH_EXAMPLES = """
codebook: test
version: 1
codes:
  - id: disaster.impact
    label: {vi: Thiệt hại do thiên tai, en: Losses in disasters}
    patterns: ["(bão|lũ) ~6 (trôi|cuốn|sập)"]
    examples: ["Nhà sập.", "Lúa hư.", "PVV: Có hư gì không ạ?\\nNTL: Dạ có."]
    counter_examples: ["Nhà mới xây."]
"""

"""The order in which suggestions are decided, and turns are read."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from itertools import groupby

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.learning.work import order
from qualcode.learning.work.order import ORDERS, Done, in_order, next_turns
from qualcode.model import Coding, Settings, Span, Study, Transcript
from qualcode.project import with_codings
from qualcode.turns import parse

TALK = """PVV: Bác có nghe nói bảo hiểm xã hội tự nguyện không?
NTL: Có nghe loa xã đọc, mà chẳng rõ đóng ở đâu.
NTL: Giấy tờ lằng nhằng lắm, đi lên đi xuống mấy bận.
PVV: Thế bác có định đóng không?
NTL: Tháng được tháng mất, lấy đâu ra mà đóng.
NTL: Dạ, thế thôi ạ.
"""
KNOW, PAPERS, INCOME = "awareness.no_knowledge", "institutional.procedures", "affordability.income"


def suggestion(turn: int, code: str, chance: float | None, name: str = "t1") -> Coding:
    return Coding(
        name, turn, Span(turn * 100, turn * 100 + 50), code, origin="model", probability=chance
    )


def codes_of(found: tuple[Coding, ...]) -> list[str]:
    return [one.code for one in found]


def talks(*names: str) -> Study:
    transcripts = tuple(parse(name, TALK) for name in names)
    return with_codings(Study(Settings(), transcripts=transcripts))


LIKELY, EVEN, UNLIKELY = (
    suggestion(2, KNOW, 0.95),
    suggestion(3, PAPERS, 0.52),
    suggestion(5, INCOME, 0.12),
)


def test_certainty_puts_the_quick_confirmations_first() -> None:
    found = in_order([UNLIKELY, EVEN, LIKELY], "certainty", done=Done())
    assert found == (LIKELY, EVEN, UNLIKELY)


def test_uncertainty_puts_the_nearest_to_even_odds_first() -> None:
    found = in_order([UNLIKELY, LIKELY, EVEN], "uncertainty", done=Done())
    assert found == (EVEN, UNLIKELY, LIKELY)


def test_by_code_one_theme_comes_after_the_other_each_most_certain_first() -> None:
    again = suggestion(5, KNOW, 0.97)
    found = in_order([LIKELY, EVEN, again, UNLIKELY], "code", done=Done())
    assert found == (UNLIKELY, again, LIKELY, EVEN)


def test_reading_order_is_that_of_the_talk() -> None:
    assert in_order([UNLIKELY, EVEN, LIKELY], "reading", done=Done()) == (LIKELY, EVEN, UNLIKELY)


def test_what_is_less_likely_than_asked_for_is_left_out() -> None:
    found = in_order([UNLIKELY, EVEN, LIKELY], "reading", threshold=0.52, done=Done())
    assert found == (LIKELY, EVEN)


def test_a_code_decided_on_in_the_turn_is_no_work_any_more() -> None:
    study = talks("t1")
    accepted = replace(LIKELY, span=Span(0, 5), status="accepted", origin="rule", coder="Lan")
    struck = replace(EVEN, span=Span(9, 12), status="rejected", coder="Lan")
    decided = replace(study, codings=(accepted,), rejected=(struck,))
    left = in_order([LIKELY, EVEN, UNLIKELY], "reading", done=order.done(decided))
    assert left == (UNLIKELY,)


def test_a_turn_that_was_read_is_no_work_any_more() -> None:
    study = replace(talks("t1"), seen={("t1", 3): ("Lan",)})
    assert in_order([LIKELY, EVEN], "reading", done=order.done(study)) == (LIKELY,)


def test_a_mere_proposal_decides_nothing() -> None:
    study = replace(talks("t1"), codings=(LIKELY,))
    assert in_order([LIKELY], "reading", done=order.done(study)) == (LIKELY,)


def test_uncertain_ones_of_one_code_do_not_come_ten_in_a_row() -> None:
    same = [suggestion(n, PAPERS, 0.5 + n / 1000, f"t{n}") for n in range(10)]
    others = [suggestion(n, code, 0.6, f"t{n}") for n in range(10) for code in (KNOW, INCOME)]
    found = in_order([*same, *others], "uncertainty", done=Done())
    assert max(len([*run]) for _, run in groupby(codes_of(found))) <= order.IN_A_ROW


def test_uncertain_ones_of_one_transcript_do_not_come_ten_in_a_row() -> None:
    same = [suggestion(n, f"c{n}", 0.5) for n in range(10)]
    others = [suggestion(n, f"c{n}", 0.7, "t2") for n in range(10)]
    found = in_order([*same, *others], "uncertainty", done=Done())
    names = [one.transcript for one in found]
    assert max(len([*run]) for _, run in groupby(names[:12])) <= order.IN_A_ROW


def test_each_proposal_waits_for_its_own_decision() -> None:
    """Accepting one leaves the other, of the same code in the same turn, to be decided on."""
    first, second = (replace(LIKELY, span=Span(at, at + 9), origin="rule") for at in (200, 210))
    accepted = replace(first, status="accepted", coder="Lan")
    study = replace(talks("t1"), suggestions=(first, second), codings=(accepted, second))
    left = order.proposed(study)
    assert in_order(left, "certainty", done=Done(), each=True) == (second,)


def test_each_suggestion_of_a_code_in_a_turn_is_listed_if_asked_for() -> None:
    less = replace(LIKELY, span=Span(210, 220), probability=0.6)
    found = in_order([less, EVEN, LIKELY], "certainty", done=Done(), each=True)
    assert found == (LIKELY, less, EVEN)


def test_a_proposal_has_the_words_that_were_learned_to_speak_for_it() -> None:
    rule = replace(LIKELY, origin="rule", evidence=(Span(200, 203),))
    weighed = replace(rule, evidence=(Span(210, 215),))
    study = replace(talks("t1"), suggestions=(weighed,), codings=(rule, replace(EVEN, model="x")))
    assert order.proposed(study) == (weighed, replace(EVEN, model="x"))


def test_beside_a_rules_proposal_no_other_passage_of_the_turn_is_suggested_for_the_code() -> None:
    rule = replace(LIKELY, span=Span(210, 220), origin="rule", probability=0.7)
    study = replace(talks("t1"), suggestions=(LIKELY, rule, EVEN), codings=(rule,))
    assert order.suggested(study) == (rule, EVEN)


def test_a_proposal_in_a_turn_that_was_read_still_waits_what_is_only_suggested_does_not() -> None:
    study = replace(talks("t1"), suggestions=(LIKELY, EVEN), codings=(EVEN,))
    read = replace(study, seen={("t1", 2): ("Lan",), ("t1", 3): ("Lan",)})
    assert order.suggested(read) == order.proposed(read) == (EVEN,)


def test_of_a_code_in_one_turn_the_likeliest_stands_for_all() -> None:
    again = replace(LIKELY, span=Span(260, 270), probability=0.4)
    assert in_order([again, LIKELY], "reading", done=Done()) == (LIKELY,)


suggestions = st.lists(
    st.builds(
        suggestion,
        st.integers(1, 6),
        st.sampled_from([KNOW, PAPERS, INCOME]),
        st.none() | st.floats(0, 1),
        st.sampled_from(["t1", "t2"]),
    ),
    max_size=40,
    unique_by=lambda one: (one.transcript, one.turn, one.code),
)


@given(suggestions, st.sampled_from(ORDERS))
def test_each_order_keeps_every_suggestion_once(given: list[Coding], by: order.Order) -> None:
    assert Counter(in_order(given, by, done=Done())) == Counter(given)


@given(st.data(), suggestions, st.sampled_from(ORDERS))
def test_an_order_does_not_depend_on_what_it_was_given_in(
    data: st.DataObject, given: list[Coding], by: order.Order
) -> None:
    shuffled = data.draw(st.permutations(given))
    assert in_order(given, by, done=Done()) == in_order(shuffled, by, done=Done())


@pytest.mark.parametrize("by", ORDERS)
def test_the_turns_to_read_are_what_respondents_said_and_nobody_has_read(by: order.Order) -> None:
    study = replace(talks("t1"), seen={("t1", 3): ("Lan",)}, suggestions=(LIKELY, EVEN))
    assert sorted(next_turns(study, by)) == [("t1", 2), ("t1", 5), ("t1", 6)]


def test_by_certainty_one_reads_first_where_most_is_to_be_found() -> None:
    study = replace(
        talks("t1"),
        suggestions=(
            suggestion(2, KNOW, 0.6),
            suggestion(3, KNOW, 0.55),
            suggestion(3, PAPERS, 0.5),
            suggestion(5, INCOME, 0.9),
        ),
    )
    assert next_turns(study, "certainty") == (("t1", 3), ("t1", 5), ("t1", 2), ("t1", 6))


def test_by_uncertainty_one_reads_first_where_most_is_to_be_learned() -> None:
    study = replace(talks("t1"), suggestions=(LIKELY, EVEN, suggestion(5, INCOME, 0.8)))
    assert next_turns(study, "uncertainty") == (("t1", 3), ("t1", 5), ("t1", 2), ("t1", 6))


def test_by_code_one_reads_the_turns_of_one_theme_together() -> None:
    suggested = (
        suggestion(2, PAPERS, 0.4),
        suggestion(3, KNOW, 0.3),
        suggestion(5, PAPERS, 0.7),
    )
    study = replace(talks("t1"), suggestions=suggested)
    assert next_turns(study, "code") == (("t1", 3), ("t1", 5), ("t1", 2), ("t1", 6))


def test_a_code_alone_ranks_the_turns_by_itself_and_a_family_by_its_codes() -> None:
    suggested = (suggestion(2, KNOW, 0.9), suggestion(5, PAPERS, 0.4))
    study = replace(talks("t1"), suggestions=suggested)
    assert next_turns(study, "certainty", code=PAPERS)[0] == ("t1", 5)
    assert next_turns(study, "certainty", code="institutional")[0] == ("t1", 5)


def test_a_turn_in_which_something_is_decided_comes_after_those_unread() -> None:
    accepted = replace(LIKELY, status="accepted", coder="Lan")
    study = replace(talks("t1"), codings=(accepted,), suggestions=(LIKELY, EVEN))
    assert next_turns(study, "reading") == (("t1", 3), ("t1", 5), ("t1", 6), ("t1", 2))


def test_without_suggestions_one_reads_as_it_was_said() -> None:
    study = talks("t1", "t2")
    spoken = tuple((name, turn) for name in ("t1", "t2") for turn in (2, 3, 5, 6))
    assert {next_turns(study, by) for by in ORDERS} == {spoken}


def test_a_transcript_without_respondents_gives_no_turns() -> None:
    """PVV: Mời các bác ngồi."""
    study = Study(Settings(), transcripts=(Transcript("t1", "", ()),))
    assert next_turns(with_codings(study), "certainty") == ()

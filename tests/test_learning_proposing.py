"""Which suggestions are proposed, beside what rules found and people decided."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sayings import (
    CODES,
    EVERY,
    POOR,
    STORM,
    UNAWARE,
    book,
    examples,
    learned,
    place,
    recorded,
    study,
    talk,
    talks,
)

from qualcode import decisions
from qualcode.learning.passages import Passage
from qualcode.learning.proposing import BEST, HOPELESS, UNLIKELY, proposed, suggestions
from qualcode.model import (
    Coding,
    Decision,
    Learned,
    Segment,
    Settings,
    Span,
    Study,
    Suggesting,
    Valence,
)

LINE = 0.5
VALENCES: dict[str, Valence] = {
    UNAWARE: "barrier",
    POOR: "barrier",
    STORM: "neutral",
    "d": "neutral",
}


def by_rule(start: int, code: str = POOR, turn: int = 1) -> Coding:
    span = Span(start, start + 10)
    return Coding("t1", turn, span, code, rule=f"{code}#1", evidence=(Span(start, start + 4),))


def by_model(start: int, probability: float, code: str = POOR, turn: int = 1) -> Coding:
    span = Span(start, start + 10)
    return Coding("t1", turn, span, code, origin="model", probability=probability, model="m")


def weighed(rule: Coding, probability: float) -> Coding:
    """What is suggested where a rule matched."""
    return replace(rule, rule="", probability=probability)


def knowing(*suggested: Coding, support: int = 50) -> Study:
    """A study of which something was learned."""
    told = Learned(
        model="m",
        threshold=LINE,
        chosen=False,
        examples=60,
        decided=0,
        support=dict.fromkeys(VALENCES, support),
        precision=0.8,
        recall=0.8,
        f1=0.8,
        calibration_error=0.02,
    )
    return Study(Settings(), suggestions=suggested, learned=told)


# What may apply


def test_all_that_is_likely_and_the_best_of_the_rest_is_suggested() -> None:
    said = Passage(Segment("t1", 1, Span(5, 20)), "Dạ thì cũng vậy", "", hits=frozenset({STORM}))
    chances = np.array([[0.9, UNLIKELY - 0.01, 0.3, HOPELESS - 0.001]], dtype=np.float32)
    found = suggestions([said], chances, [{}], VALENCES, "m")
    assert BEST == 3
    assert {one.code: one.origin for one in found} == {
        UNAWARE: "model",
        POOR: "model",
        STORM: "rule",
    }
    assert [one.probability for one in found] == pytest.approx([0.04, 0.9, 0.3])
    assert {one.model for one in found if one.origin == "rule"} == {""}


def test_words_that_touch_are_shown_as_one_stretch_of_the_transcript() -> None:
    said = Passage(Segment("t1", 1, Span(100, 119)), "Lũ cuốn mất đàn vịt", "")
    words = [{STORM: ((Span(3, 7), 0.9), (Span(0, 2), 0.8), (Span(16, 19), 0.7))}]
    chances = np.array([[0, 0, 0.8, 0]], dtype=np.float32)
    [one] = suggestions([said], chances, words, VALENCES, "m")
    assert one.evidence == (Span(100, 107), Span(116, 119))


# What is proposed


def test_from_the_line_on_a_suggestion_is_proposed() -> None:
    found = proposed(knowing(by_model(0, 0.5), by_model(20, 0.49, STORM)), [])
    assert found.proposals == (by_model(0, 0.5),)


def test_of_a_code_in_a_turn_only_the_likeliest_is_proposed() -> None:
    best, other = by_model(20, 0.8), by_model(0, 0.7)
    elsewhere = by_model(40, 0.6, turn=2)
    assert proposed(knowing(other, best, elsewhere), []).proposals == (best, elsewhere)


def test_beside_a_rules_match_learning_proposes_the_code_no_second_time() -> None:
    rule = by_rule(0)
    found = proposed(knowing(weighed(rule, 0.9), by_model(20, 0.95)), [rule])
    assert found.proposals == (replace(rule, probability=0.9),)


def test_a_rules_match_below_the_line_is_left_out_and_nowhere_else() -> None:
    rule = by_rule(0)
    found = proposed(knowing(weighed(rule, 0.2)), [rule])
    assert found == ((), (replace(rule, probability=0.2),))


def test_where_a_rules_match_is_left_out_learning_may_propose_the_code_elsewhere_in_the_turn() -> (
    None
):
    rule, near = by_rule(0), by_model(20, 0.8)
    found = proposed(knowing(weighed(rule, 0.2), near), [rule])
    assert found.proposals == (near,)


def test_of_a_code_that_is_little_known_the_rules_word_stands() -> None:
    rule = by_rule(0)
    found = proposed(knowing(weighed(rule, 0.2), support=2), [rule])
    assert found == ((replace(rule, probability=0.2),), ())


def test_without_anything_learned_rules_propose_all_that_they_find() -> None:
    rules = [by_rule(0), by_rule(20, STORM)]
    assert proposed(Study(Settings()), rules) == (tuple(rules), ())


@pytest.mark.parametrize("status", ["accepted", "rejected"])
def test_what_a_person_decided_on_keeps_its_rule_and_words_though_it_has_become_unlikely(
    status: str,
) -> None:
    rule = by_rule(0)
    ruled = replace(rule, status=status, coder="Lan")
    where = {"rejected": (ruled,)} if status == "rejected" else {"codings": (ruled,)}
    found = proposed(replace(knowing(weighed(rule, 0.1)), **where), [rule])
    [kept] = found.proposals
    assert (kept.rule, kept.evidence, found.left_out) == (rule.rule, rule.evidence, ())


@given(st.floats(0, 1), st.sampled_from(["accepted", "added", "rejected"]), st.integers(0, 40))
def test_learning_proposes_no_code_in_a_turn_where_a_person_decided_on_it(
    probability: float, status: str, start: int
) -> None:
    ruled = replace(by_model(0, 0.6), status=status, coder="Lan")
    where = {"rejected": (ruled,)} if status == "rejected" else {"codings": (ruled,)}
    after = replace(knowing(by_model(start, probability)), **where)
    # What was decided on is there for the decision to be about; nothing comes beside it.
    assert {one.id for one in proposed(after, []).proposals} <= {ruled.id}


def test_what_is_still_only_proposed_may_be_proposed_again() -> None:
    after = replace(knowing(by_model(0, 0.7)), codings=(by_model(0, 0.6),))
    assert proposed(after, []).proposals == (by_model(0, 0.7),)


def test_learning_proposes_nothing_in_a_turn_that_was_read_but_rules_do() -> None:
    rule = by_rule(0)
    read = replace(
        knowing(weighed(rule, 0.8), by_model(20, 0.99, STORM)), seen={("t1", 1): ("Lan",)}
    )
    assert proposed(read, [rule]).proposals == (replace(rule, probability=0.8),)


# In a study


@pytest.fixture(scope="module")
def taught() -> Study:
    return learned(study(talks(2, EVERY[32:]), book(examples())))


def codes_of(study: Study, saying: str) -> set[str]:
    name, turn, _ = place(study, saying)
    return {one.code for one in study.codings if (one.transcript, one.turn) == (name, turn)}


def test_a_turn_has_each_code_from_learning_once(taught: Study) -> None:
    every = [
        (one.transcript, one.turn, one.code) for one in taught.proposals if one.origin == "model"
    ]
    assert len(every) == len(set(every)) > 10


def strike(study: Study, coding: Coding) -> Decision:
    return decisions.reject(study, coding, coder="Lan")


def test_what_a_person_rejected_does_not_come_back_whatever_is_learned_later(
    taught: Study,
) -> None:
    said = "Bão số ba làm gãy cả rừng keo."
    [storm] = (one for one in taught.codings if one.span == place(taught, said)[2])
    assert storm.code == STORM
    struck = learned(recorded(taught, [strike(taught, storm)]))
    assert STORM not in codes_of(struck, said)
    # All others of its kind are confirmed, more examples come, and the line is lowered.
    others = [
        decisions.accept(struck, one, coder="Lan") for one in struck.codings if one.code == STORM
    ]
    later = recorded(struck, others)
    for more in (
        later,
        replace(later, codebooks=(book((*examples(), *examples(sources=7))),)),
        replace(later, settings=Settings(suggest=Suggesting(start=0))),
    ):
        after = learned(more)
        assert STORM not in codes_of(after, said)
        assert STORM in {one.code for one in after.codings}


def test_an_accepted_proposal_stays_though_its_like_are_all_rejected(taught: Study) -> None:
    storms = [one for one in taught.codings if one.code == STORM]
    kept, others = storms[0], storms[1:]
    drafts = [decisions.accept(taught, kept, coder="Lan"), *(strike(taught, o) for o in others)]
    after = learned(recorded(taught, drafts))
    [left] = (one for one in after.codings if one.code == STORM and one.status == "accepted")
    assert (left.span, left.origin, left.coder) == (kept.span, kept.origin, "Lan")


def test_an_accepted_match_keeps_its_rule_in_a_study_that_has_learned_otherwise() -> None:
    fresh = study(talks(), book([replace(one, codes=one.codes - {POOR}) for one in examples()]))
    rule = next(one for one in fresh.codings if one.code == POOR)
    after = learned(recorded(fresh, [decisions.accept(fresh, rule, coder="Lan")]))
    [kept] = (one for one in after.codings if one.code == POOR and one.status == "accepted")
    assert (kept.rule, kept.evidence, kept.span) == (rule.rule, rule.evidence, rule.span)


def test_learning_says_nothing_in_a_turn_marked_as_read(taught: Study) -> None:
    said = "Gió to, tàu bè chìm mấy chiếc."
    name, turn, _ = place(taught, said)
    assert codes_of(taught, said) == {STORM}
    after = learned(recorded(taught, [decisions.seen(taught, name, turn, coder="Lan")]))
    assert codes_of(after, said) == set()


def starting(line: float | None) -> Study:
    chosen = Settings(suggest=Suggesting(start=line))
    said, known = EVERY[32:], examples(EVERY[:32] * 2)
    return learned(study([talk("pvs_09", said)], book(known), settings=chosen))


def test_from_zero_on_all_that_is_suggested_is_proposed_and_nothing_left_out() -> None:
    found = starting(0)
    assert found.left_out == ()
    places = {(one.turn, one.code) for one in found.suggestions}
    assert {(one.turn, one.code) for one in found.proposals} == places
    assert len(places) > len(EVERY[32:])


def test_from_one_on_nothing_but_what_is_certain_is_proposed() -> None:
    found = starting(1)
    assert all(one.probability == 1 for one in found.proposals)
    assert {one.origin for one in found.left_out} <= {"rule"}


def test_a_line_that_somebody_drew_is_told_with_what_it_finds() -> None:
    low, high = starting(0), starting(0.9)
    assert low.learned
    assert high.learned
    assert (low.learned.threshold, low.learned.chosen) == (0, True)
    assert (high.learned.threshold, high.learned.chosen) == (0.9, True)
    assert low.learned.recall == 1 > high.learned.recall
    assert low.learned.precision < high.learned.precision


def test_without_a_line_drawn_it_is_where_cross_validation_has_the_best_f1() -> None:
    drawn = starting(None).learned
    assert drawn
    assert not drawn.chosen
    for line in (0.2, 0.5, 0.8):
        other = starting(line).learned
        assert other
        assert other.f1 <= drawn.f1 + 0.01


def test_no_code_but_those_of_the_codebook_is_proposed(taught: Study) -> None:
    assert {one.code for one in taught.proposals} <= set(CODES)

"""Probabilities that hold, and how well they do."""

from __future__ import annotations

import warnings

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from qualcode.learning.calibrating import calibrate, calibration_error, matched
from qualcode.learning.figures import LINES, SLACK, best, by_turn, figures, nearest
from qualcode.learning.passages import Passage
from qualcode.model import Segment, Span

Numbers = np.ndarray


def passage(name: str, turn: int, start: int = 0) -> Passage:
    return Passage(Segment(name, turn, Span(start, start + 2)), "Dạ", "Dạ")


def column(*values: float) -> Numbers:
    return np.array([[value] for value in values], dtype=np.float32)


def turns(number: int) -> list[Passage]:
    return [passage("t", turn) for turn in range(number)]


# Calibration

ROWS, CODES = 12, 3
MARGINS = arrays.arrays(
    np.float32, (ROWS, CODES), elements=st.floats(-4, 4, width=32, allow_subnormal=False)
)
FLAGS = arrays.arrays(np.float32, (ROWS, CODES), elements=st.sampled_from([0, 1]))
ANSWERS = arrays.arrays(np.float32, (ROWS, CODES), elements=st.sampled_from([-1, 0, 1]))


@settings(max_examples=15)
@given(MARGINS, FLAGS, FLAGS, ANSWERS, MARGINS)
def test_a_higher_margin_never_makes_a_code_less_likely_whatever_it_was_learned_from(
    margins: Numbers, here: Numbers, elsewhere: Numbers, known: Numbers, others: Numbers
) -> None:
    around = np.maximum(here, elsewhere)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        found = calibrate(margins, here, around, known)
        low = found.probabilities(np.minimum(margins, others), here, around)
        high = found.probabilities(np.maximum(margins, others), here, around)
    assert ((low >= 0) & (low <= 1) & (high >= 0) & (high <= 1)).all()
    assert (high >= low).all()


def test_margins_that_speak_against_themselves_say_nothing() -> None:
    margins = column(*np.linspace(-1, 1, 40))
    nowhere = np.zeros_like(margins)
    found = calibrate(margins, nowhere, nowhere, -np.sign(margins)).probabilities(
        margins, nowhere, nowhere
    )
    assert found == pytest.approx(np.full_like(margins, 0.5), abs=0.01)


def test_a_rules_match_makes_a_code_likelier_where_rules_are_mostly_right() -> None:
    rng = np.random.default_rng(0)
    true = rng.random((400, 1)) < 0.2
    here = (rng.random((400, 1)) < np.where(true, 0.7, 0.05)).astype(np.float32)
    margins = (np.where(true, 0.3, -0.3) + rng.normal(0, 1, (400, 1))).astype(np.float32)
    known = np.where(true, 1, -1).astype(np.float32)
    found = calibrate(margins, here, here, known)
    same = np.zeros((1, 1), dtype=np.float32)
    one = np.ones((1, 1), dtype=np.float32)
    assert found.probabilities(same, one, one) > found.probabilities(same, same, same)
    assert calibration_error(found.probabilities(margins, here, here), known) < 0.05


@pytest.mark.parametrize("answer", [1, -1])
def test_of_one_answer_alone_there_is_a_probability_too(answer: int) -> None:
    margins, known = column(*range(10)), column(*[answer] * 10)
    nowhere = np.zeros_like(margins)
    found = calibrate(margins, nowhere, nowhere, known).probabilities(margins, nowhere, nowhere)
    # Laplace's rule of succession: (10 + 1) / (10 + 2).
    assert found == pytest.approx(np.full_like(margins, 11 / 12 if answer > 0 else 1 / 12))


def test_what_nobody_knows_has_no_part_in_the_calibration() -> None:
    margins, nowhere = column(-2, -1, 0.5, 1, 2, 3), column(*[0] * 6)
    known = column(-1, -1, -1, 1, 1, 1)
    more = np.vstack([margins, column(-3, 3)]), np.vstack([nowhere, column(0, 0)])
    assert calibrate(more[0], more[1], more[1], np.vstack([known, column(0, 0)])) == calibrate(
        margins, nowhere, nowhere, known
    )


def test_rules_matches_are_told_by_code_here_and_in_the_turn() -> None:
    one = Passage(
        *(Segment("t", 1, Span(0, 2)), "Dạ", "Dạ"),
        hits=frozenset({"a", "of.another_codebook"}),
        turn_hits=frozenset({"a", "b"}),
    )
    here, around = matched([one], ["a", "b", "c"])
    assert (here.tolist(), around.tolist()) == ([[1, 0, 0]], [[1, 1, 0]])


# Calibration error


def test_certain_and_right_is_no_calibration_error_and_certain_and_wrong_is_all() -> None:
    known = column(1, 1, -1)
    assert calibration_error(column(1, 1, 0), known) == 0
    assert calibration_error(column(0, 0, 1), known) == 1


def test_calibration_error_is_that_of_naeini_cooper_and_hauskrecht_2015() -> None:
    """Σ P(bin) · |share true in it - mean probability in it|, over bins of equal width.

    | bin       | said             | true | share | mean | weight | gap    |
    |-----------|------------------|------|-------|------|--------|--------|
    | 0.1 - 0.2 | 0.10, 0.12, 0.14 | 1    | 1/3   | 0.12 | 3/8    | 0.2133 |
    | 0.6 - 0.7 | 0.62, 0.68       | 1    | 1/2   | 0.65 | 2/8    | 0.15   |
    | 0.9 - 1.0 | 0.90, 0.95, 1.00 | 3    | 1     | 0.95 | 3/8    | 0.05   |
    """
    said = column(0.10, 0.12, 0.14, 0.62, 0.68, 0.90, 0.95, 1.00)
    known = column(1, -1, -1, 1, -1, 1, 1, 1)
    by_hand = 3 / 8 * (1 / 3 - 0.12) + 2 / 8 * 0.15 + 3 / 8 * 0.05
    assert calibration_error(said, known) == pytest.approx(by_hand, abs=1e-6)


def test_what_nobody_knows_is_no_calibration_error() -> None:
    assert calibration_error(column(1, 0.9), column(1, 0)) == 0
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert calibration_error(column(0.5), column(0)) == 0


# What lines find


def test_a_turn_counts_once_by_its_likeliest_passage_of_which_something_is_known() -> None:
    said = [passage("t", 1), passage("t", 1, 5), passage("t", 1, 9), passage("u", 1)]
    likely, true = by_turn(said, column(0.2, 0.6, 0.9, 0.3), column(-1, 1, 0, -1))
    assert likely == pytest.approx(column(0.6, 0.3))
    assert true.tolist() == [[1], [-1]]


def test_a_line_finds_what_is_counted_by_hand() -> None:
    """Of 0.8 ✓, 0.7 ✗, 0.6 ✓, 0.3 ✓, 0.2 ✗ the line at 0.5 finds two of three and one too many."""
    lines = figures(turns(5), column(0.8, 0.7, 0.6, 0.3, 0.2), column(1, -1, 1, 1, -1))
    found = nearest(lines, 0.5)
    assert (found.precision, found.recall, found.f1) == pytest.approx((2 / 3, 2 / 3, 2 / 3))
    assert nearest(lines, 0).recall == nearest(lines, 0.05).recall == 1
    assert nearest(lines, 0).precision == pytest.approx(3 / 5)
    assert nearest(lines, 1).recall == nearest(lines, 1).precision == nearest(lines, 1).f1 == 0


def test_the_line_drawn_is_that_of_the_best_f1() -> None:
    """From 0.3 on all three are found with one too many: F1 6/7, elsewhere 3/4 at most."""
    found = best(figures(turns(5), column(0.8, 0.7, 0.6, 0.3, 0.2), column(1, -1, 1, 1, -1)))
    assert 0.2 < found.threshold <= 0.3
    assert found.f1 == pytest.approx(6 / 7)


def test_between_yes_and_no_the_line_is_drawn_nearer_to_yes() -> None:
    found = best(figures(turns(4), column(0.9, 0.85, 0.15, 0.1), column(1, 1, -1, -1)))
    assert 0.5 < found.threshold < 0.85
    assert (found.precision, found.recall, found.f1) == (1, 1, 1)


@given(
    arrays.arrays(np.float32, (ROWS, CODES), elements=st.floats(0, 1, width=32)),
    ANSWERS,
)
def test_no_line_is_better_than_the_one_drawn_by_more_than_chance(
    likely: Numbers, known: Numbers
) -> None:
    lines = figures(turns(ROWS), likely, known)
    found = best(lines)
    assert found.threshold in LINES
    assert all(one.f1 <= found.f1 + SLACK for one in lines if one.threshold in LINES)


@given(
    arrays.arrays(np.float32, (ROWS, CODES), elements=st.floats(0, 1, width=32)),
    ANSWERS,
)
def test_a_higher_line_never_finds_more(likely: Numbers, known: Numbers) -> None:
    recalls = [one.recall for one in figures(turns(ROWS), likely, known)]
    assert recalls == sorted(recalls, reverse=True)

"""Linear models, folds, and corrections of what was expected."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays
from sayings import CODE, CODES, EVERY, POOR, STORM, read_whole, study, talks
from scipy.sparse import csr_matrix

from qualcode.learning import passages
from qualcode.learning.correcting import correct
from qualcode.learning.examples import Known, of_decisions
from qualcode.learning.features import Features
from qualcode.learning.passages import Passage
from qualcode.learning.training import FEWEST, enough, folds, parts, train, truth
from qualcode.model import Segment, Span

CLOSE = 1e-3
"""How near to the exact answer the solver stops, as a share of what there is to be explained."""


def known(name: str, turn: int = 1, yes: str = "", no: str = "") -> Known:
    said = Passage(Segment(name, turn, Span(0, 2)), "Dạ", "Dạ")
    return Known(said, frozenset(filter(None, [yes])), frozenset(filter(None, [no])), name)


def test_truth_tells_yes_from_no_from_nobody_knows() -> None:
    told = [known("a", yes=POOR, no=STORM), known("b", no="of.another_codebook")]
    assert truth(told, CODES).tolist() == [[0, 1, -1], [0, 0, 0]]


# Models


def test_models_tell_the_three_things_apart_on_talk_that_they_have_not_read() -> None:
    coded = read_whole(study(talks()), EVERY)
    every = passages(coded)
    answers = truth(of_decisions(coded, every), CODES)
    vectors = Features().fit(every)
    half = len(every) // 2
    margins = train(vectors[:half], answers[:half]).margins(vectors[half:])
    likeliest = [CODES[column] for column in margins.argmax(1)]
    asked = [CODE[one.text] for one in every[half:]]
    right = sum(one == other for one, other in zip(likeliest, asked, strict=True) if other)
    assert right > 2 / 3 * sum(map(bool, asked))


def test_the_same_passages_give_the_same_models_to_the_last_bit() -> None:
    coded = read_whole(study(talks()), EVERY)
    every = passages(coded)
    answers, vectors = truth(of_decisions(coded, every), CODES), Features().fit(every)
    first, second = (train(vectors, answers) for _ in range(2))
    assert first.of_features.tobytes() == second.of_features.tobytes()
    assert first.bias.tobytes() == second.bias.tobytes()


@pytest.mark.parametrize("answer", [1, -1])
def test_a_code_of_which_one_answer_is_too_rare_is_always_denied(answer: int) -> None:
    vectors = csr_matrix(np.eye(8, dtype=np.float32))
    answers = np.full((8, 1), -answer, dtype=np.float32)
    answers[: FEWEST - 1] = answer
    assert not enough(answers).any()
    assert (train(vectors, answers).margins(vectors) < 0).all()
    answers[FEWEST - 1] = answer
    assert enough(answers).all()
    assert set((train(vectors, answers).margins(vectors) > 0).ravel()) == {True, False}


# Folds


@given(st.lists(st.sampled_from("abcdefg"), max_size=60), st.integers(2, 5))
def test_each_passage_is_in_one_part_and_no_conversation_in_two(
    sources: list[str], number: int
) -> None:
    part = folds(sources, number)
    assert len(part) == len(sources)
    assert set(part) <= set(range(number))
    assert len(set(zip(sources, part, strict=True))) == len(set(sources))


@given(st.lists(st.sampled_from("abcdefg"), min_size=1, max_size=60), st.integers(2, 5))
def test_no_part_could_give_a_conversation_away_to_a_smaller_one(
    sources: list[str], number: int
) -> None:
    part = folds(sources, number)
    sizes = [part.count(one) for one in range(number)]
    for source, own in set(zip(sources, part, strict=True)):
        assert sizes[own] - sources.count(source) <= min(sizes)


@given(st.permutations(range(12)))
def test_parts_are_the_same_in_whatever_order_passages_come(order: Sequence[int]) -> None:
    sources = ["a"] * 5 + ["b"] * 3 + ["c"] * 2 + ["d"] * 2
    before = dict(zip(sources, folds(sources, 3), strict=True))
    mixed = [sources[at] for at in order]
    assert dict(zip(mixed, folds(mixed, 3), strict=True)) == before


def test_of_few_conversations_the_parts_are_turns() -> None:
    told = [known(name, turn) for name in "ab" for turn in (2, 2, 4, 6)]
    part = parts(told, 3)
    assert set(part) == {0, 1, 2}
    turns = {(one.passage.turn, own) for one, own in zip(told, part, strict=True)}
    assert len(turns) == len({turn for turn, _ in turns})


# Corrections

ROWS, WIDE = 6, 5
NUMBERS = arrays.arrays(
    np.float32, (ROWS, WIDE), elements=st.floats(-2, 2, width=32, allow_subnormal=False)
)
EXPECTED = arrays.arrays(
    np.float32, (ROWS, 3), elements=st.floats(-3, 3, width=32, allow_subnormal=False)
)
ANSWERS = arrays.arrays(np.float32, (ROWS, 3), elements=st.sampled_from([-1, 0, 1]))


@given(NUMBERS, EXPECTED, ANSWERS)
def test_a_correction_is_the_solution_of_ridge_regression_on_the_gap(
    vectors: np.ndarray, expected: np.ndarray, answers: np.ndarray
) -> None:
    gap = np.where(answers == 0, 0, answers - np.clip(expected, -1, 1)).astype(np.float64)
    exact = vectors.astype(np.float64)
    shares = np.zeros_like(gap)
    for code, known in enumerate((answers != 0).T):
        alike = exact[known] @ exact[known].T
        shares[known, code] = np.linalg.solve(alike + np.eye(known.sum()), gap[known, code])
    found = correct(csr_matrix(vectors), expected, answers)
    wrong = np.linalg.norm(found.of_features - exact.T @ shares, axis=0)
    # No direction of Xᵀ(XXᵀ + I)⁻¹ stretches by more than a half; single precision aside.
    assert (wrong <= CLOSE * np.linalg.norm(gap, axis=0) + 1e-4).all()
    assert (found.bias == 0).all()


@given(NUMBERS, EXPECTED)
def test_answers_that_nobody_gave_change_nothing(vectors: np.ndarray, expected: np.ndarray) -> None:
    unknown = np.zeros((ROWS, 3), dtype=np.float32)
    assert (correct(csr_matrix(vectors), expected, unknown).of_features == 0).all()


@given(NUMBERS, ANSWERS)
def test_what_was_expected_with_certainty_changes_nothing_when_it_is_decided_so(
    vectors: np.ndarray, answers: np.ndarray
) -> None:
    assert (correct(csr_matrix(vectors), 3 * answers, answers).of_features == 0).all()


def test_no_decision_is_no_correction() -> None:
    nothing = np.zeros((0, 3), dtype=np.float32)
    found = correct(csr_matrix((0, WIDE), dtype=np.float32), nothing, nothing)
    assert (found.of_features == np.zeros((WIDE, 3))).all()


def test_a_decision_counts_more_the_more_words_are_the_same() -> None:
    coded = study(talks())
    every = passages(coded)
    vectors = Features().fit(every)
    spans = {one.text: row for row, one in enumerate(every)}
    said = "Chịu, cái đó tôi mù tịt."
    expected = np.full((1, 1), -1, dtype=np.float32)
    told = correct(vectors[[spans[said]]], expected, np.ones((1, 1), dtype=np.float32))
    changed = told.margins(vectors)[:, 0]
    like, unlike = "Nghe tên thì nghe, chứ nó ra sao thì mù tịt.", "Mưa đá dập nát hết vườn rau."
    assert changed[spans[said]] > changed[spans[like]] > changed[spans[unlike]] >= 0
    assert changed[spans[said]] <= 2

"""qualcode.yaml's key `triangulation`: exact numbers, and every fault with its place."""

from __future__ import annotations

from fractions import Fraction

import pytest

from qualcode import settings
from qualcode.errors import StudyError
from qualcode.model import Thresholds


def read(text: str) -> Thresholds:
    return settings.parse(text, "qualcode.yaml").thresholds


def faults(text: str) -> list[tuple[str, str]]:
    with pytest.raises(StudyError) as error:
        read(text)
    return [(one.where, one.message.en) for one in error.value.problems]


def test_what_is_not_given_is_as_by_default() -> None:
    assert read("") == read("triangulation:") == Thresholds()
    assert read("triangulation:\n  min_asked: 3\n") == Thresholds(min_asked=3)


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("1/4", Fraction(1, 4)),
        ("0.25", Fraction(1, 4)),
        ("0,25", Fraction(1, 4)),
        (".25", Fraction(1, 4)),
        ("25%", Fraction(1, 4)),
        ("12,5 %", Fraction(1, 8)),
        ("1 / 3", Fraction(1, 3)),
        ("0", Fraction(0)),
        ("1", Fraction(1)),
        ("0.1", Fraction(1, 10)),
    ],
)
def test_a_number_is_exact_however_it_is_written(written: str, number: Fraction) -> None:
    text = f'triangulation:\n  prominence_tolerance: "{written}"\n'

    assert read(text).prominence_tolerance == number


def test_every_key_can_be_given() -> None:
    text = (
        "triangulation:\n"
        "  few_below: 1/4\n"
        "  some_below: 3/4\n"
        "  prominence_tolerance: 0.1\n"
        "  direction_cut: 1/2\n"
        "  examples_cut: 0.4\n"
        "  min_asked: 2\n"
    )
    assert read(text) == Thresholds(
        *(Fraction(1, 4), Fraction(3, 4), Fraction(1, 10), Fraction(1, 2), Fraction(2, 5)), 2
    )


@pytest.mark.parametrize(
    ("line", "where", "said"),
    [
        ("few_below: a third", "2:14", "few_below: write a number above 0, up to 1"),
        ("few_below: 0", "2:14", "few_below: write a number above 0, up to 1"),
        ("direction_cut: 1/0", "2:18", "direction_cut: write a number above 0, up to 1"),
        ("examples_cut: 1.5", "2:17", "examples_cut: write a number from 0 to 1"),
        ("examples_cut: -1", "2:17", "examples_cut: write a number from 0 to 1"),
        ("prominence_tolerance: 20", "2:25", "prominence_tolerance: write a number from 0 to 1"),
        ("min_asked: 0", "2:14", "min_asked: write a whole number from 1 on"),
        ("min_asked: 2.5", "2:14", "min_asked: write a whole number from 1 on"),
        ("few_bellow: 1/3", "2:15", "unknown key 'few_bellow'; did you mean 'few_below'?"),
        ("few_below: [1, 3]", "2:14", "this must be text"),
    ],
)
def test_a_fault_has_its_place_and_says_what_to_write(line: str, where: str, said: str) -> None:
    [(place, words)] = faults(f"triangulation:\n  {line}\n")

    assert place == f"qualcode.yaml:{where}"
    assert words.startswith(said)


def test_some_may_not_end_before_it_begins() -> None:
    assert faults("triangulation:\n  few_below: 3/4\n") == [
        ("qualcode.yaml:2:14", "some_below (2/3) must not be less than few_below (3/4)")
    ]
    [(where, _)] = faults("triangulation:\n  few_below: 1/2\n  some_below: 1/4\n")
    assert where == "qualcode.yaml:3:15"


def test_a_word_in_place_of_the_keys_is_a_fault() -> None:
    [(where, words)] = faults("triangulation: off\n")

    assert (where, words) == ("qualcode.yaml:1:16", "this must have the form 'key: value'")


def test_every_fault_is_told_at_once() -> None:
    assert len(faults("triangulation:\n  few_below: x\n  min_asked: y\n  z: 1\n")) == 3

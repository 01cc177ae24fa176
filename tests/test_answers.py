"""What closed answers mean, and who was asked."""

from __future__ import annotations

from qualcode.answers import Answered, asked, meant
from qualcode.model import Meaning, Question, Respondent, Survey

SURVEY = Survey(
    "ks",
    "",
    (
        Question(
            "q1",
            "",
            "single",
            ("Chưa", "Rồi"),
            (Meaning("awareness.no_knowledge", frozenset({"Chưa"}), "barrier"),),
        ),
        Question(
            "q2",
            "",
            "multiple",
            ("Zalo", "Tivi"),
            (
                Meaning("awareness.information_channel", frozenset({"Zalo", "Tivi"}), "neutral"),
                Meaning("affordability", frozenset({"Tivi"}), "enabler"),
            ),
        ),
        Question("q3", "", "open"),
    ),
    (
        Respondent("1", {}, {"q1": ("Chưa",), "q2": ("Zalo", "Tivi")}),
        Respondent("2", {}, {"q1": ("Rồi",)}),
        Respondent("3", {}, {"q3": ("Chưa",)}),
    ),
)


def test_an_answer_that_is_mapped_means_its_code_once_a_question() -> None:
    assert meant(SURVEY) == (
        Answered("1", "q1", "awareness.no_knowledge", "barrier"),
        Answered("1", "q2", "awareness.information_channel", "neutral"),
        Answered("1", "q2", "affordability", "enabler"),
    )


def test_asked_are_those_who_answered_whatever_they_answered() -> None:
    assert asked(SURVEY, "awareness.no_knowledge") == {"1", "2"}
    assert asked(SURVEY, "awareness.information_channel") == {"1"}


def test_a_theme_is_asked_by_a_question_on_a_part_of_it_or_on_what_it_is_a_part_of() -> None:
    assert asked(SURVEY, "awareness") == {"1", "2"}
    assert asked(SURVEY, "affordability.worker_income") == {"1"}


def test_nobody_is_asked_about_a_theme_without_a_question_nor_by_an_empty_survey() -> None:
    assert asked(SURVEY, "disaster") == frozenset()
    assert asked(Survey("ks", ""), "awareness") == frozenset()
    assert meant(Survey("ks", "")) == ()

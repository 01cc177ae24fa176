"""What a survey's closed questions say on codes: who was asked, and whose answer means what."""

from __future__ import annotations

from dataclasses import dataclass

from qualcode.model import Survey, Valence, is_within


@dataclass(frozen=True, slots=True, order=True)
class Answered:
    """That a respondent gave an answer which means a code."""

    respondent: str
    question: str
    code: str
    valence: Valence


def meant(survey: Survey) -> tuple[Answered, ...]:
    """Return what the answers chosen mean, in the order of respondents and questions."""
    found = (
        Answered(respondent.id, question.id, meaning.code, meaning.valence)
        for respondent in survey.respondents
        for question in survey.questions
        for meaning in question.meanings
        if meaning.answers.intersection(respondent.answers.get(question.id, ()))
    )
    return tuple(dict.fromkeys(found))


def asked(survey: Survey, theme: str) -> frozenset[str]:
    """Return the ids of those who answered a question that is on this theme.

    A question is on a theme if some answer to it means the theme, a part of it, or what it is a
    part of.
    """
    questions = {
        question.id
        for question in survey.questions
        if any(_is_on(meaning.code, theme) for meaning in question.meanings)
    }
    return frozenset(one.id for one in survey.respondents if questions & one.answers.keys())


def _is_on(code: str, theme: str) -> bool:
    return is_within(code, theme) or is_within(theme, code)

"""What surveys say on themes: closed questions by the answers chosen, open ones by their codes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from qualcode import answers
from qualcode.heard import Saying, Side, side
from qualcode.joint import writing
from qualcode.joint.values import Item, Surveyed, Written
from qualcode.model import Question, Study, Survey, Valence, is_within

Respondent = tuple[str, str]
"""A survey's name and the respondent's id."""
Meant = Mapping[Respondent, Saying]


@dataclass(frozen=True, slots=True)
class Asking:
    """A question, who answered it, and what the answers mean."""

    survey: Survey
    question: Question
    answered: frozenset[Respondent]
    meant: Meant


def closed(study: Study) -> tuple[Asking, ...]:
    """Return the closed questions whose answers mean something, in their order."""
    return tuple(
        asking for survey in study.surveys for asking in _of_survey(survey) if asking.answered
    )


def surveyed(study: Study, themes: Sequence[str]) -> dict[str, Surveyed]:
    """Return what the study's surveys say on each theme."""
    asking, answered = closed(study), writing.written(study, themes)
    return {theme: _on(theme, asking, *writing.on(answered, theme)) for theme in themes}


def _of_survey(survey: Survey) -> Iterator[Asking]:
    meant: dict[str, dict[Respondent, dict[str, frozenset[Valence]]]] = defaultdict(dict)
    for one in answers.meant(survey):
        saying = meant[one.question].setdefault((survey.name, one.respondent), {})
        saying[one.code] = saying.get(one.code, frozenset()) | {one.valence}
    for question in survey.questions:
        if question.meanings:
            answered = frozenset(
                (survey.name, one.id) for one in survey.respondents if question.id in one.answers
            )
            yield Asking(survey, question, answered, meant[question.id])


def _on(
    theme: str, asking: Iterable[Asking], written: tuple[Written, ...], together: Side
) -> Surveyed:
    about = [one for one in asking if _codes(one, theme)]
    single = [one for one in about if one.question.kind != "multiple" and _leans(one, theme)]
    return Surveyed(
        tuple(_item(one, theme) for one in about),
        written,
        _side(about, theme),
        _side(single, theme),
        together,
    )


def _item(one: Asking, theme: str) -> Item:
    chosen: dict[Valence, frozenset[str]] = {}
    for meaning in one.question.meanings:
        if is_within(meaning.code, theme):
            before = chosen.get(meaning.valence, frozenset())
            chosen[meaning.valence] = before | meaning.answers
    return Item(
        one.survey.name,
        one.question.id,
        one.question.words,
        one.question.kind,
        {valence: _shown(one.question, answers) for valence, answers in chosen.items()},
        _codes(one, theme),
        _side([one], theme),
    )


def _shown(question: Question, chosen: frozenset[str]) -> tuple[str, ...]:
    """Return these answers in the order in which respondents saw them."""
    known = [option for option in question.options if option in chosen]
    return (*known, *sorted(chosen - set(known)))


def _leans(one: Asking, theme: str) -> bool:
    """Say whether all answers that mean the theme mean it in one direction."""
    meanings = one.question.meanings
    return len({each.valence for each in meanings if is_within(each.code, theme)}) == 1


def _codes(one: Asking, theme: str) -> frozenset[str]:
    meanings = one.question.meanings
    return frozenset(meaning.code for meaning in meanings if is_within(meaning.code, theme))


def _side(asking: Sequence[Asking], theme: str) -> Side:
    """Return what respondents say in these questions together, each respondent once."""
    said: dict[Respondent, dict[str, frozenset[Valence]]] = defaultdict(dict)
    for one in asking:
        for respondent, saying in one.meant.items():
            for code, valences in saying.items():
                if is_within(code, theme):
                    before = said[respondent].get(code, frozenset())
                    said[respondent][code] = before | valences
    answered = frozenset[Respondent]().union(*(one.answered for one in asking))
    return side(theme, len(answered), said.values())

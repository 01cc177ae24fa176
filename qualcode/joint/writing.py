"""What respondents write in their own words on themes: open answers, coded like any talk."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from qualcode import counting
from qualcode.counting import Units
from qualcode.heard import Saying, Side, heard, side
from qualcode.joint.values import Written
from qualcode.model import Question, Study, Survey


@dataclass(frozen=True, slots=True)
class Answers:
    """Who wrote an answer to an open question, and what they say on each theme."""

    survey: Survey
    question: Question
    wrote: frozenset[str]
    put: frozenset[str]
    """The themes that the question itself asks about."""
    said: Mapping[str, Mapping[str, Saying]]
    """Theme → respondent → what they say of it."""

    def is_on(self, theme: str) -> bool:
        """Say whether the question is on the theme: it asks about it, or somebody speaks of it."""
        return bool(self.wrote) and (theme in self.put or bool(self.said.get(theme)))


def written(study: Study, themes: Sequence[str]) -> tuple[Answers, ...]:
    """Return the open questions that somebody answered, in their order."""
    return tuple(_each(study, counting.respondents(study), themes)) if study.surveys else ()


def on(answers: Sequence[Answers], theme: str) -> tuple[tuple[Written, ...], Side]:
    """Return what the questions on this theme say, one by one and each respondent once."""
    about = [one for one in answers if one.is_on(theme)]
    parts = tuple(
        Written(
            one.survey.name,
            one.question.id,
            one.question.words,
            side(theme, len(one.wrote), one.said.get(theme, {}).values()),
        )
        for one in about
    )
    together: dict[str, Saying] = defaultdict(dict)
    for one in about:
        for name, saying in one.said.get(theme, {}).items():
            together[name] = _merged(together[name], saying)
    wrote = frozenset[str]().union(*(one.wrote for one in about))
    return parts, side(theme, len(wrote), together.values())


def _each(study: Study, units: Units, themes: Sequence[str]) -> Iterator[Answers]:
    codings = defaultdict(list)
    for coding in study.codings:
        codings[coding.transcript].append(coding)
    for survey in study.surveys:
        for question in survey.questions:
            name = f"{survey.name}.{question.id}"
            of = {place: who for place, who in units.of.items() if place[0] == name}
            if question.kind == "open" and of:
                alone = replace(study, codings=tuple(codings[name]))
                found = heard(alone, replace(units, of=of), themes)
                wrote = frozenset(of.values())
                put = frozenset(t for t in themes if wrote <= found.asked.get(t, frozenset()))
                yield Answers(survey, question, wrote, put, found.said)


def _merged(one: Saying, other: Saying) -> Saying:
    merged = dict(one)
    for code, valences in other.items():
        merged[code] = merged.get(code, frozenset()) | valences
    return merged

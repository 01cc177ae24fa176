"""Open answers as transcripts: the question is the interviewer's, each answer a turn of its own.

Turns are in order of the respondents' ids, so that a later export only adds turns at the end and
what was decided keeps its place.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from qualcode.language.order import sort_key
from qualcode.model import (
    Bilingual,
    Person,
    Problem,
    Question,
    Respondent,
    Role,
    Span,
    Survey,
    Transcript,
    Turn,
)
from qualcode.survey.headings import one_line

ASKS = "Hỏi"
HEADER = {"Loại": "khảo sát"}
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")


def talk(survey: Survey) -> tuple[Transcript, ...]:
    """Return a transcript for each open question of the survey."""
    return tuple(
        _transcript(survey, question) for question in survey.questions if question.kind == "open"
    )


def beside(
    surveys: Iterable[Survey], transcripts: Iterable[Transcript]
) -> tuple[tuple[Transcript, ...], list[Problem]]:
    """Return the transcripts of all surveys' open answers, but for those whose name is taken."""
    taken = {one.name.casefold(): one.file for one in transcripts}
    found, problems = [], []
    for one in (transcript for survey in surveys for transcript in talk(survey)):
        if other := taken.get(one.name.casefold()):
            told = Bilingual(
                f"câu trả lời mở '{one.name}' trùng tên với {other} nên không được mã hóa; hãy đổi "
                "tên tệp đó, hoặc name: của khảo sát",
                f"the open answers '{one.name}' have the name of {other}, so they are not coded; "
                "rename that file, or change the survey's name:",
            )
            problems.append(Problem(one.file, told))
        else:
            found.append(one)
    return tuple(found), problems


def people(survey: Survey) -> tuple[Person, ...]:
    """Return the survey's respondents, with what they told of themselves."""
    return tuple(
        Person(survey.name, one.id, {"type": "survey", **one.attributes})
        for one in in_order(survey.respondents)
    )


def in_order(respondents: Iterable[Respondent]) -> list[Respondent]:
    """Return the respondents by their ids, numbers by value."""
    return sorted(respondents, key=lambda one: (sort_key(one.id), one.id))


def _transcript(survey: Survey, question: Question) -> Transcript:
    text = "".join(f"{key}: {value}\n" for key, value in HEADER.items()) + "\n"
    turns = []
    for number, (speaker, role, words) in enumerate(_spoken(survey, question), 1):
        start = len(text) + len(speaker) + len(": ")
        text += f"{speaker}: {words}\n"
        turns.append(Turn(number, speaker, role, Span(start, start + len(words))))
    name = f"{survey.name}.{question.id}"
    return Transcript(name, text, tuple(turns), HEADER, file=survey.file)


def _spoken(survey: Survey, question: Question) -> Iterator[tuple[str, Role, str]]:
    yield ASKS, "interviewer", one_line(question.words)
    for one in in_order(survey.respondents):
        words = one_line(_CONTROLS.sub(" ", " ".join(one.answers.get(question.id, ()))))
        if words:
            yield one_line(one.id), "respondent", words

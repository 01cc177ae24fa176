"""What a table counts once: a case, a person, or who answered a survey; and who said what.

An interview or a focus group is one case; so is a document. A person counts where transcripts
tell people apart. The two are never mixed in one table.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Literal
from unicodedata import normalize

from qualcode.model import Coding, Person, Study

Kind = Literal["case", "person", "respondent"]

UNKNOWN = "(không rõ)"
"""What an attribute's empty value is shown as."""


@dataclass(frozen=True, slots=True)
class Unit:
    """What is counted once."""

    name: str
    attributes: Mapping[str, str]
    is_coded: bool = True
    """Whether its words are there to be coded; else nothing is known of it."""

    def get(self, attribute: str) -> str:
        """Return an attribute's value, or an empty string."""
        return self.attributes.get(attribute, "")


@dataclass(frozen=True, slots=True)
class Units:
    """All of one kind, and which words are whose."""

    kind: Kind
    members: tuple[Unit, ...]
    of: Mapping[tuple[str, int], str]
    """Transcript's name and turn's number → the name of the unit whose words they are."""
    whole: Mapping[str, str] = field(default_factory=dict)
    """Transcript's name → the name of the unit to which all of it belongs."""

    def whose(self, coding: Coding) -> str:
        """Return the name of the unit that said it; empty if it is none of these."""
        whole = self.whole.get(coding.transcript)
        return whole or self.of.get((coding.transcript, coding.turn), "")

    def by(self, attribute: str) -> dict[str, list[Unit]]:
        """Return value → the units that have it, in order of first use; `UNKNOWN` last."""
        groups: dict[str, list[Unit]] = defaultdict(list)
        for unit in sorted(self.members, key=lambda one: not one.get(attribute).strip()):
            groups[unit.get(attribute).strip() or UNKNOWN].append(unit)
        return dict(groups)


def cases(study: Study) -> Units:
    """Return the study's cases, but for surveys: those are counted by respondent."""
    surveys = {*_of_surveys(study), *(survey.name for survey in study.surveys)}
    spoken = {transcript.name for transcript in study.transcripts if transcript.turns}
    members = tuple(
        Unit(case.name, case.attributes, case.name in spoken)
        for case in study.cases
        if case.name not in surveys
    )
    names = {unit.name for unit in members}
    of = {
        (transcript.name, turn.number): transcript.name
        for transcript in study.transcripts
        if transcript.name in names
        for turn in transcript.turns
    }
    return Units("case", members, of, {unit.name: unit.name for unit in members})


def people(study: Study) -> Units:
    """Return the people who are known to have spoken; words of nobody known are nobody's."""
    surveys = {survey.name for survey in study.surveys}
    return _persons(study, "person", [one for one in study.people if one.case not in surveys])


def respondents(study: Study) -> Units:
    """Return who answered the study's surveys; their words are the open answers."""
    surveys = {survey.name for survey in study.surveys}
    return _persons(study, "respondent", [one for one in study.people if one.case in surveys])


def same_speaker(label: str) -> str:
    """Return what two ways of typing one speaker's label share: "Nữ2", "nữ 2.", "NỮ  2"."""
    words = " ".join(normalize("NFC", label).casefold().split()).rstrip(".")
    return re.sub(r"(?<=[^\W\d])\s*(?=\d)", " ", words)


def survey_of(study: Study, transcript: str) -> str:
    """Return the name of the survey whose open answers a transcript holds; empty for talk."""
    return _of_surveys(study).get(transcript, "")


def _persons(study: Study, kind: Kind, persons: Iterable[Person]) -> Units:
    names: dict[str, dict[str, str]] = defaultdict(dict)
    known_persons = {person.name: person for person in persons}
    for person in known_persons.values():
        names[person.case][same_speaker(person.speaker)] = person.name
    surveys = _of_surveys(study)
    of = {}
    for transcript in study.transcripts:
        known = names.get(surveys.get(transcript.name, transcript.name), {})
        for turn in transcript.turns if known else ():
            if turn.role != "interviewer" and (name := known.get(same_speaker(turn.speaker))):
                of[transcript.name, turn.number] = name
    heard = set(of.values())
    members = (Unit(p.name, p.attributes, p.name in heard) for p in known_persons.values())
    return Units(kind, tuple(members), of)


def _of_surveys(study: Study) -> dict[str, str]:
    return {
        f"{survey.name}.{question.id}": survey.name
        for survey in study.surveys
        for question in survey.questions
        if question.kind == "open"
    }

"""Who spoke: cases, the people in them, and who answered a survey."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from qualcode.model.codes import Valence

QuestionKind = Literal["single", "multiple", "number", "open"]


@dataclass(frozen=True, slots=True)
class Case:
    """Who spoke: one transcript's row of cases.csv joined with its header lines."""

    name: str
    attributes: Mapping[str, str] = field(default_factory=dict)
    """`type`, `province`, `group`, `gender`, `age` … and any other column."""
    has_transcript: bool = True

    def get(self, attribute: str) -> str:
        """Return an attribute's value, or an empty string."""
        return self.attributes.get(attribute, "")


@dataclass(frozen=True, slots=True)
class Person:
    """One who spoke: in an interview, in a focus group, or in a survey's open answers."""

    case: str
    """The case they belong to; a survey's name."""
    speaker: str
    """The label in the transcript; a respondent's id."""
    attributes: Mapping[str, str] = field(default_factory=dict)
    """Their own, and of their case's those that hold for each of its people."""

    @property
    def name(self) -> str:
        """Return what tells this person from all others of the study."""
        return f"{self.case}: {self.speaker}"

    def get(self, attribute: str) -> str:
        """Return an attribute's value, or an empty string."""
        return self.attributes.get(attribute, "")


@dataclass(frozen=True, slots=True)
class Meaning:
    """That who gave one of these answers has said what a code stands for."""

    code: str
    answers: frozenset[str]
    valence: Valence


@dataclass(frozen=True, slots=True)
class Question:
    """One question of a survey."""

    id: str
    """Short, without spaces: the last part of the name of its open answers' transcript."""
    words: str
    """As it was asked."""
    kind: QuestionKind
    options: tuple[str, ...] = ()
    """The answers to choose from, as respondents saw them, in their order."""
    meanings: tuple[Meaning, ...] = ()


@dataclass(frozen=True, slots=True)
class Respondent:
    """Who answered a survey, and what."""

    id: str
    attributes: Mapping[str, str] = field(default_factory=dict)
    answers: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Question's id → the answers chosen, or the words written; no key: it was not answered."""


@dataclass(frozen=True, slots=True)
class Survey:
    """A questionnaire and what each respondent answered."""

    name: str
    """How its open answers' transcripts begin: `khao_sat` of `khao_sat.q7`."""
    title: str
    questions: tuple[Question, ...] = ()
    respondents: tuple[Respondent, ...] = ()
    file: str = ""

    def question(self, id: str) -> Question | None:
        """Return the question of this id."""
        return next((one for one in self.questions if one.id == id), None)

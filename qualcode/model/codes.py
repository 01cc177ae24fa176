"""What to look for: codebooks, their codes and rules, and passages coded elsewhere."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from qualcode.model.words import Bilingual, Problem

Valence = Literal["barrier", "enabler", "neutral"]
Scope = Literal["sentence", "turn"]
Stance = Literal["negated", "question", "hypothetical", "reported", "past"]
"""How a thing is said: denied, asked, imagined, put down to others, or over and gone."""


def is_within(code: str, parent: str) -> bool:
    """Say whether a code is this parent or stands below it in the tree."""
    return code == parent or code.startswith(parent + ".")


@dataclass(frozen=True, slots=True)
class Rule:
    """One way of saying a code, as the codebook's author wrote it."""

    id: str
    """The code's id, `#` and six characters that depend on the rule's words alone."""
    pattern: str
    question: tuple[str, ...] = ()
    """Patterns of which one must match what the interviewer had just asked."""
    unless: tuple[str, ...] = ()
    """Patterns that strike the hit if one of them matches in the same scope."""
    unless_question: tuple[str, ...] = ()
    """Patterns that strike the hit if one of them matches what the interviewer had just asked."""
    unless_turn: tuple[str, ...] = ()
    """Patterns that strike the hit if one of them matches anywhere in the turn."""
    only_when: tuple[Stance, ...] = ()
    """The words must be said in one of these ways."""
    not_when: tuple[Stance, ...] = ()
    """Words said in one of these ways are no hit."""
    tokens: str = ""
    """In place of `pattern`: a pattern in spaCy's Matcher syntax, as JSON."""
    speaker: str = ""
    """A speaker's label; `*` stands for any ending."""
    scope: Scope = "sentence"
    valence: Valence | None = None
    """Overrides the code's own."""
    where: str = ""
    """`file:line:column` of the pattern, for messages."""


@dataclass(frozen=True, slots=True)
class Code:
    """What a person or a rule finds in talk."""

    id: str
    label: Bilingual
    definition: Bilingual = Bilingual("", "")
    include: Bilingual = Bilingual("", "")
    exclude: Bilingual = Bilingual("", "")
    examples: tuple[str, ...] = ()
    counter_examples: tuple[str, ...] = ()
    valence: Valence = "neutral"
    rules: tuple[Rule, ...] = ()
    asked: tuple[str, ...] = ()
    """Patterns of interviewers' questions that put this topic (or a child's) to a case."""

    @property
    def family(self) -> str:
        """Return the first part of the id: `awareness` of `awareness.no_knowledge`."""
        return self.id.split(".", 1)[0]


@dataclass(frozen=True, slots=True)
class Example:
    """A passage that was coded elsewhere, from which suggestions learn what a code means."""

    passage: str
    codes: frozenset[str]
    """The codes that it has; others that its codebook's examples give it has not."""
    question: str = ""
    """What the interviewer had just asked."""
    source: str = ""
    """The conversation it is from."""
    turn: str = ""
    """Passages of a source with the same mark here are one turn, in order; empty: one alone."""
    where: str = ""
    """`file:line`, for messages."""


@dataclass(frozen=True, slots=True)
class Codebook:
    """The codes of one file, in the order in which they are written."""

    name: str
    version: str
    codes: tuple[Code, ...]
    """The codes to give, and each of the groups that somebody has given."""
    groups: tuple[Code, ...] = ()
    """Parents that are listed only for their label."""
    lexicons: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    other_words: tuple[str, ...] = ()
    """Phrases whose syllables are other words than they look: "mũ bảo hiểm", "tiền án"."""
    title: Bilingual = Bilingual("", "")
    file: str = ""
    example_files: tuple[str, ...] = ()
    """Files of coded passages, relative to the study's folder."""
    experience: tuple[Example, ...] = ()
    """What those files hold."""
    problems: tuple[Problem, ...] = ()
    """What is amiss with those files, though the codes can be used."""

    def code(self, id: str) -> Code | None:
        """Return the code or group of this id."""
        return next((c for c in (*self.codes, *self.groups) if c.id == id), None)

"""What was found and decided: hits, codings, decisions, and what people wrote over them."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from qualcode.model.codes import Valence
from qualcode.model.text import Segment, Span
from qualcode.model.words import Bilingual

Status = Literal["proposed", "accepted", "added", "rejected"]
Action = Literal[
    "add",
    "accept",
    "reject",
    "recode",
    "respan",
    "memo",
    "translate",
    "check",
    "cite",
    "seen",
    "adjudicate",
    "summarise",
    "conclude",
    "assign",
    "rename",
    "merge",
    "retire",
    "undo",
]
"""Up to `adjudicate` about words; then about a case, a theme, a transcript, a code."""

POLICIES = ("latest", "union", "majority", "adjudicated")
"""Whose word counts where coders differ; besides `coder:NAME`."""

Cite = Literal["", "pin", "ban"]
"""Whether a quote is always chosen for reports, never, or as its rank has it."""

SIGNS: Mapping[Status, str] = {"proposed": "○", "accepted": "●", "added": "✚", "rejected": "✗"}
"""How a coding's status is shown on the screen and in every deliverable, colour or not."""

CONTEXT = 32
"""Characters kept on each side of a decision's words, to find them again."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A rule that matched in a segment, with the words that made it."""

    segment: Segment
    code: str
    rule: str
    words: tuple[Span, ...]
    """The stretches of the transcript that fired, gaps left out, in order."""
    valence: Valence = "neutral"

    @property
    def span(self) -> Span:
        """Return the range from the first word that fired to the last."""
        return Span(self.words[0].start, self.words[-1].end)


@dataclass(frozen=True, slots=True)
class Coding:
    """A code on a span of one turn, by a rule, a model or a person."""

    transcript: str
    turn: int
    span: Span
    code: str
    valence: Valence = "neutral"
    origin: str = "rule"
    """`rule`, `model` or the name of the coder who added it."""
    status: Status = "proposed"
    coder: str = ""
    """Who accepted, added or rejected it; empty for a proposal."""
    rule: str = ""
    evidence: tuple[Span, ...] = ()
    """The words that fired the rule."""
    memo: str = ""
    translation: str = ""
    """The English of exactly these words, as a person gave it."""
    probability: float | None = None
    """How likely a person would give this code here, as learned; None where nothing is learned."""
    model: str = ""
    """If a model proposed it: which, and what it had learned from."""
    translator: str = ""
    """Who gave it."""
    checked: str = ""
    """Who has checked just this translation; empty: nobody but its translator."""
    cite: Cite = ""

    @property
    def id(self) -> str:
        """Return ten characters that name this code on this span of this transcript."""
        key = f"{self.transcript}\t{self.span.start}\t{self.span.end}\t{self.code}"
        return hashlib.sha256(key.encode()).hexdigest()[:10]


@dataclass(frozen=True, slots=True)
class Decision:
    """What a coder recorded; never changed and never deleted."""

    id: str
    time: str
    """UTC, ISO 8601."""
    sequence: int
    """Counts one coder's decisions; they count in order of time, coder, sequence, id."""
    coder: str
    action: Action
    transcript: str = ""
    sha256: str = ""
    """The text the span points into."""
    span: Span = Span(0, 0)
    exact: str = ""
    prefix: str = ""
    suffix: str = ""
    code: str = ""
    note: str = ""
    """The memo's, translation's or summary's text (`check`: the translation's), or a reason."""
    target: str = ""
    """What it leads to: `recode`, `rename`, `merge`: the code; `undo`: the id of what is taken
    back; `adjudicate`: `accept` or `reject`; `assign`: the coder; `cite`: `pin`, `ban` or ``."""
    valence: Valence | None = None
    """What a rule had said, if other than the code's own, so that it outlives the rule."""
    step: str = ""
    """The id of the first of the decisions that were recorded together; empty: it was alone."""
    model: str = ""
    """The model that had proposed what was decided on; empty: a rule or a person had."""
    probability: float | None = None
    """How likely that model had held it."""


@dataclass(frozen=True, slots=True)
class Doubt:
    """A decision that a person has to look at, since what it was about has changed."""

    decision: Decision
    reason: Bilingual
    transcript: str = ""
    """The name that its transcript has now."""
    span: Span | None = None
    """Where its words may stand now; None if they stand nowhere: it is kept, not applied."""


@dataclass(frozen=True, slots=True)
class Summary:
    """What a person wrote into a cell of the framework matrix."""

    case: str
    code: str
    """A code or a group, such as a whole family."""
    text: str
    coder: str
    about: frozenset[str] | None = None
    """The marks (`summaries.marks`) of the codings that it sums up; None: it was not recorded."""


@dataclass(frozen=True, slots=True)
class Conclusion:
    """What a person concluded of whether sources agree on a theme."""

    theme: str
    by: str
    """What the sources were told apart by: `type`, `province@FGD` …"""
    verdict: str
    reason: str
    coder: str
    computed: str
    """The verdict that was computed then."""
    cells: str
    """What the sources said then: `KII 10/12 −; FGD 9/10 −`."""


@dataclass(frozen=True, slots=True)
class Quote:
    """A coding with its words and whom to attribute them to."""

    id: str
    """`c1_kii_lmhtx:T045:1`: case, turn, and which quote of the turn; stable over exports."""
    coding: Coding
    words: str
    attribution: Bilingual
    """Without a name: "PVS, lao động nữ HTX, Lào Cai"."""

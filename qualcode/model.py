"""Every value that flows between the stages: plain, frozen, compared by value."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from pandas import DataFrame

Role = Literal["interviewer", "respondent", "other", "unknown"]
Valence = Literal["barrier", "enabler", "neutral"]
Status = Literal["proposed", "accepted", "added", "rejected"]
Scope = Literal["sentence", "turn"]
Severity = Literal["error", "warning"]
Action = Literal[
    "add",
    "accept",
    "reject",
    "recode",
    "respan",
    "memo",
    "translate",
    "seen",
    "adjudicate",
    "summarise",
    "assign",
    "rename",
    "merge",
    "retire",
    "undo",
]
"""Up to `adjudicate` about words of a transcript; then about a case, a transcript, a code."""
Language = Literal["vi", "en"]
Count = Literal["all", "confirmed"]
Stance = Literal["negated", "question", "hypothetical", "reported", "past"]
"""How a thing is said: denied, asked, imagined, put down to others, or over and gone."""

POLICIES = ("latest", "union", "majority", "adjudicated")
"""Whose word counts where coders differ; besides `coder:NAME`."""

SIGNS: Mapping[Status, str] = {"proposed": "○", "accepted": "●", "added": "✚", "rejected": "✗"}
"""How a coding's status is shown on the screen and in every deliverable, colour or not."""

CONTEXT = 32
"""Characters kept on each side of a decision's words, to find them again."""


def is_within(code: str, parent: str) -> bool:
    """Say whether a code is this parent or stands below it in the tree."""
    return code == parent or code.startswith(parent + ".")


@dataclass(frozen=True, slots=True)
class Bilingual:
    """The same words in Vietnamese and in English."""

    vi: str
    en: str

    def say(self, language: Language) -> str:
        """Return the words in this language, or in the other if this one is empty."""
        return (self.en or self.vi) if language == "en" else (self.vi or self.en)


@dataclass(frozen=True, slots=True)
class Problem:
    """A fault that the user can put right: where it is and what to do."""

    where: str
    message: Bilingual
    severity: Severity = "error"


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open range of code points in one transcript's text."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """Return the words this span points at."""
        return text[self.start : self.end]

    def overlaps(self, other: Span) -> bool:
        """Say whether the two share at least one character; touching is not sharing."""
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True, slots=True)
class Turn:
    """One labelled stretch of speech."""

    number: int
    """1-based, over all labelled turns of the transcript."""
    speaker: str
    """The label as typed, without what stood in brackets behind it."""
    role: Role
    span: Span
    """What was said, without the label."""
    time: str = ""
    profile: str = ""
    """What stood in brackets behind the label: "thành viên, 61 tuổi"."""


@dataclass(frozen=True, slots=True)
class Transcript:
    """A conversation: its text, which never changes, and who said what in it."""

    name: str
    """The file's name without its suffix."""
    text: str
    turns: tuple[Turn, ...]
    header: Mapping[str, str] = field(default_factory=dict)
    """The `Key: value` lines before the first turn, as typed."""
    preamble: tuple[str, ...] = ()
    """The other lines before the first turn."""
    file: str = ""
    """Where it came from, relative to the study's folder; for messages."""

    @property
    def sha256(self) -> str:
        """Return the hash that names this text."""
        return hashlib.sha256(self.text.encode()).hexdigest()

    def words_of(self, turn: Turn) -> str:
        """Return what was said in this turn."""
        return turn.span.of(self.text)

    def turn(self, number: int) -> Turn | None:
        """Return the turn of this number, if there is one."""
        return next((turn for turn in self.turns if turn.number == number), None)

    def turn_at(self, span: Span) -> Turn | None:
        """Return the turn that holds the whole span, if one does."""
        for turn in self.turns:
            if turn.span.start <= span.start and span.end <= turn.span.end:
                return turn
        return None


@dataclass(frozen=True, slots=True)
class Segment:
    """The unit of coding: a sentence or clause run within one turn."""

    transcript: str
    turn: int
    span: Span


@dataclass(frozen=True, slots=True)
class Token:
    """A word of one or more syllables."""

    span: Span
    tag: str = ""


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
    """The memo's, translation's or summary's text, or a reason."""
    target: str = ""
    """What it leads to: `recode`, `rename`, `merge`: the code; `undo`: the id of what is taken
    back; `adjudicate`: `accept` or `reject`; `assign`: the coder."""
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
class Quote:
    """A coding with its words and whom to attribute them to."""

    id: str
    """`c1_kii_lmhtx:T045:1`: case, turn, and which quote of the turn; stable over exports."""
    coding: Coding
    words: str
    attribution: Bilingual
    """Without a name: "PVS, lao động nữ HTX, Lào Cai"."""


@dataclass(frozen=True, slots=True)
class Suggesting:
    """What qualcode.yaml says about learned suggestions."""

    on: bool = True
    start: float | None = None
    """The probability from which a code is proposed; None: the best F1 in cross-validation."""
    suggesters: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """Others' suggesters that are to be asked too, by entry point's name → their options."""
    embed: str = ""
    """Where sentence embeddings come from: `wheel`, or a folder; empty: none."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What qualcode.yaml says; every key has a default."""

    title: Bilingual = Bilingual("", "")
    codebooks: tuple[str, ...] = ()
    """Paths relative to the study; empty means all of codebooks/."""
    roles: Mapping[str, Role] = field(default_factory=dict)
    """Speaker label → role, for labels outside the inventory."""
    header: Mapping[str, str] = field(default_factory=dict)
    """Header key → attribute, beside the built-in ones."""
    coder: str = ""
    attribution: Bilingual = Bilingual("", "")
    compare: tuple[str, ...] = ("type", "group", "province")
    """The attributes that triangulation compares sources by."""
    guide: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Source type → code ids (or families) that its interview guide asks about."""
    variants: Mapping[str, str] = field(default_factory=dict)
    """A written syllable, such as the team's own abbreviation → what it stands for."""
    encodings: Mapping[str, str] = field(default_factory=dict)
    """Transcript → how its file is encoded, where that can't be told: `tcvn3`, `vni` …"""
    policy: str = "latest"
    """Whose word counts: `latest`, `coder:NAME`, `union`, `majority` or `adjudicated`."""
    suggest: Suggesting = Suggesting()
    count: Count = "all"
    """Which codings tables and quotes count: `all` in force, or only those `confirmed`."""


@dataclass(frozen=True, slots=True)
class Learned:
    """What suggestions were learned from, and how well they do on talk not learned from."""

    model: str
    """One line that names method, version, seed, and all that was learned from."""
    threshold: float
    """The probability from which a code is proposed."""
    chosen: bool
    """Whether qualcode.yaml gave the threshold; else it is the best in cross-validation."""
    examples: int
    """Passages that the codebooks bring."""
    decided: int
    """Segments that coders have decided on."""
    support: Mapping[str, int]
    """Code → passages known to have it. A code with too few is never suggested."""
    precision: float
    recall: float
    f1: float
    """In cross-validation by conversation, over turns × codes, at the threshold."""
    calibration_error: float
    """Expected calibration error there: the mean gap between probability and truth."""


@dataclass(frozen=True, slots=True)
class Study:
    """All of a study: what people wrote, and the codings in force."""

    settings: Settings
    codebooks: tuple[Codebook, ...] = ()
    transcripts: tuple[Transcript, ...] = ()
    cases: tuple[Case, ...] = ()
    decisions: tuple[Decision, ...] = ()
    hits: tuple[Hit, ...] = ()
    """Every rule's matches, also those that lost to a longer one of their code."""
    proposals: tuple[Coding, ...] = ()
    """What rules and learning propose."""
    suggestions: tuple[Coding, ...] = ()
    """All that may apply, each with its probability, also what is too unlikely to be proposed."""
    left_out: tuple[Coding, ...] = ()
    """Rules' matches that are no proposals, since what was learned speaks against them."""
    learned: Learned | None = None
    """What the probabilities rest on; None where there was too little to learn from."""
    codings: tuple[Coding, ...] = ()
    """In force: what rules propose, as people have accepted, changed and added to it."""
    rejected: tuple[Coding, ...] = ()
    """What people struck."""
    doubts: tuple[Doubt, ...] = ()
    """Decisions whose words have changed or are gone, or whose code is gone."""
    seen: Mapping[tuple[str, int], tuple[str, ...]] = field(default_factory=dict)
    """Transcript and turn's number → the coders who marked it as read."""
    summaries: tuple[Summary, ...] = ()
    assigned: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Transcript → the coders who are to code it."""
    asked: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """Case → codes whose topic was put to it: by the interview guide or an interviewer."""
    segments: tuple[Segment, ...] = ()
    problems: tuple[Problem, ...] = ()

    @property
    def doubted(self) -> frozenset[str]:
        """Return the ids of the codings that rest on words which have changed since."""
        changed = [(doubt, doubt.span) for doubt in self.doubts if doubt.span]
        return frozenset(
            coding.id
            for doubt, span in changed
            for coding in self.codings
            if coding.transcript == doubt.transcript
            and coding.code in {doubt.decision.code, doubt.decision.target}
            and coding.span.overlaps(span)
        )

    @property
    def codes(self) -> tuple[Code, ...]:
        """Return the codes of all codebooks, in their order."""
        return tuple(code for book in self.codebooks for code in book.codes)

    @property
    def valences(self) -> dict[str, Valence]:
        """Return every code and group, of all codebooks, with its valence."""
        return {c.id: c.valence for book in self.codebooks for c in (*book.codes, *book.groups)}

    def transcript(self, name: str) -> Transcript | None:
        """Return the transcript of this name."""
        return next((t for t in self.transcripts if t.name == name), None)

    def code(self, id: str) -> Code | None:
        """Return the code or group of this id, whichever codebook has it."""
        found = (book.code(id) for book in self.codebooks)
        return next((code for code in found if code), None)

    def case(self, name: str) -> Case | None:
        """Return the case of this name."""
        return next((c for c in self.cases if c.name == name), None)


@dataclass(frozen=True, slots=True, eq=False)
class Results:
    """Everything a study's deliverables show: made by `project.results`, read by exporters."""

    study: Study
    counts: DataFrame
    """Case name × code id: number of codings in force."""
    coverage: DataFrame
    """Case name × code id: `mention`, `silent`, `not_asked` or `not_coded`."""
    summary: DataFrame
    """One row a code: references, cases, asked, confirmed …"""
    comparisons: Mapping[str, DataFrame]
    """Attribute → the convergence table by it: one row a code."""
    thresholds: Bilingual
    """What the verdicts of the comparisons rest on."""
    policy: Bilingual
    """Whose word counts where coders differ."""
    quotes: tuple[Quote, ...]
    """Every coding in force, in order of code, case and place; best first is `best_quotes`."""
    best_quotes: Mapping[tuple[str, str], Quote]
    """(case name, code id) → the quote that shows it best."""

"""What qualcode.yaml says; every key has a default."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Literal

from qualcode.model.cases import QuestionKind
from qualcode.model.codes import Valence
from qualcode.model.text import Role
from qualcode.model.words import Bilingual, Tongue

Count = Literal["all", "confirmed"]


@dataclass(frozen=True, slots=True)
class Thresholds:
    """Where one category of triangulation ends and the next begins; exact: an edge is an edge."""

    few_below: Fraction = Fraction(1, 3)
    some_below: Fraction = Fraction(2, 3)
    prominence_tolerance: Fraction = Fraction(1, 5)
    direction_cut: Fraction = Fraction(1, 3)
    examples_cut: Fraction = Fraction(1, 2)
    min_asked: int = 1

    def describe(self) -> Bilingual:
        """Return the thresholds as a note under a table."""
        few, some, gap = self.few_below, self.some_below, self.prominence_tolerance
        last = f"{self.direction_cut}; Jaccard ≥ {self.examples_cut}; n ≥ {self.min_asked}"
        return Bilingual(
            f"ít < {few} ≤ một số < {some} ≤ đa số; lệch đến {gap} coi như nhau; chiều ≥ {last}",
            f"few < {few} ≤ some < {some} ≤ most; a gap up to {gap} is none; direction ≥ {last}",
        )


@dataclass(frozen=True, slots=True)
class AnswersMean:
    """Which answers of a survey's column mean a code, as qualcode.yaml maps them."""

    code: str
    answers: tuple[str, ...]
    """The answers, by label or value."""
    valence: Valence | None = None
    """Overrides the code's own."""
    where: str = ""
    """`file:line:column`, for messages."""


@dataclass(frozen=True, slots=True)
class SurveyColumn:
    """One question of a survey that the study uses, as qualcode.yaml maps it."""

    column: str
    """The column's heading, or the question that several columns share."""
    id: str = ""
    kind: QuestionKind | None = None
    """None: as the file and its labels tell."""
    words: str = ""
    """The question in words, if the heading isn't."""
    separator: str = ""
    """What parts several answers in one cell; empty: as the file's kind has it."""
    options: tuple[str, ...] = ()
    """All the answers to choose from, in their order, where the file doesn't tell them."""
    means: tuple[AnswersMean, ...] = ()
    where: str = ""
    """`file:line:column`, for messages."""


@dataclass(frozen=True, slots=True)
class SurveyFile:
    """A survey that the study sets beside talk, as qualcode.yaml names it."""

    file: str
    """Its table, .csv or .xlsx, relative to the study's folder."""
    name: str = ""
    title: str = ""
    id: str = ""
    """The column that tells respondents apart; empty: as the file's kind has it."""
    labels: str = ""
    """An XLSForm whose `survey` and `choices` give the words for its values."""
    language: str = ""
    """Of the XLSForm's languages the one to use; empty: Vietnamese, else its first."""
    sheet: str = ""
    """The workbook's sheet; empty: the first that has a table."""
    layout: str = ""
    """`kobo`, `google`, `surveymonkey` or `plain`; empty: as the file tells."""
    attributes: Mapping[str, str] = field(default_factory=dict)
    """Attribute → the column that has it."""
    columns: tuple[SurveyColumn, ...] = ()
    where: str = ""
    """`file:line:column`, for messages."""


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


Shown = Literal[
    "counts",
    "matrix",
    "chart",
    "quotes",
    "verdicts",
    "figures",
    "sources",
    "roles",
    "recommendations",
]
"""What a chapter of the report is filled with: from `figures` on the study's key figures, who was
heard, who speaks on what, and what each recommendation has to rest on."""


@dataclass(frozen=True, slots=True)
class Chapter:
    """One heading of the report's outline, what fills it, and what stands below it."""

    title: Bilingual
    id: str = ""
    """`challenges.workers`: names what the program put there, however titles change."""
    prose: Bilingual = Bilingual("", "")
    """What the researcher is to write there."""
    codes: tuple[str, ...] = ()
    """Codes or groups that it is about; empty: it is filled with no codings."""
    speakers: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Attribute → its values: only what these cases said; empty: all."""
    valence: Valence | None = None
    """Only codings of this direction; None: all."""
    show: tuple[Shown, ...] = ("counts", "chart", "matrix", "quotes", "verdicts")
    annex: str = ""
    """Which annex it is: `informants`, `instruments`, `codebook`, `methods`, `coreq`, `tables`,
    `untranslated`; empty: none."""
    chapters: tuple[Chapter, ...] = ()


@dataclass(frozen=True, slots=True)
class Deliverable:
    """What qualcode.yaml says of one kind of file that leaves the house."""

    language: Tongue | None = None
    """None: as the kind of file has it by default."""
    template: str = ""
    """The client's own file, relative to the study's folder; empty: our look."""
    most: int | None = None
    """Quotes of a theme, at most; None: as the kind of file has it."""


@dataclass(frozen=True, slots=True)
class Report:
    """What qualcode.yaml says of the report beside language and template."""

    outline: tuple[Chapter, ...] = ()
    """Empty: the default one."""
    instruments: tuple[str, ...] = ()
    """Files with the questions asked, relative to the study's folder."""
    texts: Mapping[str, str] = field(default_factory=dict)
    """Each of those files → what it says."""
    methods: Mapping[str, Bilingual] = field(default_factory=dict)
    """What only the team knows of how it was done, by COREQ's items' keys: `interviewers` …"""


@dataclass(frozen=True, slots=True)
class Sharing:
    """What may leave the house with `--share`, and when a cell is too small."""

    smallest: int = 3
    """The fewest people that a cell of province × gender × role may hold without a warning."""
    keep: tuple[str, ...] = ("type", "province", "group", "gender")
    """Attributes that are shared as they are; an age as a band; no others."""


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
    thresholds: Thresholds = Thresholds()
    """What the verdicts of triangulation rest on."""
    surveys: tuple[SurveyFile, ...] = ()
    deliverables: Mapping[str, Deliverable] = field(default_factory=dict)
    """`quotes`, `report`, `brief`, `site`, `workbook` → what is said of it."""
    report: Report = Report()
    sharing: Sharing = Sharing()
    glossary: Mapping[str, str] = field(default_factory=dict)
    """A scheme's term in Vietnamese → its English, beside those that are built in."""

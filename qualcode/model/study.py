"""All of a study: its settings, cases, and everything above, with the codings in force."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from qualcode.model.cases import Case, Person, Survey
from qualcode.model.codes import Code, Codebook, Valence
from qualcode.model.coding import Coding, Conclusion, Decision, Doubt, Hit, Quote, Summary
from qualcode.model.settings import Settings
from qualcode.model.text import Segment, Transcript
from qualcode.model.words import Bilingual, Problem

if TYPE_CHECKING:
    from pandas import DataFrame


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
    people: tuple[Person, ...] = ()
    """Who is known to have spoken or answered, of all cases and surveys."""
    surveys: tuple[Survey, ...] = ()
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
    conclusions: tuple[Conclusion, ...] = ()
    """What people concluded of themes in triangulation."""
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
    states: DataFrame
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
    cells: Mapping[str, DataFrame] = field(default_factory=dict)
    """Attribute → what each source says on each theme, which the comparison by it rests on."""

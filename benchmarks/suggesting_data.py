"""What suggestions are measured on: the sample study, its gold labels, and parts of both."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import groupby
from pathlib import Path

from gold import GOLD, IN_SIGHT, Sets

from qualcode import example_files, files, project
from qualcode.learning import Passage, features, passages
from qualcode.learning.coded import placed
from qualcode.learning.examples import Known, learnable
from qualcode.model import Codebook, Example, Span, Study, Transcript
from qualcode.progress import silent
from qualcode.ruleset import Ruleset, compile_rules

ROOT = Path(__file__).parent.parent
BOOK = ROOT / "codebooks" / "social_insurance.yaml"
CODED = BOOK.with_suffix(".examples.csv")
"""The sample transcripts in sight, as they are coded."""
WRITTEN = BOOK.with_suffix(".written.csv")
"""Conversations written from the code list by somebody who had not seen the transcripts."""


Labels = Mapping[tuple[str, int], Sequence[tuple[Span, str]]]
"""Transcript and turn → the words that have a code by the gold labels, and which."""


@dataclass(frozen=True)
class Sample:
    """The sample study coded by its rules alone, and what its gold labels say."""

    study: Study
    ruleset: Ruleset
    coded: tuple[Example, ...]
    written: tuple[Example, ...]
    passages: tuple[Passage, ...]
    known: tuple[Known, ...]
    """Each passage with the codes that its gold labels give."""
    gold: Sets
    labels: Labels

    @property
    def book(self) -> Codebook:
        """Return the codebook, without experience."""
        return self.study.codebooks[0]

    @property
    def codes(self) -> tuple[str, ...]:
        """Return the codes that are learned."""
        return tuple(code.id for code in learnable(self.study.codebooks))

    @property
    def in_sight(self) -> tuple[str, ...]:
        """Return the transcripts that were in sight when the rules were written."""
        return tuple(name for name in self._names() if name.startswith(IN_SIGHT))

    @property
    def unseen(self) -> tuple[str, ...]:
        """Return the transcripts that nobody has looked at: they are only for totals."""
        return tuple(name for name in self._names() if not name.startswith(IN_SIGHT))

    def part(self, names: Collection[str]) -> Study:
        """Return the study of these transcripts alone."""
        study = self.study
        return replace(
            study,
            transcripts=tuple(one for one in study.transcripts if one.name in names),
            segments=tuple(one for one in study.segments if one.transcript in names),
            hits=tuple(one for one in study.hits if one.segment.transcript in names),
            proposals=tuple(one for one in study.proposals if one.transcript in names),
        )

    def rows(self, names: Collection[str]) -> list[int]:
        """Return which of the passages are of these transcripts."""
        return [n for n, one in enumerate(self.passages) if one.segment.transcript in names]

    def wanted(self, names: Collection[str]) -> Sets:
        """Return what the gold labels want in these transcripts."""
        return {turn: codes for turn, codes in self.gold.items() if turn[0] in names}

    def _names(self) -> Iterator[str]:
        gold = {name for name, _ in self.gold}
        return (one.name for one in self.study.transcripts if one.name in gold)


@cache
def sample() -> Sample:
    """Return the sample study with its gold labels; no decision and nothing learned is in it."""
    chosen = files.read_settings(ROOT)
    book = replace(files.read_codebook(BOOK), experience=())
    transcripts, _ = files.read_transcripts(ROOT, chosen, silent)
    study = project.with_codings(Study(chosen, (book,), transcripts))
    labels = {turn: given for one in transcripts for turn, given in _labels(one)}
    known = tuple(_known(study, labels))
    gold: Sets = {one.passage.turn: set() for one in known}
    for one in known:
        gold[one.passage.turn] |= one.yes
    ids = [code.id for code in book.codes]
    coded, written = (
        example_files.parse(path.read_text(encoding="utf-8-sig"), path.name, ids)
        for path in (CODED, WRITTEN)
    )
    ruleset = compile_rules([book], chosen.variants)
    own = tuple(one.passage for one in known)
    return Sample(study, ruleset, coded, written, own, known, gold, labels)


def _labels(transcript: Transcript) -> Iterator[tuple[tuple[str, int], list[tuple[Span, str]]]]:
    """Yield each turn of a transcript that has gold labels, with them."""
    path = GOLD / f"{transcript.name}.gold.json"
    if not path.exists():
        return
    for turn in json.loads(path.read_text(encoding="utf-8"))["turns"]:
        number = turn["i"] + 1
        whole = transcript.turns[turn["i"]].span
        given = []
        for label in turn["spans"]:
            start = transcript.text.index(label["quote"], whole.start, whole.end)
            span = Span(start, start + len(label["quote"]))
            given += [(span, code) for code in label["codes"]]
        yield (transcript.name, number), given


def _known(study: Study, labels: Labels) -> Iterator[Known]:
    """Yield the passages of transcripts that have gold labels, with these."""
    codes = frozenset(code.id for code in learnable(study.codebooks))
    for turn, own in groupby(passages(study), lambda one: one.turn):
        if turn not in labels:
            continue
        said = list(own)
        spans = [one.segment.span for one in said]
        given: dict[Span, set[str]] = defaultdict(set)
        for span, code in labels[turn]:
            for segment in placed(span, spans):
                given[segment].add(code)
        for passage in said:
            yes = codes & given[passage.segment.span]
            yield Known(passage, yes, codes - yes, turn[0])


def remember_readings() -> None:
    """Let no passage be read twice, since the same ones are learned from again and again."""
    read, kept = features.read, {}

    def remembered(
        text: str, variants: Mapping[str, str] = features.NO_VARIANTS, *, with_denials: bool = True
    ) -> features.Reading:
        key = text, with_denials
        if key not in kept:
            kept[key] = read(text, variants, with_denials=with_denials)
        return kept[key]

    features.read = remembered


def with_experience(book: Codebook, *parts: tuple[Example, ...]) -> Codebook:
    """Return the codebook that brings these examples along."""
    return replace(book, experience=tuple(one for part in parts for one in part))

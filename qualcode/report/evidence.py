"""What a report's chapters rest on: the study's findings, counted once and asked for by chapter."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

from qualcode import counting, heard, quotes, shares, triangulation
from qualcode.cases import fitted
from qualcode.counting import Units
from qualcode.documents.voice import Voice
from qualcode.heard import Heard, Side
from qualcode.model import Bilingual, Case, Chapter, Coding, Quote, Study, Valence, is_within
from qualcode.triangulation import Compared

TOP = 8
"""Themes that a chapter's tables show; the others are in the annex of tables."""


@dataclass(frozen=True, slots=True)
class Theme:
    """What a chapter's sources say of one code."""

    id: str
    label: Bilingual
    references: int
    confirmed: int
    side: Side

    @property
    def of_asked(self) -> str:
        """Return how many of those asked mention it: 9/16."""
        return f"{self.side.mention}/{self.side.asked}"


@dataclass(frozen=True, slots=True, eq=False)
class Scope:
    """What one chapter is about: its sources, its codes, and what they say."""

    chapter: Chapter
    study: Study
    """With the chapter's cases and codings alone."""
    themes: tuple[Theme, ...]
    """Those that somebody mentions, by most of the cases first."""
    silent: tuple[Bilingual, ...] = ()
    """The labels of the others."""
    cases: int = 0
    """How many of the sources have words."""


@dataclass(frozen=True, eq=False)
class Evidence:
    """A study, with what is counted in it once and used in many places."""

    given: Study
    """With all codings: quotes' ids count among these."""
    voice: Voice
    cited: set[str] = field(default_factory=set)
    """The ids of the quotes that stand in the report already."""

    @property
    def most(self) -> int | None:
        """Return how many quotes of a theme qualcode.yaml wants, if it says so."""
        found = self.given.settings.deliverables.get("report")
        return found.most if found else None

    @cached_property
    def study(self) -> Study:
        """Return the study with the codings that count."""
        return shares.counted(self.given)

    @cached_property
    def units(self) -> Units:
        """Return the study's cases."""
        return counting.cases(self.study)

    @cached_property
    def codings(self) -> Mapping[str, tuple[Coding, ...]]:
        """Return code → its codings that count."""
        found: dict[str, list[Coding]] = defaultdict(list)
        for coding in self.study.codings:
            found[coding.code].append(coding)
        return {code: tuple(codings) for code, codings in found.items()}

    @cached_property
    def quotes(self) -> Mapping[str, tuple[Quote, ...]]:
        """Return code → its quotes that count, with the ids that they have everywhere."""
        found: dict[str, list[Quote]] = defaultdict(list)
        for quote in quotes.quotes(self.given):
            if shares.is_counted(self.given, quote.coding):
                found[quote.coding.code].append(quote)
        return {code: tuple(each) for code, each in found.items()}

    @cached_property
    def compared(self) -> Compared | None:
        """Return what sources agree on, by the first attribute that the study compares by."""
        by = self.study.settings.compare
        return triangulation.compared(self.study, by[0]) if by and self.study.cases else None

    @cached_property
    def whole(self) -> Scope:
        """Return all sources on all codes."""
        families = dict.fromkeys(code.family for code in self.study.codes)
        return self.scope(Chapter(Bilingual("", ""), codes=tuple(families)))

    @cached_property
    def _heard(self) -> dict[Valence | None, Heard]:
        return {}

    def _said(self, valence: Valence | None) -> Heard:
        """Return who says what in this direction; counted once for all chapters."""
        if valence not in self._heard:
            codes = [code.id for code in self.study.codes]
            those = replace(self.study, codings=tuple(_leaning(self.study.codings, valence)))
            self._heard[valence] = heard.heard(those, self.units, codes)
        return self._heard[valence]

    def scope(self, chapter: Chapter) -> Scope:
        """Return what a chapter is about."""
        names = {case.name for case in self.study.cases if speaks(case, chapter)}
        codes = [c for c in self.study.codes if any(is_within(c.id, one) for one in chapter.codes)]
        codings = {code.id: self._of(chapter, code.id, names) for code in codes}
        members = [u.name for u in self.units.members if u.is_coded and u.name in names]
        said = self._said(chapter.valence)
        themes = [
            Theme(
                code.id,
                heard.label(self.study, code.id),
                len(those),
                sum(map(shares.is_confirmed, those)),
                said.side(code.id, members),
            )
            for code in codes
            for those in [[one for one in codings[code.id] if self.units.whose(one)]]
        ]
        spoken = [theme for theme in themes if theme.side.mention]
        return Scope(
            chapter,
            self._alone(names, [one for each in codings.values() for one in each], chapter),
            tuple(sorted(spoken, key=lambda one: (-one.side.mention, -one.references))),
            tuple(theme.label for theme in themes if not theme.side.mention),
            len(members),
        )

    def quotes_of(self, chapter: Chapter, code: str) -> list[Quote]:
        """Return a chapter's quotes of one code."""
        names = {case.name for case in self.study.cases if speaks(case, chapter)}
        return [
            quote
            for quote in self.quotes.get(code, ())
            if (not chapter.speakers or quote.coding.transcript in names)
            and quote.coding.valence == (chapter.valence or quote.coding.valence)
        ]

    def _of(self, chapter: Chapter, code: str, names: set[str]) -> list[Coding]:
        return [
            one
            for one in _leaning(self.codings.get(code, ()), chapter.valence)
            if not chapter.speakers or one.transcript in names
        ]

    def _alone(self, names: set[str], codings: Iterable[Coding], chapter: Chapter) -> Study:
        if not chapter.speakers:
            return replace(self.study, codings=tuple(codings))
        return replace(
            self.study,
            cases=tuple(case for case in self.study.cases if case.name in names),
            people=tuple(person for person in self.study.people if person.case in names),
            transcripts=tuple(one for one in self.study.transcripts if one.name in names),
            surveys=(),
            codings=tuple(codings),
        )


def speaks(case: Case, chapter: Chapter) -> bool:
    """Say whether a case is among those whom a chapter is about."""
    return all(
        fitted(name, case.get(name)) in {fitted(name, value) for value in values}
        for name, values in chapter.speakers.items()
    )


def _leaning(codings: Iterable[Coding], valence: Valence | None) -> Iterable[Coding]:
    return (one for one in codings if valence is None or one.valence == valence)

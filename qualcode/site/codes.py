"""The tree of codes: what each is called, how often it was given, and which look it has."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from qualcode import counting, matrix
from qualcode.counting import survey_of
from qualcode.heard import label, up
from qualcode.language import numbers
from qualcode.model import Bilingual, Code, Coding, Study

LOOKS = 8
"""Colours with a pattern each that the stylesheet has; the ninth family has the first one again."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A code, or a group of codes."""

    id: str
    label: Bilingual
    code: Code | None
    """What the codebook says of it; None if it says nothing."""
    level: int
    """1 for a family."""
    family: int
    """Which of the families it belongs to."""
    references: int
    written: int
    """How many of these are in a survey's open answers, which are no case."""
    cases: int
    """How many mention it."""
    asked: int

    @property
    def look(self) -> str:
        """Return the class that its family has in the stylesheet."""
        return f"f{self.family % LOOKS}"

    @property
    def count(self) -> Bilingual:
        """Return how many codings it has."""
        return numbers.whole(self.references)

    @property
    def in_surveys(self) -> Bilingual:
        """Return how many of its codings are in a survey's open answers."""
        return numbers.whole(self.written)


def entries(study: Study) -> tuple[Entry, ...]:
    """Return every code and every group that has codes, parents first, in the codebooks' order.

    The study has those codings only that count.
    """
    known = [*study.codes, *_others(study)]
    names = list(dict.fromkeys(above for code in known for above in up(code.id)))
    families = {name: place for place, name in enumerate(dict.fromkeys(c.family for c in known))}
    references = _references(study.codings)
    written = _references(one for one in study.codings if survey_of(study, one.transcript))
    said = _cases(study, names)
    return tuple(
        Entry(
            name,
            label(study, name),
            study.code(name),
            len(up(name)),
            families[name.split(".", 1)[0]],
            references[name],
            written[name],
            *said[name],
        )
        for name in names
    )


def _references(codings: Iterable[Coding]) -> Counter[str]:
    """Return how often each code was given, and each group any of its codes."""
    found: Counter[str] = Counter()
    for code, count in Counter(coding.code for coding in codings).items():
        found.update(dict.fromkeys(up(code), count))
    return found


def _others(study: Study) -> list[Code]:
    """Return the codes that were given though no codebook has them."""
    known = {code.id for code in study.codes}
    given = sorted({coding.code for coding in study.codings} - known)
    return [Code(name, Bilingual(name, name)) for name in given]


def _cases(study: Study, names: list[str]) -> dict[str, tuple[int, int]]:
    """Return for each theme how many cases mention it, and how many were asked."""
    counted = matrix.count(study, counting.cases(study))
    every = range(len(counted.units.members))
    total = matrix.sums(counted, [every], counted.themes(names))
    said = zip(names, total.mention[0], total.asked[0], strict=True)
    return {name: (int(mention), int(asked)) for name, mention, asked in said}

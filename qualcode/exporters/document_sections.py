"""Each code's part of the document of quotes: which are shown, and how many there are."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from qualcode.exporters import document_words as words
from qualcode.exporters.table import by_code
from qualcode.model import Bilingual, Code, Quote, Results, is_within
from qualcode.selection import Choice, choose


@dataclass(frozen=True, slots=True)
class Section:
    """One code with the quotes that are shown of it."""

    code: Code
    choice: Choice
    references: int
    cases: int
    asked: int

    @property
    def counts(self) -> Bilingual:
        """Return how often the code was given, and in how many of the cases asked."""
        return words.counted(self.references, self.cases, self.asked)


def sections(
    results: Results, most: int | None, within: str, *, english: bool
) -> dict[str, Section]:
    """Return code id → its section, in the codebooks' order; `english`: for who reads only that."""
    summary = by_code(results.summary)
    quotes: dict[str, list[Quote]] = defaultdict(list)
    for quote in results.quotes:
        quotes[quote.coding.code].append(quote)
    return {
        code.id: Section(
            code,
            choose(results.study, quotes[code.id], most, english=english),
            len(quotes[code.id]),
            int(summary[code.id]["cases"]) if code.id in summary else 0,
            int(summary[code.id]["asked"]) if code.id in summary else 0,
        )
        for code in results.study.codes
        if not within or is_within(code.id, within)
    }

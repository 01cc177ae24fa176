"""The rows of the sheet of quotes as they came back, each told by what is hidden in it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from qualcode.framework.known import CHECKED, CITE, CODE, CODING, ENGLISH, QUOTE, WORDS
from qualcode.framework.known_quotes import KnownQuote
from qualcode.framework.written import Written


@dataclass(frozen=True, slots=True)
class WrittenQuote:
    """What stands in a row of the quotes now; None where its column is gone."""

    coding: str
    """The coding's id; empty if the row can't be told."""
    quote: Written
    """What names the row to a person: the quote's id."""
    words: Written | None
    english: Written | None
    checked: Written | None
    cite: Written | None

    @property
    def says_something(self) -> bool:
        """Say whether anything that people edit stands in it."""
        return any(cell and cell.text for cell in (self.english, self.checked, self.cite))


def quotes(
    rows: Iterable[tuple[bool, Mapping[str, Written]]], known: Mapping[str, KnownQuote]
) -> Iterator[WrittenQuote]:
    """Yield each row of which something is known, and each of somebody's own in which words stand.

    A row whose hidden id is gone is told by its quote's id and its code.
    """
    named = {(one.quote, one.code): coding for coding, one in known.items()}
    for is_heading, row in rows:
        if not row:
            continue
        hidden, shown, code = (row[k].text if k in row else "" for k in (CODING, QUOTE, CODE))
        one = WrittenQuote(
            hidden if hidden in known else named.get((shown, code), ""),
            row.get(QUOTE) or next(iter(row.values())),
            *(row.get(key) for key in (WORDS, ENGLISH, CHECKED, CITE)),
        )
        if one.coding or (not is_heading and one.says_something):
            yield one

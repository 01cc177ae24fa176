"""What the rows of the sheet of quotes left with, as plain values that can be packed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from qualcode.model import Cite, Span

_CITES: tuple[Cite, ...] = ("", "pin", "ban")


@dataclass(frozen=True, slots=True)
class KnownQuote:
    """What a row of the quotes left with: which words it is of, and what could be edited."""

    transcript: str
    sha256: str
    """Of the transcript's text then."""
    span: Span
    code: str
    quote: str
    """The quote's id then."""
    words: str
    """The digest of its words."""
    english: str
    """The digest of the English as it was shown."""
    is_whole: bool = True
    """False if the English was too long for the cell."""
    is_checked: bool = False
    cite: Cite = ""


def pack(quotes: Mapping[str, KnownQuote]) -> dict[str, Any]:
    """Return them as lists of plain values."""
    texts = list(dict.fromkeys((one.transcript, one.sha256) for one in quotes.values()))
    codes = list(dict.fromkeys(one.code for one in quotes.values()))
    at = {text: place for place, text in enumerate(texts)}
    places = {code: place for place, code in enumerate(codes)}
    return {
        "texts": texts,
        "codes": codes,
        "rows": [
            [
                *(coding, at[one.transcript, one.sha256], one.span.start, one.span.end),
                *(places[one.code], one.quote, one.words, one.english),
                *(int(one.is_whole), int(one.is_checked), _CITES.index(one.cite)),
            ]
            for coding, one in quotes.items()
        ],
    }


def unpack(said: Mapping[str, Any]) -> dict[str, KnownQuote]:
    """Return what was packed."""
    texts, codes = said["texts"], said["codes"]
    return {str(row[0]): _known(texts[row[1]], codes[row[4]], row) for row in said["rows"]}


def _known(text: Sequence[Any], code: str, row: Sequence[Any]) -> KnownQuote:
    _, _, start, end, _, quote, words, english, is_whole, is_checked, cite = row
    return KnownQuote(
        transcript=str(text[0]),
        sha256=str(text[1]),
        span=Span(int(start), int(end)),
        code=str(code),
        quote=str(quote),
        words=str(words),
        english=str(english),
        is_whole=bool(is_whole),
        is_checked=bool(is_checked),
        cite=_CITES[cite],
    )

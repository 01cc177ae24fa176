"""What a person did to the sheet of quotes, as drafts of decisions or as what isn't clear."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from qualcode import decisions
from qualcode.framework import faults, quote_faults
from qualcode.framework.choices import CITES, cite, tick
from qualcode.framework.desk import Change, Desk, Kind, Outcome
from qualcode.framework.known_quotes import KnownQuote
from qualcode.framework.places import Place, Places, place_of, places, same_words
from qualcode.framework.reading_quotes import WrittenQuote
from qualcode.framework.translating import Asked, Left, Row, people, translated, whole
from qualcode.framework.written import digest
from qualcode.model import Cite, Coding, Problem

_MOVED = 3
"""Translations that have to have changed places before a column is taken for sorted alone."""
_KINDS: dict[Cite, Kind] = {"pin": "pinned", "ban": "banned", "": "released"}


@dataclass(frozen=True, slots=True)
class _Found:
    """A row, what it left with, and the coding that it is about."""

    row: WrittenQuote
    left: KnownQuote
    coding: Coding
    asks: bool
    """Whether anything in it isn't as it left."""


def quoted(table: Desk) -> Iterator[Outcome]:
    """Yield every translation, check and choice of quotes that was changed, and every fault."""
    file = table.returned.file
    yield from (quote_faults.unreadable(file, sheet) for sheet in table.returned.unreadable)
    if not table.returned.quotes:
        return
    if moved := _sorted_alone(table):
        yield quote_faults.shuffled(file, moved)
        return
    where = places(table.study)
    found: defaultdict[Place, list[_Found]] = defaultdict(list)
    for row in table.returned.quotes:
        one = _found(table, where, row)
        if isinstance(one, Problem):
            yield one
        elif one:
            found[place_of(one.coding)].append(one)
    for place, rows in found.items():
        if any(one.asks for one in rows):
            yield from _of_words(table, where.names[place], rows)


def _of_words(table: Desk, quote: str, rows: Sequence[_Found]) -> list[Outcome]:
    """Return what rows of the same words change; nothing of them if one of them isn't clear."""
    asked = Asked(
        *(table.study, table.returned.file, table.coder, people(table.study, table.coder)),
        *(quote, rows[0].coding, [_row(one) for one in rows]),
    )
    chosen: defaultdict[str, list[_Found]] = defaultdict(list)
    for one in rows:
        chosen[one.coding.id].append(one)
    outcomes = translated(asked)
    for same in chosen.values():
        outcomes += _chosen(table, quote, same)
    return whole(outcomes)


def _row(one: _Found) -> Row:
    left = Left(one.left.english, one.left.is_whole, one.left.is_checked)
    return Row(one.row.english, one.row.checked, left=left)


def _chosen(table: Desk, quote: str, rows: Sequence[_Found]) -> Iterator[Outcome]:
    """Yield whether rows of one coding newly pin its words as a quote, or ban them."""
    file, coding, left = table.returned.file, rows[0].coding, rows[0].left.cite
    cells = [one.row.cite for one in rows if one.row.cite]
    new = {said: cell for cell in cells if (said := cite(cell.text)) != left}
    if broken := next((cell for cell in cells if cell.fault), None):
        yield faults.of_cell(file, broken, broken.fault or quote_faults.NO_CITE)
    elif None in new:
        yield faults.of_cell(file, new[None], quote_faults.NO_CITE)
    elif len(new) > 1:
        yield faults.of_cell(file, [*new.values()][-1], quote_faults.TWO_CHOICES)
    for said, cell in new.items() if len(new) == 1 else ():
        if said is None or cell.fault or said == coding.cite:
            continue
        if coding.cite != left:
            yield faults.conflict(file, cell, _called(said), "", _called(coding.cite))
        else:
            draft = decisions.cite(table.study, coding, said, coder=table.coder)
            yield Change(_KINDS[said], quote, coding.code, _called(left), _called(said), draft)


def _called(choice: Cite) -> str:
    label = CITES.get(choice)
    return f"{label.vi} / {label.en}" if label else ""


def _found(table: Desk, where: Places, row: WrittenQuote) -> _Found | Problem | None:
    """Return the coding of a row, or why nothing of the row can be recorded."""
    file, left = table.returned.file, table.returned.known.quotes.get(row.coding)
    if left is None:
        return faults.of_cell(file, row.quote, quote_faults.NAMELESS)
    asks = _asks(row, left)
    coding = where.now(left, table.transcript_now(left), table.code_now(left.code))
    if coding is None:
        return faults.of_cell(file, row.quote, quote_faults.GONE) if asks else None
    words = row.words
    if words and words.text and digest(words.text) != left.words:
        if asks and not same_words(words.text, where.words(coding)):
            return faults.of_cell(file, words, quote_faults.WORDS_EDITED)
        if not same_words(words.text, where.words(coding)):
            return faults.of_cell(file, words, quote_faults.WORDS_KEPT, "warning")
    return _Found(row, left, coding, asks)


def _asks(row: WrittenQuote, left: KnownQuote) -> bool:
    """Say whether anything in a row isn't as it left."""
    cells = (row.english, row.checked, row.cite)
    if any(cell and cell.fault for cell in cells):
        return True
    return (
        (row.english is not None and digest(row.english.text) != left.english)
        or (row.checked is not None and tick(row.checked.text) is not left.is_checked)
        or (row.cite is not None and cite(row.cite.text) != left.cite)
    )


def _sorted_alone(table: Desk) -> str:
    """Return where the column of translations begins if it was sorted by itself, else nothing.

    What seems new is then what other rows had; they have it no longer.
    """
    known = table.returned.known.quotes
    moved = [
        (row.english, known[row.coding].english)
        for row in table.returned.quotes
        if row.coding
        and row.english
        and not row.english.fault
        and digest(row.english.text) != known[row.coding].english
    ]
    now = Counter(digest(cell.text) for cell, _ in moved)
    shared = sum((now & Counter(before for _, before in moved)).values())
    is_moved = len(moved) >= _MOVED and 2 * shared > len(moved)
    return moved[0][0].where if is_moved else ""

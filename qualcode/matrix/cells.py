"""What the cells of a matrix hold: how often, how many of those asked, whether, or which words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, get_args

from qualcode import quotes as quoted
from qualcode import summaries
from qualcode.matrix.counted import MENTION, Counted, Sums, Themes
from qualcode.matrix.rows import Row
from qualcode.model import Coding, Quote, Span, Study, is_within

Cell = Literal["references", "cases", "presence", "share", "characters", "quotes", "summary"]
CELLS: tuple[Cell, ...] = get_args(Cell)
MARKS = ("…", "n/a", "–")
"""How the three kinds of nothing are shown: not yet coded, not asked, asked and nothing said."""
MOST_QUOTES = 3
"""How many quotes a cell has that counts several: one a case or person."""
STALE = "⚠"
"""Stands before a summary whose codings have changed since."""

Key = tuple[int, str]
"""Place of a row, and a theme."""
Filled = Mapping[Key, object]


@dataclass(frozen=True, slots=True, eq=False)
class Table:
    """A matrix before its cells are filled."""

    study: Study
    counted: Counted
    rows: tuple[Row, ...]
    themes: Themes
    sums: Sums


def filled(table: Table, kind: Cell, numbered: Sequence[Coding] = ()) -> Iterator[list[object]]:
    """Yield each row's cells; one with nothing to show says which kind of nothing it is.

    A quote's id counts the quotes before it in its turn: those of the codings `numbered`.
    """
    show = _quotes(table, numbered) if kind == "quotes" else _SHOWN[kind](table)
    columns = range(len(table.themes))
    for row in range(len(table.rows)):
        yield [_or_mark(table, kind, show(row, column), row, column) for column in columns]


def _or_mark(table: Table, kind: Cell, found: object, row: int, column: int) -> object:
    """Return what was found; of nothing its kind; of what can't be shown how often it is there."""
    if table.sums.asked[row, column] if kind in ("cases", "share") else found:
        return found
    if table.sums.states[row, column] == MENTION:
        return f"({table.sums.references[row, column]}×)"
    return MARKS[table.sums.states[row, column]]


Show = Callable[[int, int], object]


def _references(table: Table) -> Show:
    return lambda row, column: int(table.sums.references[row, column])


def _cases(table: Table) -> Show:
    sums = table.sums
    return lambda row, column: f"{sums.mention[row, column]}/{sums.asked[row, column]}"


def _presence(table: Table) -> Show:
    return lambda row, column: int(table.sums.mention[row, column] > 0)


def _share(table: Table) -> Show:
    def show(row: int, column: int) -> object:
        asked = int(table.sums.asked[row, column])
        return round(int(table.sums.mention[row, column]) / asked, 3) if asked else None

    return show


def _from(table: Table, found: Filled) -> Show:
    themes = list(table.themes)
    return lambda row, column: found.get((row, themes[column]))


def _characters(table: Table) -> Show:
    """Count on the union of spans: what two codings cover both counts once."""
    spans: dict[tuple[int, str, str], list[Span]] = defaultdict(list)
    for row, theme, coding in _codings(table):
        spans[row, theme, coding.transcript].append(coding.span)
    found: dict[Key, int] = defaultdict(int)
    for (row, theme, _), each in spans.items():
        found[row, theme] += covered(each)
    return _from(table, found)


def _quotes(table: Table, numbered: Sequence[Coding]) -> Show:
    """Show how often, and the best quote; of several cases or people one of each, of a few."""
    themes, rows, units = _themes_of(table), _rows_of(table), table.counted.units
    best: dict[tuple[str, str], tuple[quoted.Rank, Coding]] = {}
    texts = {transcript.name: transcript.text for transcript in table.study.transcripts}
    for coding in table.study.codings:
        name, of_code = units.whose(coding), themes.get(coding.code, ())
        if name in rows and of_code:
            rank = quoted.rank_of(coding, coding.span.of(texts[coding.transcript]))
            for theme in of_code:
                before = best.get((name, theme))
                if before is None or rank < before[0]:
                    best[name, theme] = rank, coding
    quotes = quoted.of(table.study, [coding for _, coding in best.values()], numbered)
    found: dict[Key, list[Quote]] = defaultdict(list)
    for (name, theme), quote in zip(best, quotes, strict=True):
        found[rows[name], theme].append(quote)
    places = {theme: place for place, theme in enumerate(table.themes)}
    counts = table.sums.references
    shown = {key: _said(int(counts[key[0], places[key[1]]]), best) for key, best in found.items()}
    return _from(table, shown)


def _said(count: int, best: Sequence[Quote]) -> str:
    first = sorted(best, key=lambda quote: (quote.coding.status == "proposed", quote.id))
    said = (f"{quoted.said(quote)} [{quote.id}]" for quote in first[:MOST_QUOTES])
    return f"{count}× " + "\n".join(said)


def _summary(table: Table) -> Show:
    """Show what people wrote of a case on a theme, or on codes below it; ⚠: codings changed since.

    A row of several cases has those of each; a person has none, since cases are summed up.
    """
    rows, cells = _rows_of(table), summaries.Cells(table.study)
    found: dict[Key, list[str]] = defaultdict(list)
    for one in table.study.summaries:
        for theme in table.themes:
            row = rows.get(one.case)
            if row is not None and is_within(one.code, theme):
                alone = len(table.rows[row].members) == 1
                about = [*([] if alone else [one.case]), *([] if one.code == theme else [one.code])]
                stale = f"{STALE} " if cells.since(one) else ""
                words = " ".join(one.text.split())
                found[row, theme].append(f"{stale}{': '.join([*about, words])} ({one.coder})")
    return _from(table, {key: "\n".join(written) for key, written in found.items()})


_SHOWN: Mapping[Cell, Callable[[Table], Show]] = {
    "references": _references,
    "cases": _cases,
    "presence": _presence,
    "share": _share,
    "characters": _characters,
    "summary": _summary,
}


def covered(spans: Iterable[Span]) -> int:
    """Return how many characters lie in at least one of these spans of one text."""
    total = reached = 0
    for span in sorted(spans):
        total += max(0, span.end - max(span.start, reached))
        reached = max(reached, span.end)
    return total


def _codings(table: Table) -> Iterator[tuple[int, str, Coding]]:
    """Yield each coding with each row and theme that it is counted in."""
    themes, rows = _themes_of(table), _rows_of(table)
    for coding in table.study.codings:
        row = rows.get(table.counted.units.whose(coding))
        if row is not None:
            yield from ((row, theme, coding) for theme in themes.get(coding.code, ()))


def _themes_of(table: Table) -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for theme, columns in table.themes.items():
        for column in columns:
            found[table.counted.codes[column]].append(theme)
    return dict(found)


def _rows_of(table: Table) -> dict[str, int]:
    """Return the name of each of the counted → the row that it is in."""
    members = table.counted.units.members
    return {
        members[member].name: place
        for place, row in enumerate(table.rows)
        for member in row.members
    }

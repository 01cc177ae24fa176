"""The transcript as lines of styled words, with its codes under each sentence."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from qualcode.language.english import plural
from qualcode.model import Coding, Span, Status
from qualcode.tui.cursor import chosen, figure, position, shown_rows
from qualcode.tui.naming import label
from qualcode.tui.quoting import sign
from qualcode.tui.signs import sign_of, status_sign
from qualcode.tui.state import State
from qualcode.tui.wrap import Line, Piece, Style, cut, paint, shown, size, wrap

SIGNS_SHOWN = 4
"""How many codes' signs stand before a sentence."""
INDENT = SIGNS_SHOWN + 2
"""Columns before the words: the cursor, the signs, and one for ‹."""
BEHIND = 1
"""A column kept free behind the words, for ›."""
CODE_INDENT = INDENT + 2
CURSOR, GOES_ON, READ, OPEN, CLOSE = "►│✓‹›"
NEAR = 3
"""Signs such as ?! that may stand between words and the › behind them."""

Layer = tuple[Style, tuple[Span, ...]]


@dataclass(frozen=True, slots=True)
class Mark:
    """One code under a sentence."""

    coding: Coding
    label: str
    chosen: bool
    cite: str
    """What says that it is pinned or banned as a quote."""


@dataclass(frozen=True, slots=True)
class Block:
    """All that decides how one row of the transcript is drawn."""

    before: str
    """How many rows the filters hide before it, in words."""
    behind: str
    heading: str
    words: str
    layers: tuple[Layer, ...]
    """Where in the words what fired stands, what was chosen, what was found."""
    marked: Span | None
    """What stands between ‹ and ›, as it may reach into other rows."""
    marks: tuple[Mark, ...]
    faint: bool
    gutter: str
    """► at the cursor, │ where the coding under the cursor goes on."""


def lines(state: State, width: int) -> list[Line]:
    """Return every line of the transcript that the filters let through, none wider than this."""
    return [line for row in shown_rows(state) for line in draw(block(state, row), width)]


def wrapped(state: State, width: int) -> list[int]:
    """Return how many lines the words of each row take: what no key but `[ ]` and `o` changes."""
    text, room = state.transcript.text, _room(width)
    return [len(wrap(row.span.of(text), room)) for row in state.rows]


def heights(state: State, width: int, counted: Sequence[int] | None = None) -> list[int]:
    """Return how many lines each row takes that is shown, without drawing it."""
    words = wrapped(state, width) if counted is None else counted
    if not state.filters:
        every = zip(state.rows, words, state.codings, strict=True)
        return [row.opens + count + len(codings) for row, count, codings in every]
    return [
        bool(before) + bool(behind) + headed + words[row] + len(state.codings[row])
        for row in state.visible
        for before, behind, headed in (_surroundings(state, row),)
    ]


def block(state: State, number: int) -> Block:
    """Return what is to be drawn of one row."""
    row, now = state.rows[number], chosen(state)
    here = number == state.row
    focus = state.words or (now.span if now else None)
    before, behind, headed = _surroundings(state, number)
    return Block(
        before=_hidden(state, before),
        behind=_hidden(state, behind),
        heading=_heading(state, number) if headed else "",
        words=row.span.of(state.transcript.text),
        layers=_layers(state, number, now),
        marked=_marked(state, number, focus),
        marks=tuple(
            Mark(coding, label(state, coding.code), here and coding is now, sign(state, coding))
            for coding in state.codings[number]
        ),
        faint=row.turn.role == "interviewer",
        gutter=CURSOR if here else GOES_ON if focus and focus.overlaps(row.span) else " ",
    )


@lru_cache(maxsize=4096)
def draw(block: Block, width: int) -> tuple[Line, ...]:
    """Return the lines of one row."""
    style: Style = "faint" if block.faint else "plain"
    drawn: list[Line] = [(Piece(block.before, "faint"),)] if block.before else []
    if block.heading:
        drawn.append((Piece(shown(block.heading), "faint" if block.faint else "heading"),))
    for number, line in enumerate(wrap(block.words, _room(width))):
        gutter = block.gutter if block.gutter != CURSOR or number == 0 else GOES_ON
        signs = _signs(block) if number == 0 else (Piece(" " * SIGNS_SHOWN),)
        words, opened, closed = _bracketed(block.words, line, block.marked)
        drawn.append(
            (
                *(Piece(gutter, "cursor"), *signs, Piece(OPEN if opened else " ", "cursor")),
                *paint(words, line, style, block.layers),
                *([Piece(CLOSE, "cursor")] if closed else []),
            )
        )
    drawn += [_code_line(mark, block.gutter.replace(CURSOR, GOES_ON)) for mark in block.marks]
    drawn += [(Piece(block.behind, "faint"),)] if block.behind else []
    return tuple(cut(line, width) for line in drawn)


def _room(width: int) -> int:
    return width - INDENT - BEHIND


def _surroundings(state: State, number: int) -> tuple[int, int, bool]:
    """Return how many rows are hidden before and, after the last, behind; and if it's headed."""
    row = state.rows[number]
    if not state.filters:
        return 0, 0, row.opens
    place = position(state, number)
    last = state.visible[place - 1] if place else -1
    behind = len(state.rows) - 1 - number if number == state.visible[-1] else 0
    return number - last - 1, behind, last < 0 or state.rows[last].turn is not row.turn


def _hidden(state: State, count: int) -> str:
    if not count:
        return ""
    shown = figure(state, count)
    return "      … " + state.say(f"{shown} câu", f"{shown} {plural(count, 'sentence')}")


def _heading(state: State, number: int) -> str:
    turn = state.rows[number].turn
    read = READ if turn.number in state.read else " "
    return f"{read} {turn.number} {turn.speaker}" + (f" ({turn.profile})" if turn.profile else "")


def _signs(block: Block) -> tuple[Piece, ...]:
    """Return a sign for each code, as wide as all that have room."""
    marks = block.marks if len(block.marks) <= SIGNS_SHOWN else block.marks[: SIGNS_SHOWN - 1]
    signs = [Piece(status_sign(mark.coding), _plain(mark.coding.status)) for mark in marks]
    if len(marks) < len(block.marks):
        signs.append(Piece("…", "faint"))
    return (*signs, Piece(" " * (SIGNS_SHOWN - size(signs))))


def _plain(status: Status) -> Style:
    return "faint" if status == "rejected" else status


def _code_line(mark: Mark, gutter: str) -> Line:
    style: Style = "chosen" if mark.chosen else mark.coding.status
    note = " ✎" if mark.coding.memo else ""
    note += f" en{READ if mark.coding.checked else ''}" if mark.coding.translation else ""
    note += f" {mark.cite}" if mark.cite else ""
    return (
        Piece(f"{gutter:{CODE_INDENT}}", "cursor"),
        Piece(f"{sign_of(mark.coding)} {shown(mark.label)}", style),
        Piece(note, "faint"),
    )


def _layers(state: State, number: int, now: Coding | None) -> tuple[Layer, ...]:
    row = state.rows[number].span
    layers: list[tuple[Style, list[Span]]] = [("evidence", _evidence(state, number, now))]
    if now and not (now.span.start <= row.start and row.end <= now.span.end):
        layers.insert(0, ("span", [now.span]))
    if state.words:
        layers.append(("selected", [state.words]))
    elif state.matches:
        layers.append(("match", _found(state, row)))
    return tuple(
        (style, tuple(sorted({Span(s.start - row.start, s.end - row.start) for s in inside})))
        for style, spans in layers
        if (inside := [span for span in spans if span.overlaps(row)])
    )


def _found(state: State, row: Span) -> list[Span]:
    """Return the matches of the search that lie in this row, or reach into it."""
    first = max(0, bisect_left(state.matches, Span(row.start, 0)) - 1)
    last = bisect_left(state.matches, Span(row.end, 0))
    return list(state.matches[first:last])


def _marked(state: State, number: int, focus: Span | None) -> Span | None:
    """Return what is to stand between signs: words chosen, or a coding of part of a sentence."""
    row = state.rows[number].span
    if focus is None or not focus.overlaps(row) or (focus == row and not state.words):
        return None
    return Span(focus.start - row.start, focus.end - row.start)


def _bracketed(words: str, line: Span, marked: Span | None) -> tuple[str, bool, bool]:
    """Return the words with ‹ › in the place of spaces, and what has to stand outside them."""
    if marked is None:
        return words, False, False
    opened = closed = False
    start, end = marked.start, marked.end
    if start == line.start:
        opened = True
    elif line.start < start < line.end and words[start - 1].isspace():
        words = words[: start - 1] + OPEN + words[start:]
    if line.start < end <= line.end:
        while end < line.end and not words[end].isspace() and end < marked.end + NEAR:
            end += 1
        if end == line.end:
            closed = True
        elif words[end].isspace():
            words = words[:end] + CLOSE + words[end + 1 :]
    return words, opened, closed


def _evidence(state: State, number: int, now: Coding | None) -> list[Span]:
    """Return the words that fired: for the coding chosen at the cursor, elsewhere for all."""
    if number == state.row and now:
        return list(now.evidence)
    codings = (c for near in _same_turn(state, number) for c in state.codings[near])
    return [span for c in codings if c.status != "rejected" for span in c.evidence]


def _same_turn(state: State, number: int) -> range:
    """Return the rows of the turn up to this one: a coding begins at its first."""
    first = number
    while not state.rows[first].opens:
        first -= 1
    return range(first, number + 1)

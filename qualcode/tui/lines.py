"""The transcript as lines of styled words, with its codes under each sentence."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from qualcode.model import SIGNS, Coding, Language, Span, Valence
from qualcode.tui.state import State, chosen
from qualcode.tui.wrap import Line, Piece, Style, cut, emphasise, shown, wrap

VALENCES: Mapping[Valence, str] = {"barrier": "−", "enabler": "+", "neutral": "·"}
INDENT = 4
"""Columns before the words: the cursor, and room to see where a turn begins."""
CODE_INDENT = 6


@dataclass(frozen=True, slots=True)
class Mark:
    """One code under a sentence."""

    coding: Coding
    label: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class Block:
    """All that decides how one row of the transcript is drawn."""

    heading: str
    words: str
    evidence: tuple[Span, ...]
    """Where in the words what fired stands."""
    marks: tuple[Mark, ...]
    faint: bool
    gutter: str
    """▶ at the cursor, │ where the coding under the cursor goes on."""


def lines(state: State, width: int) -> list[Line]:
    """Return every line of the transcript, none wider than this."""
    return [line for row in range(len(state.rows)) for line in draw(block(state, row), width)]


def heights(state: State, width: int) -> list[int]:
    """Return how many lines each row takes, without drawing it."""
    text = state.transcript.text
    return [
        row.opens + len(wrap(row.span.of(text), width - INDENT)) + len(codings)
        for row, codings in zip(state.rows, state.codings, strict=True)
    ]


def block(state: State, number: int) -> Block:
    """Return what is to be drawn of one row."""
    row, now = state.rows[number], chosen(state)
    here = number == state.row
    goes_on = now is not None and now.span.overlaps(row.span)
    turn = row.turn
    named = f"{turn.number} {turn.speaker}" + (f" ({turn.profile})" if turn.profile else "")
    return Block(
        heading=named if row.opens else "",
        words=row.span.of(state.transcript.text),
        evidence=_evidence(state, number),
        marks=tuple(
            Mark(coding, label(state, coding.code, state.language), here and coding is now)
            for coding in state.codings[number]
        ),
        faint=turn.role == "interviewer",
        gutter="▶" if here else "│" if goes_on else " ",
    )


@lru_cache(maxsize=4096)
def draw(block: Block, width: int) -> tuple[Line, ...]:
    """Return the lines of one row."""
    style: Style = "faint" if block.faint else "plain"
    drawn: list[Line] = []
    if block.heading:
        heading = Piece(shown(block.heading), "faint" if block.faint else "heading")
        drawn.append((Piece("  "), heading))
    for number, line in enumerate(wrap(block.words, width - INDENT)):
        sign = block.gutter if block.gutter != "▶" or number == 0 else "│"
        words = emphasise(block.words, line, block.evidence, style)
        drawn.append((Piece(f"{sign:{INDENT}}", "cursor"), *words))
    drawn += [_code_line(mark, block.gutter.replace("▶", "│")) for mark in block.marks]
    return tuple(cut(line, width) for line in drawn)


def sign_of(coding: Coding) -> str:
    """Return the two signs of a coding: who stands behind it, and which way it points."""
    return f"{SIGNS[coding.status]} {VALENCES[coding.valence]}"


def label(state: State, code: str, language: Language) -> str:
    """Return a code's label, or its id if no codebook has it."""
    found = state.study.code(code)
    return found.label.say(language) or code if found else code


def _code_line(mark: Mark, gutter: str) -> Line:
    style: Style = "chosen" if mark.chosen else mark.coding.status
    note = " ✎" if mark.coding.memo else ""
    return (
        Piece(f"{gutter:{CODE_INDENT}}", "cursor"),
        Piece(f"{sign_of(mark.coding)} {shown(mark.label)}{note}", style),
    )


def _evidence(state: State, number: int) -> tuple[Span, ...]:
    """Return the words that fired: for the coding chosen at the cursor, elsewhere for all."""
    row, now = state.rows[number], chosen(state)
    if number == state.row and now:
        fired = now.evidence
    else:
        codings = (c for near in _same_turn(state, number) for c in state.codings[near])
        fired = tuple(s for c in codings if c.status != "rejected" for s in c.evidence)
    start = row.span.start
    inside = {Span(s.start - start, s.end - start) for s in fired if s.overlaps(row.span)}
    return tuple(sorted(inside))


def _same_turn(state: State, number: int) -> range:
    """Return the rows of the turn up to this one: a coding begins at its first."""
    first = number
    while not state.rows[first].opens:
        first -= 1
    return range(first, number + 1)

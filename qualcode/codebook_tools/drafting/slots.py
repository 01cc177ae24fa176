"""A pattern while it is being drafted: at each place the words that may stand there, or a gap."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from qualcode.codebook_tools.drafting.runs import NEGATORS, NOT, Lexis, Shape

Slot = tuple[str, ...] | int
"""The words that may stand at one place, by their keys; or the most syllables of a gap."""
Line = tuple[Slot, ...]

_BORDER = r"(?<![^ \n])"


def of(shape: Shape, gap: int, lexis: Lexis) -> Line:
    """Return a shape's words and gap; where it denies, any negator."""
    line: list[Slot] = []
    for run in shape.runs:
        line += [gap] if line else []
        line += [tuple(NEGATORS) if word == NOT else (word,) for word in lexis.words[run]]
    return tuple(line)


def heard(line: Line, numbers: Iterable[int], said: Sequence[str]) -> Line:
    """Return the line without the alternatives that none of these texts has."""
    numbers = tuple(numbers)
    for place, slot in enumerate(line):
        if isinstance(slot, tuple) and len(slot) > 1:
            before, behind = line[:place], line[place + 1 :]
            there = (w for w in slot if matching((*before, (w,), *behind), numbers, said))
            line = (*before, tuple(there), *behind)
    return line


def joined(lines: Iterable[Line]) -> list[Line]:
    """Return the lines, those that differ in one word as one line with alternatives."""
    kept: list[Line] = []
    for line in lines:
        wider = ((place, _both(other, line)) for place, other in enumerate(kept))
        place, new = next(((at, both) for at, both in wider if both), (len(kept), line))
        kept[place : place + 1] = [new]
    return kept


def _both(one: Line, other: Line) -> Line:
    """Return one line for two that differ in one word, and nothing for others."""
    if len(one) != len(other):
        return ()
    line: list[Slot] = []
    differ = alike = 0
    for a, b in zip(one, other, strict=True):
        if isinstance(a, int) and isinstance(b, int):
            line.append(max(a, b))
        elif isinstance(a, tuple) and isinstance(b, tuple):
            line.append(tuple(dict.fromkeys((*a, *b))))
            differ += a != b
            alike += a == b
        else:
            return ()
    return tuple(line) if differ == 1 and alike else ()


def matching(line: Line, numbers: Iterable[int], said: Sequence[str]) -> list[int]:
    """Return which of the texts have the words, as the matcher would find them.

    A text is its keys, each followed by a blank, with a line for each sentence.
    """
    expression, sure = [_BORDER], ""
    for slot in line:
        if isinstance(slot, int):
            expression.append(rf"(?:[^ \n]+ ){{0,{slot}}}?")
        else:
            expression.append(f"(?:{'|'.join(map(re.escape, slot))}) ")
            sure = max(sure, slot[0] if len(slot) == 1 else "", key=len)
    pattern = re.compile("".join(expression))
    return [number for number in numbers if sure in said[number] and pattern.search(said[number])]


def pattern(line: Line, lexis: Lexis) -> str:
    """Return the line as a codebook's author would write it."""
    return " ".join(_shown(slot, lexis) for slot in line)


def _shown(slot: Slot, lexis: Lexis) -> str:
    if isinstance(slot, int):
        return f"~{slot}"
    options = [NEGATORS.get(word) or lexis.spellings[word] for word in slot]
    return options[0] if len(options) == 1 else f"({' | '.join(options)})"

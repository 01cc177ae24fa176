"""Suggestions as a list on the terminal, as JSON and as CSV, with what they rest on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING

from qualcode.cli import basis, console
from qualcode.cli.columns import percent, rate
from qualcode.cli.console import note, say, width
from qualcode.cli.learned import learned
from qualcode.cli.passages import LONGEST, MARKS
from qualcode.concordance import last_words
from qualcode.model import SIGNS, Coding, Span, Study
from qualcode.shares import suggester

if TYPE_CHECKING:
    from rich.text import Text

INDENT = 7
SHORT = 40
"""Characters of a passage that needs the question to be understood."""
QUESTION = 120
SIMILAR = 3
COLUMNS = (
    "id",
    "transcript",
    "turn",
    "code",
    "label",
    "probability",
    "origin",
    "start",
    "end",
    "quote",
    "evidence",
    "model",
)


def show(study: Study, found: Sequence[Coding], *, why: bool, json: bool, csv: bool) -> None:
    """Print these suggestions, with what they were learned from."""
    if json:
        told = asdict(study.learned) if study.learned else None
        rows = [_row(study, one, why=why) for one in found]
        console.show_json({**basis.as_json(study), "learned": told, "rows": rows})
    elif csv:
        _show_csv(study, found)
    else:
        note(*learned(study), *([""] if found else []))
        screen = console.screen()
        for one in found:
            screen.print(_head(study, one), width=width())
            alike = _alike(study, one) if why else ()
            for text in (*_question(study, one, why=why), _passage(study, one), *alike):
                for line in text.wrap(screen, width() - INDENT):
                    line.rstrip()
                    screen.print(" " * INDENT, line, sep="", width=width())
            if why:
                screen.print()


def label(study: Study, code: str) -> str:
    """Return a code's label in the user's language."""
    known = study.code(code)
    return known.label.say(console.language()) if known else ""


def _head(study: Study, one: Coding) -> Text:
    """Return a suggestion's first line: how likely, where, which code, whose, and its id."""
    from rich.text import Text

    head = Text(f"{_likely(one):>5}  ", style="bold")
    head.append(f"{one.code}", style="bold")
    head.append(f" ({label(study, one.code)})\n" if label(study, one.code) else "\n", style="")
    head.append(f"{'':{INDENT}}{one.transcript}:{one.turn} · {_whose(one)} · {one.id}", style="dim")
    return head


def _whose(one: Coding) -> str:
    """Return who suggests it: a rule, what was learned, or a suggester of others by its name."""
    if one.origin == "rule":
        return say("quy tắc", "rule")
    return suggester(one.model) or say("máy học", "learned")


def _likely(one: Coding) -> str:
    return SIGNS["proposed"] if one.probability is None else percent(one.probability)


def _question(study: Study, one: Coding, *, why: bool) -> Iterator[Text]:
    """Yield the end of what the interviewer had asked, if the passage says little without it."""
    from rich.text import Text

    transcript = study.transcript(one.transcript)
    if transcript and (why or len(one.span.of(transcript.text)) < SHORT):
        before = [turn for turn in transcript.turns if turn.number < one.turn]
        asked = [turn for turn in before if turn.role == "interviewer"][-1:]
        for turn in asked:
            words = last_words(_plain(transcript.words_of(turn)), QUESTION)
            yield Text(f"{turn.speaker}: {words}", style="dim")


def _passage(study: Study, one: Coding) -> Text:
    """Return the passage with the words that speak for the code marked."""
    from rich.text import Text

    text = _text(study, one)
    shown, place = Text(), one.span.start
    for words in _joined(text, one):
        shown.append(_plain(text[place : words.start]))
        shown.append(f"{MARKS[0]}{_plain(words.of(text))}{MARKS[1]}", style="bold")
        place = words.end
    shown.append(_plain(text[place : one.span.end]))
    shown.truncate(LONGEST, overflow="ellipsis")
    return shown


def _joined(text: str, one: Coding) -> Iterator[Span]:
    """Yield the words of evidence in the passage, those with only a space between them as one."""
    last: Span | None = None
    for words in sorted(one.evidence):
        if not one.span.overlaps(words):
            continue
        if last and not text[last.end : words.start].strip():
            last = Span(last.start, max(last.end, words.end))
            continue
        if last:
            yield last
        last = words
    if last:
        yield last


def _plain(words: str) -> str:
    """Return the words on one line."""
    return words.replace("\n", " ").replace("\t", " ")


def _alike(study: Study, one: Coding) -> Iterator[Text]:
    """Yield the most similar passages already coded, each with its codes and where it is from."""
    from rich.text import Text

    from qualcode.learning.likeness.neighbours import neighbours

    for near in neighbours(study, one, SIMILAR):
        words = Text(" ".join(near.words.split()))
        words.truncate(LONGEST, overflow="ellipsis")
        others = ", ".join(sorted(near.codes - {one.code}))
        told = f" {near.where}" + (f" (+ {others})" if others else "")
        yield Text(f"≈ {rate(near.similarity)} ").append(words).append(told, style="dim")


def _row(study: Study, one: Coding, *, why: bool) -> dict[str, object]:
    """Return a suggestion as a program reads it."""
    row: dict[str, object] = {
        "id": one.id,
        "transcript": one.transcript,
        "turn": one.turn,
        "code": one.code,
        "label": label(study, one.code),
        "probability": one.probability,
        "origin": one.origin,
        "start": one.span.start,
        "end": one.span.end,
        "quote": one.span.of(_text(study, one)),
        "evidence": _evidence(study, one),
        "model": one.model,
    }
    if why:
        row["similar"] = _similar(study, one)
    return row


def _similar(study: Study, one: Coding) -> list[Mapping[str, object]]:
    from qualcode.learning.likeness.neighbours import neighbours

    return [
        {
            "quote": near.words,
            "codes": sorted(near.codes),
            "similarity": round(near.similarity, 3),
            "where": near.where,
        }
        for near in neighbours(study, one, SIMILAR)
    ]


def _show_csv(study: Study, found: Sequence[Coding]) -> None:
    """Print one row for each suggestion, its words of evidence with `|` between them."""
    rows = [
        _row(study, one, why=False) | {"evidence": " | ".join(_evidence(study, one))}
        for one in found
    ]
    console.show_csv(COLUMNS, rows)


def _evidence(study: Study, one: Coding) -> list[str]:
    text = _text(study, one)
    return [words.of(text) for words in _joined(text, one)]


def _text(study: Study, one: Coding) -> str:
    transcript = study.transcript(one.transcript)
    return transcript.text if transcript else ""

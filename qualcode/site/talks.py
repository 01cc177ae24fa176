"""The transcripts as the page shows them: turns in pieces, each with its codings beside it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from qualcode.counting import survey_of
from qualcode.exporters.cells import printable
from qualcode.model import Case, Study, Transcript, Turn
from qualcode.site.attributes import Attribute, attributes, valued
from qualcode.site.pieces import Mark, pieces
from qualcode.site.said import Said, by_turn


@dataclass(frozen=True, slots=True)
class Stretch:
    """A piece of a turn, ready to be printed."""

    words: str
    codings: tuple[Said, ...]
    begins: tuple[int, ...]
    ends: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """One turn."""

    id: str
    number: int
    speaker: str
    asks: bool
    """Whether it is context: nobody's but the interviewer's or an interpreter's."""
    stretches: tuple[Stretch, ...]
    said: tuple[Said, ...]


@dataclass(frozen=True, slots=True)
class Talk:
    """One transcript."""

    name: str
    case: Case
    attributes: tuple[tuple[Attribute, str], ...]
    """What is known of its case, and the value of each."""
    lines: tuple[Line, ...]
    codings: int
    is_survey: bool
    """Whether it holds a survey's open answers, one person's in each turn."""


def talks(study: Study, found: Sequence[Said]) -> tuple[Talk, ...]:
    """Return the study's transcripts in the order of its cases."""
    cases = {case.name: case for case in study.cases}
    coded, known = by_turn(found), attributes(study)
    return tuple(
        _talk(study, one, cases.get(one.name, Case(one.name)), coded, known)
        for one in study.transcripts
    )


def _talk(
    study: Study,
    transcript: Transcript,
    case: Case,
    coded: Mapping[tuple[str, int], tuple[Said, ...]],
    known: Sequence[Attribute],
) -> Talk:
    lines = tuple(
        _line(transcript, turn, coded.get((transcript.name, turn.number), ()))
        for turn in transcript.turns
    )
    return Talk(
        transcript.name,
        case,
        tuple((one, value) for one in known if (value := valued(case.attributes, one.name))),
        lines,
        sum(len(line.said) for line in lines),
        bool(survey_of(study, transcript.name)),
    )


def _line(transcript: Transcript, turn: Turn, coded: tuple[Said, ...]) -> Line:
    return Line(
        f"{transcript.name}:T{turn.number:03d}",
        turn.number,
        printable(turn.speaker),
        turn.role in {"interviewer", "other"},
        tuple(_stretches(transcript, turn, coded)),
        coded,
    )


def _stretches(transcript: Transcript, turn: Turn, coded: tuple[Said, ...]) -> Iterator[Stretch]:
    places = {one.place: one for one in coded}
    marks = [Mark(one.place, one.coding.span, one.number) for one in coded]
    for piece in pieces(turn.span, marks):
        yield Stretch(
            printable(piece.span.of(transcript.text)),
            tuple(places[place] for place in piece.codings),
            piece.begins,
            piece.ends,
        )

"""A Word sheet that came back: its turns, and its comments with the words they are on."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from qualcode.coding_sheets import comment
from qualcode.coding_sheets.fingerprint import no_talk, unpack
from qualcode.coding_sheets.opening import part
from qualcode.coding_sheets.sheet import Mark, Place, Returned, rebuilt
from qualcode.coding_sheets.word_file import Body, Comment, comments, walk
from qualcode.coding_sheets.word_writing import PROPERTY
from qualcode.importers import guard
from qualcode.importers.word_xml import attribute, parse_part
from qualcode.model import Span, Transcript

_TURN = re.compile(r"\s*T(\d{1,6})[\t ]+([^\t\n]*)\t")
_DOCUMENT = re.compile(r"word/document\d*\.xml")
_PROPERTY = re.compile(rf"{PROPERTY}\d{{4,}}")


def read(path: Path) -> Returned:
    """Return what a Word sheet says."""
    guard.check(path)
    with zipfile.ZipFile(path) as archive:
        fingerprint = unpack(_pieces(archive, path), path.name)
        body = walk(parse_part(archive, part(archive, _DOCUMENT), path))
        found = comments(archive, path)
    turns = _turns(body)
    if fingerprint.turns and not turns:
        raise no_talk(path.name)
    words = rebuilt(
        fingerprint.transcript,
        [(number, speaker, span.of(body.text)) for number, (speaker, span) in turns.items()],
    )
    spans = {number: span for number, (_, span) in turns.items()}
    return Returned(path.name, fingerprint, words, _marks(found, body, spans, words))


def _pieces(archive: zipfile.ZipFile, path: Path) -> list[str]:
    """Return the hidden properties in the order of their names."""
    if "docProps/custom.xml" not in archive.namelist():
        return []
    found = {
        attribute(node, "name"): "".join(node.itertext())
        for node in parse_part(archive, "docProps/custom.xml", path)
        if _PROPERTY.fullmatch(attribute(node, "name"))
    }
    return [found[name] for name in sorted(found)]


def _turns(body: Body) -> dict[int, tuple[str, Span]]:
    """Return each turn's speaker and where its words stand in the body.

    A paragraph without a turn's number goes on with the turn before it.
    """
    turns: dict[int, tuple[str, Span]] = {}
    current = 0
    for paragraph in body.paragraphs:
        text = paragraph.of(body.text)
        match = _TURN.match(text)
        if match and int(match[1]) not in turns:
            current = int(match[1])
            turns[current] = match[2], Span(paragraph.start + match.end(), paragraph.end)
        elif current and text.strip():
            speaker, span = turns[current]
            turns[current] = speaker, Span(span.start, paragraph.end)
    return turns


def _marks(
    found: Sequence[Comment], body: Body, turns: Mapping[int, Span], words: Transcript
) -> tuple[Mark, ...]:
    """Return a mark for each comment; a bare "ok" in reply goes to the comment it answers."""
    answers: dict[str, Comment] = {
        one.parent: one for one in found if one.parent and comment.is_mere_verdict(one.text)
    }
    marks = []
    for one in found:
        if one.parent and answers.get(one.parent) is one:
            continue
        mark = _mark(one, _place(body.ranges.get(one.id), body.text, turns), words)
        if one.id in answers:
            mark = replace(mark, verdict=comment.verdict_of(answers[one.id].text))
        marks.append(mark)
    return tuple(marks)


def _mark(one: Comment, place: Place | None, words: Transcript) -> Mark:
    said = comment.read(one.text)
    shown = f"T{place.turn:03}" if place else "comment"
    # A comment that is on no words can only be found by what it says.
    quote = " ".join((_words(words, place) or said.code).split())
    return Mark(
        where=f"{shown} “{quote[:60]}”",
        place=place,
        code=said.code,
        sign=said.sign,
        shown=said.shown,
        verdict=said.verdict,
        memo=said.memo,
        translation=said.translation,
        is_whole=said.is_whole,
    )


def _words(words: Transcript, place: Place | None) -> str:
    turn = words.turn(place.turn) if place else None
    if place is None or turn is None:
        return ""
    return words.text[turn.span.start + place.start : turn.span.start + place.end]


def _place(span: Span | None, text: str, turns: Mapping[int, Span]) -> Place | None:
    """Return a comment's range as a place in the one turn whose words it is on."""
    shared = {
        number: Span(max(span.start, turn.start), min(span.end, turn.end))
        for number, turn in turns.items()
        if span and span.overlaps(turn)
    }
    said = {number: both for number, both in shared.items() if both.of(text).strip()} or shared
    if len(said) != 1:
        return None
    ((number, both),) = said.items()
    start = turns[number].start
    return Place(number, both.start - start, both.end - start)

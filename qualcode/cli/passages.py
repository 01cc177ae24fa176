"""Passages on the terminal: where each is, its words, what lies on it; the same as rows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from qualcode.cli import basis, console
from qualcode.model import SIGNS, Coding, Segment, Span, Study

INDENT = 6
LONGEST = 320
"""Characters of a passage that are shown: more is no help to tell what it says."""
MARKS = ("«", "»")
"""Around words that are pointed at, so that they are seen without colour too."""


def place(segment: Segment) -> str:
    """Return where a passage is: "pvs_01:4"."""
    return f"{segment.transcript}:{segment.turn}"


def words(study: Study, segment: Segment, marked: Sequence[Span] = ()) -> str:
    """Return a passage in one line, with marks around some of its words."""
    transcript = study.transcript(segment.transcript)
    text = transcript.text if transcript else ""
    parts, at = [], segment.span.start
    for span in marked:
        parts += [text[at : span.start], MARKS[0], span.of(text), MARKS[1]]
        at = span.end
    return " ".join("".join([*parts, text[at : segment.span.end]]).split())


def folded(said: str, indent: int = INDENT) -> list[str]:
    """Return words in lines that fit the screen, what is too long cut."""
    short = said if len(said) <= LONGEST else said[: LONGEST - 1].rstrip() + "…"
    return console.folded(short, indent)


def codes(codings: Iterable[Coding]) -> str:
    """Return the codes that lie on a passage, each with the sign of who stands by it."""
    return ", ".join(dict.fromkeys(f"{SIGNS[one.status]} {one.code}" for one in codings))


def label(study: Study, code: str) -> str:
    """Return a code with its label in the user's language."""
    known = study.code(code)
    said = known.label.say(console.language()) if known else ""
    return f"{code} ({said})" if said else code


def row(study: Study, segment: Segment) -> dict[str, object]:
    """Return where a passage is and what it says, as a program reads it."""
    start, end = segment.span.start, segment.span.end
    quote = words(study, segment)
    at = {"transcript": segment.transcript, "turn": segment.turn, "start": start, "end": end}
    return {**at, "quote": quote}


def show_json(study: Study, rows: Sequence[Mapping[str, object]]) -> None:
    """Print rows with what they rest on."""
    console.show_json({**basis.as_json(study), "rows": rows})

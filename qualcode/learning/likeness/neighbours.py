"""What a suggestion is like: the passages already coded so that say most nearly the same."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from qualcode.learning.likeness.space import Space
from qualcode.model import Coding, Study
from qualcode.shares import is_confirmed


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A passage that a person has coded."""

    words: str
    codes: frozenset[str]
    similarity: float
    """From 0, nothing in common, to 1, the same words."""
    where: str
    """`transcript:turn`, or `file:line` of a codebook's examples."""


def neighbours(study: Study, coding: Coding, k: int) -> tuple[Neighbour, ...]:
    """Return the passages with this code that are most like its words, the likest first.

    They are the study's own, as far as a person confirmed them, and the codebooks' examples.
    """
    transcript = study.transcript(coding.transcript)
    if transcript is None:
        return ()
    words = coding.span.of(transcript.text)
    every = (*_confirmed(study, coding), *_examples(study, coding.code))
    # A passage of the study may stand among the examples too, where it is no news.
    first = {" ".join(one[0].split()): one for one in reversed(every)}
    first.pop(" ".join(words.split()), None)
    known = list(first.values())
    space = Space([text for text, *_ in known], study.settings.variants)
    found = ((known[near.number], near.similarity) for near in space.nearest(words, k))
    return tuple(Neighbour(text, codes, near, where) for (text, codes, where), near in found)


def _confirmed(study: Study, coding: Coding) -> Iterator[tuple[str, frozenset[str], str]]:
    texts = {transcript.name: transcript.text for transcript in study.transcripts}
    for one in study.codings:
        here = one.transcript == coding.transcript and one.span.overlaps(coding.span)
        if one.code == coding.code and is_confirmed(one) and not here:
            where = f"{one.transcript}:{one.turn}"
            yield one.span.of(texts[one.transcript]), frozenset({one.code}), where


def _examples(study: Study, code: str) -> Iterator[tuple[str, frozenset[str], str]]:
    for book in study.codebooks:
        for example in book.experience:
            if code in example.codes:
                yield example.passage, example.codes, example.where
        own = book.code(code)
        for text in own.examples if own else ():
            yield text, frozenset({code}), book.file

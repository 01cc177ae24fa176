"""What people have decided on in a study, as examples for others and for later studies."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import filterfalse

from qualcode.learning.coded import Codings, codes_of
from qualcode.learning.passages import Passage, by_turn, passages
from qualcode.model import Coding, Example, Study
from qualcode.shares import is_confirmed


def examples_of(study: Study) -> tuple[Example, ...]:
    """Return the passages that people have coded, or have read and left without a code.

    What is only proposed is on neither side: a passage where something still waits for a
    person is left out, whoever spoke is not named, and interviewers' words are questions only.
    """
    codings = Codings(study.codings)
    return tuple(
        example
        for turn, said in by_turn(passages(study))
        for example in _of_turn(said, codings.in_turn(said[0].segment), was_read=turn in study.seen)
    )


def _of_turn(
    said: Sequence[Passage], codings: Sequence[Coding], *, was_read: bool
) -> Iterator[Example]:
    """Yield those of a turn's passages on which all is decided, in order."""
    spans = [passage.segment.span for passage in said]
    given = codes_of(filter(is_confirmed, codings), spans)
    waiting = codes_of(filterfalse(is_confirmed, codings), spans)
    for passage in said:
        span = passage.segment.span
        if span not in waiting and (was_read or span in given):
            yield Example(
                passage=passage.text,
                codes=frozenset(given.get(span, ())),
                question=" ".join(passage.question.split()),
                source=passage.segment.transcript,
                turn=str(passage.segment.turn),
            )

"""What there is to learn from: passages of which it is known that they have a code, or have not."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from qualcode import coding, matcher, turns
from qualcode.example_files import turns_of
from qualcode.language.sentences import segments
from qualcode.learning.coded import Codings, codes_of
from qualcode.learning.passages import Hits, Passage, by_turn, of_transcript
from qualcode.model import (
    Code,
    Codebook,
    Example,
    Hit,
    Segment,
    Span,
    Study,
    Transcript,
    Turn,
)
from qualcode.ruleset import Ruleset
from qualcode.shares import is_confirmed
from qualcode.talk import listen

NEWLINE = "\n"


@dataclass(frozen=True, slots=True)
class Known:
    """A passage, and what is known of it."""

    passage: Passage
    yes: frozenset[str]
    no: frozenset[str]
    source: str
    """The conversation: what is learned from one is never tried on the same."""


def learnable(books: Sequence[Codebook]) -> tuple[Code, ...]:
    """Return the codes that are learned: not those parents that somebody has given as a code."""
    return tuple(
        code
        for book in books
        for code in book.codes
        if code.id not in {group.id for group in book.groups}
    )


def of_files(book: Codebook) -> Iterator[Known]:
    """Yield what a codebook's example files teach: of each passage, which of its codes it has."""
    # Of a code that no row has, such as one made since, the files' coders knew nothing.
    used = frozenset(code for one in book.experience for code in one.codes)
    every = used & {code.id for code in learnable([book])}
    for number, examples in enumerate(turns_of(book.experience)):
        transcript, own, given = _as_talk(f"{book.name} {number}", examples)
        source = examples[0].source or transcript.name
        for passage, yes in zip(of_transcript(transcript, own, {}), given, strict=True):
            yield Known(passage, yes & every, every - yes, source)


def with_hits(passages: Sequence[Passage], ruleset: Ruleset) -> list[Passage]:
    """Return passages of examples with the codes of which a rule matches in them."""
    turns_of = [list(own) for _, own in groupby(passages, lambda one: one.turn)]
    talks = []
    for own in turns_of:
        said = [Example(one.text, frozenset(), own[0].question) for one in own]
        talks.append(_as_talk(own[0].segment.transcript, said))
    heard = [listen(transcript, own, ruleset.variants) for transcript, own, _ in talks]
    return [
        replace(passage, segment=old.segment)
        for (transcript, own, _), hits, said in zip(
            talks, matcher.find(heard, ruleset), turns_of, strict=True
        )
        for passage, old in zip(of_transcript(transcript, own, _by_turn(hits)), said, strict=True)
    ]


def _as_talk(
    name: str, examples: Sequence[Example]
) -> tuple[Transcript, tuple[Segment, ...], list[frozenset[str]]]:
    """Return a turn's passages as the talk they were: a question and its answer."""
    text = examples[0].question
    asked = Turn(1, "", "interviewer", Span(0, len(text)))
    own: list[Segment] = []
    for example in examples:
        text += f"{' ' if own else NEWLINE}{example.passage}"
        own.append(Segment(name, 2, Span(len(text) - len(example.passage), len(text))))
    said = Turn(2, "", "respondent", Span(own[0].span.start, len(text)))
    transcript = Transcript(name, text, (asked, said))
    return transcript, tuple(own), [example.codes for example in examples]


def _by_turn(hits: Iterable[Hit]) -> Hits:
    """Return where rules matched that would propose their code."""
    found: Hits = defaultdict(list)
    for one in coding.code(hits):
        found[one.transcript, one.turn].append((one.span, one.code))
    return found


def of_codes(book: Codebook) -> Iterator[Known]:
    """Yield the examples written under the codes: they say something of that code alone."""
    for code in book.codes:
        own, none = frozenset({code.id}), frozenset[str]()
        told = [(text, own, none) for text in code.examples]
        told += [(text, none, own) for text in code.counter_examples]
        for number, (text, yes, no) in enumerate(told, start=1):
            name = f"{book.name}: {code.id} {number}"
            transcript = turns.parse(name, text)
            if not transcript.turns:
                transcript = turns.parse(name, f"NTL: {text}")
            for passage in of_transcript(transcript, segments(transcript), {}):
                yield Known(passage, yes, no, name)


def of_decisions(study: Study, every: tuple[Passage, ...]) -> tuple[Known, ...]:
    """Return what coders' decisions teach: accepted or added is a yes, rejected is a no.

    Of a turn that was read, every code that nobody gave there is a no, but what a rule proposes
    and nobody has answered. What is only proposed, and a code nobody has looked for, teach nothing.
    """
    codes = frozenset(code.id for code in learnable(study.codebooks))
    given, struck = Codings(filter(is_confirmed, study.codings)), Codings(study.rejected)
    known = []
    for turn, own in by_turn(every):
        spans = [one.segment.span for one in own]
        yes, no = (codes_of(side.in_turn(own[0].segment), spans) for side in (given, struck))
        for passage, span in zip(own, spans, strict=True):
            has, lacks = yes.get(span, set()) & codes, no.get(span, set()) & codes
            if turn in study.seen:
                lacks |= codes - passage.hits
            if has or lacks:
                known.append(Known(passage, frozenset(has), frozenset(lacks - has), turn[0]))
    return tuple(known)

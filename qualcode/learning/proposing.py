"""Probabilities → suggestions, and which of them are proposed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from qualcode.learning.coded import Place, decided
from qualcode.learning.figures import UNLIKELY
from qualcode.learning.passages import Passage
from qualcode.learning.speaking import Words
from qualcode.model import Coding, Span, Study, Valence

if TYPE_CHECKING:
    from qualcode.learning.training import Numbers

BEST = 3
"""So many likeliest codes of a passage are suggestions though they are unlikely, …"""
HOPELESS = 0.01
"""… if not below this."""
SHOWN = 3
"""Stretches of words shown as speaking for a code."""

WELL_KNOWN = 10
"""Passages known to have a code before learning may speak against its rules."""

EVEN = 0.5
"""From which probability others' suggestions are proposed where nothing was learned."""


def suggestions(
    passages: Sequence[Passage],
    probabilities: Numbers,
    words: Sequence[Words],
    codes: Mapping[str, Valence],
    model: str,
) -> tuple[Coding, ...]:
    """Return all that may apply, in the order of the text."""
    ids = list(codes)
    found = []
    for passage, likely, speaking in zip(passages, probabilities, words, strict=True):
        for code in likeliest(likely.tolist()):
            segment, id_ = passage.segment, ids[code]
            by_rule = id_ in passage.hits
            found.append(
                Coding(
                    segment.transcript,
                    segment.turn,
                    segment.span,
                    id_,
                    codes[id_],
                    origin="rule" if by_rule else "model",
                    evidence=_stretches(passage, speaking.get(id_, ())),
                    probability=round(float(likely[code]), 3),
                    model="" if by_rule else model,
                )
            )
    return tuple(sorted(found, key=lambda one: (one.transcript, one.span, one.code)))


def likeliest(likely: Sequence[float]) -> list[int]:
    """Return the codes that may apply, the likeliest first, given how likely each code is."""
    order = sorted(range(len(likely)), key=lambda code: (-likely[code], code))
    floors = (HOPELESS if place < BEST else UNLIKELY for place in range(len(likely)))
    return [code for code, floor in zip(order, floors, strict=True) if likely[code] >= floor]


def _stretches(passage: Passage, words: Iterable[tuple[Span, float]]) -> tuple[Span, ...]:
    """Return where in the transcript the words stand, those that touch as one."""
    start = passage.segment.span.start
    spans: list[Span] = []
    for span in sorted(span for span, _ in list(words)[:SHOWN]):
        if spans and span.start <= spans[-1].end + 1:
            spans[-1] = Span(spans[-1].start, max(spans[-1].end, span.end))
        else:
            spans.append(span)
    return tuple(Span(start + one.start, start + one.end) for one in spans)


class Proposed(NamedTuple):
    """What is proposed, and what rules matched that is not."""

    proposals: tuple[Coding, ...]
    left_out: tuple[Coding, ...]


def proposed(study: Study, by_rules: Sequence[Coding]) -> Proposed:
    """Return which suggestions and rules' matches are likely enough to be proposed.

    Of a code that is little known the rules' word stands whatever the probability. The study says
    what persons have decided: where one has decided on a code, what rules say there stays beside
    it and learning says nothing more; where one has read a turn, neither does it.
    """
    line = study.learned.threshold if study.learned else EVEN
    support = study.learned.support if study.learned else {}
    likely = _likely(study.suggestions)
    known = decided(study)
    kept: list[Coding] = []
    left_out: list[Coding] = []
    for one in by_rules:
        own = max((p for span, p in likely.get(_at(one), ()) if span.overlaps(one.span)), default=0)
        stands = _at(one) in known or support.get(one.code, 0) < WELL_KNOWN
        weighed = replace(one, probability=own) if study.learned else one
        (kept if stands or own >= line else left_out).append(weighed)
    taken = known | {_at(one) for one in kept}
    kept += _decided_on(study)
    best: dict[Place, Coding] = {}
    for one in study.suggestions:
        place, probability = _at(one), one.probability or 0
        if place in taken or place[:2] in study.seen or probability < line:
            continue
        if place not in best or probability > (best[place].probability or 0):
            best[place] = one
    every = sorted((*kept, *best.values()), key=lambda one: (one.transcript, one.span, one.code))
    return Proposed(tuple(every), tuple(left_out))


def _decided_on(study: Study) -> Iterator[Coding]:
    """Yield the learned proposals that persons have decided on, as they were then.

    As a rule's does, each stays beside the decision, with the words that speak for it.
    """
    words = {one.id: one.evidence for one in study.suggestions if one.origin == "model"}
    for one in (*study.codings, *study.rejected):
        if one.origin == "model" and one.status != "proposed" and one.id in words:
            alone = replace(one, coder="", memo="", translation="", translator="")
            bare = replace(alone, checked="", cite="")
            yield replace(bare, status="proposed", evidence=words[one.id])


def _likely(suggestions: Iterable[Coding]) -> Mapping[Place, list[tuple[Span, float]]]:
    """Return how likely codes are where a rule of theirs matched."""
    likely: dict[Place, list[tuple[Span, float]]] = defaultdict(list)
    for one in suggestions:
        if one.origin == "rule":
            likely[_at(one)].append((one.span, one.probability or 0))
    return likely


def _at(one: Coding) -> Place:
    return one.transcript, one.turn, one.code

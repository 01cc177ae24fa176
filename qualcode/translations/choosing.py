"""Which quotes to translate, in which order, with what a translator needs to see beside them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from qualcode import glossary, quotes, selection, shares
from qualcode.exporters.document import MOST
from qualcode.framework.places import Place, place_of
from qualcode.glossary import Term
from qualcode.language.sentences import sentences
from qualcode.model import Quote, Span, Study, Transcript, is_within


@dataclass(frozen=True, slots=True)
class Line:
    """Words to translate, once, however many codes they have."""

    quote: Quote
    """One of those that have these words."""
    is_first: bool
    """Whether it is likely to be quoted."""
    before: str
    after: str
    """The sentences around the words, or what a sentence has besides them."""
    terms: tuple[Term, ...]
    """Of the glossary."""


def lines(
    study: Study,
    *,
    transcripts: Collection[str] = (),
    codes: Sequence[str] = (),
    missing: bool = False,
) -> tuple[Line, ...]:
    """Return the words to translate: those likely to be quoted, then the rest, each by their place.

    Only of these transcripts and of codes within these, if any are given; with `missing` only what
    has no English yet.
    """
    counted = [q for q in quotes.quotes(study) if shares.is_counted(study, q.coding)]
    likely = _likely(study, counted)
    chosen: dict[Place, Quote] = {}
    for quote in counted:
        coding = quote.coding
        if (
            (not transcripts or coding.transcript in transcripts)
            and (not codes or any(is_within(coding.code, one) for one in codes))
            and not (missing and coding.translation)
        ):
            chosen.setdefault(place_of(coding), quote)
    order = {one.name: place for place, one in enumerate(study.transcripts)}
    places = sorted(chosen, key=lambda at: (at not in likely, order[at[0]], *at[1:]))
    return tuple(_lines(study, [chosen[at] for at in places], likely))


def _likely(study: Study, counted: Iterable[Quote]) -> frozenset[Place]:
    """Return the words that a document of quotes would show first."""
    said = study.settings.deliverables.get("quotes")
    most = (said.most if said else None) or MOST
    themes: defaultdict[str, list[Quote]] = defaultdict(list)
    for quote in counted:
        themes[quote.coding.code].append(quote)
    return frozenset(
        place_of(quote.coding)
        for theme in themes.values()
        for quote in selection.best(study, theme, most)
    )


def _lines(study: Study, chosen: Iterable[Quote], likely: Collection[Place]) -> Iterator[Line]:
    texts = {transcript.name: transcript for transcript in study.transcripts}
    terms, variants = glossary.terms(study), study.settings.variants
    around: dict[str, Mapping[int, Sequence[Span]]] = {}
    for quote in chosen:
        source = texts[quote.coding.transcript]
        if source.name not in around:
            around[source.name] = {
                turn.number: sentences(source.text, turn.span) for turn in source.turns
            }
        yield Line(
            quote,
            place_of(quote.coding) in likely,
            _before(source, quote, around[source.name]),
            _after(source, quote, around[source.name]),
            glossary.found(quote.words, terms, variants=variants),
        )


def _before(source: Transcript, quote: Quote, around: Mapping[int, Sequence[Span]]) -> str:
    """Return how the sentence begins, or the one before it, or the last that was said to it."""
    turn, start = quote.coding.turn, quote.coding.span.start
    there = [one for one in around.get(turn, ()) if one.start < start]
    if there and there[-1].end > start:
        return _said(source, Span(there[-1].start, start))
    earlier = there or around.get(turn - 1, ())
    return _said(source, earlier[-1]) if earlier else ""


def _after(source: Transcript, quote: Quote, around: Mapping[int, Sequence[Span]]) -> str:
    """Return how the sentence ends, or the one after it in the turn."""
    end = quote.coding.span.end
    there = [one for one in around.get(quote.coding.turn, ()) if one.end > end]
    if not there:
        return ""
    return _said(source, Span(max(there[0].start, end), there[0].end))


def _said(source: Transcript, span: Span) -> str:
    return " ".join(span.of(source.text).split())

"""The quotes of a chapter: the best of its most mentioned themes, each once in a report."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from qualcode import selection
from qualcode.documents.values import Block, Quotation
from qualcode.model import SIGNS, Bilingual, Coding, Quote
from qualcode.quotes import rank
from qualcode.report.evidence import TOP, Evidence, Scope, Theme

MOST = 8
OF_A_THEME = 2
SHORT = 80
"""Quotes of a theme that are weighed, at most."""


def quotes(evidence: Evidence, scope: Scope) -> Iterator[Block]:
    """Yield the best quotes of the most mentioned themes; none that stands in the report yet."""
    most = evidence.most or OF_A_THEME
    left = max(MOST, most)
    for theme in scope.themes[:TOP]:
        of = evidence.quotes_of(scope.chapter, theme.id)
        fresh = [quote for quote in of if quote.id not in evidence.cited]
        best = selection.best(
            evidence.given, short(fresh), min(most, left), english=evidence.voice.tongue == "en"
        )
        if best:
            yield from evidence.voice.said(_named(theme), manner="label")
            yield from (quotation(evidence, one) for one in best)
            left -= len(best)
        if left <= 0:
            return


def short(of: Sequence[Quote], most: int = SHORT) -> Sequence[Quote]:
    """Return the quotes to choose from: all, or of very many those that rank first, and the pins.

    To weigh each of thousands takes longer than all the rest of a report.
    """
    if len(of) <= most:
        return of
    pinned = [quote for quote in of if quote.coding.cite == "pin"]
    others = (quote for quote in of if not quote.coding.cite)
    turns: dict[str, int] = defaultdict(int)
    placed = []
    for quote in sorted(others, key=rank):
        turns[quote.coding.transcript] += 1
        placed.append((turns[quote.coding.transcript], quote))
    # One of each source first, so that what is chosen can spread.
    return [*pinned, *(quote for _, quote in sorted(placed, key=lambda one: one[0]))][:most]


def _named(theme: Theme) -> Bilingual:
    n, words = theme.references, theme.label
    return Bilingual(
        f"{words.vi}: {n} lượt, {theme.of_asked} nguồn",
        f"{words.say('en')}: {n} {'reference' if n == 1 else 'references'}, "
        f"{theme.of_asked} sources",
    )


def quotation(evidence: Evidence, quote: Quote) -> Quotation:
    """Return a quote as it stands in a report, and remember that it does."""
    coding = quote.coding
    evidence.cited.add(quote.id)
    return Quotation(
        quote.id,
        quote.words,
        coding.translation,
        quote.attribution,
        " ".join(filter(None, (SIGNS[coding.status], coding.coder))),
        translated(coding),
        evidence.voice.tongue,
        coding.status == "proposed",
    )


def translated(coding: Coding) -> Bilingual:
    """Return who translated a quote and whether somebody has checked it; nothing of neither."""
    if not coding.translation:
        return Bilingual("", "")
    vi = [f"người dịch: {coding.translator}"] if coding.translator else []
    en = [f"translated by {coding.translator}"] if coding.translator else []
    vi.append(f"{coding.checked} đã kiểm" if coding.checked else "chưa kiểm")
    en.append(f"checked by {coding.checked}" if coding.checked else "not yet checked")
    return Bilingual("; ".join(vi), "; ".join(en))

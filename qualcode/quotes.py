"""What people said, word for word: which quote has which id, and which shows its code best."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence

from qualcode import counting
from qualcode.attribution import attribution, is_chosen
from qualcode.model import Bilingual, Case, Coding, Language, Quote, Study

READABLE = (12, 40)
"""Syllables of a quote that is neither a scrap nor a speech."""


Rank = tuple[bool, int, int, int, int, str]


def quotes(study: Study) -> tuple[Quote, ...]:
    """Return every coding in force with its words, in order of code, case and place."""
    return of(study, _in_order(study))


def of(
    study: Study, codings: Sequence[Coding], numbered: Sequence[Coding] = ()
) -> tuple[Quote, ...]:
    """Return some of the study's codings with their words.

    A quote's id counts the quotes of its turn: among all codings `numbered`, else the study's.
    """
    texts = {transcript.name: transcript.text for transcript in study.transcripts}
    headers = {transcript.name: transcript.header for transcript in study.transcripts}
    cases = {case.name: case for case in study.cases}
    attributions = {
        name: attribution(case, study.settings, chosen=is_chosen(case, headers[name]))
        for name in {coding.transcript for coding in codings}
        for case in [cases.get(name, Case(name))]
    }
    answered = _respondents(study)
    turns = _spans(numbered or study.codings, {(one.transcript, one.turn) for one in codings})
    return tuple(
        Quote(
            _id(coding, turns[coding.transcript, coding.turn]),
            coding,
            coding.span.of(texts[coding.transcript]),
            answered.get((coding.transcript, coding.turn)) or attributions[coding.transcript],
        )
        for coding in codings
    )


def _respondents(study: Study) -> dict[tuple[str, int], Bilingual]:
    """Return whom to attribute each turn of a survey's open answers to: who wrote it, unnamed."""
    units = counting.respondents(study)
    told = {
        unit.name: attribution(Case("", unit.attributes), study.settings, chosen=True)
        for unit in units.members
    }
    return {place: told[name] for place, name in units.of.items()}


def best_quotes(quotes: Iterable[Quote]) -> dict[tuple[str, str], Quote]:
    """Return (case, code) → the quote that shows the code best in that case.

    People's codings go before proposals, then a readable length, more words of evidence, and the
    earlier place.
    """
    groups: dict[tuple[str, str], list[Quote]] = defaultdict(list)
    for quote in quotes:
        groups[quote.coding.transcript, quote.coding.code].append(quote)
    return {key: min(group, key=rank) for key, group in groups.items()}


def said(quote: Quote) -> str:
    """Return the quote's words in one line, in quotation marks."""
    return f"“{' '.join(quote.words.split())}”"


def cited(quote: Quote, language: Language) -> str:
    """Return the quote's words, whom they are attributed to, and its id."""
    return f"{said(quote)} — {quote.attribution.say(language)} [{quote.id}]"


def _in_order(study: Study) -> list[Coding]:
    codes = {code.id: place for place, code in enumerate(study.codes)}
    cases = {case.name: place for place, case in enumerate(study.cases)}

    def place(coding: Coding) -> tuple[int, str, int, str, int, int]:
        code, case, span = coding.code, coding.transcript, coding.span
        found = codes.get(code, len(codes)), code, cases.get(case, len(cases)), case
        return *found, span.start, span.end

    return sorted(study.codings, key=place)


def _spans(
    codings: Iterable[Coding], turns: Collection[tuple[str, int]]
) -> dict[tuple[str, int], list[tuple[int, int]]]:
    """Return where the distinct quotes of each of these turns start and end, in order."""
    found: dict[tuple[str, int], set[tuple[int, int]]] = {turn: set() for turn in turns}
    for coding in codings:
        place = coding.transcript, coding.turn
        if place in found:
            found[place].add((coding.span.start, coding.span.end))
    return {turn: sorted(spans) for turn, spans in found.items()}


def _id(coding: Coding, spans: Sequence[tuple[int, int]]) -> str:
    number = spans.index((coding.span.start, coding.span.end)) + 1
    return f"{coding.transcript}:T{coding.turn:03d}:{number}"


def rank(quote: Quote) -> Rank:
    """Return what to sort quotes by: the one that shows its code best comes first."""
    return rank_of(quote.coding, quote.words)


def rank_of(coding: Coding, words: str) -> Rank:
    """Return the rank of the quote that a coding with these words makes."""
    length = _syllables(words)
    off = max(READABLE[0] - length, length - READABLE[1], 0)
    start, end = coding.span.start, coding.span.end
    evidence = sum(
        _syllables(words[part.start - start : part.end - start])
        for part in coding.evidence
        if part.start >= start
    )
    proposed = coding.status not in {"accepted", "added"}
    return proposed, off, -evidence, start, end, coding.transcript


_SYLLABLE = re.compile(r"\w+")


def _syllables(words: str) -> int:
    return len(_SYLLABLE.findall(words))

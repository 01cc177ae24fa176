"""What a scheme's terms are called in English, and which of them words have."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

from qualcode import quotes
from qualcode.language.phrases import LEAST_UNACCENTED, typed_bare
from qualcode.language.syllables import NO_VARIANTS, keys, syllables
from qualcode.model import Bilingual, Problem, Quote, Span, Study

NUMBERS = {"1": "một", "2": "hai"}
"""As they stand in terms, and are as often typed as figures."""
BETWEEN = ";"
"""Between the English to write and what is right too, in qualcode.yaml."""

Keys = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Term:
    """A term in Vietnamese and the English to write for it."""

    vi: str
    en: str
    also: tuple[str, ...] = ()
    """Other English that is right."""
    said: tuple[str, ...] = ()
    """Other ways to say it in Vietnamese."""

    def is_in(self, english: str) -> bool:
        """Say whether this English has the term, in any of the accepted forms."""
        told = f" {' '.join(_words(english))} "
        return any(f" {' '.join(_words(form))} " in told for form in (self.en, *self.also))


def terms(study: Study) -> tuple[Term, ...]:
    """Return the study's own terms, then those that are built in and that it says nothing of."""
    own = tuple(_own(vi, en) for vi, en in study.settings.glossary.items())
    taken = {_keys(one.vi, accents=True) for one in own}
    return (*own, *(one for one in built_in() if _keys(one.vi, accents=True) not in taken))


def found(
    words: str, terms: Sequence[Term], *, variants: Mapping[str, str] = NO_VARIANTS
) -> tuple[Term, ...]:
    """Return the terms that occur in words, in order; of those that overlap the longest.

    Case, spelling, abbreviations and the place of the tone mark make no difference. `variants` are
    a team's own, as `syllables` takes them.
    """
    accents = not typed_bare(words, Span(0, len(words)))
    said = _keys_of(words, accents=accents, variants=variants)
    taken: dict[int, int] = {}
    places: dict[int, Term] = {}
    for length, start, term in sorted(_places(said, terms, accents=accents), key=_longest):
        if not any(at in taken for at in range(start, start + length)):
            taken.update(dict.fromkeys(range(start, start + length), start))
            places[start] = term
    return tuple(dict.fromkeys(places[start] for start in sorted(places)))


def amiss(study: Study) -> tuple[Problem, ...]:
    """Return a note for each term that a quote has and its translation calls something else."""
    known, variants = terms(study), study.settings.variants
    given = [coding for coding in study.codings if coding.translation]
    once = {(q.coding.transcript, q.coding.span): q for q in quotes.of(study, given)}
    return tuple(
        _amiss(quote, term)
        for quote in sorted(once.values(), key=lambda one: (one.coding.transcript, one.coding.span))
        for term in found(quote.words, known, variants=variants)
        if not term.is_in(quote.coding.translation)
    )


@cache
def built_in() -> tuple[Term, ...]:
    """Return the terms of social protection in Viet Nam that come with the program."""
    import yaml

    text = files("qualcode.language").joinpath("glossary.yaml").read_text(encoding="utf-8")
    loaded = yaml.load(text, Loader=yaml.BaseLoader)  # noqa: S506 - strings only
    return tuple(
        Term(vi, one["en"], tuple(one.get("also", ())), tuple(one.get("said", ())))
        for vi, one in loaded.items()
    )


def _own(vi: str, en: str) -> Term:
    first, *others = (part.strip() for part in en.split(BETWEEN))
    return Term(vi, first, tuple(filter(None, others)))


def _longest(place: tuple[int, int, Term]) -> tuple[int, int]:
    length, start, _ = place
    return -length, start


def _places(said: Keys, terms: Iterable[Term], *, accents: bool) -> Iterator[tuple[int, int, Term]]:
    """Yield how many syllables of a term stand where; those of the study's own terms first."""
    starts: dict[str, list[int]] = {}
    for at, key in enumerate(said):
        starts.setdefault(key, []).append(at)
    for term in terms:
        for phrase in (term.vi, *term.said):
            wanted = _keys(phrase, accents=accents)
            if not accents and len(wanted) < LEAST_UNACCENTED and not phrase.isascii():
                continue
            for at in starts.get(wanted[0], ()) if wanted else ():
                if said[at : at + len(wanted)] == wanted:
                    yield len(wanted), at, term


@lru_cache(maxsize=1 << 12)
def _keys(phrase: str, *, accents: bool) -> Keys:
    return _keys_of(phrase, accents=accents, variants=NO_VARIANTS)


def _keys_of(words: str, *, accents: bool, variants: Mapping[str, str]) -> Keys:
    """Return the keys of the syllables that words have, figures as they are said."""
    said = syllables(words, accents=accents, variants=variants)
    figures = {figure: keys(word, accents=accents)[0] for figure, word in NUMBERS.items()}
    return tuple(figures.get(one.key, one.key) for one in said)


@lru_cache(maxsize=1 << 12)
def _words(english: str) -> tuple[str, ...]:
    """Return English words as they are compared: small, one of many, apostrophes away."""
    plain = re.sub("['’‘`]", "", english.casefold())
    return tuple(_one(word) for word in re.findall(r"[^\W_]+", plain))


def _one(word: str) -> str:
    if word.endswith("ies") and len(word) > len("ties"):
        return f"{word[:-3]}y"
    is_many = word.endswith("s") and not word.endswith("ss") and len(word) > len("gas")
    return word[:-1] if is_many else word


def _amiss(quote: Quote, term: Term) -> Problem:
    shown = [f"“{one}”" for one in (term.en, *term.also[:1])]
    expected = Bilingual(" hay ".join(shown), " or ".join(shown))
    english = " ".join(quote.coding.translation.split())
    return Problem(
        quote.id,
        Bilingual(
            f"lời có “{term.vi}”, bản dịch không có {expected.vi}: “{english}”; hãy dịch cho thống "
            "nhất, hoặc ghi cách dịch riêng vào glossary: trong qualcode.yaml",
            f"the words have “{term.vi}”, the translation lacks {expected.en}: “{english}”; use "
            "the same term, or put your own into glossary: of qualcode.yaml",
        ),
        "warning",
    )

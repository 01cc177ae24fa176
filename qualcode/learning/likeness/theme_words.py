"""The words of passages that say what they are about, and which of them set some apart."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from qualcode.language.stopwords import is_stop_word
from qualcode.language.syllables import keys, marks
from qualcode.language.words import words
from qualcode.model import Span

PRIOR = 500
"""How many words the prior weighs at most, and what share of the talk if there is little of it."""
SHARE = 0.1
SURE = 1.96
"""A word told apart by less is so by chance once in twenty."""
MOSTLY = 2 / 3
"""A word said so often together with the one beside it is shown with it: "hộ gia đình"."""
MOST = 7
_BETWEEN = "+"


@dataclass(frozen=True, slots=True)
class Said:
    """The words of a stretch of talk that say something; None where others part them."""

    keys: tuple[str | None, ...]
    spellings: tuple[str, ...]

    @property
    def features(self) -> list[str]:
        """Return the words, and the pairs of words side by side."""
        both = (f"{a}{_BETWEEN}{b}" for a, b in pairwise(self.keys) if a and b)
        return [*filter(None, self.keys), *both]


def said(text: str, span: Span) -> Said:
    """Return the words of a span: no function words, numbers, signs or typist's notes."""
    notes = marks(text, span)
    found: list[str | None] = []
    spellings = []
    for token in words(text, span):
        if any(note.overlaps(token.span) for note in notes):
            continue
        spelling = " ".join(token.span.of(text).lower().split())
        if not any(map(str.isalpha, spelling)) or is_stop_word(spelling):
            found.append(None)
            continue
        key = "_".join(key for syllable in spelling.split() for key in keys(syllable))
        found.append(key)
        spellings.append(spelling)
    return Said(tuple(found), tuple(spellings))


class Corpus:
    """All respondents' talk: how often each word and pair is said, and how it is spelt."""

    def __init__(self, talk: Iterable[tuple[str, Said]]) -> None:
        self.counts: Counter[str] = Counter()
        self.passages: Counter[str] = Counter()
        """How many passages have it."""
        cases: defaultdict[str, set[str]] = defaultdict(set)
        spelt: defaultdict[str, Counter[str]] = defaultdict(Counter)
        self.size = 0
        for case, one in talk:
            features = one.features
            self.size += 1
            self.counts.update(features)
            self.passages.update(set(features))
            for feature in features:
                cases[feature].add(case)
            for key, spelling in zip(filter(None, one.keys), one.spellings, strict=True):
                spelt[key][spelling] += 1
        self.cases = {feature: len(names) for feature, names in cases.items()}
        self._spelt = {
            key: min(found, key=lambda name: (-found[name], name)) for key, found in spelt.items()
        }

    def spelling(self, feature: str) -> str:
        """Return a word or pair as it is written most often."""
        return " ".join(self._spelt[key] for key in feature.split(_BETWEEN))

    def distinctive(self, own: Sequence[tuple[str, Said]]) -> tuple[str, ...]:
        """Return the words that these passages say more than the rest, the surest first.

        By the log-odds ratio with an informative Dirichlet prior, in standard deviations, of
        Monroe, Colaresi and Quinn (2008), "Fightin' words", Political Analysis 16(4), 372-403.
        """
        counts = Counter(feature for _, one in own for feature in one.features)
        cases: defaultdict[str, set[str]] = defaultdict(set)
        for case, one in own:
            for feature in one.features:
                cases[feature].add(case)
        least = min(2, len({case for case, _ in own}))
        total = sum(counts.values())
        scores = {
            feature: log_odds(count, total, self.counts[feature], self.counts.total())
            for feature, count in counts.items()
            if count > 1 and len(cases[feature]) >= least
        }
        sure = [f for f in scores if scores[f] >= SURE]
        sure.sort(key=lambda feature: (-scores[feature], feature))
        return tuple(map(self.spelling, _told_once(sure, counts)))


def log_odds(count: int, total: int, everywhere: int, size: int) -> float:
    """Return how much more often a word is said here than elsewhere, in standard deviations.

    `count` of `total` words here are this one; `everywhere` of `size`, here and elsewhere.
    """
    words = min(PRIOR, SHARE * size)
    prior = words * everywhere / size
    rest, rest_total = everywhere - count, size - total
    own = (count + prior) / (total + words - count - prior)
    other = (rest + prior) / (rest_total + words - rest - prior)
    deviation = math.sqrt(1 / (count + prior) + 1 / (rest + prior))
    return (math.log(own) - math.log(other)) / deviation


def _told_once(features: Sequence[str], counts: Counter[str]) -> Iterator[str]:
    """Yield the first of them, a word within a pair or the pair, not both."""
    told: set[str] = set()
    number = 0
    for feature in features:
        pairs = (f for f in features if _BETWEEN in f and feature in f.split(_BETWEEN))
        usual = next((f for f in pairs if counts[f] >= MOSTLY * counts[feature]), feature)
        if told.isdisjoint(usual.split(_BETWEEN)):
            told.update(usual.split(_BETWEEN))
            yield usual
            number += 1
        if number == MOST:
            return

"""The cues and lists of words in stance.yaml, as keys of syllables."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import product

from qualcode.language.syllables import keys

# Without accents, any other of these alone may be another word: "dau", "het", "chang".
_SURE_WITHOUT_ACCENTS = {"không", "chưa", "nếu"}


@dataclass(frozen=True, slots=True)
class Phrase:
    """One way of saying a cue."""

    kind: str
    keys: tuple[str, ...]
    length: int
    """How many of the keys are the cue itself; the others must follow."""


@cache
def listed(*names: str, accents: bool) -> frozenset[str]:
    """Return the keys of these lists of words."""
    words = (word for name in names for word in str(_table()["words"][name]).split())
    return frozenset(key for word in words for key in keys(word, accents=accents))


@cache
def phrases(*, accents: bool) -> Mapping[str, tuple[Phrase, ...]]:
    """Return the phrases of cues by their first key, the longest first."""
    found: dict[str, list[Phrase]] = {}
    for kind, lines in _table()["cues"].items():
        for words in (words for line in lines for words in _spelt_out(line)):
            if accents or len(words) > 1 or words[0] in _SURE_WITHOUT_ACCENTS:
                phrase = _phrase(kind, words, accents=accents)
                found.setdefault(phrase.keys[0], []).append(phrase)
    return {k: tuple(sorted(each, key=lambda p: -len(p.keys))) for k, each in found.items()}


def _phrase(kind: str, words: tuple[str, ...], *, accents: bool) -> Phrase:
    said = (key for word in words if word != "/" for key in keys(word, accents=accents))
    return Phrase(kind, tuple(said), words.index("/") if "/" in words else len(words))


def _spelt_out(line: str) -> Iterator[tuple[str, ...]]:
    """Yield each choice of words that a line stands for."""
    for choice in product(*(place.split("|") for place in line.split())):
        yield tuple(word for word in choice if word)


@cache
def _table() -> Mapping[str, Mapping[str, list[str] | str]]:
    import yaml

    path = files("qualcode.language.stance").joinpath("stance.yaml")
    loaded = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)  # noqa: S506 - strings only
    return dict(loaded)

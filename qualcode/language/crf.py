"""underthesea's model of words, summed by table look-ups: the same labels, many times faster.

The files are those that underthesea brings. There are two labels, so that one number for each
thing seen is enough: how much more it speaks for going on with a word than for beginning one.
"""

from __future__ import annotations

import io
import pickle
import re
import struct
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from operator import add, sub
from pathlib import Path
from typing import NoReturn

from qualcode.language import crfsuite

Segmenter = Callable[[Sequence[str]], list[bool]]
"""Syllables and signs of a sentence → whether each goes on with the word before it."""
Sums = tuple[float, ...]
"""What a run of neighbours adds, by where its first is as seen from the token: from -2 on."""
_Tables = dict[str, dict[str, list[float]]]
"""What is looked at → what may be seen → sums."""
Look = Callable[[str, frozenset[str]], str]
"""Neighbours with a blank between them, and the dictionary → what a feature sees of them."""

REMEMBERED = 1 << 17
"""Runs of three neighbours whose sums are kept; all are forgotten when there are more."""

_BEGINS, _GOES_ON = "B-W", "I-W"
_TEMPLATE = re.compile(r"T\[(-?\d)(?:,(-?\d))?\](?:\.(\w+))?")
_REACH, _WIDEST = 2, 3
# Blanks can't be syllables, so that these are no words of a text.
_BEFORE, _BEHIND = " ", "  "
_SENTENCES = (
    "Vâng , hợp tác xã chưa đóng bảo hiểm xã hội cho người lao động năm 2019 .",
    "Chị Nguyễn Thị Hoa ở xã Tân Phú , huyện Đông Hòa nói : “ Thu nhập thấp quá ! ”",
    "THU NHẬP KHÔNG ỔN ĐỊNH",
    "ừ",
)
"""Names, numbers, capitals and short ones: what the features look at."""
_WHOLE_NUMBER = re.compile(r"[+-]?0*[0-9]{1,10}")
_LARGEST = 1 << 31
_BROKEN = (ValueError, LookupError, TypeError, EOFError, struct.error, pickle.PickleError)


class UnknownModelError(ValueError):
    """Files that aren't laid out, or don't look at their neighbours, as we know it."""


@dataclass(frozen=True, slots=True)
class _Features:
    """All features that look at as many neighbours."""

    looks: tuple[tuple[Look, dict[str, Sums]], ...]
    """How to look at them, and what it adds to see this rather than nothing known."""
    nothing: Sums
    """What neighbours add of whom nothing is known."""
    before: Sums
    """What the edge before the sentence adds."""
    behind: Sums


def read(folder: Path) -> Segmenter:
    """Return the segmenter of a model's folder, or raise `UnknownModelError`."""
    try:
        return _segmenter(folder)
    except (OSError, ImportError, *_BROKEN) as error:
        raise UnknownModelError(str(folder)) from error


def _segmenter(folder: Path) -> Segmenter:
    model = crfsuite.read((folder / "models.bin").read_bytes())
    if sorted(model.labels) != [_BEGINS, _GOES_ON]:
        raise UnknownModelError(model.labels)
    begins, goes_on = model.labels.index(_BEGINS), model.labels.index(_GOES_ON)
    weights = {seen: row[goes_on] - row[begins] for seen, row in model.attributes.items()}
    steps = [[model.steps[i][j] for j in (begins, goes_on)] for i in (begins, goes_on)]
    templates = _plain((folder / "features.bin").read_bytes())
    dictionary = frozenset(_plain((folder / "dictionary.bin").read_bytes()))
    segment = _decoder(_Remembered(_features(templates, weights), dictionary), steps)
    return _checked(segment, folder, templates, dictionary)


def _checked(
    segment: Segmenter, folder: Path, templates: list[str], dictionary: frozenset[str]
) -> Segmenter:
    """Return the segmenter if underthesea's engine labels a few sentences as it does."""
    from underthesea_core import CRFFeaturizer, CRFTagger  # type: ignore[import-untyped] # has none

    tagger = CRFTagger()
    tagger.load(str(folder / "models.bin"))
    featurizer = CRFFeaturizer(templates, set(dictionary))
    for tokens in map(str.split, _SENTENCES):
        seen = featurizer.process([[[token] for token in tokens]])[0]
        if segment(tokens) != [label == _GOES_ON for label in tagger.tag(seen)]:
            raise UnknownModelError(tokens)
    return segment


class _PlainUnpickler(pickle.Unpickler):
    """Reads strings, lists and sets; whatever would run code is refused."""

    def find_class(self, module: str, name: str) -> NoReturn:
        """Refuse."""
        raise pickle.UnpicklingError(f"{module}.{name}")


def _plain(data: bytes) -> list[str]:
    return list(_PlainUnpickler(io.BytesIO(data)).load())


def _features(templates: Iterable[str], weights: dict[str, float]) -> dict[int, _Features]:
    """Return the features by the number of neighbours, the weights of all places together."""
    looks: dict[int, _Tables] = {width: {} for width in range(1, _WIDEST + 1)}
    places = {}
    for template in templates:
        width, look, first = _place(template)
        places[template] = (looks[width].setdefault(look, {}), first + _REACH, _zero(width))
    for attribute, weight in weights.items():
        template, _, seen = attribute.partition("=")
        table, place, zero = places[template]
        table.setdefault(seen, zero.copy())[place] += weight
    return {width: _gathered(_zero(width), tables) for width, tables in looks.items()}


def _zero(width: int) -> list[float]:
    """Return nothing for each place where so many neighbours may start, from -2 on."""
    return [0.0] * (2 * _REACH + 2 - width)


def _gathered(zero: list[float], tables: _Tables) -> _Features:
    """Return the features with what is nearly always seen, `False`, added beforehand."""
    edges = [[table.get(edge, zero) for table in tables.values()] for edge in ("BOS", "EOS")]
    usual = [table.get("False", zero) for look, table in tables.items() if look in _YES_OR_NO]
    looks = []
    for look, table in tables.items():
        if look in _YES_OR_NO:
            more = tuple(map(sub, table.get("True", zero), table.get("False", zero)))
            looks.append((_LOOKS[look], {"True": more}))
        else:
            looks.append((_LOOKS[look], {seen: tuple(sums) for seen, sums in table.items()}))
    before, behind, nothing = (
        tuple(map(sum, zip(zero, *rows, strict=True))) for rows in (*edges, usual)
    )
    return _Features(tuple(looks), nothing, before, behind)


def _place(template: str) -> tuple[int, str, int]:
    """Return how many neighbours a feature looks at, at what of them, and where they start."""
    found = _TEMPLATE.fullmatch(template)
    if not found or (found[3] or "") not in _LOOKS:
        raise UnknownModelError(template)
    first, last = int(found[1]), int(found[2] or found[1])
    width = last - first + 1
    if not (-_REACH <= first <= last <= _REACH and width <= _WIDEST):
        raise UnknownModelError(template)
    return width, found[3] or "", first


def _is_number(seen: str) -> bool:
    return bool(_WHOLE_NUMBER.fullmatch(seen)) and -_LARGEST <= int(seen) < _LARGEST


def _is_title(seen: str) -> bool:
    """Say whether no word begins with a small letter: "Hà Nội" and "2019" both don't."""
    for word in seen.split(" "):  # noqa: SIM110 - half the time of all()
        if word[0] != word[0].upper():
            return False
    return True


_LOOKS: dict[str, Look] = {
    "": lambda seen, _: seen,
    "lower": lambda seen, _: seen.lower(),
    "isdigit": lambda seen, _: "True" if _is_number(seen) else "False",
    "istitle": lambda seen, _: "True" if _is_title(seen) else "False",
    "is_in_dict": lambda seen, dictionary: "True" if seen.lower() in dictionary else "False",
}
_YES_OR_NO = {"isdigit", "istitle", "is_in_dict"}


class _Remembered(dict[tuple[str, str, str], tuple[float, float, float]]):
    """For three neighbours, what they add to the last, to the middle one and to the first.

    What one or two of them add is in it too, so that each is counted once in a sentence.
    """

    def __init__(self, features: dict[int, _Features], dictionary: frozenset[str]) -> None:
        super().__init__()
        self._features = features
        self._dictionary = dictionary
        self._short = lru_cache(maxsize=REMEMBERED)(self._sums)

    def __missing__(self, gram: tuple[str, str, str]) -> tuple[float, float, float]:
        first, middle, last = gram
        one, two, three = self._short(first), self._short(middle), self._short(last)
        left, right = self._short(first, middle), self._short(middle, last)
        whole = self._sums(*gram)
        if len(self) >= REMEMBERED:
            self.clear()
        self[gram] = sums = (
            whole[0] + left[0] + one[0],
            whole[1] + left[1] + right[2] + one[1] + two[2] + three[3],
            whole[2] + right[3] + three[4],
        )
        return sums

    def _sums(self, *gram: str) -> Sums:
        """Return what neighbours add, wherever they are."""
        features, dictionary = self._features[len(gram)], self._dictionary
        if gram[0] == _BEFORE:
            return features.before
        if gram[-1] == _BEHIND:
            return features.behind
        seen, sums = " ".join(gram), features.nothing
        for look, table in features.looks:
            row = table.get(look(seen, dictionary))
            if row:
                sums = tuple(map(add, sums, row))
        return sums


def _decoder(sums: _Remembered, steps: list[list[float]]) -> Segmenter:
    """Return what finds the best path through two labels (Viterbi)."""
    (begin_begin, begin_go), (go_begin, go_go) = steps
    goes_on_from = {False: begin_begin - go_begin, True: begin_go - go_go}

    def segment(tokens: Sequence[str]) -> list[bool]:
        padded = [_BEFORE, _BEFORE, *tokens, _BEHIND, _BEHIND]
        grams = zip(padded, padded[1:], padded[2:], strict=False)
        lasts, middles, firsts = zip(*map(sums.__getitem__, grams), strict=True)
        # How far the best path to "goes on" is ahead of the best one to "begins".
        lead = lasts[0] + middles[1] + firsts[2]
        leads = [lead]
        for last, middle, first in zip(lasts[1:], middles[2:], firsts[3:], strict=False):
            lead = max(begin_go, lead + go_go) - max(begin_begin, lead + go_begin)
            lead += last + middle + first
            leads.append(lead)
        labels = [leads.pop() > 0]
        while leads:
            labels.append(leads.pop() > goes_on_from[labels[-1]])
        return labels[::-1]

    return segment

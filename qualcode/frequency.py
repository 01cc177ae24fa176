"""Tables of words: how often each is said, by whom, and which words tell one group from the rest.

All spellings of a word are one row. Stop words, numbers and initials have none; the shares are of
all words said, those among them.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from qualcode import spoken_words
from qualcode.language.order import sort_key
from qualcode.language.phrases import typed_bare
from qualcode.language.syllables import marks, syllables
from qualcode.model import Study
from qualcode.spoken_words import UNKNOWN, Word

if TYPE_CHECKING:
    from pandas import DataFrame

FREQUENCIES = {"word": "object", "count": "int64", "per_10000": "float64", "cases": "int64"}
"""The columns of `frequencies` before those of the groups, and their types."""
KEYNESS = (
    {"word": "object"}
    | dict.fromkeys(("count", "rest"), "int64")
    | dict.fromkeys(("per_10000", "rest_per_10000", "g2", "log_ratio"), "float64")
    | dict.fromkeys(("cases", "rest_cases"), "int64")
)
"""The columns of `keyness` and their types."""

FEW = 1000
"""A group with fewer words says little of how such people talk."""
CHANCE = 3.84
"""A `g2` below this comes by chance once in twenty words that are tested."""
_PER = 10_000
_CASES = 2
"""A word that one case alone says is that case's, not the group's."""
_KeynessRow = tuple[str, int, int, float, float, float, float, int, int]
_ZERO = 0.5
"""What stands for a word never said, so that a ratio exists (Hardie 2014)."""


@dataclass(frozen=True, slots=True)
class Counted:
    """How much talk a table of words rests on, and what was left out of it."""

    words: int
    """All words said, the stop words and numbers among them."""
    cases: int
    groups: Mapping[str, int]
    """Group → all words said in it; a passage with two codes is in both."""
    stop_words: int
    numbers: int
    initials: int
    notes: int
    """What the typist noted of the talk, such as `[cười]`."""
    bare_syllables: int
    """Syllables of turns that were typed without accents."""

    @property
    def few(self) -> tuple[str, ...]:
        """Return the groups with too few words to say much of."""
        return tuple(group for group, words in self.groups.items() if words < FEW)


@dataclass(frozen=True, slots=True)
class _Row:
    """A word as it is counted: all its spellings, shown as the commonest."""

    key: tuple[str, ...]
    word: str
    count: int
    cases: int


def frequencies(
    study: Study, *, by: str = "", codes: Collection[str] = (), interviewers: bool = False
) -> DataFrame:
    """Return one row a word, most frequent first, columns as in `FREQUENCIES`.

    `by` (an attribute of cases, `code` or `family`) adds one column of counts a group; `codes`
    limits the talk to passages with one of these codes or families. Only respondents' talk is
    counted unless `interviewers` is true.

    Raises:
        StudyError: if no case has the attribute.
    """
    from pandas import DataFrame

    said = tuple(spoken_words.said(study, by=by, codes=codes, interviewers=interviewers))
    groups = spoken_words.group_names(study, by, said)
    counts = Counter((word.key, group) for word in said for group in word.groups)
    rows = [
        (
            row.word,
            row.count,
            row.count * _PER / len(said),
            row.cases,
            *(counts[row.key, group] for group in groups),
        )
        for row in _rows(said)
    ]
    types = FREQUENCIES | dict.fromkeys(groups, "int64")
    return DataFrame(rows, columns=list(types)).astype(types)


def keyness(
    study: Study,
    by: str,
    value: str,
    *,
    codes: Collection[str] = (),
    interviewers: bool = False,
    minimum: int = 5,
) -> DataFrame:
    """Return the words that a group uses more or less than the rest, columns as in `KEYNESS`.

    The strongest evidence (`g2`) is first; `log_ratio` is above zero for what the group says
    more: 1 is twice as often, 2 is four times. Left out are words said fewer than `minimum`
    times, and those that only one case of the side that says them more has said. Cases without
    the attribute are on neither side. `cases` counts the group's, `rest_cases` the others.

    Raises:
        StudyError: if no case has the attribute, or no talk is in the group.
    """
    from pandas import DataFrame

    sides = _sides(study, by, value, codes, interviewers=interviewers)
    rows = [
        row
        for own, rest in _pairs(*sides)
        if own.count + rest.count >= minimum and (row := _keyness_row(own, rest, sides))
    ]
    rows.sort(key=lambda row: (-row[5], sort_key(row[0])))
    return DataFrame(rows, columns=list(KEYNESS)).astype(KEYNESS)


def counted(
    study: Study,
    *,
    by: str = "",
    value: str = "",
    codes: Collection[str] = (),
    interviewers: bool = False,
) -> Counted:
    """Return how much talk the tables of the same arguments rest on, and what they leave out.

    With a `value` the groups are that value and, under an empty name, the rest.
    """
    said = tuple(spoken_words.said(study, by=by, codes=codes, interviewers=interviewers))
    sizes = Counter(group for word in said for group in word.groups)
    groups = {group: sizes[group] for group in spoken_words.group_names(study, by, said)}
    if value:
        sides = _sides(study, by, value, codes, interviewers=interviewers)
        groups = {value: len(sides[0]), "": len(sides[1])}
    kinds = Counter(word.kind for word in said)
    turns = list(spoken_words.turns(study, interviewers=interviewers)) if not codes else []
    return Counted(
        words=len(said),
        cases=len({word.case for word in said}),
        groups=groups,
        stop_words=kinds["stop_word"],
        numbers=kinds["number"],
        initials=kinds["initial"],
        notes=sum(len(marks(transcript.text, turn.span)) for transcript, turn in turns),
        bare_syllables=sum(
            len(syllables(transcript.text, turn.span))
            for transcript, turn in turns
            if typed_bare(transcript.text, turn.span)
        ),
    )


def log_likelihood(count: int, total: int, rest: int, rest_total: int) -> float:
    """Return G2 of a word's counts in two bodies of talk (Rayson and Garside 2000)."""
    share = (count + rest) / (total + rest_total)
    observed = ((count, share * total), (rest, share * rest_total))
    return 2 * sum(seen * math.log(seen / expected) for seen, expected in observed if seen)


def log_ratio(count: int, total: int, rest: int, rest_total: int) -> float:
    """Return the binary logarithm of how much more often a word is said (Hardie 2014)."""
    return math.log2(((count or _ZERO) / total) / ((rest or _ZERO) / rest_total))


def _sides(
    study: Study, by: str, value: str, codes: Collection[str], *, interviewers: bool
) -> tuple[list[Word], list[Word]]:
    """Return what the group said and what the rest said."""
    sides: tuple[list[Word], list[Word]] = ([], [])
    said = tuple(spoken_words.said(study, by=by, codes=codes, interviewers=interviewers))
    for word in said:
        if value == UNKNOWN or word.groups != (UNKNOWN,):
            sides[not spoken_words.is_in(word, by, value)].append(word)
    if not sides[0]:
        raise spoken_words.no_such(f"--by {by}", value, spoken_words.group_names(study, by, said))
    return sides


def _pairs(own: Sequence[Word], rest: Sequence[Word]) -> Iterator[tuple[_Row, _Row]]:
    """Yield each word as the one side and as the other side said it."""
    own_rows, rest_rows = ({row.key: row for row in _rows(side)} for side in (own, rest))
    for key, row in (rest_rows | own_rows).items():
        never = _Row(key, row.word, 0, 0)
        yield own_rows.get(key, never), rest_rows.get(key, never)


def _keyness_row(
    own: _Row, rest: _Row, sides: tuple[Sequence[Word], Sequence[Word]]
) -> _KeynessRow | None:
    """Return a row of `keyness`, or nothing if the word is a single case's own."""
    if not sides[1]:
        return None
    total, rest_total = map(len, sides)
    counts = (own.count, total, rest.count, rest_total)
    ratio = log_ratio(*counts)
    side, row = (sides[0], own) if ratio > 0 else (sides[1], rest)
    if row.cases < min(_CASES, len({word.case for word in side})):
        return None
    share, rest_share = own.count * _PER / total, rest.count * _PER / rest_total
    strength = log_likelihood(*counts)
    both = (own.cases, rest.cases)
    return own.word, own.count, rest.count, share, rest_share, strength, ratio, *both


def _rows(said: Iterable[Word]) -> list[_Row]:
    """Return the words worth a row, the most frequent first, then by alphabet."""
    spellings: dict[tuple[str, ...], Counter[str]] = defaultdict(Counter)
    cases: dict[tuple[str, ...], set[str]] = defaultdict(set)
    for word in said:
        if word.kind == "word":
            spellings[word.key][word.spelling] += 1
            cases[word.key].add(word.case)
    rows = (
        _Row(key, min(found, key=lambda s: (-found[s], s)), found.total(), len(cases[key]))
        for key, found in spellings.items()
    )
    return sorted(rows, key=lambda row: (-row.count, sort_key(row.word)))

"""Where a pattern fits: what a match must hold, and the words that fired in each."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache, partial
from typing import TYPE_CHECKING, Any

from qualcode.errors import CodebookError
from qualcode.language.syllables import NO_VARIANTS, syllables
from qualcode.model import Span
from qualcode.token_patterns.entries import SPELT, Entry, is_negated, named, tells, times
from qualcode.token_patterns.reading import check
from qualcode.token_patterns.repeats import Step, fired, longest_apart, paths
from qualcode.token_patterns.talk import as_doc, lower, norm, vocab

if TYPE_CHECKING:
    from spacy.matcher import Matcher
    from spacy.tokens import Doc


def required(
    tokens: str, *, variants: Mapping[str, str] = NO_VARIANTS
) -> tuple[frozenset[str], ...]:
    """Return sets of keys; a match holds one of each, so most talk is ruled out at a glance."""
    needs: list[frozenset[str]] = []
    for entry in json.loads(tokens):
        if is_negated(entry) or not times(entry)[0]:
            continue
        for listed in filter(None, (named(entry.get(name)) for name in SPELT)):
            keys = [_keys(word, variants) for word in listed]
            if len(keys) == 1:
                needs += [frozenset([key]) for key in keys[0]]
            elif all(keys):
                needs.append(frozenset(max(each, key=lambda key: (len(key), key)) for each in keys))
    return tuple(needs)


def _keys(word: str, variants: Mapping[str, str]) -> tuple[str, ...]:
    # The tokenizer cuts "500k" and "1tr5" into words, which are one written syllable each.
    if len(word) == 1 or any(map(str.isdigit, word)):
        return ()
    return tuple(syllable.key for syllable in syllables(word, variants=variants))


@dataclass(frozen=True, slots=True)
class _Compiled:
    """A pattern ready to match: spaCy's part, by a number for each token, and ours."""

    matcher: Matcher
    steps: tuple[Step, ...]
    is_tagged: bool


def find(
    tokens: str, text: str, span: Span, *, variants: Mapping[str, str] = NO_VARIANTS
) -> tuple[tuple[Span, ...], ...]:
    """Return the stretches that fired in each match, in order; of matches that overlap the longest.

    Words that stand in a gap have not fired: those of a token such as `{}` or `{IS_PUNCT: false}`.

    Raises:
        CodebookError: if spaCy refuses the pattern.
    """
    meant = frozenset(variants.items())
    pattern = _compiled(tokens, meant)
    doc, places = as_doc(span.of(text), meant, is_tagged=pattern.is_tagged)
    fits = _fits(pattern, doc)
    reached = [paths(pattern.steps, fits, start) for start in range(len(doc))]
    chosen = longest_apart([each[-1] for each in reached])
    found = (fired(pattern.steps, fits, reached[start], end) for start, end in chosen)
    return tuple(tuple(_stretches(each, places, span.start)) for each in found)


@lru_cache(maxsize=1 << 12)
def _compiled(tokens: str, variants: frozenset[tuple[str, str]]) -> _Compiled:
    from spacy.matcher import Matcher

    if refused := check(tokens):
        raise CodebookError.at(tokens, refused.vi, refused.en)
    matcher = Matcher(vocab())
    entries: list[Entry] = json.loads(tokens)
    steps = []
    for number, entry in enumerate(entries):
        word = {key: value for key, value in entry.items() if key != "OP"}
        matcher.add(number + 1, [[_as_compared(word, dict(variants))]])
        steps.append(Step(*times(entry), is_negated(entry), tells(entry)))
    return _Compiled(matcher, tuple(steps), any("TAG" in entry for entry in entries))


def _as_compared(entry: Entry, variants: Mapping[str, str]) -> dict[str, Any]:
    """Return a token with its words in the spelling that `as_doc` gives the text's."""
    ways: dict[str, Callable[[str], str]] = {
        "LOWER": lower,
        "NORM": partial(norm, variants=variants),
    }
    compared = dict(entry)
    for name, spelling in ways.items():
        value = entry.get(name)
        if isinstance(value, dict):
            compared[name] = {key: [*map(spelling, each)] for key, each in value.items()}
        elif value is not None:
            compared[name] = spelling(value)
    return compared


def _fits(pattern: _Compiled, doc: Doc) -> list[int]:
    """Return for each token of the pattern the words that it fits, as bits."""
    fits = [0] * len(pattern.steps)
    for number, start, _ in pattern.matcher(doc) if len(doc) else ():
        fits[number - 1] |= 1 << start
    every = (1 << len(doc)) - 1
    return [
        every ^ found if step.is_negated else found
        for step, found in zip(pattern.steps, fits, strict=True)
    ]


def _stretches(fired: Sequence[int], places: Sequence[Span], offset: int) -> Iterator[Span]:
    """Return the words that fired as spans of the text, neighbours together."""
    first = fired[0]
    for word, following in zip(fired, [*fired[1:], -1], strict=True):
        if following != word + 1:
            yield Span(offset + places[first].start, offset + places[word].end)
            first = following

"""Vietnamese words of one or more syllables, as underthesea finds them, with their places."""

from __future__ import annotations

import re
import unicodedata
from array import array
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import compress, pairwise
from pathlib import Path

from qualcode.language import crf
from qualcode.language.sentences import full_sentences
from qualcode.model import Span, Token

# A letter with the marks typed behind it, as in text that is not composed.
_CHARACTER = re.compile(r".[\u0300-\u036f]*", re.DOTALL)
_CHUNK = re.compile(r"\S+")
_SPACES = re.compile("[ \u00a0]+")
_SHOUTED = 3
"""Words in capitals that make a shouted sentence rather than an abbreviation as an answer."""
_NO_NAME = re.compile(
    "bị|các|cho|chưa|của|cùng|do|được|hay|hoặc|khi|không|là|mà|một|như|nhưng|những|ở|rồi|tại|thì|"
    "trong|và|vẫn|về|vì|với|đã|đang|để|đến|đó",
    re.IGNORECASE,
)
_MODEL = "ws_crf_vlsp2013_20230727"
_SHARES = 4
"""Parts of the work for each process, so that none waits long for another."""


@dataclass(frozen=True, slots=True)
class _Piece:
    """A syllable, number or sign: its place in a chunk, and its spelling as the model knows it."""

    start: int
    end: int
    feature: str
    is_plain: bool
    """Letters only, so that it may be part of a longer word."""


@dataclass(frozen=True, slots=True)
class _Sentence:
    """The pieces of a sentence: where each starts and ends in the text, and what it is."""

    starts: list[int]
    ends: list[int]
    features: list[str]
    are_plain: list[bool]


def words(text: str, span: Span | None = None) -> tuple[Token, ...]:
    """Return the words of a span in order; each character that is no blank is in one of them."""
    return _tokens(_bounds(text, span))


def words_of_many(texts: Sequence[str], processes: int = 1) -> list[tuple[Token, ...]]:
    """Return the words of each text, as `words` does, with as many processes at work."""
    if processes < 2 or len(texts) < 2:  # noqa: PLR2004 - one does it alone
        return [words(text) for text in texts]
    from concurrent.futures import ProcessPoolExecutor
    from multiprocessing import get_context

    share = 1 + len(texts) // (processes * _SHARES)
    with ProcessPoolExecutor(processes, mp_context=get_context("spawn")) as pool:
        return [_tokens(bounds) for bounds in pool.map(_bounds, texts, chunksize=share)]


def tag(text: str, span: Span | None = None) -> tuple[Token, ...]:
    """Return the words of a span with their parts of speech, such as `N`, `V`, `Np`, `CH`."""
    tokens: list[Token] = []
    for sentence in _sentences(text, span):
        ranges = _ranges(text, sentence)
        spelt = [" ".join(sentence.features[first:behind]) for first, behind in ranges]
        for (first, behind), (_, label) in zip(ranges, _tagger()(spelt), strict=True):
            place = Span(sentence.starts[first], sentence.ends[behind - 1])
            tokens.append(Token(place, str(label)))
    return tuple(tokens)


def _tokens(bounds: Sequence[int]) -> tuple[Token, ...]:
    ends = iter(bounds)
    return tuple(Token(Span(start, end)) for start, end in zip(ends, ends, strict=True))


def _bounds(text: str, span: Span | None = None) -> array[int]:
    """Return start and end of each word: numbers go from process to process faster than words."""
    bounds = array("I")
    for sentence in _sentences(text, span):
        for first, behind in _ranges(text, sentence):
            bounds.append(sentence.starts[first])
            bounds.append(sentence.ends[behind - 1])
    return bounds


def _sentences(text: str, span: Span | None) -> list[_Sentence]:
    """Return the sentences of a span as pieces."""
    whole = span or Span(0, len(text))
    return [_lowered(_pieces(text, sentence)) for sentence in full_sentences(text, whole)]


def _ranges(text: str, sentence: _Sentence) -> list[tuple[int, int]]:
    """Return each word's first piece and the one behind its last.

    Pieces are put together where the model says so and nothing speaks against it.
    """
    starts, ends, are_plain = sentence.starts, sentence.ends, sentence.are_plain
    firsts: list[int] = []
    for at, goes_on in enumerate(_segmenter()(sentence.features)):
        if not (
            goes_on
            and at
            and are_plain[at - 1]
            and are_plain[at]
            and _SPACES.fullmatch(text, ends[at - 1], starts[at])
        ):
            firsts.append(at)
    return list(pairwise([*firsts, len(starts)]))


def _lowered(sentence: _Sentence) -> _Sentence:
    """Return a sentence in capitals as if it were in small letters, which the model knows."""
    letters = list(compress(sentence.features, sentence.are_plain))
    if not (_is_shouted(letters) or _is_heading(letters)):
        return sentence
    features = [feature.lower() for feature in sentence.features]
    return _Sentence(sentence.starts, sentence.ends, features, sentence.are_plain)


def _is_shouted(letters: Sequence[str]) -> bool:
    return len(letters) >= _SHOUTED and all(word.isupper() for word in letters)


def _is_heading(letters: Sequence[str]) -> bool:
    """Say whether Each Word Has a Capital, even those that are part of no name."""
    return all(word[0].isupper() for word in letters) and any(
        _NO_NAME.fullmatch(word) for word in letters[1:-1]
    )


def _pieces(text: str, sentence: Span) -> _Sentence:
    """Return what underthesea's own pattern finds in a sentence, with its places.

    The pattern matches no blanks and sees no farther than one character beyond a match, so that
    what it finds in a chunk between blanks depends on nothing but the chunk, and on whether the
    sentence ends with it.
    """
    starts, ends, features, are_plain = [], [], [], []
    for chunk in _CHUNK.finditer(text, sentence.start, sentence.end):
        at = chunk.start()
        for piece in _pieces_of(chunk[0], " " if chunk.end() < sentence.end else ""):
            starts.append(at + piece.start)
            ends.append(at + piece.end)
            features.append(piece.feature)
            are_plain.append(piece.is_plain)
    return _Sentence(starts, ends, features, are_plain)


@lru_cache(maxsize=1 << 15)
def _pieces_of(chunk: str, behind: str) -> tuple[_Piece, ...]:
    """Return the pieces of a chunk that has this behind it: a blank or nothing."""
    composed, starts, ends = _composed(chunk)
    found: list[_Piece] = []
    for match in _pattern().finditer(composed.translate(_letters()) + behind):
        start, end = starts[match.start()], ends[match.end() - 1]
        feature = _spelling(match[0])
        if found and start < found[-1].end:
            # Stray marks that belong to one character of the text stay together.
            last = found.pop()
            start, end, feature = last.start, max(last.end, end), last.feature + match[0]
        found.append(_Piece(start, end, feature, feature.replace("-", "").isalpha()))
    return tuple(found)


def _composed(words: str) -> tuple[str, Sequence[int], Sequence[int]]:
    """Return the words in NFC, and where among them each character of it starts and ends."""
    if unicodedata.is_normalized("NFC", words):
        return words, range(len(words)), range(1, len(words) + 1)
    composed: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for match in _CHARACTER.finditer(words):
        start, end = match.span()
        whole = unicodedata.normalize("NFC", match[0])
        composed.append(whole)
        if len(whole) == end - start:
            starts += range(start, end)
            ends += range(start + 1, end + 1)
        else:
            starts += [start] * len(whole)
            ends += [end] * len(whole)
    return "".join(composed), starts, ends


@cache
def _pattern() -> re.Pattern[str]:
    """Return underthesea's pattern, compiled anew: its own may carry a caller's fixed words."""
    from underthesea.pipeline.word_tokenize.regex_tokenize import regex_patterns

    return re.compile("|".join(regex_patterns), re.VERBOSE)


@cache
def _letters() -> dict[int, str]:
    """Return the letters that underthesea takes for others: ð for đ."""
    from underthesea.pipeline.text_normalize.character_normalize import character_map

    return str.maketrans(
        {letter: other for letter, other in character_map.items() if len(letter) == len(other) == 1}
    )


def _spelling(word: str) -> str:
    """Return the spelling that the model has learnt: hoà as hòa, ð as đ."""
    from underthesea.pipeline.text_normalize import token_normalize

    return str(token_normalize(word))


@cache
def _segmenter(folder: Path | None = None) -> crf.Segmenter:
    """Return what says which pieces go on with a word; underthesea itself if we can't."""
    from importlib import import_module

    pipeline = import_module("underthesea.pipeline.word_tokenize")
    folder = folder or Path(str(pipeline.__file__)).parent / "models" / _MODEL
    try:
        return crf.read(folder)
    except crf.UnknownModelError:
        pipeline.word_tokenize("một")  # it loads its model with the first words

    def segment(features: Sequence[str]) -> list[bool]:
        labels = pipeline.word_tokenize_model.predict([[feature] for feature in features])
        return [label == "I-W" for label in labels]

    return segment


@cache
def _tagger() -> Callable[[list[str]], Sequence[tuple[str, str]]]:
    """Return the model that gives each word its part of speech."""
    from underthesea.pipeline.pos_tag.model_crf import CRFPOSTagPredictor

    predict: Callable[[list[str]], Sequence[tuple[str, str]]]
    predict = CRFPOSTagPredictor.Instance().predict
    return predict

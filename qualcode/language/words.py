"""Vietnamese words of one or more syllables, as underthesea finds them, with their places."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise

from qualcode.language.sentences import full_sentences
from qualcode.model import Span, Token

# A letter with the marks typed behind it, as in text that is not composed.
_CHARACTER = re.compile(r".[\u0300-\u036f]*", re.DOTALL)
_SPACES = re.compile("[ \u00a0]+")
_SHOUTED = 3
"""Words in capitals that make a shouted sentence rather than an abbreviation as an answer."""


@dataclass(frozen=True, slots=True)
class _Piece:
    """A syllable, number or sign: its place, and its spelling as the model has learnt it."""

    span: Span
    feature: str

    @property
    def is_plain(self) -> bool:
        """Say whether it is letters only, so that it may be part of a longer word."""
        return self.feature.replace("-", "").isalpha()


def words(text: str, span: Span | None = None) -> tuple[Token, ...]:
    """Return the words of a span in order; each character that is no blank is in one of them."""
    found = _sentences_of_words(text, span)
    return tuple(Token(_whole(word)) for sentence in found for word in sentence)


def tag(text: str, span: Span | None = None) -> tuple[Token, ...]:
    """Return the words of a span with their parts of speech, such as `N`, `V`, `Np`, `CH`."""
    predict = _tagger()
    return tuple(
        Token(_whole(word), str(label))
        for sentence in _sentences_of_words(text, span)
        for word, (_, label) in zip(
            sentence, predict([" ".join(p.feature for p in word) for word in sentence]), strict=True
        )
    )


def _whole(word: Sequence[_Piece]) -> Span:
    return Span(word[0].span.start, word[-1].span.end)


def _sentences_of_words(text: str, span: Span | None) -> list[list[list[_Piece]]]:
    """Return each sentence's words, each as its pieces."""
    found = []
    for sentence in full_sentences(text, span or Span(0, len(text))):
        pieces = _lowered(_pieces(text, sentence))
        labels = _segmenter()([[piece.feature] for piece in pieces])
        found.append(_joined(text, pieces, labels))
    return found


def _joined(text: str, pieces: Sequence[_Piece], labels: Sequence[str]) -> list[list[_Piece]]:
    """Return the pieces put together where the model says so and nothing speaks against it."""
    found = [[pieces[0]]]
    for (before, piece), label in zip(pairwise(pieces), labels[1:], strict=True):
        gap = text[before.span.end : piece.span.start]
        if label == "I-W" and before.is_plain and piece.is_plain and _SPACES.fullmatch(gap):
            found[-1].append(piece)
        else:
            found.append([piece])
    return found


def _lowered(pieces: list[_Piece]) -> list[_Piece]:
    """Return a sentence in capitals as if it were in small letters, which the model knows."""
    letters = [piece.feature for piece in pieces if piece.is_plain]
    if len(letters) < _SHOUTED or not all(word.isupper() for word in letters):
        return pieces
    return [_Piece(piece.span, piece.feature.lower()) for piece in pieces]


def _pieces(text: str, sentence: Span) -> list[_Piece]:
    """Return what underthesea's own pattern finds in a sentence, with its places."""
    composed, places = _composed(sentence.of(text), sentence.start)
    found: list[_Piece] = []
    for match in _pattern().finditer(composed):
        span = Span(places[match.start()].start, places[match.end() - 1].end)
        if found and span.start < found[-1].span.end:
            # Stray marks that belong to one character of the text stay together.
            last = found.pop()
            span = Span(last.span.start, max(last.span.end, span.end))
            found.append(_Piece(span, last.feature + match[0]))
        else:
            found.append(_Piece(span, _spelling(match[0])))
    return found


def _composed(words: str, start: int) -> tuple[str, Sequence[Span]]:
    """Return the words in NFC and the place in the text of each character of them."""
    if unicodedata.is_normalized("NFC", words):
        return words, [Span(at, at + 1) for at in range(start, start + len(words))]
    composed, places = [], []
    for match in _CHARACTER.finditer(words):
        whole = unicodedata.normalize("NFC", match[0])
        composed.append(whole)
        if len(whole) == len(match[0]):
            places += [Span(at, at + 1) for at in range(start + match.start(), start + match.end())]
        else:
            places += [Span(start + match.start(), start + match.end())] * len(whole)
    return "".join(composed), places


@cache
def _pattern() -> re.Pattern[str]:
    """Return underthesea's pattern, compiled anew: its own may carry a caller's fixed words."""
    from underthesea.pipeline.word_tokenize.regex_tokenize import regex_patterns

    return re.compile("|".join(regex_patterns), re.VERBOSE)


@lru_cache(maxsize=1 << 16)
def _spelling(word: str) -> str:
    """Return the spelling that the model has learnt: hoà as hòa, ð as đ."""
    from underthesea.pipeline.text_normalize import token_normalize

    return str(token_normalize(word))


@cache
def _segmenter() -> Callable[[list[list[str]]], Sequence[str]]:
    """Return the model that labels where words begin and go on."""
    from pathlib import Path

    from underthesea.models.fast_crf_sequence_tagger import FastCRFSequenceTagger
    from underthesea.pipeline import word_tokenize

    model = FastCRFSequenceTagger()
    model.load(str(Path(word_tokenize.__file__).parent / "models" / "ws_crf_vlsp2013_20230727"))
    predict: Callable[[list[list[str]]], Sequence[str]] = model.predict
    return predict


@cache
def _tagger() -> Callable[[list[str]], Sequence[tuple[str, str]]]:
    """Return the model that gives each word its part of speech."""
    from underthesea.pipeline.pos_tag.model_crf import CRFPOSTagPredictor

    predict: Callable[[list[str]], Sequence[tuple[str, str]]]
    predict = CRFPOSTagPredictor.Instance().predict
    return predict

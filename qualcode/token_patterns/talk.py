"""Talk as spaCy's Matcher sees it: words with their spellings and tags."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from qualcode.language import words
from qualcode.language.sentences import full_sentences
from qualcode.language.syllables import fold, marks, syllables, written
from qualcode.model import Span

if TYPE_CHECKING:
    from spacy.tokens import Doc
    from spacy.vocab import Vocab

NUMBERS = frozenset(
    (
        *("một", "mốt", "hai", "ba", "bốn", "tư", "năm", "lăm", "sáu", "bảy", "bẩy", "tám", "chín"),
        *("mười", "mươi", "chục", "trăm", "nghìn", "ngàn", "vạn", "triệu", "tỷ", "tỉ"),
    )
)
"""Spaced out they are one word or several; "không" is left out: it is mostly "not", seldom 0."""


def plain(word: str) -> str:
    """Return a word composed, and with one blank between its syllables."""
    return " ".join(unicodedata.normalize("NFC", word).split())


def lower(word: str) -> str:
    """Return a word in small letters, with its tone marks where we put them."""
    return " ".join(fold(written(syllable)) for syllable in word.split())


def norm(word: str, variants: Mapping[str, str]) -> str:
    """Return a word in the spelling that is read for all of its variants."""
    return " ".join(s.key for s in syllables(word, variants=variants)) or lower(word)


def _is_alpha(word: str) -> bool:
    return word.replace(" ", "").isalpha()


@cache
def vocab() -> Vocab:
    """Return spaCy's store of words, with what we know of Vietnamese ones."""
    from spacy import attrs
    from spacy.lang import lex_attrs
    from spacy.vocab import Vocab

    def like_number(word: str) -> bool:
        return lex_attrs.like_num(word) or NUMBERS.issuperset(word.lower().split())

    own = {attrs.LOWER: lower, attrs.IS_ALPHA: _is_alpha, attrs.LIKE_NUM: like_number}
    return Vocab(lex_attr_getters={**lex_attrs.LEX_ATTRS, **own})


@lru_cache(maxsize=1 << 9)
def as_doc(
    text: str, variants: frozenset[tuple[str, str]], *, is_tagged: bool
) -> tuple[Doc, tuple[Span, ...]]:
    """Return the words of a sentence or turn as spaCy sees them, and where they stand in it."""
    from spacy.tokens import Doc

    whole = Span(0, len(text))
    notes = marks(text, whole)
    found = words.tag(text) if is_tagged else words.words(text)
    spoken = [token for token in found if not any(note.overlaps(token.span) for note in notes)]
    first = {sentence.start for sentence in full_sentences(text, whole)}
    doc = Doc(
        vocab(),
        words=[plain(token.span.of(text)) for token in spoken],
        sent_starts=[number == 0 or t.span.start in first for number, t in enumerate(spoken)],
        tags=[token.tag for token in spoken] if is_tagged else None,
    )
    meant = dict(variants)
    for token in doc:
        token.norm_ = norm(token.text, meant)
    return doc, tuple(token.span for token in spoken)

"""A tokenizer for any spaCy pipeline: Vietnamese words, and the text kept to the last blank.

`spacy.blank("vi", config={"nlp": {"tokenizer": {"@tokenizers": "qualcode.Vietnamese.v1"}}})`
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any, Self

from spacy.language import Language
from spacy.tokens import Doc
from spacy.util import registry
from spacy.vocab import Vocab

from qualcode.language.words import words


def create_tokenizer() -> Callable[[Language], VietnameseTokenizer]:
    """Return what spaCy calls with the pipeline to get its tokenizer."""

    def of_pipeline(nlp: Language) -> VietnameseTokenizer:
        return VietnameseTokenizer(nlp.vocab)

    return of_pipeline


# For those who import this module; the package's entry point says the same to all others.
registry.tokenizers.register("qualcode.Vietnamese.v1", func=create_tokenizer)


class VietnameseTokenizer:
    """Text to a `Doc` of Vietnamese words, with `doc.text == text` for any text."""

    def __init__(self, vocab: Vocab) -> None:
        self.vocab = vocab

    def __call__(self, text: str) -> Doc:
        """Return the words, and as tokens of their own the blanks that spaCy can't hold."""
        tokens: list[str] = []
        spaces: list[bool] = []
        end = 0
        for start, stop in (*((w.span.start, w.span.end) for w in words(text)), (len(text),) * 2):
            gap = text[end:start]
            if tokens and gap.startswith(" "):
                spaces[-1] = True
                gap = gap[1:]
            for token in filter(None, (gap, text[start:stop])):
                tokens.append(token)
                spaces.append(False)
            end = stop
        return Doc(self.vocab, words=tokens, spaces=spaces)

    def pipe(self, texts: Iterable[str], batch_size: int = 1) -> Iterator[Doc]:
        """Yield one `Doc` for each text."""
        del batch_size  # spaCy passes it; there is nothing to gain from it here
        yield from map(self, texts)

    def to_bytes(self, **_: Any) -> bytes:
        """Return nothing: the words' model comes with underthesea."""
        return b""

    def from_bytes(self, _bytes: bytes, **_: Any) -> Self:
        """Return the tokenizer as it is."""
        return self

    def to_disk(self, _path: str | Path, **_: Any) -> None:
        """Write nothing: the words' model comes with underthesea."""

    def from_disk(self, _path: str | Path, **_: Any) -> Self:
        """Return the tokenizer as it is."""
        return self

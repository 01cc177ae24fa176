"""In which language a document speaks: Vietnamese, English, or both beside each other."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from qualcode.documents.values import Heading, Manner, Paragraph, Placeholder
from qualcode.model import Bilingual, Language, Tongue, joined


@dataclass(frozen=True, slots=True)
class Voice:
    """How one document says what is given in two languages."""

    tongue: Tongue

    @property
    def language(self) -> Language:
        """Return the language of what is said only once: pictures, a document's own."""
        return "en" if self.tongue == "en" else "vi"

    @property
    def languages(self) -> tuple[Language, ...]:
        """Return the languages, the first one first."""
        return ("vi", "en") if self.tongue == "both" else (self.language,)

    def one(self, words: Bilingual, between: str = " / ") -> str:
        """Return the words in one line; of both languages one behind the other, once if alike."""
        said = dict.fromkeys(words.say(language) for language in self.languages)
        return between.join(filter(None, said))

    def each(self, *words: Bilingual) -> tuple[str, ...]:
        """Return the words a line each, in each language."""
        lines = (one.say(language) for one in words for language in self.languages)
        return tuple(dict.fromkeys(filter(None, lines)))

    def heading(self, words: Bilingual, level: int) -> Heading:
        """Return a heading in the document's language or languages."""
        return Heading(self.one(words), level, self.language)

    def said(
        self, *words: Bilingual, manner: Manner = "body", stays: bool = False
    ) -> tuple[Paragraph, ...]:
        """Return a paragraph in each language; with `stays` none is left alone at a page's end."""
        return tuple(
            Paragraph(text, language, manner, stays) for text, language in self._lines(words)
        )

    def asked(self, *words: Bilingual) -> tuple[Placeholder, ...]:
        """Return what a person is to write, in each language."""
        return tuple(Placeholder(text, language) for text, language in self._lines(words))

    def _lines(self, words: Iterable[Bilingual]) -> Iterable[tuple[str, Language]]:
        for one in words:
            seen = set()
            for language in self.languages:
                text = one.say(language)
                if text and text not in seen:
                    seen.add(text)
                    yield text, language


def listed(parts: Iterable[Bilingual]) -> Bilingual:
    """Return names in quotation marks, one behind the other."""
    return joined((Bilingual(f"“{one.vi}”", f"“{one.say('en')}”") for one in parts), ", ")

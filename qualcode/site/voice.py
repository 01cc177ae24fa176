"""Words in the language of the page: as HTML that says which language it is, or plain."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from markupsafe import Markup

from qualcode.exporters.cells import printable
from qualcode.model import Bilingual, Language, Tongue

BETWEEN = Markup(" / ")


@dataclass(frozen=True, slots=True)
class Voice:
    """How a page of this tongue says things."""

    tongue: Tongue

    @property
    def main(self) -> Language:
        """Return the language that the page as a whole is in."""
        return "en" if self.tongue == "en" else "vi"

    @property
    def languages(self) -> tuple[Language, ...]:
        """Return the languages of the page, the main one first."""
        return ("vi", "en") if self.tongue == "both" else (self.main,)

    def parts(self, words: Bilingual) -> tuple[tuple[Language, str], ...]:
        """Return what is said in which language; words that are missing in one in the other."""
        return tuple(self._parts(words))

    def _parts(self, words: Bilingual) -> Iterator[tuple[Language, str]]:
        said = {"vi": printable(words.vi), "en": printable(words.en)}
        if words.vi == words.en:
            yield self.main, said[self.main]
            return
        wanted = [language for language in self.languages if said[language]]
        other: Language = "vi" if self.main == "en" else "en"
        for language in wanted or [other]:
            yield language, said[language]

    def html(self, words: Bilingual) -> Markup:
        """Return the words, each in an element that says its language if it isn't the page's."""
        return BETWEEN.join(self._element(*part) for part in self.parts(words))

    def _element(self, language: Language, words: str) -> Markup:
        if language == self.main:
            return Markup.escape(words)
        return Markup('<span lang="{}">{}</span>').format(language, words)

    def plain(self, words: Bilingual) -> str:
        """Return the words for an attribute or a title, where no element can be."""
        return str(BETWEEN).join(said for _, said in self.parts(words))

    def packed(self, words: Bilingual) -> list[list[str]]:
        """Return the words for the page's script: which language, and what is said in it."""
        return [[language, said] for language, said in self.parts(words)]

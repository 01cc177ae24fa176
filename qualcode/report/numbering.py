"""Chapters with their numbers, which are part of their headings, and how deep they stand."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from qualcode.documents.values import Heading
from qualcode.documents.voice import Voice
from qualcode.model import Bilingual, Chapter

ANNEX = Bilingual("Phụ lục", "Annex")
DEEPEST = 4
_WITHOUT = re.compile(
    r"\s*(\d|phụ lục|annex|tóm tắt|lời (nói đầu|cảm ơn|mở đầu)|mục lục|danh mục|tài liệu tham khảo"
    r"|executive summary|foreword|acknowledg|abbreviations|list of|references|bibliography)",
    re.IGNORECASE,
)
"""How titles begin that carry their own number, or none."""


@dataclass(frozen=True, slots=True)
class Placed:
    """A chapter with what stands before its title, and how deep it stands."""

    chapter: Chapter
    mark: Bilingual
    """`3.1 `, `Phụ lục A. `, or nothing."""
    level: int
    begins_page: bool = False

    def heading(self, voice: Voice) -> Heading:
        """Return the heading, its number and all; a number stands once before both languages."""
        title, mark = self.chapter.title, self.mark
        if mark.vi == mark.en:
            return Heading(f"{mark.vi}{voice.one(title)}", self.level, voice.language)
        words = Bilingual(f"{mark.vi}{title.say('vi')}", f"{mark.en}{title.say('en')}")
        return voice.heading(words, self.level)


def placed(chapters: Sequence[Chapter]) -> tuple[Placed, ...]:
    """Return all chapters with their numbers, each before those below it; annexes have letters.

    A page begins with what stands first, with the first numbered chapter and with each annex.
    """
    found = [*_below(chapters, "", 1)]
    first = next((one for one in found if one.mark.vi and not one.chapter.annex), None)
    return tuple(
        replace(one, begins_page=one in (found[0], first) or _is_annex(one)) for one in found
    )


def _is_annex(one: Placed) -> bool:
    return bool(one.chapter.annex) and one.level == 1


def _below(chapters: Sequence[Chapter], above: str, level: int) -> Iterator[Placed]:
    number = letters = 0
    for chapter in chapters:
        mark, own = Bilingual("", ""), ""
        if not _WITHOUT.match(chapter.title.vi or chapter.title.en):
            if chapter.annex and level == 1:
                letters += 1
                letter = _letter(letters)
                mark = Bilingual(f"{ANNEX.vi} {letter}. ", f"{ANNEX.en} {letter}. ")
            else:
                number += 1
                own = f"{above}.{number}" if above else str(number)
                mark = Bilingual(f"{own} ", f"{own} ")
        yield Placed(chapter, mark, min(level, DEEPEST))
        yield from _below(chapter.chapters, own or above, level + 1)


def _letter(number: int) -> str:
    """Return A, B … Z, AA …."""
    more, place = divmod(number - 1, 26)
    return (_letter(more) if more else "") + chr(ord("A") + place)

"""The headings that a file has, whoever wrote them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from qualcode.documents.look import LEVELS
from qualcode.documents.package import NAMESPACES, Package, w
from qualcode.model import Language

_PARAGRAPH, _PROPERTIES, _STYLE = w("p"), w("pPr"), w("pStyle")
_LEVEL, _VALUE = w("outlineLvl"), w("val")
_TEXT, _BREAKS = w("t"), (w("tab"), w("br"))


@dataclass(frozen=True, slots=True)
class Listed:
    """A heading as the table of contents lists it."""

    words: str
    level: int
    language: Language
    bookmark: str
    """Empty: it has none, so that nothing can point to it."""
    page: int = 1
    """Where it stands as far as can be told without Word."""


def levels(package: Package) -> dict[str, int]:
    """Return the level of heading of each paragraph style that has one."""
    found: dict[str, int] = {}
    for part in package.related(package.main, "styles"):
        for style in package.tree(part).iterfind("w:style", NAMESPACES):
            name = style.find("w:name", NAMESPACES)
            level = style.find("w:pPr/w:outlineLvl", NAMESPACES)
            words = "" if name is None else name.get(w("val"), "").casefold()
            if words.startswith("heading ") and words[8:].isdigit():
                found[style.get(w("styleId"), "")] = int(words[8:])
            elif level is not None:
                found[style.get(w("styleId"), "")] = int(level.get(w("val"), "9")) + 1
    return {style: level for style, level in found.items() if level <= LEVELS}


def level_of(paragraph: Any, styles: Mapping[str, int]) -> int:
    """Return a paragraph's level of heading; 0: it is none."""
    if paragraph.tag != _PARAGRAPH or not len(paragraph) or paragraph[0].tag != _PROPERTIES:
        return 0
    own = paragraph[0].find(_LEVEL)
    if own is not None:
        level = int(own.get(w("val"), "9")) + 1
        return level if level <= LEVELS else 0
    return styles.get(style_of(paragraph), 0)


def style_of(paragraph: Any) -> str:
    """Return the id of a paragraph's style; empty: the usual one."""
    if not len(paragraph) or paragraph[0].tag != _PROPERTIES:
        return ""
    named = paragraph[0].find(_STYLE)
    return "" if named is None else str(named.get(_VALUE, ""))


def listed(package: Package, language: Language) -> list[Listed]:
    """Return the headings of the document in their order; a bare one is in this language."""
    styles = levels(package)
    found: list[Listed] = []
    for paragraph in package.body.iter(w("p")):
        level = level_of(paragraph, styles)
        words = " ".join(text_of(paragraph).split())
        if level and words:
            found.append(Listed(words, level, _language(paragraph, language), _mark(paragraph)))
    return found


def text_of(element: Any) -> str:
    """Return the words in an element, without those that were struck."""
    return "".join(
        each.text or "" if each.tag == _TEXT else " " for each in element.iter(_TEXT, *_BREAKS)
    )


def _language(paragraph: Any, default: Language) -> Language:
    for each in paragraph.iter(w("lang")):
        if value := each.get(w("val"), ""):
            return "en" if value.lower().startswith("en") else "vi"
    return default


def _mark(paragraph: Any) -> str:
    names = [each.get(w("name"), "") for each in paragraph.iter(w("bookmarkStart"))]
    ours = [name for name in names if name.startswith(("qc_", "_Toc"))]
    return next(iter(ours), "")


def has_contents(body: Any) -> bool:
    """Say whether a text has a table of contents of its own."""
    codes = [each.text or "" for each in body.iter(w("instrText"))]
    codes += [each.get(w("instr"), "") for each in body.iter(w("fldSimple"))]
    return any(code.split()[:1] == ["TOC"] and "\\c" not in code for code in codes)


def name_all(package: Package, first: int) -> int:
    """Put bookmarks around headings that have none, for the contents to point to.

    Return the first number for a bookmark that is free then.
    """
    styles = levels(package)
    number = first
    for paragraph in package.body.iter(w("p")):
        if level_of(paragraph, styles) and text_of(paragraph).strip() and not _mark(paragraph):
            start, end = (paragraph.makeelement(w(f"bookmark{side}")) for side in ("Start", "End"))
            start.set(w("id"), str(number))
            end.set(w("id"), str(number))
            start.set(w("name"), f"qc_heading_{number}")
            paragraph.insert(1 if paragraph[0].tag == w("pPr") else 0, start)
            paragraph.append(end)
            number += 1
    return number

"""On which page a heading stands, as far as can be told without laying the text out.

Word reckons pages anew when it opens the file; other programs show what the file says.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from qualcode.documents.look import STYLES
from qualcode.documents.making import text_width
from qualcode.documents.outline import Listed, style_of, text_of
from qualcode.documents.package import NAMESPACES, Package, w
from qualcode.documents.styles import found
from qualcode.language.normalise import strip_accents

# Helvetica's widths, in thousandths, of the characters from space to tilde; Arial's are the same.
_WIDTHS = dict(
    zip(
        map(chr, range(32, 127)),
        (
            *(278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278),
            *((556,) * 10),
            *(278, 278, 584, 584, 584, 556, 1015),
            *(667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667, 556, 833, 722, 778, 667),
            *(778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469, 556, 333),
            *(556, 556, 500, 556, 556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556, 556),
            *(556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334, 260, 334, 584),
        ),
        strict=True,
    )
)
_OTHER, _BLANK = 556, 278
_LINE = 1.265
"""Heights of a line for one of its letters."""
_SIZE = re.compile(r'<w:sz w:val="(\d+)"')
_SPACES = re.compile(r'<w:spacing w:before="(\d+)" w:after="(\d+)"')
_LEFT = re.compile(r'<w:ind w:left="(\d+)"')
_HIGH, _NORMAL = 14344, 10.5
_EMU = 12700
_TABLE, _PARAGRAPH, _KEEP, _NEW_PAGE = w("tbl"), w("p"), w("keepNext"), w("pageBreakBefore")
_NOTE_MARK = w("footnoteReference")
_EXTENT = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}extent"
_NOTE = 9.0


@dataclass(frozen=True, slots=True)
class _Style:
    size: float = _NORMAL
    before: float = 0
    after: float = 0
    left: float = 0
    keeps: bool = False


@dataclass(slots=True)
class _Page:
    """Where the text has come to, in points."""

    high: float
    number: int = 1
    used: float = 0

    def add(self, height: float, needs: float) -> None:
        """Put something on the page, or on the next if what it needs isn't left."""
        if self.used and self.used + needs > self.high:
            self.number, self.used = self.number + 1, 0.0
        self.used += height
        while self.used > self.high:
            self.number, self.used = self.number + 1, self.used - self.high


def with_pages(package: Package, listed: Sequence[Listed]) -> list[Listed]:
    """Return the headings with their pages."""
    marked = {each.bookmark for each in listed if each.bookmark}
    pages = _pages(package, marked, len(listed))
    return [replace(each, page=pages.get(each.bookmark, 1)) for each in listed]


def _pages(package: Package, marked: set[str], lines: int) -> dict[str, int]:
    root = package.tree(package.main)
    styles, width = _styles(package), text_width(root) / 20
    page = _Page(_height(root))
    pages: dict[str, int] = {}
    waiting: list[tuple[list[float], Any]] = []
    below = 0.0
    for element in _flow(package.body):
        is_table, style = element.tag == _TABLE, _style_of(element, styles)
        heights = list(_rows(element, width, styles)) if is_table else []
        if is_table and _is_whole(element):
            heights = [sum(heights)]
        if element.tag == _PARAGRAPH:
            # Of the space below one paragraph and that above the next only the larger is there.
            heights = [_measured(element, width, styles) - min(below, style.before)]
        elif not is_table:
            # The contents, which aren't there yet.
            heights = [lines * _NORMAL * _LINE * 1.3]
        below = style.after
        waiting.append((heights, element))
        if is_table or not _keeps(element, style):
            _place(waiting, page, marked, pages)
            waiting = []
    return pages


def _place(
    together: list[tuple[list[float], Any]], page: _Page, marked: set[str], pages: dict[str, int]
) -> None:
    """Put what stays together on the page, or on the next; note the page of each heading."""
    needs = sum(sum(heights) for heights, _ in together[:-1])
    last, element = together[-1]
    needs += sum(last[:1]) if element.tag == _TABLE else min((*last, _NORMAL * _LINE * 2))
    for heights, element in together:
        if len(element) and element[0].find(_NEW_PAGE) is not None:
            page.add(0, page.high + 1)
        for height in heights:
            page.add(height, needs or height)
            needs = 0
        if element.tag == _PARAGRAPH:
            names = (each.get(w("name"), "") for each in element.iter(w("bookmarkStart")))
            pages |= {name: page.number for name in names if name in marked}
            if any(each.get(w("type")) == "page" for each in element.iter(w("br"))):
                page.add(0, page.high + 1)


def _flow(element: Any) -> Iterator[Any]:
    """Yield the paragraphs and tables of a text, those in controls too."""
    for each in element:
        if each.tag == w("sdt"):
            content = each.find("w:sdtContent", NAMESPACES)
            yield from _flow(content if content is not None else ())
        elif each.tag != w("sectPr"):
            yield each


def _measured(element: Any, width: float, styles: Mapping[str, _Style]) -> float:
    """Return how high a paragraph is, or a table."""
    if element.tag == _TABLE:
        return sum(_rows(element, width, styles))
    if element.tag != _PARAGRAPH:
        return 0.0
    style = _style_of(element, styles)
    pictures = [int(each.get("cy", "0")) / _EMU for each in element.iter(_EXTENT)]
    if pictures:
        return sum(pictures) + style.before + style.after + _NORMAL * 0.4
    height = _lines(text_of(element), width - style.left, style.size) * style.size * _LINE
    notes = sum(1 for _ in element.iter(_NOTE_MARK))
    # The original of a translation is about as long as it.
    height += notes * max(height / style.size, _LINE) * _NOTE
    return height + style.before + style.after


def _keeps(element: Any, style: _Style) -> bool:
    return style.keeps or (len(element) > 0 and element[0].find(_KEEP) is not None)


def _style_of(element: Any, styles: Mapping[str, _Style]) -> _Style:
    return styles.get(style_of(element), _Style())


def _rows(table: Any, width: float, styles: Mapping[str, _Style]) -> Iterator[float]:
    """Yield how high each row of a table is."""
    for row in table.iterfind("w:tr", NAMESPACES):
        highest = 0.0
        for cell in row.iterfind("w:tc", NAMESPACES):
            named = cell.find("w:tcPr/w:tcW", NAMESPACES)
            wide = width / 2 if named is None else float(named.get(w("w"), "0")) / 20 - 8.5
            held = sum(_measured(each, wide, styles) for each in _flow(cell) if len(each))
            highest = max(highest, held)
        yield highest + 4.5


def _is_whole(table: Any) -> bool:
    """Say whether a table's rows stay together."""
    second = table.findall("w:tr", NAMESPACES)[1:2]
    return bool(second) and next(second[0].iter(_KEEP), None) is not None


def _lines(words: str, width: float, size: float) -> int:
    """Return how many lines words take."""
    lines, used, room = 1, 0.0, max(width, size) * 1000 / size
    for word in words.split():
        wide = _wide(word)
        if used and used + _BLANK + wide > room:
            lines, used = lines + 1, wide
        else:
            used += wide + (_BLANK if used else 0)
        while used > room:
            lines, used = lines + 1, used - room
    return lines


@cache
def _wide(word: str) -> int:
    return sum(_WIDTHS.get(each, _OTHER) for each in strip_accents(word))


def _height(root: Any) -> float:
    sections = list(root.iter(w("sectPr")))
    size = sections[-1].find(w("pgSz")) if sections else None
    margins = sections[-1].find(w("pgMar")) if sections else None
    if size is None or margins is None:
        return _HIGH / 20
    tall = float(size.get(w("h"), _HIGH))
    return max(tall - sum(abs(float(margins.get(w(e), "0"))) for e in ("top", "bottom")), 2000) / 20


def _styles(package: Package) -> dict[str, _Style]:
    """Return what is known of the styles of ours, by what the file calls them."""
    ids: dict[str, str] = {}
    for part in package.related(package.main, "styles"):
        ids |= found(package.tree(part))
    return {ids[role]: _style(role) for role in STYLES if role in ids}


def _style(role: str) -> _Style:
    style = STYLES[role]
    size, spaces = _SIZE.search(style.run), _SPACES.search(style.paragraph)
    left = _LEFT.search(style.paragraph)
    return _Style(
        int(size[1]) / 2 if size else _NORMAL,
        int(spaces[1]) / 20 if spaces else 0,
        int(spaces[2]) / 20 if spaces else 0,
        int(left[1]) / 20 if left else 0,
        "keepNext" in style.paragraph,
    )

"""Real footnotes of Word: a part of their own, which the library at hand doesn't write."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from qualcode.documents.markup import paragraph, run
from qualcode.documents.package import NAMESPACES, WORD_TYPE, Package, R, W, w
from qualcode.documents.styles import Styles
from qualcode.model import Language

PART = "word/footnotes.xml"
_SEPARATORS = "".join(
    f'<w:footnote w:type="{kind}" w:id="{number}"><w:p><w:pPr><w:spacing w:after="0" '
    f'w:line="240" w:lineRule="auto"/></w:pPr><w:r><w:{mark}/></w:r></w:p></w:footnote>'
    for kind, number, mark in (
        ("separator", -1, "separator"),
        ("continuationSeparator", 0, "continuationSeparator"),
    )
)


def part(package: Package) -> str:
    """Return the file's part of footnotes, made if it has none."""
    for name in package.related(package.main, "footnotes"):
        if name in package.parts:
            return name
    content = f'<w:footnotes xmlns:w="{W}" xmlns:r="{R}">{_SEPARATORS}</w:footnotes>'
    package.put(PART, content.encode(), f"{WORD_TYPE}footnotes+xml")
    package.relate(package.main, "footnotes", PART)
    return PART


def next_number(package: Package) -> int:
    """Return the first number that no footnote has."""
    names = [name for name in package.related(package.main, "footnotes") if name in package.parts]
    taken = [
        int(each.get(w("id"), "0"))
        for name in names
        for each in package.tree(name).iterfind("w:footnote", NAMESPACES)
    ]
    return max((0, *taken)) + 1


def reference(number: int, styles: Styles) -> str:
    """Return what stands in the text for a footnote."""
    style = styles.of("note")
    return (
        f'<w:r><w:rPr><w:rStyle w:val="{style}"/></w:rPr><w:footnoteReference w:id="{number}"/>'
        "</w:r>"
    )


def note(number: int, words: str, language: Language, styles: Styles, more: str = "") -> str:
    """Return a footnote; `more` are runs that follow its words."""
    style = styles.of("note")
    mark = f'<w:r><w:rPr><w:rStyle w:val="{style}"/></w:rPr><w:footnoteRef/></w:r>'
    content = mark + run(f" {words}", language) + more
    return f'<w:footnote w:id="{number}">{paragraph(styles.of("footnote"), content)}</w:footnote>'


def add(package: Package, notes: Iterable[str]) -> None:
    """Put footnotes into the file."""
    from lxml import etree

    made = "".join(notes)
    if made:
        root = package.edit(part(package))
        root.extend(etree.fromstring(f'<w:x xmlns:w="{W}">{made}</w:x>')[:])


def numbers_in(element: Any) -> list[str]:
    """Return the footnotes that stand in an element."""
    return [each.get(w("id"), "") for each in element.iter(w("footnoteReference"))]


def words_of(package: Package, numbers: Iterable[str]) -> str:
    """Return what these footnotes say."""
    wanted = set(numbers)
    names = [name for name in package.related(package.main, "footnotes") if name in package.parts]
    return "".join(
        text.text or ""
        for name in names
        for each in package.tree(name).iterfind("w:footnote", NAMESPACES)
        if each.get(w("id")) in wanted
        for text in each.iter(w("t"))
    )


def remove(package: Package, numbers: Iterable[str]) -> None:
    """Take these footnotes out of the file; nothing in the text may stand for them any more."""
    wanted = set(numbers)
    if not wanted:
        return
    for name in package.related(package.main, "footnotes"):
        for each in package.edit(name).findall("w:footnote", NAMESPACES):
            if each.get(w("id")) in wanted:
                each.getparent().remove(each)

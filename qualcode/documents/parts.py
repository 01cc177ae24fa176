"""Parts of a document → elements of a Word file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from qualcode.documents import blocks, contents, controls, footnotes, markup, memory, outline
from qualcode.documents.making import Maker, bookmark_name
from qualcode.documents.memory import Memory, Placed
from qualcode.documents.package import Package, R, W
from qualcode.documents.values import Contents, Document, PageBreak, Part

AROUND = "qp_"
"""Begins the bookmark around what is in a control: programs that lose controls keep it."""


def fields_of(document: Document) -> dict[str, str]:
    """Return what a template may name within a line, and what each says."""
    own = {"title": document.title, "subtitle": document.subtitle}
    return own | dict(document.fields)


def settled(document: Document) -> Document:
    """Return the document with each page's break at the head of what begins the page."""
    moved: list[Part] = []
    pending = False
    for part in document.parts:
        blocks_of = (PageBreak(), *part.blocks) if pending and part.blocks else part.blocks
        pending = bool(part.blocks) and isinstance(part.blocks[-1], PageBreak)
        moved.append(replace(part, blocks=blocks_of[:-1] if pending else blocks_of))
    return replace(document, parts=tuple(moved))


def elements(written: str) -> list[Any]:
    """Return XML as elements that can be put into a document."""
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)
    root = etree.fromstring(f'<w:x xmlns:w="{W}" xmlns:r="{R}">{written}</w:x>', parser)
    return list(root)


def made(part: Part, making: Maker) -> str:
    """Return a part as XML: what is ours in a control of its name."""
    written = content(part, making)
    return controls.block(part.id, part.title, written) if part.ours and written else written


def content(part: Part, making: Maker) -> str:
    """Return what a part holds as XML."""
    making.begin(part.id)
    written = blocks.made(part.blocks, making)
    if not (part.ours and written):
        return written
    start, end = making.named_as(around(part.id), "\n").split("\n")
    # Inside the first paragraph and the last: programs mistake what stands between paragraphs.
    head, first, tail = written.partition("</w:pPr>")
    body, last, nothing = tail.rpartition("</w:p>")
    return f"{head}{first}{start}{body}{end}{last}{nothing}" if first and last else written


def around(id: str) -> str:
    """Return the bookmark around what is in a part's control."""
    return f"{AROUND}{bookmark_name(id, 1).removeprefix('qc_')}"


def line(name: str, words: str, making: Maker, look: str = "") -> str:
    """Return a field within a line, in a control of its own."""
    control = controls.properties(f"{controls.FIELD}{name}", name)
    held = markup.run(words, making.language, look=look) or "<w:r/>"
    return f"<w:sdt>{control}<w:sdtContent>{held}</w:sdtContent></w:sdt>"


def front(document: Document, making: Maker) -> str:
    """Return the document's title and subtitle."""
    written = markup.paragraph(making.styles.of("title"), line("title", document.title, making))
    if document.subtitle:
        subtitle = line("subtitle", document.subtitle, making)
        written += markup.paragraph(making.styles.of("subtitle"), subtitle)
    return written


def lists(part: Part) -> bool:
    """Say whether a part holds the table of contents, which depends on all others."""
    return any(isinstance(block, Contents) for block in part.blocks)


def complete(package: Package, making: Maker) -> None:
    """Put in what depends on the whole text: contents, footnotes."""
    from qualcode.documents import paging

    root = package.edit(package.main)
    listed = outline.listed(package, making.language)
    contents.fill(root, paging.with_pages(package, listed), making)
    footnotes.add(package, making.notes)
    making.notes.clear()


def remember(
    package: Package, document: Document, earlier: Memory, made_again: Mapping[str, str]
) -> None:
    """Let the file remember the parts that were made, by the digests of what they are made of."""
    placed = dict(earlier.placed)
    found = dict(reversed([each for text in package.texts() for each in _found(package, text)]))
    for part, digest in made_again.items():
        control = found.get(controls.tag(part))
        text = "" if control is None else controls.fingerprint(package, control)
        placed[part] = Placed(text, digest)
    for each in document.parts:
        placed.setdefault(each.id, Placed())
    memory.keep(package, replace(earlier, placed=placed))


def _found(package: Package, part: str) -> list[tuple[str, Any]]:
    return list(controls.within(package.tree(part)))


def digest_of(part: Part, package: Package, making: Maker) -> str:
    """Return what tells whether a part is to be made again."""
    if not lists(part):
        return memory.digest(part)
    listed = outline.listed(package, making.language)
    return memory.digest(part, [(each.words, each.level) for each in listed])


def digest_of_field(words: str) -> str:
    """Return what tells whether a field is to be written again."""
    return memory.digest(Part("", ()), words)

"""A document's parts → their places in a new file."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from qualcode.documents import outline, parts, places
from qualcode.documents.making import Maker
from qualcode.documents.package import Package, w
from qualcode.documents.values import Document


@dataclass(frozen=True, slots=True)
class Filled:
    """What of a document stands in a file."""

    parts: frozenset[str]
    fields: frozenset[str]
    whole: bool
    """False: its template names the parts that it wants."""


def fill(package: Package, document: Document, making: Maker) -> Filled:
    """Put a document into a file: each part where the file names it, else all at its end."""
    by_name = {places.field_name(part.id): part for part in document.parts}
    fields = places.fill_fields(package, parts.fields_of(document), by_name, making)
    named = places.blocks(package)
    whole = not named or set(named) == {places.REPORT}
    wanted = {part.id for part in document.parts if places.field_name(part.id) in named}
    own_list = outline.has_contents(package.body)
    rest = [
        part
        for part in document.parts
        if part.id not in wanted and not (own_list and parts.lists(part))
    ]
    # In the document's order, so that captions are numbered as they stand in it.
    for part in document.parts:
        if part.id in wanted:
            for place in named[places.field_name(part.id)]:
                _put(place, parts.elements(parts.made(part, making)))
    report = named.get(places.REPORT, [])
    if whole or report:
        titled = "title" not in fields
        written = parts.front(document, making) if titled else ""
        written += "".join(parts.made(part, making) for part in rest)
        if titled:
            fields |= {"title"} | ({"subtitle"} if document.subtitle else set())
        made = parts.elements(written)
        if report:
            _put(report[0], made)
        else:
            append(package, made)
        wanted |= {part.id for part in rest}
    return Filled(frozenset(wanted), frozenset(fields), whole or bool(report))


def _put(paragraph: Any, made: list[Any]) -> None:
    """Put elements in a paragraph's place; one that ends a section stays, empty."""
    for element in made:
        paragraph.addprevious(element)
    parent, last = paragraph.getparent(), paragraph.getnext() is None
    ends_cell = parent.tag == w("tc") and last and bool(made) and made[-1].tag != w("p")
    if paragraph.find(f"{w('pPr')}/{w('sectPr')}") is not None or ends_cell:
        for each in paragraph.findall(w("r")):
            paragraph.remove(each)
    else:
        parent.remove(paragraph)


def append(package: Package, made: list[Any]) -> None:
    """Put elements at the document's end, before what says how its last pages look."""
    package.edit(package.main)
    body = package.body
    last = body[-1] if len(body) and body[-1].tag == w("sectPr") else None
    for element in made:
        if last is None:
            body.append(element)
        else:
            last.addprevious(element)

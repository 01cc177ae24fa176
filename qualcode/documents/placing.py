"""New parts → their places in a file that people have moved things about in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from qualcode.documents import controls, filling, outline, parts
from qualcode.documents.making import bookmark_name
from qualcode.documents.package import NAMESPACES, w
from qualcode.documents.state import Renewal
from qualcode.documents.values import Document, Heading, Part


def place(state: Renewal, document: Document) -> None:
    """Put each new part below the one that precedes it in the document, if that is there."""
    if not state.earlier.whole:
        return
    before: Any = None
    for part in document.parts:
        if _is_new(part, state):
            made = parts.elements(parts.made(part, state.making))
            if not made:
                continue
            _insert(state, part, before, made)
            before = made[-1]
            if part.ours:
                state.controls[part.id] = [made[-1]]
                digest = parts.digest_of(part, state.package, state.making)
                state.made[part.id] = digest
            state.tell("made", part.id)
        else:
            found = _there(part, state)
            before = before if found is None else found


def _is_new(part: Part, state: Renewal) -> bool:
    if part.ours and state.controls.get(part.id):
        return False
    placed = state.earlier.placed.get(part.id)
    return placed is None or (part.ours and (not placed.text or state.may_go(part.id)))


def _there(part: Part, state: Renewal) -> Any:
    """Return where an earlier part stands in the text; nothing if people took it out."""
    body = state.package.body
    if part.ours:
        held = state.controls.get(part.id)
        element = held[0] if held else None
    else:
        name = bookmark_name(part.id, 1)
        marks = body.iter(w("bookmarkStart"))
        element = next((each for each in marks if each.get(w("name")) == name), None)
    while element is not None and element.getparent() is not body:
        element = element.getparent()
    return element


def _insert(state: Renewal, part: Part, before: Any, made: list[Any]) -> None:
    state.package.edit(state.package.main)
    if before is None:
        filling.append(state.package, made)
        return
    levels = outline.levels(state.package)
    heading = next((block.level for block in part.blocks if isinstance(block, Heading)), 0)
    is_control = before.tag == w("sdt")
    at = before
    if heading or not is_control:
        # What people wrote below the part that precedes stays with it.
        for each in _own(before, heading, levels):
            at = each
    for element in reversed(made):
        at.addnext(element)


def _own(before: Any, heading: int, levels: Mapping[str, int]) -> Iterator[Any]:
    """Yield what belongs to the part that precedes: up to a heading as high, or the section's end.

    Without a heading of its own a part goes above whatever heading or control of ours comes next.
    """
    for each in before.itersiblings():
        level = outline.level_of(each, levels)
        ends = each.tag == w("sectPr") or each.find("w:pPr/w:sectPr", NAMESPACES) is not None
        if ends or (level and (not heading or level <= heading)):
            return
        if not heading and any(controls.within(each)):
            return
        yield each

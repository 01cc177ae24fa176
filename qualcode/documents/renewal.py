"""One control's content put in place of another, and what hung on it: notes, names, pictures."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from shutil import copy2
from typing import Any

from qualcode.documents import controls, footnotes
from qualcode.documents.figures import MEDIA
from qualcode.documents.package import Package, r, relationships_of, target, w
from qualcode.exporters import replacing

OURS = ("qc_", "qp_")
"""Begin the names of our bookmarks."""


def replace_content(package: Package, control: Any, made: Sequence[Any]) -> None:
    """Put new elements into a control.

    Its footnotes go with the old ones; bookmarks that a person, or Word for a cross-reference, put
    in it stand around the same caption or heading again, else at its beginning.
    """
    content = controls.content_of(control)
    package.changed.update(_part_of(package, control))
    old = list(content)
    notes = footnotes.numbers_in(content)
    for element in old:
        content.remove(element)
    content.extend(made)
    for number, (start, end) in _names(old).items():
        _carry(content, number, start, end, old)
    _end(content, old)
    footnotes.remove(package, notes)
    # What wasn't shown as empty before isn't now.
    for shown in control.iterfind(f"{w('sdtPr')}/{w('showingPlcHdr')}"):
        shown.getparent().remove(shown)


def _names(old: Sequence[Any]) -> dict[str, tuple[Any, str]]:
    """Return the bookmarks of others: id → where each starts, and our bookmark around it."""
    found: dict[str, tuple[Any, str]] = {}
    for element in old:
        open_here: list[str] = []
        for start in element.iter(w("bookmarkStart")):
            name = start.get(w("name"), "")
            if name.startswith(OURS):
                open_here.append(name)
                continue
            ours = open_here or _ours_after(start)
            found[start.get(w("id"), "")] = (start, ours[-1] if ours else "")
    return found


def _ours_after(start: Any) -> list[str]:
    """Return our bookmark in the same paragraph, if it begins after another's."""
    return [
        name
        for each in start.itersiblings(w("bookmarkStart"))
        if (name := each.get(w("name"), "")).startswith(OURS)
    ]


def _carry(content: Any, number: str, start: Any, ours: str, old: Sequence[Any]) -> None:
    """Put a person's bookmark around our bookmark of this name, or at the beginning."""
    ends = [each for one in old for each in one.iter(w("bookmarkEnd"))]
    end = next((each for each in ends if each.get(w("id")) == number), None)
    new = next(
        (each for each in content.iter(w("bookmarkStart")) if each.get(w("name")) == ours), None
    )
    if new is None:
        first = next(content.iter(w("p")), None)
        if first is None or end is None:
            return
        at = 1 if len(first) and first[0].tag == w("pPr") else 0
        first.insert(at, start)
        first.insert(at + 1, end)
        return
    new.addprevious(start)
    closing = next(
        each for each in content.iter(w("bookmarkEnd")) if each.get(w("id")) == new.get(w("id"))
    )
    if end is not None:
        closing.addnext(end)


def _end(content: Any, old: Sequence[Any]) -> None:
    """Keep the ends of bookmarks that begin above the control."""
    starts = {each.get(w("id")) for one in old for each in one.iter(w("bookmarkStart"))}
    last = list(content.iter(w("p")))[-1:]
    for one in old:
        for each in list(one.iter(w("bookmarkEnd"))):
            if each.get(w("id")) not in starts and last:
                last[0].append(each)


def replace_words(control: Any, made: Sequence[Any]) -> None:
    """Put new words into a control within a line, in the look of the old ones."""
    from qualcode.documents.places import dress

    content = controls.content_of(control)
    looks = [run.find(w("rPr")) for run in content.iter(w("r"))]
    for element in list(content):
        content.remove(element)
    for run in [each for one in made for each in one.iter(w("r"))]:
        dress(run, looks[0] if looks else None)
        content.append(run)


def remove(package: Package, control: Any) -> None:
    """Take a control out with all that it holds."""
    package.changed.update(_part_of(package, control))
    notes = footnotes.numbers_in(control)
    parent = control.getparent()
    if len([each for each in parent if each.tag != w("tcPr")]) == 1 and parent.tag == w("tc"):
        parent.append(parent.makeelement(w("p")))
    parent.remove(control)
    footnotes.remove(package, notes)


def _part_of(package: Package, element: Any) -> list[str]:
    root = element.getroottree().getroot()
    return [name for name, tree in package.trees.items() if tree is root]


def drop_pictures(package: Package) -> None:
    """Take out the pictures of ours that nothing shows any more."""
    rels = relationships_of(package.main)
    if rels not in package.parts:
        return
    shown = {each.get(r("embed")) for each in package.body.iter() if each.get(r("embed"))}
    for each in list(package.tree(rels)):
        part = target(package.main, each)
        if part.startswith(MEDIA) and each.get("Id") not in shown:
            package.edit(rels).remove(each)
            package.drop(part)


def put_aside(path: Path) -> Path:
    """Keep the file as it is under a name of its own, and return that."""
    number = 1
    while (kept := path.with_name(f"{path.stem}.before{number}{path.suffix}")).exists():
        number += 1
    with replacing(kept) as temporary:
        copy2(path, temporary)
    return kept

"""Controls that another program lost, made anew around what our bookmarks enclose."""

from __future__ import annotations

from typing import Any

from qualcode.documents import controls
from qualcode.documents.memory import Memory
from qualcode.documents.package import NAMESPACES, Package, w


def restored(package: Package, earlier: Memory) -> dict[str, list[Any]]:
    """Return controls made anew around what our bookmarks enclose, where a program lost them."""
    from qualcode.documents.parts import around

    package.edit(package.main)
    _unwrap(package.body)
    held: dict[str, list[Any]] = {}
    starts: dict[str, list[Any]] = {}
    for each in package.body.iter(w("bookmarkStart")):
        starts.setdefault(each.get(w("name"), ""), []).append(each)
    for part, placed in earlier.placed.items():
        there = starts.get(around(part), [])
        if there and placed.text:
            # LibreOffice makes two bookmarks of one: at its beginning and at its end.
            control = _around(package.body, part, there[0], there[-1])
            if control is not None:
                _pass_break_on(control)
                held[part] = [control]
    return held


def _unwrap(body: Any) -> None:
    """Take away the controls without names that LibreOffice leaves, one around several parts."""
    for control in body.findall("w:sdt", NAMESPACES):
        content = controls.content_of(control)
        is_ours = control.find("w:sdtPr/w:docPartObj", NAMESPACES) is not None
        named = control.find("w:sdtPr/w:tag", NAMESPACES)
        if content is not None and is_ours and named is None:
            for each in list(content):
                control.addprevious(each)
            body.remove(control)


def _pass_break_on(control: Any) -> None:
    """Let what follows begin a page, where LibreOffice moved its break to the control's end."""
    below = next((each for each in control.itersiblings() if each.tag in _TEXTS), None)
    first = None if below is None else next(below.iter(w("p")), None)
    last = controls.content_of(control)[-1]
    breaks = [each for each in last.iter(w("br")) if each.get(w("type")) == "page"]
    if first is None or last.tag != w("p") or not breaks:
        return
    after = [each for each in last.iter(w("t"), w("br")) if each.tag == w("br") or each.text]
    if after[-1] is not breaks[-1]:
        return
    breaks[-1].getparent().remove(breaks[-1])
    look = first.find(w("pPr"))
    if look is None:
        look = first.makeelement(w("pPr"))
        first.insert(0, look)
    if look.find(w("pageBreakBefore")) is None:
        place = sum(1 for each in look if each.tag in _BEFORE_BREAK)
        look.insert(place, look.makeelement(w("pageBreakBefore")))


_TEXTS = frozenset({w("p"), w("sdt")})
_BEFORE_BREAK = frozenset({w("pStyle"), w("keepNext"), w("keepLines")})
"""What the standard wants above the setting."""


def _around(body: Any, id: str, start: Any, latest: Any) -> Any:
    """Return a control around the paragraphs from where a bookmark starts to where it ends."""
    from qualcode.documents.parts import elements

    number = latest.get(w("id"))
    end = next((each for each in body.iter(w("bookmarkEnd")) if each.get(w("id")) == number), None)
    first, last = _top(body, start), _top(body, end)
    if first is None or last is None or body.index(first) > body.index(last):
        return None
    inside = body[body.index(first) : body.index(last) + 1]
    control = elements(controls.block(id, "", ""))[0]
    first.addprevious(control)
    controls.content_of(control).extend(inside)
    return control


def _top(body: Any, element: Any) -> Any:
    """Return the paragraph or table of the text in which an element is."""
    while element is not None and element.getparent() is not body:
        element = element.getparent()
    return element

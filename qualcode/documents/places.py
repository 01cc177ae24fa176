"""Where a file names what is to stand there: marks that its fields became.

`template` turns each field into a mark; here a mark within a line becomes a control with the
field's words, and a paragraph that is one mark is the place of a part.
"""

from __future__ import annotations

import re
from collections.abc import Container
from copy import deepcopy
from typing import Any

from qualcode.documents import markup, parts
from qualcode.documents.making import Maker, slug
from qualcode.documents.outline import text_of
from qualcode.documents.package import Package, w

REPORT = "report"
"""The field in whose place the whole document goes."""
_MARK = re.compile("\ue000qualcode ([A-Za-z0-9_]+)\ue001")


def mark(name: str) -> str:
    """Return what stands for a field until it is filled in."""
    return f"\ue000qualcode {name}\ue001"


def field_name(id: str) -> str:
    """Return the name that a template gives to a part: `3.2:quotes` is chapter_3_2_quotes."""
    name = slug(id)
    return f"chapter_{name}" if name[:1].isdigit() else name


def blocks(package: Package) -> dict[str, list[Any]]:
    """Return the paragraphs that are to be replaced, by the field that each of them is."""
    found: dict[str, list[Any]] = {}
    for paragraph in package.body.iter(w("p")):
        words = text_of(paragraph)
        if "\ue000" in words and (match := _MARK.fullmatch(words.strip())):
            found.setdefault(match[1], []).append(paragraph)
    return found


def fill_fields(
    package: Package, fields: dict[str, str], parts_named: Container[str], making: Maker
) -> set[str]:
    """Put the words of each field named within a line in its place; return those named.

    A paragraph that is nothing but the name of a part stays: the part itself goes there.
    """
    whole = [
        text
        for name, each in blocks(package).items()
        for paragraph in each
        for text in paragraph.iter(w("t"))
        if name in parts_named
    ]
    named: set[str] = set()
    for part in package.texts():
        for text in list(package.tree(part).iter(w("t"))):
            names = set(_MARK.findall(text.text or "")) & fields.keys()
            if names and not any(text is one for one in whole):
                package.edit(part)
                _split(text.getparent(), fields, making)
                named |= names
    return named


def _split(run: Any, fields: dict[str, str], making: Maker) -> None:
    """Put what a run holds into runs of its look, with a control for each field between."""
    look = run.find(w("rPr"))
    made: list[Any] = []
    for child in [each for each in run if each is not look]:
        if child.tag != w("t"):
            made.append(_run(run, look, child))
            continue
        for number, piece in enumerate(_MARK.split(child.text or "")):
            if number % 2 and piece in fields:
                made.append(_control(piece, fields[piece], look, making))
            elif piece:
                words = mark(piece) if number % 2 else piece
                made.append(_run(run, look, *parts.elements(markup.text(words))))
    for each in made:
        run.addprevious(each)
    run.getparent().remove(run)


def _run(run: Any, look: Any, *content: Any) -> Any:
    made = run.makeelement(run.tag, dict(run.attrib))
    made.extend([*([deepcopy(look)] if look is not None else []), *content])
    return made


def _control(name: str, words: str, look: Any, making: Maker) -> Any:
    control = parts.elements(parts.line(name, words, making))[0]
    for run in control.iter(w("r")):
        dress(run, look)
    return control


def dress(run: Any, look: Any) -> None:
    """Give a run of ours the look of the place where it stands, but its own language."""
    own = run.find(w("rPr"))
    if look is None:
        return
    dressed = deepcopy(look)
    language = None if own is None else own.find(w("lang"))
    for old in dressed.findall(w("lang")):
        dressed.remove(old)
    if language is not None:
        dressed.append(language)
    if own is not None:
        run.remove(own)
    run.insert(0, dressed)


def named(paragraph: Any) -> list[str]:
    """Return the fields that a paragraph names."""
    return _MARK.findall(text_of(paragraph))


def readable(words: str) -> str:
    """Return words with each mark as the field that it was."""
    return _MARK.sub(r"{{ \1 }}", words)


def outside(root: Any) -> bool:
    """Say whether a field stands where no text can."""
    return any(
        "\ue000" in (each.tail or "")
        or (each.tag != w("t") and "\ue000" in (each.text or ""))
        or any("\ue000" in value for value in each.attrib.values())
        for each in root.iter()
    )

"""A client's template → a file whose fields became marks; its faults are told all at once."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from qualcode.documents import parts, places, sandbox
from qualcode.documents.outline import text_of
from qualcode.documents.package import TYPES, WORD_TYPE, Package, parse, read, w
from qualcode.documents.values import Document
from qualcode.errors import StudyError
from qualcode.model import Bilingual, Problem

NEAR = 3
_PARAGRAPH = re.compile(r"<w:p([ >])")
_TAGS = re.compile(r"<[^>]+>")
_SHOWN = 70
"""Characters of a paragraph that tell which it is."""


def opened(path: Path, document: Document) -> Package:
    """Return a copy of the template with a mark in place of each field.

    Raises:
        StudyError: with every fault in it, each in one line.
    """
    package = read(path)
    _make_document(package)
    said = names(document)
    problems: list[Problem] = []
    for part in _texts(package):
        source = _source(package, part)
        found = list(sandbox.faults(source, frozenset(said)))
        problems += [_problem(fault, source, path, part, tuple(said)) for fault in found]
        if not problems:
            package.put(part, sandbox.rendered(source, said).encode())
            parse(package.parts[part], path)
    problems = problems or list(_misplaced(package, path, document))
    if problems:
        raise StudyError(tuple(dict.fromkeys(problems)))
    return package


def names(document: Document) -> dict[str, sandbox.Words]:
    """Return what a template may name: what stands in a line, the parts, the whole report."""
    lines = parts.fields_of(document)
    blocks = {places.field_name(part.id): part.title or part.id for part in document.parts}
    return {
        name: sandbox.words(name, said)
        for name, said in {places.REPORT: document.title, **blocks, **lines}.items()
    }


def _make_document(package: Package) -> None:
    """Let a .dotx be a document."""
    package.edit(TYPES)
    for each in package.tree(TYPES):
        kind = each.get("ContentType", "")
        if kind == f"{WORD_TYPE}template.main+xml":
            each.set("ContentType", f"{WORD_TYPE}document.main+xml")


def _texts(package: Package) -> list[str]:
    """Return the parts in which fields may stand and some do."""
    notes = [
        *package.related(package.main, "footnotes"),
        *package.related(package.main, "endnotes"),
    ]
    named = [*package.texts(), *(name for name in notes if name in package.parts)]
    return [name for name in named if _has_fields(package.tree(name))]


def _has_fields(root: Any) -> bool:
    return any(
        "{{" in (words := text_of(paragraph)) or "{%" in words or "{#" in words
        for paragraph in root.iter(w("p"))
    )


def _source(package: Package, part: str) -> str:
    """Return a part as the text of a template: each field in one piece, each paragraph a line."""
    from docxtpl import DocxTemplate
    from lxml import etree

    written = etree.tostring(package.tree(part), encoding="unicode").replace("\n", " ")
    patched = DocxTemplate(package.path).patch_xml(written)
    return _PARAGRAPH.sub(r"\n<w:p\1", patched)


def _problem(
    fault: sandbox.Fault, source: str, path: Path, part: str, known: tuple[str, ...]
) -> Problem:
    """Return a fault with the file, the paragraph and its first words."""
    from rapidfuzz import process

    line = source.split("\n")[fault.line - 1]
    shown = " ".join(_TAGS.sub("", line).split())[:_SHOWN]
    where = f"{path}: {_named(part)}{fault.line - 1} (“{shown}”)"
    if not fault.name:
        return Problem(where, Bilingual(fault.vi, fault.en))
    near = ", ".join(match[0] for match in process.extract(fault.name, known, limit=NEAR))
    return Problem(
        where,
        Bilingual(
            f"không có trường '{fault.name}'; gần nhất: {near}",
            f"there is no field '{fault.name}'; nearest: {near}",
        ),
    )


def _named(part: str) -> str:
    name = part.rpartition("/")[2].removesuffix(".xml")
    return "¶" if name.startswith("document") else f"{name} ¶"


def _misplaced(package: Package, path: Path, document: Document) -> Iterator[Problem]:
    """Yield a fault for each part that is named elsewhere than in a paragraph of its own."""
    lines = parts.fields_of(document)
    alone = [paragraph for each in places.blocks(package).values() for paragraph in each]
    for part in package.texts():
        root = package.tree(part)
        if places.outside(root):
            yield Problem(
                f"{path}: {_named(part)}",
                Bilingual(
                    "hãy viết trường là {{ tên }}, không dùng {{p …}}, {{tr …}} hay {{tc …}}",
                    "write a field as {{ name }}, not as {{p …}}, {{tr …}} or {{tc …}}",
                ),
            )
        for paragraph in root.iter(w("p")):
            wrong = [name for name in places.named(paragraph) if name not in lines]
            if wrong and not any(paragraph is one for one in alone):
                shown = places.readable(text_of(paragraph))[:_SHOWN]
                yield Problem(
                    f"{path}: {_named(part)} (“{shown}”)",
                    Bilingual(
                        f"'{wrong[0]}' là cả một phần của báo cáo: hãy để trường này đứng một mình "
                        "trong một đoạn của phần thân văn bản",
                        f"'{wrong[0]}' is a whole part of the report: let this field stand alone "
                        "in a paragraph of the document's text",
                    ),
                )

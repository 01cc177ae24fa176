"""The comments of a Word file: what each says, and which one it answers."""

from __future__ import annotations

import re
import zipfile
from dataclasses import dataclass
from pathlib import Path

from qualcode.coding_sheets.opening import parse, part
from qualcode.coding_sheets.word_body import walk
from qualcode.importers.word_xml import Element, attribute, local

_COMMENTS = re.compile(r"word/comments\d*\.xml")
_EXTENDED = re.compile(r"word/commentsExtended\d*\.xml")


@dataclass(frozen=True, slots=True)
class Comment:
    """One comment; whether somebody has marked it as resolved says nothing about its code."""

    id: str
    text: str
    parent: str = ""
    """The id of the comment that it is a reply to."""


def comments(archive: zipfile.ZipFile, path: Path) -> tuple[Comment, ...]:
    """Return the comments in the order in which the file has them."""
    name = part(archive, _COMMENTS)
    if not name:
        return ()
    nodes = [node for node in parse(archive, name, path) if local(node) == "comment"]
    extended = part(archive, _EXTENDED)
    parents = _parents(parse(archive, extended, path)) if extended else {}
    ids = {key: attribute(node, "id") for node in nodes for key in _paragraph_ids(node)}
    return tuple(
        Comment(
            attribute(node, "id"),
            walk(node).text.strip("\n"),
            next((ids.get(parents[k], "") for k in _paragraph_ids(node) if k in parents), ""),
        )
        for node in nodes
    )


def _parents(extended: Element) -> dict[str, str]:
    """Return a reply's paragraph → the paragraph of what it answers."""
    pairs = ((attribute(n, "paraId"), attribute(n, "paraIdParent")) for n in extended)
    return {key: parent for key, parent in pairs if parent}


def _paragraph_ids(node: Element) -> list[str]:
    return [key for p in node.iter() if local(p) == "p" and (key := attribute(p, "paraId"))]

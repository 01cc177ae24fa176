"""What a Word file holds: its words, its comments, and which words each comment is on."""

from __future__ import annotations

import re
import zipfile
from dataclasses import dataclass, field
from pathlib import Path

from qualcode.coding_sheets.opening import part
from qualcode.importers.word_xml import Element, attribute, local, parse_part
from qualcode.model import Span

_COMMENTS = re.compile(r"word/comments\d*\.xml")
_EXTENDED = re.compile(r"word/commentsExtended\d*\.xml")
_DELETED = frozenset({"del", "moveFrom"})
_NOT_SHOWN = frozenset(
    {"pPr", "rPr", "sdtPr", "tblPr", "instrText", "Fallback", "txbxContent", "rt"}
)
_MARKS = {
    "tab": "\t",
    "ptab": "\t",
    "br": "\n",
    "cr": "\n",
    "noBreakHyphen": "\u2011",
    "softHyphen": "\u00ad",
}


@dataclass
class Body:
    """The words of a body, a line end after each paragraph."""

    pieces: list[str] = field(default_factory=list)
    length: int = 0
    paragraphs: list[Span] = field(default_factory=list)
    starts: dict[str, int] = field(default_factory=dict)
    ranges: dict[str, Span] = field(default_factory=dict)
    """Comment's id → the words that it is on."""
    text: str = ""

    def put(self, words: str) -> None:
        """Add these words."""
        self.pieces.append(words)
        self.length += len(words)


def walk(document: Element) -> Body:
    """Return the words, with tracked changes accepted, and where the comments are."""
    body = Body()
    _collect(document, body, is_deleted=False)
    body.text = "".join(body.pieces)
    return body


def _collect(node: Element, body: Body, *, is_deleted: bool) -> None:
    for inner in node:
        name = local(inner)
        if name in _NOT_SHOWN:
            continue
        if name == "p":
            start = body.length
            _collect(inner, body, is_deleted=is_deleted)
            body.paragraphs.append(Span(start, body.length))
            body.put("\n")
        elif name == "commentRangeStart":
            body.starts[attribute(inner, "id")] = body.length
        elif name == "commentRangeEnd":
            id = attribute(inner, "id")  # noqa: A001 - an id is an id
            body.ranges[id] = Span(body.starts.get(id, body.length), body.length)
        elif name in {"t", *_MARKS} and not is_deleted:
            body.put(_MARKS.get(name) or str(inner.text or ""))
        else:
            # A deleted stretch has no words, but a comment may start or end in it.
            _collect(inner, body, is_deleted=is_deleted or name in _DELETED)


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
    nodes = [node for node in parse_part(archive, name, path) if local(node) == "comment"]
    extended = part(archive, _EXTENDED)
    parents = _parents(parse_part(archive, extended, path)) if extended else {}
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

"""The body of a Word file as one text, with the range of each comment in it."""

from __future__ import annotations

from dataclasses import dataclass, field

from qualcode.importers.word_xml import Element, attribute, local
from qualcode.model import Span

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

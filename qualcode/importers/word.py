"""Word files: the paragraphs and tables of the body, with tracked changes accepted.

python-docx's own `.text` leaves out tracked insertions and content controls in silence, so the
XML is walked here, by local names: Word's Strict files differ in the namespace only.
"""

from __future__ import annotations

import posixpath
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from qualcode.importers.garbled import converted
from qualcode.importers.imported import Imported
from qualcode.importers.word_fonts import convert_fonts
from qualcode.importers.word_notes import changes_note, skipped_note
from qualcode.importers.word_tables import Row, table_lines
from qualcode.importers.word_xml import Element, attribute, child, is_on, local, parse_part

_MAIN = "word/document.xml"
_STYLES = "word/styles.xml"
_BESIDE = re.compile(r"word/(?:footnotes|endnotes|comments|header\d*|footer\d*)\.xml")
_AS_IT_IS = "utf-8"
"""What a user says of a file in which nothing is to be converted."""
_DROPPED = frozenset({"del", "moveFrom", "pPr", "rPr", "sdtPr", "tblPr", "rt", "instrText"})
_MARKS = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
_SYMBOLS = {"F0B7": "•", "F0E0": "→", "F04A": "☺"}
"""What Word's AutoCorrect puts in from Symbol and Wingdings."""

_LABEL_LENGTH = 40
_BOLD_LABEL = re.compile(r"\s*[^\W_][^:：.,;?!…\n\t]*")


@dataclass
class _Paragraph:
    """What one paragraph holds: words with their weight, and the text boxes hung on it."""

    pieces: list[tuple[str, bool]] = field(default_factory=list)
    boxes: list[Element] = field(default_factory=list)

    @property
    def text(self) -> str:
        """Return the words, with a tab behind a bold label that has no colon."""
        words = "".join(text for text, _ in self.pieces)
        label = ""
        for text, is_bold in self.pieces:
            if not is_bold and text.strip():
                break
            label += text
        return _set_off(label, words[len(label) :]) if self._begins_bold() else words

    def _begins_bold(self) -> bool:
        """Say whether the first visible words are bold."""
        return next((is_bold for text, is_bold in self.pieces if text.strip()), False)


def import_word(path: Path, encoding: str = "") -> Imported:
    """Return the words of a .docx or .docm file, with notes on what was converted or left out.

    An encoding, `tcvn3` or `vni`, is what a user says of letters whose font doesn't tell.
    """
    with zipfile.ZipFile(path) as archive:
        main = _main_part(archive, path)
        document = parse_part(archive, main, path)
        names = archive.namelist()
        styles = parse_part(archive, _STYLES, path) if _STYLES in names else None
        beside = {
            name: parse_part(archive, name, path) for name in names if _BESIDE.fullmatch(name)
        }
    notes = [*changes_note(document, path), *skipped_note(beside, path)]
    by_font = convert_fonts(document, styles, path) if encoding != _AS_IT_IS else []
    notes += by_font
    body = child(document, "body")
    text = "" if body is None else "\n".join(_blocks(body))
    if encoding == _AS_IT_IS:
        return Imported(text, tuple(notes))
    # What a font tells run by run is surer than what is said of the whole file.
    read = converted(text, path, "" if by_font else encoding)
    return Imported(read.text, (*notes, *read.notes))


def _main_part(archive: zipfile.ZipFile, path: Path) -> str:
    """Return the name of the part that holds the body; some programs call it document2.xml."""
    if "_rels/.rels" in archive.namelist():
        for relation in parse_part(archive, "_rels/.rels", path):
            if str(relation.get("Type", "")).endswith("/officeDocument"):
                target = posixpath.normpath(str(relation.get("Target", "")).lstrip("/"))
                return target if target in archive.namelist() else _MAIN
    return _MAIN


def _blocks(container: Element) -> Iterator[str]:
    """Yield the lines of all paragraphs and tables in a body, cell, text box or control."""
    carried = ""
    for block in _content(container, ("p", "tbl")):
        if local(block) == "tbl":
            yield from table_lines(_rows(block))
            continue
        paragraph = _Paragraph()
        _collect(block, paragraph, is_bold=False)
        text = carried + paragraph.text
        # Whoever accepts a deleted paragraph mark gets one paragraph out of two.
        carried = text if _mark_is_deleted(block) else ""
        if not carried and (text or not (paragraph.boxes or _mark_is_deleted(block))):
            yield text
        for box in paragraph.boxes:
            yield from _blocks(box)
    if carried:
        yield carried


def _content(container: Element, wanted: tuple[str, ...]) -> Iterator[Element]:
    """Yield the children of these names, also those wrapped in controls or custom XML."""
    for node in container:
        name = local(node)
        if name in wanted:
            yield node
        elif name in {"sdt", "sdtContent", "customXml", "ins", "moveTo"}:
            if not _is_placeholder(node):
                yield from _content(node, wanted)
        elif name == "AlternateContent":
            yield from _content(_alternative(node), wanted)


def _collect(node: Element, paragraph: _Paragraph, *, is_bold: bool) -> None:
    """Put the words under a node into the paragraph, in reading order."""
    for inner in node:
        name = local(inner)
        if name in _DROPPED or _is_placeholder(inner):
            continue
        if name == "txbxContent":
            paragraph.boxes.append(inner)
        elif name == "AlternateContent":
            _collect(_alternative(inner), paragraph, is_bold=is_bold)
        elif name == "r":
            _collect(inner, paragraph, is_bold=_is_bold(inner))
        elif words := _words(inner, name):
            paragraph.pieces.append((words, is_bold))
        else:
            _collect(inner, paragraph, is_bold=is_bold)


def _words(node: Element, name: str) -> str:
    """Return what one leaf of a run shows."""
    if name == "t":
        return str(node.text or "")
    if name == "sym":
        code = attribute(node, "char").upper()
        return _SYMBOLS.get(code, "")
    return _MARKS.get(name, "")


def _rows(table: Element) -> list[Row]:
    """Return the cells of each row that was not deleted."""
    return [
        [
            "\n".join(_blocks(cell)).strip("\n")
            for cell in _content(row, ("tc",))
            if not _has(cell, "tcPr", "cellDel")
        ]
        for row in _content(table, ("tr",))
        if not _has(row, "trPr", "del")
    ]


def _alternative(node: Element) -> Element:
    """Return the one of several forms of the same thing that is read: the first."""
    first = child(node, "Choice")
    return node if first is None else first


def _is_placeholder(node: Element) -> bool:
    """Say whether a content control still shows "Click here to enter text"."""
    return _has(node, "sdtPr", "showingPlcHdr")


def _is_bold(run: Element) -> bool:
    """Say whether a run's letters are bold by its own format."""
    return (properties := child(run, "rPr")) is not None and is_on(child(properties, "b"))


def _mark_is_deleted(paragraph: Element) -> bool:
    """Say whether the end of a paragraph was struck in tracked changes."""
    properties = child(paragraph, "pPr")
    return properties is not None and (
        _has(properties, "rPr", "del") or _has(properties, "rPr", "moveFrom")
    )


def _has(node: Element, first: str, second: str) -> bool:
    """Say whether a node has this child with that grandchild."""
    inner = child(node, first)
    return inner is not None and child(inner, second) is not None


def _set_off(label: str, rest: str) -> str:
    """Return both with a tab for the space between them if the first can be a label."""
    is_apart = label[-1:].isspace() or rest[:1].isspace()
    words = rest.lstrip(" \u00a0")
    if (
        is_apart
        and words
        and words[0] not in ":：([\t\n"
        and len(label.strip()) <= _LABEL_LENGTH
        and _BOLD_LABEL.fullmatch(label)
    ):
        return f"{label.rstrip()}\t{words}"
    return label + rest
